/**
 * Any request: simulated annealing over the order in which the kernel takes operations, their modes and the moments
 * before which some are held back.
 *
 * Taken in the order of their starts, the operations of any plan whose starts cannot be moved earlier alone come out of
 * the kernel at the same times, so that the order is a complete code for such plans (Sprecher, Kolisch and Drexl 1995,
 * "Semi-active, active, and non-delay schedules", EJOR 80); set-ups, batches, calendars, stocks and lines all stay with
 * the resource models. Holding an operation back is what lets a batch wait for one more piece.
 */
import { dispatchingRules } from '../../../models/techcard.ts';
import { Rng } from '../../shared/rng.ts';
import { deadEndInWords, isContradiction } from '../dead-end.ts';
import { type Instance, never, type Schedule } from '../instance.ts';
import { holdBack, runKeepingLags } from '../keep-lags.ts';
import { createKernel, type DeadEnd, type Kernel, type Run } from '../kernel.ts';
import { endTerms, objectiveOf } from '../terms.ts';
import { excessOf } from '../waits.ts';
import type { Hint } from '../warm-start.ts';
import { latestStarts } from './latest.ts';
import type { Method, MethodContext, MethodOutcome } from './method.ts';
import { Moves } from './moves.ts';

export const generalMethod: Method = {
  name: 'general',
  suits: () => true,
  run: (context) => new GeneralSearch(context).run(),
};

/** What the kernel is told: an order of all operations, a mode of each (-1: the one that ends first), and least starts. */
export interface Code {
  readonly list: Int32Array;
  readonly modes: Int32Array;
  readonly notBefore: Int32Array;
}

interface Candidate {
  readonly code: Code;
  readonly schedule: Schedule;
  readonly objective: number;
  /** What the search compares: objective, broken limits at a price, and a little of every end. */
  readonly value: number;
  readonly feasible: boolean;
}

/** Price of a second by which a lag or a deadline is missed, in the weight of all that can be gained. */
const pricePerSecond = 1000;
/** Of the mean end: decides between plans with like objectives, too small to decide against a better one. */
const endsShare = 1e-4;
/** Shares of what a worse neighbour typically loses, at first and at last. */
const firstTemperature = 0.3;
const lastTemperature = 0.002;
/** So many losses tell what is typical. */
const mostLosses = 512;
/** Runs that a neighbour gets to keep its greatest lags: what is still missing is paid for. */
const mostRounds = 3;
/** Orders that are tried to keep what is late in time. */
const mostHurries = 30;
/** Rounds without a better plan after which the search goes on from the best one. */
const patience = 3000;

class GeneralSearch {
  readonly #context: MethodContext;
  readonly #instance: Instance;
  readonly #kernel: Kernel;
  readonly #rng: Rng;
  readonly #initialMs: number;
  readonly #losses: number[] = [];
  #typicalLoss = 0;
  #iterations = 0;
  #best?: Candidate;
  #trouble = '';
  /** The first one: whether it is one of all orders is asked only where nothing is found. */
  #deadEnd?: DeadEnd;

  constructor(context: MethodContext) {
    const { instance, openings, budget } = context;
    this.#context = context;
    this.#instance = instance;
    this.#kernel = createKernel(instance, (calendars) => openings.of(calendars));
    this.#rng = new Rng(budget.seed);
    this.#initialMs = budget.remainingMs();
  }

