/**
 * The decisions between the first stage and the fillers: which heats of the plan before stay, and how the furnaces are
 * loaded. None of them costs what the first stage has reached: every plan that they try goes through the ledger, which
 * compares in the order of decisions.
 *
 * Heats that are to stay are taken off quantities and caps like fixed ones, and the ordinary search packs the rest:
 * large neighbourhood search whose neighbourhood is all that is not kept. The count model says how many heats can stay
 * at best and which; where the rest does not fit beside those, fewer are tried.
 */
import type { MilpBackend } from '../milp/milp.ts';
import type { Budget } from '../solver.ts';
import type { HeatCounts } from './bound.ts';
import {
  changesOf,
  keepableHeats,
  keepableTogether,
  keepMost,
  keptHeats,
  leastChanges,
  type PreviousHeat,
} from './changes.ts';
import { constructByBestFit, constructHeats } from './construct.ts';
import { leastFurnaceLoad, leastLoad, loadOf } from './furnace-load.ts';
import { type Ledger, Search } from './improve.ts';
import type { Instance } from './instance.ts';
import type { ComposedHeat } from './plan.ts';
import { costStepOf } from './simple-bounds.ts';
import { leftWorth } from './worth.ts';

/** What the ledger of a solve tells of its best plan. */
export interface LaterLedger extends Ledger {
  readonly candidate:
    | {
        readonly heats: readonly ComposedHeat[];
        readonly left: number;
        readonly cost: number;
        readonly changes: number;
        readonly load: number;
      }
    | undefined;
}

export interface LaterContext {
  readonly instance: Instance;
  readonly search: Search;
  readonly best: LaterLedger;
  readonly budget: Budget;
  readonly backends: readonly MilpBackend[];
  /** Whether the cost of heats comes before all this. */
  readonly costFirst: boolean;
}

/** What is left to decide beside the heats that stay. */
export interface Rest {
  readonly instance: Instance;
  readonly search: Search;
  readonly ledger: Ledger;
  /** Heats of the best plan that may still change. */
  readonly heats: readonly ComposedHeat[];
}

/** Search effort of one attempt to pack what is not kept, in iterations. */
const attemptIterations = 400;
/** Share of the remaining time and iterations that one attempt may take. */
const attemptShare = 0.1;
/** Attempts with one heat more than the best plan keeps, in a row without success. */
const lastAttempts = 8;
/** Attempts with one number of kept heats while that number is looked for. */
const attemptsPerSize = 2;
/** Questions to the count model for a better load. */
const mostLoadRounds = 24;
/** Least spare capacity asked for where a grade did not fit, as a share of its mass. */
const leastSpare = 0.001;

/** A first plan that keeps what it can: all heats that may stay beside each other, the rest packed at once. */
export function startFromPrevious({
  instance,
  best,
  budget,
}: Pick<LaterContext, 'instance' | 'best' | 'budget'>): void {
  const kept = keepableTogether(instance, keepableHeats(instance));
  if (kept.length === 0) return;
  const inner = withoutHeats(instance, kept);
  new Around(inner, kept, best).offerFirstPlans(() => budget.shouldStop());
}

/** Looks for a plan that keeps more of the plan before, as long as `mayGoOn`. */
export function searchChanges(context: LaterContext, mayGoOn: () => boolean): void {
  const { instance, search, best, budget } = context;
  const keepable = keepableHeats(instance);
  if (keepable.length === 0 || budget.shouldStop()) return;
  const candidate = best.candidate!;
  const together = keepableTogether(instance, keepable);
  let first = together;
  if (candidate.left === 0) {
    const question = keepMost(instance, 0);
    const { milp } = search.ask({
      minimise: 'extension',
      withFiller: instance.problem.fill !== 'none',
      mostCost: context.costFirst ? candidate.cost : undefined,
      extend: question.extend,
    });
    if (milp.bound !== undefined) search.laterBounds.changes = Math.ceil(changesOf(instance, milp.bound) - 1e-6);
    if (milp.values) first = question.read(milp.values);
  }
  const bound = Math.max(leastChanges(instance), search.laterBounds.changes ?? 0);
  const kept = () => keptHeats(instance, best.candidate!.heats).byHeat;
  const most = () => kept().size + best.candidate!.changes - bound;
  const goOn = () => mayGoOn() && !search.outOfBudget() && best.candidate!.changes > bound;
  if (goOn() && first.length > kept().size && attempt(context, first)) return;
  let low = kept().size + 1;
  let high = Math.min(most(), together.length);
  for (let step = 0; low <= high && goOn(); ) {
    const size = Math.max(low, high - step);
    if (attemptsWith(context, together, kept, size, attemptsPerSize, goOn)) {
      low = kept().size + 1;
      step = Math.floor((high - low) / 2);
    } else {
      high = size - 1;
      step = Math.max(1, 2 * step);
    }
  }
  while (kept().size < Math.min(most(), together.length) && goOn())
    if (!attemptsWith(context, together, kept, kept().size + 1, lastAttempts, goOn)) return;
}

