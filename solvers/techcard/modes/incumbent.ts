/** The best schedule so far, in the units and mode indices of the problem. */
import type { StopReason } from '../../../models/result.ts';
import type { Candidate, Generator } from './generation.ts';
import { greatestTime, type Instance } from './instance.ts';
import type { ModesHooks, ModesProblem, ModesResult, ModesSchedule } from './problem.ts';

export class Incumbent {
  /** In units of the instance. */
  makespan = Infinity;
  lowerBound = 0;
  readonly #problem: ModesProblem;
  readonly #instance: Instance;
  readonly #hooks: ModesHooks;
  #best: ModesSchedule | undefined;

  constructor(problem: ModesProblem, instance: Instance, hooks: ModesHooks) {
    this.#problem = problem;
    this.#instance = instance;
    this.#hooks = hooks;
  }

  /** Takes the generator's last schedule, a forward one with the candidate's modes, if it is better and its times fit. */
  offer(generator: Generator, candidate: Candidate, makespan: number): void {
    const { unit, origin } = this.#instance;
    if (makespan >= this.makespan || makespan * unit > greatestTime) return;
    const starts = Int32Array.from(generator.starts, (time) => time * unit);
    const modes = candidate.modes.map((mode, i) => origin[mode] - this.#problem.modeFrom[i]);
    this.makespan = makespan;
    this.#best = { starts, modes };
    this.#hooks.onIncumbent?.(starts.slice(), modes.slice(), makespan * unit, this.lowerBound * unit);
  }

  result(schedules: number, endedBy: StopReason): ModesResult {
    const { unit } = this.#instance;
    const lowerBound = this.lowerBound * unit;
    if (this.#best === undefined) return { found: 'unknown', lowerBound, schedules, endedBy };
    return { found: 'feasible', ...this.#best, makespan: this.makespan * unit, lowerBound, schedules, endedBy };
  }
}
