import { describe, expect, test } from 'vitest';
import { RepairCalibration, type RepairOutcome } from '../../../models/repair-learning.ts';
import { leastOutcomes } from './calibration.ts';
import { foldCount } from './folds.ts';
import { learn, predict } from './learn.ts';
import { brierOf, drawHistory, trueProbability } from './testing/past-repairs.ts';

const ordinary = {
  affectedLoads: 8,
  meanPriority: 1.5,
  riskM3: 60,
  horizonMinutes: 200,
  trucksAvailable: 12,
  meanKm: 15,
  fill: 0.8,
  lifetimeSlackMinutes: 40,
  logistics: 4,
  weather: 0.3,
  traffic: 0.4,
  reliability: 0.7,
};

describe('what past repairs teach', () => {
  test('a known law is found again: directions, sizes, and better than the share of successes on unseen repairs', () => {
    const learned = learn(drawHistory(800, 1));
    const chance = (change: Partial<typeof ordinary>, option: RepairOutcome['option'] = 'least-cost') => {
      const { successProbability } = predict(learned, option, { ...ordinary, ...change })!;
      return Math.log(successProbability / (1 - successProbability));
    };
    // The law, in log-odds: -0.3 a load, +0.35 a truck, +0.8 for the careful option; the penalty takes about a tenth.
    expect(chance({ affectedLoads: 12 }) - chance({ affectedLoads: 4 })).toBeGreaterThan(-8 * 0.4);
    expect(chance({ affectedLoads: 12 }) - chance({ affectedLoads: 4 })).toBeLessThan(-8 * 0.2);
    expect(chance({ trucksAvailable: 15 }) - chance({ trucksAvailable: 9 })).toBeGreaterThan(6 * 0.25);
    expect(chance({ trucksAvailable: 15 }) - chance({ trucksAvailable: 9 })).toBeLessThan(6 * 0.45);
    expect(chance({}, 'fewest-changes') - chance({})).toBeGreaterThan(0.3);
    // What plays no part in the law moves the odds little: one spread of rain, by less than a third of a load.
    expect(Math.abs(chance({ weather: 0.45 }) - chance({}))).toBeLessThan(0.3);

    const unseen = drawHistory(2000, 2);
    const share = unseen.filter(({ success }) => success).length / unseen.length;
    const model = brierOf(unseen, ({ option, features }) => predict(learned, option, features)!.successProbability);
    const truth = brierOf(unseen, trueProbability);
    const base = brierOf(unseen, () => share);
    expect(base - truth).toBeGreaterThan(0.05);
    expect(model - truth).toBeLessThan(0.15 * (base - truth));
    // The cross-validated figure is what unseen repairs confirm.
    expect(Math.abs(learned.calibration.brier! - model)).toBeLessThan(0.02);
    expect(learned.calibration.note).toMatch(/^800 outcomes, \d+ of them successes; the probabilities say more than/);
  });

  test('recovery, loss and quality follow their laws', () => {
    const learned = learn(drawHistory(800, 3));
    const few = predict(learned, 'least-cost', { ...ordinary, affectedLoads: 4 })!;
    const many = predict(learned, 'least-cost', { ...ordinary, affectedLoads: 12 })!;
    // 20 min and 3 for each load: 32 and 56.
    expect(few.recoveryMinutes).toBeGreaterThan(30.5);
    expect(few.recoveryMinutes).toBeLessThan(33.5);
    expect(many.recoveryMinutes).toBeGreaterThan(54.5);
    expect(many.recoveryMinutes).toBeLessThan(57.5);
    // Log-odds 2.0 and -0.4: loss e^(8 - 0.3 x log-odds) - 1, 1635 and 3360; quality 70 + 4 x log-odds, 78 and 68.4.
    expect(few.loss / 1635).toBeGreaterThan(0.85);
    expect(few.loss / 1635).toBeLessThan(1.15);
    expect(many.loss / 3360).toBeGreaterThan(0.85);
    expect(many.loss / 3360).toBeLessThan(1.15);
    expect(few.quality).toBeGreaterThan(76.5);
    expect(many.quality).toBeLessThan(70);
    // The noise of the law: 5 min and 4 points, of which the mean distance is 0.8.
    expect(learned.calibration.meanErrors!.recoveryMinutes).toBeGreaterThan(3.4);
    expect(learned.calibration.meanErrors!.recoveryMinutes).toBeLessThan(4.6);
    expect(learned.calibration.meanErrors!.quality).toBeLessThan(4);
  });

  test('n successes of n give (n + 1) / (n + 2) everywhere, and the note says that failures are not known', () => {
    const history = drawHistory(30, 4).map((outcome) => ({ ...outcome, success: true }));
    const learned = learn(history);
    // Centred inputs have no slope here by symmetry; one success and one failure are added: 31 of 32.
    for (const { option, features } of drawHistory(5, 5))
      expect(predict(learned, option, features)!.successProbability).toBeCloseTo(31 / 32, 9);
    expect(learned.calibration.note).toBe(
      '30 outcomes, 30 of them successes: what makes a repair fail cannot be told from them',
    );
    // The other folds are 24 successes: 25 of 26 is what they say of an outcome, a little apart where it is not their average.
    expect(learned.calibration.brier).toBeCloseTo((1 / 26) ** 2, 3);
    expect(learned.calibration.baseBrier).toBeCloseTo((1 / 26) ** 2, 9);
  });

  test('no failures and no successes mirror each other', () => {
    const failed = drawHistory(30, 4).map((outcome) => ({ ...outcome, success: false }));
    const { option, features } = failed[0];
    expect(predict(learn(failed), option, features)!.successProbability).toBeCloseTo(1 / 32, 9);
  });

  test('features that never vary teach nothing, and do no harm', () => {
    const constant = drawHistory(200, 6).map((outcome) => ({
      ...outcome,
      features: { ...outcome.features, fill: 0.8, weather: 0, logistics: 4, meanPriority: 1 },
    }));
    const learned = learn(constant);
    const at = (weather: number) => predict(learned, 'least-cost', { ...constant[0].features, weather })!;
    expect(at(0.2).successProbability).toBe(at(0).successProbability);
    expect(at(0.2).recoveryMinutes).toBe(at(0).recoveryMinutes);
  });

  test('fewer than 20 outcomes, or fewer than five situations, predict nothing but count', () => {
    const [first, ...rest] = drawHistory(leastOutcomes, 7);
    const few = learn(rest);
    expect(predict(few, first.option, first.features)).toBeUndefined();
    expect(few.calibration).toEqual({
      outcomes: 19,
      bins: [],
      note: '19 outcomes so far; predictions begin with 20',
    });
    expect(predict(learn([first, ...rest]), first.option, first.features)).toBeDefined();
    const alike = Array.from({ length: 40 }, (_, index) => rest[index % (foldCount - 1)]);
    expect(learn(alike).calibration.note).toBe('the 40 outcomes are of 4 situations only; predictions begin with 5');
    expect(learn([]).calibration.note).toBe('0 outcomes so far; predictions begin with 20');
  });

  test('reliability is the share of successes of each option', () => {
    const outcomes = drawHistory(6, 8).map((outcome, index) => ({
      ...outcome,
      option: index < 4 ? ('least-cost' as const) : ('hired-truck' as const),
      success: index !== 0,
    }));
    expect([...learn(outcomes).reliability]).toEqual([
      ['least-cost', 0.75],
      ['hired-truck', 1],
    ]);
  });

  test('the same history gives the same model, is not changed, and its order moves no prediction', () => {
    const history = drawHistory(120, 9);
    const before = structuredClone(history);
    const learned = learn(history);
    expect(learn(history)).toEqual(learned);
    expect(history).toEqual(before);
    const backwards = learn(history.toReversed());
    for (const { option, features } of drawHistory(20, 10)) {
      const there = predict(learned, option, features)!;
      const back = predict(backwards, option, features)!;
      expect(back.successProbability).toBeCloseTo(there.successProbability, 5);
      expect(back.recoveryMinutes).toBeCloseTo(there.recoveryMinutes, 6);
      expect(back.unusual).toBe(there.unusual);
    }
  });

  test('absurd numbers give finite answers within the history', () => {
    const history = drawHistory(60, 11);
    const absurd = { ...history[0], loss: 1e12, features: { ...history[0].features, riskM3: 1e300, meanKm: 1e-300 } };
    const learned = learn([...history, absurd]);
    expect(RepairCalibration.safeParse(learned.calibration).success).toBe(true);
    const far = predict(learned, 'least-cost', {
      ...ordinary,
      affectedLoads: 1e15,
      lifetimeSlackMinutes: -1e300,
    })!;
    expect(Object.values(far).every((value) => typeof value === 'boolean' || Number.isFinite(value))).toBe(true);
    expect(far.recoveryMinutes).toBeLessThanOrEqual(Math.max(...history.map((outcome) => outcome.recoveryMinutes)));
    expect(far.unusual).toBe(true);
  });

  test('ten thousand outcomes', () => {
    const learned = learn(drawHistory(10_000, 12));
    expect(RepairCalibration.safeParse(learned.calibration).success).toBe(true);
    expect(learned.calibration.bins.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
    const situation = { option: 'least-cost' as const, features: ordinary };
    const { successProbability } = predict(learned, situation.option, situation.features)!;
    expect(Math.abs(successProbability - trueProbability(situation))).toBeLessThan(0.03);
  });

  test('unlike the history: far out, of a kind that was never tried, or a departure from what never varied', () => {
    const history = drawHistory(200, 13).map((outcome) => ({
      ...outcome,
      option: outcome.option === 'hired-truck' ? ('least-cost' as const) : outcome.option,
      features: { ...outcome.features, trucksAvailable: 10 },
    }));
    const learned = learn(history);
    const unusual = (change: Partial<typeof ordinary>, option: RepairOutcome['option'] = 'least-cost') =>
      predict(learned, option, { ...ordinary, trucksAvailable: 10, ...change })!.unusual;
    expect(unusual({})).toBe(false);
    expect(unusual({}, 'hired-truck')).toBe(true);
    expect(unusual({ affectedLoads: 60 })).toBe(true);
    // Always ten trucks: eleven are no other world, thirty are.
    expect(unusual({ trucksAvailable: 11 })).toBe(false);
    expect(unusual({ trucksAvailable: 30 })).toBe(true);
  });

  test('of situations like those of the history one in a hundred is called unusual', () => {
    const learned = learn(drawHistory(400, 14));
    const fresh = drawHistory(3000, 15);
    const share = fresh.filter(({ option, features }) => predict(learned, option, features)!.unusual).length / 3000;
    // Between the rate that the limit aims at, 0.01, and what 400 outcomes can tell of it.
    expect(share).toBeGreaterThan(0.001);
    expect(share).toBeLessThan(0.03);
  });
});
