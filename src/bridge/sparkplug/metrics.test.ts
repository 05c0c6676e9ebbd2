import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OvenState } from '../protocol.ts';
import { MetricTable } from './metric-table.ts';
import { type KnownMetric, metricsOf, stateFrom } from './metrics.ts';
import { decodePayload, encodePayload } from './payload.ts';

const Temperature = fc.double({ noNaN: true, noDefaultInfinity: true });
const Reading = fc.record({
  tag: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?$/),
  unit: fc.constantFrom('degC', 'K', ''),
  value: Temperature,
  setpoint: fc.option(Temperature),
  target: fc.option(Temperature),
});
const Counter = fc.maxSafeInteger().map(Math.abs);
const State: fc.Arbitrary<OvenState> = fc.record({
  v: fc.constant(1 as const),
  site: fc.constant('s1'),
  oven: fc.constant('o1'),
  at: fc.nat({ max: 4_000_000_000_000 }).map((ms) => new Date(ms).toISOString()),
  mode: fc.constantFrom('remote', 'local'),
  door: fc.constantFrom('open', 'closed'),
  holding: fc.constantFrom('no', 'hold', 'safe'),
  epoch: Counter,
  version: Counter,
  command: fc.option(
    fc.record({ cmdId: fc.uuid({ version: 4 }), version: Counter, status: fc.constantFrom('accepted', 'applied') }),
  ),
  readings: fc.uniqueArray(Reading, { selector: ({ tag }) => tag, minLength: 1, maxLength: 5 }),
  interlocks: fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }),
  faults: fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }),
});

test('a state comes back from its birth and from later changes as it was', () => {
  fc.assert(
    fc.property(State, State, (first, second) => {
      const birth = metricsOf(first).map((metric, alias) => ({ ...metric, alias }));
      const table = new MetricTable(decodePayload(encodePayload(1, birth, 1)));
      expect(stateFrom('s1', 'o1', table.values)).toEqual(first);

      // The oven keeps its tags as long as its birth holds.
      const next = {
        ...second,
        readings: first.readings.map((reading) => ({ ...reading, value: 1.25, target: null })),
      };
      const changes = metricsOf(next).map(({ type, value }, alias) => ({ alias, type, value }));
      table.update(decodePayload(encodePayload(2, changes, 2)));
      expect(stateFrom('s1', 'o1', table.values)).toEqual(next);
    }),
    { numRuns: 200 },
  );
});

const state: OvenState = {
  v: 1,
  site: 's1',
  oven: 'o1',
  at: '2026-11-23T12:00:00.000Z',
  mode: 'remote',
  door: 'closed',
  holding: 'no',
  epoch: 5,
  version: 10,
  command: null,
  readings: [{ tag: 'temperature', unit: 'degC', value: 900, setpoint: 900, target: 950 }],
  interlocks: [],
  faults: [],
};

test('a historian reads temperatures as numbers with a unit', () => {
  expect(metricsOf(state)).toContainEqual({
    name: 'takt/readings/temperature/value',
    type: 'Double',
    value: 900,
    unit: 'degC',
  });
});

test.each([
  ['no mode', 'takt/mode', undefined, 'mode'],
  ['a reading without unit', 'takt/readings/temperature/value', { value: 900, unit: undefined }, 'unit'],
  ['a sensor that is broken', 'takt/readings/temperature/value', { value: null, unit: 'degC' }, 'value'],
  ['a time beyond all calendars', 'takt/at', { value: 1e18, unit: undefined }, 'Invalid time value'],
  ['a list that is no JSON', 'takt/faults', { value: 'door', unit: undefined }, 'JSON'],
])('metrics with %s make no state, and the error says what is wrong', (_, name, metric, says) => {
  const known = metricsOf(state).map(({ name, value, unit }): [string, KnownMetric] => [name, { value, unit }]);
  const metrics = new Map(known);
  if (metric) metrics.set(name, metric);
  else metrics.delete(name);
  expect(() => stateFrom('s1', 'o1', metrics)).toThrow(says);
});
