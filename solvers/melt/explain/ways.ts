/**
 * The least sets of limits that have to give way for period 0 to be poured in full.
 *
 * Limits are tried alone first. Where none does, sets that hit every conflict are tried, smallest first: a conflict is what
 * is left of all limits once as many as possible have given way and it is still impossible. Such a set is a least one
 * as soon as it works. Then each step is made as small as the others let it be.
 *
 * @see Moreno-Centeno and Karp (2013), The Implicit Hitting Set Approach, Operations Research 61(2):453-468.
 */
import type { MeltPlan, MeltProblem } from '../../../models/melt.ts';
import { type MeltWay, relaxed } from '../../../models/melt-explanation.ts';
import { pouredGrams } from '../../../models/melt-units.ts';
import { smallestHittingSet } from './hitting-set.ts';
import { type Limit, lineFurnaces, linePieces, relaxedTo, shopLimits } from './limits.ts';
import type { Resolver, Verdict } from './resolver.ts';

/** Lines looked at beside those that the plan leaves out. */
const furtherLines = 30;
/** Pairs of a line and a furnace that may not pour it. */
const mostPairs = 40;
/** Ways told, and of those that only let pieces of a line wait. */
const mostWays = 12;
const mostLineWays = 5;
/** Ways of several limits; there may be very many. */
const mostSets = 4;
/** Shares of the budget left that go to one try, and to the value of a way. */
const tryShare = 0.05;
const valueShare = 0.08;

interface Conflict {
  readonly limits: readonly number[];
  readonly proved: boolean;
}

/** @param plan - leaves pieces of period 0 out. */
export function findWays(
  problem: MeltProblem,
  plan: MeltPlan,
  resolver: Resolver,
  impossibleProved: boolean,
): { ways: MeltWay[]; notLookedAt: string[]; complete?: MeltPlan } {
  const search = new WaySearch(problem, plan, resolver, impossibleProved);
  search.run();
  return search;
}

class WaySearch {
  readonly ways: MeltWay[] = [];
  readonly notLookedAt: string[] = [];
  /** A plan that pours all of period 0 with nothing changed, come upon by the way. */
  complete: MeltPlan | undefined;
  readonly #problem: MeltProblem;
  /** The request as it is asked whether period 0 can be poured: pieces that wait may be poured all the same. */
  readonly #asked: MeltProblem;
  readonly #plan: MeltPlan;
  readonly #resolver: Resolver;
  readonly #limits: readonly Limit[];
  readonly #firstLine: number;
  readonly #conflicts: Conflict[] = [];
  #undecided = 0;

  constructor(problem: MeltProblem, plan: MeltPlan, resolver: Resolver, impossibleProved: boolean) {
    this.#problem = problem;
    this.#plan = plan;
    this.#resolver = resolver;
    // Pieces that may wait are pieces of a later period; where those stay out, no others come in beside them.
    const lines = problem.fill === 'none' ? problem.lines.filter((line) => line.period === 0) : problem.lines;
    this.#asked = { ...problem, lines, fill: 'top-up' };
    const ranked = rankedLines(problem, plan);
    const looked = ranked.slice(0, plan.left.length + furtherLines);
    const pairs = ranked.flatMap((line) => lineFurnaces(problem, line));
    const shop = [...shopLimits(problem), ...pairs.slice(0, mostPairs)];
    this.#firstLine = shop.length;
    this.#limits = [...shop, ...looked.map((line) => linePieces(problem, line))];
    if (ranked.length > looked.length)
      this.notLookedAt.push(`pieces that could wait of ${ranked.length - looked.length} further lines`);
    if (pairs.length > mostPairs)
      this.notLookedAt.push(`${pairs.length - mostPairs} further pairs of a line and a furnace that may not pour it`);
    this.#conflicts.push({ limits: this.#limits.map((_, at) => at), proved: impossibleProved });
  }

