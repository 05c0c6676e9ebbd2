/** The objective of a dispatch plan, term by term; rules as in `docs/dispatch-rules.md`. */
import type { DispatchTerms } from '../../../models/dispatch.ts';
import { originSeconds } from '../../../models/moments.ts';
import type { OrderFacts, TruckFacts } from './facts.ts';
import type { Laid, LaidOut, TruckDay } from './laid-out.ts';
import { outsideWindow } from './load-rules.ts';
import { gapsOf, sumOfLitres } from './order-rules.ts';
import type { Leg } from './travel.ts';

type Parts = Omit<DispatchTerms, 'total'>;

const nothing: Parts = {
  ...{ unserved: 0, deviation: 0, travel: 0, trucks: 0, fill: 0, offWindow: 0, longGaps: 0 },
  ...{ firstDelay: 0, overtime: 0, shortShifts: 0, peaks: 0, balance: 0, reserve: 0, base: 0 },
};

export function objectiveOf(laid: LaidOut): DispatchTerms {
  const parts = { ...nothing, ...partsOf(laid) };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

function partsOf(laid: LaidOut): Partial<Parts> {
  const { objective } = laid.facts.problem;
  switch (objective.name) {
    case 'shift':
      return shiftParts(laid);
    case 'served-volume': {
      const asked = sum(laid.facts.orders.values(), ({ litres }) => litres) / 1000;
      return { base: -asked, unserved: missingOf(laid, (_order, m3) => m3) };
    }
    case 'delivery-cost':
      return {
        trucks: sum(laid.days.values(), ({ truck }) => truck.truck.costPerUse),
        travel: costOfLegs(laid),
        unserved: missingOf(laid, unservedCost),
      };
    case 'travel-and-delay':
      return {
        travel: sum(laid.days.values(), (day) => sum(legsOf(day), ({ seconds }) => seconds)) / 60,
        unserved: objective.undeliveredPerM3 * missingOf(laid, (_order, m3) => m3),
        firstDelay: objective.firstDelayPerMinute * firstDelays(laid),
        shortShifts:
          (objective.underusePerMinute / 60) *
          sum(laid.days.values(), ({ truck, back }) =>
            Math.max(0, objective.leastShiftMinutes * 60 - (back - truck.from)),
          ),
        overtime: overtimeOf(laid),
      };
  }
}

function shiftParts(laid: LaidOut): Partial<Parts> {
  const { objective, parameters } = laid.facts.problem;
  if (objective.name !== 'shift') return {};
  const { penalties } = objective;
  const utilisations = [...laid.days.values()].map(utilisationOf);
  const mean = utilisations.length === 0 ? 0 : sum(utilisations, (one) => one) / utilisations.length;
  return {
    deviation: objective.deviation * sum(laid.loads, (load) => ((deviationOf(load) ?? 0) / 60) ** 2),
    travel: objective.emptyTravel * sum(laid.days.values(), emptyKmOf) + penalties * costOfLegs(laid),
    fill: objective.fill * sum(laid.loads, ({ litres, truck }) => (1 - litres / truck.litres) ** 2),
    balance: objective.balance * sum(utilisations, (one) => (one - mean) ** 2),
    unserved: penalties * missingOf(laid, unservedCost),
    offWindow: penalties * sum(laid.loads, offWindowOf),
    longGaps: penalties * longGapsOf(laid),
    overtime: penalties * overtimeOf(laid),
    peaks: penalties * parameters.peaks.cost * laid.loads.filter(isInPeak(laid)).length,
    reserve: penalties * parameters.reserve.costPerMinute * sum(laid.days.values(), keptMinutes(laid)),
    trucks: penalties * sum(laid.days.values(), ({ truck }) => truck.truck.costPerUse),
  };
}

export function sum<Item>(items: Iterable<Item>, value: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += value(item);
  return total;
}

/** Litres that an order lacks. */
export const missingLitres = (order: OrderFacts, loads: readonly Laid[] = []): number =>
  Math.max(0, order.litres - sumOfLitres(loads));

function missingOf(laid: LaidOut, cost: (order: OrderFacts, missingM3: number) => number): number {
  return sum(laid.facts.orders.values(), (order) => {
    const missing = missingLitres(order, laid.ofOrder.get(order.order.id));
    return missing > 0 ? cost(order, missing / 1000) : 0;
  });
}

const priorities = { normal: 1, high: 2, critical: 4 };

function unservedCost({ order: { unserved, priority }, litres }: OrderFacts, missingM3: number): number {
  if (!unserved) return 1000 * priorities[priority] * missingM3;
  const { fixed, perM3, outsourcing = Infinity } = unserved;
  return outsourcing < fixed + (perM3 * litres) / 1000 ? outsourcing : fixed + perM3 * missingM3;
}

function* legsOf({ loads, wayBack }: TruckDay): Generator<Leg> {
  for (const { toPlant, toSite } of loads) {
    yield toPlant;
    yield toSite;
  }
  if (wayBack) yield wayBack;
}

function costOfLegs(laid: LaidOut): number {
  return sum(laid.days.values(), (day) =>
    sum(legsOf(day), ({ cost, km }) => cost ?? laid.facts.problem.travel.costPerKm * km),
  );
}

export const emptyKmOf = ({ loads, wayBack }: TruckDay): number =>
  sum(loads, ({ toPlant }) => toPlant.km) + (wayBack?.km ?? 0);

export const busyOf = ({ busy, busyBack }: TruckDay): number => sum(busy, (seconds) => seconds) + busyBack;

/** Busy share of the shift; 0 for a shift that takes no time. */
export function utilisationOf(day: TruckDay): number {
  const length = day.truck.to - day.truck.from;
  return length > 0 ? busyOf(day) / length : 0;
}

function offWindowOf(load: Laid): number {
  const { window } = load.order.order;
  if (!window || window.hard) return 0;
  const [before, after] = outsideWindow(load);
  return ((before + after) * window.pricePerMinute) / 60;
}

function longGapsOf({ ofOrder }: LaidOut): number {
  return sum(ofOrder.values(), (loads) => {
    const { order, greatestGap } = loads[0].order;
    if (order.gapPricePerMinute === undefined) return 0;
    const tooLong = sum(gapsOf(loads[0].order, loads), ({ counted }) => Math.max(0, counted - greatestGap));
    return (tooLong * order.gapPricePerMinute) / 60;
  });
}

function overtimeOf({ days }: LaidOut): number {
  return sum(days.values(), ({ truck, back }) => (Math.max(0, back - truck.to) * truck.overtimePerMinute) / 60);
}

/** Whether an unloading starts in a peak hour, by the clock of `start`; hours that end before they begin go over midnight. */
function isInPeak({ facts: { problem } }: LaidOut): (load: Laid) => boolean {
  const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const offset = /([+-])(\d\d:\d\d)$/.exec(problem.start);
  const ahead = offset ? (offset[1] === '-' ? -1 : 1) * minutesOf(offset[2]) * 60 : 0;
  const midnight = originSeconds(problem) + ahead;
  const hours = problem.parameters.peaks.hours.map(({ from, to }) => [minutesOf(from) * 60, minutesOf(to) * 60]);
  return ({ unloadStart }) => {
    const clock = (((midnight + unloadStart) % 86_400) + 86_400) % 86_400;
    return hours.some(([from, to]) => (from <= to ? from <= clock && clock < to : clock >= from || clock < to));
  };
}

/** Minutes by which orders without `vip` keep one of the best trucks beyond their share of its shift; the way back is no order's. */
function keptMinutes({ facts }: LaidOut): (day: TruckDay) => number {
  const share = 1 - facts.problem.parameters.reserve.vipShare;
  const allowed = ({ from, to }: TruckFacts) => Math.floor(share * (to - from) + 1e-6);
  return ({ truck, loads, busy }) => {
    if (!truck.isBest) return 0;
    const kept = sum(busy.keys(), (index) => (loads[index].order.order.vip ? 0 : busy[index]));
    return Math.max(0, kept - allowed(truck)) / 60;
  };
}

/** Minutes by which the first unloading of each order that follows none is late. */
function firstDelays({ ofOrder }: LaidOut): number {
  return sum(ofOrder.values(), ([first]) => (first.order.order.after ? 0 : Math.max(0, deviationOf(first) ?? 0) / 60));
}

/** Seconds from the ideal to the planned start of unloading. */
export function deviationOf({ unloadStart, ideal }: Laid): number | undefined {
  return ideal === undefined ? undefined : unloadStart - ideal;
}
