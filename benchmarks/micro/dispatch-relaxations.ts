/**
 * Whether what is offered to a dispatcher for orders without a place does help: each relaxation is written into the
 * request, the present plan goes in as the one to begin from, and the order has to be served that much more.
 *
 * Shifts are drawn from a seed and too small for their orders: four trucks, one dock, short windows.
 */
import type { z } from 'zod';
import {
  type DispatchPlanProblem,
  DispatchProblem,
  type DispatchRelaxation,
  type DispatchShiftPlan,
} from '../../models/dispatch.ts';
import { instantOf, secondsOf } from '../../models/moments.ts';
import { hasPlan } from '../../models/result.ts';
import { dispatchSolver } from '../../solvers/dispatch/solve.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { iterationBudget } from '../../solvers/solver.ts';

type ShiftInput = z.input<typeof DispatchPlanProblem>;
type Changed = Pick<DispatchPlanProblem, 'orders' | 'trucks' | 'plants'>;

export interface RelaxationRow {
  readonly what: string;
  readonly offered: number;
  readonly succeeded: number;
  /** Shift and order of those that did not help. */
  readonly failed: readonly string[];
}

const shiftsMeasured = 8;
const stepsMeasured = 300;

/** For the command `micro`. */
export function measureOffered(): RelaxationRow[] {
  const seeds = Array.from({ length: shiftsMeasured }, (_, index) => index + 1);
  return measureRelaxations(seeds, stepsMeasured);
}

/** Solves the shifts and every relaxation that comes with their plans. */
export function measureRelaxations(seeds: readonly number[], steps: number, stepsAnew = steps): RelaxationRow[] {
  const rows = new Map<string, { offered: number; succeeded: number; failed: string[] }>();
  for (const seed of seeds) {
    const problem = tightShift(seed);
    const plan = solve(problem, steps, seed);
    for (const { order, relaxations } of plan.unplaced) {
      for (const relaxation of relaxations) {
        const row = rows.get(relaxation.what) ?? { offered: 0, succeeded: 0, failed: [] };
        rows.set(relaxation.what, row);
        row.offered++;
        if (helps(problem, plan, order, relaxation, stepsAnew, seed)) row.succeeded++;
        else row.failed.push(`${seed} ${order}: ${relaxation.message}`);
      }
    }
  }
  return [...rows].map(([what, row]) => ({ what, ...row })).sort((a, b) => a.what.localeCompare(b.what));
}

/** Whether as much more of the order is served as was said, once the request is changed. */
function helps(
  problem: DispatchPlanProblem,
  plan: DispatchShiftPlan,
  order: string,
  relaxation: DispatchRelaxation,
  steps: number,
  seed: number,
): boolean {
  const changed = relaxed(problem, order, relaxation);
  const servedBy = ({ orders }: DispatchShiftPlan) => orders.find((day) => day.order === order)?.servedM3 ?? 0;
  const before = relaxation.what === 'other-shift' ? 0 : servedBy(plan);
  const { warmStart } = dispatchSolver.resumeFrom({ problem }, plan);
  const anew = dispatchSolver.solve(
    { problem: changed, ...(relaxation.what === 'other-shift' ? {} : { warmStart }) },
    iterationBudget(steps, seed),
  );
  if (!hasPlan(anew) || anew.plan.mode !== 'plan') return false;
  if (dispatchSolver.check({ problem: changed }, anew.plan).violations.length > 0)
    throw new Error(`shift ${seed}: the plan of the changed request breaks rules`);
  return servedBy(anew.plan) - before >= relaxation.volumeM3 - 1e-6;
}

/** The request with a relaxation written into it, and the order worth more than all the others. */
export function relaxed(problem: DispatchPlanProblem, id: string, relaxation: DispatchRelaxation): DispatchPlanProblem {
  const dear = { fixed: 0, perM3: 1e6 };
  const base = {
    ...problem,
    orders: problem.orders.map((order) => (order.id === id ? { ...order, unserved: dear } : order)),
  };
  return { ...base, ...change(base, id, relaxation) };
}

