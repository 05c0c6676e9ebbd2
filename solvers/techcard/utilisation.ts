/** How much of each resource a schedule takes, and which one holds it back. */
import type { TechcardPlan, TechcardResource } from '../../models/techcard.ts';
import type { Instance, Schedule } from './instance.ts';
import type { ResourceUse } from './network.ts';
import type { Opening } from './opening.ts';
import type { Openings } from './openings.ts';
import { initialState, setupSeconds, statesInOrder } from './setups.ts';

/** Reservoirs are left out: what they hold is no work. The bottleneck is the resource with the greatest share in use. */
export function utilisation(
  instance: Instance,
  schedule: Schedule,
  uses: readonly (readonly ResourceUse[])[],
  openings: Openings,
  makespan: number,
): TechcardPlan['resources'] {
  const rows = instance.problem.resources.flatMap((resource, index) => {
    if (resource.type === 'reservoir') return [];
    const opening = openings.of(resource.calendars);
    const busySeconds = busy(instance, schedule, resource, uses[index], opening);
    const openSeconds = open(resource, openings, opening, makespan);
    return [
      { resource: resource.id, busySeconds, openSeconds, utilisation: openSeconds > 0 ? busySeconds / openSeconds : 0 },
    ];
  });
  const greatest = Math.max(0, ...rows.map((row) => row.utilisation));
  return rows.map((row) => ({ ...row, bottleneck: greatest > 0 && row.utilisation === greatest }));
}

function busy(
  instance: Instance,
  { starts, ends }: Schedule,
  resource: TechcardResource,
  all: readonly ResourceUse[],
  opening: Opening,
): number {
  const uses = all.filter(({ operation }) => ends[operation] > starts[operation]);
  const work = ({ operation }: ResourceUse) => opening.worked(starts[operation], ends[operation]);
  switch (resource.type) {
    case 'machine': {
      const changes = statesInOrder(
        instance,
        uses.map(({ demand }) => demand),
        initialState(instance, resource),
      );
      const setups = changes.reduce((sum, change) => sum + setupSeconds(instance, resource, change), 0);
      return setups + uses.reduce((sum, use) => sum + work(use), 0);
    }
    case 'paced-line':
      return uses.reduce((sum, use) => sum + work(use), 0);
    default:
      return uses.reduce((sum, use) => sum + instance.demandAmount[use.demand] * work(use), 0);
  }
}

/** Unit-seconds open until the last end; workers by the calendars of each. */
function open(resource: TechcardResource, openings: Openings, opening: Opening, makespan: number): number {
  switch (resource.type) {
    case 'workers':
      return resource.workers.reduce(
        (sum, worker) => sum + openings.of([...resource.calendars, ...worker.calendars]).worked(0, makespan),
        0,
      );
    case 'machine':
      return opening.worked(0, makespan);
    case 'paced-line':
      return resource.lines * resource.stations * opening.worked(0, makespan);
    case 'reservoir':
      return 0;
    default:
      return resource.capacity * opening.worked(0, makespan);
  }
}
