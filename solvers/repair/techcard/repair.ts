/**
 * Repairs a techcard plan that an event has hit. The first answer keeps every turn and only starts later what has to; then
 * what was pushed is planned anew with all else in place, then all that is open, once for the objective and once for the
 * least lateness. Plans found are pulled back to planned times as far as that costs nothing.
 */
import { instantOf } from '../../../models/moments.ts';
import type {
  RepairTechcardOption,
  RepairTechcardPlan,
  RepairTechcardProblem,
} from '../../../models/repair-techcard.ts';
import { hasPlan, type SolveResult } from '../../../models/result.ts';
import type { TechcardPlan, TechcardProblem } from '../../../models/techcard.ts';
import type { Budget } from '../../solver.ts';
import { earliest, lowerBoundOf } from '../../techcard/bound.ts';
import { analyse, planObjective } from '../../techcard/plan.ts';
import { techcardSolver } from '../../techcard/solve.ts';
import { FoundOptions, type FoundParts } from '../shop/found.ts';
import { partOf, stopwatch } from '../shop/part-budget.ts';
import { type AmendedTechcard, amendTechcard } from './amend.ts';
import { type Base, baseOf, rowsOfSchedule } from './base.ts';
import { type Followers, followersOf } from './changes.ts';
import { contextOf, keyOfRow, runningRows, type TechcardContext } from './context.ts';
import { lift, liftable } from './lift.ts';
import { optionOf } from './option.ts';
import { pieceKey } from './pieces.ts';
import { shiftRight, turnsOf } from './shift.ts';
import { rowsOf, Shop } from './shop.ts';
import { actionsFor, contradictionOf } from './words.ts';

/** Shares of the time that is left then. */
const quickShare = 0.2;
const zoneShare = 0.3;
const anewShare = 0.65;
const lateShare = 0.9;
/** Iterations of the quick solve for what turns alone do not place. */
const quickIterations = 300;
const objectiveUnit = 'weighted seconds, and points of change';

export function repairTechcard(problem: RepairTechcardProblem, budget: Budget): SolveResult<RepairTechcardPlan> {
  const elapsed = stopwatch(budget);
  const amended = amendTechcard(problem);
  return new TechcardRepair(contextOf(amended), budget, elapsed).solve();
}

class TechcardRepair {
  readonly #context: TechcardContext;
  readonly #amended: AmendedTechcard;
  readonly #budget: Budget;
  readonly #found: FoundOptions<RepairTechcardOption, RepairTechcardPlan>;
  #shop!: Shop;
  #lifted: readonly string[] = [];
  #followers: Followers = new Map();
  #zone: RepairTechcardPlan['effort']['zone'] = 'none';

  constructor(context: TechcardContext, budget: Budget, elapsed: () => number) {
    const { options: names } = context.amended.request;
    this.#context = context;
    this.#amended = context.amended;
    this.#budget = budget;
    this.#found = new FoundOptions(
      { names, limitMs: context.limitMs, unit: objectiveUnit, actionsFor, tell: (parts) => this.#tell(parts) },
      budget,
      elapsed,
    );
  }

