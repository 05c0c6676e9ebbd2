/** What is made small, as prices of the dense form: every objective by name fills the same fields. */
import type { DispatchOrder, DispatchShift } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import { type CostlyHours, type DispatchInstance, never } from './instance.ts';
import type { LegMatrix } from './legs.ts';
import { litresIn, secondsIn, shiftOf } from './units.ts';

export type DenseCosts = Pick<
  DispatchInstance,
  | 'overtimeCost'
  | 'truckCost'
  | 'leastSpan'
  | 'shortSpanCost'
  | 'costStart'
  | 'costOut'
  | 'costBack'
  | 'costEnd'
  | 'unservedCost'
  | 'unservedPerL'
  | 'deviationCost'
  | 'firstLateFrom'
  | 'firstLateCost'
  | 'offWindowCost'
  | 'gapCost'
  | 'fillCost'
  | 'costlyHours'
  | 'balanceCost'
  | 'reserveFrom'
  | 'reserveCost'
  | 'baseCost'
>;

interface ShiftLegs {
  readonly start: LegMatrix;
  readonly out: LegMatrix;
  readonly back: LegMatrix;
  readonly end: LegMatrix;
}

const secondsPerDay = 86_400;
const priorityFactor = { normal: 1, high: 2, critical: 4 } as const;
/** Of an order that names no penalty, normal priority. */
const unservedPerM3 = 1000;

/** What legs add to the objective where they are driven empty. */
export function emptyLegCosts(problem: DispatchShift): (matrix: LegMatrix) => Float64Array {
  const { objective } = problem;
  switch (objective.name) {
    case 'shift': {
      const { emptyTravel, penalties } = objective;
      return (matrix) => Float64Array.from(matrix, (leg) => (leg ? emptyTravel * leg.km + penalties * leg.cost : 0));
    }
    case 'served-volume':
      return (matrix) => new Float64Array(matrix.length);
    case 'delivery-cost':
      return (matrix) => Float64Array.from(matrix, (leg) => leg?.cost ?? 0);
    case 'travel-and-delay':
      return (matrix) => Float64Array.from(matrix, (leg) => (leg?.seconds ?? 0) / 60);
  }
}

export function denseCosts(problem: DispatchShift, legs: ShiftLegs): DenseCosts {
  const { orders, trucks } = problem;
  const nothing = noCosts(problem, legs);
  const { objective } = problem;
  const empty = emptyLegCosts(problem);
  switch (objective.name) {
    case 'shift':
      return { ...nothing, ...shiftCosts(problem, objective, legs) };
    case 'served-volume':
      return {
        ...nothing,
        unservedPerL: new Float64Array(orders.length).fill(1 / 1000),
        baseCost: -orders.reduce((sum, { volumeM3 }) => sum + litresIn(volumeM3), 0) / 1000,
      };
    case 'delivery-cost':
      return {
        ...nothing,
        ...unservedCosts(orders, 1),
        truckCost: Float64Array.from(trucks, ({ costPerUse }) => costPerUse),
        costStart: empty(legs.start),
        costOut: empty(legs.out),
        costBack: empty(legs.back),
        costEnd: empty(legs.end),
      };
    case 'travel-and-delay': {
      const delayed = (order: DispatchOrder) => !order.after && (order.ideal ?? order.window?.from) !== undefined;
      return {
        ...nothing,
        unservedPerL: new Float64Array(orders.length).fill(objective.undeliveredPerM3 / 1000),
        costStart: empty(legs.start),
        costOut: empty(legs.out),
        costBack: empty(legs.back),
        costEnd: empty(legs.end),
        firstLateCost: Float64Array.from(orders, (order) => (delayed(order) ? objective.firstDelayPerMinute / 60 : 0)),
        leastSpan: new Int32Array(trucks.length).fill(secondsIn(objective.leastShiftMinutes)),
        shortSpanCost: new Float64Array(trucks.length).fill(objective.underusePerMinute / 60),
        overtimeCost: new Float64Array(trucks.length).fill(objective.overtimePerMinute / 60),
      };
    }
  }
}

function shiftCosts(
  problem: DispatchShift,
  objective: Extract<DispatchShift['objective'], { name: 'shift' }>,
  legs: ShiftLegs,
): Partial<DenseCosts> {
  const { orders, trucks, parameters } = problem;
  const { penalties } = objective;
  const empty = emptyLegCosts(problem);
  return {
    ...unservedCosts(orders, penalties),
    truckCost: Float64Array.from(trucks, ({ costPerUse }) => penalties * costPerUse),
    costStart: empty(legs.start),
    costOut: Float64Array.from(legs.out, (leg) => (leg ? penalties * leg.cost : 0)),
    costBack: empty(legs.back),
    costEnd: empty(legs.end),
    overtimeCost: Float64Array.from(trucks, ({ overtimePerMinute }) => (penalties * overtimePerMinute) / 60),
    deviationCost: Float64Array.from(orders, (order) =>
      (order.ideal ?? order.window?.from) === undefined ? 0 : objective.deviation,
    ),
    offWindowCost: Float64Array.from(orders, ({ window }) => (penalties * (window?.pricePerMinute ?? 0)) / 60),
    gapCost: Float64Array.from(orders, ({ gapPricePerMinute }) => (penalties * (gapPricePerMinute ?? 0)) / 60),
    fillCost: new Float64Array(orders.length).fill(objective.fill),
    costlyHours: peakHours(problem, penalties),
    balanceCost: objective.balance,
    reserveFrom: reservedFrom(problem),
    reserveCost: (penalties * parameters.reserve.costPerMinute) / 60,
  };
}

