/**
 * Forward label setting over the deliveries of the plan: every label is a set of partial plans with one state, and keeps
 * the cheapest of them. Exact as long as nothing is cut by width.
 * @see Irnich and Desaulniers (2005), Shortest path problems with resource constraints, in Column Generation, chapter 2.
 */
import type { Completion } from './bound.ts';
import { type Choices, orderCost } from './choices.ts';
import type { Days, Work } from './day.ts';
import type { FefoInstance, Stage } from './instance.ts';
import { Labels, type StageLabels } from './labels.ts';
import type { Levels } from './levels.ts';

export interface SearchLimits {
  /** Most labels kept after a step; the best by cost and bound stay. */
  readonly width: number;
  /** Only plans that cost less are of interest. */
  readonly below: number;
  /** Keeps the labels with most stock instead of the cheapest: finds a plan where few are feasible. */
  readonly byCover?: boolean;
  shouldStop(): boolean;
}

export interface SearchResult {
  /** Absent where no plan was found. */
  readonly quantities?: Float64Array;
  readonly cost: number;
  /** Least bound of what was cut by width or left when stopped; Infinity where nothing was. */
  readonly cutBound: number;
  readonly stopped: boolean;
  /** Day on which the last labels failed, and the least that was missing; Infinity where only limits were broken. */
  readonly failedDay: number;
  readonly failedShort: number;
  readonly labels: number;
}

/** What a search works on. */
export interface SearchInput {
  readonly instance: FefoInstance;
  readonly days: Days;
  /** Of each option. */
  readonly choices: readonly Choices[];
  /** Levels to aim at where the choices of an option are not complete. */
  readonly levels?: Levels;
  readonly completion?: Completion;
}

/** Costs within this fraction are a tie. */
const tie = 1e-12;
/** Labels between two questions whether to stop. */
const stopInterval = 1024;

export function search(input: SearchInput, limits: SearchLimits): SearchResult {
  return new Search(input, limits).run();
}

class Search {
  readonly #input: SearchInput;
  readonly #limits: SearchLimits;
  readonly #labels = new Labels();
  readonly #work: Work;
  readonly #trial: Work;
  #cutBound = Infinity;
  #failedDay = -1;
  #failedShort = Infinity;
  #untilStop = stopInterval;
  // The step being taken.
  #stage!: Stage;
  #target!: StageLabels;
  #at = 0;
  #parent = -1;

  constructor(input: SearchInput, limits: SearchLimits) {
    this.#input = input;
    this.#limits = limits;
    const size = Math.max(1, ...input.instance.morning.map((_, day) => input.days.morningSize(day)));
    this.#work = { state: new Float64Array(size), cost: 0, short: 0 };
    this.#trial = { state: new Float64Array(size), cost: 0, short: 0 };
  }

  run(): SearchResult {
    const { stages } = this.#input.instance;
    const labels = this.#labels;
    let from = labels.open(1, 1);
    labels.push(from, 0, new Float64Array(1));
    labels.parent[0] = -1;
    for (let at = 0; at < stages.length; at += 1) {
      this.#stage = stages[at];
      this.#at = at;
      const end = labels.count;
      this.#target = this.#openTarget(stages[at]);
      for (let label = from.first; label < end; label += 1) {
        if (labels.cost[label] === Infinity) continue;
        if (this.#asksToStop()) return this.#stoppedAt(from, end, at);
        this.#expand(from, label);
      }
      from = this.#target;
      if (labels.count - from.first > this.#limits.width) this.#narrow(from);
      if (labels.count === from.first) break;
    }
    return this.#result(from, false);
  }

  #openTarget({ day, closes }: Stage): StageLabels {
    const { days, instance } = this.#input;
    const keys = (closes ? instance.evening : instance.morning)[day].length;
    return this.#labels.open(closes ? days.eveningSize(day) : days.morningSize(day), keys);
  }

  #asksToStop(): boolean {
    this.#untilStop -= 1;
    if (this.#untilStop > 0) return false;
    this.#untilStop = stopInterval;
    return this.#limits.shouldStop();
  }

  /** Takes every choice of the stage from one label. */
  #expand(from: StageLabels, label: number): void {
    const { day, option, opens } = this.#stage;
    const { days } = this.#input;
    const labels = this.#labels;
    const work = this.#work;
    const stateAt = labels.stateOf(from, label);
    work.cost = labels.cost[label];
    if (opens) days.open(day, labels.state, stateAt, work);
    else for (let place = 0; place < from.size; place += 1) work.state[place] = labels.state[stateAt + place];
    this.#parent = label;
    const choices = option < 0 ? undefined : this.#input.choices[option];
    if (!choices?.must) this.#try(-1, 0, 0);
    if (!choices) return;
    const place = this.#placeOf(option);
    const need = choices.cover - (place < 0 ? 0 : work.state[place]);
    if (choices.complete) this.#tryQuantities(choices, place, need);
    else this.#tryLevels(choices, place, need);
  }

