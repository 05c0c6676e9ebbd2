/** A schedule told in the words of the request: moments with both borders, slack, critical path, waits, use of resources. */

import { instantOf } from '../../models/moments.ts';
import type {
  TechcardAssignment,
  TechcardPlan,
  TechcardPlannedOperation,
  TechcardWait,
} from '../../models/techcard.ts';
import { type Instance, never, type Schedule } from './instance.ts';
import { type Arc, buildNetwork, latestStarts, type Network, type ResourceUse, usesByResource } from './network.ts';
import { alwaysOpen } from './opening.ts';
import { calendarsOf, type Openings } from './openings.ts';
import { stateRuns } from './runs.ts';
import { objectiveOf, pieceEnds, termsOf } from './terms.ts';
import { utilisation } from './utilisation.ts';

export const objectiveUnit = 'weighted seconds';

/** A schedule with what is known of the order in which it uses its resources. */
export interface Analysis {
  readonly schedule: Schedule;
  readonly uses: readonly (readonly ResourceUse[])[];
  readonly network: Network;
  /** The same work as late as it may be without harm, in the same order on every resource. */
  readonly latest: { readonly starts: Int32Array; readonly ends: Int32Array };
}

/** @param keepsEnd - whether the end of all is harm where no due date says otherwise. */
export function analyse(instance: Instance, schedule: Schedule, openings: Openings, keepsEnd = true): Analysis {
  const uses = usesByResource(instance, schedule);
  const network = buildNetwork(instance, schedule, uses);
  const latest = latestStarts(instance, schedule, network, {
    latestEnds: harmlessEnds(instance, schedule, keepsEnd),
    openingOf: (operation) => openings.of(calendarsOf(instance, schedule, operation)),
    openingOfResource: (resource) => openings.of(instance.resources[resource].calendars),
  });
  return { schedule, uses, network, latest };
}

/** By operation: the latest end that harms neither the end of all nor a due date kept, nor makes a tardy piece tardier. */
function harmlessEnds(instance: Instance, schedule: Schedule, keepsEnd: boolean): Int32Array {
  const { dues, deadlines, pieceOf, problem } = instance;
  const ends = pieceEnds(instance, schedule);
  const makespan = ends.reduce((last, end) => Math.max(last, end), 0);
  const latest = ends.map((end, piece) => {
    if (problem.objective.flowTime > 0) return end;
    if (dues[piece] === never) return makespan;
    const due = Math.max(dues[piece], end);
    return keepsEnd ? Math.min(makespan, due) : due;
  });
  return Int32Array.from(pieceOf, (piece, operation) => Math.min(latest[piece], deadlines[operation]));
}

/** @param waitOf - what a run noted of the waits; absent: read off the order of work. */
export function createPlan(
  instance: Instance,
  openings: Openings,
  analysis: Analysis,
  waitOf?: (operation: number) => TechcardWait | undefined,
): TechcardPlan {
  const { schedule, network } = analysis;
  const { problem } = instance;
  const path = criticalPath(instance, analysis);
  const incoming = Map.groupBy(
    network.arcs.filter(({ resource }) => resource >= 0),
    ({ to }) => to,
  );
  const operations = Array.from({ length: instance.operations }, (_, operation) => ({
    ...plannedOperation(instance, openings, analysis, operation),
    wait:
      instance.givenMode[operation] >= 0
        ? undefined
        : waitOf
          ? waitOf(operation)
          : waitInOrder(instance, openings, schedule, operation, incoming.get(operation) ?? []),
  }));
  const order = [...operations.keys()].sort((a, b) => schedule.starts[a] - schedule.starts[b] || a - b);
  const terms = termsOf(instance, schedule, analysis.uses);
  return {
    objectiveUnit,
    operations: order.map((operation) => operations[operation]),
    terms,
    orders: orderRows(instance, schedule, operations),
    resources: utilisation(instance, schedule, analysis.uses, openings, Math.max(0, terms.makespan)),
    criticalPath: path.map((operation) => reference(instance, operation)),
    runs: stateRuns(instance, schedule, analysis.uses, openings).map((run) => ({
      ...run,
      heatFrom: instantOf(problem, run.heatFrom),
      start: instantOf(problem, run.start),
      end: instantOf(problem, run.end),
    })),
  };
}

/** What a plan weighs by its request. */
export function planObjective(instance: Instance, plan: TechcardPlan): number {
  return objectiveOf(instance.problem.objective, plan.terms);
}

export function reference(instance: Instance, operation: number) {
  const piece = instance.pieceOf[operation];
  const { order, card, serial } = instance.pieces[piece];
  return { order: order.id, serial, operation: card.operations[operation - instance.pieceFrom[piece]].id };
}

function plannedOperation(
  instance: Instance,
  openings: Openings,
  { schedule, latest }: Analysis,
  operation: number,
): TechcardPlannedOperation {
  const { starts, ends, modes } = schedule;
  const calendars = calendarsOf(instance, schedule, operation);
  const slackSeconds = latest.starts[operation] - starts[operation];
  const given = instance.givenMode[operation] >= 0;
  return {
    ...reference(instance, operation),
    mode: modes[operation],
    resources: assignmentsOf(instance, schedule, operation),
    start: momentOf(instance, openings, calendars, starts[operation]),
    end: momentOf(instance, openings, calendars, ends[operation]),
    slackSeconds,
    critical: slackSeconds === 0,
    ...(given && { given }),
  };
}

