/** Loads, sums of the simulation, level and cascades of a warning: whether they go together. */
import {
  type RepairLoadRisk,
  type RepairWarningPlan,
  type RepairWarningProblem,
  repairViolationKinds,
} from '../../../models/repair-warning.ts';
import type { Laid, LaidOut } from '../../dispatch/check/laid-out.ts';
import { reachedLoads } from './warning-reach.ts';

type Report = (rule: string, message: string) => void;

const tolerance = 1e-6;
const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(other));
/** Level by the mean index of the riskiest tenth. */
const mediumFrom = 0.1;
const highFrom = 0.3;
/** How far a delay reaches is worked out again for plans of so many loads. */
const mostReached = 1000;

export interface Known {
  readonly laid: LaidOut;
  readonly keepsRules: boolean;
  readonly now: number;
}

export function checkFigures(
  problem: RepairWarningProblem,
  plan: RepairWarningPlan,
  known: Known,
  report: Report,
): void {
  checkLoads(plan, known, report);
  checkSums(problem, plan, report);
  checkLevel(plan, report);
  checkCascades(plan, report);
}

function checkLoads({ loads, simulation }: RepairWarningPlan, { laid, keepsRules, now }: Known, report: Report): void {
  const open = new Map<string, Laid>(laid.loads.map((load) => [load.id, load]));
  const reached = keepsRules && laid.loads.length <= mostReached ? reachedLoads(laid) : undefined;
  loads.forEach((risk, place) => {
    const load = open.get(risk.load);
    if (!load) {
      report('loads', `load ${risk.load} is not one of the plan, or named before`);
      return;
    }
    open.delete(risk.load);
    if (load.order.order.id !== risk.order || load.truck.truck.id !== risk.truck)
      report('loads', `load ${risk.load} is of order ${load.order.order.id} on truck ${load.truck.truck.id}`);
    if (risk.started !== load.loadStart < now) report('loads', `load ${risk.load} is wrong about having started`);
    if (place > 0 && risk.index > loads[place - 1].index + tolerance)
      report('loads', `load ${risk.load} has a higher index than the one before it`);
    checkChances(risk, simulation.runs, report);
    if (reached && reached.get(risk.load) !== risk.downstream)
      report(
        'downstream',
        `a delay of load ${risk.load} reaches ${reached.get(risk.load)} loads, ${risk.downstream} are stated`,
      );
  });
  for (const id of open.keys()) report('loads', `load ${id} is missing`);
}

function checkChances(risk: RepairLoadRisk, runs: number, report: Report): void {
  const { load, chances, violations, delayMinutes, started, index, forecast } = risk;
  const sum = repairViolationKinds.reduce((total, kind) => total + chances[kind], 0);
  if (!isNear(violations, sum))
    report('simulation', `load ${load} breaks ${sum} limits per run, ${violations} are stated`);
  for (const kind of repairViolationKinds)
    if (chances[kind] > 1 || !isWhole(chances[kind] * runs))
      report('simulation', `${kind} of load ${load} in a share of ${chances[kind]} of ${runs} runs`);
  if (delayMinutes.p50 > delayMinutes.p95) report('simulation', `delays of load ${load}: p50 is above p95`);
  if (forecast < index - tolerance) report('index', `load ${load} breaks a limit more often than it breaks limits`);
  if (started && violations + index + forecast > 0) report('simulation', `load ${load} has started and is simulated`);
}

function checkSums(
  { simulation: { runs: asked } }: RepairWarningProblem,
  plan: RepairWarningPlan,
  report: Report,
): void {
  const { runs, violations, kinds, quietShare, breakdowns } = plan.simulation;
  if (runs > asked) report('simulation', `${runs} runs of ${asked}`);
  const sum = plan.loads.reduce((total, load) => total + load.violations, 0);
  if (!isNear(violations.mean, sum)) report('simulation', `${sum} violations per run, ${violations.mean} are stated`);
  for (const kind of repairViolationKinds) {
    const ofKind = plan.loads.reduce((total, { chances }) => total + chances[kind], 0);
    if (!isNear(kinds[kind], ofKind)) report('simulation', `${ofKind} of ${kind} per run, ${kinds[kind]} are stated`);
  }
  if (violations.p50 > violations.p95) report('simulation', 'violations: p50 is above p95');
  if (!isWhole(violations.p50) || !isWhole(violations.p95))
    report('simulation', 'a run has a whole number of violations');
  if (!isWhole(quietShare * runs) || !isWhole(breakdowns * runs))
    report('simulation', 'quiet runs and breakdowns are whole');
  if (quietShare > 0.5 + tolerance && violations.p50 > 0)
    report('simulation', 'most runs are quiet and the median is not');
  if (violations.mean < 1 - quietShare - tolerance)
    report('simulation', 'a run that is not quiet has a violation at least');
}

function checkLevel({ loads, index, level }: RepairWarningPlan, report: Report): void {
  const highest = loads.map((load) => load.index).sort((one, other) => other - one);
  const riskiest = highest.slice(0, Math.ceil(highest.length / 10));
  const mean = riskiest.reduce((sum, one) => sum + one, 0) / Math.max(1, riskiest.length);
  if (!isNear(index, mean)) report('level', `the riskiest tenth has a mean index of ${mean}, ${index} is stated`);
  const right = mean >= highFrom ? 'high' : mean >= mediumFrom ? 'medium' : 'low';
  const isBetween = [highFrom, mediumFrom].some((limit) => isNear(mean, limit));
  if (level !== right && !isBetween) report('level', `an index of ${mean} is ${right}, ${level} is stated`);
}

function checkCascades({ cascades, loads, simulation: { runs } }: RepairWarningPlan, report: Report): void {
  const known = new Map(loads.map((risk) => [risk.load, risk]));
  const seen = new Set<string>();
  let before = Infinity;
  for (const { load, chance, others, worst, hits } of cascades) {
    if (!known.has(load) || seen.has(load)) report('cascades', `load ${load} is unknown, or named before`);
    seen.add(load);
    const perRun = chance * others;
    if (!isWhole(chance * runs) || !isWhole(perRun * runs)) report('cascades', `counts of ${load} are not whole`);
    if (worst < others - tolerance) report('cascades', `the worst of ${load} is below the mean`);
    if (perRun > before * (1 + tolerance))
      report('cascades', `load ${load} makes others break more than the one before it`);
    before = perRun;
    const sum = hits.reduce((total, hit) => total + hit.chance, 0);
    if (sum > perRun + tolerance) report('cascades', `hits of ${load} are more than it has`);
    hits.forEach((hit, place) => {
      const risk = known.get(hit.load);
      if (!risk || hit.load === load) report('cascades', `load ${load} makes load ${hit.load} break a limit`);
      else if (hit.chance > risk.violations + tolerance || hit.chance > chance + tolerance)
        report('cascades', `load ${hit.load} does not break limits as often as ${load} is said to make it`);
      if (place > 0 && hit.chance > hits[place - 1].chance + tolerance)
        report('cascades', `hits of ${load} are not sorted`);
    });
  }
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= tolerance * Math.max(1, value);
}
