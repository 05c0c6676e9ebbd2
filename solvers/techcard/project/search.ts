/**
 * What every search over schedules shares: both directions of generation, the count of schedules made, the incumbent
 * and the proved bound. A schedule counts one for each pass of generation.
 *
 * @see Kolisch and Hartmann (2006), European Journal of Operational Research 174:23-37, section 4.1.
 */
import type { StopReason } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import { Generation } from './generation.ts';
import { TimeOrder } from './justification.ts';
import { type Project, reversed } from './problem.ts';

/** Of time: 0 forward, 1 backward. */
export type Direction = 0 | 1;

export function opposite(direction: Direction): Direction {
  return direction === 0 ? 1 : 0;
}

export class Search {
  readonly project: Project;
  readonly budget: Budget;
  /** By direction. */
  readonly generations: readonly [Generation, Generation];
  readonly orders: readonly [TimeOrder, TimeOrder];
  schedules = 0;
  makespan = Infinity;
  lowerBound: number;
  readonly starts: Int32Array;
  readonly #onBetter: (search: Search) => void;
  readonly #mirrored: Int32Array;

  constructor(project: Project, budget: Budget, onBetter: (search: Search) => void) {
    const back = reversed(project);
    this.project = project;
    this.budget = budget;
    this.generations = [new Generation(project), new Generation(back)];
    this.orders = [new TimeOrder(project), new TimeOrder(back)];
    this.lowerBound = project.criticalPath;
    this.starts = new Int32Array(project.activities);
    this.#onBetter = onBetter;
    this.#mirrored = new Int32Array(project.activities);
  }

  get proved(): boolean {
    return this.makespan <= this.lowerBound;
  }

  /** Whether the gap is what the caller is content with. */
  get closeEnough(): boolean {
    return this.makespan - this.lowerBound <= this.budget.gap * this.makespan;
  }

  /** Whether the search has to end: by proof, by the gap, by the number of schedules or by the caller. */
  get over(): boolean {
    return this.closeEnough || this.schedules >= this.budget.maxIterations || this.budget.shouldStop();
  }

  get endedBy(): StopReason {
    if (this.proved) return 'proof';
    if (this.closeEnough) return 'gap';
    return this.schedules >= this.budget.maxIterations ? 'iterations' : 'time';
  }

  offer(starts: Int32Array, makespan: number): void {
    if (makespan >= this.makespan) return;
    this.makespan = makespan;
    this.starts.set(starts);
    this.#onBetter(this);
  }

  raiseBound(bound: number): void {
    if (bound <= this.lowerBound) return;
    this.lowerBound = bound;
  }

  /** One pass of serial generation. */
  generate(direction: Direction, list: Int32Array, starts: Int32Array): number {
    const makespan = this.generations[direction].serial(list, starts);
    this.count(direction, starts, makespan);
    return makespan;
  }

  /** Counts a schedule made in `direction`. */
  count(direction: Direction, starts: Int32Array, makespan: number): void {
    this.schedules++;
    if (makespan >= this.makespan) return;
    if (direction === 1) this.mirror(starts, makespan, this.#mirrored);
    this.offer(direction === 0 ? starts : this.#mirrored, makespan);
  }

  /** A schedule of one direction as it is in the other one. `into` may be `starts` itself. */
  mirror(starts: Int32Array, makespan: number, into: Int32Array): void {
    const { durations } = this.project;
    for (let i = 0; i < starts.length; i++) into[i] = makespan - starts[i] - durations[i];
  }
}
