/** Demand of each day and item from the request, forecasts as the plan states them: explosion of recipes included. */
import type { ReorderDemand, ReorderForecast, ReorderPlanProblem, ReorderRecipe } from '../../../models/reorder.ts';
import type { DemandDistribution } from '../../../models/reorder-questions/distribution.ts';
import { milliOf, type ProblemFacts, type Report } from './facts.ts';

/** Of each day; units, and their squares. */
export interface DailyDemand {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** @returns the demand of each item, in the order of the request. */
export function demandOfItems(
  facts: ProblemFacts,
  forecasts: readonly ReorderForecast[],
  report: Report,
): readonly DailyDemand[] {
  const { problem } = facts;
  const stated = checkedForecasts(problem, forecasts, report);
  const demand = new Map<string, DailyDemand>();
  const ofId = (id: string) => demand.get(id) ?? emptyAt(demand, id, problem.days);
  for (const { id, demand: own } of [...problem.items, ...problem.products])
    addOwn(facts, own, stated.get(id), ofId(id));
  for (const recipe of usersFirst(problem.recipes)) addIngredients(recipe, ofId(recipe.makes), ofId);
  return problem.items.map(({ id }) => ofId(id));
}

function emptyAt(demand: Map<string, DailyDemand>, id: string, days: number): DailyDemand {
  const empty = { mean: new Float64Array(days), variance: new Float64Array(days) };
  demand.set(id, empty);
  return empty;
}

/** Exactly one forecast for each demand that is a history, of the plan's length and without negative figures. */
function checkedForecasts(
  problem: ReorderPlanProblem,
  forecasts: readonly ReorderForecast[],
  report: Report,
): ReadonlyMap<string, ReorderForecast> {
  const wanted = new Set(
    [...problem.items, ...problem.products].filter(({ demand }) => demand.type === 'history').map(({ id }) => id),
  );
  const good = new Map<string, ReorderForecast>();
  const seen = new Set<string>();
  for (const forecast of forecasts) {
    const { of, mean, sd } = forecast;
    if (!wanted.has(of)) report('forecasts', `there is a forecast of ${of}, whose demand is no history`);
    else if (seen.has(of)) report('forecasts', `there are two forecasts of ${of}`);
    else if (mean.length !== problem.days || sd.length !== problem.days)
      report('forecasts', `the forecast of ${of} has ${mean.length} means and ${sd.length} deviations, not one a day`);
    else if (![...mean, ...sd].every((figure) => figure >= 0 && figure < Infinity))
      report('forecasts', `the forecast of ${of} has a figure below 0 or none at all`);
    else good.set(of, forecast);
    seen.add(of);
  }
  for (const id of wanted) if (!seen.has(id)) report('forecasts', `there is no forecast of ${id}`);
  return good;
}

/** Adds a demand that is given, not exploded. */
function addOwn(
  facts: ProblemFacts,
  own: ReorderDemand,
  forecast: ReorderForecast | undefined,
  { mean, variance }: DailyDemand,
): void {
  const { days } = facts.problem;
  if (own.type === 'dated') {
    for (const { date, quantity } of own.amounts) if (facts.dayOf(date) < days) mean[facts.dayOf(date)] += quantity;
    return;
  }
  const ofDay = momentsByDay(facts, own, forecast);
  for (let day = 0; day < days; day++) {
    const moments = ofDay(day);
    mean[day] += moments.mean;
    variance[day] += moments.variance;
  }
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

const nothing: Moments = { mean: 0, variance: 0 };

function momentsByDay(
  { weekdayOf }: ProblemFacts,
  own: Exclude<ReorderDemand, { type: 'dated' }>,
  forecast: ReorderForecast | undefined,
): (day: number) => Moments {
  switch (own.type) {
    case 'constant':
      return () => ({ mean: own.perDay, variance: 0 });
    case 'series':
      return (day) => (day < own.perDay.length ? { mean: own.perDay[day], variance: own.sd ** 2 } : nothing);
    case 'history':
      return (day) => (forecast ? { mean: forecast.mean[day], variance: forecast.sd[day] ** 2 } : nothing);
    case 'distribution': {
      const { mean, variance } = momentsOf(own.perDay);
      return (day) => {
        const factor = own.weekdayFactors?.[weekdayOf(day)] ?? 1;
        return { mean: factor * mean, variance: factor ** 2 * variance };
      };
    }
  }
}

/** Mean and variance as the parameters give them. @see Johnson, Kemp and Kotz (2005); Johnson, Kotz and Balakrishnan (1994). */
function momentsOf(spec: DemandDistribution): Moments {
  switch (spec.type) {
    case 'normal':
      return { mean: spec.mean, variance: spec.sd ** 2 };
    case 'lognormal': {
      const mean = Math.exp(spec.mu + spec.sigma ** 2 / 2);
      return { mean, variance: mean ** 2 * Math.expm1(spec.sigma ** 2) };
    }
    case 'poisson':
      return { mean: spec.mean, variance: spec.mean };
    case 'gamma':
      return { mean: spec.shape * spec.scale, variance: spec.shape * spec.scale ** 2 };
    case 'exponential':
      return { mean: 1 / spec.rate, variance: 1 / spec.rate ** 2 };
    case 'uniform':
      return { mean: (spec.min + spec.max) / 2, variance: (spec.max - spec.min) ** 2 / 12 };
    case 'negative-binomial':
      return { mean: (spec.r * (1 - spec.p)) / spec.p, variance: (spec.r * (1 - spec.p)) / spec.p ** 2 };
    case 'geometric':
      return { mean: 1 / spec.p, variance: (1 - spec.p) / spec.p ** 2 };
    case 'discrete':
      return listedMoments(spec.pmf);
    case 'empirical':
      return listedMoments(spec.samples.map((sample) => [sample, 1]));
  }
}

function listedMoments(weighted: readonly (readonly [number, number])[]): Moments {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  const mean = weighted.reduce((sum, [value, weight]) => sum + value * weight, 0) / total;
  const variance = weighted.reduce((sum, [value, weight]) => sum + (value - mean) ** 2 * weight, 0) / total;
  return { mean, variance };
}

/** The recipes so that each comes after all that use what it makes: its need is complete when its turn comes. */
function usersFirst(recipes: readonly ReorderRecipe[]): readonly ReorderRecipe[] {
  const byMakes = new Map(recipes.map((recipe) => [recipe.makes, recipe]));
  const users = new Map(recipes.map(({ makes }) => [makes, 0]));
  const eachMade = (recipe: ReorderRecipe, visit: (makes: string) => void) => {
    for (const { use } of recipe.ingredients) if (byMakes.has(use)) visit(use);
  };
  for (const recipe of recipes) eachMade(recipe, (makes) => users.set(makes, users.get(makes)! + 1));
  const ordered = recipes.filter(({ makes }) => users.get(makes) === 0);
  for (const recipe of ordered)
    eachMade(recipe, (makes) => {
      users.set(makes, users.get(makes)! - 1);
      if (users.get(makes) === 0) ordered.push(byMakes.get(makes)!);
    });
  return ordered;
}

function addIngredients(recipe: ReorderRecipe, need: DailyDemand, ofId: (id: string) => DailyDemand): void {
  const runsPerUnit = 1 / (1 - recipe.waste) / recipe.yields;
  for (const { use, quantity, waste } of recipe.ingredients) {
    const perUnit = (runsPerUnit * quantity) / (1 - waste);
    const into = ofId(use);
    for (let day = 0; day < need.mean.length; day++) {
      const made = Math.max(0, day - recipe.daysBefore);
      into.mean[made] += perUnit * need.mean[day];
      into.variance[made] += perUnit ** 2 * need.variance[day];
    }
  }
}

/**
 * Demand in milli as the plan states it, where that is the demand worked out, rounded to a whole thousandth: at one half
 * either neighbour is right, for it hangs on the order in which recipes are added up. Else as worked out.
 */
export function agreedDemand(
  id: string,
  { mean }: DailyDemand,
  stated: readonly number[] | undefined,
  report: Report,
): Float64Array {
  const own = Float64Array.from(mean, milliOf);
  if (stated === undefined) return own;
  if (stated.length !== mean.length) {
    report('demand', `the projection of ${id} has demand of ${stated.length} days, the plan has ${mean.length}`);
    return own;
  }
  const reported = { count: 0 };
  return own.map((rounded, day) => {
    const milli = milliOf(stated[day]);
    const isWhole = Math.abs(stated[day] - milli / 1000) <= 1e-9 * Math.max(1, stated[day]);
    if (isWhole && Math.abs(milli - 1000 * mean[day]) <= 0.5 + 1e-9 * Math.max(1, milli)) return milli;
    if (reported.count++ === 0)
      report('demand', `demand of ${id} on day ${day} is stated as ${stated[day]}, it is ${rounded / 1000}`);
    return rounded;
  });
}
