import { describe, expect, test } from 'vitest';
import { RepairWarningProblem, repairViolationKinds } from '../../../models/repair-warning.ts';
import { example, five, ten } from '../../dispatch/check/hand-made.ts';
import { forecastOf } from './forecast.ts';
import { levelOf, overallIndex } from './level.ts';
import { belowOf, sumOf, timeOf } from './lognormal.ts';
import { networkOf } from './network.ts';
import { simulate } from './simulate.ts';
import { subjectOf } from './subject.ts';
import { townShift, warningAbout } from './testing/solved.ts';

const quiet = { breakdownsPerHour: 0 };
const never = () => false;

/** The worked example: `ten` is loaded 4305 to 6105, on the way until 7005, unloaded 7200 to 8700. */
function about(loads: (typeof ten)[], window: { from: number; to: number }, simulation = {}) {
  const shift = { ...example, orders: [{ ...example.orders[0], window, continuous: false, lifetimeMinutes: 600 }] };
  const problem = RepairWarningProblem.parse({
    mode: 'warning',
    shift,
    loads,
    simulation: { ...quiet, ...simulation },
  });
  const subject = subjectOf(problem);
  return { subject, forecast: forecastOf(subject.network, subject.model) };
}

describe('chances by hand', () => {
  test('nothing varies but unloading: the window is missed when that takes too long', () => {
    const { forecast } = about(
      [ten],
      { from: 7200, to: 9000 },
      { travelSpread: 0, trafficSpread: 0, loadingSpread: 0 },
    );
    // 1500 s of unloading, 1800 s of room.
    const chance = 1 - belowOf(timeOf(1500, 0.3))(1800);
    expect(forecast.usual[0].window).toBeCloseTo(chance, 9);
    expect(forecast.index[0]).toBeCloseTo(chance, 9);
    expect(forecast.violations[0]).toBeCloseTo(chance, 9);
    expect(chance).toBeGreaterThan(0.1);
    expect(forecast.unload[0]).toEqual(Float64Array.of(1));
  });

  test('loading and the way are late together, the buffer of 195 s taken off', () => {
    const { forecast } = about([ten], { from: 7200, to: 9000 }, { trafficSpread: 0, unloadingSpread: 0 });
    // 1800 s at 10 % and 900 s at 15 %; late by more than 300 s beyond the buffer.
    const chance = 1 - belowOf(sumOf(timeOf(1800, 0.1), timeOf(900, 0.15)))(1800 + 900 + 195 + 300);
    expect(Math.abs(forecast.usual[0].window - chance)).toBeLessThan(0.01);
    expect(chance).toBeGreaterThan(0.002);
  });

  test('the second load waits for the first: its window is missed when both unloadings take too long', () => {
    const { forecast } = about(
      [ten, five],
      { from: 7200, to: 9750 },
      { travelSpread: 0, trafficSpread: 0, loadingSpread: 0 },
    );
    // 1500 + 750 s planned in a row, 300 s of room; the second never begins before its time, so that this is a little more.
    const one = 1 - belowOf(sumOf(timeOf(1500, 0.3), timeOf(750, 0.3)))(2550);
    expect(forecast.usual[1].window).toBeGreaterThan(one);
    expect(forecast.usual[1].window).toBeLessThan(one + 0.1);
    expect(forecast.index[1]).toBeGreaterThan(forecast.index[0]);
  });

  test('breakdowns: each load is lost as often as its truck gives up before it is unloaded', () => {
    const { forecast } = about([ten], { from: 7200, to: 40_000 }, { breakdownsPerHour: 0.1, outShare: 1 });
    // One breakdown in the middle of the load stands for all from the start of the duty (t5 could leave at 0) to its end at 8700.
    expect(forecast.breakdowns.kinds.lost[0]).toBeCloseTo(1 - Math.exp((-0.1 * (8700 - 3405)) / 3600), 3);
  });

  test('history: a site that is slow, a truck that often breaks down', () => {
    const shift = { ...example, orders: [{ ...example.orders[0], lifetimeMinutes: 100 }] };
    const index = (history: object) => {
      const problem = RepairWarningProblem.parse({ mode: 'warning', shift, loads: [ten, five], history });
      const subject = subjectOf(problem);
      return forecastOf(subject.network, subject.model).index;
    };
    const usual = index({});
    const slow = index({ places: [{ place: 'site', loads: 40, ratio: 1.5 }] });
    expect(slow[0]).toBeGreaterThan(2 * usual[0]);
    const old = index({ trucks: [{ truck: 't5', hours: 500, breakdowns: 9 }] });
    expect(old[0]).toBeGreaterThan(usual[0]);
    // Ten loads measured at the planned time change nothing.
    expect(index({ places: [{ place: 'site', loads: 10, ratio: 1 }] })).toEqual(usual);
  });
});

test('what is worked out anew after a change is what it would be from nothing', () => {
  const { network, model, options, dense, placements } = subjectOf(warningAbout(townShift(3))!);
  const before = forecastOf(network, model);
  for (const load of [0, 3, 8]) {
    const moved = placements.map((one, at) => (at === load ? { ...one, unloadStart: one.unloadStart + 300 } : one));
    const changed = networkOf(dense.instance, moved, options);
    const again = forecastOf(changed, model, before);
    const anew = forecastOf(changed, model);
    expect(again.usual).toEqual(anew.usual);
    expect(again.unload).toEqual(anew.unload);
    expect(again.usual).not.toEqual(before.usual);
  }
});

test('the index ranks: where violations gather, the tenth with the highest index holds nearly as many as any tenth could', () => {
  let held = 0;
  let best = 0;
  let all = 0;
  for (let seed = 1; seed <= 5; seed++) {
    const { network, model } = subjectOf(warningAbout(townShift(seed), {}, 20)!);
    const forecast = forecastOf(network, model);
    const outcome = simulate(network, model, { runs: 400, least: 400, seed }, never);
    const counts = forecast.index.map((_, load) =>
      repairViolationKinds.reduce((sum, kind) => sum + outcome.kinds[kind][load], 0),
    );
    const top = (keys: Float64Array) =>
      [...keys.keys()]
        .sort((a, b) => keys[b] - keys[a])
        .slice(0, Math.ceil(keys.length / 10))
        .reduce((sum, load) => sum + counts[load], 0);
    held += top(forecast.index);
    best += top(counts);
    all += counts.reduce((sum, count) => sum + count, 0);
    const simulated = counts.reduce((sum, count) => sum + count, 0) / outcome.runs;
    expect(Math.abs(forecast.total - simulated)).toBeLessThan(0.3 * simulated + 0.2);
  }
  expect(held).toBeGreaterThan(0.5 * all);
  expect(held).toBeGreaterThan(0.95 * best);
});

test('the level is that of the riskiest tenth', () => {
  const index = new Float64Array(20).fill(0.01);
  index[3] = 0.5;
  index[7] = 0.3;
  expect(overallIndex(index)).toBeCloseTo(0.4, 12);
  expect([0.05, 0.1, 0.29, 0.3].map(levelOf)).toEqual(['low', 'medium', 'medium', 'high']);
  expect(overallIndex(Float64Array.of(1))).toBe(1);
});
