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

/** What a branch says of an order; `served` means with at least one load. */
export type Decision = 'free' | 'served' | 'out';

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
  readonly #gapLeast: number;
  readonly #gapGreatest: number;
  readonly #brought: Float64Array;
  readonly #option: Int16Array;
  readonly #after: Float64Array;
  readonly #next: Int32Array;
  readonly #queue: Int32Array;
  #start = -1;
  decision: Decision = 'free';

  constructor(setting: LoadSetting, order: number, volume: VolumeUnits, grid: Grid, fixedL: number) {
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
    kinds.forEach((kind, i) => {
      optionList[this.#optionOf[i]] = kind;
      this.#optionCells[this.#optionOf[i]] = fromStart ? 0 : Math.floor(kind.unloading / cell);
      if (!fromStart) rest = Math.max(rest, kind.unloading % cell);
    });
    this.#ends = this.#cells + Math.max(0, ...this.#optionCells);
    const greatest = fixedL > 0 ? never : instance.gapGreatest[order];
    this.#gapLeast = Math.floor(Math.max(0, instance.gapLeast[order]) / cell);
    this.#gapGreatest = Math.min(this.#ends, Math.floor((greatest + rest + (exact ? 0 : cell - 1)) / cell));

    const outL = instance.volumeL[order] - fixedL;
    const perL = objective === 'volume' ? 1 : instance.unservedPerL[order];
    const whole = instance.wholeOnly[order] === 1;
    this.outCost = objective === 'volume' ? outL : whole ? instance.unservedCost[order] : perL * outL;
    this.#sequences = loadSequences(
      volume.units,
      optionList,
      sequenceLimits(setting, order, kinds, greatest),
      mostNodes,
    );
    this.#nothingLeft = volume.units === 0;
    this.#nodes = this.#sequences.unitsLeft.length;
    this.#missing = Float64Array.from(this.#sequences.unitsLeft, (left) =>
      whole ? Infinity : perL * Math.max(0, outL - (volume.units - left) * volume.unitL),
    );
    const costs = startCosts(setting, order, kinds, this.#origin, this.#cells, grid, fixedL > 0);
    this.#first = costs.first;
    this.#each = costs.each;
    this.#price = new Float64Array(options.size * this.#cells);
    this.#kindAt = new Int16Array(options.size * this.#cells);
    this.#brought = new Float64Array(this.#nodes * this.#cells);
    this.#option = new Int16Array(this.#brought.length);
    this.#after = new Float64Array(this.#nodes * this.#ends);
    this.#next = new Int32Array(this.#after.length);
    this.#queue = new Int32Array(this.#cells);
    this.work = (this.#nodes * (options.size + 4) + 4 * kinds.length) * this.#cells;
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
    if (this.kinds.length === 0 || this.decision === 'out') {
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
    for (let node = 1; node < this.#nodes; node++) {
      for (let s = 0; s < cells; s++) {
        let best = Infinity;
        let chosen = -1;
        for (let option = 0; option < options; option++) {
          const left = next[node * options + option];
          if (left < 0) continue;
          const rest = left > 0 ? after[left * ends + s + this.#optionCells[option]] : 0;
          const cost = this.#price[option * cells + s] + rest;
          if (cost < best) {
            best = cost;
            chosen = option;
          }
        }
        brought[node * cells + s] = best;
        this.#option[node * cells + s] = chosen;
      }
      if (node < this.#nodes - 1) this.#slide(node);
    }
    let least = this.decision === 'served' ? Infinity : this.#leftOut;
    this.#start = -1;
    const row = (this.#nodes - 1) * cells;
    for (let s = 0; s < cells; s++) {
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
    let s = this.#start;
    let node = this.#nodes - 1;
    const options = this.#optionCells.length;
    while (s >= 0 && node > 0) {
      const option = this.#option[node * this.#cells + s];
      const kind = this.kinds[this.#kindAt[option * this.#cells + s]];
      placeLoad(kind, prices, this.#origin + s * this.#grid.cell, this.#width(), Infinity, placed);
      sink(kind, placed);
      node = this.#sequences.next[node * options + option];
      s = node > 0 ? this.#next[node * this.#ends + s + this.#optionCells[option]] : -1;
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
  #slide(node: number): void {
    const cells = this.#cells;
    const queue = this.#queue;
    const row = node * cells;
    const stop = this.#missing[node];
    let head = 0;
    let tail = 0;
    let entered = 0;
    for (let end = 0; end < this.#ends; end++) {
      const to = Math.min(cells - 1, end + this.#gapGreatest);
      for (; entered <= to; entered++) {
        const cost = this.#brought[row + entered];
        while (tail > head && this.#brought[row + queue[tail - 1]] >= cost) tail--;
        queue[tail++] = entered;
      }
      while (head < tail && queue[head] < end + this.#gapLeast) head++;
      const at = node * this.#ends + end;
      const cost = head < tail ? this.#brought[row + queue[head]] : Infinity;
      this.#after[at] = Math.min(stop, cost);
      this.#next[at] = cost < stop ? queue[head] : -1;
    }
  }
}

/** Nodes of an order's sequences at most. */
const mostNodes = 400;

function sequenceLimits(
  { instance, classes }: LoadSetting,
  order: number,
  kinds: readonly LoadKind[],
  gapGreatest: number,
): SequenceLimits {
  const cycle = new Float64Array(classes.count).fill(Infinity);
  const mostOnward = new Float64Array(classes.count);
  for (const { truckClass, unloading, away, back } of kinds) {
    for (const next of kinds) {
      if (next.truckClass !== truckClass) continue;
      cycle[truckClass] = Math.min(cycle[truckClass], unloading + away + back[next.hub] + next.lead);
    }
    mostOnward[truckClass] = Math.max(mostOnward[truckClass], unloading + gapGreatest);
  }
  const able = (truck: number) => instance.mayServe[order * instance.trucks + truck] === 1;
  return { trucks: classes.trucks.map((own) => own.filter(able).length), cycle, mostOnward };
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
