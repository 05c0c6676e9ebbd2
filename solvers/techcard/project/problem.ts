/**
 * The resource-constrained project in dense form: adjacency in rows, times divided by their common divisor, demands
 * packed into machine words, heads and rests by precedence, and the same project seen backwards in time.
 *
 * Packing: each resource gets a field of a 32-bit word with one guard bit above it. With the guard bits set in the word
 * of free capacity, `((free - demand) & guards) === guards` says that every resource of the word suffices, since a field
 * that would go below zero takes its guard bit away and no borrow passes on. One subtraction looks at all resources.
 */

/** A project: every activity runs once, without a break, within the capacities; the makespan is to be least. */
export interface ProjectProblem {
  /** By activity, 0 or more. */
  readonly durations: Int32Array;
  /** By resource; capacities are renewed at each moment. */
  readonly capacities: Int32Array;
  /** Activity by resource, row by row; used over [start, start + duration). */
  readonly demands: Int32Array;
  /** Arc e: start[to] >= start[from] + lag. Acyclic; end-to-start precedence has the duration of `from` as its lag. */
  readonly arcFrom: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcLag: Int32Array;
  /** Earliest starts, 0 or more. */
  readonly releases: Int32Array;
  /** The makespan counts end + tail of every activity. */
  readonly tails: Int32Array;
}

/** Adjacency in rows: neighbours of `i` are `ends[rows[i]] .. ends[rows[i + 1] - 1]`, with lags from start to start. */
export interface Arcs {
  readonly rows: Int32Array;
  readonly ends: Int32Array;
  readonly lags: Int32Array;
}

export interface Project {
  readonly activities: number;
  /** Divisor by which the times of the problem were divided. */
  readonly unit: number;
  readonly durations: Int32Array;
  readonly releases: Int32Array;
  readonly tails: Int32Array;
  readonly before: Arcs;
  readonly after: Arcs;
  /** Activities so that every arc points forward, and the place of each. */
  readonly order: Int32Array;
  readonly rank: Int32Array;
  /** Earliest start by precedence and releases. */
  readonly heads: Int32Array;
  /** Least time from an activity's start to the makespan: start + rest is a lower bound of it. */
  readonly rests: Int32Array;
  readonly criticalPath: number;
  /** No schedule made by generation is longer. */
  readonly horizon: number;
  /** Every arc keeps starts in order, and ends: then sorting by time is sorting by precedence. */
  readonly startsInOrder: boolean;
  readonly resources: Resources;
}

/** Resources that can bind, divided by the common divisor of their demands; demands of empty activities are dropped. */
export interface Resources {
  readonly count: number;
  readonly capacities: Int32Array;
  /** Activity by resource. */
  readonly demands: Int32Array;
  readonly words: number;
  /** By word: all free, guard bits set. */
  readonly free: Int32Array;
  readonly guards: Int32Array;
  /** Activity by word. */
  readonly packed: Int32Array;
}

/** @throws RangeError where the precedence is cyclic or a demand exceeds its capacity: the caller tells that apart. */
export function toProject(problem: ProjectProblem): Project {
  const n = problem.durations.length;
  const unit = commonDivisor(problem.durations, problem.arcLag, problem.releases, problem.tails);
  const scaled = (times: Int32Array) => (unit === 1 ? times : times.map((time) => time / unit));
  const lags = scaled(problem.arcLag);
  const after = toArcs(n, problem.arcFrom, problem.arcTo, lags);
  const before = toArcs(n, problem.arcTo, problem.arcFrom, lags);
  return complete({
    activities: n,
    unit,
    durations: scaled(problem.durations),
    releases: scaled(problem.releases),
    tails: scaled(problem.tails),
    before,
    after,
    order: topologicalOrder(n, before, after),
    resources: toResources(problem),
  });
}

/**
 * The project backwards in time: time t there is makespan - t here. Releases and tails change places, and a lag from
 * start to start becomes one between the ends.
 */
export function reversed(project: Project): Project {
  const { durations } = project;
  const turned = ({ rows, ends, lags }: Arcs, sign: number): Arcs => ({
    rows,
    ends,
    lags: lags.map((lag, e) => lag + sign * (durations[ends[e]] - durations[ownerOf(rows, e)])),
  });
  return complete({
    activities: project.activities,
    unit: project.unit,
    durations,
    releases: project.tails,
    tails: project.releases,
    before: turned(project.after, 1),
    after: turned(project.before, -1),
    order: project.order.slice().reverse(),
    resources: project.resources,
  });
}

type Parts = Omit<Project, 'rank' | 'heads' | 'rests' | 'criticalPath' | 'horizon' | 'startsInOrder'>;

