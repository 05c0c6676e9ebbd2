/** Orders that found no place: why, and what would make room for them, in the words of a planner. */
import type { DispatchRelaxation, DispatchShift, DispatchUnplaced } from '../../models/dispatch.ts';
import { type Clock, clockOf } from './clock.ts';
import { counted, number } from './table.ts';

const mostOrders = 30;
const mostRelaxations = 6;

export function unplacedText(problem: DispatchShift, unplaced: readonly DispatchUnplaced[]): string {
  if (unplaced.length === 0) return '';
  const more = unplaced.length - mostOrders;
  return [
    `Not placed: ${counted(unplaced.length, 'order')}`,
    ...unplaced.slice(0, mostOrders).flatMap((order) => linesOf(problem, order)),
    ...(more > 0 ? [`  (${more} more in the JSON)`] : []),
  ].join('\n');
}

function linesOf(problem: DispatchShift, { order, volumeM3, reasons, relaxations, earliest }: DispatchUnplaced) {
  const clock = clockOf(problem);
  const client = problem.orders.find(({ id }) => id === order)?.client;
  return [
    `  ${order}${client === undefined ? '' : ` (${client})`}, ${number(volumeM3, 3)} m3`,
    ...reasons.map(({ message }) => `    because ${message}`),
    ...relaxations
      .slice(0, mostRelaxations)
      .map((relaxation) => `    ${relaxationText(problem, clock, relaxation, volumeM3)}`),
    ...(earliest === undefined ? [] : [`    earliest first unloading, were its window open-ended: ${clock(earliest)}`]),
  ];
}

/** `would fit with its window 25 min later`; says how much would, where it is not all. */
export function relaxationText(
  problem: DispatchShift,
  clock: Clock,
  relaxation: DispatchRelaxation,
  missingM3: number,
) {
  const { volumeM3 } = relaxation;
  const subject = volumeM3 < missingM3 ? `${number(volumeM3, 3)} m3 would fit` : 'would fit';
  return `${subject} ${changeText(problem, clock, relaxation)}`;
}

function changeText(problem: DispatchShift, clock: Clock, relaxation: DispatchRelaxation): string {
  const { what, by, truck, plant, from, to } = relaxation;
  const size = number(by, 1);
  const span = from === undefined || to === undefined ? '' : ` from ${clock(from)} to ${clock(to)}`;
  switch (what) {
    case 'window-earlier':
      return `with its window ${size} min earlier`;
    case 'window-later':
      return `with its window ${size} min later`;
    case 'lifetime':
      return `with concrete that lives ${size} min longer`;
    case 'gap':
      return `with gaps of its pour ${size} min longer`;
    case 'capacity':
      return `if ${truck === undefined ? 'a truck' : `truck ${truck}`} held ${number(by, 3)} m3 more`;
    case 'truck':
      return `with ${by === 1 ? 'one' : size} more ${truckText(problem, truck, by)}${span}`;
    case 'overtime':
      return `with ${size} min of overtime${truck === undefined ? '' : ` of truck ${truck}`}`;
    case 'dock':
      return `with ${by === 1 ? 'one' : size} more dock${by === 1 ? '' : 's'}${plant === undefined ? '' : ` at plant ${plant}`}`;
    case 'other-shift':
      return `in another shift${span}`;
    case 'split':
      return 'if it may be served in part';
  }
}

/** A truck to be added is like one of the fleet where the plan names one. */
function truckText(problem: DispatchShift, truck: string | undefined, count: number): string {
  const capacity = problem.trucks.find(({ id }) => id === truck)?.capacityM3;
  return `${capacity === undefined ? '' : `${number(capacity, 3)} m3 `}truck${count === 1 ? '' : 's'}`;
}

/** `no truck is free: A (8 m3), B (5 m3)`, a note a reason. */
export function unplacedNotes(unplaced: readonly DispatchUnplaced[]): string[] {
  const byReason = Map.groupBy(unplaced, ({ reasons }) => reasons[0]?.message ?? 'no reason known');
  return [...byReason].map(
    ([reason, orders]) =>
      `${reason}: ${orders.map(({ order, volumeM3 }) => `${order} (${number(volumeM3, 3)} m3)`).join(', ')}`,
  );
}
