/**
 * When a truck takes its breaks: in their order, each as early as it can be. Taking an earlier break later leaves no more
 * room for the others, so that they all fit if they fit at all.
 */
import type { TruckFacts } from './facts.ts';
import type { Laid } from './laid-out.ts';

export interface TakenBreak {
  readonly from: number;
  readonly to: number;
  /** Loads before it. */
  readonly after: number;
  /** Seconds by which it begins too late or holds up the next load; of all places, the one where that is least. */
  readonly by: number;
}

/** @param loads - of the truck, in their order, with the second at which each is left for. */
export function layBreaks(truck: TruckFacts, loads: readonly Laid[]): readonly TakenBreak[] {
  const taken: TakenBreak[] = [];
  let [slot, free] = [0, truck.from];
  for (const rest of truck.rests) {
    let best: TakenBreak | undefined;
    for (let after = slot; after <= loads.length && best?.by !== 0; after++) {
      const begun = after === 0 ? truck.from : loads[after - 1].siteLeave;
      const from = Math.max(rest.from, begun, free);
      const to = from + rest.seconds;
      const until = after === loads.length ? Infinity : Math.max(loads[after].leave, begun);
      const by = Math.max(0, from - rest.to) + Math.max(0, to - until);
      if (!best || by < best.by) best = { from, to, after, by };
    }
    taken.push(best!);
    [slot, free] = [best!.after, best!.to];
  }
  return taken;
}