  solve(): SolveResult<RepairTechcardPlan> {
    if (!this.#amended.touched) return this.#unchanged();
    const base = this.#firstPlans();
    if (base.plans.length === 0)
      return {
        found: 'unknown',
        endedBy: this.#found.endedBy,
        statistics: { iterations: this.#found.iterations },
        reason: contradictionOf(this.#amended) ?? base.reason ?? 'no plan was found for what is open',
      };
    this.#search(base);
    return this.#found.finish();
  }

  /** The plan that runs, as it is; what it breaks is not asked. */
  #unchanged(): SolveResult<RepairTechcardPlan> {
    this.#shop = new Shop(this.#amended.problem);
    // No other answer is asked for.
    this.#found.bound = Infinity;
    this.#offer(this.#shop.tell(this.#shop.read(runningRows(this.#amended))));
    return this.#found.finish();
  }

  /** Gives up deadlines and greatest lags of ever more orders until there is a plan. */
  #firstPlans(): Base {
    const quick = () => partOf(this.#budget, quickShare, quickIterations);
    const { problem } = this.#amended;
    let base = this.#enter(baseOf(this.#amended, problem, quick()));
    for (const choose of [(one: Base) => one.broken, () => liftable(problem)]) {
      if (base.plans.length > 0) break;
      const strict = new Set(liftable(problem));
      const lifted = choose(base).filter((order) => strict.has(order));
      if (lifted.length === 0 || lifted.length === this.#lifted.length) continue;
      this.#lifted = lifted;
      base = this.#enter(baseOf(this.#amended, lift(problem, new Set(lifted)), quick()));
    }
    for (const plan of base.plans) this.#offer(plan);
    return base;
  }

  #enter(base: Base): Base {
    this.#shop = base.shop;
    const { instance, openings, index } = this.#shop;
    this.#followers = followersOf(turnsOf(instance, base.order), [...index.keys()]);
    const early = earliest(instance, openings);
    this.#found.bound = early.impossible === undefined ? lowerBoundOf(instance, openings, early) : -Infinity;
    return base;
  }

  #search(base: Base): void {
    if (this.#found.isOver) return;
    const zone = this.#zoneShop(base);
    if (zone) {
      this.#zone = 'reachable';
      const result = this.#ask(zone.problem, partOf(this.#budget, zoneShare, Number.MAX_SAFE_INTEGER));
      if (result) this.#offerPlan(this.#shop.tell(this.#shop.read(rowsOf(result.plan))), base);
    }
    if (this.#found.isOver) return;
    this.#zone = 'all';
    const anew = this.#ask(this.#shop.problem, partOf(this.#budget, anewShare, Number.MAX_SAFE_INTEGER));
    if (anew) {
      this.#found.bound = Math.max(this.#found.bound, anew.lowerBound ?? -Infinity);
      this.#offerPlan(anew.plan, base);
    }
    if (this.#found.isOver || !this.#amended.request.options.includes('least-lateness')) return;
    const early = this.#ask(this.#punctual(), partOf(this.#budget, lateShare, Number.MAX_SAFE_INTEGER));
    if (early) this.#offerPlan(this.#shop.tell(this.#shop.read(rowsOf(early.plan))), base);
  }

  /** All that keeps its planned place stays; undefined where nothing else is open, or nothing stays. */
  #zoneShop({ shifted, notBefore }: Base): Shop | undefined {
    if (!shifted) return undefined;
    const { instance, index } = this.#shop;
    const stays = rowsOfSchedule(this.#shop, shifted).filter((row) => {
      const at = index.get(keyOfRow(row))!;
      return instance.givenMode[at] < 0 && row.start === notBefore[at] && this.#amended.running.has(keyOfRow(row));
    });
    const open = instance.givenMode.filter((mode) => mode < 0).length;
    if (stays.length === 0 || stays.length === open) return undefined;
    return this.#shop.with(stays.map((row) => ({ ...row, end: row.end! })));
  }

  /** The same with what is promised as due dates, and nothing else to aim at. */
  #punctual(): TechcardProblem {
    const { problem } = this.#shop;
    const orders = problem.orders.map((order) => ({
      ...order,
      due: this.#context.promised.get(order.id) ?? order.due,
    }));
    return { ...problem, orders, objective: { makespan: 0, tardiness: 1, flowTime: 0, setupTime: 0 } };
  }

  #ask(problem: TechcardProblem, budget: Budget) {
    const operations = rowsOf(this.#found.first.plan);
    const result = techcardSolver.solve({ problem, warmStart: { operations } }, budget);
    this.#found.iterations += result.statistics.iterations;
    return hasPlan(result) ? result : undefined;
  }

  /** The plan, and the same order of work at planned times where these do no harm. */
  #offerPlan(plan: TechcardPlan, { notBefore }: Base): void {
    if (this.#shop.faultsOf(plan).length > 0) return;
    this.#offer(plan);
    const { instance, openings } = this.#shop;
    const order = this.#shop.read(rowsOf(plan));
    const { latest } = analyse(instance, order, openings);
    const anchors = notBefore.map((moment, at) => Math.min(moment, Math.max(order.starts[at], latest.starts[at])));
    const anchored = shiftRight({ instance, openings, order, notBefore: anchors });
    if (!anchored) return;
    const told = this.#shop.tell(anchored);
    if (this.#shop.faultsOf(told).length === 0) this.#offer(told);
  }

  #offer(plan: TechcardPlan): void {
    const cost = planObjective(this.#shop.instance, plan);
    const name = this.#amended.request.options[0];
    const { reactionMs } = this.#found;
    const option = optionOf(this.#context, name, { plan, cost }, this.#followers, this.#lifted, reactionMs);
    this.#found.offer(option, { lost: option.unrescued.length, late: option.lateness.seconds });
  }

  #tell(found: FoundParts<RepairTechcardOption>): RepairTechcardPlan {
    const { request, operations, serials, running } = this.#amended;
    const count = (state: string) => [...running.values()].filter((one) => one.state === state).length;
    const pieces = [
      ...new Map(operations.map(({ order, serial }) => [pieceKey(order, serial), { order, was: serial }])),
    ];
    return {
      mode: 'techcard',
      objectiveUnit,
      now: instantOf(request.problem, this.#amended.now),
      problem: this.#shop.problem,
      lifted: [...this.#lifted],
      pieces: pieces.flatMap(([key, { order, was }]) => {
        const is = serials.get(key);
        return is === was ? [] : [{ order, was, ...(is !== undefined && { is }) }];
      }),
      pointPrice: this.#context.pointPrice,
      counts: {
        done: count('done'),
        underWay: count('under-way'),
        held: count('held'),
        open: count('open'),
        gone: operations.length - running.size,
      },
      ...found,
      effort: { ...found.effort, zone: this.#zone },
    };
  }
}
