/** Rules between the fields of a question about random demand, which the schema of a single field cannot see. */
import type { z } from 'zod';
import { addProblem } from '../common.ts';
import type { DemandDistribution } from './distribution.ts';
import type { RandomQuestion } from './random.ts';

type Path = readonly (string | number)[];
type Question<Model extends RandomQuestion['model']> = Extract<RandomQuestion, { model: Model }>;

/** Mean and deviation beyond it have nothing left of their digits. */
const greatestDemand = 1e9;
/** Deviations below it, other than 0, are none in practice and no numbers to compute with. */
const leastDeviation = 1e-9;
/** Positions that an exact (r, Q) and an exact (s, S) look at, or are checked with, within seconds. */
const mostRqPositions = 2_000_000;
const mostSsPositions = 20_000;
/** Values of a listed demand added up over several periods. */
const mostListedValues = 20_000;

export function checkRandomQuestion(question: RandomQuestion, path: Path, context: z.RefinementCtx): void {
  if ('distribution' in question && !checkDistribution(question.distribution, [...path, 'distribution'], context))
    return;
  switch (question.model) {
    case 'newsvendor':
      checkPeriods(question.distribution, question.leadTime, path, context);
      break;
    case 'newsvendor-profit':
      checkProfit(question, path, context);
      break;
    case 'newsvendor-myopic':
      checkMyopic(question, path, context);
      break;
    case 'rq-approx-eil':
      checkEil(question, path, context);
      break;
    case 'rq-poisson-optimal':
    case 'rq-poisson-cost': {
      const mean = question.demandMean * question.leadTime;
      checkPositions(20 * Math.sqrt(mean), mostRqPositions, path, context);
      break;
    }
    case 'rq-optimal':
      checkRq(question, path, context);
      break;
    case 'ss-poisson-optimal':
    case 'ss-poisson-cost':
    case 'ss-optimal':
      checkSs(question, path, context);
      break;
    case 'safety-stock':
      checkSafetyStock(question, path, context);
      break;
  }
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Mean and deviation of the demand that a request names. */
export function momentsOf(distribution: DemandDistribution): Moments {
  switch (distribution.type) {
    case 'normal':
      return distribution;
    case 'lognormal': {
      const mean = Math.exp(distribution.mu + distribution.sigma ** 2 / 2);
      return { mean, sd: mean * Math.sqrt(Math.expm1(distribution.sigma ** 2)) };
    }
    case 'poisson':
      return { mean: distribution.mean, sd: Math.sqrt(distribution.mean) };
    case 'gamma':
      return { mean: distribution.shape * distribution.scale, sd: Math.sqrt(distribution.shape) * distribution.scale };
    case 'exponential':
      return { mean: 1 / distribution.rate, sd: 1 / distribution.rate };
    case 'uniform':
      return {
        mean: (distribution.min + distribution.max) / 2,
        sd: (distribution.max - distribution.min) / Math.sqrt(12),
      };
    case 'negative-binomial': {
      const mean = (distribution.r * (1 - distribution.p)) / distribution.p;
      return { mean, sd: Math.sqrt(mean / distribution.p) };
    }
    case 'geometric':
      return { mean: 1 / distribution.p, sd: Math.sqrt(1 - distribution.p) / distribution.p };
    case 'discrete':
      return listedMoments(distribution.pmf);
    case 'empirical':
      return listedMoments(distribution.samples.map((sample) => [sample, 1 / distribution.samples.length]));
  }
}

function listedMoments(pmf: readonly (readonly [number, number])[]): Moments {
  const mean = pmf.reduce((sum, [value, probability]) => sum + value * probability, 0);
  const variance = pmf.reduce((sum, [value, probability]) => sum + (value - mean) ** 2 * probability, 0);
  return { mean, sd: Math.sqrt(variance) };
}

function checkDistribution(distribution: DemandDistribution, path: Path, context: z.RefinementCtx): boolean {
  const { mean, sd } = momentsOf(distribution);
  const spread = sd === 0 || (sd >= leastDeviation && sd <= greatestDemand);
  if (Math.abs(mean) <= greatestDemand && spread) return true;
  addProblem(context, path, {
    rule: 'demand-in-range',
    message: `demand has mean ${mean} and deviation ${sd}`,
    remedy: `give mean and deviation up to ${greatestDemand}, and a deviation of 0 or at least ${leastDeviation}, e.g. in another unit`,
    received: distribution.type,
  });
  return false;
}

/** Values of a list, undefined where the distribution is a formula. */
function listedValues(distribution: DemandDistribution): readonly number[] | undefined {
  if (distribution.type === 'discrete') return distribution.pmf.map(([value]) => value);
  return distribution.type === 'empirical' ? distribution.samples : undefined;
}

/** Whether demand over several periods can be told from that of one. */
function checkPeriods(distribution: DemandDistribution, leadTime: number, path: Path, context: z.RefinementCtx): void {
  if (leadTime === 0) return;
  const divisible = ['normal', 'poisson', 'gamma', 'exponential', 'negative-binomial'].includes(distribution.type);
  if (!divisible && !Number.isInteger(leadTime))
    addProblem(context, [...path, 'leadTime'], {
      rule: 'whole-periods',
      message: `${distribution.type} demand cannot be told for ${leadTime} periods`,
      remedy: 'give a whole number of periods, or a normal, gamma, Poisson or negative binomial distribution',
      received: leadTime,
    });
  if (distribution.type === 'lognormal' && distribution.sigma > 1)
    addProblem(context, [...path, 'distribution', 'sigma'], {
      rule: 'sum-of-lognormal',
      message: `the sum of lognormal demands with sigma ${distribution.sigma} is not computed exactly enough`,
      remedy: 'give a sigma of at most 1, or the demand of lead time and period together with leadTime 0',
      received: distribution.sigma,
    });
  const values = listedValues(distribution);
  if (!values) return;
  const span =
    values.reduce((high, value) => Math.max(high, value), -Infinity) -
    values.reduce((low, value) => Math.min(low, value), Infinity);
  const sums = values.every(Number.isInteger) ? span * (leadTime + 1) : new Set(values).size ** (leadTime + 1);
  if (sums > mostListedValues)
    addProblem(context, [...path, 'leadTime'], {
      rule: 'sums-of-listed-values',
      message: `the demand of ${leadTime + 1} periods may have ${sums} values`,
      remedy: `give whole numbers that span at most ${mostListedValues} over lead time and one period, or the demand of them together`,
      received: leadTime,
    });
}

function checkProfit(question: Question<'newsvendor-profit'>, path: Path, context: z.RefinementCtx): void {
  if (question.baseStockLevel !== undefined) return;
  if (question.revenue + question.stockoutCost <= question.purchaseCost)
    addProblem(context, [...path, 'revenue'], {
      rule: 'selling-pays',
      message: `a unit sold brings ${question.revenue} and costs ${question.purchaseCost}`,
      remedy: 'give revenue and stockoutCost that exceed purchaseCost together, or a baseStockLevel to evaluate',
      received: question.revenue,
    });
  if (question.purchaseCost + question.holdingCost <= question.salvageValue)
    addProblem(context, [...path, 'salvageValue'], {
      rule: 'leftovers-cost',
      message: `a unit left brings ${question.salvageValue} and costs ${question.purchaseCost + question.holdingCost}`,
      remedy: 'give a salvageValue below purchaseCost and holdingCost together, or a baseStockLevel to evaluate',
      received: question.salvageValue,
    });
}

function checkMyopic(question: Question<'newsvendor-myopic'>, path: Path, context: z.RefinementCtx): void {
  if (question.baseStockLevel !== undefined) return;
  const saved = question.discountFactor * question.purchaseCostNextPeriod - question.purchaseCost;
  if (question.stockoutCost + saved > 0 && question.holdingCost - saved > 0) return;
  addProblem(context, [...path, 'purchaseCostNextPeriod'], {
    rule: 'level-exists',
    message:
      question.stockoutCost + saved > 0
        ? 'next period costs so much more that buying without end would pay'
        : 'next period costs so much less that buying nothing would pay',
    remedy: 'give -stockoutCost < discountFactor * purchaseCostNextPeriod - purchaseCost < holdingCost',
    received: question.purchaseCostNextPeriod,
  });
}

function checkEil(question: Question<'rq-approx-eil'>, path: Path, context: z.RefinementCtx): void {
  const eoq = Math.sqrt((2 * question.fixedCost * question.demandMean) / question.holdingCost);
  if (question.holdingCost * eoq < question.stockoutCost * question.demandMean) return;
  addProblem(context, [...path, 'stockoutCost'], {
    rule: 'shortages-dear-enough',
    message: 'shortages are so cheap that the approximation would never order',
    remedy: 'raise stockoutCost above holdingCost * EOQ / demandMean, or ask for "rq-normal-optimal"',
    received: question.stockoutCost,
  });
}

interface Costs {
  readonly holdingCost: number;
  readonly stockoutCost: number;
  readonly fixedCost: number;
}

/** Order quantity of certain demand with back orders, and ten deviations either way. */
function range({ holdingCost: h, stockoutCost: p, fixedCost }: Costs, demandMean: number, sd: number): number {
  return Math.sqrt((2 * fixedCost * demandMean * (h + p)) / (h * p)) + 20 * sd;
}

function checkPositions(positions: number, most: number, path: Path, context: z.RefinementCtx): void {
  if (positions <= most) return;
  addProblem(context, [...path, 'demandMean'], {
    rule: 'positions-in-reach',
    message: `the exact method would look at some ${Math.round(positions)} positions`,
    remedy: `count in a larger unit (packs, pallets), so that it looks at ${most} at most`,
    received: Math.round(positions),
  });
}

function checkRq(question: Question<'rq-optimal'>, path: Path, context: z.RefinementCtx): void {
  const { distribution, reorderPoint, orderQuantity } = question;
  if (reorderPoint !== undefined && orderQuantity === undefined)
    addProblem(context, [...path, 'orderQuantity'], {
      rule: 'policy-is-whole',
      message: 'a reorder point to evaluate needs its order quantity',
      remedy: 'give orderQuantity as well, or leave reorderPoint out',
    });
  const values = listedValues(distribution);
  if (!values && !['poisson', 'geometric', 'negative-binomial'].includes(distribution.type)) return;
  checkWhole(values, [...path, 'distribution'], context);
  const { sd } = momentsOf(distribution);
  checkPositions(20 * sd, mostRqPositions, path, context);
  for (const [name, value] of [['reorderPoint', reorderPoint] as const, ['orderQuantity', orderQuantity] as const])
    if (value !== undefined && !Number.isInteger(value))
      addProblem(context, [...path, name], {
        rule: 'whole-units',
        message: `${name} ${value} is not a whole number, and demand is`,
        remedy: 'give a whole number',
        received: value,
      });
}

function checkWhole(
  values: readonly number[] | undefined,
  path: Path,
  context: z.RefinementCtx,
  least = -Infinity,
): void {
  const wrong = values?.find((value) => !Number.isInteger(value) || value < least);
  if (wrong === undefined) return;
  addProblem(context, path, {
    rule: 'whole-units',
    message: `${wrong} is not a whole number${least === 0 ? ' from 0 on' : ''}`,
    remedy: 'give demand in whole units',
    received: wrong,
  });
}

function checkSs(
  question: Question<'ss-poisson-optimal' | 'ss-poisson-cost' | 'ss-optimal'>,
  path: Path,
  context: z.RefinementCtx,
): void {
  const { mean, sd } = 'distribution' in question ? momentsOf(question.distribution) : poisson(question.demandMean);
  const reorderPoint = 'reorderPoint' in question ? question.reorderPoint : undefined;
  const orderUpTo = 'orderUpTo' in question ? question.orderUpTo : undefined;
  if ((reorderPoint === undefined) !== (orderUpTo === undefined))
    addProblem(context, [...path, 'orderUpTo'], {
      rule: 'policy-is-whole',
      message: 'a policy to evaluate needs reorderPoint and orderUpTo',
      remedy: 'give both, or neither',
    });
  if (reorderPoint !== undefined && orderUpTo !== undefined && orderUpTo <= reorderPoint)
    addProblem(context, [...path, 'orderUpTo'], {
      rule: 'order-up-to-above-reorder-point',
      message: `orderUpTo ${orderUpTo} is not above reorderPoint ${reorderPoint}`,
      remedy: 'raise orderUpTo or lower reorderPoint',
      received: orderUpTo,
    });
  if ('distribution' in question) checkUnitDemand(question, path, context);
  const gap = reorderPoint !== undefined && orderUpTo !== undefined ? orderUpTo - reorderPoint : 0;
  const covered = sd * Math.sqrt(question.leadTime + 1);
  checkPositions(gap + range(question, mean, covered), mostSsPositions, path, context);
}

function poisson(mean: number): Moments {
  return { mean, sd: Math.sqrt(mean) };
}

function checkUnitDemand(question: Question<'ss-optimal'>, path: Path, context: z.RefinementCtx): void {
  const { distribution } = question;
  const at = [...path, 'distribution'];
  const values = listedValues(distribution);
  if (!values && !['poisson', 'geometric', 'negative-binomial'].includes(distribution.type))
    addProblem(context, at, {
      rule: 'whole-units',
      message: `${distribution.type} demand is not in whole units`,
      remedy: 'give a Poisson, negative binomial, geometric, discrete or empirical distribution',
      received: distribution.type,
    });
  checkWhole(values, at, context, 0);
  if (momentsOf(distribution).mean <= 0)
    addProblem(context, at, {
      rule: 'some-demand',
      message: 'demand is always 0',
      remedy: 'give a distribution with some demand',
    });
  checkPeriods(distribution, question.leadTime, path, context);
}

function checkSafetyStock(question: Question<'safety-stock'>, path: Path, context: z.RefinementCtx): void {
  const periodic = question.policy === 'periodic-review';
  const refuse = (field: keyof typeof question, message: string, remedy: string) =>
    addProblem(context, [...path, field], { rule: 'fits-the-policy', message, remedy, received: question[field] });
  if (periodic && question.reviewPeriod === undefined)
    refuse('reviewPeriod', 'periodic review needs its period', 'give reviewPeriod, or policy "continuous-review"');
  if (!periodic && question.reviewPeriod !== undefined)
    refuse(
      'reviewPeriod',
      'continuous review has no period',
      'leave reviewPeriod out, or set policy "periodic-review"',
    );
  if (periodic && question.reorderPoint !== undefined)
    refuse('reorderPoint', 'periodic review orders up to a level', 'give orderUpTo instead of reorderPoint');
  if (!periodic && question.orderUpTo !== undefined)
    refuse('orderUpTo', 'continuous review orders at a reorder point', 'give reorderPoint instead of orderUpTo');
  const levels = [question.reorderPoint, question.orderUpTo, question.safetyStock].filter(
    (level) => level !== undefined,
  );
  if (levels.length > 1)
    refuse(
      'safetyStock',
      'a level and a safety stock are given',
      'give one of reorderPoint, orderUpTo and safetyStock',
    );
  const targets = [question.targetCycleServiceLevel, question.targetFillRate].filter((target) => target !== undefined);
  if (levels.length + targets.length === 0)
    addProblem(context, [...path, 'targetCycleServiceLevel'], {
      rule: 'something-to-find',
      message: 'neither a target nor a level is given',
      remedy: 'give targetCycleServiceLevel, targetFillRate, or a level to evaluate',
    });
  if (
    question.targetFillRate !== undefined &&
    question.orderQuantity === undefined &&
    !(periodic && question.demandMean > 0)
  )
    addProblem(context, [...path, 'orderQuantity'], {
      rule: 'fill-rate-needs-quantity',
      message: 'a fill rate is a share of the quantity per cycle, which is not given',
      remedy: 'give orderQuantity',
    });
}
