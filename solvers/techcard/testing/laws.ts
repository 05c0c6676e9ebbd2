/** What every answer to a techcard request must keep, whatever the method; each broken law is a sentence. */
import { hasPlan, type SolveResult } from '../../../models/result.ts';
import { dispatchingRules, type TechcardPlan, TechcardProblem } from '../../../models/techcard.ts';
import { iterationBudget } from '../../solver.ts';
import { createInstance } from '../instance.ts';
import { Openings } from '../openings.ts';
import { replay } from '../replay.ts';
import { techcardSolver } from '../solve.ts';
import { readWarmStart } from '../warm-start.ts';
import type { RequestInput } from './random-request.ts';

type Result = SolveResult<TechcardPlan>;

/** How often what came up: a law that nothing was held against proves nothing. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  get(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  toString(): string {
    return [...this.counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([what, count]) => `${what}: ${count}`)
      .join(', ');
  }
}

/** Relative to values of at least 1; weights are no whole numbers. */
const rounding = (value: number) => 1e-6 * Math.max(1, Math.abs(value));

/** @returns a sentence for each law that is broken. */
export function brokenLaws(input: RequestInput, seed: number, iterations: number, tally: Tally): string[] {
  return new Case(input, seed, iterations, tally).check();
}

class Case {
  readonly #input: RequestInput;
  readonly #seed: number;
  readonly #iterations: number;
  readonly #tally: Tally;
  readonly #faults: string[] = [];
  /** Of one request, however it was asked: least objective, greatest bound, and who says that there is no plan. */
  #best = Infinity;
  #bound = -Infinity;
  #impossible: string | undefined;

  constructor(input: RequestInput, seed: number, iterations: number, tally: Tally) {
    this.#input = input;
    this.#seed = seed;
    this.#iterations = iterations;
    this.#tally = tally;
  }

  check(): string[] {
    const parsed = TechcardProblem.safeParse(this.#input);
    if (!parsed.success) return [`refused by the schema: ${parsed.error.message}`];
    const problem = parsed.data;
    const result = this.#optimized(problem);
    if (hasPlan(result)) {
      this.#replays(problem, result.plan);
      this.#startsWarm(problem, result);
    }
    const other = problem.direction === 'forward' ? 'backward' : 'forward';
    this.#solved({ ...problem, direction: other }, this.#seed, this.#iterations, other);
    this.#solved(problem, this.#seed + 1, 0, 'another seed without iterations');
    for (const rule of dispatchingRules) this.#simulated({ ...problem, mode: 'simulate', rule });
    this.#transformed();
    this.#agree();
    return this.#faults;
  }

  #blame(fault: string): void {
    this.#faults.push(fault);
  }

  #optimized(problem: TechcardProblem): Result {
    const result = this.#solved(problem, this.#seed, this.#iterations, 'optimize', true);
    const again = techcardSolver.solve({ problem }, iterationBudget(this.#iterations, this.#seed));
    if (JSON.stringify(again) !== JSON.stringify(result)) this.#blame('the same seed gave another answer');
    this.#tally.add(`${result.statistics.method ?? 'before any method'} ${result.found}`);
    return result;
  }

  #solved(problem: TechcardProblem, seed: number, iterations: number, who: string, incumbents = false): Result {
    const budget = iterationBudget(
      iterations,
      seed,
      incumbents
        ? ({ plan, objective, lowerBound }) => {
            this.#tally.add('incumbents');
            this.#fits(problem, plan as TechcardPlan, objective, lowerBound, `incumbent of ${who}`);
          }
        : undefined,
    );
    const result = techcardSolver.solve({ problem }, budget);
    this.#note(problem, result, who);
    return result;
  }

