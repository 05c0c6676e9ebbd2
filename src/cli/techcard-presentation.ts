/** A techcard plan for people. */
import type { TechcardPlan, TechcardProblem } from '../../models/techcard.ts';
import { piecesOf } from '../../models/techcard-pieces.ts';
import type { KindPresentation } from './presentation.ts';
import { techcardGantt } from './techcard-gantt.ts';
import {
  orderTable,
  resourceTable,
  techcardChart,
  techcardSummary,
  volumeTable,
  waitTable,
} from './techcard-report.ts';

export const techcardPresentation: KindPresentation<TechcardProblem, TechcardPlan> = {
  sizes: (problem) =>
    `${problem.orders.length} orders, ${piecesOf(problem).length} pieces, ${problem.cards.length} cards, ${problem.resources.length} resources`,
  report: (problem, plan, value) => [
    techcardSummary(problem, plan, value),
    orderTable(problem, plan),
    resourceTable(plan),
    waitTable(problem, plan),
    techcardChart(problem, plan),
    plan.text?.join('\n') ?? '',
    volumeTable(plan.volume),
  ],
  gantt: techcardGantt,
};
