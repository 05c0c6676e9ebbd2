/**
 * When a truck takes its breaks: in their order, each as early as it can be. Taking an earlier break later leaves no more
 * room for the others, so that they all fit if they fit at all.
 */
import type { Rest, TruckFacts } from './facts.ts';
import type { Laid } from './laid-out.ts';

export interface TakenBreak {
  readonly from: number;
  readonly to: number;
  /** Seconds by which it begins too late. */
  readonly late: number;
}

export interface Breaks {
  readonly breaks: readonly TakenBreak[];
  /** When the truck is free to leave for each load, and for the way back. */
  readonly free: readonly number[];
}

/**
 * @param loads - of the truck, in their order.
 * @param backFrom - when the truck is back that leaves the last site at some second.
 */
export function layBreaks(truck: TruckFacts, loads: readonly Laid[], backFrom: (leave: number) => number): Breaks {
  const breaks: TakenBreak[] = [];
  const free = [truck.from, ...loads.map(({ siteLeave }) => siteLeave)];
  let next = 0;
  const take = (place: number, { from, to, seconds }: Rest) => {
    const start = Math.max(free[place], from);
    free[place] = start + seconds;
    breaks.push({ from: start, to: free[place], late: Math.max(0, start - to) });
    next++;
  };
  loads.forEach(({ latestLeave }, place) => {
    for (; next < truck.rests.length; ) {
      const rest = truck.rests[next];
      const start = Math.max(free[place], rest.from);
      if (start > rest.to || start + rest.seconds > latestLeave) break;
      take(place, rest);
    }
  });
  const last = loads.length;
  // Breaks are in the order of `from`: where one can be left out, all after it can.
  while (next < truck.rests.length && backFrom(free[last]) > truck.rests[next].from) take(last, truck.rests[next]);
  return { breaks, free };
}
