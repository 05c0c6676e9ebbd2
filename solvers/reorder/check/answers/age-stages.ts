/**
 * Checks of answers about several stages: a serial system's cost by carrying the distribution of its stock downstream, a
 * network's by adding up its stages, and both against what lies next to them.
 */
import type { GuaranteedServiceQuestion, SerialEchelonQuestion } from '../../../../models/reorder-questions/age.ts';
import type { MethodAnswer } from '../../../../models/reorder-questions/answer.ts';
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type { AnswerCheck } from '../../answers/answerer.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';

/** Whole-unit demand is carried exactly; other demand on cells of a twentieth of a deviation. */
const wholeUnitTolerance = 1e-6;
const cellTolerance = 5e-3;
const cellsPerDeviation = 20;
/** Cells of a stock's distribution at most; wider systems are looked at only by their levels. */
const mostCells = 6000;

export const checkSerialEchelon: AnswerCheck<SerialEchelonQuestion> = (question, answer) => {
  const levels = numbersOf(answer, 'echelonBaseStock');
  const cost = answer.values.costPerTime;
  if (levels.length !== question.stages.length || typeof cost !== 'number')
    return ['a level for each stage and a cost are missing'];
  const system = serialSystem(question);
  if (!system) return [];
  const tolerance = system.wholeUnits ? wholeUnitTolerance : cellTolerance;
  const findings: string[] = [];
  const carried = carriedCost(system, levels);
  const allowed = tolerance * (1 + Math.abs(carried));
  if (Math.abs(cost - carried) > allowed)
    findings.push(`costPerTime is ${cost}, by carrying the stock downstream ${carried}`);
  if (question.echelonBaseStock) return findings;
  const apart = system.wholeUnits ? 1 : system.cell * cellsPerDeviation;
  levels.forEach((level, j) => {
    for (const moved of [level - apart, level + apart]) {
      const there = carriedCost(system, levels.with(j, moved));
      if (there < Math.min(cost, carried) - allowed)
        findings.push(`level ${moved} at stage ${j + 1} costs ${there}, less than ${cost} at ${level}`);
    }
  });
  return findings;
};

interface CarriedSystem {
  readonly holdingCosts: readonly number[];
  readonly stockoutCost: number;
  readonly cell: number;
  readonly wholeUnits: boolean;
  /** Demand of each lead time: Pr{(first + k) cell}. */
  readonly demands: readonly { readonly first: number; readonly probabilities: readonly number[] }[];
}

function serialSystem(question: SerialEchelonQuestion): CarriedSystem | undefined {
  const stages = question.stages.toSorted((a, b) => a.index - b.index);
  const perUnit = distributionOf(question.demand);
  const wholeUnits = valuesAreWhole(question.demand);
  const shortest = Math.min(...stages.map(({ leadTime }) => (leadTime > 0 ? leadTime : 1e6)));
  const cell = wholeUnits
    ? 1
    : (perUnit.sd * Math.sqrt(shortest)) / cellsPerDeviation || 1e-3 * (1 + Math.abs(perUnit.mean));
  const demands = stages.map(({ leadTime }) => cellsOf(question.demand, leadTime, cell, wholeUnits));
  if (demands.some((demand) => !demand)) return undefined;
  const known = demands.map((demand) => demand!);
  if (known.reduce((sum, { probabilities }) => sum + probabilities.length, 0) > mostCells) return undefined;
  return {
    holdingCosts: stages.map(
      ({ echelonHoldingCost, localHoldingCost = 0 }, j) =>
        echelonHoldingCost ?? localHoldingCost - (stages[j + 1]?.localHoldingCost ?? 0),
    ),
    stockoutCost: question.stockoutCost,
    cell,
    wholeUnits,
    demands: known,
  };
}

function valuesAreWhole(demand: DemandDistribution): boolean {
  if (demand.type === 'discrete') return demand.pmf.every(([value]) => Number.isInteger(value));
  if (demand.type === 'empirical') return demand.samples.every((value) => Number.isInteger(value));
  return demand.type === 'poisson' || demand.type === 'negative-binomial' || demand.type === 'geometric';
}

