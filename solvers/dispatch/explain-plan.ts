/** Why a dispatch plan is as it is: terms as its checker adds them up, what is not placed and what would place it. */
import type {
  DispatchCheckedPlan,
  DispatchLoad,
  DispatchPlan,
  DispatchProblem,
  DispatchRecommendations,
  DispatchShiftPlan,
  DispatchTerms,
  DispatchUnplaced,
} from '../../models/dispatch.ts';
import type { DispatchRoundsPlan } from '../../models/dispatch-rounds.ts';
import { count, type ExplainedPlan, figure, names, percent } from '../explain/parts.ts';

const termsInWords: Readonly<Record<Exclude<keyof DispatchTerms, 'total'>, string>> = {
  unserved: 'volume that is ordered and not served',
  deviation: 'unloadings that start apart from their ideal time, squared minutes',
  travel: 'driving',
  trucks: 'trucks in use',
  fill: 'drums that are not full',
  offWindow: 'unloadings outside windows that are not hard',
  longGaps: 'gaps of pours that are longer than wanted',
  firstDelay: 'late first unloadings',
  overtime: 'overtime of trucks',
  shortShifts: 'shifts shorter than they must be paid for',
  peaks: 'unloadings in peak hours',
  balance: 'uneven use of the trucks',
  reserve: 'time of the best trucks that was kept for others',
  base: 'constant of the objective',
};

export function explainDispatchPlan(request: { readonly problem: DispatchProblem }, plan: DispatchPlan): ExplainedPlan {
  switch (plan.mode) {
    case 'plan':
      return { mode: plan.mode, ...explainShift(plan) };
    case 'check':
      return { mode: plan.mode, ...explainChecked(plan) };
    case 'recommend':
      return { mode: plan.mode, ...explainRecommendations(plan) };
    case 'rounds':
      return { mode: plan.mode, ...explainRounds(request.problem, plan) };
  }
}

function explainShift(plan: DispatchShiftPlan): Omit<ExplainedPlan, 'mode'> {
  const { metrics, unplaced } = plan;
  const short = metrics.volumeM3 - metrics.servedM3;
  const most = metrics.servedAtMostM3;
  return {
    summary: [
      servedInWords(metrics),
      ...(most !== undefined && short > 1e-6
        ? [
            most <= metrics.servedM3 + 1e-6
              ? `It is proved that no plan serves more than these ${figure(metrics.servedM3)} m3.`
              : `It is proved that no plan serves more than ${figure(most)} m3.`,
          ]
        : []),
      `${count(metrics.trucksUsed, 'truck')} in use ${metrics.trucksUsed === 1 ? 'is' : 'are'} busy for ${percent(metrics.utilisation)} of their shifts on average, with ${count(metrics.loads, 'load')}, filled to ${percent(metrics.fill)}.`,
    ],
    terms: termsOf(plan.terms),
    binding: [...unplaced.flatMap(reasonsOf), ...risky(plan.loads)],
    help: unplaced.flatMap(helpOf).sort((a, b) => b.gain - a.gain),
  };
}

function explainChecked(plan: DispatchCheckedPlan): Omit<ExplainedPlan, 'mode'> {
  const { violations, violationCost, metrics } = plan;
  const broken = [...new Set(violations.map(({ rule }) => rule))];
  return {
    summary: [
      violations.length === 0
        ? 'The plan that was handed in breaks no rule.'
        : `The plan that was handed in breaks ${count(broken.length, 'rule')} in ${count(violations.length, 'place')} (${names(broken)}), priced at ${figure(violationCost)}; that is not part of the objective.`,
      servedInWords(metrics),
    ],
    terms: termsOf(plan.terms),
    binding: violations.map(({ rule, order, truck, plant, load, message, cost }) => ({
      code: rule,
      about: defined({ order, truck, plant, load }),
      message,
      cost,
    })),
    help: [],
  };
}

function explainRecommendations({ recommendations, unplaced }: DispatchRecommendations): Omit<ExplainedPlan, 'mode'> {
  const best = recommendations.filter(({ rank }) => rank === 1);
  const ofOrder = Map.groupBy(recommendations, ({ order }) => order);
  const nextOf = (order: string) => ofOrder.get(order)?.find(({ rank }) => rank === 2);
  return {
    summary: [
      ...best.map(({ order, costIncrease, deviationMinutes, shifted }) => {
        const next = nextOf(order);
        const moves = shifted.length === 0 ? 'no load moves' : `${count(shifted.length, 'load')} of the plan move`;
        return `The best place for order ${order} costs ${figure(costIncrease)} more, ${figure(Math.abs(deviationMinutes))} min ${deviationMinutes < 0 ? 'before' : 'after'} its ideal time, and ${moves}; ${
          next ? `the next best costs ${figure(next.costIncrease - costIncrease)} more than that` : 'no other was found'
        }.`;
      }),
      ...(unplaced.length > 0
        ? [`There is no place for ${count(unplaced.length, 'order')}: ${names(unplaced.map(({ order }) => order))}.`]
        : []),
    ],
    terms: [],
    binding: [
      ...unplaced.flatMap(reasonsOf),
      ...recommendations.map(({ order, rank, costIncrease, loads, shifted }) => ({
        code: 'recommendation',
        about: { order },
        cost: costIncrease,
        message: `place ${rank}: ${loads.map(({ truck, plant, unloadStart }) => `truck ${truck} from ${plant}, unloading from ${unloadStart}`).join('; ')}${shifted.length > 0 ? `; ${names(shifted.map(({ load }) => load))} move` : ''}`,
      })),
    ],
    help: unplaced.flatMap(helpOf).sort((a, b) => b.gain - a.gain),
  };
}

