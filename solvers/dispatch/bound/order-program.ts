/**
 * The cheapest way to serve one order at given prices of time, or to leave it out: an exact dynamic programme over the
 * sequence of its loads, on a grid of starting times.
 *
 * State: what is still to bring (and which trucks are away, see load-sequences.ts), and the cell in which the last unloading ended; the next start lies in a window after it,
 * so that a sliding minimum serves all ends at once and a state costs as many steps as there are kinds of loads. Where
 * times do not fall on the grid, a cell stands for all its seconds and every step is taken at its least: a lower bound.
 */
import { never } from '../instance.ts';
import { type LoadKind, type LoadSetting, loadKinds, type VolumeUnits } from './load-kinds.ts';
import { type LoadSequences, loadSequences, type SequenceLimits, type SequenceOption } from './load-sequences.ts';
import type { PriceField } from './prices.ts';
import { startCosts } from './start-costs.ts';
import { unservedCostAtLeast } from './volume-cost.ts';

export interface Prices {
  /** classes x hubs: worth of a truck's being there. */
  readonly trucks: readonly PriceField[];
  readonly hubs: number;
  /** By plant; undefined where docks are no limit. */
  readonly docks: readonly (PriceField | undefined)[];
}

/** One load of the solution: what it takes of trucks and docks. */
export type LoadSink = (kind: LoadKind, load: PlacedLoad) => void;

/** A load at its cheapest time: the truck leaves a hub at `loadStart` and is back at `hub` at `backAt`. */
export interface PlacedLoad {
  price: number;
  loadStart: number;
  hub: number;
  backAt: number;
  dockStart: number;
}

/** What a branch says of an order: `served` means with at least one load, the first of which starts within [from, to]. */
export interface Decision {
  readonly state: 'free' | 'served' | 'out';
  readonly from: number;
  readonly to: number;
}

export const undecided: Decision = { state: 'free', from: -never, to: never };

export interface Grid {
  readonly cell: number;
  /** All times that matter are multiples of the cell from the order's first start on: a cell is one point of time. */
  readonly exact: boolean;
}

export class OrderProgram {
  readonly order: number;
  readonly kinds: readonly LoadKind[];
  /** Steps of one evaluation, for limits of work. */
  readonly work: number;
  readonly outCost: number;
  readonly #grid: Grid;
  readonly #sequences: LoadSequences;
  readonly #nodes: number;
  readonly #nothingLeft: boolean;
  readonly #missing: Float64Array;
  readonly #origin: number;
  readonly #cells: number;
  readonly #ends: number;
  /** Kinds of one class and volume, at several plants, are one option with one price per cell. */
  readonly #optionOf: Int32Array;
  readonly #optionCells: Int32Array;
  readonly #price: Float64Array;
  readonly #kindAt: Int16Array;
  readonly #first: Float64Array;
  readonly #each: Float64Array;
  readonly #rows: readonly Row[];
  /** Cells from the earliest end of a load to the start of the next, at most. */
  readonly #waitMost: number;
  readonly #brought: Float64Array;
  readonly #option: Int16Array;
  readonly #after: Float64Array;
  readonly #next: Int32Array;
  readonly #queue: Int32Array;
  #start = -1;
  decision: Decision = undecided;

