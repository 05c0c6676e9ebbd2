/** Answers of mode `calculate`: one to each question, each looked at by another route where there is one. */
import type { ReorderAnswers, ReorderCalculateProblem } from '../../../models/reorder.ts';
import type { ReorderAnswer } from '../../../models/reorder-questions/questions.ts';
import type { CheckReport, Violation } from '../../solver.ts';
import type { AnswerCheck } from '../answers/answerer.ts';

/** Model -> check of its answers. */
// biome-ignore lint/suspicious/noExplicitAny: each model has inputs of its own; the question's `model` ties them together
export type AnswerChecks = Readonly<Record<string, AnswerCheck<any> | undefined>>;

/** @returns the objective: questions that are not answered, or not by an exact method. */
export function checkAnswers(
  { questions }: ReorderCalculateProblem,
  plan: ReorderAnswers,
  checks: AnswerChecks,
): CheckReport {
  const violations: Violation[] = [];
  const report = (rule: string, message: string) => violations.push({ rule, message });
  const asked = new Map(questions.map((question) => [question.id, question]));
  const settled = new Set<string>();
  const settle = (id: string) => {
    if (!asked.has(id)) report('known-question', `${id} was not asked`);
    if (settled.has(id)) report('answered-once', `${id} is answered or listed as unanswered twice`);
    settled.add(id);
  };
  let open = 0;
  for (const answer of plan.answers) {
    settle(answer.id);
    const question = asked.get(answer.id);
    if (!question) continue;
    if (!answer.exact) open++;
    if (answer.model !== question.model) {
      report('model', `${answer.id} is of model ${question.model}, answered as ${answer.model}`);
      continue;
    }
    checkFigures(answer, report);
    const { id: _id, model, ...inputs } = question;
    for (const fault of checks[model]?.({ model, ...inputs }, answer) ?? []) report('answer', `${answer.id}: ${fault}`);
  }
  for (const id of plan.unanswered) {
    settle(id);
    if (asked.has(id)) open++;
  }
  for (const id of asked.keys())
    if (!settled.has(id)) report('every-question', `${id} is neither answered nor listed as unanswered`);
  return { violations, objective: open };
}

/** What holds for an answer of any method. */
function checkFigures({ id, method, reference, cost, lowerBound, curve, values }: ReorderAnswer, report: Report): void {
  if (method === '' || reference === '') report('method', `${id} does not name its method and where it stands`);
  if (Object.keys(values).length === 0) report('values', `${id} has no figure`);
  if (!isFigure(values)) report('values', `${id} has a figure that is no number`);
  if (lowerBound !== undefined && !(cost !== undefined && lowerBound <= cost + 1e-6 * Math.max(1, Math.abs(cost))))
    report('bound', `${id}: a bound of ${lowerBound} of a cost of ${cost ?? 'nothing'}`);
  if (curve && !curve.every((point) => Number.isFinite(point.quantity) && Number.isFinite(point.cost)))
    report('curve', `${id} has a point of its curve that is no number`);
}

/** Without NaN and infinities, to any depth. */
function isFigure(figure: unknown): boolean {
  if (typeof figure === 'number') return Number.isFinite(figure);
  if (typeof figure === 'object' && figure !== null) return Object.values(figure).every(isFigure);
  return true;
}

type Report = (rule: string, message: string) => void;