/** By how much a van counts more than any way, where vans come first: what the rest of the total is. */
function explainRounds(problem: DispatchProblem, plan: DispatchRoundsPlan): Omit<ExplainedPlan, 'mode'> {
  const { terms, metrics, unserved, rounds } = plan;
  const vans = terms.total - terms.km - terms.unserved;
  const costOf = new Map(problem.mode === 'rounds' ? problem.drops.map((drop) => [drop.id, drop.unservedCost]) : []);
  return {
    summary: [
      `${metrics.served} of ${count(metrics.drops, 'drop')} are served in ${count(metrics.rounds, 'round')} of ${count(terms.vans, 'van')} over ${figure(terms.km)} km, filled to ${percent(metrics.fill)}.`,
      ...(unserved.length > 0 ? [`Not served: ${names(unserved.map(({ drop }) => drop))}.`] : []),
    ],
    terms: [
      { name: 'km', value: terms.km, message: 'driving' },
      { name: 'unserved', value: terms.unserved, message: 'drops that are not served' },
      { name: 'vans', value: vans, message: 'vans in use, each counted before any way' },
    ],
    binding: [
      ...unserved.map(({ drop, reason }) => ({
        code: 'unserved',
        about: { drop },
        message: reason,
        ...(costOf.get(drop) === undefined ? {} : { cost: costOf.get(drop)! }),
      })),
      ...rounds
        .flatMap(({ van, number, drops }) => drops.map((drop) => ({ van, number, ...drop })))
        .sort((a, b) => a.slackMinutes - b.slackMinutes)
        .slice(0, shownRisks)
        .map(({ van, number, drop, slackMinutes }) => ({
          code: 'slack',
          about: { van, drop },
          message: `round ${number} of ${van} reaches ${drop} ${figure(slackMinutes)} min before it would be too late`,
        })),
    ],
    help: [],
  };
}

/** Loads near a limit that are worth a word. */
const shownRisks = 20;

function risky(loads: readonly DispatchLoad[]): ExplainedPlan['binding'] {
  const slackOf = ({
    lifetimeSlackMinutes,
    windowSlackMinutes,
    gapSlackMinutes = Infinity,
  }: NonNullable<DispatchLoad['risk']>) => Math.min(lifetimeSlackMinutes, windowSlackMinutes, gapSlackMinutes);
  return loads
    .flatMap((load) => (load.risk?.level === 'high' ? [{ load, risk: load.risk, slack: slackOf(load.risk) }] : []))
    .sort((a, b) => a.slack - b.slack)
    .slice(0, shownRisks)
    .map(({ load: { id, order, truck }, risk, slack }) => ({
      code: 'risk',
      about: { load: id, order, truck },
      message: `load ${id} has ${figure(slack)} min to its nearest limit${risk.delayHits.length > 0 ? `; ten minutes late, it pushes ${names(risk.delayHits)} out of a limit` : ''}`,
    }));
}

function servedInWords({ orders, ordersServed, volumeM3, servedM3 }: DispatchShiftPlan['metrics']): string {
  return `${ordersServed} of ${count(orders, 'order')} are served wholly, ${figure(servedM3)} of ${figure(volumeM3)} m3.`;
}

function termsOf({ total: _, ...terms }: DispatchTerms): ExplainedPlan['terms'] {
  return (Object.keys(terms) as (keyof typeof terms)[]).map((name) => ({
    name,
    value: terms[name],
    message: termsInWords[name],
  }));
}

function reasonsOf({ order, volumeM3, reasons }: DispatchUnplaced): ExplainedPlan['binding'] {
  const of = `${figure(volumeM3)} m3 of order ${order}`;
  if (reasons.length === 0)
    return [{ code: 'not-tried', about: { order }, message: `${of} are not placed; why was not looked at` }];
  return reasons.map(({ code, message }) => ({ code, about: { order }, message: `${of} are not placed: ${message}` }));
}

function helpOf({ order, relaxations }: DispatchUnplaced) {
  return relaxations.map(({ truck, plant, volumeM3, message }) => ({
    about: defined({ order, truck, plant }),
    message: `order ${order}: ${message}`,
    gain: volumeM3,
    unit: 'm3 placed',
    basis: 'found' as const,
  }));
}

function defined(entries: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
