/** Looks at (s, S) answers by the cost from each position to the next order, and at the others by their formulas. */
import type { z } from 'zod';
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type * as questions from '../../../../models/reorder-questions/random.ts';
import { demandOver } from '../../distributions/demand-over.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { compare, compareWithNeighbour, expectation, probabilityUpTo } from './expectation.ts';

type Ss = Omit<z.infer<typeof questions.SsOptimalQuestion>, 'model'>;

/** Probabilities of 0, 1, 2, ... as far as they count. */
function probabilities(distribution: DemandDistribution, periods: number): Float64Array {
  const demand = demandOver(distribution, periods);
  const last = Math.ceil(demand.quantile(1 - 1e-15));
  return Float64Array.from({ length: last + 1 }, (_, k) => demand.pdf(k));
}

/** E[h (y-D)+ + p (D-y)+] for y from `low` to `high`, each from the one before. */
function positionCosts(
  { holdingCost: h, stockoutCost: p }: Ss,
  covered: Float64Array,
  low: number,
  high: number,
): Float64Array {
  const costs = new Float64Array(high - low + 1);
  let upTo = 0;
  let cost = 0;
  covered.forEach((probability, d) => {
    cost += probability * (h * Math.max(0, low - d) + p * Math.max(0, d - low));
    if (d <= low) upTo += probability;
  });
  const total = covered.reduce((sum, probability) => sum + probability, 0);
  for (let y = low; y <= high; y++) {
    costs[y - low] = cost;
    // One unit more is left over where demand does not exceed y, one less is short where it does.
    cost += h * upTo - p * (total - upTo);
    if (y + 1 >= 0 && y + 1 < covered.length) upTo += covered[y + 1];
  }
  return costs;
}

/**
 * Cost V and periods T until the position is at or below s, from each position x above it:
 * V(x) = G(x) + sum over d of p_d V(x - d), T alike with 1 for G. A cycle costs K + V(S) and takes T(S).
 */
function policyCost(
  question: Ss,
  period: Float64Array,
  costs: Float64Array,
  costsFrom: number,
  s: number,
  S: number,
): number {
  const n = S - s;
  const value = new Float64Array(n + 1);
  const time = new Float64Array(n + 1);
  for (let x = 1; x <= n; x++) {
    let v = costs[s + x - costsFrom];
    let t = 1;
    for (let d = 1; d < Math.min(x, period.length); d++) {
      v += period[d] * value[x - d];
      t += period[d] * time[x - d];
    }
    value[x] = v / (1 - period[0]);
    time[x] = t / (1 - period[0]);
  }
  return (question.fixedCost + value[n]) / time[n];
}

export function checkSsOptimal(question: Ss, answer: MethodAnswer): string[] {
  const { reorderPoint: s, orderUpTo: S } = answer.values;
  if (typeof s !== 'number' || typeof S !== 'number' || s >= S) return ['reorderPoint and orderUpTo are no policy'];
  const given = question.reorderPoint !== undefined;
  if (given && (s !== question.reorderPoint || S !== question.orderUpTo)) return ['another policy was to be evaluated'];
  const period = probabilities(question.distribution, 1);
  const covered = probabilities(question.distribution, question.leadTime + 1);
  const costs = positionCosts(question, covered, s - 1, S + 1);
  const at = (low: number, high: number) => policyCost(question, period, costs, s - 1, low, high);
  const found = at(s, S);
  const findings = compare('costPerPeriod', answer.values.costPerPeriod, found);
  if (given) return findings;
  for (const [low, high] of [[s - 1, S] as const, [s + 1, S] as const, [s, S - 1] as const, [s, S + 1] as const])
    if (low < high) findings.push(...compareWithNeighbour(found, at(low, high), `(${low}, ${high})`));
  return findings;
}

export function checkSsPoissonOptimal(
  question: z.infer<typeof questions.SsPoissonOptimalQuestion>,
  answer: MethodAnswer,
): string[] {
  return checkSsOptimal({ ...question, distribution: { type: 'poisson', mean: question.demandMean } }, answer);
}

