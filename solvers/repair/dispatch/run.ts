/**
 * One repair from first answer to last.
 *
 * First the plan as it can go on, what it lacks put back in the order of rescue: that is the first answer. Then the search
 * goes on from there with the weights of each option in turn. Where something is left out, a search without a price of
 * changes finds how much could be served at all; the option with the fewest changes is to serve nearly that, from the plan
 * that runs upwards or, failing that, from the fuller plan back. Every plan found stands for election under every name.
 */
import type { DispatchGivenLoad } from '../../../models/dispatch.ts';
import type { RepairDispatchPlan, RepairWarmStart } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import type { FoundPlan } from '../../../models/result.ts';
import { construct } from '../../dispatch/construct.ts';
import { placementsOf } from '../../dispatch/dense.ts';
import { never } from '../../dispatch/instance.ts';
import { Reporter } from '../../dispatch/reporter.ts';
import { Schedule } from '../../dispatch/schedule.ts';
import { quickStart, search } from '../../dispatch/search.ts';
import { Rng } from '../../shared/rng.ts';
import type { Budget } from '../../solver.ts';
import { Answer } from './answer.ts';
import { assess } from './assess.ts';
import type { RepairContext } from './context.ts';
import { ChangePrices } from './engine/change-prices.ts';
import { Filler } from './engine/filler.ts';
import { matchUp } from './engine/match-up.ts';
import { renote } from './engine/renote.ts';
import { searchAround, type Zones } from './engine/search.ts';
import { keepRunning, putBack } from './engine/start.ts';
import { type Ground, groundOf } from './ground.ts';
import { hiredTrucks } from './hired.ts';
import { weightsOf } from './weights.ts';

/**
 * Of what is left of the time (or iterations) when each search begins. How much could be served at all sets the mark for the
 * fewest changes, so that it gets more than the search for least cost, whose plan it starts from.
 */
const shares = { leastCost: 0.15, service: 0.35, upwards: 0.3, back: 0.85, lateness: 0.5, hired: 0.9 };
/** Part of the time kept for the questions that unserved orders raise; at most so much. */
const reserveShare = 0.1;
const mostReserveMs = 1000;

/** A part of the budget for one search. */
interface Slice {
  readonly seed: number;
  readonly maxIterations: number;
  shouldStop(): boolean;
}

export class RepairRun {
  readonly #context: RepairContext;
  readonly #budget: Budget;
  readonly #answer: Answer;
  readonly #reporter: Reporter;
  readonly #ground: Ground;
  readonly #rescueOrder: readonly string[];
  readonly #zones: Zones;
  readonly #reserveMs: number;
  #iterations = 0;