/** Cells around multiples of `cell`, by differences of the distribution function; undefined where they are too many. */
function cellsOf(demand: DemandDistribution, leadTime: number, cell: number, wholeUnits: boolean) {
  if (leadTime === 0) return { first: 0, probabilities: [1] };
  const whole = sumOf(demand, leadTime);
  const distribution = distributionOf(whole ?? demand);
  if (distribution.sd === 0)
    return { first: Math.round((distribution.mean * (whole ? 1 : leadTime)) / cell), probabilities: [1] };
  const first = Math.floor(distribution.quantile(1e-10) / cell);
  const last = Math.ceil(distribution.quantile(1 - 1e-10) / cell);
  if ((last - first) * (whole ? 1 : leadTime) > mostCells) return undefined;
  const edge = wholeUnits ? 0 : 0.5;
  const each: number[] = [];
  for (let k = first; k <= last; k++)
    each.push(distribution.cdf((k + edge) * cell) - (k === first ? 0 : distribution.cdf((k - 1 + edge) * cell)));
  let sum = { first, probabilities: each };
  for (let unit = 1; unit < (whole ? 1 : leadTime); unit++) {
    const longer: number[] = new Array(sum.probabilities.length + each.length - 1).fill(0);
    sum.probabilities.forEach((a, i) => {
      for (let j = 0; j < each.length; j++) longer[i + j] += a * each[j];
    });
    sum = { first: sum.first + first, probabilities: longer };
  }
  return sum;
}

/** The demand of a lead time within its family, where sums stay in it. */
function sumOf(demand: DemandDistribution, time: number): DemandDistribution | undefined {
  if (demand.type === 'normal') return { ...demand, mean: demand.mean * time, sd: demand.sd * Math.sqrt(time) };
  if (demand.type === 'poisson') return { ...demand, mean: demand.mean * time };
  if (demand.type === 'negative-binomial') return { ...demand, r: demand.r * time };
  if (demand.type === 'gamma') return { ...demand, shape: demand.shape * time };
  if (demand.type === 'exponential') return { type: 'gamma', shape: time, scale: 1 / demand.rate };
  return undefined;
}

/**
 * Upstream to downstream: the last stage's echelon position is its level; after its lead time the echelon stock is that
 * less the demand; the next stage's position is the lesser of its level and that stock. The cost is the sum of
 * h_j E[echelon stock] and (p + sum h) E[back orders].
 */
function carriedCost({ holdingCosts, stockoutCost, cell, demands }: CarriedSystem, levels: readonly number[]): number {
  let position = new Map<number, number>([[levels[levels.length - 1], 1]]);
  let cost = 0;
  for (let j = levels.length - 1; j >= 0; j--) {
    const after = new Map<number, number>();
    const { first, probabilities } = demands[j];
    for (const [at, chance] of position)
      probabilities.forEach((probability, k) => {
        const key = roundedTo(at - (first + k) * cell, cell);
        after.set(key, (after.get(key) ?? 0) + chance * probability);
      });
    position = new Map();
    for (const [stock, chance] of after) {
      cost += holdingCosts[j] * chance * stock;
      if (j === 0 && stock < 0) cost -= (stockoutCost + holdingCosts.reduce((sum, h) => sum + h, 0)) * chance * stock;
      const next = j > 0 ? Math.min(levels[j - 1], stock) : stock;
      position.set(next, (position.get(next) ?? 0) + chance);
    }
  }
  return cost;
}

/** Stocks that differ by rounding are one: multiples of a thousandth of a cell. */
function roundedTo(stock: number, cell: number): number {
  return (Math.round((stock / cell) * 1000) * cell) / 1000;
}

const serviceTolerance = 1e-6;
/** Combinations of service times that are tried one by one. */
const mostCombinations = 20_000;

export const checkGuaranteedService: AnswerCheck<GuaranteedServiceQuestion> = (question, answer) => {
  const times = numbersOf(answer, 'serviceTimes');
  const cost = answer.values.costPerTime;
  if (times.length !== question.stages.length || typeof cost !== 'number') return ['service times or cost are missing'];
  const broken = brokenPromises(question, times);
  if (broken.length > 0) return broken;
  const factors = costFactors(question);
  const there = networkCost(question, factors, times);
  const allowed = serviceTolerance * (1 + there);
  const findings = Math.abs(cost - there) > allowed ? [`costPerTime is ${cost}, by adding up the stages ${there}`] : [];
  if (answer.lowerBound !== undefined && answer.lowerBound > cost + allowed)
    findings.push(`lowerBound ${answer.lowerBound} is above the cost ${cost}`);
  if (!answer.exact) return findings;
  for (const others of alternatives(question, times)) {
    if (brokenPromises(question, others).length > 0) continue;
    const cheaper = networkCost(question, factors, others);
    if (cheaper < cost - allowed)
      return [...findings, `service times ${others.join(', ')} cost ${cheaper}, less than ${cost}`];
  }
  return findings;
};

