/**
 * What can be done before: single changes of the plan, each with its cost and the violations that it saves.
 *
 * Changes are tried around the loads with most violations to be expected, buffers moved in steps of five minutes from loads
 * that have some to those that have none. The forecast sorts them; those that promise most, and break no rule that the plan
 * keeps, are played through the same runs as the plan, and stay if they save more than chance could.
 */
import { instantOf } from '../../../../models/moments.ts';
import type { RepairAdvice } from '../../../../models/repair-warning.ts';
import { addedTo } from '../../../dispatch/check/rules.ts';
import { violationsOf } from '../../../dispatch/check.ts';
import { evaluate } from '../../../dispatch/evaluate.ts';
import { timedLoads } from '../../../dispatch/shift-plan.ts';
import { delayModelOf } from '../delay-model.ts';
import { type Forecast, forecastOf } from '../forecast.ts';
import { networkOf } from '../network.ts';
import { meanOf, type Outcome, simulate } from '../simulate.ts';
import type { Subject } from '../subject.ts';
import { type Candidate, changedLoads } from './candidate.ts';
import { adviceText } from './message.ts';
import { earlier, later, neighboursOf } from './retime.ts';
import { onHiredTrucks, onOtherTrucks } from './trucks.ts';

/** Loads around which changes are looked for, and those a hired truck may take. */
const riskyLoads = 24;
const riskyForHire = 30;
/** Steps of 7.1 of the method: five minutes at a time. */
const minutesTried = [5, 10, 15, 20, 30];
/** Violations per run that a change must promise to be played through, and must save then. */
const leastSaving = 0.01;
/** So many times as many are played as are wanted. */
const playedPerWanted = 2;
/** Standard errors of the mean saving that it must be above. */
const leastCertainty = 2;

interface Promising extends Candidate {
  readonly promise: number;
  readonly cost: number;
}

export function advise(
  subject: Subject,
  forecast: Forecast,
  outcome: Outcome,
  seed: number,
  shouldStop: () => boolean,
): RepairAdvice[] {
  const { mostAdvice } = subject.request;
  const advice: RepairAdvice[] = [];
  if (mostAdvice === 0) return advice;
  const promising = screened(subject, forecast, shouldStop);
  let played = 0;
  const before = meanOf(outcome.perRun);
  for (const candidate of promising) {
    if (shouldStop() || played >= playedPerWanted * mostAdvice || advice.length >= mostAdvice) break;
    const { dense, placements, cost } = candidate;
    played++;
    const after = playedAgain(subject, candidate, outcome.runs, seed);
    const saving = savingOf(outcome.perRun, after);
    if (saving.mean <= Math.max(leastSaving, leastCertainty * saving.error)) continue;
    const violations = meanOf(after);
    advice.push({
      action: candidate.action,
      load: subject.ids[candidate.load],
      minutes: candidate.minutes,
      changes: changedLoads(subject, candidate).map((load) => ({
        load: subject.ids[load],
        truck: dense.problem.trucks[placements[load].truck].id,
        loadStart: instantOf(subject.problem, placements[load].loadStart),
        unloadStart: instantOf(subject.problem, placements[load].unloadStart),
      })),
      ...(candidate.hired ? { hired: candidate.hired } : {}),
      cost,
      saves: before - violations,
      violations,
      message: adviceText(subject, candidate, before - violations, cost),
    });
  }
  return advice.sort((a, b) => b.saves - a.saves || a.cost - b.cost);
}