  #note(problem: TechcardProblem, result: Result, who: string): void {
    if (!hasPlan(result)) {
      if (result.found === 'infeasible') this.#impossible ??= `${who}: ${result.reason}`;
      if (!result.reason) this.#blame(`${who} has no plan and no reason`);
      return;
    }
    this.#fits(problem, result.plan, result.objective, result.lowerBound, who);
    const distance = Math.abs(result.objective - (result.lowerBound ?? -Infinity));
    if (result.found === 'optimal' && distance > rounding(result.objective))
      this.#blame(`${who} is optimal at ${result.objective} with a bound of ${result.lowerBound}`);
    if (result.found === 'optimal' && result.endedBy !== 'proof') this.#blame(`${who} is optimal without proof`);
  }

  #fits(problem: TechcardProblem, plan: TechcardPlan, objective: number, lowerBound: number | undefined, who: string) {
    this.#tally.add('plans checked');
    const report = techcardSolver.check({ problem }, plan);
    for (const { rule, message } of report.violations) this.#blame(`${who} breaks ${rule}: ${message}`);
    if (Math.abs(report.objective - objective) > rounding(objective))
      this.#blame(`${who} says ${objective}, the check ${report.objective}`);
    if (lowerBound === undefined) this.#blame(`${who} has no lower bound`);
    this.#best = Math.min(this.#best, report.objective);
    this.#bound = Math.max(this.#bound, lowerBound ?? -Infinity);
    for (const { slackSeconds, operation } of plan.operations)
      if (slackSeconds < 0) this.#blame(`${who} gives ${operation} a slack of ${slackSeconds}`);
  }

  #replays(problem: TechcardProblem, plan: TechcardPlan): void {
    const instance = createInstance(problem);
    const openings = new Openings(problem);
    const { schedule } = readWarmStart(instance, openings, techcardSolver.resumeFrom({ problem }, plan).warmStart!);
    if (!schedule) {
      this.#blame('the plan does not hold every operation');
      return;
    }
    const difference = replay(instance, (calendars) => openings.of(calendars), schedule);
    this.#tally.add('replays');
    if (difference)
      this.#blame(`the ${problem.direction} plan does not replay: ${difference.operation}, ${difference.reason}`);
  }

  #startsWarm(problem: TechcardProblem, { plan, objective }: { plan: TechcardPlan; objective: number }): void {
    const warm = techcardSolver.resumeFrom({ problem }, plan);
    for (const iterations of [0, 5]) {
      const result = techcardSolver.solve(warm, iterationBudget(iterations, this.#seed + 7));
      this.#tally.add('warm starts');
      this.#note(problem, result, `warm start with ${iterations} iterations`);
      if (!hasPlan(result) || result.objective > objective + rounding(objective))
        this.#blame(`a warm start of ${objective} ends at ${hasPlan(result) ? result.objective : result.reason}`);
    }
  }

  #simulated(problem: TechcardProblem): void {
    const result = techcardSolver.solve({ problem }, iterationBudget(0));
    this.#tally.add(`simulate ${result.found}`);
    this.#note(problem, result, `rule ${problem.rule}`);
    if (hasPlan(result)) this.#replays(problem, result.plan);
  }

  /** The same request in other words: what holds for the one holds for the other. */
  #transformed(): void {
    const shifted = { ...this.#input, start: '1971-02-08T00:00:00Z' };
    // 1971-02-08 is a Monday, 1970-01-01 a Thursday; every day of the calendars is alike.
    for (const [who, input] of [
      ['relabelled', relabelled(this.#input)],
      ['shifted', shifted],
    ] as const) {
      const problem = TechcardProblem.parse(input);
      this.#solved(problem, this.#seed, this.#iterations, who);
    }
    if (this.#input.calendars) return;
    const factor = 3;
    const problem = TechcardProblem.parse(multiplied(this.#input, factor));
    const result = techcardSolver.solve({ problem }, iterationBudget(this.#iterations, this.#seed));
    this.#tally.add('multiplied');
    if (!hasPlan(result)) {
      if (result.found === 'infeasible') this.#impossible ??= `multiplied: ${result.reason}`;
      return;
    }
    // Whole seconds: a plan of the multiplied request need not divide, but its starts may be rounded up to one that does.
    const { violations } = techcardSolver.check({ problem }, result.plan);
    for (const { rule, message } of violations) this.#blame(`multiplied breaks ${rule}: ${message}`);
    this.#bound = Math.max(this.#bound, result.lowerBound! / factor);
  }

  #agree(): void {
    if (this.#best < Infinity && this.#impossible) this.#blame(`no plan says ${this.#impossible}, and there is one`);
    if (this.#bound > this.#best + rounding(this.#best))
      this.#blame(`a bound of ${this.#bound} lies above a plan of ${this.#best}`);
    if (this.#impossible) this.#tally.add('without a plan');
  }
}

/** Every id of operations, cards, orders and resources another one. */
function relabelled(input: RequestInput): RequestInput {
  const other = (id: string) => `x-${id}`;
  return {
    ...input,
    resources: input.resources?.map((resource) => ({ ...resource, id: other(resource.id) })),
    cards: input.cards.map((card) => ({
      ...card,
      id: other(card.id),
      operations: card.operations.map((operation) => ({
        ...operation,
        id: other(operation.id),
        after: operation.after?.map((lag) => ({ ...lag, operation: other(lag.operation) })),
        modes: operation.modes.map((mode) => ({
          ...mode,
          demands: mode.demands?.map((demand) => ({ ...demand, resource: other(demand.resource) })),
        })),
      })),
    })),
    orders: input.orders.map((order) => ({ ...order, id: other(order.id), card: other(order.card) })),
    given: input.given?.map((given) => ({
      ...given,
      order: other(given.order),
      operation: other(given.operation),
      resources: given.resources?.map((assignment) => ({ ...assignment, resource: other(assignment.resource) })),
    })),
  };
}

/** Every length and moment so many times as long. */
function multiplied(input: RequestInput, factor: number): RequestInput {
  const names = /(Seconds|^release|^due|^deadline|^at|^now|^start|^end|^seconds|^otherwise)$/;
  const copy = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((item) => copy(item));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner, name)]));
    return typeof value === 'number' && names.test(key) ? value * factor : value;
  };
  return copy(input) as RequestInput;
}