function mostTime(question: GuaranteedServiceQuestion): number {
  return question.stages.reduce((sum, { leadTime, inboundServiceTime = 0 }) => sum + leadTime + inboundServiceTime, 0);
}

/** All combinations of a small network; of a large one, those with one time (or two neighbours') changed. */
function* alternatives(question: GuaranteedServiceQuestion, times: readonly number[]): Generator<readonly number[]> {
  const most = mostTime(question);
  if ((most + 1) ** times.length <= mostCombinations) {
    for (let code = 0; code < (most + 1) ** times.length; code++)
      yield times.map((_, stage) => Math.floor(code / (most + 1) ** stage) % (most + 1));
    return;
  }
  const step = Math.max(1, Math.ceil((most * times.length) / 500));
  for (let stage = 0; stage < times.length; stage++)
    for (let time = 0; time <= most; time += step) yield times.with(stage, time);
}

function inboundTimes({ stages, arcs }: GuaranteedServiceQuestion, times: readonly number[]): number[] {
  return stages.map(({ id, inboundServiceTime = 0, leadTime, serviceTime }, stage) => {
    const feeding = arcs
      .filter(({ to }) => to === id)
      .map(({ from }) => times[stages.findIndex((each) => each.id === from)]);
    // A promise longer than inputs and processing take is kept by waiting.
    const waits = serviceTime === undefined ? 0 : times[stage] - leadTime;
    return Math.max(inboundServiceTime, waits, ...feeding);
  });
}

function brokenPromises(question: GuaranteedServiceQuestion, times: readonly number[]): string[] {
  const inbound = inboundTimes(question, times);
  return question.stages.flatMap(
    ({ id, leadTime, maxServiceTime, serviceTime, demandMean = 0, demandSd = 0 }, stage) => {
      const time = times[stage];
      const most = serviceTime ?? maxServiceTime ?? (demandMean > 0 || demandSd > 0 ? 0 : Infinity);
      if (serviceTime !== undefined && time !== serviceTime)
        return [`stage "${id}" promises ${time}, not ${serviceTime}`];
      if (!Number.isInteger(time) || time < 0 || time > most)
        return [`stage "${id}" promises ${time}, not 0 to ${most}`];
      return time > inbound[stage] + leadTime ? [`stage "${id}" promises ${time}, later than it can need`] : [];
    },
  );
}

/** h z sigma of each stage: deviations through every path to a customer. */
function costFactors({ stages, arcs, safetyFactor = 1.645 }: GuaranteedServiceQuestion): number[] {
  const variances = new Map<string, number>();
  const varianceOf = (id: string): number => {
    const known = variances.get(id);
    if (known !== undefined) return known;
    const own = (stages.find((stage) => stage.id === id)?.demandSd ?? 0) ** 2;
    const fed = arcs.filter(({ from }) => from === id);
    const variance = fed.reduce((sum, { to, unitsRequired = 1 }) => sum + unitsRequired ** 2 * varianceOf(to), own);
    variances.set(id, variance);
    return variance;
  };
  return stages.map(
    (stage) => stage.holdingCost * (stage.safetyFactor ?? safetyFactor) * Math.sqrt(varianceOf(stage.id)),
  );
}

function networkCost(
  question: GuaranteedServiceQuestion,
  factors: readonly number[],
  times: readonly number[],
): number {
  const inbound = inboundTimes(question, times);
  return question.stages.reduce(
    (sum, { leadTime }, stage) =>
      sum + factors[stage] * Math.sqrt(Math.max(0, inbound[stage] + leadTime - times[stage])),
    0,
  );
}

function numbersOf(answer: MethodAnswer, name: string): number[] {
  const value = answer.values[name];
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number') ? value : [];
}
