/**
 * A genetic algorithm over activity lists with modes; the relaxation guides the first of them and the mutations
 * (guide.ts). A child takes a stretch of one parent's list and the rest from the other, each activity with the mode of
 * the parent that placed it; its modes are mended to keep the stocks; then forward, backward and forward passes with
 * improvement of modes. It takes the place of the worse of two members drawn by chance if it is no worse. A population
 * that has not improved for long gives way to a new and larger one.
 *
 * @see Hartmann (2001), Annals of Operations Research 102:111-135; Van Peteghem and Vanhoucke (2010), European Journal of
 *   Operational Research 201:409-418.
 */
import type { Rng } from '../../shared/rng.ts';
import { type Candidate, copyCandidate, countUse, type Generator, newCandidate } from './generation.ts';
import { Guide } from './guide.ts';
import type { Instance } from './instance.ts';
import { Repair } from './mode-assignment.ts';

export interface GeneticParameters {
  readonly population: number;
  /** Chance of an activity that its mode is drawn anew. */
  readonly modeMutation: number;
  /** Chance of neighbours in the list to change places. */
  readonly orderMutation: number;
  /** Share of activities whose mode a pass may improve. */
  readonly improve: number;
  /** Children without a better best, per member, after which a new population begins. */
  readonly patience: number;
  /** How many times larger each further population is, up to `mostGrowth` times the first. */
  readonly growth: number;
  readonly mostGrowth: number;
}

export const geneticDefaults: GeneticParameters = {
  population: 80,
  modeMutation: 0.04,
  orderMutation: 0.05,
  improve: 0.1,
  patience: 60,
  growth: 2,
  mostGrowth: 16,
};

export interface Search {
  /** Whether to come back now. */
  done(): boolean;
  /** Told of each forward schedule: the generator holds it, the candidate its modes. */
  offer(candidate: Candidate, makespan: number): void;
}

interface Member extends Candidate {
  makespan: number;
}

export class Genetic {
  readonly #instance: Instance;
  readonly #generator: Generator;
  readonly #rng: Rng;
  readonly #repair: Repair;
  readonly #parameters: GeneticParameters;
  readonly #placed: Uint8Array;
  readonly #guide: Guide;
  /** Modes within the stocks, for where mending fails. */
  readonly #fallback: Candidate;
  #members: Member[] = [];
  #child: Member;

  /**
   * @param fallback - modes within the stocks.
   * @param shares - of the modes in the relaxation.
   */
  constructor(
    generator: Generator,
    fallback: Candidate,
    shares: Float64Array | undefined,
    rng: Rng,
    parameters = geneticDefaults,
  ) {
    this.#instance = generator.instance;
    this.#generator = generator;
    this.#fallback = fallback;
    this.#rng = rng;
    this.#guide = new Guide(generator.instance, shares, rng);
    this.#repair = new Repair(generator.instance, rng, this.#guide.shares);
    this.#parameters = parameters;
    this.#placed = new Uint8Array(generator.instance.activities);
    this.#child = { ...newCandidate(generator.instance), makespan: 0 };
  }

  /** Runs until the search is done. @param first - a member of the first population. */
  run(search: Search, first: Candidate | undefined): void {
    const { population, growth, mostGrowth } = this.#parameters;
    for (let round = 0; !search.done(); round++) {
      const size = Math.round(population * Math.min(mostGrowth, growth ** round));
      this.#found(search, size, round === 0 ? first : undefined);
      let best = this.#members.reduce((least, { makespan }) => Math.min(least, makespan), Infinity);
      let idle = 0;
      const patience = this.#parameters.patience * size;
      while (idle < patience && !search.done()) {
        const makespan = this.#breed(search);
        if (makespan < best) {
          best = makespan;
          idle = 0;
        } else idle++;
      }
    }
  }

