/** The warning as people and systems read it. */
import {
  type RepairCascade,
  type RepairLoadRisk,
  type RepairViolationKind,
  type RepairWarningPlan,
  repairViolationKinds,
} from '../../../models/repair-warning.ts';
import { downstreamCounts } from './downstream.ts';
import type { Forecast } from './forecast.ts';
import { levelOf, overallIndex } from './level.ts';
import { delayPercentile, meanOf, type Outcome, percentileOf } from './simulate.ts';
import { stressPoints } from './stress.ts';
import type { Subject } from './subject.ts';

const mostCascades = 20;
const mostHits = 10;

export function planOf(
  subject: Subject,
  forecast: Forecast,
  outcome: Outcome,
  advice: RepairWarningPlan['advice'],
): RepairWarningPlan {
  const { runs, perRun, kinds } = outcome;
  const index = overallIndex(forecast.index);
  const perKind = (value: (kind: RepairViolationKind) => number) =>
    Object.fromEntries(repairViolationKinds.map((kind) => [kind, value(kind)])) as Record<RepairViolationKind, number>;
  return {
    mode: 'warning',
    objectiveUnit: 'violations',
    level: levelOf(index),
    index,
    stressPoints: stressPoints(subject, subject.request.stress, forecast.index),
    loads: loadRisks(subject, forecast, outcome),
    simulation: {
      runs,
      violations: { mean: meanOf(perRun), p50: percentileOf(perRun, 0.5), p95: percentileOf(perRun, 0.95) },
      kinds: perKind((kind) => kinds[kind].reduce((sum, count) => sum + count, 0) / runs),
      breakdowns: outcome.breakdowns / runs,
      quietShare: perRun.reduce((sum, violations) => sum + (violations === 0 ? 1 : 0), 0) / runs,
    },
    cascades: cascadesOf(subject, outcome),
    advice,
  };
}

function loadRisks(subject: Subject, forecast: Forecast, outcome: Outcome): RepairLoadRisk[] {
  const { network, ids, problem } = subject;
  const downstream = downstreamCounts(network);
  const { runs, kinds, delivered, delaySum } = outcome;
  const risks = network.placements.map(({ order, truck }, load): RepairLoadRisk => {
    const share = (kind: RepairViolationKind) => kinds[kind][load] / runs;
    return {
      load: ids[load],
      order: problem.orders[order].id,
      truck: problem.trucks[truck].id,
      index: forecast.index[load],
      forecast: forecast.violations[load],
      violations: repairViolationKinds.reduce((sum, kind) => sum + share(kind), 0),
      chances: {
        window: share('window'),
        gap: share('gap'),
        lifetime: share('lifetime'),
        shift: share('shift'),
        hours: share('hours'),
        lost: share('lost'),
      },
      delayMinutes: {
        mean: delivered[load] > 0 ? delaySum[load] / delivered[load] / 60 : 0,
        p50: delayPercentile(outcome, load, 0.5),
        p95: delayPercentile(outcome, load, 0.95),
      },
      downstream: downstream[load],
      started: network.started[load] === 1,
    };
  });
  return risks.sort((a, b) => b.index - a.index || b.forecast - a.forecast || (a.load < b.load ? -1 : 1));
}

function cascadesOf({ ids }: Subject, { runs, cascades }: Outcome): RepairCascade[] {
  const hits = new Map<number, { load: number; runs: number }[]>();
  for (const [pair, count] of cascades.pairs) {
    const cause = Math.floor(pair / ids.length);
    const hit = { load: pair % ids.length, runs: count };
    const known = hits.get(cause);
    if (known) known.push(hit);
    else hits.set(cause, [hit]);
  }
  return [...hits]
    .sort(([a], [b]) => cascades.others[b] - cascades.others[a] || a - b)
    .slice(0, mostCascades)
    .map(([cause, own]) => ({
      load: ids[cause],
      chance: cascades.runs[cause] / runs,
      others: cascades.others[cause] / cascades.runs[cause],
      worst: cascades.worst[cause],
      hits: own
        .sort((a, b) => b.runs - a.runs || a.load - b.load)
        .slice(0, mostHits)
        .map((hit) => ({ load: ids[hit.load], chance: hit.runs / runs })),
    }));
}
