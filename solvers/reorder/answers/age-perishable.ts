/** Answers to questions about items that perish. */
import type {
  PerishableAverageProfitQuestion,
  PerishableDemand,
  PerishableOptimalPolicyQuestion,
  PerishableQuestion,
  PerishableWeekdayPolicyQuestion,
} from '../../../models/reorder-questions/age.ts';
import type { Figure } from '../../../models/reorder-questions/answer.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { wholeUnitDemand } from '../methods/perishable/demand.ts';
import type { Issuing, PeriodDemand, PerishableModel } from '../methods/perishable/model.ts';
import { policyTable } from '../methods/perishable/policy-table.ts';
import type { RuleFigures } from '../methods/perishable/rule-figures.ts';
import { logitArrivalLife } from '../methods/perishable/splits.ts';
import { perishablePolicy } from '../methods/perishable-policy.ts';
import { perishableProfit } from '../methods/perishable-profit.ts';
import { weekdayPolicy } from '../methods/perishable-weekday.ts';
import type { Answerer } from './answerer.ts';

/** Units per place that published policies of De Moor et al. and of Mirjalili show. */
const shownUnits = { policy: 8, weekday: 10 };
/** Entries of a table up to which the other days of the week are shown too. */
const mostEntriesPerDay = 500;

export const answerPerishablePolicy: Answerer<PerishableOptimalPolicyQuestion> = (question) => {
  const { discountFactor, tableUpTo = shownUnits.policy } = question;
  const found = perishablePolicy({
    ...commonParts(question),
    cycle: [periodDemand(question.demand)],
    costs: question,
    discountFactor,
  });
  const { optimal, valueAtEmpty, baseStock } = found;
  return {
    method: 'Value iteration over stock by age, discounted cost',
    reference: 'De Moor, Gijsbrechts and Boute (2022), EJOR 301(2):535-545; bounds: Puterman (1994), 6.6',
    exact: optimal.converged,
    values: {
      policy: policyTable(optimal.space, optimal.orders[0], tableUpTo),
      valueAtEmpty,
      valueError: optimal.error,
      bestBaseStock: baseStock.level,
      bestBaseStockValue: baseStock.cost,
      baseStockSearch: baseStock.exhaustive ? 'all levels' : 'levels in steps, then all around the best',
      ...ruleValues(found.figures),
    },
    cost: valueAtEmpty,
    ...(optimal.converged ? {} : { lowerBound: valueAtEmpty - optimal.error }),
  };
};

export const answerPerishableProfit: Answerer<PerishableAverageProfitQuestion> = (question) => {
  const found = perishableProfit({
    ...commonParts(question),
    cycle: [periodDemand(question.demand)],
    costs: question,
  });
  const { optimal, averageProfitPerPeriod, wasteAwareBaseStock } = found;
  return {
    method: 'Value iteration over stock by age, average profit',
    reference: 'Hendrix et al. (2019), Computational and Mathematical Methods 1(4); bounds: Puterman (1994), 8.5',
    exact: optimal.converged,
    values: {
      averageProfitPerPeriod,
      profitError: optimal.error,
      bestWasteAwareBaseStock: wasteAwareBaseStock.level,
      wasteAwareBaseStockProfit: -wasteAwareBaseStock.cost,
      baseStockSearch: wasteAwareBaseStock.exhaustive ? 'all levels' : 'levels in steps, then all around the best',
      policy: policyTable(optimal.space, optimal.orders[0], question.tableUpTo ?? shownUnits.policy),
      ...ruleValues(found.figures),
    },
    cost: -averageProfitPerPeriod,
    ...(optimal.converged ? {} : { lowerBound: -averageProfitPerPeriod - optimal.error }),
  };
};

export const answerPerishableWeekday: Answerer<PerishableWeekdayPolicyQuestion> = (question) => {
  const { discountFactor, arrivalShelfLife, tableUpTo = shownUnits.weekday } = question;
  const { optimal, valueEmpty } = weekdayPolicy({
    ...commonParts(question),
    cycle: weekdayDemands(question),
    costs: { ...question, holdingOnWaste: true },
    discountFactor,
    arrivalLife: arrivalShelfLife && logitArrivalLife(arrivalShelfLife.c0, arrivalShelfLife.c1),
  });
  const table = (day: number) => policyTable(optimal.space, optimal.orders[day], tableUpTo);
  const entries = (tableUpTo + 1) ** (question.shelfLife + question.leadTime - 1);
  return {
    method: 'Value iteration over weekday and stock by age, discounted cost',
    reference: 'Mirjalili (2022), PhD thesis on hospital blood inventory, chapter 6; bounds: Puterman (1994), 6.6',
    exact: optimal.converged,
    values: {
      mondayPolicy: table(0),
      valueMondayEmpty: valueEmpty[0],
      valueError: optimal.error,
      valueEmptyByDay: valueEmpty,
      ...(entries <= mostEntriesPerDay ? { policyByDay: optimal.orders.map((_, day) => table(day)) } : {}),
    },
    cost: valueEmpty[0],
    ...(optimal.converged ? {} : { lowerBound: valueEmpty[0] - optimal.error }),
  };
};

function commonParts(
  question: PerishableQuestion,
): Pick<PerishableModel, 'shelfLife' | 'leadTime' | 'maxOrder' | 'issuing'> {
  const { shelfLife, leadTime, maxOrder } = question;
  return { shelfLife, leadTime, maxOrder, issuing: issuingOf(question.issuing) };
}

export function issuingOf(issuing: PerishableQuestion['issuing']): Issuing {
  return issuing === 'fifo' || issuing === 'oldest-first' ? 'fifo' : 'lifo';
}

export function periodDemand(demand: PerishableDemand): PeriodDemand {
  if (demand.type !== 'gamma-rounded') return wholeUnitDemand(distributionOf(demand));
  const shape = 1 / demand.cv ** 2;
  return wholeUnitDemand(distributionOf({ type: 'gamma', shape, scale: demand.mean / shape }), demand.max);
}

function weekdayDemands({ demand }: PerishableWeekdayPolicyQuestion): PeriodDemand[] {
  return demand.n.map((n, day) =>
    wholeUnitDemand(distributionOf({ type: 'negative-binomial', r: n, p: n / (n + demand.mean[day]) }), demand.max),
  );
}

function ruleValues(figures: RuleFigures | undefined): Record<string, Figure> {
  if (!figures) return {};
  const { averageOrder, averageWaste, averageLost, fillRate } = figures;
  return {
    averageOrderPerPeriod: averageOrder,
    averageWastePerPeriod: averageWaste,
    averageLostPerPeriod: averageLost,
    fillRate,
  };
}
