/** Events and changes of a repair in the words of a dispatcher, by the clock of the site. */
import type { DispatchOrder } from '../../models/dispatch.ts';
import type { RepairChange, RepairDispatchProblem } from '../../models/repair.ts';
import type { RepairEvent } from '../../models/repair-events.ts';
import type { Clock } from './clock.ts';
import { number, someOf } from './table.ts';

type Change = RepairChange;
type OrderChange = Extract<RepairEvent, { type: 'order-changed' }>['to'];

const mostPlaces = 4;

/** `10:20  truck-2 is out for the rest of the shift`; an event without a time of its own happened now. */
export function eventText(problem: RepairDispatchProblem, event: RepairEvent, clock: Clock): string {
  return `${clock(event.at ?? problem.now)}  ${whatHappened(event, clock)}`;
}

function whatHappened(event: RepairEvent, clock: Clock): string {
  const until = 'until' in event && event.until !== undefined ? `until ${clock(event.until)}` : undefined;
  switch (event.type) {
    case 'truck-out':
      return `${event.truck} is out for the rest of the shift${onBoardText(event.onBoard)}`;
    case 'truck-down':
      return `${event.truck} is down ${until}${onBoardText(event.onBoard)}`;
    case 'accident':
      return `accident of ${event.truck}, held up ${until ?? 'for two hours'}${onBoardText(event.onBoard)}`;
    case 'unload-delay':
      return `unloading of ${event.load} is ${number(event.minutes)} min late`;
    case 'traffic': {
      const where = event.places === undefined ? '' : `, to and from ${someOf(event.places, mostPlaces)}`;
      const from = event.from === undefined ? '' : `from ${clock(event.from)} `;
      return `travel takes ${number(event.factor, 2)} times as long ${from}${until}${where}`;
    }
    case 'order-cancelled':
      return `${event.order} is cancelled`;
    case 'order-changed':
      return `${event.order} is changed: ${orderChangeText(event.to, clock)}`;
    case 'order-added':
      return `new order ${event.order.id}: ${orderText(event.order, clock)}`;
    case 'truck-added':
      return `${event.truck.id} joins, ${number(event.truck.capacityM3, 3)} m3`;
    case 'plant-stop':
      return `${event.plant} loads nothing ${until ?? 'for the rest of the shift'}`;
  }
}

function onBoardText(onBoard: 'auto' | 'delivered' | 'stuck'): string {
  return onBoard === 'auto' ? '' : `; what it carries is ${onBoard}`;
}

function orderChangeText(to: OrderChange, clock: Clock): string {
  const parts = [
    to.volumeM3 === undefined ? '' : `${number(to.volumeM3, 3)} m3`,
    windowText(to.window, clock),
    to.ideal === undefined ? '' : `wanted at ${clock(to.ideal)}`,
    to.latestFirst === undefined ? '' : `first unloading by ${clock(to.latestFirst)}`,
    to.priority === undefined ? '' : `${to.priority} priority`,
    to.vip === undefined ? '' : to.vip ? 'VIP' : 'no VIP',
    to.grade === undefined ? '' : `grade ${to.grade}`,
    to.greatestGapMinutes === undefined ? '' : `gaps up to ${number(to.greatestGapMinutes)} min`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}

function orderText({ volumeM3, place, window, client }: DispatchOrder, clock: Clock): string {
  const forWhom = client === undefined ? '' : ` for ${client}`;
  return [`${number(volumeM3, 3)} m3${forWhom} at ${place}`, windowText(window, clock)].filter(Boolean).join(', ');
}

function windowText(window: DispatchOrder['window'], clock: Clock): string {
  return window === undefined ? '' : `window ${clock(window.from)}-${clock(window.to)}`;
}

/** `truck-2 -> truck-4`; one name where both are the same, an empty side where there is none. */
export function fromTo(was: string | undefined, is: string | undefined): string {
  if (was === is) return was ?? '';
  return [was ?? '', is ?? ''].join(' -> ').trim();
}

/** The load of the plan that runs, else the one more of the option. */
export function changedLoad({ order, load, becomes }: Change): string {
  return load ?? becomes ?? order;
}

/** `+21 min`, or `-5 min`; empty where it does not move. */
export function movedText({ was, is, minutes }: Change): string {
  if (!was || !is) return '';
  const whole = Math.round(minutes);
  return whole === 0 ? '' : `${whole > 0 ? '+' : ''}${whole} min`;
}

/** `truck, later: truck-2 -> truck-4, unloads 14:12 -> 14:33`. */
export function changeText({ what, was, is }: Change, clock: Clock): string {
  const time = (moment: string | undefined) => (moment === undefined ? undefined : clock(moment));
  const cubic = (volume: number | undefined) => (volume === undefined ? undefined : `${number(volume, 3)} m3`);
  const sides: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['', was?.truck, is?.truck],
    ['', was?.plant, is?.plant],
    ['', cubic(was?.volumeM3), cubic(is?.volumeM3)],
    ['unloads ', time(was?.unloadStart), time(is?.unloadStart)],
  ];
  const moved = was && is ? sides.filter(([, from, to]) => from !== to) : [];
  const told = moved.map(([name, from, to]) => `${name}${fromTo(from, to)}`);
  return `${what.join(', ')}${told.length > 0 ? `: ${told.join(', ')}` : ''}`;
}
