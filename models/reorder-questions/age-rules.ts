/** Rules of the questions on age and stages that a single field's schema cannot see, and the limits on their size. */
import type { z } from 'zod';
import { addProblem, refuseDuplicateIds } from '../common.ts';
import type {
  AgeQuestion,
  GuaranteedServiceQuestion,
  PerishableDemand,
  PerishableQuestion,
  PerishableWeekdayPolicyQuestion,
  SerialEchelonQuestion,
} from './age.ts';
import type { DemandDistribution } from './distribution.ts';

type Path = readonly (string | number)[];

/** Steps of one sweep of value iteration over all states, orders and demands: some 15 seconds in all at most. */
export const mostSweepSteps = 1e8;
/** Numbers in the tables: some 700 MB. */
export const mostTableEntries = 9e7;
/** Pairs of service times in one dynamic programme. */
export const mostServicePairs = 1e8;

export function checkAgeQuestion(question: AgeQuestion, path: Path, context: z.RefinementCtx): void {
  if (question.model === 'serial-echelon') checkSerial(question, path, context);
  else if (question.model === 'guaranteed-service') checkGuaranteedService(question, path, context);
  else {
    if (question.model === 'perishable-weekday-policy') checkWeekday(question, path, context);
    else checkWholeUnits(question.demand, [...path, 'demand'], context);
    checkPerishableSize(question, path, context);
  }
}

/** Sizes of the tables and of one sweep, from the inputs alone. */
export function perishableSize(question: PerishableQuestion): { steps: number; entries: number } {
  const { shelfLife, leadTime, maxOrder } = question;
  const base = maxOrder + 1;
  const stocks = base ** shelfLife;
  const survivors = base ** (shelfLife - 1);
  const states = base ** (shelfLife + leadTime - 1);
  const periods = question.model === 'perishable-weekday-policy' ? question.demand.n.length : 1;
  const demands =
    Math.min(shelfLife * maxOrder, 'max' in question.demand ? (question.demand.max ?? Infinity) : Infinity) + 1;
  const oldestFirst = question.issuing === 'fifo' || question.issuing === 'oldest-first';
  const issuing = oldestFirst ? survivors * demands + stocks : stocks * demands;
  const random = question.model === 'perishable-weekday-policy' && question.arrivalShelfLife !== undefined;
  let splits = 1;
  for (let k = 1; k <= shelfLife; k++) splits = (splits * (maxOrder + k)) / k;
  const orders = base ** leadTime;
  const wide = random ? 2 * base * (2 * base - 1) ** (shelfLife - 1) : 0;
  return {
    steps: periods * ((leadTime === 0 ? 1 : orders) * issuing + (random ? survivors * splits : orders * stocks)),
    entries: periods * (2 * states + stocks) + 5 * stocks + (oldestFirst ? survivors * demands : 0) + wide,
  };
}

function checkPerishableSize(question: PerishableQuestion, path: Path, context: z.RefinementCtx): void {
  const { steps, entries } = perishableSize(question);
  if (steps <= mostSweepSteps && entries <= mostTableEntries) return;
  addProblem(context, [...path, 'maxOrder'], {
    rule: 'states-within-limit',
    message: `shelf life ${question.shelfLife}, lead time ${question.leadTime} and orders up to ${question.maxOrder} make ${steps.toExponential(1)} steps a sweep and ${entries.toExponential(1)} table entries; at most ${mostSweepSteps.toExponential(0)} and ${mostTableEntries.toExponential(0)} are solved`,
    remedy: 'count in packs instead of units (a smaller maxOrder), or plan with a shorter shelf life or lead time',
    received: question.maxOrder,
  });
}

function checkWholeUnits(demand: PerishableDemand, path: Path, context: z.RefinementCtx): void {
  const whole = (value: number) => Number.isInteger(value) && value >= 0 && value <= 1_000_000;
  const odd =
    demand.type === 'discrete'
      ? demand.pmf.find(([value]) => !whole(value))?.[0]
      : demand.type === 'empirical'
        ? demand.samples.find((value) => !whole(value))
        : undefined;
  if (odd !== undefined)
    addProblem(context, path, {
      rule: 'whole-units',
      message: `a demand of ${odd} is not a whole number of units from 0 to 1000000`,
      remedy: 'list whole units (or name a continuous distribution, which is rounded)',
      received: odd,
    });
  const mean = demandMean(demand);
  if (mean < 0 || mean > 100_000)
    addProblem(context, path, {
      rule: 'mean-within-limit',
      message: `the mean demand ${mean} is not between 0 and 100000`,
      remedy: 'count in packs instead of units',
      received: mean,
    });
}

