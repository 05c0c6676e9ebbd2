/**
 * The search: asks the count model for heats, packs each grade into them, and keeps asking, for less cost after a
 * success, for more room where a grade did not fit.
 *
 * Packing is large neighbourhood search: two or three heats of a grade are emptied and filled anew from their own
 * pieces and the rest, in an order drawn at random (packing.ts). A packing that failed is kept, and its search goes on
 * where it stood when the same counts come up again, with twice the effort.
 *
 * @see Pisinger and Ropke (2019), Large Neighborhood Search, in Handbook of Metaheuristics.
 */

import { relativeGap, type StopReason } from '../../models/result.ts';
import { solveWithFallback } from '../milp/backends.ts';
import type { MilpAnswer, MilpBackend } from '../milp/milp.ts';
import { Rng } from '../shared/rng.ts';
import type { Budget } from '../solver.ts';
import { type CountQuestion, HeatCountModel, type HeatCounts } from './bound.ts';
import { composed } from './construct.ts';
import type { Instance } from './instance.ts';
import { Packing, type Worth } from './packing.ts';
import type { Clock } from './patterns/clock.ts';
import { solveByPatterns } from './patterns/engine.ts';
import { mostStepsOf, type Stage } from './patterns/problem.ts';
import type { StageProof } from './patterns/proof.ts';
import type { ComposedHeat } from './plan.ts';
import { costStepOf, simpleCostBound, simpleLeftBound } from './simple-bounds.ts';
import { completeWorth, fillerWorth, leftWorth } from './worth.ts';

/** Building the first LP and pricing once may take as long on a large week. */
const leastEngineMs = 250;
/** Iterations of the first attempt to pack a grade; doubled each time around. */
const firstEffort = 60;
/** Least spare capacity asked for after a failure, as a share of the grade's mass. */
const leastSpare = 0.001;

/**
 * By so much the library may overrun its time limit (113 ms measured): so near its end a budget is better spent on
 * packing. A budget shorter than that has to take the risk, or it would have no bound at all.
 */
const libraryOverrunMs = 160;

/** What the search reports to: keeps the best and says what it is worth. */
export interface Ledger {
  /** Cost of the best plan that pours all of period 0. */
  readonly completeCost: number | undefined;
  readonly completeHeats: readonly ComposedHeat[] | undefined;
  /** Of the best plan, complete or not. */
  readonly bestHeats: readonly ComposedHeat[] | undefined;
  /** Takes heats that pour what they can; false where some found no place in time, with heats placed by furnace. */
  offer(heats: readonly ComposedHeat[]): { readonly unplaced: readonly number[] | undefined };
}

export class Search {
  readonly instance: Instance;
  readonly rng: Rng;
  iterations = 0;
  milpBackend: string | undefined;
  /** Proved: no plan pours period 0 at less cost. */
  costBound: number;
  /** Proved: no plan pours all of period 0. */
  impossible: boolean;
  /** Proved: worth of period 0 that every plan leaves, in units of the instance. */
  leftBound: number;
  /** Proved for plans of at most the cost of the best complete one where cost is an aim: filler worth that stays open. */
  fillerBound: number | undefined;
  /** Proved for plans of at most the cost of the best complete one: heats of the plan before not kept, load of the furnaces. */
  readonly laterBounds: { changes?: number; load?: number } = {};

  /** What the latest bound of a stage by column generation rests on. */
  readonly proofs = new Map<Stage['minimise'], StageProof>();

  readonly #budget: Budget;
  readonly #backends: readonly MilpBackend[];
  readonly #startMs: number;
  readonly #costStep: number;
  #counts: HeatCountModel | undefined;
  readonly #packings = new Map<string, Packing>();

  constructor(instance: Instance, budget: Budget, backends: readonly MilpBackend[]) {
    this.instance = instance;
    this.rng = new Rng(budget.seed);
    this.#budget = budget;
    this.#backends = backends;
    this.#startMs = budget.remainingMs();
    this.#costStep = costStepOf(instance);
    this.costBound = simpleCostBound(instance, this.#costStep);
    this.leftBound = simpleLeftBound(instance);
    this.impossible = this.leftBound > 0;
  }

  /** Built when first asked for: the first plan does not wait for it. */
  get counts(): HeatCountModel {
    this.#counts ??= new HeatCountModel(this.instance);
    return this.#counts;
  }

  /** Whether pieces of later periods may be poured. */
  get #mayFill(): boolean {
    return this.instance.problem.fill !== 'none' && this.instance.lastPeriod > 0;
  }