  constructor(setting: LoadSetting, order: number, volume: VolumeUnits, grid: Grid, fixedL: number, mostNodes: number) {
    const { instance, objective } = setting;
    this.order = order;
    this.kinds = loadKinds(setting, order, volume);
    this.#grid = grid;
    const { kinds } = this;
    const { cell, exact } = grid;
    const earliest = Math.min(...kinds.map((kind) => kind.from), never);
    const latest = Math.max(...kinds.map((kind) => kind.to), -never);
    this.#origin =
      kinds.length === 0
        ? 0
        : instance.windowFrom[order] + Math.floor((earliest - instance.windowFrom[order]) / cell) * cell;
    this.#cells = kinds.length === 0 ? 0 : Math.floor((latest - this.#origin) / cell) + 1;

    const options = new Map<string, number>();
    const fromStart = instance.gapFromStart[order] === 1;
    this.#optionOf = Int32Array.from(kinds, (kind) => {
      const key = `${kind.truckClass} ${kind.units} ${kind.unloading}`;
      if (!options.has(key)) options.set(key, options.size);
      return options.get(key)!;
    });
    const optionList: SequenceOption[] = [];
    this.#optionCells = new Int32Array(options.size);
    let rest = 0;
    // A load unloads for no less than its kind, but maybe for longer: so much later the gap after it may count from.
    let stretch = 0;
    kinds.forEach(({ truckClass, units, unloading, longestUnloading }, i) => {
      const own = fromStart ? 0 : unloading;
      optionList[this.#optionOf[i]] = { truckClass, units, own };
      this.#optionCells[this.#optionOf[i]] = Math.floor(own / cell);
      rest = Math.max(rest, own % cell);
      if (!fromStart) stretch = Math.max(stretch, longestUnloading - unloading);
    });
    this.#ends = this.#cells + Math.max(0, ...this.#optionCells);
    const waitMost = fixedL > 0 ? never : instance.gapGreatest[order] + stretch;
    const gapLeast = Math.floor(Math.max(0, instance.gapLeast[order]) / cell);
    this.#waitMost = Math.min(this.#ends, Math.floor((waitMost + rest + (exact ? 0 : cell - 1)) / cell));

    const outL = instance.volumeL[order] - fixedL;
    const whole = instance.wholeOnly[order] === 1;
    const missingCost = (litres: number) =>
      objective === 'volume' ? litres : unservedCostAtLeast(instance, order, litres);
    this.outCost = missingCost(outL);
    this.#sequences = loadSequences(
      volume.units,
      optionList,
      sequenceLimits(setting, order, kinds, waitMost),
      mostNodes,
    );
    this.#nothingLeft = volume.units === 0;
    this.#nodes = this.#sequences.unitsLeft.length;
    this.#missing = Float64Array.from(this.#sequences.unitsLeft, (left) =>
      whole ? Infinity : missingCost(Math.max(0, outL - (volume.units - left) * volume.unitL)),
    );
    this.#rows = rowsOf(this.#sequences, options.size, gapLeast, cell);
    const costs = startCosts(setting, order, kinds, this.#origin, this.#cells, grid, fixedL > 0);
    this.#first = costs.first;
    this.#each = costs.each;
    this.#price = new Float64Array(options.size * this.#cells);
    this.#kindAt = new Int16Array(options.size * this.#cells);
    this.#brought = new Float64Array(this.#rows.length * this.#cells);
    this.#option = new Int16Array(this.#brought.length);
    this.#after = new Float64Array(this.#nodes * this.#ends);
    this.#next = new Int32Array(this.#after.length);
    this.#queue = new Int32Array(this.#cells);
    this.work = (this.#rows.length * 4 + this.#nodes * options.size + 4 * kinds.length) * this.#cells;
  }

  /** Earliest start of loading and latest time at which a truck is free again: what prices have to cover. */
  get span(): { from: number; to: number } {
    return {
      from: Math.min(...this.kinds.map((kind) => Math.min(kind.from - kind.lead, kind.lastLoading))),
      to: Math.max(...this.kinds.map((kind) => kind.to + kind.unloading + kind.tail)),
    };
  }

  /** @returns cost of the order at least, prices of what it takes included. */
  evaluate(prices: Prices): number {
    if (this.#nothingLeft) return 0;
    if (this.kinds.length === 0 || this.decision.state === 'out') {
      this.#start = -1;
      return this.#leftOut;
    }
    this.#priceOptions(prices);
    const cells = this.#cells;
    const ends = this.#ends;
    const options = this.#optionCells.length;
    const brought = this.#brought;
    const after = this.#after;
    const { next } = this.#sequences;
    const lastRow = this.#rows.length - 1;
    for (let at = 0; at <= lastRow; at++) {
      const { node, allowed, fresh } = this.#rows[at];
      for (let s = 0; s < cells; s++) {
        let best = Infinity;
        let chosen = -1;
        for (let i = 0; i < allowed.length; i++) {
          const option = allowed[i];
          const left = next[node * options + option];
          const rest = left > 0 ? after[left * ends + s + this.#optionCells[option]] : 0;
          const cost = this.#price[option * cells + s] + rest;
          if (cost < best) {
            best = cost;
            chosen = option;
          }
        }
        brought[at * cells + s] = best;
        this.#option[at * cells + s] = chosen;
      }
      if (fresh) {
        const from = node * ends;
        after.fill(this.#missing[node], from, from + ends);
        this.#next.fill(-1, from, from + ends);
      }
      if (at < lastRow) this.#slide(at);
    }
    let least = this.decision.state === 'served' ? Infinity : this.#leftOut;
    this.#start = -1;
    const row = lastRow * cells;
    // A cell is in where any of its seconds is.
    const from = Math.max(0, Math.floor((this.decision.from - this.#origin) / this.#grid.cell));
    const to = Math.min(cells - 1, Math.floor((this.decision.to - this.#origin) / this.#grid.cell));
    for (let s = from; s <= to; s++) {
      const cost = brought[row + s] + this.#first[s];
      if (cost < least) {
        least = cost;
        this.#start = s;
      }
    }
    return least;
  }

  get cell(): number {
    return this.#grid.cell;
  }

  /** Seconds from its first possible start to its last. */
  get startLength(): number {
    return Math.max(1, this.#cells * this.#grid.cell);
  }

  /** Start of the first load in the last evaluation; NaN where the order was left out. */
  get firstStart(): number {
    return this.#start < 0 ? Number.NaN : this.#origin + this.#start * this.#grid.cell;
  }

  /** Cost of leaving out what is left of it. */
  get #leftOut(): number {
    return Math.min(this.outCost, this.#missing[this.#nodes - 1]);
  }

  /** Whether the last evaluation found serving cheaper than leaving out. */
  get served(): boolean {
    return this.#start >= 0;
  }

  /** Loads of the last evaluation's solution. */
  trace(prices: Prices, sink: LoadSink): void {
    const options = this.#optionCells.length;
    const cells = this.#cells;
    let at = this.#start < 0 ? -1 : (this.#rows.length - 1) * cells + this.#start;
    while (at >= 0) {
      const option = this.#option[at];
      const s = at % cells;
      const kind = this.kinds[this.#kindAt[option * cells + s]];
      placeLoad(kind, prices, this.#origin + s * this.#grid.cell, this.#width(), Infinity, placed);
      sink(kind, placed);
      const node = this.#sequences.next[this.#rows[(at - s) / cells].node * options + option];
      at = node > 0 ? this.#next[node * this.#ends + s + this.#optionCells[option]] : -1;
    }
  }

  #width(): number {
    return this.#grid.exact ? 0 : this.#grid.cell - 1;
  }

  #priceOptions(prices: Prices): void {
    const cells = this.#cells;
    const width = this.#width();
    this.#price.fill(Infinity);
    this.kinds.forEach((kind, i) => {
      const option = this.#optionOf[i] * cells;
      const from = Math.max(0, Math.floor((kind.from - this.#origin) / this.#grid.cell));
      const to = Math.floor((kind.to - this.#origin) / this.#grid.cell);
      for (let s = from; s <= to; s++) {
        const fixedCost = kind.cost + this.#each[s];
        const most = this.#price[option + s] - fixedCost;
        placeLoad(kind, prices, this.#origin + s * this.#grid.cell, width, most, placed);
        const cost = placed.price + fixedCost;
        if (cost < this.#price[option + s]) {
          this.#price[option + s] = cost;
          this.#kindAt[option + s] = i;
        }
      }
    });
  }

  /** after[q][end] = least of stopping there and of brought[q][s] over starts s that the gap allows. */
  #slide(at: number): void {
    const { node, wait } = this.#rows[at];
    const cells = this.#cells;
    const queue = this.#queue;
    const row = at * cells;
    let head = 0;
    let tail = 0;
    let entered = 0;
    for (let end = 0; end < this.#ends; end++) {
      const to = Math.min(cells - 1, end + this.#waitMost);
      for (; entered <= to; entered++) {
        const cost = this.#brought[row + entered];
        while (tail > head && this.#brought[row + queue[tail - 1]] >= cost) tail--;
        queue[tail++] = entered;
      }
      while (head < tail && queue[head] < end + wait) head++;
      const best = node * this.#ends + end;
      if (head < tail && this.#brought[row + queue[head]] < this.#after[best]) {
        this.#after[best] = this.#brought[row + queue[head]];
        this.#next[best] = row + queue[head];
      }
    }
  }
}

/** Loads that may be next at a node after the same wait, in cells, from the earliest end of the last load. */
interface Row {
  readonly node: number;
  readonly wait: number;
  readonly allowed: Int32Array;
  /** The first row of its node. */
  readonly fresh: boolean;
}

function rowsOf(sequences: LoadSequences, options: number, gapLeast: number, cell: number): Row[] {
  const rows: Row[] = [];
  for (let node = 1; node < sequences.unitsLeft.length; node++) {
    const byWait = new Map<number, number[]>([[gapLeast, []]]);
    for (let option = 0; option < options; option++) {
      if (sequences.next[node * options + option] < 0) continue;
      const wait = Math.max(gapLeast, Math.floor(sequences.wait[node * options + option] / cell));
      const same = byWait.get(wait);
      if (same) same.push(option);
      else byWait.set(wait, [option]);
    }
    let fresh = true;
    for (const [wait, allowed] of byWait) {
      rows.push({ node, wait, allowed: Int32Array.from(allowed), fresh });
      fresh = false;
    }
  }
  return rows;
}

function sequenceLimits(
  { instance, classes, hubs, returnToHub }: LoadSetting,
  order: number,
  kinds: readonly LoadKind[],
  waitMost: number,
): SequenceLimits {
  const back = returnToHub.subarray(instance.site[order] * hubs, (instance.site[order] + 1) * hubs);
  const cycle = new Float64Array(classes.count).fill(Infinity);
  for (const { truckClass, unloading, away } of kinds) {
    for (const next of kinds) {
      if (next.truckClass !== truckClass) continue;
      cycle[truckClass] = Math.min(cycle[truckClass], unloading + away + back[next.hub] + next.lead);
    }
  }
  const able = (truck: number) => instance.mayServe[order * instance.trucks + truck] === 1;
  return { trucks: classes.trucks.map((trucks) => trucks.filter(able).length), cycle, waitMost };
}

const placed: PlacedLoad = { price: 0, loadStart: 0, hub: 0, backAt: 0, dockStart: 0 };

/**
 * The cheapest time in a cell to start unloading: what a truck is worth where and when it loads, less what it is worth
 * where and when it is back, and the dock. Found exactly where it costs less than `most`, else any greater price.
 */
function placeLoad(
  kind: LoadKind,
  prices: Prices,
  cellFrom: number,
  width: number,
  most: number,
  found: PlacedLoad,
): void {
  const offset = kind.truckClass * prices.hubs;
  const field = prices.trucks[offset + kind.hub];
  const from = Math.max(cellFrom, kind.from);
  const to = Math.min(cellFrom + width, kind.to);
  const latestLoading = Math.min(to - kind.lead, kind.lastLoading);
  const worth = field.after(latestLoading);
  found.price = Infinity;
  for (let hub = 0; hub < prices.hubs; hub++) {
    const backField = prices.trucks[offset + hub];
    const onward = kind.unloading + kind.away + kind.back[hub];
    // The best of both ends of the cell: no time in it is cheaper.
    const least = worth - backField.after(from + onward);
    if (least >= found.price || least >= most) continue;
    const consider = (start: number) => {
      if (start < from || start > to) return;
      const loadStart = Math.min(start - kind.lead, kind.lastLoading);
      const price = field.after(loadStart) - backField.after(start + onward);
      if (price >= found.price) return;
      found.price = price;
      found.loadStart = loadStart;
      found.hub = hub;
      found.backAt = start + onward;
    };
    consider(from);
    if (to > from) {
      // Linear between edges; buckets are no shorter than cells, so that either end passes one edge at most.
      consider(backField.edgeAtOrAfter(from + onward) - onward);
      consider(field.edgeAtOrAfter(from - kind.lead) + kind.lead);
      consider(kind.lastLoading + kind.lead);
      consider(to);
    }
  }
  const dock = prices.docks[kind.plant];
  if (dock?.active && kind.hold > 0 && found.price < Infinity) {
    const earliest = Math.min(latestLoading, Math.max(kind.firstLoading, from - kind.longestLead));
    found.price += dock.cheapest(earliest, latestLoading, kind.hold);
    found.dockStart = dock.cheapestStart;
  } else found.dockStart = found.loadStart;
}
