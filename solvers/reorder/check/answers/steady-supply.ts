/**
 * Checks of answers about suppliers that fail or deliver more or less: expectations are summed state by state, or taken
 * over another distribution where only its first two moments count, or integrated over the density.
 */
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type {
  EoqDisruptionsQuestion,
  EoqYieldAdditiveQuestion,
  EoqYieldMultiplicativeQuestion,
  NewsvendorDisruptionsQuestion,
  NewsvendorYieldAdditiveQuestion,
  NewsvendorYieldMultiplicativeQuestion,
  NewsvendorYieldUniformQuestion,
} from '../../../../models/reorder-questions/steady.ts';
import type { AnswerCheck } from '../../answers/answerer.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { around, beaten, differs, figure, rounding } from './steady-findings.ts';

export const checkEoqDisruptions: AnswerCheck<EoqDisruptionsQuestion> = (question, answer) => {
  const { fixedCost, holdingCost, stockoutCost, demandRate, disruptionRate, recoveryRate } = question;
  const cost = (quantity: number) => {
    const length = quantity / demandRate;
    const down = question.approximate
      ? 1 / (1 + recoveryRate / disruptionRate)
      : downAfter(length, disruptionRate, recoveryRate);
    const outage = down / recoveryRate;
    return (fixedCost + holdingCost * quantity * (length / 2) + stockoutCost * demandRate * outage) / (length + outage);
  };
  return minimumHolds(answer, 'orderQuantity', 'costPerTime', cost, question.orderQuantity === undefined);
};

/**
 * Chance that a supplier that works now is down after a time: the chances over 2^-k of it by a series, then doubled k
 * times, as a two-state chain.
 */
function downAfter(length: number, fail: number, recover: number): number {
  const doublings = Math.max(0, Math.ceil(Math.log2((fail + recover) * length)) + 8);
  const step = length / 2 ** doublings;
  // From working to down, and from down to working, over a step: f t (1 - x / 2 + x^2 / 6 - x^3 / 24) with x = (f + r) t.
  const x = (fail + recover) * step;
  const factor = step * (1 - x / 2 + x ** 2 / 6 - x ** 3 / 24);
  let [toDown, toUp] = [fail * factor, recover * factor];
  for (let doubling = 0; doubling < doublings; doubling++)
    [toDown, toUp] = [toDown * (2 - toDown - toUp), toUp * (2 - toDown - toUp)];
  return toDown;
}

/** States that are summed; a supplier that recovers so slowly that more would count is only held to its parts. */
const mostStates = 2_000_000;

export const checkNewsvendorDisruptions: AnswerCheck<NewsvendorDisruptionsQuestion> = (question, answer) => {
  const { holdingCost, stockoutCost, demand, disruptionProb, recoveryProb } = question;
  const needed = 60 / recoveryProb;
  if (needed > mostStates) return [];
  const cost = (level: number) => {
    let probability = recoveryProb / (disruptionProb + recoveryProb);
    let sum = 0;
    for (let n = 0; n <= needed; n++) {
      const left = level - (n + 1) * demand;
      sum += probability * (left > 0 ? holdingCost * left : -stockoutCost * left);
      probability *= n === 0 ? disruptionProb : 1 - recoveryProb;
    }
    return sum;
  };
  const level = figure(answer, 'baseStockLevel');
  const absolute = lostDigits(question, level);
  const findings = differs('costPerPeriod', figure(answer, 'costPerPeriod'), cost(level), undefined, absolute);
  if (question.baseStockLevel !== undefined) return findings;
  const others = [level - demand, level - demand / 100, level + demand / 100, level + demand];
  return [...findings, ...beaten(cost, figure(answer, 'costPerPeriod'), others, undefined, absolute)];
};

/** Only mean and deviation count, so a yield of two equally likely values stands for any. */
export const checkEoqYieldAdditive: AnswerCheck<EoqYieldAdditiveQuestion> = (question, answer) => {
  const { fixedCost, holdingCost, demandRate, yieldMean, yieldSd } = question;
  const arriving = (quantity: number) => quantity + yieldMean;
  const cost = (quantity: number) =>
    arriving(quantity) <= 0 ? Infinity : twoPoint(arriving(quantity), yieldSd, fixedCost, holdingCost, demandRate);
  // Where nearly all of an order is lost its last digits decide what arrives.
  const lost = Math.abs(yieldMean) / arriving(figure(answer, 'orderQuantity'));
  return minimumHolds(
    answer,
    'orderQuantity',
    'costPerTime',
    cost,
    question.orderQuantity === undefined,
    rounding + 1e-14 * lost,
  );
};

export const checkEoqYieldMultiplicative: AnswerCheck<EoqYieldMultiplicativeQuestion> = (question, answer) => {
  const { fixedCost, holdingCost, demandRate, yieldMean, yieldSd } = question;
  const cost = (quantity: number) =>
    twoPoint(quantity * yieldMean, quantity * yieldSd, fixedCost, holdingCost, demandRate);
  return minimumHolds(answer, 'orderQuantity', 'costPerTime', cost, question.orderQuantity === undefined);
};

/** Mean cost of a cycle over its mean length, where `mean` - `sd` and `mean` + `sd` arrive equally often. */
function twoPoint(mean: number, sd: number, fixedCost: number, holdingCost: number, demandRate: number): number {
  const held = [mean - sd, mean + sd].reduce((sum, arrived) => sum + (arrived * (arrived / demandRate)) / 4, 0);
  return (fixedCost + holdingCost * held) / (mean / demandRate);
}

