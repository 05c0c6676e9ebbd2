/** Rules between the fields of a question about constant demand, which the schema of a single field cannot see. */
import type { z } from 'zod';
import { addProblem } from '../common.ts';
import type { SteadyQuestion } from './steady.ts';

type Path = readonly (string | number)[];

export function checkSteadyQuestion(question: SteadyQuestion, path: Path, context: z.RefinementCtx): void {
  checkOneLeadTime(question, path, context);
  checkPrices(question, path, context);
  checkLengths(question, path, context);
  switch (question.model) {
    case 'epq':
      if (question.productionRate <= question.demandRate)
        addProblem(context, [...path, 'productionRate'], {
          rule: 'production-above-demand',
          message: `production rate ${question.productionRate} is not above the demand rate ${question.demandRate}`,
          remedy: 'raise productionRate above demandRate, or ask for "eoq"',
          received: question.productionRate,
        });
      break;
    case 'eoq-practical-constraints':
      if (question.holdingCost === undefined && question.holdingCostRate === undefined)
        missingHolding(context, [...path, 'holdingCostRate'], 'give holdingCostRate, holdingCost or both');
      break;
    case 'eoq-multi-item-budget':
      if ((question.holdingCosts === undefined) === (question.holdingCostRate === undefined))
        missingHolding(context, [...path, 'holdingCosts'], 'give either holdingCosts or holdingCostRate');
      break;
    case 'joint-replenishment':
      if (question.baseCycle !== undefined && question.multiples === undefined)
        addProblem(context, [...path, 'baseCycle'], {
          rule: 'base-cycle-with-multiples',
          message: 'a base cycle to evaluate needs the multiples of the items',
          remedy: 'give multiples as well, or leave baseCycle out',
          received: question.baseCycle,
        });
      break;
    case 'eoq-yield-additive':
      if (question.orderQuantity !== undefined && question.orderQuantity + question.yieldMean <= 0)
        addProblem(context, [...path, 'orderQuantity'], {
          rule: 'something-arrives',
          message: `of ${question.orderQuantity} ordered ${question.orderQuantity + question.yieldMean} arrive on average`,
          remedy: 'raise orderQuantity above -yieldMean',
          received: question.orderQuantity,
        });
      break;
    case 'newsvendor-yield-additive-uniform':
      if (question.yieldLo > question.yieldHi)
        addProblem(context, [...path, 'yieldLo'], {
          rule: 'yield-lo-not-above-hi',
          message: `yieldLo ${question.yieldLo} is above yieldHi ${question.yieldHi}`,
          remedy: 'lower yieldLo or raise yieldHi',
          received: question.yieldLo,
        });
      break;
    case 'newsvendor-yield-multiplicative':
      checkShare(question.yield, [...path, 'yield'], context);
      break;
  }
}

function missingHolding(context: z.RefinementCtx, path: Path, remedy: string): void {
  addProblem(context, path, { rule: 'one-holding-cost', message: 'it is not clear what holding a unit costs', remedy });
}

function checkOneLeadTime(question: SteadyQuestion, path: Path, context: z.RefinementCtx): void {
  if (!('leadTime' in question) || question.leadTime === undefined || question.leadTimeDays === undefined) return;
  const inDays = question.leadTime * (question.openDaysPerYear ?? 365);
  if (Math.abs(inDays - question.leadTimeDays) <= 1e-6 * inDays) return;
  addProblem(context, [...path, 'leadTimeDays'], {
    rule: 'one-lead-time',
    message: `leadTime ${question.leadTime} is ${inDays} days, leadTimeDays says ${question.leadTimeDays}`,
    remedy: 'give one of leadTime and leadTimeDays',
    received: question.leadTimeDays,
  });
}

function checkPrices(question: SteadyQuestion, path: Path, context: z.RefinementCtx): void {
  if (!('breakpoints' in question || question.model === 'eoq-practical-constraints')) return;
  const breakpoints = question.breakpoints ?? [0];
  if (breakpoints.length !== question.unitCosts.length)
    addProblem(context, [...path, 'unitCosts'], {
      rule: 'a-price-per-region',
      message: `${question.unitCosts.length} unit costs for ${breakpoints.length} price regions`,
      remedy: 'give as many unitCosts as breakpoints',
      received: question.unitCosts.length,
    });
  if (breakpoints[0] !== 0)
    addProblem(context, [...path, 'breakpoints', 0], {
      rule: 'first-break-at-zero',
      message: `the first price region begins at ${breakpoints[0]}`,
      remedy: 'begin with 0; a least order is minOrder of "eoq-practical-constraints"',
      received: breakpoints[0],
    });
  breakpoints.forEach((from, region) => {
    // A difference in the last digits would be one of rounding.
    if (region > 0 && from <= breakpoints[region - 1] * (1 + 1e-9))
      addProblem(context, [...path, 'breakpoints', region], {
        rule: 'breakpoints-ascend',
        message: `break ${from} comes after ${breakpoints[region - 1]}`,
        remedy: 'list the breakpoints in ascending order, each once',
        received: from,
      });
  });
}

const itemFields = [
  'fixedCosts',
  'demandRates',
  'holdingCosts',
  'unitSpace',
  'unitCosts',
  'packSizes',
  'orderQuantities',
  'itemFixedCosts',
  'multiples',
] as const;

function checkLengths(question: SteadyQuestion, path: Path, context: z.RefinementCtx): void {
  if (!('demandRates' in question)) return;
  const items = question.demandRates.length;
  for (const field of itemFields) {
    const list: unknown = field in question ? question[field as keyof typeof question] : undefined;
    if (Array.isArray(list) && list.length !== items)
      addProblem(context, [...path, field], {
        rule: 'a-value-per-item',
        message: `${list.length} ${field} for ${items} demandRates`,
        remedy: 'give one value per item in every list',
        received: list.length,
      });
  }
}

type Yield = Extract<SteadyQuestion, { model: 'newsvendor-yield-multiplicative' }>['yield'];

/** A share below 0 would send goods back. A normal distribution is taken where it is all but surely above 0. */
function checkShare(share: Yield, path: Path, context: z.RefinementCtx): void {
  const least =
    share.type === 'normal'
      ? share.mean - 4 * share.sd
      : share.type === 'uniform'
        ? share.min
        : share.type === 'discrete'
          ? share.pmf.reduce((low, [value]) => Math.min(low, value), Infinity)
          : share.type === 'empirical'
            ? share.samples.reduce((low, value) => Math.min(low, value), Infinity)
            : 0;
  if (least < 0)
    addProblem(context, path, {
      rule: 'share-not-below-zero',
      message: `the share that arrives can be ${least}`,
      remedy: 'give a distribution of shares of 0 and more',
      received: least,
    });
}
