/** How plans of each kind are shown to people. A new kind is a file of its own and a line here. */
import type { PlanKind, PlanRequest } from '../../models/plan-request.ts';
import type { Valued } from '../../models/result.ts';
import { dispatchPresentation } from './dispatch-presentation.ts';
import { meltPresentation } from './melt-presentation.ts';
import { reorderPresentation } from './reorder-presentation.ts';
import { repairPresentation } from './repair-presentation.ts';
import { techcardPresentation } from './techcard-presentation.ts';

export interface KindPresentation<Problem, Plan> {
  /** Sizes of a problem in a few words. */
  sizes(problem: Problem): string;
  /** Summary, tables and chart as text, those that have anything to say. */
  report(problem: Problem, plan: Plan, value?: Pick<Valued<unknown>, 'objective' | 'lowerBound'>): string[];
  /** A standalone SVG document; empty where the plan has no times. */
  gantt(problem: Problem, plan: Plan, title: string): string;
}

/** The same, bound to a request. */
export interface Presentation {
  readonly sizes: string;
  report(plan: unknown, value?: Pick<Valued<unknown>, 'objective' | 'lowerBound'>): string[];
  gantt(plan: unknown, title: string): string;
}

// biome-ignore lint/suspicious/noExplicitAny: each kind has problem and plan types of its own; the envelope's schema ties them together
const presentations: Record<PlanKind, KindPresentation<any, any>> = {
  melt: meltPresentation,
  techcard: techcardPresentation,
  reorder: reorderPresentation,
  dispatch: dispatchPresentation,
  repair: repairPresentation,
};

export function presentationOf({ kind, problem }: Pick<PlanRequest, 'kind' | 'problem'>): Presentation {
  const { sizes, report, gantt } = presentations[kind];
  return {
    sizes: sizes(problem),
    report: (plan, value) => report(problem, plan, value).filter((part) => part !== ''),
    gantt: (plan, title) => gantt(problem, plan, title),
  };
}
