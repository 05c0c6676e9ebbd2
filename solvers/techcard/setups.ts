/** Set-up times of machines and ovens, as plans tell them. */
import type { TechcardResource } from '../../models/techcard.ts';
import type { Instance, Schedule } from './instance.ts';
import type { ResourceUse } from './network.ts';

export type ResourceWithStates = TechcardResource & { type: 'machine' | 'batch-oven' | 'conveyor-oven' };

/** A change of state: -1 stands for none before, or none asked for. */
export interface StateChange {
  readonly from: number;
  readonly to: number;
}

/** What each use in order of time finds and wants; uses without a state leave it as it was. */
export function statesInOrder(instance: Instance, demands: readonly number[], initial = -1): StateChange[] {
  let state = initial;
  return demands.map((demand) => {
    const from = state;
    const to = instance.demandState[demand];
    if (to >= 0) state = to;
    return { from, to };
  });
}

export function initialState(instance: Instance, resource: ResourceWithStates): number {
  return resource.setups?.initial === undefined ? -1 : instance.states.indexOf(resource.setups.initial);
}

export function setupSeconds(instance: Instance, { setups }: ResourceWithStates, { from, to }: StateChange): number {
  if (!setups || from < 0 || to < 0 || from === to) return 0;
  const listed = setups.times.find((time) => time.from === instance.states[from] && time.to === instance.states[to]);
  return listed?.seconds ?? setups.otherwise;
}

/** Uses in order of start as stretches of work without a break in one state: one use, a batch, a belt until it is empty. */
export function unbroken(
  { type }: ResourceWithStates,
  uses: readonly ResourceUse[],
  { starts, ends }: Pick<Schedule, 'starts' | 'ends'>,
): ResourceUse[][] {
  const stretches: ResourceUse[][] = [];
  let until = -Infinity;
  for (const use of uses) {
    const last = stretches.at(-1);
    const start = starts[use.operation];
    const joins =
      type === 'conveyor-oven' ? start < until : type === 'batch-oven' && last && starts[last[0].operation] === start;
    if (last && joins) last.push(use);
    else stretches.push([use]);
    until = Math.max(until, ends[use.operation]);
  }
  return stretches;
}
