import fc from 'fast-check';
import { expect, test } from 'vitest';
import { following, Sequence } from './sequence.ts';

/** Numbers of `count` messages after a birth with `birth`. */
function numbers(birth: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (birth + 1 + index) % 256);
}

const Births = fc.integer({ min: 0, max: 255 });

test('messages that overtook each other are read in the order in which they were sent, around 255 too', () => {
  // A message is overtaken by 50 others at most: beyond 255 a number could mean two messages.
  const row = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 600 });
  let overtaken = 0;
  fc.assert(
    fc.property(Births, row, (birth, delays) => {
      const sent = numbers(birth, delays.length).map((seq, index) => ({ seq, index, arrives: index + delays[index] }));
      const arrived = sent.toSorted((a, b) => a.arrives - b.arrives || a.index - b.index);
      overtaken += arrived.filter(({ index }, at) => index !== at).length;
      const sequence = new Sequence<number>(birth);
      const read = arrived.flatMap(({ seq, index }) => sequence.take(seq, index));
      expect(read).toEqual(sent.map(({ index }) => index));
      expect(sequence.isWaiting).toBe(false);
    }),
    { numRuns: 300 },
  );
  expect(overtaken).toBeGreaterThan(1000);
});

test('nothing after a lost message is read, and it shows that something is missing', () => {
  const loss = fc
    .integer({ min: 2, max: 250 })
    .chain((count) => fc.tuple(fc.constant(count), fc.nat({ max: count - 2 })));
  fc.assert(
    fc.property(Births, loss, (birth, [count, lost]) => {
      const sequence = new Sequence<number>(birth);
      const arrived = numbers(birth, count)
        .map((seq, index) => ({ seq, index }))
        .filter(({ index }) => index !== lost);
      const read = arrived.flatMap(({ seq, index }) => sequence.take(seq, index));
      expect(read).toEqual(Array.from({ length: lost }, (_, index) => index));
      expect(sequence.isWaiting).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('after 255 comes 0', () => {
  expect([254, 255, 0].map(following)).toEqual([255, 0, 1]);
});