  /** A new population. */
  #found(search: Search, size: number, first: Candidate | undefined): void {
    this.#members = [];
    while (this.#members.length < size && !search.done()) {
      const member: Member = { ...newCandidate(this.#instance), makespan: 0 };
      if (first !== undefined && this.#members.length === 0) copyCandidate(first, member);
      else {
        this.#guide.drawList(member.order);
        this.#guide.drawModes(member);
        this.#mend(member, this.#fallback);
      }
      this.#improve(member, search);
      this.#members.push(member);
    }
  }

  #mend(member: Candidate, otherwise: Candidate): void {
    if (this.#repair.mend(member)) return;
    member.modes.set(otherwise.modes);
    member.used.set(otherwise.used);
  }

  #breed(search: Search): number {
    const mother = this.#tournament();
    const father = this.#tournament();
    const child = this.#child;
    this.#cross(mother, father, child);
    this.#mutate(child);
    countUse(this.#instance, child);
    this.#mend(child, mother);
    this.#improve(child, search);
    this.#insert(child);
    return child.makespan;
  }

  #tournament(): Member {
    const one = this.#members[this.#rng.below(this.#members.length)];
    const two = this.#members[this.#rng.below(this.#members.length)];
    return one.makespan <= two.makespan ? one : two;
  }

  #cross(mother: Candidate, father: Candidate, child: Candidate): void {
    const { activities } = this.#instance;
    const placed = this.#placed.fill(0);
    const one = this.#rng.below(activities + 1);
    const two = this.#rng.below(activities + 1);
    const begin = Math.min(one, two);
    const end = Math.max(one, two);
    let place = 0;
    for (; place < begin; place++) {
      const i = mother.order[place];
      child.order[place] = i;
      child.modes[i] = mother.modes[i];
      placed[i] = 1;
    }
    for (let at = 0; place < end; at++) {
      const i = father.order[at];
      if (placed[i] === 1) continue;
      child.order[place++] = i;
      child.modes[i] = father.modes[i];
      placed[i] = 1;
    }
    for (let at = begin; place < activities; at++) {
      const i = mother.order[at];
      if (placed[i] === 1) continue;
      child.order[place++] = i;
      child.modes[i] = mother.modes[i];
    }
  }

  #mutate(child: Candidate): void {
    const { activities, predecessors } = this.#instance;
    const { order, modes } = child;
    const rng = this.#rng;
    const { modeMutation, orderMutation } = this.#parameters;
    for (let place = 1; place < activities; place++) {
      if (rng.float() >= orderMutation) continue;
      const i = order[place];
      const ahead = order[place - 1];
      let free = true;
      for (let a = predecessors.from[i]; a < predecessors.from[i + 1] && free; a++)
        free = predecessors.neighbour[a] !== ahead;
      if (!free) continue;
      order[place] = ahead;
      order[place - 1] = i;
    }
    for (let i = 0; i < activities; i++) if (rng.float() < modeMutation) modes[i] = this.#guide.drawMode(i);
  }

  /** Forward, backward, forward; the member ends as its last schedule. */
  #improve(member: Member, search: Search): void {
    const generator = this.#generator;
    const { improve } = this.#parameters;
    const rng = this.#rng;
    search.offer(member, generator.pass(member, 'forward', improve, rng));
    generator.turn(member, 'backward');
    generator.pass(member, 'backward', improve, rng);
    generator.turn(member, 'forward');
    member.makespan = generator.pass(member, 'forward', improve, rng);
    search.offer(member, member.makespan);
    generator.straighten(member);
  }

  #insert(child: Member): void {
    const one = this.#rng.below(this.#members.length);
    const two = this.#rng.below(this.#members.length);
    const place = this.#members[one].makespan > this.#members[two].makespan ? one : two;
    const loser = this.#members[place];
    if (child.makespan > loser.makespan) return;
    for (const member of this.#members)
      if (
        member.makespan === child.makespan &&
        sameList(member.modes, child.modes) &&
        sameList(member.order, child.order)
      )
        return;
    this.#members[place] = child;
    this.#child = loser;
  }
}

function sameList(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
