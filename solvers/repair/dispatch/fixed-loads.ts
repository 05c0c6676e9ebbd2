/** What is fixed in the shift as it is now, by name: done, under way, or rescued. */
import { secondsOf } from '../../../models/moments.ts';
import type { DenseShift } from '../../dispatch/dense.ts';
import type { Amended } from './amend.ts';
import { delayOfLoad } from './events.ts';
import { type LoadPlace, placeOfLoad } from './load-place.ts';

export interface FixedLoad extends LoadPlace {
  /** For people: the id of the load in the plan that runs, or what becomes of it. */
  readonly name: string;
  /** By how many seconds its unloading ends later than planned; 0 of what was not planned there. */
  readonly lateSeconds: number;
  /** Event that delayed or moved it. */
  readonly event?: number;
}

/** In order of loading. */
export function fixedLoads(amended: Amended, dense: DenseShift): FixedLoad[] {
  const { loads, rescues, shift, problem } = amended;
  const keyOf = (order: string, truck: string, loadStart: number) => `${order}\n${truck}\n${loadStart}`;
  const running = new Map(loads.map((load) => [keyOf(load.order, load.truck, load.actual.loadStart), load]));
  return shift.fixed
    .map((given): FixedLoad => {
      const loadStart = secondsOf(shift, given.loadStart ?? 0);
      const unloadStart = secondsOf(shift, given.unloadStart ?? 0);
      const place = placeOfLoad(dense, {
        ...{ order: given.order, truck: given.truck, plant: given.plant, dock: given.dock ?? 0 },
        ...{ volumeM3: given.volumeM3 ?? 0, loadStart, unloadStart },
      });
      const load = running.get(keyOf(given.order, given.truck, loadStart));
      if (load && (load.state === 'done' || load.state === 'under-way')) {
        const event = delayOfLoad(problem.events, load.id) ?? load.hit?.event;
        return {
          ...place,
          name: load.id,
          lateSeconds: unloadStart - load.unloadStart,
          ...(event === undefined ? {} : { event }),
        };
      }
      const rescue = rescues.find(
        (one) =>
          one.order === given.order &&
          one.truck === given.truck &&
          secondsOf(shift, one.unloadStart ?? 0) === unloadStart,
      );
      if (!rescue) return { ...place, name: `a fixed load of ${given.order}`, lateSeconds: 0 };
      const { event } = rescue.reason;
      const name = `the concrete of ${rescue.load}`;
      return { ...place, name, lateSeconds: 0, ...(event === undefined ? {} : { event }) };
    })
    .sort((a, b) => a.loadStart - b.loadStart || a.unloadStart - b.unloadStart);
}
