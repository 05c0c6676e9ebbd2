/** Trucks that stand somewhere, and traffic in areas: the worked example with each, by hand, in solver and checker. */
import { describe, expect, test } from 'vitest';
import type { DispatchProblem, DispatchShiftPlan } from '../../models/dispatch.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import {
  at,
  checkProblem,
  order,
  planProblem,
  type ShiftInput,
  type TruckInput,
  ten,
  trucks,
} from './check/hand-made.ts';
import { termsOf, violationsOf } from './check.ts';
import { dispatchSolver } from './solve.ts';

/** Solves, and expects the checker to agree with every figure. */
function solved(problem: DispatchProblem): Pick<DispatchShiftPlan, 'loads' | 'trucks'> {
  const result = dispatchSolver.solve({ problem }, iterationBudget(20));
  if (!hasPlan(result) || !('trucks' in result.plan)) throw new Error(`found ${result.found}`);
  const report = dispatchSolver.check({ problem }, result.plan);
  expect(report.violations).toEqual([]);
  expect(report.objective).toBeCloseTo(result.objective, 6);
  if (result.lowerBound !== undefined) expect(result.lowerBound).toBeLessThanOrEqual(result.objective + 1e-6);
  return result.plan;
}

/** The only truck, of 10 m3. */
const truck = (more: Partial<TruckInput>): TruckInput => ({ ...trucks[4], ...more });
const given = { ...ten, loadStart: at(ten.loadStart), unloadStart: at(ten.unloadStart) };
/** Without a greatest gap, so that the second load may come when it can. */
const unhurried = { ...order, continuous: false };

describe('a truck without fixed loads', () => {
  // From the plant itself: nothing to drive, and 4305 is when it must be there.
  const stands = (from: number): ShiftInput['trucks'] => [truck({ standing: { place: 'plant', from } })];

  test('begins where it stands, and not at home', () => {
    const { loads, trucks: days } = solved(checkProblem({ trucks: stands(4305), fixed: [given] }));
    expect(loads[0]).toMatchObject({ leave: at(4305), plantArrival: at(4305) });
    // Only the 20 km back are empty; 4590 s of the load and 1800 s back.
    expect(days[0]).toMatchObject({ emptyKm: 20, busyMinutes: (4590 + 1800) / 60 });
  });

  test('is at the plant where it stands there, whatever a block says of the way from there to itself', () => {
    const blocks = [{ from: ['plant'], to: ['plant'], seconds: [[3000]], metres: [[9000]], cost: [[70]] }];
    const travel = { detour: 1, costPerKm: 1, blocks };
    const standing = { place: 'plant', from: 4305 };
    const problem = (more: Partial<TruckInput>) => checkProblem({ travel, trucks: [truck(more)], fixed: [given] });
    const { loads, trucks: days } = solved(problem({ standing }));
    expect(loads[0]).toMatchObject({ leave: at(4305), plantArrival: at(4305) });
    expect(days[0]).toMatchObject({ emptyKm: 20 });
    // From its home at the plant the block counts.
    expect(solved(problem({ home: 'plant', end: 'base' })).loads[0]).toMatchObject({ leave: at(1305) });
  });

  test('must not have to leave before it is there', () => {
    const problem = checkProblem({ trucks: stands(5000) });
    expect(violationsOf(problem, [ten])).toContainEqual(
      expect.objectContaining({ rule: 'shift', by: 695 / 60, unit: 'minutes' }),
    );
    expect(violationsOf(checkProblem({ trucks: stands(4305) }), [ten])).not.toContainEqual(
      expect.objectContaining({ rule: 'shift' }),
    );
  });

  test('is filled in from there: 15 min from the site, 30 of loading, 15 back, 3.25 of buffer', () => {
    const { dock, volumeM3, ...who } = ten;
    const bare = { order: who.order, truck: who.truck, plant: who.plant, dock, volumeM3 };
    const waits = [truck({ standing: { place: 'site', from: 10_000 } })];
    const { loads } = solved(checkProblem({ trucks: waits, fixed: [bare] }));
    expect(loads[0]).toMatchObject({ leave: at(10_000), loadStart: at(10_900), unloadStart: at(13_795) });
  });

  test('keeps its bounds', () => {
    // From the plant at 5000 at the earliest, with 1800 + 900 + 195 s to the unloading.
    const plan = solved(planProblem({ trucks: stands(5000), orders: [{ ...unhurried, volumeM3: 10 }] }));
    expect(plan.loads).toHaveLength(1);
    expect(plan.loads[0]).toMatchObject({ loadStart: at(5000), unloadStart: at(7895) });
  });
});