  run(): void {
    this.#trySingles();
    if (this.ways.length === 0 && !this.complete) this.#trySets();
    if (this.#undecided > 0)
      this.notLookedAt.push(`${this.#undecided} tries ended with neither a plan nor a proof that there is none`);
  }

  #trySingles(): void {
    let ofLines = 0;
    for (let at = 0; at < this.#limits.length && !this.complete; at++) {
      const isLine = at >= this.#firstLine;
      if (this.ways.length === mostWays || (isLine && ofLines === mostLineWays)) {
        this.notLookedAt.push(`${this.#limits.length - at} further limits alone, as enough ways were found before`);
        return;
      }
      if (this.#resolver.endedBy()) {
        this.notLookedAt.push(`${this.#limits.length - at} of ${this.#limits.length} limits alone`);
        return;
      }
      const verdict = this.#trySet([at]);
      if (!verdict.plan) continue;
      this.#tell([at], verdict.plan);
      if (isLine) ofLines++;
    }
  }

  #trySets(): void {
    const known = this.#shrunk();
    let size = known.set.length;
    const told: number[][] = [];
    while (told.length < mostSets && !this.complete && !this.#resolver.endedBy()) {
      const sets = this.#conflicts.map(({ limits }) => limits);
      const set = smallestHittingSet(sets, told, size);
      if (typeof set === 'string') break;
      const verdict = this.#trySet(set);
      if (verdict.plan) {
        size = set.length;
        told.push(set);
        this.#tell(set, verdict.plan);
      } else this.#conflicts.push(this.#conflictBeyond(set, verdict.proved));
    }
    if (told.length === 0) this.#tell(known.set, known.plan);
    if (this.#resolver.endedBy()) this.notLookedAt.push('further sets of limits that together would do');
    else if (told.length === mostSets) this.notLookedAt.push('further sets of as many limits');
  }

  /** A set that works and of which none was found to be dispensable; limits that are hard to change go first. */
  #shrunk(): { set: number[]; plan: MeltPlan } {
    const all = this.#limits.map((_, at) => at);
    // The pieces that the plan leaves out may always wait.
    let plan = this.#trySet(all).plan ?? this.#plan;
    let set = this.#neededBy(plan, all);
    for (const at of [...set].reverse()) {
      if (!set.includes(at) || this.#resolver.endedBy()) continue;
      const without = set.filter((other) => other !== at);
      const verdict = this.#trySet(without);
      if (!verdict.plan) continue;
      plan = verdict.plan;
      set = this.#neededBy(plan, without);
    }
    return { set, plan };
  }

  #neededBy(plan: MeltPlan, set: readonly number[]): number[] {
    return set.filter((at) => this.#limits[at].levelFor(plan) > 0);
  }

  /** Lets as many limits give way beyond `set` as leave it impossible. @returns the others: one of them has to. */
  #conflictBeyond(set: readonly number[], proved: boolean): Conflict {
    let given = [...set];
    let isProved = proved;
    const add = (chunk: readonly number[]): void => {
      if (chunk.length === 0) return;
      const verdict = this.#trySet([...given, ...chunk]);
      if (!verdict.plan && !this.#resolver.endedBy()) {
        given = [...given, ...chunk];
        isProved = verdict.proved;
      } else if (chunk.length > 1 && !this.#resolver.endedBy()) {
        const half = Math.ceil(chunk.length / 2);
        add(chunk.slice(0, half));
        add(chunk.slice(half));
      }
    };
    const rest = this.#limits.map((_, at) => at).filter((at) => !set.includes(at));
    const quarter = Math.ceil(rest.length / 4);
    for (let at = 0; at < rest.length; at += quarter) add(rest.slice(at, at + quarter));
    return { limits: this.#limits.map((_, at) => at).filter((at) => !given.includes(at)), proved: isProved };
  }