export const checkNewsvendorYieldUniform: AnswerCheck<NewsvendorYieldUniformQuestion> = (question, answer) => {
  const { yieldLo, yieldHi, demand } = question;
  const cost = (level: number) => {
    // Midpoints of pieces that end where stock turns into shortage: exact for a cost that is linear on each.
    const kink = Math.min(Math.max(demand - level, yieldLo), yieldHi);
    const piece = (from: number, to: number) => (to - from) * overOrShort(question, level + (from + to) / 2 - demand);
    if (yieldHi === yieldLo) return overOrShort(question, level + yieldLo - demand);
    return (piece(yieldLo, kink) + piece(kink, yieldHi)) / (yieldHi - yieldLo);
  };
  return levelHolds(question, answer, cost, yieldHi - yieldLo);
};

export const checkNewsvendorYieldAdditive: AnswerCheck<NewsvendorYieldAdditiveQuestion> = (question, answer) => {
  const cost = (level: number) =>
    expectation(question.yield, question.demand - level, (value) =>
      overOrShort(question, level + value - question.demand),
    );
  return levelHolds(question, answer, cost, distributionOf(question.yield).sd, numerical);
};

export const checkNewsvendorYieldMultiplicative: AnswerCheck<NewsvendorYieldMultiplicativeQuestion> = (
  question,
  answer,
) => {
  const cost = (level: number) =>
    expectation(question.yield, question.demand / Math.max(level, 1e-300), (value) =>
      overOrShort(question, level * value - question.demand),
    );
  const level = figure(answer, 'baseStockLevel');
  return levelHolds(question, answer, cost, level, numerical);
};

/** What the integration below reaches. */
const numerical = 1e-4;

interface Newsvendor {
  readonly holdingCost: number;
  readonly stockoutCost: number;
  readonly demand: number;
  readonly baseStockLevel?: number;
}

function overOrShort({ holdingCost, stockoutCost }: Newsvendor, left: number): number {
  return left > 0 ? holdingCost * left : -stockoutCost * left;
}

/** What rounding leaves of a cost that is a difference of level and demand. */
function lostDigits({ holdingCost, stockoutCost, demand }: Newsvendor, level: number): number {
  return 1e-12 * (1 + (holdingCost + stockoutCost) * (demand + Math.abs(level)));
}

/** Expected cost of the level, and that the levels a little and a lot beside it cost no less. */
function levelHolds(
  question: Newsvendor,
  answer: MethodAnswer,
  cost: (level: number) => number,
  scale: number,
  relative?: number,
): string[] {
  const level = figure(answer, 'baseStockLevel');
  const claimed = figure(answer, 'costPerPeriod');
  const absolute = lostDigits(question, level);
  const findings = differs('costPerPeriod', claimed, cost(level), relative, absolute);
  if (question.baseStockLevel !== undefined) return findings;
  const others = [-1, -0.1, -0.01, 0.01, 0.1, 1].map((step) => level + step * scale).filter((other) => other !== 0);
  return [...findings, ...beaten(cost, claimed, others, relative, absolute)];
}

/** E[f(X)] from the probabilities or the density of X alone; `kink` is where f is not smooth. */
function expectation(spec: DemandDistribution, kink: number, f: (value: number) => number): number {
  if (spec.type === 'discrete') return spec.pmf.reduce((sum, [value, probability]) => sum + probability * f(value), 0);
  if (spec.type === 'empirical') return spec.samples.reduce((sum, value) => sum + f(value), 0) / spec.samples.length;
  const distribution = distributionOf(spec);
  if (distribution.sd === 0) return f(distribution.mean);
  if (distribution.discrete) {
    const last = Math.min(5_000_000, Math.ceil(distribution.mean + 50 * distribution.sd + 50));
    let sum = 0;
    for (let value = 0; value <= last; value++) sum += distribution.pdf(value) * f(value);
    return sum;
  }
  const low =
    spec.type === 'uniform' ? spec.min : spec.type === 'normal' ? distribution.mean - 10 * distribution.sd : 0;
  const high = spec.type === 'uniform' ? spec.max : distribution.quantile(1 - 1e-12);
  const middle = Math.min(Math.max(kink, low), high);
  const g = (value: number) => distribution.pdf(value) * f(value);
  return integral(g, low, middle) + integral(g, middle, high);
}

/** Midpoint rule after x = from + (to - from) s^2 (3 - 2 s), which flattens what a density does at its ends. */
function integral(g: (value: number) => number, from: number, to: number): number {
  const pieces = 4000;
  let sum = 0;
  for (let piece = 0; piece < pieces && to > from; piece++) {
    const s = (piece + 0.5) / pieces;
    sum += g(from + (to - from) * s * s * (3 - 2 * s)) * 6 * s * (1 - s);
  }
  return (sum * (to - from)) / pieces;
}

function minimumHolds(
  answer: MethodAnswer,
  quantityName: string,
  costName: string,
  cost: (quantity: number) => number,
  optimised: boolean,
  relative = rounding,
): string[] {
  const quantity = figure(answer, quantityName);
  const claimed = figure(answer, costName);
  const findings = differs(costName, claimed, cost(quantity), relative);
  return optimised ? [...findings, ...beaten(cost, claimed, around(quantity), relative)] : findings;
}