  run(): MethodOutcome {
    const { first, lowerBound, budget } = this.#context;
    let current = this.#firstCandidate();
    if (first) current = this.#better(this.#decode(codeOf(this.#instance, first)), current);
    if (current) current = this.#anneal(current);
    const { best, iterations } = { best: this.#best, iterations: this.#iterations };
    const endedBy =
      best && best.objective <= lowerBound ? 'proof' : iterations >= budget.maxIterations ? 'iterations' : 'time';
    if (best) return { schedule: best.schedule, lowerBound, iterations, endedBy };
    const { openings } = this.#context;
    if (this.#deadEnd && isContradiction(this.#kernel, (calendars) => openings.of(calendars), this.#deadEnd))
      return { infeasible: true, reason: this.#trouble, iterations, endedBy: 'proof' };
    return { infeasible: false, reason: this.#trouble || 'no plan was found', iterations, endedBy };
  }

  get #over(): boolean {
    const { budget, lowerBound } = this.#context;
    return (
      this.#iterations >= budget.maxIterations ||
      (this.#best !== undefined && this.#best.objective <= lowerBound) ||
      budget.shouldStop()
    );
  }

  /** The best of all dispatching rules and of the earlier plan's order; at least one is always tried. */
  #firstCandidate(): Candidate | undefined {
    let best: Candidate | undefined;
    const { hint } = this.#context;
    if (hint?.starts.some((start) => start !== never)) best = this.#decode(hintedCode(this.#instance, hint));
    for (const rule of dispatchingRules) {
      if (best && this.#over) break;
      const run = runKeepingLags(this.#kernel, { rule });
      const code = { list: run.order, modes: run.schedule.modes, notBefore: new Int32Array(this.#instance.operations) };
      best = this.#better(this.#candidate(code, run), best);
    }
    // Where every rule is stuck, e.g. for want of a stock that another mode would spare, chance may get through.
    for (; !best && !this.#over; this.#iterations += 1) best = this.#decode(this.#randomCode());
    return best && !best.feasible ? this.#hurried(best) : best;
  }

  /** Puts what comes too late for its deadline, or for what is given after it, ever earlier in the order. */
  #hurried(from: Candidate): Candidate {
    const latest = latestStarts(this.#instance, this.#kernel.precedence);
    if (!latest) return from;
    let best = from;
    const { givenMode, operations } = this.#instance;
    const keys = Float64Array.from(from.schedule.starts);
    let { schedule } = from;
    for (let round = 0; round < mostHurries && !best.feasible; round += 1) {
      if (round > 0 && this.#context.budget.shouldStop()) break;
      for (let operation = 0; operation < operations; operation += 1) {
        const late = givenMode[operation] >= 0 ? 0 : schedule.starts[operation] - latest[operation];
        if (late > 0) keys[operation] = Math.min(keys[operation], latest[operation]) - (round % 4) * late;
      }
      const list = Int32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b] || latest[a] - latest[b] || a - b);
      const next = this.#decode({ ...from.code, list });
      if (!next) break;
      schedule = next.schedule;
      best = this.#better(next, best) ?? next;
    }
    return best;
  }

  #randomCode(): Code {
    const { operations, modeFrom } = this.#instance;
    const list = this.#rng.shuffle(Int32Array.from({ length: operations }, (_, operation) => operation));
    const modes = Int32Array.from(list, (_, operation) =>
      this.#rng.below(modeFrom[operation + 1] - modeFrom[operation]),
    );
    return { list, modes, notBefore: new Int32Array(operations) };
  }

  #better(one: Candidate | undefined, other: Candidate | undefined): Candidate | undefined {
    if (!one || !other) return one ?? other;
    return one.value < other.value ? one : other;
  }

  #anneal(start: Candidate): Candidate {
    const moves = new Moves(this.#instance, this.#rng);
    let current = start;
    let sinceBetter = 0;
    while (!this.#over) {
      const code = moves.neighbour(current.code, current.schedule);
      const next = this.#decode(code);
      this.#iterations += 1;
      sinceBetter += 1;
      if (!next) {
        moves.learn(0);
        continue;
      }
      const worse = next.value - current.value;
      moves.learn(worse < 0 ? 1 : 0);
      if (worse > 0) this.#note(worse);
      const temperature = this.#temperature();
      if (worse <= 0 || this.#rng.float() < Math.exp(-worse / temperature)) {
        if (this.#best && next.feasible && next.objective <= this.#best.objective) sinceBetter = 0;
        current = inOrder(next);
      }
      if (sinceBetter > patience && this.#best) {
        current = this.#best;
        sinceBetter = 0;
      }
    }
    return current;
  }

  /** Falls by the share of the budget that is used, iterations or time, whichever goes first. */
  #temperature(): number {
    const { budget } = this.#context;
    const byIterations = this.#iterations / budget.maxIterations;
    const byTime = Number.isFinite(this.#initialMs) ? 1 - budget.remainingMs() / this.#initialMs : 0;
    const used = Math.min(1, Math.max(byIterations, byTime));
    return this.#typicalLoss * firstTemperature * (lastTemperature / firstTemperature) ** used;
  }

  /** The median of what worse neighbours lose, of the first ones and then ever more of them. */
  #note(loss: number): void {
    if (this.#losses.length >= mostLosses) return;
    this.#losses.push(loss);
    const count = this.#losses.length;
    if (count > 20 && (count & (count - 1)) !== 0) return;
    this.#typicalLoss = Float64Array.from(this.#losses).sort()[count >> 1];
  }

  /** What a greatest lag makes wait waits in the neighbours too, until a move lets it go. */
  #decode(code: Code): Candidate | undefined {
    let { notBefore } = code;
    let run = this.#kernel.run({ rule: 'earliest-start', ...code });
    for (let round = 0; round < mostRounds && !run.deadEnd && run.violatedLags.length > 0; round += 1) {
      const raised = holdBack(this.#instance, run, notBefore);
      if (!raised) break;
      notBefore = raised;
      run = this.#kernel.run({ rule: 'earliest-start', ...code, notBefore });
    }
    return this.#candidate({ list: run.order, modes: code.modes, notBefore }, run);
  }

  /** @returns undefined where the run came to a dead end. */
  #candidate(code: Code, run: Run): Candidate | undefined {
    if (run.deadEnd) {
      this.#trouble ||= deadEndInWords(this.#instance, run.deadEnd);
      this.#deadEnd ??= run.deadEnd;
      return undefined;
    }
    const { schedule } = run;
    if (schedule.ends.includes(never)) {
      this.#trouble ||= 'the work does not end within the time that is counted';
      return undefined;
    }
    const terms = { ...endTerms(this.#instance, schedule), setupTime: run.setupSeconds };
    const objective = objectiveOf(this.#instance.problem.objective, terms);
    const missed = this.#missedSeconds(run);
    let ends = 0;
    for (const end of schedule.ends) ends += end;
    const value = objective + pricePerSecond * missed + (endsShare * ends) / Math.max(1, schedule.ends.length);
    const candidate = { code, schedule, objective, value, feasible: missed === 0 };
    if (missed > 0) this.#trouble ||= 'no order was found that keeps every lag and every deadline';
    else if (!this.#best || objective < this.#best.objective) {
      this.#best = candidate;
      this.#context.report(schedule, this.#context.lowerBound);
    } else if (objective === this.#best.objective && value < this.#best.value) this.#best = candidate;
    return candidate;
  }

  /** Seconds by which lags and deadlines are missed, in all. */
  #missedSeconds({ schedule, violatedLags }: Run): number {
    const { lags, deadlines, givenMode, operations } = this.#instance;
    const { ends } = schedule;
    let missed = violatedLags.reduce((sum, lag) => sum + excessOf(lags, schedule, lag), 0);
    for (let operation = 0; operation < operations; operation += 1)
      if (givenMode[operation] < 0) missed += Math.max(0, ends[operation] - deadlines[operation]);
    return missed;
  }
}

/** The code that a schedule comes out of: its order, its modes, nothing held back. */
function codeOf({ operations }: Instance, { starts, ends, modes }: Schedule): Code {
  const list = Int32Array.from(starts.keys()).sort((a, b) => starts[a] - starts[b] || ends[a] - ends[b] || a - b);
  return { list, modes: modes.slice(), notBefore: new Int32Array(operations) };
}

/** The same schedule by a code that says it plainly: in order of start, and only that held back which starts then. */
function inOrder(candidate: Candidate): Candidate {
  const { code, schedule } = candidate;
  const { starts } = schedule;
  const list = code.list.slice().sort((a, b) => starts[a] - starts[b]);
  const notBefore = code.notBefore.map((moment, operation) => (moment === starts[operation] ? moment : 0));
  return { ...candidate, code: { ...code, list, notBefore } };
}

function hintedCode({ operations }: Instance, { starts, modes }: Hint): Code {
  const list = Int32Array.from(starts.keys()).sort((a, b) => starts[a] - starts[b] || a - b);
  return { list, modes: modes.slice(), notBefore: new Int32Array(operations) };
}
