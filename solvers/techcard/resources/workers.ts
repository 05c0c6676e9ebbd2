/**
 * Named workers with skills and shifts of their own. State: the moment from which each of them is free.
 *
 * Of those who could do an operation the ones with the fewest skills go, then those who became free last: who can do much
 * stays free. A mode that asks for several skills gets different workers by augmenting paths in the graph of who can what.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { type Assignment, never } from '../instance.ts';
import type { Opening } from '../opening.ts';
import { type Part, ResourceModel, refused, type Setting, type Use } from './model.ts';

const absent = 1;
const busy = 2;

const none: readonly string[] = [];

export class Workers extends ResourceModel {
  readonly #id: string;
  readonly #skills: readonly string[];
  /** Best first among equals: fewest skills, then the order of the request. */
  readonly #order: Int32Array;
  /** By skill plus 1: whether each worker has it; row 0 is for demands without a skill. */
  readonly #has: readonly Uint8Array[];
  readonly #openings: readonly Opening[];
  readonly #calendars: readonly (readonly string[])[];
  readonly #sameHours: boolean;
  readonly #free: Int32Array;
  /** Earliest moment of each worker, of the question at hand. */
  readonly #from: Int32Array;
  readonly #taken: Uint8Array;
  /** By worker: what is given for later, in order of start; undefined where nothing is. */
  readonly #reserved: ([start: number, end: number][] | undefined)[];
  /** All keep the same hours, and no fact for later stands between them. */
  readonly #simple: boolean;
  /** By demand: who was chosen by the last answer, and who is given. */
  readonly #chosen = new Map<number, readonly number[]>();
  readonly #fixed = new Map<number, readonly number[]>();

  constructor(resource: TechcardResource & { type: 'workers' }, { instance, openingOf }: Setting) {
    super();
    const { workers } = resource;
    this.#id = resource.id;
    this.#skills = instance.skills;
    this.#order = Int32Array.from(workers.keys()).sort(
      (a, b) => workers[a].skills.length - workers[b].skills.length || a - b,
    );
    this.#has = [
      new Uint8Array(workers.length).fill(1),
      ...instance.skills.map((skill) => Uint8Array.from(workers, ({ skills }) => (skills.includes(skill) ? 1 : 0))),
    ];
    this.#calendars = workers.map(({ calendars }) => calendars);
    this.#sameHours = workers.every(({ calendars }) => calendars.length === 0);
    this.#openings = workers.map(({ calendars }) => openingOf([...resource.calendars, ...calendars]));
    this.#free = new Int32Array(workers.length);
    this.#from = new Int32Array(workers.length);
    this.#taken = new Uint8Array(workers.length);
    this.#reserved = workers.map(() => undefined);
    this.#simple = this.#sameHours && instance.problem.given.length === 0;
    this.reset();
  }

  /** Who is chosen decides when a task may pause and go on: when others are free the answer may be an earlier one. */
  override get steady(): boolean {
    return this.#simple;
  }

  override reset(): void {
    this.#free.fill(-never);
    this.#chosen.clear();
    this.#fixed.clear();
    this.#reserved.fill(undefined);
  }

  override canRun(use: Use, time: number, end: number): number {
    let at = time;
    for (;;) {
      this.#ask(use, at, end - time);
      const next = this.#fixed.has(use.demand) ? this.#whenFixed(use) : this.#whenEnough(use, at);
      if (next >= never) return refused;
      if (next <= at) break;
      at = next;
      // Without shifts and facts of their own who is free once is free for good.
      if (this.#simple && use.parts.length === 1) break;
    }
    if (at > time) this.reason = this.#sameHours ? busy : absent;
    if (!this.#simple) this.#choose(use, at);
    return at;
  }

  /** Fills in from when each worker could begin `seconds` of work. */
  #ask({ pausable, duration }: Use, time: number, seconds: number): void {
    for (let worker = 0; worker < this.#free.length; worker += 1) {
      const opening = this.#openings[worker];
      const facts = this.#reserved[worker];
      let at = Math.max(time, this.#free[worker]);
      for (;;) {
        if (!this.#sameHours && !opening.always) at = pausable ? opening.nextOpen(at) : opening.fit(at, seconds);
        if (facts === undefined || at >= never) break;
        // Who chooses the worker chooses his pauses.
        const own = pausable && !opening.always ? opening.endOf(at, duration) - at : seconds;
        const past = pastFacts(facts, at, Math.max(seconds, own));
        if (past === at) break;
        at = past;
      }
      this.#from[worker] = Math.min(at, never);
    }
  }

  #whenFixed({ parts }: Use): number {
    let latest = -never;
    for (const part of parts)
      for (const worker of this.#fixed.get(part.demand) ?? []) latest = Math.max(latest, this.#from[worker]);
    return latest;
  }

  /** The moment from `time` on at which perhaps enough could begin; `time` itself if they really can. */
  #whenEnough(use: Use, time: number): number {
    if (use.parts.length === 1) return this.#least(this.#has[use.skill + 1], use.amount);
    if (this.#match(use, time)) return time;
    let next: number = never;
    for (const from of this.#from) if (from > time && from < next) next = from;
    return next;
  }

  /** The `count`-th smallest of the moments of those who have the skill. */
  #least(has: Uint8Array, count: number): number {
    if (count === 0) return -never;
    this.#taken.fill(0);
    let least: number = never;
    for (let k = 0; k < count; k += 1) {
      let best = -1;
      for (let worker = 0; worker < has.length; worker += 1)
        if (has[worker] === 1 && this.#taken[worker] === 0 && (best < 0 || this.#from[worker] < this.#from[best]))
          best = worker;
      if (best < 0) return never;
      this.#taken[best] = 1;
      least = this.#from[best];
    }
    return least;
  }

  #choose(use: Use, time: number): void {
    for (const part of use.parts) {
      const fixed = this.#fixed.get(part.demand);
      if (fixed) this.#chosen.set(part.demand, fixed);
    }
    if (this.#fixed.has(use.demand)) return;
    if (use.parts.length > 1) {
      this.#match(use, time);
      return;
    }
    this.#taken.fill(0);
    const chosen: number[] = [];
    while (chosen.length < use.amount) {
      const worker = this.#best(this.#has[use.skill + 1], time);
      if (worker < 0) break;
      this.#taken[worker] = 1;
      chosen.push(worker);
    }
    this.#chosen.set(
      use.demand,
      chosen.sort((a, b) => a - b),
    );
  }

  #best(has: Uint8Array, time: number): number {
    let best = -1;
    for (const worker of this.#order) {
      if (has[worker] === 0 || this.#taken[worker] === 1 || this.#from[worker] > time) continue;
      if (best < 0) best = worker;
      else if (this.#skillsOf(worker) > this.#skillsOf(best)) break;
      else if (this.#free[worker] > this.#free[best]) best = worker;
    }
    return best;
  }

  #skillsOf(worker: number): number {
    let count = 0;
    for (let row = 1; row < this.#has.length; row += 1) count += this.#has[row][worker];
    return count;
  }

  /** @returns whether every part gets as many different workers as it asks for, who can all begin at `time`. */
  #match({ parts }: Use, time: number): boolean {
    const places = parts.flatMap((part, index) => Array.from({ length: part.amount }, () => index));
    const placeOf = new Map<number, number>();
    const augment = (place: number, seen: Set<number>): boolean => {
      const has = this.#has[parts[places[place]].skill + 1];
      for (const worker of this.#order) {
        if (has[worker] === 0 || this.#from[worker] > time || seen.has(worker)) continue;
        seen.add(worker);
        const other = placeOf.get(worker);
        if (other !== undefined && !augment(other, seen)) continue;
        placeOf.set(worker, place);
        return true;
      }
      return false;
    };
    if (!places.every((_, place) => augment(place, new Set()))) return false;
    parts.forEach((part, index) => {
      const workers = [...placeOf].flatMap(([worker, place]) => (places[place] === index ? [worker] : []));
      this.#chosen.set(
        part.demand,
        workers.sort((a, b) => a - b),
      );
    });
    return true;
  }

  override apply(use: Use, moment: 'start' | 'end', time: number): void {
    if (moment === 'start') {
      if (this.#simple || !this.#chosen.has(use.demand)) this.#chooseNow(use, time, use.duration);
      return;
    }
    for (const part of use.parts)
      for (const worker of this.#chosen.get(part.demand) ?? []) this.#free[worker] = Math.max(this.#free[worker], time);
  }

  #chooseNow(use: Use, time: number, seconds: number): void {
    this.#ask(use, time, seconds);
    const enough = this.#fixed.has(use.demand) ? 0 : this.#whenEnough(use, time);
    // A fact stands even where nobody was free.
    if (enough > time) this.#from.set(this.#free);
    this.#choose(use, enough > time ? never : time);
  }

  override reserve(use: Use, start: number, end: number): boolean {
    this.#chooseNow(use, start, end - start);
    for (const part of use.parts)
      for (const worker of this.#chosen.get(part.demand) ?? []) {
        const facts = this.#reserved[worker];
        if (facts) facts.push([start, end]);
        else this.#reserved[worker] = [[start, end]];
      }
    return true;
  }

  override assign(_use: Use, part: Part, { workers }: Assignment): void {
    if (workers) this.#fixed.set(part.demand, workers);
  }

  override assignment(_use: Use, part: Part): Assignment {
    return { workers: this.#chosen.get(part.demand) ?? [] };
  }

  override calendarsOf(use: Use): readonly string[] {
    if (this.#sameHours) return none;
    const chosen = this.#chosen.get(use.demand);
    if (use.parts.length === 1 && chosen?.length === 1) return this.#calendars[chosen[0]];
    return use.parts.flatMap((part) =>
      (this.#chosen.get(part.demand) ?? []).flatMap((worker) => this.#calendars[worker]),
    );
  }

  override explain(reason: number, use: Use): string {
    const skill = use.skill < 0 ? '' : ` with skill "${this.#skills[use.skill]}"`;
    const what = reason === absent ? 'are free and on shift' : 'are free';
    return `fewer than ${use.amount} workers of "${this.#id}"${skill} ${what}`;
  }
}

/** @returns the first moment from `at` on at which so many seconds fall into no fact. */
function pastFacts(facts: readonly (readonly [number, number])[], at: number, seconds: number): number {
  let past = at;
  for (const [start, end] of facts) {
    if (start >= past + seconds) break;
    if (end > past) past = end;
  }
  return past;
}
