/** Why a purchase plan is as it is: costs as its checker adds them up, what decided each line, what limits cost. */
import type {
  ReorderAnswers,
  ReorderCosts,
  ReorderPlan,
  ReorderProblem,
  ReorderPurchasePlan,
} from '../../models/reorder.ts';
import { count, type ExplainedPlan, figure, names, sum } from '../explain/parts.ts';

const costsInWords: Readonly<Record<Exclude<keyof ReorderCosts, 'total'>, string>> = {
  purchase: 'goods ordered',
  ordering: 'fixed costs of orders',
  lines: 'fixed costs of lines',
  holding: 'holding stock',
  shortage: 'demand that stock does not cover',
  belowSafety: 'stock below its safety stock',
  waste: 'throwing away what has expired',
  stockChange: 'worth of the stock at the beginning and on order, less that at the end',
};

export function explainReorderPlan(
  { problem }: { readonly problem: ReorderProblem },
  plan: ReorderPlan,
): ExplainedPlan {
  if (plan.mode === 'calculate') return { mode: plan.mode, ...explainAnswers(plan) };
  const currency = problem.mode === 'plan' ? problem.currency : '';
  return { mode: plan.mode, ...explainPurchases(plan, currency) };
}

function explainPurchases(plan: ReorderPurchasePlan, currency: string): Omit<ExplainedPlan, 'mode'> {
  const { orders, costs, projection, shadowPrices } = plan;
  const lines = orders.flatMap(({ supplier, order, delivery, lines }) =>
    lines.map((line) => ({ supplier, order, delivery, ...line })),
  );
  const decided = [...Map.groupBy(lines, ({ reason }) => reason.decidedBy)].sort(([, a], [, b]) => b.length - a.length);
  const short = projection
    .map(({ item, short }) => ({ item, quantity: sum(short, ({ quantity }) => quantity), days: short.length }))
    .filter(({ quantity }) => quantity > 0)
    .sort((a, b) => b.quantity - a.quantity);
  const wasted = projection
    .map(({ item, wasted }) => ({ item, quantity: sum(wasted, ({ quantity }) => quantity) }))
    .filter(({ quantity }) => quantity > 0)
    .sort((a, b) => b.quantity - a.quantity);
  const choices = lines
    .flatMap(({ reason, ...line }) => (reason.nextBest ? [{ ...line, next: reason.nextBest }] : []))
    .sort((a, b) => a.next.extraCost - b.next.extraCost);
  return {
    summary: [
      `${count(orders.length, 'order')} with ${count(lines.length, 'line')} for ${figure(costs.purchase)} ${currency}; with all that it brings, the plan costs ${figure(costs.total)} ${currency}.`,
      ...(decided.length > 0
        ? [
            `What decided the lines: ${names(
              decided.map(([by, ofIt]) => `${by} (${ofIt.length})`),
              8,
            )}.`,
          ]
        : []),
      short.length === 0
        ? 'Stock covers all demand.'
        : `${count(short.length, 'item')} run short: ${names(short.map(({ item, days }) => `${item} on ${count(days, 'day')}`))}.`,
      ...(wasted.length > 0
        ? [`${count(wasted.length, 'item')} go to waste in part: ${names(wasted.map(({ item }) => item))}.`]
        : []),
      ...(choices.length > 0
        ? [
            `The closest call: ${choices[0].next.change} for ${choices[0].item} of ${choices[0].supplier}, which would cost ${figure(choices[0].next.extraCost)} ${currency} more.`,
          ]
        : []),
    ],
    terms: (Object.keys(costsInWords) as (keyof typeof costsInWords)[]).map((name) => ({
      name,
      value: costs[name],
      message: costsInWords[name],
    })),
    binding: [
      ...short.map(({ item, quantity, days }) => ({
        code: 'short',
        about: { item },
        message: `${item} is short of ${figure(quantity)} over ${count(days, 'day')}`,
      })),
      ...[...lines]
        .sort((a, b) => b.amount - a.amount)
        .map(({ item, supplier, order, quantity, amount, reason }) => ({
          code: reason.decidedBy,
          about: { item, supplier, day: order },
          message: `${figure(quantity)} of ${item}, ${figure(amount)} ${currency}: ${reason.text}${reason.nextBest ? `; next best: ${reason.nextBest.change}, ${figure(reason.nextBest.extraCost)} ${currency} more` : ''}`,
          cost: amount,
        })),
    ],
    help: [...shadowPrices]
      .filter(({ price }) => price > 0)
      .sort((a, b) => b.price - a.price)
      .map(({ limit, day, price }) => ({
        about: { limit, ...(day === undefined ? {} : { day }) },
        message: `one more of ${limit}${day === undefined ? '' : ` on ${day}`} saves some ${figure(price)} ${currency}, packs and fixed costs aside`,
        gain: price,
        unit: currency,
        basis: 'estimate' as const,
      })),
  };
}

/** The objective counts questions that are not answered, or not by an exact method. */
function explainAnswers({ answers, unanswered }: ReorderAnswers): Omit<ExplainedPlan, 'mode'> {
  const inexact = answers.filter(({ exact }) => !exact);
  return {
    summary: [
      `${count(answers.length, 'question')} ${answers.length === 1 ? 'is' : 'are'} answered, ${answers.length - inexact.length} by exact methods.`,
      ...(unanswered.length > 0 ? [`No time was left for ${names(unanswered)}.`] : []),
    ],
    terms: [
      ...unanswered.map((id) => ({
        name: 'unanswered',
        about: { question: id },
        value: 1,
        message: `no time was left for ${id}`,
      })),
      ...inexact.map(({ id, method }) => ({
        name: 'approximate',
        about: { question: id },
        value: 1,
        message: `${id} is answered by ${method}, which is no exact method`,
      })),
    ],
    binding: answers.map(({ id, method, reference, exact, cost, lowerBound }) => ({
      code: exact ? 'exact' : 'approximate',
      about: { question: id },
      message: `${method} (${reference})${cost === undefined ? '' : `: cost ${figure(cost)}`}${
        exact || cost === undefined || lowerBound === undefined
          ? ''
          : `, proved to be no less than ${figure(lowerBound)}`
      }`,
    })),
    help: unanswered.map((id) => ({
      about: { question: id },
      message: `more time in the budget, for ${id}`,
      basis: 'suggestion' as const,
    })),
  };
}
