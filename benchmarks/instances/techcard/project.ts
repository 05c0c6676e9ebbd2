/**
 * Projects (RCPSP and its kin) as a techcard request: one card, one order of one piece, an operation for each activity,
 * the empty first and last one among them.
 */
import type { z } from 'zod';
import type { TechcardDemand, TechcardLag, TechcardMode } from '../../../models/techcard.ts';
import { TechcardProblem } from '../../../models/techcard.ts';
import type { Reference } from '../family.ts';

export interface ProjectMode {
  readonly duration: number;
  /** By renewable and by non-renewable resource. */
  readonly needs: readonly number[];
  readonly totals: readonly number[];
}

export interface Project {
  /** Capacities of renewable resources, amounts of non-renewable ones. */
  readonly renewable: readonly number[];
  readonly nonRenewable: readonly number[];
  /** Of each activity. */
  readonly modes: readonly (readonly ProjectMode[])[];
  /** `to` starts no earlier than `seconds` after `from` has started or, without them, once `from` has ended. */
  readonly arcs: readonly { readonly from: number; readonly to: number; readonly seconds?: number }[];
}

/** @throws Error where arcs name activities that are not there, or lists are not as long as the resources. */
export function requestOf(project: Project): { readonly problem: TechcardProblem } {
  const { renewable, nonRenewable, modes, arcs } = project;
  const after: z.input<typeof TechcardLag>[][] = modes.map(() => []);
  for (const { from, to, seconds } of arcs)
    after[to].push({
      operation: nameOf(from),
      ...(seconds === undefined ? {} : { from: 'start' as const, to: 'start' as const, leastSeconds: seconds }),
    });
  const problem = TechcardProblem.parse({
    resources: [
      ...renewable.map((capacity, k) => ({ type: 'pool', id: `R${k + 1}`, capacity })),
      // Nothing flows back into it: what activities take when they start is gone.
      ...nonRenewable.map((initial, k) => ({ type: 'reservoir', id: `N${k + 1}`, initial })),
    ],
    cards: [
      {
        id: 'project',
        operations: modes.map((ways, index) => ({ id: nameOf(index), modes: ways.map(modeOf), after: after[index] })),
      },
    ],
    orders: [{ id: 'project', card: 'project' }],
  });
  return { problem };
}

/** Activities count from 1, the empty first one. */
function nameOf(index: number): string {
  return `${index + 1}`;
}

function modeOf({ duration, needs, totals }: ProjectMode): z.input<typeof TechcardMode> {
  const demands: z.input<typeof TechcardDemand>[] = [];
  needs.forEach((amount, k) => {
    if (amount > 0) demands.push({ resource: `R${k + 1}`, amount });
  });
  totals.forEach((amount, k) => {
    if (amount > 0) demands.push({ resource: `N${k + 1}`, amount });
  });
  return { durationSeconds: duration, demands };
}

/** What bounds tell: the optimum where they meet. */
export function referenceOf(lowerBound: number, upperBound: number, criticalPath?: number): Reference {
  return { lowerBound, upperBound, optimum: lowerBound === upperBound ? upperBound : undefined, criticalPath };
}

/**
 * Greatest sum of shortest durations along a chain of end-to-start arcs.
 * @throws Error where arcs close a circle.
 */
export function criticalPathOf({ modes, arcs }: Project): number {
  const shortest = modes.map((ways) => Math.min(...ways.map(({ duration }) => duration)));
  const starts = modes.map(() => 0);
  const waiting = modes.map(() => 0);
  for (const { to } of arcs) waiting[to]++;
  const free = waiting.flatMap((count, index) => (count === 0 ? [index] : []));
  for (const index of free)
    for (const { from, to } of arcs) {
      if (from !== index) continue;
      starts[to] = Math.max(starts[to], starts[index] + shortest[index]);
      waiting[to]--;
      if (waiting[to] === 0) free.push(to);
    }
  if (free.length < modes.length) throw new Error('the activities wait for each other in a circle');
  return starts.reduce((end, start, index) => Math.max(end, start + shortest[index]), 0);
}
