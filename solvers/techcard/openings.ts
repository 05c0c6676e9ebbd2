/** The openings of a request: each set of calendars is indexed once, however many operations work in it. */

import { originSeconds } from '../../models/moments.ts';
import type { TechcardProblem } from '../../models/techcard.ts';
import { indexCalendar, intersect, type WorkingTime } from '../calendar/calendar.ts';
import type { Instance, Schedule } from './instance.ts';
import { alwaysOpen, type Opening } from './opening.ts';

/** Indexed at once from the start of the problem; a plan that needs more makes the index grow. */
const firstIndexSeconds = 120 * 86_400;

/** Where a moment stands in the working time of its calendars, in seconds from `start`. */
export interface Place {
  readonly logical: number;
  readonly left: number;
  readonly right: number;
}

export class Openings {
  readonly #problem: TechcardProblem;
  readonly #origin: number;
  readonly #working = new Map<string, WorkingTime>();
  readonly #openings = new Map<string, Opening>();

  constructor(problem: TechcardProblem) {
    this.#problem = problem;
    this.#origin = originSeconds(problem);
  }

  /** @param calendars - ids, in any order, the same one several times or not. */
  of(calendars: readonly string[]): Opening {
    if (calendars.length === 0) return alwaysOpen;
    const key = keyOf(calendars);
    const known = this.#openings.get(key);
    if (known) return known;
    const opening = shifted(this.#workingTime(key), this.#origin);
    this.#openings.set(key, opening);
    return opening;
  }

  /** The closed interval of moments with as much work done as at `at`, counted from `start`. */
  place(calendars: readonly string[], at: number): Place {
    if (calendars.length === 0) return { logical: at, left: at, right: at };
    const working = this.#workingTime(keyOf(calendars));
    const moment = this.#origin + at;
    const logical = at >= 0 ? working.worked(this.#origin, moment) : -working.worked(moment, this.#origin);
    const left = working.backward(moment, 0)?.left ?? moment;
    const right = working.forward(moment, 0)?.right ?? moment;
    return {
      logical,
      left: (Number.isFinite(left) ? left : moment) - this.#origin,
      right: (Number.isFinite(right) ? right : moment) - this.#origin,
    };
  }

  #workingTime(key: string): WorkingTime {
    const known = this.#working.get(key);
    if (known) return known;
    const ids = key.split('\n');
    const working =
      ids.length === 1
        ? indexCalendar(this.#problem.calendars.find(({ id }) => id === key)!, {
            from: this.#origin,
            to: this.#origin + firstIndexSeconds,
          })
        : intersect(ids.map((id) => this.#workingTime(id)));
    this.#working.set(key, working);
    return working;
  }
}

function keyOf(calendars: readonly string[]): string {
  return [...new Set(calendars)].sort().join('\n');
}

/** The calendars that an operation of a schedule works in: those of all its resources and of the workers who do it. */
export function calendarsOf(instance: Instance, schedule: Schedule, operation: number): readonly string[] {
  const mode = instance.modeFrom[operation] + schedule.modes[operation];
  const calendars: string[] = [];
  for (let demand = instance.demandFrom[mode]; demand < instance.demandFrom[mode + 1]; demand += 1) {
    const resource = instance.resources[instance.demandResource[demand]];
    calendars.push(...resource.calendars);
    if (resource.type === 'workers')
      for (const worker of schedule.assignments.get(demand)?.workers ?? [])
        calendars.push(...resource.workers[worker].calendars);
  }
  return calendars;
}

/** Working time with its origin at `start` of the problem. */
function shifted(working: WorkingTime, origin: number): Opening {
  return {
    always: false,
    nextOpen: (at) => working.nextOpen(origin + at) - origin,
    endOf: (start, seconds) => working.endOf(origin + start, seconds) - origin,
    startOf: (end, seconds) => working.startOf(origin + end, seconds) - origin,
    fit: (at, seconds) => (working.fit(origin + at, seconds) ?? Infinity) - origin,
    fitBackward: (at, seconds) => (working.fitBackward(origin + at, seconds) ?? -Infinity) - origin,
    worked: (from, to) => working.worked(origin + from, origin + to),
  };
}