  /** Share of the budget that is used up. */
  progress(): number {
    const byTime = Number.isFinite(this.#startMs) ? 1 - this.#budget.remainingMs() / Math.max(1, this.#startMs) : 0;
    return Math.max(byTime, this.#budget.maxIterations === 0 ? 1 : this.iterations / this.#budget.maxIterations);
  }

  outOfBudget(): StopReason | undefined {
    if (this.#budget.shouldStop()) return 'time';
    if (this.iterations >= this.#budget.maxIterations) return 'iterations';
    return undefined;
  }

  /** Whether a value is proved, or as near to its bound as the caller wants it. */
  #isContent(objective: number, bound: number): boolean {
    return objective <= bound * (1 + 1e-9) || relativeGap(objective, bound)! <= this.#budget.gap;
  }

  /** Looks for complete plans of ever less cost until the bound is met or `mayGoOn` (of the progress) says no. */
  searchComplete(ledger: Ledger, mayGoOn: (progress: number) => boolean): void {
    const { grades } = this.instance;
    let spare = grades.map(() => 0);
    let mostHeats: number[] | undefined;
    let round = 0;
    for (let first = true; first || (!this.outOfBudget() && mayGoOn(this.progress())); first = false) {
      const best = ledger.completeCost;
      if (best !== undefined && this.#isContent(best, this.costBound)) return;
      // A question to the count model is an iteration too, or a run without a clock might never end.
      if (!first) this.iterations++;
      const plain = mostHeats === undefined && spare.every((share) => share === 0);
      const withFiller = plain && this.#mayFill;
      const mostCost = best === undefined ? undefined : best - this.#costStep;
      const answer = this.#askCounts({
        minimise: 'cost',
        withFiller,
        spare,
        mostHeats,
        mostCost,
        disturb: round > 0 ? this.#disturbance() : undefined,
      });
      if (plain && round === 0) this.#learnCostBound(answer, best);
      if (!answer.counts) {
        if (plain && answer.milp.status === 'infeasible') {
          if (mostCost === undefined) this.impossible = true;
          else this.costBound = best!;
          return;
        }
        spare = grades.map(() => 0);
        mostHeats = undefined;
        round++;
        if (ledger.completeHeats) this.#dropHeat(ledger, firstEffort * 2 ** Math.min(round, 6));
        else if (plain) return;
        continue;
      }
      const failed = this.#packAll(answer.counts, round);
      if (failed.size === 0) {
        const { unplaced } = ledger.offer(this.#composedOf(answer.counts));
        if (unplaced) {
          // What finds no place in time is cut off by hand; nothing is proved under such a cut.
          const total = totalByFurnace(this.instance, answer.counts);
          mostHeats = total.map((heats, f) => (unplaced[f] > 0 ? heats - unplaced[f] : (mostHeats?.[f] ?? Infinity)));
          continue;
        }
        spare = grades.map(() => 0);
        round++;
        continue;
      }
      if (withFiller) this.#offerWithFiller(answer.counts, ledger);
      for (const [grade, share] of failed) spare[grade] += Math.max(share, leastSpare * 2 ** Math.min(round, 4));
    }
  }

  /**
   * Proves the best plan of a stage or finds better ones by column generation (patterns/engine.ts).
   * @param objective - of the best plan, in the unit of the stage: cost of heats, or worth in units of the instance.
   * @param latest - share of the budget at which it ends, for decisions that come after it.
   */
  closeStage(stage: Stage, ledger: Ledger, objective: () => number | undefined, latest = 1): void {
    // Near its end a budget is better spent on packing.
    if (this.#budget.remainingMs() < leastEngineMs) return;
    solveByPatterns(
      this.instance,
      this.#backends,
      stage,
      {
        get objective() {
          return objective();
        },
        get heats() {
          return ledger.bestHeats;
        },
        offer: (heats) => ledger.offer(heats),
        prove: (bound, proof) => this.#prove(stage, Math.min(bound, objective() ?? Infinity), proof),
        isContent: () => {
          const reached = objective();
          if (reached === undefined) return false;
          // Where proofs are asked for, a bound of the count model does not end the search for one.
          const bound = this.instance.problem.certificate ? this.#certifiedBound(stage) : this.#boundOf(stage);
          return this.#isContent(reached, bound);
        },
      },
      this.#clock(latest),
      this.rng,
    );
  }

  /** Whether the value of a stage is proved, or as near to its bound as the caller wants it. */
  isSettled(stage: Stage, objective: number | undefined): boolean {
    return objective !== undefined && this.#isContent(objective, this.#boundOf(stage));
  }

  #boundOf({ minimise }: Stage): number {
    return { cost: this.costBound, left: this.leftBound, filler: this.fillerBound ?? 0 }[minimise];
  }

  #certifiedBound({ minimise }: Stage): number {
    const proof = this.proofs.get(minimise);
    return proof ? (proof.target + 1) * proof.problem.step : 0;
  }

  #prove(stage: Stage, bound: number, proof: StageProof): void {
    this.proofs.set(stage.minimise, proof);
    const best = Math.max(bound, this.#boundOf(stage));
    if (stage.minimise === 'cost') {
      this.costBound = best;
      this.impossible ||= proof.target >= mostStepsOf(proof.problem);
    } else if (stage.minimise === 'left') {
      this.leftBound = best;
      this.impossible ||= best > 0;
    } else this.fillerBound = best;
  }

  /** An LP counts as an iteration. */
  #clock(latest: number): Clock {
    const search = this;
    const start = this.progress();
    return {
      get used() {
        return (search.progress() - start) / Math.max(1e-9, latest - start);
      },
      tick() {
        if (this.expired) return true;
        search.iterations++;
        return false;
      },
      get expired() {
        return search.outOfBudget() !== undefined || search.progress() > latest;
      },
      remainingMs: () => search.#budget.remainingMs(),
    };
  }

  /** Heats that miss their least mass get it from later periods; what they still miss goes out with them. */
  #offerWithFiller(counts: HeatCounts, ledger: Ledger): void {
    const packings = this.instance.grades.map(({ grade }) => {
      const packing = new Packing(this.instance, this.instance.grades[grade], [], fillerWorth(this.instance, grade));
      for (const { furnace, pieces } of this.#packingFor(grade, counts.heats[grade]).loads)
        packing.adopt(furnace, pieces);
      for (const load of packing.loads)
        if (load.mass < this.instance.least[load.furnace]) packing.topUp(load, packing.plainOrder());
      return packing;
    });
    ledger.offer(packings.flatMap(composed));
  }

  /** Takes a heat out of the best plan and tries to pack its pieces into the other heats of its grade. */
  #dropHeat(ledger: Ledger, effort: number): void {
    const worth = this.instance.grades.map(({ grade }) => completeWorth(this.instance, grade));
    const packings = this.#packingsFrom(ledger.completeHeats!, worth);
    const loads = packings.flatMap((packing) => packing.loads.map((load) => ({ packing, load })));
    const { packing, load } = loads[this.rng.below(loads.length)];
    packing.empty(load);
    packing.loads.splice(packing.loads.indexOf(load), 1);
    this.#improve(packing, effort, 0);
    if (packing.cost() === 0) ledger.offer(packings.flatMap(composed));
  }

