/** What every option of a repair is measured against: the plan that runs and its cost, what was promised, the shift as it is now. */
import type { DispatchTerms } from '../../../models/dispatch.ts';
import { type DenseShift, denseShift } from '../../dispatch/dense.ts';
import { evaluate } from '../../dispatch/evaluate.ts';
import type { Placement } from '../../dispatch/instance.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { Amended } from './amend.ts';
import { directHits } from './cannot-stay.ts';
import { type CurrentShift, currentShift } from './current-shift.ts';
import { limitMsOf } from './events.ts';
import type { Reason } from './loads.ts';
import { promisedLitres } from './promised.ts';

export interface RepairContext {
  readonly amended: Amended;
  /** Of one point, in units of the objective of the shift. */
  readonly pointPrice: number;
  /** Objective of the plan that runs, in the shift of the request. */
  readonly baseCost: number;
  /** By order of the shift as it is now, and of cancelled ones: 0. */
  readonly promisedM3: ReadonlyMap<string, number>;
  /** Reaction time of the most urgent event. */
  readonly limitMs: number;
  readonly current: CurrentShift;
  /** Open loads that cannot stay where they were, by id, and why. */
  readonly hits: ReadonlyMap<string, Reason>;
}

/** Least price of a point: changes are never free. */
const leastPointPrice = 0.001;
/** A change is worth this part of what it costs not to deliver a load. */
const shareOfLoad = 0.02;

export function contextOf(amended: Amended): RepairContext {
  const { problem } = amended;
  const current = currentShift(amended);
  const planned = denseShift(problem.shift, problem.shift.fixed, 0);
  const terms = termsOfPlan(planned, amended);
  const promised = promisedLitres(current);
  return {
    amended,
    pointPrice: problem.prices.unit ?? pointPriceOf(terms, evaluate(planned.instance, []), amended.loads.length),
    baseCost: terms.total,
    promisedM3: new Map(Array.from(promised, ([order, litres]) => [order, litres / 1000])),
    limitMs: limitMsOf(problem.events),
    current,
    hits: amended.touched ? directHits(current) : new Map(),
  };
}

/** What a load of the plan that runs costs on average or, if that is more, a part of what it saves. */
function pointPriceOf(terms: DispatchTerms, ofNone: DispatchTerms, loads: number): number {
  if (loads === 0) return leastPointPrice;
  const cost = terms.total - terms.unserved - terms.base;
  return Math.max(leastPointPrice, cost / loads, (shareOfLoad * ofNone.unserved) / loads);
}

function termsOfPlan(dense: DenseShift, { loads }: Amended): DispatchTerms {
  const placements = loads.map((load): Placement => placementOf(dense, load));
  return evaluate(dense.instance, placements);
}

/** As planned: what became of it since is no matter of the plan. */
function placementOf(dense: DenseShift, load: Amended['loads'][number]): Placement {
  const plant = dense.plantIndex.get(load.plant)!;
  return {
    order: dense.orderIndex.get(load.order)!,
    truck: dense.truckIndex.get(load.truck)!,
    plant,
    dock: dense.instance.dockFrom[plant] + load.dock,
    volumeL: litresIn(load.volumeM3),
    loadStart: load.loadStart,
    unloadStart: load.unloadStart,
  };
}
