/**
 * Which lags decide when an operation may be calculated, and an order of the operations along them.
 *
 * Greatest lags, and least ones that close a circle and could hold at any order of starts, decide nothing: a run may break
 * them and is then repeated with the earlier operation held back (keep-lags.ts).
 */
import type { Instance } from './instance.ts';

export interface Precedence {
  /** By lag: 1 where the operation it ends at waits for the one it begins at. */
  readonly decides: Uint8Array;
  /** By operation: lags that it waits for. */
  readonly waits: Int32Array;
  /** Operations, each after those it waits for; those caught in a circle are missing. */
  readonly order: Int32Array;
  /** By operation: seconds that the operations after it take at least, its own included. */
  readonly tails: Float64Array;
}

export function precedenceOf(instance: Instance): Precedence {
  const { lags, operations } = instance;
  const decides = Uint8Array.from(lags.greatest, (greatest) => 1 - greatest);
  const shortest = shortestDurations(instance);
  let order = orderOf(instance, decides);
  if (order.length < operations) {
    const free = new Uint8Array(operations);
    for (const operation of order) free[operation] = 1;
    for (let lag = 0; lag < decides.length; lag += 1) {
      const [from, to] = [lags.from[lag], lags.to[lag]];
      if (decides[lag] === 1 && free[from] === 0 && free[to] === 0 && startToStart(instance, shortest, lag) <= 0)
        decides[lag] = 0;
    }
    order = orderOf(instance, decides);
  }
  const waits = new Int32Array(operations);
  for (let lag = 0; lag < decides.length; lag += 1) waits[lags.to[lag]] += decides[lag];
  return { decides, waits, order, tails: tailsOf(instance, decides, order, shortest) };
}

export function shortestDurations({ operations, modeFrom, durations }: Instance): Int32Array {
  const shortest = new Int32Array(operations);
  for (let operation = 0; operation < operations; operation += 1) {
    let least = durations[modeFrom[operation]];
    for (let mode = modeFrom[operation] + 1; mode < modeFrom[operation + 1]; mode += 1)
      least = Math.min(least, durations[mode]);
    shortest[operation] = least;
  }
  return shortest;
}

/** Least seconds from start to start that a lag stands for, with the shortest modes. */
function startToStart({ lags }: Instance, shortest: Int32Array, lag: number): number {
  const before = lags.fromEnd[lag] === 1 ? shortest[lags.from[lag]] : 0;
  const after = lags.toEnd[lag] === 1 ? shortest[lags.to[lag]] : 0;
  return before + lags.least[lag] - after;
}

function orderOf({ lags, lagsFrom, operations }: Instance, decides: Uint8Array): Int32Array {
  const waits = new Int32Array(operations);
  for (let lag = 0; lag < decides.length; lag += 1) waits[lags.to[lag]] += decides[lag];
  const order = new Int32Array(operations);
  let length = 0;
  for (let operation = 0; operation < operations; operation += 1)
    if (waits[operation] === 0) order[length++] = operation;
  for (let next = 0; next < length; next += 1) {
    const operation = order[next];
    for (let k = lagsFrom.from[operation]; k < lagsFrom.from[operation + 1]; k += 1) {
      const lag = lagsFrom.items[k];
      if (decides[lag] === 0) continue;
      const to = lags.to[lag];
      waits[to] -= 1;
      if (waits[to] === 0) order[length++] = to;
    }
  }
  return order.slice(0, length);
}

function tailsOf(instance: Instance, decides: Uint8Array, order: Int32Array, shortest: Int32Array): Float64Array {
  const { lags, lagsFrom } = instance;
  const tails = Float64Array.from(shortest);
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const operation = order[at];
    for (let k = lagsFrom.from[operation]; k < lagsFrom.from[operation + 1]; k += 1) {
      const lag = lagsFrom.items[k];
      if (decides[lag] === 1)
        tails[operation] = Math.max(tails[operation], startToStart(instance, shortest, lag) + tails[lags.to[lag]]);
    }
  }
  return tails;
}