  /** The limits of the set give way as far as they can. */
  #trySet(set: readonly number[]): Verdict {
    const levels = this.#limits.map(({ levels: most }, at) => (set.includes(at) ? most : 0));
    return this.#try(levels);
  }

  #try(levels: readonly number[]): Verdict {
    // What a conflict holds back is known without a look.
    const conflict = this.#conflicts.find(({ limits, proved }) => proved && limits.every((at) => levels[at] === 0));
    if (conflict) return { plan: undefined, proved: true };
    if (this.#resolver.endedBy()) return { plan: undefined, proved: false };
    const verdict = this.#resolver.canPourAll(relaxedTo(this.#asked, this.#limits, levels), tryShare);
    if (!verdict.plan && !verdict.proved && !this.#resolver.endedBy()) this.#undecided++;
    return verdict;
  }

  /** Makes the steps small, asks what the way gives, and keeps it. */
  #tell(set: readonly number[], first: MeltPlan): void {
    const removals = set.map((at) =>
      set.length === 1 ? { proved: this.#conflicts[0].proved } : this.#trySet(set.filter((other) => other !== at)),
    );
    const levels = this.#limits.map(({ levels: most }, at) => (set.includes(at) ? most : 0));
    const proofs = new Map<number, boolean>();
    let plan = first;
    for (const at of [...set].reverse()) {
      const removal = removals[set.indexOf(at)];
      const least = this.#leastLevel(at, levels, plan, 'proved' in removal && removal.proved);
      levels[at] = least.level;
      proofs.set(at, least.proved);
      plan = least.plan;
    }
    const kept = set.filter((at) => levels[at] > 0);
    if (kept.length === 0) {
      this.complete = plan;
      return;
    }
    const relaxations = kept.map((at) => ({
      ...this.#limits[at].relaxation(levels[at]),
      leastProved: proofs.get(at)!,
    }));
    const found = this.#resolver.valueOfKnown(relaxed(this.#problem, relaxations), plan, valueShare);
    if (found?.value.outcome !== 'complete') return;
    const provedConflicts = this.#conflicts.filter(({ proved }) => proved).map(({ limits }) => limits);
    this.ways.push({
      relaxations,
      fewestProved: smallestHittingSet(provedConflicts, [], kept.length - 1) === 'none',
      irreducibleProved: removals.every((removal) => 'proved' in removal && removal.proved),
      value: found.value,
    });
  }

  /** The lowest level of one limit at which a plan is found, the others as they are. */
  #leastLevel(
    at: number,
    levels: readonly number[],
    first: MeltPlan,
    zeroProved: boolean,
  ): { level: number; proved: boolean; plan: MeltPlan } {
    const limit = this.#limits[at];
    let plan = first;
    let enough = Math.min(levels[at], limit.levelFor(plan));
    let short = { level: 0, proved: zeroProved };
    while (enough - short.level > 1 && !this.#resolver.endedBy()) {
      const level = Math.floor((short.level + enough) / 2);
      const verdict = this.#try(levels.with(at, level));
      if (verdict.plan) {
        plan = verdict.plan;
        enough = Math.max(short.level + 1, Math.min(level, limit.levelFor(plan)));
      } else short = { level, proved: verdict.proved };
    }
    return { level: enough, proved: short.proved && enough - short.level === 1, plan };
  }
}

/** Lines of period 0: first those that the plan leaves out, then those of their grades, then the rest; much mass first. */
function rankedLines(problem: MeltProblem, plan: MeltPlan): MeltProblem['lines'] {
  const leftOut = new Set(plan.left.map(({ line }) => line));
  const grades = new Set(problem.lines.filter(({ id }) => leftOut.has(id)).map(({ grade }) => grade));
  const rank = ({ id, grade }: MeltProblem['lines'][number]) => (leftOut.has(id) ? 0 : grades.has(grade) ? 1 : 2);
  const mass = (line: MeltProblem['lines'][number]) => line.quantity * pouredGrams(problem, line);
  return problem.lines.filter((line) => line.period === 0).sort((a, b) => rank(a) - rank(b) || mass(b) - mass(a));
}
