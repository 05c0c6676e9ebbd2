/** Looks at (r, Q) answers by the cost of a cycle of positions against each demand, summed or integrated over demands. */
import type { z } from 'zod';
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type * as questions from '../../../../models/reorder-questions/random.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { compare, compareWithNeighbour, expectation, probabilityUpTo } from './expectation.ts';

interface Setting {
  readonly holdingCost: number;
  readonly stockoutCost: number;
  readonly fixedCost: number;
  readonly demandMean: number;
  readonly demand: Distribution;
  readonly type: DemandDistribution['type'];
}

type Normal = z.infer<typeof questions.RqNormalOptimalQuestion>;

function normalSetting(question: Omit<Normal, 'model'>): Setting {
  const mean = question.demandMean * question.leadTime;
  const sd = question.demandSd * Math.sqrt(question.leadTime);
  return { ...question, demand: distributionOf({ type: 'normal', mean, sd }), type: 'normal' };
}

function poissonSetting(question: Omit<z.infer<typeof questions.RqPoissonOptimalQuestion>, 'model'>): Setting {
  const mean = question.demandMean * question.leadTime;
  return { ...question, demand: distributionOf({ type: 'poisson', mean }), type: 'poisson' };
}

/** 1 + 2 + ... + n. */
function sum(n: number): number {
  return n > 0 ? (n * (n + 1)) / 2 : 0;
}

/** Integral of x+ over [from, from + width]. */
function area(from: number, width: number): number {
  const top = from + width;
  if (top <= 0) return 0;
  return from >= 0 ? width * (from + width / 2) : (top * top) / 2;
}

/** Cost per time of positions spread evenly over [r, r + Q], or over r + 1, ..., r + Q. */
function cost(setting: Setting, r: number, q: number): number {
  const { holdingCost, stockoutCost, demand, type } = setting;
  const positions = demand.discrete
    ? (d: number) => holdingCost * (sum(r + q - d) - sum(r - d)) + stockoutCost * (sum(d - r - 1) - sum(d - r - q - 1))
    : (d: number) => holdingCost * area(r - d, q) + stockoutCost * area(d - r - q, q);
  return (setting.fixedCost * setting.demandMean + expectation(demand, type, positions, [r, r + q])) / q;
}

function policyOf({ values }: MethodAnswer): { r: number; q: number } | undefined {
  const { reorderPoint: r, orderQuantity: q } = values;
  return typeof r === 'number' && typeof q === 'number' && q > 0 ? { r, q } : undefined;
}

type Free = 'both' | 'reorder point' | 'neither';

function checkCost(
  setting: Setting,
  answer: MethodAnswer,
  free: Free,
  given: { r?: number; q?: number } = {},
): string[] {
  const policy = policyOf(answer);
  if (!policy) return ['reorderPoint or orderQuantity is missing'];
  const { r, q } = policy;
  const findings: string[] = [];
  if (given.q !== undefined && given.q !== q) findings.push(`orderQuantity is ${q}; ${given.q} was given`);
  if (given.r !== undefined && given.r !== r) findings.push(`reorderPoint is ${r}; ${given.r} was given`);
  const found = cost(setting, r, q);
  findings.push(...compare('costPerTime', answer.values.costPerTime, found));
  if (free === 'neither') return findings;
  const { discrete, sd } = setting.demand;
  const stepR = discrete ? 1 : 0.01 * (sd + q);
  const stepQ = discrete ? 1 : 0.02 * q;
  const neighbours: [number, number][] = [
    [r - stepR, q],
    [r + stepR, q],
  ];
  if (free === 'both') neighbours.push([r, q + stepQ], [r - stepQ, q + stepQ], [r, q - stepQ], [r + stepQ, q - stepQ]);
  for (const [otherR, otherQ] of neighbours)
    if (otherQ > 0)
      findings.push(...compareWithNeighbour(found, cost(setting, otherR, otherQ), `(${otherR}, ${otherQ})`));
  return findings;
}

export function checkRqNormalCost(
  question: z.infer<typeof questions.RqNormalCostQuestion>,
  answer: MethodAnswer,
): string[] {
  return checkCost(normalSetting(question), answer, 'neither', { r: question.reorderPoint, q: question.orderQuantity });
}

export function checkRqNormalOptimal(question: Normal, answer: MethodAnswer): string[] {
  return checkCost(normalSetting(question), answer, 'both');
}

export function checkRqNormalRForQ(
  question: z.infer<typeof questions.RqNormalRForQQuestion>,
  answer: MethodAnswer,
): string[] {
  return checkCost(normalSetting(question), answer, 'reorder point', { q: question.orderQuantity });
}