/** Mean of a demand that a request names. */
export function demandMean(demand: PerishableDemand): number {
  switch (demand.type) {
    case 'gamma-rounded':
    case 'normal':
    case 'poisson':
      return demand.mean;
    case 'lognormal':
      return Math.exp(demand.mu + demand.sigma ** 2 / 2);
    case 'gamma':
      return demand.shape * demand.scale;
    case 'exponential':
      return 1 / demand.rate;
    case 'uniform':
      return (demand.min + demand.max) / 2;
    case 'negative-binomial':
      return (demand.r * (1 - demand.p)) / demand.p;
    case 'geometric':
      return 1 / demand.p;
    case 'discrete':
      return demand.pmf.reduce((sum, [value, probability]) => sum + value * probability, 0);
    case 'empirical':
      return demand.samples.reduce((sum, value) => sum + value, 0) / demand.samples.length;
  }
}

function checkWeekday(question: PerishableWeekdayPolicyQuestion, path: Path, context: z.RefinementCtx): void {
  const { demand, arrivalShelfLife, shelfLife, leadTime } = question;
  if (demand.n.length !== demand.mean.length)
    addProblem(context, [...path, 'demand', 'mean'], {
      rule: 'same-length',
      message: `n has ${demand.n.length} days and mean has ${demand.mean.length}`,
      remedy: 'give one n and one mean for each day',
      received: demand.mean.length,
    });
  if (!arrivalShelfLife) return;
  for (const name of ['c0', 'c1'] as const)
    if (arrivalShelfLife[name].length !== shelfLife - 1)
      addProblem(context, [...path, 'arrivalShelfLife', name], {
        rule: 'one-per-life',
        message: `${name} has ${arrivalShelfLife[name].length} entries; lives 2 to ${shelfLife} need ${shelfLife - 1}`,
        remedy: 'give one entry for each life from 2 days to the shelf life',
        received: arrivalShelfLife[name].length,
      });
  if (leadTime > 0)
    addProblem(context, [...path, 'leadTime'], {
      rule: 'random-life-at-once',
      message: 'a life left on arrival that depends on the order is solved for lead time 0 only',
      remedy: 'set leadTime to 0, or leave arrivalShelfLife out',
      received: leadTime,
    });
}

/** Families whose sum over any length of time is of the same family. */
const anyLeadTime: readonly DemandDistribution['type'][] = [
  'normal',
  'poisson',
  'gamma',
  'exponential',
  'negative-binomial',
];
function comesInWholeUnits(demand: DemandDistribution): boolean {
  if (demand.type === 'discrete') return demand.pmf.every(([value]) => Number.isInteger(value));
  if (demand.type === 'empirical') return demand.samples.every((value) => Number.isInteger(value));
  return demand.type === 'poisson' || demand.type === 'negative-binomial' || demand.type === 'geometric';
}

/** Of lead times that are added up unit by unit. */
const mostUnitsAddedUp = 60;

function checkSerial(question: SerialEchelonQuestion, path: Path, context: z.RefinementCtx): void {
  const { stages, demand, echelonBaseStock } = question;
  const indices = stages.map(({ index }) => index).sort((a, b) => a - b);
  if (indices.some((index, k) => index !== k + 1))
    addProblem(context, [...path, 'stages'], {
      rule: 'indices-in-line',
      message: `the indices are ${indices.join(', ')}; they should be 1 to ${stages.length}, each once`,
      remedy: 'number the stages from 1 (faces demand) upstream',
      received: indices,
    });
  const echelon = stages.filter(({ echelonHoldingCost }) => echelonHoldingCost !== undefined).length;
  const local = stages.filter(({ localHoldingCost }) => localHoldingCost !== undefined).length;
  if (!((echelon === stages.length && local === 0) || (local === stages.length && echelon === 0)))
    addProblem(context, [...path, 'stages'], {
      rule: 'one-kind-of-holding-cost',
      message: 'every stage needs echelonHoldingCost, or every stage localHoldingCost, and none both',
      remedy: 'give the same kind for all stages',
      received: { echelon, local },
    });
  else if (local > 0) checkLocalCosts(question, path, context);
  if (echelonBaseStock && echelonBaseStock.length !== stages.length)
    addProblem(context, [...path, 'echelonBaseStock'], {
      rule: 'same-length',
      message: `${echelonBaseStock.length} levels for ${stages.length} stages`,
      remedy: 'give one level for each stage',
      received: echelonBaseStock.length,
    });
  if (comesInWholeUnits(demand))
    echelonBaseStock?.forEach((level, at) => {
      if (!Number.isInteger(level))
        addProblem(context, [...path, 'echelonBaseStock', at], {
          rule: 'whole-level',
          message: `level ${level} is not whole, and ${demand.type} demand comes in whole units`,
          remedy: 'round the level',
          received: level,
        });
    });
  if (!anyLeadTime.includes(demand.type))
    stages.forEach(({ leadTime }, at) => {
      if (!Number.isInteger(leadTime) || leadTime > mostUnitsAddedUp)
        addProblem(context, [...path, 'stages', at, 'leadTime'], {
          rule: 'whole-lead-time',
          message: `${demand.type} demand is added up over whole lead times of at most ${mostUnitsAddedUp}, not ${leadTime}`,
          remedy: 'give whole lead times, or fit a normal, gamma, Poisson or negative-binomial distribution',
          received: leadTime,
        });
    });
}

