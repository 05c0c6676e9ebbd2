import { describe, expect, test } from 'vitest';
import type { RepairOption } from '../../../models/repair.ts';
import { RepairPrediction, repairOptionNames } from '../../../models/repair-learning.ts';
import { Rng } from '../../shared/rng.ts';
import { learn, type PredictionParts } from './learn.ts';
import { ranked, scoreWith } from './score.ts';
import { drawFeatures, drawHistory } from './testing/past-repairs.ts';

const parts = (
  successProbability: number,
  recoveryMinutes: number,
  loss: number,
  quality: number,
  unusual = false,
): PredictionParts => ({ successProbability, recoveryMinutes, loss, quality, unusual });

/** Scoring looks at name and features; the rest only has to come back. */
function options(seed: number): RepairOption[] {
  const rng = new Rng(seed);
  return repairOptionNames.map(
    (name, index) => ({ name, cost: index, changes: [{ order: 'walls' }], features: drawFeatures(rng) }) as never,
  );
}

describe('score of options', () => {
  test('by hand: three options', () => {
    // Success 0.9, 0.7, 0.5 -> 1, 0.5, 0; recovery 60, 20, 40 -> 0, 1, 0.5; loss 3000, 1000, 2000 -> 0, 1, 0.5;
    // quality 80, 80, 60 -> 1, 1, 0. Weighed: 0.35 + 0.2 = 0.55; 0.175 + 0.25 + 0.2 + 0.2 = 0.825; 0.125 + 0.1 = 0.225.
    const predictions = ranked([parts(0.9, 60, 3000, 80), parts(0.7, 20, 1000, 80), parts(0.5, 40, 2000, 60)]);
    expect(predictions.map(({ score }) => score.toFixed(9))).toEqual(['0.550000000', '0.825000000', '0.225000000']);
    expect(predictions.map(({ rank }) => rank)).toEqual([2, 1, 3]);
  });

  test('differences that nobody would notice do not get the whole weight', () => {
    // 0.01 of 0.05; 1 of 5 minutes; 10 of 5 % of 1000; 0.5 of 5 % of 80: the second lacks a fifth, a fifth, a fifth, an eighth.
    const [first, second] = ranked([parts(0.8, 30, 990, 80), parts(0.79, 31, 1000, 79.5)]);
    expect(first.score).toBeCloseTo(1, 9);
    expect(second.score).toBeCloseTo(1 - 0.35 / 5 - 0.25 / 5 - 0.2 / 5 - 0.2 / 8, 9);
  });

  test('options that are alike all score 1 and rank as listed; a single one is first', () => {
    const alike = ranked([parts(0.8, 30, 0, 0), parts(0.8, 30, 0, 0)]);
    expect(alike.map(({ score, rank }) => [score, rank])).toEqual([
      [1, 1],
      [1, 2],
    ]);
    expect(ranked([parts(0.8, 30, 0, 0, true)])).toMatchObject([{ score: 1, rank: 1, unusual: true }]);
  });

  test('a best option that is unusual gives way to the second best, unless that is unusual too', () => {
    const best = parts(0.9, 20, 1000, 90);
    const second = parts(0.8, 30, 2000, 80);
    const third = parts(0.5, 90, 9000, 50);
    const ranks = (...strange: boolean[]) =>
      ranked([best, second, third].map((part, index) => ({ ...part, unusual: strange[index] }))).map(
        ({ rank }) => rank,
      );
    expect(ranks(false, false, false)).toEqual([1, 2, 3]);
    expect(ranks(true, false, false)).toEqual([2, 1, 3]);
    expect(ranks(false, true, false)).toEqual([1, 2, 3]);
    expect(ranks(true, true, false)).toEqual([1, 2, 3]);
  });

  test('options come back in order with prediction and reliability, and nothing else changed', () => {
    const given = options(61);
    const before = structuredClone(given);
    const history = drawHistory(100, 62);
    const scored = scoreWith(learn(history), given);
    expect(given).toEqual(before);
    expect(scored.calibration.outcomes).toBe(100);
    scored.options.forEach(({ prediction, ...option }, index) => {
      expect(() => RepairPrediction.parse(prediction)).not.toThrow();
      const ofOption = history.filter((outcome) => outcome.option === option.name);
      const reliability = ofOption.filter(({ success }) => success).length / ofOption.length;
      expect(option).toEqual({ ...before[index], features: { ...before[index].features, reliability } });
    });
    expect(scored.options.map(({ prediction }) => prediction!.rank).sort()).toEqual([1, 2, 3, 4]);
    expect(scoreWith(learn(history), given)).toEqual(scored);
    // Scoring what was scored changes nothing: the reliability that goes in is always that of the history.
    expect(scoreWith(learn(history), scored.options)).toEqual(scored);
  });

  test('without enough history there is a note in place of predictions, and a reliability of 0.5 where nothing is known', () => {
    const history = drawHistory(3, 63).map((outcome) => ({ ...outcome, option: 'least-cost' as const, success: true }));
    const scored = scoreWith(learn(history), options(64));
    expect(scored.options.map((option) => 'prediction' in option)).toEqual([false, false, false, false]);
    expect(scored.options.map(({ features }) => features.reliability)).toEqual([0.5, 0.5, 1, 0.5]);
    expect(scored.calibration.note).toBe('3 outcomes so far; predictions begin with 20');
  });
});