describe('a truck with a fixed load', () => {
  // It leaves the site at 8895.
  const problem = (from: number, more: Partial<TruckInput> = {}) =>
    planProblem({
      orders: [unhurried],
      trucks: [truck({ standing: { place: 'plant', from }, ...more })],
      fixed: [given],
    });

  test('goes on from where it stands: from the plant at 9500, with 900 + 900 + 195 s to the next unloading', () => {
    const { loads, trucks: days } = solved(problem(9500));
    expect(loads).toHaveLength(2);
    expect(loads[1]).toMatchObject({ leave: at(9500), loadStart: at(9500), unloadStart: at(11_495) });
    // 10 km from the base, none from the plant to itself, 20 km home; 900 + 4590, 2940, 1800 s.
    expect(days[0]).toMatchObject({ emptyKm: 30, busyMinutes: (5490 + 2940 + 1800) / 60 });
  });

  test('is not free before it has left the site', () => {
    const { loads } = solved(problem(8000));
    expect(loads[1]).toMatchObject({ leave: at(8895), loadStart: at(8895) });
  });

  test('takes breaks at once, and sets out when both are over', () => {
    const rest = { from: 8000, to: 9000, minutes: 20 };
    // Rested at 8895 + 1200 = 10095.
    expect(solved(problem(9500, { breaks: [rest] })).loads[1]).toMatchObject({ loadStart: at(10_095) });
    const plan = solved(problem(10_500, { breaks: [rest] }));
    expect(plan.loads[1]).toMatchObject({ loadStart: at(10_500) });
    expect(plan.trucks[0].breaks).toEqual([{ from: at(8895), to: at(10_095) }]);
  });

  test('goes home from there if nothing follows', () => {
    const alone = { ...problem(9500), orders: [{ ...problem(9500).orders[0], volumeM3: 10 }] };
    const { trucks: days } = solved(alone);
    expect(days[0]).toMatchObject({ back: at(9500 + 900), emptyKm: 20, busyMinutes: (5490 + 900) / 60 });
    const stays = { ...alone, trucks: [{ ...alone.trucks[0], end: null }] };
    expect(solved(stays).trucks[0]).toMatchObject({ back: at(8895), emptyKm: 10 });
  });

  test('is at home where it stands there, whatever a block says of the way from there to itself', () => {
    const blocks = [{ from: ['base'], to: ['base'], seconds: [[3000]], metres: [[9000]], cost: [[70]] }];
    const alone = problem(9500, { standing: { place: 'base', from: 9500 } });
    const orders = [{ ...alone.orders[0], volumeM3: 10 }];
    const travel = { ...alone.travel, blocks };
    expect(solved({ ...alone, orders, travel }).trucks[0]).toMatchObject({ back: at(9500), emptyKm: 10 });
  });

  test('comes too late for a loading before then', () => {
    const early = { ...ten, volumeM3: 5, loadStart: 9400, unloadStart: 11_495 };
    expect(violationsOf(problem(9500), [ten, early])).toEqual([
      expect.objectContaining({ rule: 'travel', load: 'o/2', by: 100 / 60 }),
    ]);
  });

  test('stands nowhere before that load', () => {
    // The 5 m3 are fixed and come last; the way to them is from the site at 8895, there by 9795; then it is at the base.
    const five = { ...ten, volumeM3: 5, loadStart: 9795, unloadStart: 13_000 };
    const later = planProblem({
      ...{ orders: [unhurried], trucks: [truck({ standing: { place: 'base', from: 20_000 } })] },
      fixed: [{ ...five, loadStart: at(9795), unloadStart: at(13_000) }],
      objective: { name: 'travel-and-delay', leastShiftMinutes: 400, underusePerMinute: 60 },
    });
    expect(violationsOf(later, [ten, five])).toEqual([]);
    // 15 min to the plant, 15 to the site, 15 back, 15 out again, none home; 400 min less the 333 min 20 s until 20000.
    const { travel, shortShifts } = termsOf(later, [ten, five]);
    expect(travel).toBe(60);
    expect(shortShifts).toBeCloseTo(60 * (400 - 20_000 / 60), 6);
  });
});

describe('traffic in areas', () => {
  const day = { from: 0, to: 43_200 };
  const one = (traffic: NonNullable<ShiftInput['travel']>['traffic']) => {
    const { unloadStart: _, ...load } = given;
    return solved(checkProblem({ trucks: [truck({})], travel: { detour: 1, traffic }, fixed: [load] }));
  };

  test('is met on legs from or to its places alone', () => {
    const { loads, trucks: days } = one([{ ...day, factor: 2, places: ['site'] }]);
    // 15 min from the base as ever; 30 to the site, 60 home from there.
    expect(loads[0]).toMatchObject({ leave: at(3405), siteArrival: at(6105 + 1800), unloadStart: at(8100) });
    expect(days[0].back).toBe(at(8100 + 1500 + 195 + 3600));
  });

  test('later entries hold where they overlap, leg by leg', () => {
    const { loads, trucks: days } = one([
      { ...day, factor: 3 },
      { ...day, factor: 1, places: ['base'] },
    ]);
    expect(loads[0]).toMatchObject({ leave: at(3405), siteArrival: at(6105 + 2700), unloadStart: at(9000) });
    expect(days[0].back).toBe(at(9000 + 1500 + 195 + 1800));
  });
});