  /** Place of the option's goods among the levels; -1 where they come too late to be used. */
  #placeOf(option: number): number {
    const { instance } = this.#input;
    const { lastDay, arrivalDay } = instance.problem.options[option];
    return lastDay < arrivalDay ? -1 : instance.morning[arrivalDay].indexOf(instance.threshold[option]);
  }

  #tryQuantities({ quantities, costs, left, leastLeft }: Choices, place: number, need: number): void {
    let best = Infinity;
    for (let at = 0; at < quantities.length; at += 1) {
      if (leastLeft[at] >= best) break;
      if (quantities[at] >= need) {
        if (left[at] >= best) continue;
        best = left[at];
      }
      this.#try(place, quantities[at], costs[at]);
    }
  }

  /** Quantities that bring a level to where something changes, besides those at the bounds of the option. */
  #tryLevels(choices: Choices, place: number, need: number): void {
    const { instance, levels } = this.#input;
    const option = instance.problem.options[choices.option];
    const { pack, least, greatest } = option;
    const covering = Math.max(least, Math.ceil(need / pack) * pack);
    const inRange = (quantity: number): void => {
      if (quantity < least || quantity > greatest || quantity === choices.forbidden) return;
      if (quantity > covering && !choices.falling) return;
      this.#try(place, quantity, orderCost(option, quantity));
    };
    for (let at = 0; at < choices.quantities.length; at += 1)
      this.#try(place, choices.quantities[at], choices.costs[at]);
    for (const quantity of levels?.bounds[choices.option] ?? [])
      if (quantity !== choices.forbidden) this.#try(place, quantity, orderCost(option, quantity));
    if (place < 0 || !levels) return;
    const current = Float64Array.from(this.#work.state.subarray(place, instance.morning[option.arrivalDay].length));
    for (const level of levels.after[this.#at])
      for (const now of current) {
        const quantity = (level - now) / pack;
        if (quantity <= 0) continue;
        inRange(Math.ceil(quantity) * pack);
        if (quantity % 1 !== 0) inRange(Math.floor(quantity) * pack);
      }
    inRange(covering);
  }

  /** One choice: the goods come in, the day closes if this was its last step, and the label is kept if it is worth it. */
  #try(place: number, quantity: number, cost: number): void {
    const { day, option, closes } = this.#stage;
    const { days, completion, instance } = this.#input;
    const trial = this.#trial;
    trial.state.set(this.#work.state);
    trial.cost = this.#work.cost + cost;
    if (quantity > 0) {
      if (place >= 0) days.enter(day, place, quantity, trial);
      else days.discard(day, quantity, trial);
    }
    if (closes && !days.close(day, trial)) {
      this.#fail(day, trial.short);
      return;
    }
    if (completion) {
      const bound = trial.cost + completion.after(this.#at, trial.state, this.#target.keys);
      if (bound >= this.#limits.below) return;
    }
    const orderDay = option < 0 ? 0 : instance.problem.options[option].orderDay;
    this.#keep(quantity, quantity * orderDay);
  }

  #fail(day: number, short: number): void {
    if (day > this.#failedDay) {
      this.#failedDay = day;
      this.#failedShort = Infinity;
    }
    // A morning that is too full is no amount missing.
    if (short > 0) this.#failedShort = Math.min(this.#failedShort, short);
  }

  #keep(quantity: number, lateness: number): void {
    const labels = this.#labels;
    const { state, cost } = this.#trial;
    const { keys, size } = this.#target;
    const total = labels.total[this.#parent] + quantity;
    const late = labels.lateness[this.#parent] + lateness;
    const hash = labels.hash(state, 0, keys);
    let free = -1;
    for (let other = labels.bucket(hash); other >= 0; other = labels.next[other]) {
      const at = labels.stateOf(this.#target, other);
      if (!sameKeys(labels.state, at, state, keys)) continue;
      if (labels.cost[other] === Infinity) {
        free = other;
        continue;
      }
      const otherFirst =
        labels.total[other] < total || (labels.total[other] === total && labels.lateness[other] >= late);
      const slack = (otherFirst ? tie : -tie) * (1 + Math.abs(cost));
      if (this.#dominates(labels.state, at, state, 0, cost + slack - labels.cost[other])) return;
      if (this.#dominates(state, 0, labels.state, at, labels.cost[other] - slack - cost)) {
        labels.cost[other] = Infinity;
        free = other;
      }
    }
    const label = free >= 0 ? free : labels.push(this.#target, hash, state);
    if (free >= 0) {
      const at = labels.stateOf(this.#target, free);
      for (let index = 0; index < size; index += 1) labels.state[at + index] = state[index];
    }
    labels.cost[label] = cost;
    labels.total[label] = total;
    labels.lateness[label] = late;
    labels.quantity[label] = quantity;
    labels.parent[label] = this.#parent;
  }

  /**
   * Whether a label of the same levels is as good as another whatever comes. Only doomed stock can differ: more of it can
   * save `belowSafetyCost` on each day with wanted stock until it goes, and takes room in the mornings.
   */
  #dominates(ours: Float64Array, oursAt: number, theirs: Float64Array, theirsAt: number, cheaperBy: number): boolean {
    if (cheaperBy < 0) return false;
    const { doomDays, limited, safetyDaysBefore, problem } = this.#input.instance;
    const { keys } = this.#target;
    const from = this.#stage.day + (this.#stage.closes ? 1 : 0);
    let saving = 0;
    // Stock that is doomed on a later day stands on all days before, so that sums run from the last day down.
    let ourStanding = 0;
    let theirStanding = 0;
    for (let place = doomDays.length - 1; place >= 0 && doomDays[place] >= from; place -= 1) {
      const end = doomDays[place];
      ourStanding += ours[oursAt + keys + place];
      theirStanding += theirs[theirsAt + keys + place];
      if (limited && ourStanding > theirStanding) return false;
      const begin = Math.max(from, place > 0 ? doomDays[place - 1] : 0);
      const less = theirStanding - ourStanding;
      if (less > 0) saving += less * (safetyDaysBefore[end] - safetyDaysBefore[begin]);
    }
    return problem.belowSafetyCost * saving <= cheaperBy;
  }

  /** Keeps the best labels of a stage only. */
  #narrow(stage: StageLabels): void {
    const labels = this.#labels;
    const { completion } = this.#input;
    const alive: { label: number; rank: number; bound: number }[] = [];
    for (let label = stage.first; label < labels.count; label += 1) {
      if (labels.cost[label] === Infinity) continue;
      const at = labels.stateOf(stage, label);
      const view = labels.state.subarray(at, at + stage.size);
      const bound = labels.cost[label] + (completion?.after(this.#at, view, stage.keys) ?? -Infinity);
      const rank = this.#limits.byCover ? -sumOf(view, stage.keys) : completion ? bound : labels.cost[label];
      alive.push({ label, rank, bound });
    }
    alive.sort((a, b) => a.rank - b.rank || a.label - b.label);
    for (const { label, bound } of alive.slice(this.#limits.width)) {
      labels.cost[label] = Infinity;
      this.#cutBound = Math.min(this.#cutBound, bound);
    }
  }

  #stoppedAt(from: StageLabels, end: number, at: number): SearchResult {
    const labels = this.#labels;
    const { completion } = this.#input;
    for (let label = from.first; label < end; label += 1) {
      if (labels.cost[label] === Infinity) continue;
      const stateAt = labels.stateOf(from, label);
      const view = labels.state.subarray(stateAt, stateAt + from.size);
      const rest = at === 0 || !completion ? -Infinity : completion.after(at - 1, view, from.keys);
      this.#cutBound = Math.min(this.#cutBound, labels.cost[label] + rest);
    }
    return this.#result(undefined, true);
  }

  #result(last: StageLabels | undefined, stopped: boolean): SearchResult {
    const labels = this.#labels;
    const found = {
      cutBound: this.#cutBound,
      stopped,
      failedDay: this.#failedDay,
      failedShort: this.#failedShort,
      labels: labels.count,
    };
    let best = -1;
    const complete = last !== undefined && labels.stages.length === this.#input.instance.stages.length + 1;
    for (let label = last?.first ?? 0; complete && label < labels.count; label += 1)
      if (labels.cost[label] < Infinity && (best < 0 || this.#before(label, best))) best = label;
    if (best < 0) return { ...found, cost: Infinity };
    return { ...found, cost: labels.cost[best], quantities: this.#quantities(best) };
  }

  #before(label: number, other: number): boolean {
    const { cost, total, lateness } = this.#labels;
    if (Math.abs(cost[label] - cost[other]) > tie * (1 + Math.abs(cost[other]))) return cost[label] < cost[other];
    return total[label] < total[other] || (total[label] === total[other] && lateness[label] > lateness[other]);
  }

  #quantities(last: number): Float64Array {
    const { stages, problem } = this.#input.instance;
    const quantities = new Float64Array(problem.options.length);
    let label = last;
    for (let at = stages.length - 1; at >= 0; at -= 1) {
      if (stages[at].option >= 0) quantities[stages[at].option] = this.#labels.quantity[label];
      label = this.#labels.parent[label];
    }
    return quantities;
  }
}

function sameKeys(some: Float64Array, at: number, others: Float64Array, keys: number): boolean {
  for (let key = 0; key < keys; key += 1) if (some[at + key] !== others[key]) return false;
  return true;
}

function sumOf(numbers: Float64Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += numbers[at];
  return sum;
}