/** Stock must be dearer the nearer it is to the customer: h_j = local cost less that of the next stage upstream. */
function checkLocalCosts({ stages }: SerialEchelonQuestion, path: Path, context: z.RefinementCtx): void {
  stages.forEach(({ index, localHoldingCost = 0 }, at) => {
    const upstream = stages.find((stage) => stage.index === index + 1)?.localHoldingCost ?? 0;
    if (localHoldingCost <= upstream)
      addProblem(context, [...path, 'stages', at, 'localHoldingCost'], {
        rule: 'dearer-downstream',
        message: `holding costs ${localHoldingCost} at stage ${index} and ${upstream} at the stage that feeds it`,
        remedy: 'let the local holding cost rise towards stage 1',
        received: localHoldingCost,
      });
  });
}

function checkGuaranteedService(question: GuaranteedServiceQuestion, path: Path, context: z.RefinementCtx): void {
  const { stages, arcs } = question;
  refuseDuplicateIds(context, stages, [...path, 'stages']);
  const known = new Map(stages.map(({ id }, at) => [id, at]));
  const seen = new Set<string>();
  arcs.forEach(({ from, to }, at) => {
    for (const [end, id] of Object.entries({ from, to }))
      if (!known.has(id))
        addProblem(context, [...path, 'arcs', at, end], {
          rule: 'known-id',
          message: `there is no stage "${id}"`,
          remedy: 'name a stage of this question',
          received: id,
        });
    const pair = JSON.stringify([from, to]);
    if (seen.has(pair))
      addProblem(context, [...path, 'arcs', at], {
        rule: 'unique-arc',
        message: `the arc from "${from}" to "${to}" is there twice`,
        remedy: 'add the units of both in one arc',
        received: pair,
      });
    seen.add(pair);
  });
  const waits = longestWaits(question, known);
  if (!waits)
    addProblem(context, [...path, 'arcs'], {
      rule: 'no-circle',
      message: 'the arcs form a circle',
      remedy: 'let arcs point from suppliers to customers only',
    });
  else if (waits.reduce((sum, wait, at) => sum + (wait + 1) * (wait + stages[at].leadTime + 1), 0) > mostServicePairs)
    addProblem(context, [...path, 'stages'], {
      rule: 'times-within-limit',
      message: `lead times add up to ${Math.max(...waits)} periods over ${stages.length} stages: too many service times`,
      remedy: 'count lead times in longer periods',
      received: Math.max(...waits),
    });
}

/** Longest inbound service time of each stage; undefined where arcs form a circle. */
function longestWaits(
  { stages, arcs }: GuaranteedServiceQuestion,
  at: ReadonlyMap<string, number>,
): number[] | undefined {
  const waits = stages.map(({ inboundServiceTime = 0, serviceTime = 0 }) => Math.max(inboundServiceTime, serviceTime));
  const missing = stages.map(({ id }) => arcs.filter(({ from, to }) => to === id && at.has(from)).length);
  const ready = missing.flatMap((count, stage) => (count === 0 ? [stage] : []));
  for (let k = 0; k < ready.length; k++)
    for (const { from, to } of arcs) {
      const next = at.get(to);
      if (from !== stages[ready[k]].id || next === undefined) continue;
      waits[next] = Math.max(waits[next], waits[ready[k]] + stages[ready[k]].leadTime);
      if (--missing[next] === 0) ready.push(next);
    }
  return ready.length === stages.length ? waits : undefined;
}
