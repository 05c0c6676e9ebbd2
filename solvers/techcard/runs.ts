/** What ovens and machines with states do: unbroken stretches of work in one state, with the time that heats them up. */
import type { Instance, Schedule } from './instance.ts';
import type { ResourceUse } from './network.ts';
import type { Openings } from './openings.ts';
import { initialState, type ResourceWithStates, setupSeconds } from './setups.ts';

export interface StateRun {
  readonly id: string;
  readonly resource: string;
  readonly state?: string;
  readonly heatFrom: number;
  readonly start: number;
  readonly end: number;
  readonly operations: number;
  readonly given?: boolean;
}

interface Draft {
  readonly state: number;
  readonly heatFrom: number;
  readonly start: number;
  end: number;
  operations: number;
  given: boolean;
}

/** In order of the resources, then of time. A run ends where the state changes or the oven is cooled down. */
export function stateRuns(
  instance: Instance,
  schedule: Schedule,
  uses: readonly (readonly ResourceUse[])[],
  openings: Openings,
): StateRun[] {
  return instance.problem.resources.flatMap((resource, index) => {
    if (resource.type !== 'machine' && resource.type !== 'batch-oven' && resource.type !== 'conveyor-oven') return [];
    if (!resource.heating && uses[index].every(({ demand }) => instance.demandState[demand] < 0)) return [];
    return runsOf(instance, schedule, resource, uses[index], openings).map((run, at) => ({
      id: `${resource.id}-${at + 1}`,
      resource: resource.id,
      ...(run.state >= 0 && { state: instance.states[run.state] }),
      heatFrom: run.heatFrom,
      start: run.start,
      end: run.end,
      operations: run.operations,
      ...(run.given && { given: true }),
    }));
  });
}

function runsOf(
  instance: Instance,
  { starts, ends }: Schedule,
  resource: ResourceWithStates,
  uses: readonly ResourceUse[],
  openings: Openings,
): Draft[] {
  const runs: Draft[] = [];
  const opening = openings.of(resource.calendars);
  const { heating } = resource;
  let state = initialState(instance, resource);
  for (const { operation, demand } of uses) {
    const [start, end] = [starts[operation], ends[operation]];
    if (start === end) continue;
    const wanted = instance.demandState[demand] >= 0 ? instance.demandState[demand] : state;
    const last = runs.at(-1);
    const idle = last ? start - last.end : start;
    const isCold = last
      ? heating?.keepWarmSeconds !== undefined && idle > heating.keepWarmSeconds
      : heating !== undefined && !heating.warmAtStart;
    const given = instance.givenMode[operation] >= 0;
    if (last && !isCold && last.state === wanted) {
      last.end = Math.max(last.end, end);
      last.operations += 1;
      last.given = last.given && given;
    } else {
      const setup = setupSeconds(instance, resource, { from: state, to: wanted });
      const setupFrom = setup === 0 ? start : opening.startOf(start, setup);
      const warmFrom = isCold ? start - (heating?.warmUpSeconds ?? 0) : start;
      runs.push({ state: wanted, heatFrom: Math.min(setupFrom, warmFrom), start, end, operations: 1, given });
    }
    state = wanted;
  }
  return runs;
}