/** @returns whether one of the attempts to keep so many heats went well. */
function attemptsWith(
  context: LaterContext,
  together: readonly PreviousHeat[],
  kept: () => ReadonlyMap<ComposedHeat, PreviousHeat>,
  size: number,
  attempts: number,
  goOn: () => boolean,
): boolean {
  const { instance, search } = context;
  for (let at = 0; at < attempts && goOn(); at++) {
    // Half of the time the heats that are kept go first, but for one or two.
    const order = search.rng.shuffle(together.map((_, index) => index)).map((index) => together[index]);
    if (at % 2 === 0) {
      const now = new Set(kept().values());
      let dropped = search.rng.below(3);
      order.sort((a, b) => Number(now.has(b)) - Number(now.has(a)));
      for (; dropped > 0; dropped--) order.push(...order.splice(0, 1));
    }
    if (attempt(context, keepableTogether(instance, order).slice(0, size))) return true;
  }
  return false;
}

/** Packs the rest beside the heats that are to stay. @returns whether a plan with all of them became the best. */
function attempt(context: LaterContext, kept: readonly PreviousHeat[]): boolean {
  const { instance, search, best, budget, backends, costFirst } = context;
  search.iterations++;
  const changesBefore = best.candidate!.changes;
  const wanted = changesBefore + keptHeats(instance, best.candidate!.heats).byHeat.size - kept.length;
  const isDone = () => best.candidate!.changes <= wanted;
  const inner = withoutHeats(instance, kept);
  const ledger = new Around(inner, kept, best);
  ledger.offerFirstPlans(() => isDone() || budget.shouldStop());
  if (isDone()) return true;
  const part = partOf(budget, search, attemptIterations);
  const innerSearch = new Search(inner, part, backends);
  if (best.candidate!.left === 0) {
    const target = best.candidate!.cost - costOf(instance, kept);
    // As if there were a plan just above the cost that is wanted: then nothing dearer is looked for.
    if (costFirst) ledger.lookBelow(target + costStepOf(instance));
    innerSearch.searchComplete(ledger, () => !isDone() && (!costFirst || innerSearch.costBound <= target + 1e-9));
    if (!costFirst && ledger.completeHeats && !isDone() && instance.problem.fill !== 'none')
      innerSearch.searchFiller(ledger, ledger.completeHeats, false, () => !isDone());
  } else innerSearch.searchMostMass(ledger, () => !isDone());
  search.iterations += innerSearch.iterations;
  return isDone();
}

/** The rest beside the heats that the best plan keeps: what later searches work on. */
export function restBesideKept(context: LaterContext): Rest {
  const { instance, search, best, budget, backends } = context;
  const { heats } = best.candidate!;
  const kept = keptHeats(instance, heats).byHeat;
  if (kept.size === 0) return { instance, search, ledger: best, heats };
  const stay = heats.filter((heat) => kept.has(heat));
  const inner = withoutHeats(instance, stay);
  const left = budget.maxIterations - search.iterations;
  return {
    instance: inner,
    search: new Search(inner, { ...budget, maxIterations: left, seed: search.rng.below(2 ** 31) }, backends),
    ledger: new Around(inner, stay, best),
    heats: heats.filter((heat) => !kept.has(heat)),
  };
}

/** Looks for heats that load the furnaces better and keep as much of the plan before, as long as `mayGoOn`. */
export function searchLoad(context: LaterContext, mayGoOn: () => boolean): void {
  const { instance, search, best, budget, backends, costFirst } = context;
  if (instance.problem.furnaceLoad === 'any' || best.candidate?.left !== 0) return;
  const kept = keptHeats(instance, best.candidate.heats).byHeat.size;
  const keep = keepMost(instance, kept);
  const load = leastLoad(instance);
  let spare = instance.grades.map(() => 0);
  let mostHeats: number[] | undefined;
  for (let round = 0; round < mostLoadRounds && !search.outOfBudget(); round++) {
    const plain = round === 0;
    search.iterations++;
    const { milp, counts } = search.ask({
      minimise: 'extension',
      withFiller: plain && instance.problem.fill !== 'none',
      spare,
      mostHeats,
      mostCost: costFirst ? best.candidate.cost : undefined,
      extend: (builder, heat, greatest) => {
        load(builder, heat, greatest);
        if (kept > 0) keep.extend(builder, heat, greatest);
      },
      disturb: plain ? undefined : () => 1e-5 * search.rng.float(),
    });
    if (plain && milp.bound !== undefined) search.laterBounds.load = loadOf(instance, milp.bound);
    const bound = search.laterBounds.load ?? leastFurnaceLoad(instance);
    if (best.candidate.load <= bound + 1e-9 || !mayGoOn()) return;
    if (!counts) {
      if (!plain && mostHeats === undefined && spare.every((share) => share === 0)) return;
      spare = instance.grades.map(() => 0);
      mostHeats = undefined;
      continue;
    }
    const stay = kept > 0 ? keep.read(milp.values!) : [];
    const inner =
      stay.length > 0
        ? new Search(withoutHeats(instance, stay), partOf(budget, search, attemptIterations), backends)
        : search;
    const { heats, failed } = inner.pack({ ...counts, heats: withoutCounts(counts.heats, stay) }, round);
    if (inner !== search) search.iterations += inner.iterations;
    for (const [grade, share] of failed) spare[grade] += Math.max(share, leastSpare);
    if (!heats) continue;
    const { unplaced } = best.offer([...stay, ...heats]);
    const used = (furnace: number) => counts.heats.reduce((sum, byFurnace) => sum + byFurnace[furnace], 0);
    mostHeats = unplaced?.map((missing, f) => (missing > 0 ? used(f) - missing : (mostHeats?.[f] ?? Infinity)));
  }
}

