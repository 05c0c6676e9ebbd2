/**
 * The pieces of one grade in a given list of heats: the state that construction and search work on, and the two moves
 * that change it, filling heats one after another and re-filling a few of them.
 *
 * Filling follows the window idea: a heat is given as much as leaves the heats after it at least their least mass, so
 * that a packing that can be completed stays completable.
 */
import type { Rng } from '../shared/rng.ts';
import { localConflicts } from './conflicts.ts';
import type { GradeInstance, Instance } from './instance.ts';
import { SubsetSum } from './subset-sum.ts';

/** One heat under construction; pieces by local type. */
export interface Load {
  readonly furnace: number;
  readonly pieces: Int32Array;
  mass: number;
}

/** Worth of pieces and what a heat below its least mass costs, in the same unit. */
export interface Worth {
  /** Per piece by local type; what is left out counts against the packing. */
  readonly ofPiece: Float64Array;
  readonly perMissingMass: number;
}

export interface FillOptions {
  /**
   * An empty heat gets a piece of the most wanted type before all others (default): the fullest heat is often made of
   * middling pieces, and the large ones would be left over.
   */
  readonly largestFirst?: boolean;
  /** Where types exclude each other, draws now and then which of them goes first. */
  readonly rng?: Rng;
  /** Mass that the heat should reach, or the pieces no longer fit the heats after it. */
  readonly enough?: number;
}

const subsetSum = new SubsetSum();

export class Packing {
  readonly instance: Instance;
  readonly grade: GradeInstance;
  readonly loads: Load[];
  /** Pieces not in any heat, by local type. */
  readonly rest: Int32Array;
  readonly #mass: Float64Array;
  readonly #worth: Worth;
  /** Local types that each may not share a heat with; undefined where there are none in the grade. */
  readonly #conflicts: readonly (readonly number[])[] | undefined;

  constructor(instance: Instance, grade: GradeInstance, heatsByFurnace: readonly number[], worth: Worth) {
    this.instance = instance;
    this.grade = grade;
    this.loads = heatsByFurnace.flatMap((heats, furnace) =>
      Array.from({ length: heats }, () => ({ furnace, pieces: new Int32Array(grade.types.length), mass: 0 })),
    );
    this.rest = Int32Array.from(grade.types, (type, local) => (worth.ofPiece[local] > 0 ? instance.quantity[type] : 0));
    this.#mass = Float64Array.from(grade.types, (type) => instance.mass[type]);
    this.#worth = worth;
    this.#conflicts = localConflicts(instance, grade);
  }

  /** Worth of all that is left out plus the price of heats below their least mass; 0: complete. */
  cost(): number {
    return this.costOf(this.loads) + this.restCost();
  }

  restCost(): number {
    let cost = 0;
    for (let local = 0; local < this.rest.length; local++) cost += this.rest[local] * this.#worth.ofPiece[local];
    return cost;
  }

  costOf(loads: readonly Load[]): number {
    let missing = 0;
    for (const load of loads) missing += Math.max(0, this.instance.least[load.furnace] - load.mass);
    return missing * this.#worth.perMissingMass;
  }