/** The condition that defines the approximation, the true cost, and a bound that does not exceed it. */
function checkApproximation(
  setting: Setting,
  answer: MethodAnswer,
  condition: (r: number, q: number) => string[],
): string[] {
  const policy = policyOf(answer);
  if (!policy) return ['reorderPoint or orderQuantity is missing'];
  const findings = [...checkCost(setting, answer, 'neither'), ...condition(policy.r, policy.q)];
  const { lowerBound, cost: stated } = answer;
  if (lowerBound === undefined || stated === undefined) return [...findings, 'cost or lowerBound is missing'];
  if (lowerBound > stated * (1 + 1e-9)) findings.push(`lowerBound ${lowerBound} is above the cost ${stated}`);
  return findings;
}

export function checkEoqb(question: z.infer<typeof questions.RqApproxEoqbQuestion>, answer: MethodAnswer): string[] {
  const { holdingCost: h, stockoutCost: p, fixedCost, demandMean } = question;
  const setting = normalSetting(question);
  return checkApproximation(setting, answer, (_r, q) => [
    ...compare('orderQuantity^2 h p', q * q * h * p, 2 * fixedCost * demandMean * (h + p)),
    ...checkCost(setting, answer, 'reorder point'),
  ]);
}

export function checkEoqss(question: z.infer<typeof questions.RqApproxEoqssQuestion>, answer: MethodAnswer): string[] {
  const { holdingCost: h, stockoutCost: p, fixedCost, demandMean } = question;
  const setting = normalSetting(question);
  return checkApproximation(setting, answer, (r, q) => [
    ...compare('orderQuantity^2 h', q * q * h, 2 * fixedCost * demandMean),
    ...(setting.demand.sd > 0 ? compare('probability up to r', probabilityUpTo(setting.demand, r), p / (h + p)) : []),
  ]);
}

export function checkLossApproximation(
  question: z.infer<typeof questions.RqApproxLossQuestion>,
  answer: MethodAnswer,
): string[] {
  const { holdingCost: h, stockoutCost: p, fixedCost, demandMean } = question;
  const setting = normalSetting(question);
  const { demand } = setting;
  return checkApproximation(setting, answer, (r, q) => {
    const loss = expectation(demand, 'normal', (d) => Math.max(0, d - r), [r]);
    const second = expectation(demand, 'normal', (d) => Math.max(0, d - r) ** 2 / 2, [r]);
    return [
      ...compare('expected shortage at r', loss, (h * q) / (h + p)),
      ...compare('orderQuantity^2 h', q * q * h, 2 * (fixedCost * demandMean + (h + p) * second)),
    ];
  });
}

export function checkEil(question: z.infer<typeof questions.RqApproxEilQuestion>, answer: MethodAnswer): string[] {
  if (typeof answer.values.note === 'string') return [];
  const policy = policyOf(answer);
  if (!policy) return ['reorderPoint or orderQuantity is missing'];
  const { r, q } = policy;
  const { holdingCost: h, stockoutCost: p, fixedCost, demandMean } = question;
  const { demand } = normalSetting(question);
  const loss = expectation(demand, 'normal', (d) => Math.max(0, d - r), [r]);
  const cost = h * (r - demand.mean + q / 2) + ((fixedCost + p * loss) * demandMean) / q;
  const findings = [
    ...compare('costPerTime', answer.values.costPerTime, cost),
    ...compare('orderQuantity^2 h', q * q * h, 2 * demandMean * (fixedCost + p * loss)),
  ];
  if (demand.sd > 0)
    findings.push(...compare('probability up to r', probabilityUpTo(demand, r), 1 - (h * q) / (p * demandMean)));
  return findings;
}

export function checkRqPoissonOptimal(
  question: z.infer<typeof questions.RqPoissonOptimalQuestion>,
  answer: MethodAnswer,
): string[] {
  return checkCost(poissonSetting(question), answer, 'both');
}

export function checkRqPoissonCost(
  question: z.infer<typeof questions.RqPoissonCostQuestion>,
  answer: MethodAnswer,
): string[] {
  return checkCost(poissonSetting(question), answer, 'neither', {
    r: question.reorderPoint,
    q: question.orderQuantity,
  });
}

export function checkRqOptimal(question: z.infer<typeof questions.RqOptimalQuestion>, answer: MethodAnswer): string[] {
  const { distribution, reorderPoint: r, orderQuantity: q } = question;
  const setting = { ...question, demand: distributionOf(distribution), type: distribution.type };
  return checkCost(setting, answer, q === undefined ? 'both' : r === undefined ? 'reorder point' : 'neither', { r, q });
}
