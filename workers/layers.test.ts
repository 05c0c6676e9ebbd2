import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layersOf } from './layers.ts';

test('the layers act in order, and the last one within what a result may be late', () => {
  const cases = fc.tuple(fc.integer({ min: 10, max: 3_600_000 }), fc.integer({ min: 0, max: 10_000 }));
  fc.assert(
    fc.property(cases, ([timeMs, graceMs]) => {
      const { stopAfterMs, abortAfterMs, answerAfterMs, emptyHanded } = layersOf(timeMs, graceMs);
      const latestMs = timeMs + Math.max(150, 0.05 * timeMs);
      expect(stopAfterMs).toBeGreaterThan(0);
      expect(stopAfterMs).toBeLessThan(timeMs);
      expect(abortAfterMs).toBeGreaterThanOrEqual(timeMs);
      expect(answerAfterMs).toBeGreaterThan(abortAfterMs);
      expect(emptyHanded.answerAfterMs).toBeGreaterThan(answerAfterMs);
      expect(emptyHanded.answerAfterMs).toBeLessThan(latestMs);
      expect(emptyHanded.abortAfterMs).toBeGreaterThan(emptyHanded.answerAfterMs);
    }),
  );
});

test('500 ms with a grace of 60: flag at 475, abort at 560, answer at 590; without a plan answer at 627.5, abort a second later', () => {
  expect(layersOf(500, 60)).toEqual({
    stopAfterMs: 475,
    abortAfterMs: 560,
    answerAfterMs: 590,
    emptyHanded: { answerAfterMs: 627.5, abortAfterMs: 1627.5 },
  });
});