function unservedCosts(orders: readonly DispatchOrder[], weight: number) {
  const costs = orders.map((order) => {
    const { unserved } = order;
    if (!unserved) return { fixed: 0, perL: priorityFactor[order.priority] * (unservedPerM3 / 1000) };
    const whole = unserved.fixed + (unserved.perM3 * litresIn(order.volumeM3)) / 1000;
    if (unserved.outsourcing !== undefined && unserved.outsourcing < whole)
      return { fixed: unserved.outsourcing, perL: 0 };
    return { fixed: unserved.fixed, perL: unserved.perM3 / 1000 };
  });
  return {
    unservedCost: Float64Array.from(costs, ({ fixed }) => weight * fixed),
    unservedPerL: Float64Array.from(costs, ({ perL }) => weight * perL),
  };
}

/** Peak hours of every day that the shift touches, by the clock that the offset of `start` tells. */
export function peakHours(problem: DispatchShift, penalties: number): CostlyHours[] {
  const { hours, cost } = problem.parameters.peaks;
  if (cost * penalties === 0) return [];
  const clock = clockAt(problem.start);
  const days = Math.ceil((problem.shiftMinutes * 60 + clock) / secondsPerDay) + 1;
  const secondsAt = (time: string) => Number(time.slice(0, 2)) * 3600 + Number(time.slice(3)) * 60;
  return Array.from({ length: days + 1 }, (_, day) =>
    hours.map(({ from, to }) => {
      const midnight = (day - 1) * secondsPerDay - clock;
      const until = secondsAt(to) + (secondsAt(to) <= secondsAt(from) ? secondsPerDay : 0);
      return { from: midnight + secondsAt(from), to: midnight + until, cost: cost * penalties };
    }),
  ).flat();
}

/** Seconds since midnight by the offset that the instant carries. */
function clockAt(instant: string): number {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(instant);
  const shift = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3]) * 60) : 0;
  const local = Math.floor(Date.parse(instant) / 1000) + shift;
  return ((local % secondsPerDay) + secondsPerDay) % secondsPerDay;
}

/** Seconds that orders without `vip` may keep each truck busy for nothing. */
function reservedFrom(problem: DispatchShift): Int32Array {
  const { vipShare, bestTrucks } = problem.parameters.reserve;
  const working = problem.trucks.map((truck, index) => ({ truck, index })).filter(({ truck }) => truck.working);
  const best = working
    .sort((a, b) => b.truck.fitness - a.truck.fitness)
    .slice(0, Math.floor(bestTrucks * working.length));
  const from = new Int32Array(problem.trucks.length).fill(never);
  for (const { truck, index } of best) {
    const shift = shiftOf(problem, truck);
    from[index] = Math.floor((1 - vipShare) * (shift.to - shift.from) + 1e-6);
  }
  return from;
}

function noCosts(problem: DispatchShift, legs: ShiftLegs): DenseCosts {
  const { orders, trucks } = problem;
  return {
    overtimeCost: new Float64Array(trucks.length),
    truckCost: new Float64Array(trucks.length),
    leastSpan: new Int32Array(trucks.length),
    shortSpanCost: new Float64Array(trucks.length),
    costStart: new Float64Array(legs.start.length),
    costOut: new Float64Array(legs.out.length),
    costBack: new Float64Array(legs.back.length),
    costEnd: new Float64Array(legs.end.length),
    unservedCost: new Float64Array(orders.length),
    unservedPerL: new Float64Array(orders.length),
    deviationCost: new Float64Array(orders.length),
    firstLateFrom: Int32Array.from(orders, (order) => {
      const ideal = order.ideal ?? order.window?.from;
      return ideal === undefined ? never : secondsOf(problem, ideal);
    }),
    firstLateCost: new Float64Array(orders.length),
    offWindowCost: new Float64Array(orders.length),
    gapCost: new Float64Array(orders.length),
    fillCost: new Float64Array(orders.length),
    costlyHours: [],
    balanceCost: 0,
    reserveFrom: new Int32Array(trucks.length).fill(never),
    reserveCost: 0,
    baseCost: 0,
  };
}