function momentOf(instance: Instance, openings: Openings, calendars: readonly string[], seconds: number) {
  const { logical, left, right } = openings.place(calendars, seconds);
  const at = instantOf(instance.problem, seconds);
  return {
    seconds,
    at,
    logicalSeconds: logical,
    left: left === seconds ? at : instantOf(instance.problem, left),
    right: right === seconds ? at : instantOf(instance.problem, right),
  };
}

function assignmentsOf(instance: Instance, schedule: Schedule, operation: number): TechcardAssignment[] {
  const mode = instance.modeFrom[operation] + schedule.modes[operation];
  const rows: TechcardAssignment[] = [];
  for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
    const index = instance.demandResource[demand];
    if (index >= instance.problem.resources.length) continue;
    const resource = instance.problem.resources[index];
    const { workers, line, takt, batch } = schedule.assignments.get(demand) ?? {};
    rows.push({
      resource: resource.id,
      ...(resource.type === 'workers' && { workers: (workers ?? []).map((worker) => resource.workers[worker].id) }),
      ...(line !== undefined && { line, station: instance.demandStation[demand] }),
      ...(takt !== undefined && { takt }),
      ...(batch !== undefined && { batch }),
    });
  }
  return rows;
}

/** The moment from which only resources and calendars hold an operation back. */
function readyAt(instance: Instance, { starts, ends }: Schedule, operation: number): number {
  const { lags, lagsTo } = instance;
  let ready = Math.max(instance.releases[operation], 0);
  for (let at = lagsTo.from[operation]; at < lagsTo.from[operation + 1]; at += 1) {
    const lag = lagsTo.items[at];
    if (lags.greatest[lag] === 1) continue;
    const moment = (lags.fromEnd[lag] === 1 ? ends : starts)[lags.from[lag]] + lags.least[lag];
    ready = Math.max(ready, lags.toEnd[lag] === 1 ? moment - (ends[operation] - starts[operation]) : moment);
  }
  return ready;
}

function waitInOrder(
  instance: Instance,
  openings: Openings,
  schedule: Schedule,
  operation: number,
  incoming: readonly Arc[],
): TechcardWait | undefined {
  const { starts, ends } = schedule;
  const start = starts[operation];
  const seconds = start - readyAt(instance, schedule, operation);
  if (seconds <= 0) return undefined;
  const moment = ({ fromEnd, from, gap }: Arc) => (fromEnd ? ends[from] : starts[from]) + gap;
  const last = incoming.reduce<Arc | undefined>(
    (latest, arc) => (latest && moment(latest) >= moment(arc) ? latest : arc),
    undefined,
  );
  if (last && moment(last) > start - seconds) {
    const { id } = instance.resources[last.resource];
    const { order, serial, operation: name } = reference(instance, last.from);
    const setup = last.gap > 0 ? `, and ${last.gap} s between the two` : '';
    const until = last.fromEnd ? `until ${instantOf(instance.problem, ends[last.from])}` : '';
    return { seconds, resource: id, reason: `${id} has ${name} of ${order} #${serial} ${until}${setup}`.trim() };
  }
  const opening = openings.of(calendarsOf(instance, schedule, operation));
  if (opening !== alwaysOpen && opening.worked(start - seconds, start) < seconds)
    return { seconds, reason: 'not all of its resources are open before' };
  return { seconds, reason: 'the plan leaves it until then' };
}

/** From the last end back: at each step the operation that left no room before the next. */
function criticalPath(instance: Instance, { schedule, network }: Analysis): number[] {
  const { starts, ends } = schedule;
  if (instance.operations === 0) return [];
  const into = Map.groupBy(network.arcs, ({ to }) => to);
  let at = 0;
  for (let operation = 1; operation < instance.operations; operation += 1)
    if (ends[operation] > ends[at] || (ends[operation] === ends[at] && starts[operation] > starts[at])) at = operation;
  const path = [at];
  const seen = new Set(path);
  for (;;) {
    const moment = ({ fromEnd, from, gap }: Arc) => (fromEnd ? ends[from] : starts[from]) + gap;
    const limit = ({ toEnd, to }: Arc) => (toEnd ? ends[to] : starts[to]);
    let tightest: Arc | undefined;
    for (const arc of into.get(at) ?? [])
      if (!seen.has(arc.from) && (!tightest || limit(arc) - moment(arc) < limit(tightest) - moment(tightest)))
        tightest = arc;
    if (!tightest) return path.reverse();
    at = tightest.from;
    path.push(at);
    seen.add(at);
    if (starts[at] <= Math.max(0, instance.releases[at])) return path.reverse();
  }
}

function orderRows(
  instance: Instance,
  schedule: Schedule,
  operations: readonly TechcardPlannedOperation[],
): TechcardPlan['orders'] {
  const ends = pieceEnds(instance, schedule);
  const byOrder = Map.groupBy(instance.pieces.keys(), (piece) => instance.pieces[piece].order.id);
  return instance.problem.orders.map(({ id }) => {
    const pieces = byOrder.get(id)!;
    const due = instance.dues[pieces[0]];
    const lastPiece = pieces.reduce((last, piece) => (ends[piece] > ends[last] ? piece : last), pieces[0]);
    let last = instance.pieceFrom[lastPiece];
    for (let operation = last; operation < instance.pieceFrom[lastPiece + 1]; operation += 1)
      if (schedule.ends[operation] > schedule.ends[last]) last = operation;
    const late = (piece: number) => (due === never ? 0 : Math.max(0, ends[piece] - due));
    return {
      order: id,
      end: operations[last].end,
      ...(due !== never && { due: instantOf(instance.problem, due) }),
      tardinessSeconds: late(lastPiece),
      tardyPieces: pieces.filter((piece) => late(piece) > 0).length,
    };
  });
}