  /**
   * Plans the most mass within the caps: for a period 0 that cannot be poured in full, or when that is the aim.
   * @param mayGoOn - asked once a round.
   */
  searchMostMass(ledger: Ledger, mayGoOn: () => boolean): void {
    const answer = this.#askCounts({ minimise: 'left', withFiller: this.#mayFill });
    if (answer.milp.bound !== undefined)
      this.leftBound = Math.max(this.leftBound, (answer.milp.bound + answer.constant) * this.counts.scale);
    if (!answer.counts) return;
    const worth = this.instance.grades.map(({ grade }) => leftWorth(this.instance, grade, this.#mayFill));
    let packings = this.#newPackings(answer.counts, worth);
    ledger.offer(packings.flatMap(composed));
    let bestLeft = Infinity;
    for (let round = 1; !this.outOfBudget() && mayGoOn(); round++) {
      this.iterations++;
      for (const packing of packings) this.#improve(packing, firstEffort * 4, 0);
      const left = packings.reduce((sum, packing) => sum + packing.cost(), 0);
      if (left < bestLeft - 1e-9) {
        bestLeft = left;
        ledger.offer(packings.flatMap(composed));
      }
      if (this.#isContent(bestLeft, this.leftBound)) return;
      if (round % 8 === 0) {
        const other = this.#askCounts({
          minimise: 'left',
          withFiller: this.#mayFill,
          disturb: this.#disturbance(1e-4),
        });
        if (other.counts) packings = this.#newPackings(other.counts, worth);
      }
    }
  }

  /**
   * Fills later periods into the heats of a complete plan, or of any cost where that is no earlier aim.
   * @param otherCounts - whether other heats of the same cost may be tried as well.
   */
  searchFiller(
    ledger: Ledger,
    heats: readonly ComposedHeat[],
    keepCost: boolean,
    mayGoOn: () => boolean,
    otherCounts = true,
  ): void {
    const worth = this.instance.grades.map(({ grade }) => fillerWorth(this.instance, grade));
    const started = this.#packingsFrom(heats, worth);
    for (const packing of started) {
      const order = packing.plainOrder();
      for (const load of packing.loads) if (!this.#budget.shouldStop()) packing.topUp(load, order);
    }
    ledger.offer(started.flatMap(composed));
    if (this.#budget.shouldStop()) return;
    const answer = this.boundFiller(heats, keepCost);
    const candidates = [started];
    if (answer.counts && otherCounts) {
      const fresh = this.#newPackings(answer.counts, worth);
      ledger.offer(fresh.flatMap(composed));
      candidates.push(fresh);
    }
    const open = (packings: readonly Packing[]) => packings.reduce((sum, packing) => sum + packing.cost(), 0);
    const best = candidates.map(open);
    for (let round = 0; !this.outOfBudget() && mayGoOn(); round++) {
      if (this.#isContent(Math.min(...best), this.fillerBound ?? 0)) return;
      this.iterations++;
      const at = round % candidates.length;
      for (const packing of candidates[at]) this.#improve(packing, firstEffort * 2, 0);
      const now = open(candidates[at]);
      if (now >= best[at] - 1e-9) continue;
      best[at] = now;
      ledger.offer(candidates[at].flatMap(composed));
    }
  }

  /** Asks what later periods can fill at best, at the cost of these heats where that is kept. */
  boundFiller(heats: readonly ComposedHeat[], keepCost: boolean): { counts?: HeatCounts } {
    const cost = heats.reduce((sum, heat) => sum + this.instance.heatCost[heat.furnace], 0);
    const answer = this.#askCounts({ minimise: 'filler', withFiller: true, mostCost: keepCost ? cost : undefined });
    if (answer.milp.bound !== undefined)
      this.fillerBound = Math.max(0, (answer.milp.bound + answer.constant) * this.counts.scale);
    return answer;
  }

  /** Asks the count model for a search of later decisions. */
  ask(question: CountQuestion): { milp: MilpAnswer; counts?: HeatCounts } {
    return this.#askCounts(question);
  }

  /** Packs counts that a later decision asked for: heats, or the grades that did not fit. */
  pack(counts: HeatCounts, round: number): { heats?: ComposedHeat[]; failed: ReadonlyMap<number, number> } {
    const failed = this.#packAll(counts, round);
    return { heats: failed.size === 0 ? this.#composedOf(counts) : undefined, failed };
  }

  /** Packs every grade into its counts. @returns grades that did not fit, with the share of their mass left over. */
  #packAll(counts: HeatCounts, round: number): Map<number, number> {
    const failed = new Map<number, number>();
    for (const { grade } of this.instance.grades) {
      const packing = this.#packingFor(grade, counts.heats[grade]);
      this.#improve(packing, firstEffort * 2 ** Math.min(round, 8), 0);
      const left = packing.cost();
      if (left > 0) failed.set(grade, left / this.counts.mandatoryMass(grade));
      if (left > 0 && this.outOfBudget()) break;
    }
    return failed;
  }

  #composedOf(counts: HeatCounts): ComposedHeat[] {
    return this.instance.grades.flatMap(({ grade }) => composed(this.#packingFor(grade, counts.heats[grade])));
  }

  #packingFor(grade: number, heats: readonly number[]): Packing {
    const key = `${grade}:${heats.join(',')}`;
    let packing = this.#packings.get(key);
    if (!packing) {
      packing = newPacking(this.instance, grade, heats, completeWorth(this.instance, grade));
      this.#packings.set(key, packing);
      if (this.#packings.size > 400) this.#packings.delete(this.#packings.keys().next().value!);
    }
    return packing;
  }

  #newPackings(counts: HeatCounts, worth: readonly Worth[]): Packing[] {
    return this.instance.grades.map(({ grade }) => newPacking(this.instance, grade, counts.heats[grade], worth[grade]));
  }

  #packingsFrom(heats: readonly ComposedHeat[], worth: readonly Worth[]): Packing[] {
    return this.instance.grades.map((grade) => {
      const packing = new Packing(this.instance, grade, [], worth[grade.grade]);
      for (const heat of heats) if (heat.grade === grade.grade) packing.adopt(heat.furnace, heat.pieces);
      return packing;
    });
  }

  /** Re-fills heats of a packing until it costs at most `enough` or the iterations are used up. */
  #improve(packing: Packing, iterations: number, enough: number): void {
    let cost = packing.cost();
    for (let i = 0; i < iterations && cost > enough && packing.loads.length > 0; i++) {
      if (this.outOfBudget()) return;
      this.iterations++;
      cost += packing.refill(this.rng, drawLoads(packing.loads.length, this.rng));
      // Deltas of decimals drift; a value near the aim is taken anew.
      if (cost < enough + 1) cost = packing.cost();
    }
  }

  #askCounts(question: CountQuestion): { milp: MilpAnswer; counts?: HeatCounts; constant: number } {
    const { model, read, constant } = this.counts.model(question);
    if (this.#startMs > libraryOverrunMs && this.#budget.remainingMs() < libraryOverrunMs)
      return { milp: { status: 'unknown', endedBy: 'time' }, constant };
    const limit = Math.max(5, Math.min(this.#budget.remainingMs() / 2, 5000));
    const until = this.#budget.remainingMs() - limit;
    const answer = solveWithFallback(this.#backends, model, {
      timeLimitMs: limit,
      remainingMs: () => (Number.isFinite(until) ? this.#budget.remainingMs() - until : limit),
      shouldStop: () => this.#budget.shouldStop(),
      // Where costs are disturbed to see other counts, the least disturbance is worth no proof.
      relativeGap: question.disturb ? 0.01 : 0,
    });
    this.milpBackend ??= answer.backend;
    return { milp: answer, counts: answer.values ? read(answer) : undefined, constant };
  }

  /** @param best - cost of the best complete plan, below which the question looked; above it nothing was asked. */
  #learnCostBound({ milp }: { milp: MilpAnswer }, best: number | undefined): void {
    if (milp.bound === undefined) return;
    const inSteps = milp.bound / this.#costStep;
    // The library's bound is a float: what it may be off must not round up to a step that is not proved.
    const steps = Math.ceil(inSteps - 1e-6 - 1e-9 * inSteps);
    this.costBound = Math.max(this.costBound, Math.min(steps * this.#costStep, best ?? Infinity));
  }

  /** Small random costs: other solutions of nearly the same cost come first. */
  #disturbance(size = 0.01): CountQuestion['disturb'] {
    return (furnace) => this.instance.heatCost[furnace] * size * this.rng.float();
  }
}

function newPacking(instance: Instance, grade: number, heats: readonly number[], worth: Worth): Packing {
  const filled = (largestFirst: boolean) => {
    const packing = new Packing(instance, instance.grades[grade], heats, worth);
    // Large furnaces first: they alone take the heaviest pieces.
    packing.loads.sort((a, b) => instance.greatest[b.furnace] - instance.greatest[a.furnace] || a.furnace - b.furnace);
    packing.fillAll(packing.loads, packing.plainOrder(), undefined, largestFirst);
    return packing;
  };
  const packing = filled(true);
  if (packing.cost() === 0) return packing;
  const other = filled(false);
  return other.cost() < packing.cost() ? other : packing;
}

/** Two heats mostly, sometimes one or up to four. */
function drawLoads(loads: number, rng: Rng): number[] {
  const wanted = Math.min(loads, [1, 2, 2, 2, 2, 3, 3, 4][rng.below(8)]);
  const drawn = new Set<number>();
  while (drawn.size < wanted) drawn.add(rng.below(loads));
  return [...drawn];
}

function totalByFurnace(instance: Instance, counts: HeatCounts): number[] {
  return Array.from({ length: instance.furnaces }, (_, f) => counts.heats.reduce((sum, heats) => sum + heats[f], 0));
}