/** The changes that promise most; of each load and action the best alone. */
function screened(subject: Subject, forecast: Forecast, shouldStop: () => boolean): Promising[] {
  const { request, dense, placements } = subject;
  const costBefore = evaluate(dense.instance, placements).total;
  const broken = violationsOf(subject.problem, timedLoads(dense, placements));
  const best = new Map<string, Promising>();
  const look = (candidate: Candidate | undefined): number => {
    if (!candidate) return 0;
    const { hired } = candidate;
    const cost =
      evaluate(candidate.dense.instance, candidate.placements).total - costBefore + (hired ? request.hirePrice : 0);
    if (cost > request.mostCost) return 0;
    const network = networkOf(candidate.dense.instance, candidate.placements, subject.options);
    const model = hired ? delayModelOf(candidate.dense, request.simulation, request.history) : subject.model;
    const promise = forecast.total - forecastOf(network, model, forecast).total;
    const key = `${candidate.action} ${candidate.load}`;
    if (promise <= Math.max(leastSaving, best.get(key)?.promise ?? 0)) return promise;
    const breaks = violationsOf(candidate.dense.problem, timedLoads(candidate.dense, candidate.placements));
    if (addedTo(broken, breaks).length === 0) best.set(key, { ...candidate, promise, cost });
    return promise;
  };
  const weighed = forecast.violations.map((violations, load) => weightOf(subject, load) * violations);
  const byRisk = Array.from(placements.keys()).sort((a, b) => weighed[b] - weighed[a] || a - b);
  for (const candidate of onHiredTrucks(subject, byRisk.slice(0, riskyForHire))) look(candidate);
  for (const risky of byRisk.slice(0, riskyLoads)) {
    for (const candidate of onOtherTrucks(subject, risky)) look(candidate);
    for (const retimed of retimings(subject, risky)) {
      let last = 0;
      for (const minutes of minutesTried) {
        if (shouldStop()) return sorted(best);
        const promise = look(retimed(minutes));
        // What gets worse with more minutes does not get better with still more.
        if (promise <= last) break;
        last = promise;
      }
    }
  }
  return sorted(best);
}

function sorted(best: ReadonlyMap<string, Promising>): Promising[] {
  return [...best.values()].sort((a, b) => b.promise - a.promise || a.cost - b.cost);
}

/** Ways to move a risky load or those that it waits for, each by as many minutes as it is asked for. */
function retimings(subject: Subject, risky: number) {
  const { network, dense } = subject;
  const spared = (load: number) => weightOf(subject, load) === weights.critical;
  const neighbours = neighboursOf(network);
  const ways: ((minutes: number) => Candidate | undefined)[] = [];
  const way = (
    action: Candidate['action'],
    load: number,
    move: (seconds: number) => Candidate['placements'] | undefined,
  ) => {
    if (load < 0) return;
    ways.push((minutes) => {
      const placements = move(60 * minutes);
      return placements && { action, load, minutes, dense, placements };
    });
  };
  for (const load of new Set([risky, network.previousOfTruck[risky], network.previousAtSite[risky]])) {
    way('earlier', load, (seconds) => earlier(network, spared, load, seconds));
    way('load-earlier', load, (seconds) => earlier(network, spared, load, seconds, 'loading'));
  }
  // A pour that begins later, or goes on later, gives the truck behind it time.
  for (const load of new Set([
    network.previousOfOrder[risky],
    firstOfOrder(network, risky),
    network.previousOnDock[risky],
  ]))
    way('later', load, (seconds) => later(network, spared, neighbours, load, seconds));
  return ways;
}

/** Who gets a buffer first: as penalties of what is not served count priorities. */
const weights = { normal: 1, high: 2, critical: 4 } as const;

function weightOf({ problem, placements }: Subject, load: number): number {
  return weights[problem.orders[placements[load].order].priority];
}

function firstOfOrder({ previousOfOrder }: Subject['network'], load: number): number {
  let first = load;
  while (previousOfOrder[first] >= 0) first = previousOfOrder[first];
  return first;
}

/** Violations of each run with the change: the same runs, in which chance brings the same. */
function playedAgain(
  { request, options, model }: Subject,
  candidate: Candidate,
  runs: number,
  seed: number,
): Float64Array {
  const network = networkOf(candidate.dense.instance, candidate.placements, options);
  const own = candidate.hired ? delayModelOf(candidate.dense, request.simulation, request.history) : model;
  return simulate(network, own, { runs, least: runs, seed, blame: false }, () => false).perRun;
}

/** Mean of the differences run by run, and its standard error. */
export function savingOf(before: Float64Array, after: Float64Array): { readonly mean: number; readonly error: number } {
  const differences = before.map((violations, run) => violations - after[run]);
  const mean = meanOf(differences);
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, differences.length - 1);
  return { mean, error: Math.sqrt(variance / differences.length) };
}