export function checkSsPoissonCost(
  question: z.infer<typeof questions.SsPoissonCostQuestion>,
  answer: MethodAnswer,
): string[] {
  return checkSsOptimal({ ...question, distribution: { type: 'poisson', mean: question.demandMean } }, answer);
}

/** The regression, in logarithms. */
export function checkPowerApproximation(
  question: z.infer<typeof questions.SsPowerApproximationQuestion>,
  { values }: MethodAnswer,
): string[] {
  const { holdingCost: h, stockoutCost: p, fixedCost, demandMean, demandSd, leadTime } = question;
  const variance = demandSd ** 2 * (leadTime + 1);
  const lnQuantity =
    Math.log(1.3) +
    0.494 * Math.log(demandMean) +
    0.506 * (Math.log(fixedCost) - Math.log(h)) +
    0.116 * Math.log1p(variance / demandMean ** 2);
  const quantity = Math.exp(lnQuantity);
  // sd / z and sd z, each as one root, so that nothing is divided by a deviation of 0.
  const sdOverZ = Math.sqrt((variance * Math.sqrt(variance) * p) / (quantity * h));
  const sdTimesZ = Math.sqrt((Math.sqrt(variance) * quantity * h) / p);
  const reorderPoint =
    0.973 * demandMean * (leadTime + 1) + 0.183 * sdOverZ + 1.063 * Math.sqrt(variance) - 2.192 * sdTimesZ;
  return [
    ...compare('reorderPoint', values.reorderPoint, reorderPoint, demandMean),
    ...compare('orderUpTo', values.orderUpTo, reorderPoint + quantity, demandMean),
  ];
}

export function checkSafetyStock(
  question: z.infer<typeof questions.SafetyStockQuestion>,
  { values }: MethodAnswer,
): string[] {
  const { demandMean, leadTime, orderQuantity, reviewPeriod = 0, demandSd = 0, leadTimeSd = 0 } = question;
  const leadTimeVariance = question.leadTimeDemandSd
    ? question.leadTimeDemandSd ** 2
    : question.leadTimeDemandSd === 0
      ? 0
      : leadTime * demandSd ** 2 + demandMean ** 2 * leadTimeSd ** 2;
  const mean = demandMean * (leadTime + reviewPeriod);
  const sd = Math.sqrt(leadTimeVariance + reviewPeriod * demandSd ** 2);
  const level = question.policy === 'periodic-review' ? values.orderUpTo : values.reorderPoint;
  if (typeof level !== 'number') return ['the level is missing'];
  const demand = distributionOf({ type: 'normal', mean, sd });
  const shortage = expectation(demand, 'normal', (d) => Math.max(0, d - level), [level]);
  const service = probabilityUpTo(demand, level);
  const quantity = orderQuantity ?? demandMean * reviewPeriod;
  const findings = [
    ...compare('safetyStock', values.safetyStock, level - mean, sd + mean),
    ...compare('expectedShortagePerCycle', values.expectedShortagePerCycle, shortage, sd),
    ...compare('cycleServiceLevel', values.cycleServiceLevel, service, 1),
  ];
  if (quantity > 0) findings.push(...compare('fillRate', values.fillRate, Math.max(0, 1 - shortage / quantity), 1));
  const given = [question.reorderPoint, question.orderUpTo, question.safetyStock].some((value) => value !== undefined);
  if (given) return findings;
  const { targetCycleServiceLevel: cycle, targetFillRate: fill } = question;
  if (cycle !== undefined && service < cycle - 1e-7)
    findings.push(`cycle service ${service} is below its target ${cycle}`);
  if (fill !== undefined && shortage > (1 - fill) * quantity * (1 + 1e-6) + 1e-8 * sd)
    findings.push(`a shortage of ${shortage} per cycle is more than the fill rate ${fill} allows`);
  return findings;
}
