/**
 * Repairs a melt plan that an event has hit. The first answer keeps every heat where it can stay and pours the rest
 * beside them; then the week is planned anew, heats of the plan before kept where that costs nothing, and both are placed
 * with the least lateness. Every answer goes out as it stands, best so far first.
 */
import type { MeltPlan, MeltProblem } from '../../../models/melt.ts';
import type { RepairMeltOption, RepairMeltPlan, RepairMeltProblem } from '../../../models/repair-melt.ts';
import { hasPlan, type SolveResult } from '../../../models/result.ts';
import { meltSolver } from '../../melt/solve.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { FoundOptions, type FoundParts } from '../shop/found.ts';
import { partOf, stopwatch } from '../shop/part-budget.ts';
import { type AmendedMelt, amendMelt } from './amend.ts';
import { contextOf, leastCost, type MeltContext } from './context.ts';
import { keepHeats, type PlacedHeat } from './keep.ts';
import { placedOf, withOldIds } from './match.ts';
import { optionOf } from './option.ts';
import { placeAsPlanned, placeEarly } from './place.ts';
import { asFixed, type LeftNotes, tellPlan } from './tell.ts';
import { actionsFor } from './words.ts';

/** Shares of the time that is left then. */
const restShare = 0.25;
const anewShare = 0.7;
/** Iterations of the solve for what the heats that stay do not hold; the week anew gets what the budget has. */
const restIterations = 2000;
const objectiveUnit = 'cost of heats and of what is left out, and points of change';

export function repairMelt(problem: RepairMeltProblem, budget: Budget): SolveResult<RepairMeltPlan> {
  const elapsed = stopwatch(budget);
  const amended = amendMelt(problem);
  const run = new MeltRepair(contextOf(amended), budget, elapsed);
  return amended.touched ? run.solve() : run.unchanged();
}

class MeltRepair {
  readonly #context: MeltContext;
  readonly #amended: AmendedMelt;
  readonly #budget: Budget;
  readonly #found: FoundOptions<RepairMeltOption, RepairMeltPlan>;

  constructor(context: MeltContext, budget: Budget, elapsed: () => number) {
    const { options: names } = context.amended.request;
    this.#context = context;
    this.#amended = context.amended;
    this.#budget = budget;
    this.#found = new FoundOptions(
      { names, limitMs: context.limitMs, unit: objectiveUnit, actionsFor, tell: (parts) => this.#tell(parts) },
      budget,
      elapsed,
    );
    this.#found.bound = leastCost(context.amended, context.leftPrice, {});
  }

  /** The plan that runs, as it is. */
  unchanged(): SolveResult<RepairMeltPlan> {
    const { problem, heats } = this.#amended;
    const { fixedHeats } = problem;
    const open = heats.filter(({ given }) => !given.fixed);
    const placed = open.map(({ given }) => ({
      ...given,
      contents: given.contents.map(({ line, pieces }) => ({ line, pieces })),
      day: given.day!,
      start: given.start!,
      end: given.end!,
    }));
    const now = placed.map(({ id, furnace, grade, contents, day, shift, start, end }) => ({
      id,
      furnace,
      grade,
      contents,
      day,
      ...(shift !== undefined && { shift }),
      start,
      end,
    }));
    const plan = tellPlan(
      { ...problem, previousHeats: undefined, furnaceLoad: 'any' },
      [...fixedHeats, ...now],
      new Set(now.map(({ id }) => id)),
      new Map(),
    );
    // No other answer is asked for.
    this.#found.bound = Infinity;
    this.#offer(plan);
    return this.#found.finish();
  }