/** Heats by grade and furnace without those that stay. */
function withoutCounts(heats: HeatCounts['heats'], stay: readonly ComposedHeat[]): number[][] {
  const rest = heats.map((byFurnace) => [...byFurnace]);
  for (const { grade, furnace } of stay) rest[grade][furnace]--;
  return rest;
}

/** A ledger for plans of the rest: what stays is added before the ledger of the solve sees them. */
class Around implements Ledger {
  completeCost: number | undefined;
  completeHeats: readonly ComposedHeat[] | undefined;
  readonly #instance: Instance;
  readonly #kept: readonly ComposedHeat[];
  readonly #whole: Ledger;

  constructor(instance: Instance, kept: readonly ComposedHeat[], whole: Ledger) {
    this.#instance = instance;
    this.#kept = kept;
    this.#whole = whole;
  }

  get bestHeats(): readonly ComposedHeat[] | undefined {
    return this.completeHeats;
  }

  lookBelow(cost: number): void {
    this.completeCost = Math.min(cost, this.completeCost ?? Infinity);
  }

  offer(heats: readonly ComposedHeat[]): { readonly unplaced: readonly number[] | undefined } {
    const { unplaced } = this.#whole.offer([...this.#kept, ...heats]);
    const cost = costOf(this.#instance, heats);
    if (!unplaced && cost < (this.completeCost ?? Infinity) - 1e-9 && poursAll(this.#instance, heats)) {
      this.completeCost = cost;
      this.completeHeats = heats;
    }
    return { unplaced };
  }

  offerFirstPlans(mayStop: () => boolean): void {
    const worth = this.#instance.grades.map(({ grade }) => leftWorth(this.#instance, grade, false));
    for (const construct of [constructByBestFit, constructHeats])
      if (!mayStop()) this.offer(construct(this.#instance, worth));
  }
}

/** The instance without the heats that stay: their pieces are gone, and their places under the caps. */
function withoutHeats(instance: Instance, heats: readonly ComposedHeat[]): Instance {
  const quantity = instance.quantity.slice();
  const mostHeats = instance.mostHeats.slice();
  const mostHeatsOfGrade = instance.mostHeatsOfGrade.slice();
  const byFurnace = [...instance.fixed.byFurnace];
  for (const { grade, furnace, pieces } of heats) {
    mostHeats[furnace]--;
    mostHeatsOfGrade[grade]--;
    byFurnace[furnace]++;
    instance.grades[grade].types.forEach((type, local) => {
      quantity[type] -= pieces[local];
    });
  }
  return { ...instance, quantity, mostHeats, mostHeatsOfGrade, fixed: { ...instance.fixed, byFurnace } };
}

function poursAll(instance: Instance, heats: readonly ComposedHeat[]): boolean {
  const rest = instance.quantity.slice();
  for (const { grade, pieces } of heats)
    instance.grades[grade].types.forEach((type, local) => {
      rest[type] -= pieces[local];
    });
  return rest.every((pieces, type) => pieces === 0 || instance.period[type] > 0);
}

function costOf(instance: Instance, heats: readonly ComposedHeat[]): number {
  return heats.reduce((sum, { furnace }) => sum + instance.heatCost[furnace], 0);
}

/** A part of the budget for one attempt: a share of what remains, and no more than so many iterations. */
function partOf(budget: Budget, search: Search, iterations: number): Budget {
  const remaining = budget.remainingMs();
  const until = Number.isFinite(remaining) ? remaining * (1 - attemptShare) : undefined;
  const remainingMs = () => (until === undefined ? Infinity : budget.remainingMs() - until);
  return {
    seed: search.rng.below(2 ** 31),
    maxIterations: Math.min(iterations, Math.ceil((budget.maxIterations - search.iterations) * attemptShare)),
    gap: 0,
    remainingMs,
    shouldStop: () => budget.shouldStop() || remainingMs() <= 0,
  };
}