function complete(parts: Parts): Project {
  const { activities: n, durations, releases, tails, before, after, order } = parts;
  const rank = new Int32Array(n);
  for (let k = 0; k < n; k++) rank[order[k]] = k;
  const heads = releases.slice();
  const rests = durations.map((duration, i) => duration + tails[i]);
  for (const i of order) {
    for (let e = after.rows[i]; e < after.rows[i + 1]; e++)
      heads[after.ends[e]] = Math.max(heads[after.ends[e]], heads[i] + after.lags[e]);
  }
  let criticalPath = 0;
  // In generation an activity starts at a release, at the end of another one or a lag after its start.
  let horizon = releases.reduce((most, release) => Math.max(most, release), 0);
  for (let k = n - 1; k >= 0; k--) {
    const i = order[k];
    let longest = durations[i];
    for (let e = after.rows[i]; e < after.rows[i + 1]; e++) {
      rests[i] = Math.max(rests[i], after.lags[e] + rests[after.ends[e]]);
      longest = Math.max(longest, after.lags[e]);
    }
    horizon += longest;
    criticalPath = Math.max(criticalPath, heads[i] + rests[i]);
  }
  const startsInOrder = before.lags.every((lag) => lag >= 0);
  return { ...parts, rank, heads, rests, criticalPath, horizon, startsInOrder };
}

function toArcs(n: number, from: Int32Array, to: Int32Array, lags: Int32Array): Arcs {
  const rows = new Int32Array(n + 1);
  for (const i of from) rows[i + 1]++;
  for (let i = 0; i < n; i++) rows[i + 1] += rows[i];
  const place = rows.slice(0, n);
  const arcs = { rows, ends: new Int32Array(from.length), lags: new Int32Array(from.length) };
  for (let e = 0; e < from.length; e++) {
    const at = place[from[e]]++;
    arcs.ends[at] = to[e];
    arcs.lags[at] = lags[e];
  }
  return arcs;
}

function ownerOf(rows: Int32Array, e: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rows[middle] <= e) low = middle;
    else high = middle;
  }
  // The last row that begins at or before e is the one that holds it: empty rows before it begin there too.
  return low;
}

function topologicalOrder(n: number, before: Arcs, after: Arcs): Int32Array {
  const order = new Int32Array(n);
  const open = new Int32Array(n);
  let filled = 0;
  for (let i = 0; i < n; i++) {
    open[i] = before.rows[i + 1] - before.rows[i];
    if (open[i] === 0) order[filled++] = i;
  }
  for (let k = 0; k < filled; k++) {
    const i = order[k];
    for (let e = after.rows[i]; e < after.rows[i + 1]; e++)
      if (--open[after.ends[e]] === 0) order[filled++] = after.ends[e];
  }
  if (filled < n) throw new RangeError('the precedence of the project is cyclic');
  return order;
}

function toResources(problem: ProjectProblem): Resources {
  const n = problem.durations.length;
  const all = problem.capacities.length;
  const columns: { capacity: number; demands: Int32Array; bits: number }[] = [];
  for (let r = 0; r < all; r++) {
    const demands = new Int32Array(n);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      if (problem.durations[i] === 0) continue;
      const demand = problem.demands[i * all + r];
      if (demand > problem.capacities[r])
        throw new RangeError(`activity ${i} needs ${demand} of ${problem.capacities[r]} of resource ${r}`);
      demands[i] = demand;
      sum += demand;
    }
    if (sum <= problem.capacities[r]) continue;
    const divisor = commonDivisor(demands);
    const capacity = Math.floor(problem.capacities[r] / divisor);
    columns.push({ capacity, demands: demands.map((demand) => demand / divisor), bits: 33 - Math.clz32(capacity) });
  }
  return pack(n, columns);
}

/** Fields by first fit decreasing. A capacity of 31 bits fills a word together with its guard bit. */
function pack(n: number, columns: { capacity: number; demands: Int32Array; bits: number }[]): Resources {
  const fields = columns.map((column, r) => ({ ...column, r })).sort((a, b) => b.bits - a.bits || a.r - b.r);
  const used: number[] = [];
  const placed = fields.map((field) => {
    let word = used.findIndex((bits) => bits + field.bits <= 32);
    if (word < 0) word = used.push(0) - 1;
    const shift = used[word];
    used[word] += field.bits;
    return { ...field, word, shift };
  });
  const words = used.length;
  const free = new Int32Array(words);
  const guards = new Int32Array(words);
  const packed = new Int32Array(n * words);
  for (const { word, shift, bits, capacity, demands } of placed) {
    const guard = 1 << (shift + bits - 1);
    guards[word] |= guard;
    free[word] |= guard | (capacity << shift);
    for (let i = 0; i < n; i++) packed[i * words + word] |= demands[i] << shift;
  }
  const count = columns.length;
  const demands = new Int32Array(n * count);
  for (let i = 0; i < n; i++) for (let r = 0; r < count; r++) demands[i * count + r] = columns[r].demands[i];
  return { count, capacities: Int32Array.from(columns, (c) => c.capacity), demands, words, free, guards, packed };
}

/** Greatest common divisor of all the values; 1 where all are 0. */
function commonDivisor(...lists: Int32Array[]): number {
  let divisor = 0;
  for (const list of lists) {
    for (const value of list) {
      let a = Math.abs(value);
      while (a !== 0) [divisor, a] = [a, divisor % a];
      if (divisor === 1) return 1;
    }
  }
  return divisor === 0 ? 1 : divisor;
}