  /** Pieces of a type that a heat still takes, by mass and every further dimension; 0 where its furnace or its contents forbid it. */
  fits(load: Load, local: number): number {
    const { instance, grade } = this;
    const type = grade.types[local];
    if (instance.eligible[type * instance.furnaces + load.furnace] === 0) return 0;
    if (this.#conflicts?.[local].some((other) => load.pieces[other] > 0)) return 0;
    let pieces = Math.floor((instance.greatest[load.furnace] - load.mass) / this.#mass[local]);
    const { dimensions } = instance;
    for (let d = 0; d < dimensions && pieces > 0; d++) {
      const size = instance.size[type * dimensions + d];
      if (size > 0) pieces = Math.min(pieces, Math.floor(this.#room(load, d) / size));
    }
    return pieces;
  }

  #room(load: Load, dimension: number): number {
    const { dimensions, size, capacity } = this.instance;
    let room = capacity[load.furnace * dimensions + dimension];
    for (let local = 0; local < load.pieces.length; local++)
      room -= load.pieces[local] * size[this.grade.types[local] * dimensions + dimension];
    return room;
  }

  /** Moves the pieces of a heat back to the rest. */
  empty(load: Load): void {
    for (let local = 0; local < this.rest.length; local++) {
      this.rest[local] += load.pieces[local];
      load.pieces[local] = 0;
    }
    load.mass = 0;
  }

  /** Adds a heat that holds the given pieces, taken from the rest. */
  adopt(furnace: number, pieces: Int32Array): void {
    const load: Load = { furnace, pieces: new Int32Array(pieces.length), mass: 0 };
    this.loads.push(load);
    pieces.forEach((count, local) => {
      if (count > 0) this.put(load, local, count);
    });
  }

  /** Puts pieces of the rest into a heat; the caller has made sure that they are there and fit. */
  put(load: Load, local: number, pieces: number): void {
    load.pieces[local] += pieces;
    load.mass += pieces * this.#mass[local];
    this.rest[local] -= pieces;
  }

  /**
   * Fills empty heats in their order from the rest.
   * @param order - local types, most wanted first.
   * @param rng - draws lower targets now and then, for other packings of the same heats; absent: as full as can be.
   * @param largestFirst - see `fill`.
   */
  fillAll(loads: readonly Load[], order: readonly number[], rng: Rng | undefined, largestFirst = true): void {
    let restMass = this.restMass();
    let leastAhead = loads.reduce((sum, load) => sum + this.instance.least[load.furnace], 0);
    let roomAhead = loads.reduce((sum, load) => sum + this.instance.greatest[load.furnace], 0);
    for (const load of loads) {
      leastAhead -= this.instance.least[load.furnace];
      roomAhead -= this.instance.greatest[load.furnace];
      const high = Math.min(this.instance.greatest[load.furnace], restMass - leastAhead);
      // What the later heats cannot take must go in here; between the two any load keeps the rest completable.
      const low = Math.max(this.instance.least[load.furnace], restMass - roomAhead);
      const slack = high - low;
      const target = rng && slack > 0 && rng.below(3) === 0 ? high - rng.below(Math.min(slack, high * 0.2) + 1) : high;
      const enough = Math.min(low, this.instance.greatest[load.furnace]);
      this.fill(load, order, Math.max(target, enough), { largestFirst, rng, enough });
      restMass -= load.mass;
    }
  }

  /** Fills one heat up to `target` mass. */
  fill(load: Load, order: readonly number[], target: number, how: FillOptions = {}): void {
    const { instance, grade } = this;
    const may = order.filter(
      (local) => this.rest[local] > 0 && instance.eligible[grade.types[local] * instance.furnaces + load.furnace] === 1,
    );
    if (!this.#conflicts) this.#fillFrom(load, may, target, how);
    // A type that was to come in and did not may have kept others out, so what is left is looked at again.
    else
      for (let before = -1; before < load.mass && load.mass < target; ) {
        before = load.mass;
        this.#fillFrom(load, this.#compatible(load, may, how.rng), target, how);
      }
  }

  /** Of the types those that a heat may hold together with what it holds, first come first. */
  #compatible(load: Load, order: readonly number[], rng: Rng | undefined): number[] {
    const conflicts = this.#conflicts!;
    const barred = new Uint8Array(this.rest.length);
    for (let local = 0; local < this.rest.length; local++)
      if (load.pieces[local] > 0) for (const other of conflicts[local]) barred[other] = 1;
    const candidates = order.filter((local) => this.rest[local] > 0);
    const turns = [...candidates];
    if (rng && rng.below(2) === 0) rng.shuffle(turns);
    for (const local of turns) if (barred[local] === 0) for (const other of conflicts[local]) barred[other] = 1;
    return candidates.filter((local) => barred[local] === 0);
  }

  #fillFrom(
    load: Load,
    may: readonly number[],
    target: number,
    { largestFirst = true, enough = 0 }: FillOptions,
  ): void {
    if (this.instance.dimensions > 0) this.#fillByOrder(load, may, target);
    else {
      if (largestFirst && load.mass === 0 && may.length > 0 && this.#mass[may[0]] <= target) this.put(load, may[0], 1);
      const chosen = new Int32Array(this.rest.length);
      const { mass } = load;
      load.mass += subsetSum.fill(may, this.#mass, this.rest, target - mass, chosen, enough - mass);
      for (const local of may) {
        load.pieces[local] += chosen[local];
        this.rest[local] -= chosen[local];
      }
    }
  }

  /** Tops up a heat with whatever of `order` still fits, keeping what it holds. */
  topUp(load: Load, order: readonly number[]): void {
    this.fill(load, order, this.instance.greatest[load.furnace]);
  }

  /** With further dimensions there is no sum to aim at: takes the types in order, as many pieces as fit. */
  #fillByOrder(load: Load, order: readonly number[], target: number): void {
    for (const local of order) {
      const byMass = Math.floor((target - load.mass) / this.#mass[local]);
      const pieces = Math.min(this.rest[local], byMass, this.fits(load, local));
      if (pieces > 0) this.put(load, local, pieces);
    }
  }

  /**
   * Empties a few heats and fills them anew with their own pieces and the rest, in an order drawn at random.
   * Kept where it costs no more than before, else undone.
   * @returns change of cost, at most 0.
   */
  refill(rng: Rng, how: readonly number[]): number {
    const opened = how.map((index) => this.loads[index]);
    const before = this.restCost() + this.costOf(opened);
    const kept = opened.map((load) => ({ pieces: load.pieces.slice(), mass: load.mass }));
    const restBefore = this.rest.slice();
    for (const load of opened) this.empty(load);
    this.fillAll(opened, this.drawOrder(rng), rng, rng.below(2) === 0);
    const after = this.restCost() + this.costOf(opened);
    if (after <= before) return after - before;
    opened.forEach((load, at) => {
      load.pieces.set(kept[at].pieces);
      load.mass = kept[at].mass;
    });
    this.rest.set(restBefore);
    return 0;
  }

  /**
   * A random order of types: mostly from heavy to light with some disorder, so that small pieces stay for the end.
   * Where worth per mass differs, dearer types come earlier.
   */
  drawOrder(rng: Rng): number[] {
    const disorder = [0.05, 0.3, 1, 4][rng.below(4)];
    const key = (local: number) => {
      const worthPerMass = this.#worth.ofPiece[local] / this.#mass[local];
      return Math.log(this.#mass[local] * worthPerMass * worthPerMass) + disorder * rng.float();
    };
    const keyed = Array.from(this.grade.types, (_, local) => ({ local, key: key(local) }));
    return keyed.sort((a, b) => b.key - a.key || a.local - b.local).map(({ local }) => local);
  }

  /** Types from heavy to light, dearest first where worth per mass differs. */
  plainOrder(): number[] {
    const worthPerMass = (local: number) => this.#worth.ofPiece[local] / this.#mass[local];
    return Array.from(this.grade.types, (_, local) => local).sort(
      (a, b) => worthPerMass(b) - worthPerMass(a) || this.#mass[b] - this.#mass[a] || a - b,
    );
  }

  /** Mass of the rest, or of that part of it which a furnace may pour. */
  restMass(furnace?: number): number {
    const { instance, grade } = this;
    let sum = 0;
    for (let local = 0; local < this.rest.length; local++)
      if (furnace === undefined || instance.eligible[grade.types[local] * instance.furnaces + furnace] === 1)
        sum += this.rest[local] * this.#mass[local];
    return sum;
  }
}
