import fc from 'fast-check';
import sparkplug from 'sparkplug-payload';
import { expect, test } from 'vitest';
import { decodePayload, encodePayload, type MetricType, type OutgoingMetric } from './payload.ts';

const library = sparkplug.get('spBv1.0')!;

const values: Record<MetricType, fc.Arbitrary<boolean | number | string>> = {
  Boolean: fc.boolean(),
  DateTime: fc.nat({ max: 4_000_000_000_000 }),
  Double: fc.double({ noNaN: true }),
  Int64: fc.maxSafeInteger(),
  String: fc.string({ unit: 'grapheme' }),
};

const Metric: fc.Arbitrary<OutgoingMetric> = fc.constantFrom(...(Object.keys(values) as MetricType[])).chain((type) =>
  fc.record({
    name: fc.string({ minLength: 1 }),
    alias: fc.option(fc.nat(), { nil: undefined }),
    type: fc.constant(type),
    value: fc.option(values[type], { nil: null }),
    unit: fc.option(fc.string(), { nil: undefined }),
  }),
);

test('what is encoded is decoded again', () => {
  fc.assert(
    fc.property(
      fc.array(Metric),
      fc.nat({ max: 255 }),
      fc.nat({ max: 4_000_000_000_000 }),
      (metrics, seq, timestamp) => {
        const read = decodePayload(encodePayload(timestamp, metrics, seq));
        expect({ seq: read.seq, timestamp: read.timestamp }).toEqual({ seq, timestamp });
        expect(read.metrics.map(({ datatype: _, ...metric }) => metric)).toEqual(
          metrics.map(({ type: _, ...metric }) => metric),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test('the decoder of the library reads what is encoded here, in commands without names too', () => {
  const bytes = encodePayload(1_764_000_000_000, [
    { alias: 7, type: 'String', value: '{"v":1}' },
    { name: 'n', type: 'Double', value: null },
  ]);
  const { seq, metrics } = library.decodePayload(bytes);
  expect(seq).toBeUndefined();
  expect(metrics).toMatchObject([
    { type: 'String', value: '{"v":1}' },
    { name: 'n', type: 'Double', value: null },
  ]);
});

test('values of every type that an edge node may choose are read', () => {
  const bytes = library.encodePayload({
    timestamp: 1,
    seq: 0,
    metrics: [
      { name: 'int8', type: 'Int8', value: -5 },
      { name: 'int64', type: 'Int64', value: -5 },
      { name: 'uint32', type: 'UInt32', value: 4_294_967_295 },
      { name: 'float', type: 'Float', value: 1.5 },
      { name: 'bytes', type: 'Bytes', value: new Uint8Array([1]) },
    ],
  } as Parameters<typeof library.encodePayload>[0]);
  const { metrics } = decodePayload(Buffer.from(bytes));
  // The sign of 32 bits comes with the datatype, which is the table's to know.
  expect(metrics.map(({ value }) => value)).toEqual([4_294_967_291, -5, 4_294_967_295, 1.5, undefined]);
});

test('bytes that are no payload are refused or read as an empty one, never anything else', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(decodePayload(Buffer.from(bytes)).metrics).toBeInstanceOf(Array);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        refused++;
      }
    }),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(1000);
  expect(() => decodePayload(Buffer.alloc(1_000_001))).toThrow('more than 1000000');
});