function change(problem: DispatchPlanProblem, id: string, relaxation: DispatchRelaxation): Partial<Changed> {
  const { what, by } = relaxation;
  const seconds = by * 60;
  const later = (moment: string | number, more: number) => instantOf(problem, secondsOf(problem, moment) + more);
  const orders = (mend: (order: Changed['orders'][number]) => Partial<Changed['orders'][number]>) => ({
    orders: problem.orders.map((order) => (order.id === id ? { ...order, ...mend(order) } : order)),
  });
  const trucks = (mend: (truck: Changed['trucks'][number]) => Partial<Changed['trucks'][number]>) => ({
    trucks: problem.trucks.map((truck) =>
      relaxation.truck === undefined || truck.id === relaxation.truck ? { ...truck, ...mend(truck) } : truck,
    ),
  });
  switch (what) {
    case 'window-later':
      return orders(({ window, latestFirst }) => ({
        window: window && { ...window, to: later(window.to, seconds) },
        latestFirst: latestFirst === undefined ? undefined : later(latestFirst, seconds),
      }));
    case 'window-earlier':
      return orders(({ window }) => ({ window: window && { ...window, from: later(window.from, -seconds) } }));
    case 'lifetime':
      return orders(({ lifetimeMinutes, grade }) => ({
        lifetimeMinutes:
          by + (lifetimeMinutes ?? problem.grades.find((one) => one.id === grade)?.lifetimeMinutes ?? 90),
      }));
    case 'gap':
      return orders(({ greatestGapMinutes = 30, after }) => ({
        greatestGapMinutes: greatestGapMinutes + by,
        after: after?.greatestMinutes === undefined ? after : { ...after, greatestMinutes: after.greatestMinutes + by },
      }));
    case 'split':
      return orders(({ volumeM3 }) => ({ volumeM3: Math.round((volumeM3 - by) * 1000) / 1000 }));
    case 'capacity':
      return trucks(({ capacityM3 }) => ({ capacityM3: capacityM3 + by }));
    case 'overtime':
      return trucks(({ overtimeMinutes }) => ({ overtimeMinutes: overtimeMinutes + by }));
    case 'truck': {
      const like = problem.trucks.find((truck) => truck.id === relaxation.truck);
      if (!like || relaxation.from === undefined || relaxation.to === undefined) throw new Error('a truck like which?');
      const shift = { from: relaxation.from, to: relaxation.to };
      return {
        trucks: [...problem.trucks, { ...like, id: 'one more', shift, breaks: [], overtimeMinutes: 0 }],
        orders: problem.orders.map((order) =>
          order.id === id ? { ...order, trucks: order.trucks && [...order.trucks, 'one more'] } : order,
        ),
      };
    }
    case 'dock':
      return {
        plants: problem.plants.map((plant) =>
          plant.id === relaxation.plant && plant.docks !== null ? { ...plant, docks: plant.docks + by } : plant,
        ),
      };
    case 'other-shift':
      return { orders: problem.orders.filter((order) => order.id === id).map(({ after: _, ...order }) => order) };
  }
}

function solve(problem: DispatchPlanProblem, steps: number, seed: number): DispatchShiftPlan {
  const result = dispatchSolver.solve({ problem }, iterationBudget(steps, seed));
  if (!hasPlan(result) || result.plan.mode !== 'plan') throw new Error(`shift ${seed} has no plan`);
  return result.plan;
}

/** Ten hours of sixteen orders for four trucks, not all of which have a place. */
export function tightShift(seed: number): DispatchPlanProblem {
  const rng = new Rng(seed);
  const between = (least: number, greatest: number) => least + rng.below(greatest - least + 1);
  const sites = Array.from({ length: 16 }, (_, index) => ({
    id: `site ${index}`,
    xKm: between(-140, 140) / 10,
    yKm: between(-140, 140) / 10,
  }));
  const input: ShiftInput = {
    mode: 'plan',
    shiftMinutes: 600,
    places: [{ id: 'yard', xKm: 0, yKm: 0 }, ...sites],
    plants: [{ id: 'plant', place: 'yard', docks: 1, loadMinutesPerM3: 1.5, leastLoadMinutes: 6 }],
    trucks: Array.from({ length: 4 }, (_, index) => ({
      id: `truck ${index}`,
      capacityM3: [10, 8, 7, 5][index],
      home: 'yard',
      breaks: index % 2 === 0 ? [{ from: 4 * 3600, to: 6 * 3600, minutes: 30 }] : [],
    })),
    orders: sites.map(({ id }, index) => {
      const from = between(1, 6) * 3600;
      const pour = index % 4 === 0;
      return {
        id: `order ${index}`,
        place: id,
        volumeM3: pour ? between(15, 30) : between(3, 14),
        window: { from, to: from + between(1, 3) * 3600 },
        ...(pour ? { continuous: true, greatestGapMinutes: between(5, 25) } : {}),
        ...(index % 5 === 1 ? { latestFirst: from + 1800 } : {}),
        ...(index % 3 === 2 ? { lifetimeMinutes: between(60, 90) } : {}),
      };
    }),
  };
  return DispatchProblem.parse(input) as DispatchPlanProblem;
}
