/**
 * All operations on one paced line, a station after another: the sequence and the lines of the pieces.
 *
 * The search moves a line as one: a takt waits for the release of the piece that enters, and a piece ends with the takt in
 * which it leaves. A plan need not wait so: its operations begin as soon as the takts before are done. What the search
 * proves therefore holds where nothing is released late and only the end of all counts; else the sequence alone is taken.
 */
import { type Assignment, type Instance, never, type Schedule } from '../instance.ts';
import { solvePaced } from '../paced/solve.ts';
import type { Method } from './method.ts';
import { traitsOf } from './traits.ts';

export const pacedMethod: Method = {
  name: 'paced',
  suits: (instance) => {
    const traits = traitsOf(instance);
    const { objective } = instance.problem;
    return (
      traits.plain &&
      traits.singleMode &&
      traits.makespanOrTardiness &&
      traits.precedencesOnly &&
      !traits.deadlines &&
      Number.isInteger(objective.makespan) &&
      Number.isInteger(objective.tardiness) &&
      instance.weights.every(Number.isInteger) &&
      lineOf(instance) !== undefined &&
      oneForEachStation(instance)
    );
  },
  run: ({ instance, budget, lowerBound, report }) => {
    const resource = lineOf(instance)!;
    const { objective } = instance.problem;
    const { stations } = resource;
    const work = new Int32Array(instance.pieces.length * stations);
    for (let operation = 0; operation < instance.operations; operation += 1)
      work[instance.pieceOf[operation] * stations + stationOf(instance, operation)] = instance.durations[operation];
    const result = solvePaced(
      {
        lines: resource.lines,
        stations,
        work,
        emptyTakts: resource.emptyTakts,
        releases: Int32Array.from(instance.pieces, (_, piece) => instance.releases[instance.pieceFrom[piece]]),
        ...(objective.tardiness > 0 && {
          dues: instance.dues.map((due) => Math.min(due, never / 2)),
          weights: Int32Array.from(instance.weights),
        }),
        makespanWeight: objective.makespan,
        tardinessWeight: objective.tardiness,
      },
      budget,
    );
    const schedule = scheduleOf(instance, stations, result.entries);
    const isExact = objective.tardiness === 0 && instance.releases.every((release) => release <= 0);
    const proved = isExact ? result.lowerBound : lowerBound;
    report(schedule, proved);
    return { schedule, lowerBound: proved, iterations: result.iterations, endedBy: result.endedBy };
  },
};

function lineOf({ resources, demandResource }: Instance) {
  const used = [...new Set(demandResource)];
  const [resource] = used.map((index) => resources[index]);
  return used.length === 1 && resource.type === 'paced-line' ? resource : undefined;
}

function stationOf({ demandStation, demandFrom }: Instance, operation: number): number {
  return demandStation[demandFrom[operation]];
}

/** Each piece has at most one operation on a station, and its precedences lead from lower stations to higher ones. */
function oneForEachStation(instance: Instance): boolean {
  const { lags, pieceFrom, pieces, durations, demandFrom } = instance;
  if (!durations.every((_, mode) => demandFrom[mode + 1] - demandFrom[mode] === 1)) return false;
  const ordered = lags.from.every(
    (from, lag) => lags.least[lag] === 0 && stationOf(instance, from) < stationOf(instance, lags.to[lag]),
  );
  return (
    ordered &&
    pieces.every((_, piece) => {
      const stations = new Set<number>();
      for (let operation = pieceFrom[piece]; operation < pieceFrom[piece + 1]; operation += 1)
        stations.add(stationOf(instance, operation));
      return stations.size === pieceFrom[piece + 1] - pieceFrom[piece];
    })
  );
}

/** Every operation as early as the entries allow: once the takts before its own are done and its piece is released. */
function scheduleOf(instance: Instance, stations: number, entries: readonly Int32Array[]): Schedule {
  const { operations, demandFrom, releases, durations } = instance;
  const assignments = new Map<number, Assignment>();
  const starts = new Int32Array(operations);
  const ends = new Int32Array(operations);
  const operationAt = new Int32Array(instance.pieces.length * stations).fill(-1);
  instance.pieceOf.forEach((piece, operation) => {
    operationAt[piece * stations + stationOf(instance, operation)] = operation;
  });
  entries.forEach((pieces, line) => {
    for (let takt = 0, clock = 0, next = 0; takt < pieces.length + stations - 1; takt += 1, clock = next)
      for (let station = 0; station < stations; station += 1) {
        const piece = pieces[takt - station] ?? -1;
        const operation = piece < 0 ? -1 : operationAt[piece * stations + station];
        if (operation < 0) continue;
        starts[operation] = Math.max(clock, releases[operation]);
        ends[operation] = starts[operation] + durations[operation];
        next = Math.max(next, ends[operation]);
        assignments.set(demandFrom[operation], { line, takt });
      }
  });
  return { starts, ends, modes: new Int32Array(operations), assignments };
}