  solve(): SolveResult<RepairMeltPlan> {
    const { problem } = this.#amended;
    const kept = keepHeats(this.#amended);
    let { heats: repaired, notes } = this.#pourRest(kept, 0);
    this.#offerHeats(repaired, notes);
    if (!this.#found.isOver) {
      ({ heats: repaired, notes } = this.#pourRest(kept, restIterations));
      this.#offerHeats(repaired, notes);
    }
    const rng = new Rng(this.#budget.seed);
    const early = placeEarly(this.#context, repaired, partOf(this.#budget, restShare, 50), rng);
    if (early) this.#offerHeats(withOldIds(this.#amended, early), notes);
    if (!this.#found.isOver) this.#planAnew(problem, repaired, rng);
    return this.#found.finish();
  }

  /** Pours what the heats that stay do not hold, beside them. */
  #pourRest(kept: readonly PlacedHeat[], iterations: number): { heats: PlacedHeat[]; notes: LeftNotes } {
    const { problem } = this.#amended;
    const fixedHeats = [...problem.fixedHeats, ...asFixed(problem, kept)];
    const rest = { ...problem, fixedHeats };
    const result = meltSolver.solve({ problem: rest }, partOf(this.#budget, restShare, iterations));
    if (!hasPlan(result)) return { heats: [...kept], notes: new Map() };
    this.#found.iterations += result.statistics.iterations;
    const fresh = placedOf(result.plan);
    const ids = new Set(kept.map(({ id }) => id));
    const without: AmendedMelt = {
      ...this.#amended,
      heats: this.#amended.heats.filter(({ given }) => !ids.has(given.id)),
    };
    return { heats: [...kept, ...withOldIds(without, fresh)], notes: notesOf(result.plan) };
  }

  /** The whole week again, with as few changes as the least cost admits. */
  #planAnew(problem: MeltProblem, start: readonly PlacedHeat[], rng: Rng): void {
    const previousHeats = this.#amended.heats.flatMap(({ given, state }) =>
      state === 'open' && !given.fixed
        ? [{ id: given.id, furnace: given.furnace, grade: given.grade, contents: given.contents }]
        : [],
    );
    const heats = start.map(({ furnace, grade, contents }) => ({ furnace, grade, contents: [...contents] }));
    const part = partOf(this.#budget, anewShare, Number.MAX_SAFE_INTEGER);
    const result = meltSolver.solve({ problem: { ...problem, previousHeats }, warmStart: { heats } }, part);
    if (!hasPlan(result)) return;
    this.#found.iterations += result.statistics.iterations;
    this.#raiseBound(result.plan);
    const notes = notesOf(result.plan);
    const anew = withOldIds(this.#amended, placedOf(result.plan));
    this.#offerHeats(anew, notes);
    const asPlanned = placeAsPlanned(this.#amended, anew);
    if (asPlanned) this.#offerHeats(withOldIds(this.#amended, asPlanned), notes);
    for (const base of [anew, start]) {
      if (this.#found.isOver) return;
      const early = placeEarly(this.#context, base, partOf(this.#budget, 0.5, Number.MAX_SAFE_INTEGER), rng);
      if (early) this.#offerHeats(withOldIds(this.#amended, early), notes);
    }
  }

  #raiseBound({ stages: [first], outcome }: MeltPlan): void {
    if (first.lowerBound === undefined) return;
    const { leftPrice } = this.#context;
    const proved =
      first.stage === 'most-mass'
        ? { leastLeft: first.lowerBound }
        : outcome === 'complete' && first.stage !== 'filler'
          ? { leastHeats: first.lowerBound }
          : {};
    this.#found.bound = Math.max(this.#found.bound, leastCost(this.#amended, leftPrice, proved));
  }

  #offerHeats(heats: readonly PlacedHeat[], notes: LeftNotes): void {
    const { problem } = this.#amended;
    const fixedHeats = [...problem.fixedHeats, ...asFixed(problem, heats)];
    this.#offer(tellPlan(problem, fixedHeats, new Set(heats.map(({ id }) => id)), notes));
  }

  #offer(plan: MeltPlan): void {
    const option = optionOf(this.#context, this.#amended.request.options[0], plan, this.#found.reactionMs);
    this.#found.offer(option, { lost: option.lostMass, late: option.lateness.massHours });
  }

  #tell(found: FoundParts<RepairMeltOption>): RepairMeltPlan {
    const { request, problem, heats } = this.#amended;
    const { pointPrice, leftPrice } = this.#context;
    const idsOf = (state: string) => heats.flatMap((heat) => (heat.state === state ? [heat.given.id] : []));
    return {
      mode: 'melt',
      objectiveUnit,
      now: request.now,
      problem,
      pointPrice,
      leftPrice,
      heats: { done: idsOf('done'), underWay: idsOf('under-way'), open: idsOf('open'), lost: idsOf('lost') },
      ...found,
    };
  }
}

function notesOf(plan: MeltPlan): LeftNotes {
  return new Map(plan.left.map(({ line, reason, message }) => [line, { reason, message }]));
}
