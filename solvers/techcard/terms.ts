/** What the objective weighs, from a schedule alone. */
import type { TechcardPlan, TechcardProblem } from '../../models/techcard.ts';
import { type Instance, never, type Schedule } from './instance.ts';
import type { ResourceUse } from './network.ts';
import { initialState, setupSeconds, statesInOrder, unbroken } from './setups.ts';

export type Terms = TechcardPlan['terms'];

/** The last end of every piece. */
export function pieceEnds(instance: Instance, { ends }: Schedule): Int32Array {
  const last = new Int32Array(instance.pieces.length).fill(-never);
  for (let operation = 0; operation < instance.operations; operation += 1) {
    const piece = instance.pieceOf[operation];
    if (ends[operation] > last[piece]) last[piece] = ends[operation];
  }
  return last;
}

/** What depends on the ends alone. */
export function endTerms(instance: Instance, schedule: Schedule): Omit<Terms, 'setupTime'> {
  const ends = pieceEnds(instance, schedule);
  let makespan = -Infinity;
  let tardiness = 0;
  let flowTime = 0;
  for (let piece = 0; piece < ends.length; piece += 1) {
    const end = ends[piece];
    const due = instance.dues[piece];
    if (end > makespan) makespan = end;
    if (due !== never && end > due) tardiness += instance.weights[piece] * (end - due);
    flowTime += end - instance.orderReleases[piece];
  }
  return { makespan, tardiness, flowTime };
}

/** @param uses - of every resource in order of start. */
export function termsOf(instance: Instance, schedule: Schedule, uses: readonly (readonly ResourceUse[])[]): Terms {
  let setupTime = 0;
  instance.resources.forEach((resource, index) => {
    if (!('setups' in resource) || !resource.setups) return;
    const work = uses[index].filter(({ operation }) => schedule.ends[operation] > schedule.starts[operation]);
    const demands = unbroken(resource, work, schedule).map(([first]) => first.demand);
    for (const change of statesInOrder(instance, demands, initialState(instance, resource)))
      setupTime += setupSeconds(instance, resource, change);
  });
  return { ...endTerms(instance, schedule), setupTime };
}

export function objectiveOf(weights: TechcardProblem['objective'], terms: Terms): number {
  return (
    weights.makespan * terms.makespan +
    weights.tardiness * terms.tardiness +
    weights.flowTime * terms.flowTime +
    weights.setupTime * terms.setupTime
  );
}