  constructor(context: RepairContext, budget: Budget) {
    const { amended } = context;
    const { zone } = amended.problem;
    const assessment = assess(context);
    this.#context = context;
    this.#budget = budget;
    this.#answer = new Answer(context, assessment, budget, budget.remainingMs());
    this.#reporter = new Reporter(budget, () => this.#answer.incumbent());
    this.#reserveMs = Math.min(mostReserveMs, reserveShare * budget.remainingMs());
    this.#ground = groundOf(amended, []);
    this.#rescueOrder = assessment.affected.map(({ order }) => order);
    this.#zones = {
      rippleTo: amended.now + Math.round(zone.rippleMinutes * 60),
      perimeterTo: amended.now + Math.round(zone.perimeterMinutes * 60),
    };
  }

  solve(warmStart: RepairWarmStart | undefined): FoundPlan<RepairDispatchPlan> {
    const { options } = this.#context.amended.problem;
    const ground = this.#ground;
    const s = this.#firstPlan(ground, 'fewest-changes');
    this.#answer.add(ground, s.placements());
    if (warmStart) this.#takeGiven(warmStart.loads);
    this.#reporter.improved();
    const start = s.copy();

    this.#search(ground, s, 'least-cost', shares.leastCost);
    const near = s.copy();
    const fuller = isShort(s) ? this.#searchService() : undefined;
    if (options.includes('fewest-changes')) {
      const prices = this.#pricesOf(ground, 'fewest-changes');
      s.restore(betterOf(s, prices, start, near));
      this.#search(ground, s, 'fewest-changes', shares.upwards, prices);
      if (fuller && prices.shortage(s) > 0) {
        s.restore(fuller);
        renote(s, prices);
        matchUp(s, prices, never, this.#sliceOf(shares.back).shouldStop);
        this.#answer.add(ground, s.placements());
        this.#search(ground, s, 'fewest-changes', shares.back, prices);
      }
    }
    if (options.includes('least-lateness')) {
      s.restore(betterOf(s, this.#pricesOf(ground, 'least-lateness'), start, near, s.copy()));
      this.#search(ground, s, 'least-lateness', shares.lateness);
    }
    if (options.includes('hired-truck') && !this.#answer.isPerfect() && !this.#isOver()) this.#searchHired();

    const valued = this.#answer.final();
    const { objective, lowerBound } = valued;
    const proved = lowerBound !== undefined && objective <= lowerBound + 1e-9 * Math.abs(objective);
    const ended = this.#iterations >= this.#budget.maxIterations ? 'iterations' : 'time';
    return {
      ...valued,
      found: proved ? 'optimal' : 'feasible',
      endedBy: proved ? 'proof' : ended,
      statistics: { iterations: this.#iterations },
    };
  }

  #isOver(): boolean {
    return this.#iterations >= this.#budget.maxIterations || this.#budget.shouldStop();
  }

  /** The plan that runs as it can go on, and what it lacks put back. */
  #firstPlan(ground: Ground, name: RepairOptionName): Schedule {
    const s = new Schedule(ground.instance);
    keepRunning(s, ground.running);
    const filler = new Filler(s, this.#pricesOf(ground, name), new Rng(this.#budget.seed));
    const { orderIndex } = ground.dense;
    const urgent = this.#rescueOrder.flatMap((order) => orderIndex.get(order) ?? []);
    putBack(s, filler, [...new Set([...urgent, ...orderIndex.values()])]);
    s.memory.forget();
    return s;
  }

  #pricesOf(ground: Ground, name: RepairOptionName): ChangePrices {
    const { amended, pointPrice } = this.#context;
    const service = name === 'fewest-changes' ? this.#answer.serviceToKeep(ground) : undefined;
    return new ChangePrices(ground.running, weightsOf(amended.problem, pointPrice, name), service);
  }

  #sliceOf(share: number): Slice {
    const { seed, maxIterations } = this.#budget;
    const fromMs = this.#budget.remainingMs();
    const ownMs = Number.isFinite(fromMs) ? share * Math.max(0, fromMs - this.#reserveMs) : Infinity;
    return {
      seed,
      maxIterations: Math.ceil(share * (maxIterations - this.#iterations)),
      shouldStop: () => {
        this.#reporter.tick();
        return this.#budget.shouldStop() || fromMs - this.#budget.remainingMs() > ownMs;
      },
    };
  }

  #search(
    ground: Ground,
    s: Schedule,
    name: RepairOptionName,
    share: number,
    prices = this.#pricesOf(ground, name),
  ): void {
    const found = searchAround(s, prices, this.#zones, this.#sliceOf(share), () => {
      this.#answer.keep(name, ground, s);
      this.#reporter.improved();
    });
    this.#iterations += found.iterations;
    const { rippleTo, perimeterTo } = this.#zones;
    const zoneTo = { ripple: rippleTo, perimeter: perimeterTo, shift: never }[found.zone];
    matchUp(s, prices, zoneTo, () => this.#budget.shouldStop());
    this.#answer.noteZone(found.zone);
    this.#answer.keep(name, ground, s);
    this.#answer.settle(name);
  }

  /**
   * How much could be served, whatever it changes: a plan from nothing but what is fixed. A search from the plan that runs
   * stays near it, for that plan is full.
   * @returns the state with the fullest plan.
   */
  #searchService(): Int32Array {
    const { instance, dense } = this.#ground;
    const slice = this.#sliceOf(shares.service);
    const budget = { ...this.#budget, ...slice };
    const s = new Schedule(instance);
    const fixedOnly = s.copy();
    quickStart(s, slice.shouldStop);
    const quick = { cost: s.cost(), copy: s.copy() };
    if (!slice.shouldStop()) {
      s.restore(fixedOnly);
      construct(s, dense.construction, budget);
      if (s.cost() > quick.cost) s.restore(quick.copy);
    }
    this.#iterations += search(s, budget, () => {}).iterations;
    renote(s, this.#pricesOf(this.#ground, 'least-cost'));
    this.#answer.add(this.#ground, s.placements());
    return s.copy();
  }

  #searchHired(): void {
    const hired = hiredTrucks(this.#context.amended);
    if (hired.length === 0) return;
    const ground = groundOf(this.#context.amended, hired);
    this.#search(ground, this.#firstPlan(ground, 'hired-truck'), 'hired-truck', shares.hired);
  }

  /** An earlier answer, with hired trucks or without, if it still is a plan of the shift; its times are kept. */
  #takeGiven(loads: readonly DispatchGivenLoad[]): void {
    if (loads.length === 0) return;
    const ids = new Set(this.#ground.dense.problem.trucks.map(({ id }) => id));
    const ground = loads.every(({ truck }) => ids.has(truck))
      ? this.#ground
      : groundOf(this.#context.amended, hiredTrucks(this.#context.amended));
    const { dense, instance } = ground;
    const isKnown = ({ order, truck, plant }: DispatchGivenLoad) =>
      dense.orderIndex.has(order) && dense.truckIndex.has(truck) && dense.plantIndex.has(plant);
    if (loads.every(isKnown)) this.#answer.addGiven(ground, placementsOf(dense.problem, instance, dense, loads));
  }
}

/** Whether some order lacks something. */
function isShort({ instance, servedL }: Schedule): boolean {
  for (let order = 0; order < instance.orders; order++) if (servedL[order] < instance.volumeL[order]) return true;
  return false;
}

/** Of some states the one that is best by some prices. */
function betterOf(s: Schedule, prices: ChangePrices, ...states: readonly Int32Array[]): Int32Array {
  const totals = states.map((state) => {
    s.restore(state);
    return prices.total(s);
  });
  return states[totals.indexOf(Math.min(...totals))];
}
