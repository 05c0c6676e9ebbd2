/** Orders that a plan leaves out, wholly or in part, as the plan says it. */
import type { DispatchRelaxation, DispatchUnplaced, dispatchReasons } from '../../models/dispatch.ts';
import { instantOf } from '../../models/moments.ts';
import type { Budget } from '../solver.ts';
import type { DenseShift } from './dense.ts';
import type { Placement } from './instance.ts';
import { explainUnplaced, type Reason, type Relaxation, type Unplaced } from './unplaced.ts';

type Code = (typeof dispatchReasons)[number];

const inTheWay: Record<Code, string> = {
  'no-truck-allowed': 'no working truck is allowed to serve it or has its equipment',
  'no-plant-allowed': 'no plant is allowed to supply it or makes its grade',
  'no-way': 'there is no way from a plant to its site, or for a truck to get there and home',
  'volume-too-small': 'no allowed truck can carry loads of the least size of which it consists',
  'volume-too-large': 'it takes more loads than its trucks could bring, even were all limits together far wider',
  'window-too-short': 'its window is too short',
  'lifetime-too-short': 'the concrete would be too old at the end of unloading',
  'trucks-busy': 'trucks that may serve it are busy',
  'docks-busy': 'the docks are busy',
  'site-busy': 'its site is busy with other orders',
  'gap-too-short': 'the next truck would come later than its greatest gap allows',
  'shift-too-short': 'the trucks would not be back by the end of their shifts',
  'costs-more-than-it-saves': 'it has a place, and carrying it out would cost more than leaving it',
  'not-tried': 'the time ran out before it was looked at',
};

/** For plans on the way: what is missing, the reasons not looked for yet. */
export function unplacedInBrief(
  { problem, instance }: DenseShift,
  placements: readonly Placement[],
): DispatchUnplaced[] {
  const left = Int32Array.from(instance.volumeL);
  for (const { order, volumeL } of placements) left[order] -= volumeL;
  return [...left].flatMap((litres, order) =>
    litres <= 0
      ? []
      : [
          {
            order: problem.orders[order].id,
            volumeM3: litres / 1000,
            reasons: [
              { code: 'not-tried', message: 'not asked yet: this plan was found on the way, while the search went on' },
            ],
            relaxations: [],
          },
        ],
  );
}

export interface Explained {
  readonly unplaced: readonly DispatchUnplaced[];
  /** Plans that serve an order more, found while looking for what is in its way. */
  readonly plans: readonly (readonly Placement[])[];
}

/** Reasons and relaxations, as far as the budget lasts. */
export function explainPlan(dense: DenseShift, placements: readonly Placement[], budget: Budget): Explained {
  const found = explainUnplaced(dense.instance, dense.construction, placements, budget);
  return {
    unplaced: found.map((entry) => reportOf(dense, entry)),
    plans: found.flatMap(({ plan }) => (plan ? [plan] : [])),
  };
}

/** The same for some orders only. */
export function explainOrders(
  dense: DenseShift,
  placements: readonly Placement[],
  orders: readonly number[],
  budget: Budget,
): DispatchUnplaced[] {
  const { instance, construction } = dense;
  return explainUnplaced(instance, construction, placements, budget, (order) => orders.includes(order)).map((entry) =>
    reportOf(dense, entry),
  );
}

function reportOf(dense: DenseShift, { order, volumeL, reasons, relaxations, earliest }: Unplaced): DispatchUnplaced {
  const { problem } = dense;
  return {
    order: problem.orders[order].id,
    volumeM3: volumeL / 1000,
    reasons: reasons.map(({ code, alone }: Reason) => ({
      code,
      message: alone ? inTheWay[code] : `${inTheWay[code]} (one of several things that have to change together)`,
    })),
    relaxations: relaxations.map((relaxation) => relaxationOf(dense, relaxation)),
    ...(earliest === undefined ? {} : { earliest: instantOf(problem, earliest) }),
  };
}

const units = {
  'window-earlier': 'minutes',
  'window-later': 'minutes',
  lifetime: 'minutes',
  gap: 'minutes',
  capacity: 'm3',
  truck: 'trucks',
  overtime: 'minutes',
  dock: 'docks',
  'other-shift': 'shifts',
  split: 'm3',
} as const;

function relaxationOf({ problem }: DenseShift, relaxation: Relaxation): DispatchRelaxation {
  const { what, by, truck, plant, from, to, volumeL, shifts } = relaxation;
  return {
    what,
    by,
    unit: units[what],
    ...(truck === undefined ? {} : { truck: problem.trucks[truck].id }),
    ...(plant === undefined ? {} : { plant: problem.plants[plant].id }),
    ...(from === undefined ? {} : { from: instantOf(problem, from) }),
    ...(to === undefined ? {} : { to: instantOf(problem, to) }),
    volumeM3: volumeL / 1000,
    message: `${what} by ${by} ${units[what]}: ${volumeL / 1000} m3 placed${shifts ? ', other loads shifted in time' : ''}`,
  };
}
