/** Every operation on one machine of several, the operations of a piece one after another: the flexible job shop. */
import { type Instance, never, type Schedule } from '../instance.ts';
import { solveShop } from '../shop/solve.ts';
import type { Method } from './method.ts';
import { traitsOf } from './traits.ts';

export const shopMethod: Method = {
  name: 'shop',
  suits: (instance) => {
    const traits = traitsOf(instance);
    return (
      traits.plain &&
      traits.machinesOnly &&
      traits.makespanOrTardiness &&
      !traits.deadlines &&
      oneMachineEach(instance) &&
      chainsOnly(instance)
    );
  },
  run: ({ instance, budget, first, report }) => {
    const { makespan, tardiness } = instance.problem.objective;
    const chains = chainsOf(instance);
    const positions = new Int32Array(instance.operations);
    chains.forEach((operation, position) => {
      positions[operation] = position;
    });
    const byPosition = (values: Int32Array) => Int32Array.from(chains, (operation) => values[operation]);
    const back = (values: Int32Array) => Int32Array.from(positions, (position) => values[position]);
    const alternativeFrom = new Int32Array(instance.operations + 1);
    const machines: number[] = [];
    const durations: number[] = [];
    chains.forEach((operation, position) => {
      for (let mode = instance.modeFrom[operation]; mode < instance.modeFrom[operation + 1]; mode += 1) {
        machines.push(instance.demandResource[instance.demandFrom[mode]]);
        durations.push(instance.durations[mode]);
      }
      alternativeFrom[position + 1] = machines.length;
    });
    const scheduleOf = (starts: Int32Array, alternatives: Int32Array): Schedule => {
      const own = back(starts);
      const modes = back(alternatives.map((alternative, position) => alternative - alternativeFrom[position]));
      const ends = own.map(
        (start, operation) => start + instance.durations[instance.modeFrom[operation] + modes[operation]],
      );
      return { starts: own, ends, modes, assignments: new Map() };
    };
    const result = solveShop(
      {
        machines: instance.resources.length,
        jobFrom: instance.pieceFrom,
        alternativeFrom,
        alternativeMachine: Int32Array.from(machines),
        alternativeDuration: Int32Array.from(durations),
        releases: Int32Array.from(instance.pieces, (_, piece) => instance.releases[instance.pieceFrom[piece]]),
        dues: instance.dues.map((due) => Math.min(due, never / 2)),
        weights: Int32Array.from(instance.weights),
        makespanWeight: makespan,
        tardinessWeight: tardiness,
      },
      budget,
      {
        onIncumbent: (starts, alternatives, _objective, bound) => report(scheduleOf(starts, alternatives), bound),
        warmStart: first && {
          starts: byPosition(first.starts),
          alternatives: byPosition(first.modes).map((mode, position) => alternativeFrom[position] + mode),
        },
      },
    );
    return {
      schedule: scheduleOf(result.starts, result.alternatives),
      lowerBound: result.lowerBound,
      iterations: result.iterations,
      endedBy: result.endedBy,
    };
  },
};

/** Also refuses priorities that are no whole numbers, and weights that make the objective one. */
function oneMachineEach(instance: Instance): boolean {
  return (
    instance.weights.every(Number.isInteger) &&
    Number.isInteger(instance.problem.objective.makespan) &&
    Number.isInteger(instance.problem.objective.tardiness) &&
    instance.durations.every((_, mode) => instance.demandFrom[mode + 1] - instance.demandFrom[mode] === 1)
  );
}

/** Each operation but the first of a piece waits for the end of exactly the one before it. */
function chainsOnly(instance: Instance): boolean {
  const { lags, operations, pieceOf } = instance;
  const before = new Int32Array(operations).fill(-1);
  const after = new Int32Array(operations).fill(-1);
  for (let lag = 0; lag < lags.from.length; lag += 1) {
    const [from, to] = [lags.from[lag], lags.to[lag]];
    const isPrecedence = lags.fromEnd[lag] === 1 && lags.toEnd[lag] === 0 && lags.least[lag] === 0;
    if (!isPrecedence || lags.greatest[lag] === 1 || before[to] >= 0 || after[from] >= 0) return false;
    before[to] = from;
    after[from] = to;
  }
  const firsts = new Int32Array(instance.pieces.length);
  before.forEach((operation, at) => {
    if (operation < 0) firsts[pieceOf[at]] += 1;
  });
  return firsts.every((count) => count === 1);
}

/** Operations of all pieces, each piece in the order of its chain. */
function chainsOf({ lags, operations, pieceFrom, pieces }: Instance): Int32Array {
  const next = new Int32Array(operations).fill(-1);
  const isFirst = new Uint8Array(operations).fill(1);
  lags.from.forEach((from, lag) => {
    next[from] = lags.to[lag];
    isFirst[lags.to[lag]] = 0;
  });
  const order: number[] = [];
  for (let piece = 0; piece < pieces.length; piece += 1)
    for (let operation = pieceFrom[piece]; operation < pieceFrom[piece + 1]; operation += 1)
      if (isFirst[operation] === 1) for (let at = operation; at >= 0; at = next[at]) order.push(at);
  return Int32Array.from(order);
}
