/**
 * What machines and ovens share: the state they are in, set-ups from one state to another, warming up and cooling down.
 *
 * Work is a row of runs, each with a state; between two of them the resource's own calendars have the set-up time open,
 * and the idle time is short enough to be kept warm or long enough to cool down and warm up again. Those need no calendar.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { never } from '../instance.ts';
import type { Opening } from '../opening.ts';
import type { Preparation, Setting, Use } from './model.ts';

export const busy = 1;
export const setup = 2;
export const heating = 3;

type Changing = Pick<Extract<TechcardResource, { type: 'machine' }>, 'id' | 'setups' | 'heating'>;

interface Snapshot {
  readonly state: number;
  readonly worked: boolean;
  readonly until: number;
  readonly last: Omit<Preparation, 'resource'> | undefined;
}

export class Changeover {
  readonly #id: string;
  readonly #states: readonly string[];
  /** By state left (the last one: the initial) times states plus state entered. */
  readonly #seconds: Int32Array | undefined;
  readonly #initial: number;
  readonly #heating: Changing['heating'];
  readonly #opening: Opening;
  readonly #resource: number;
  #state = -1;
  #worked = false;
  /** End of the work so far. */
  until = 0;
  reason = 0;
  #last: Omit<Preparation, 'resource'> | undefined;

  constructor({ id, setups, heating }: Changing, { instance, opening, resource }: Setting) {
    this.#id = id;
    this.#states = instance.states;
    this.#heating = heating;
    this.#opening = opening;
    this.#resource = resource;
    const count = instance.states.length;
    const initial = setups?.initial === undefined ? -1 : instance.states.indexOf(setups.initial);
    // An initial state that no operation needs stands after all others.
    this.#initial = setups?.initial !== undefined && initial < 0 ? count : initial;
    if (setups) this.#seconds = secondsBetween(setups, instance.states);
    this.reset();
  }

  reset(): void {
    this.#state = this.#initial;
    this.#worked = false;
    this.until = 0;
    this.#last = undefined;
  }

  /** Whether more work in between never makes the next start earlier. */
  get steady(): boolean {
    const heat = this.#heating;
    if (heat?.keepWarmSeconds !== undefined && heat.keepWarmSeconds < heat.coolDownSeconds + heat.warmUpSeconds)
      return false;
    return this.#seconds === undefined || keepsTriangles(this.#seconds, this.#states.length);
  }

  /** Longest idle time that needs no warm-up. */
  get keepWarmSeconds(): number {
    return this.#heating?.keepWarmSeconds ?? never;
  }

  setupTo(state: number): number {
    const from = this.#state;
    if (this.#seconds === undefined || state < 0 || from < 0 || from === state) return 0;
    return this.#seconds[from * this.#states.length + state];
  }

  /** @returns the earliest moment from `time` on at which work in `state` may begin after all work so far. */
  earliest(state: number, time: number): number {
    const base = this.#worked ? this.until : 0;
    let at = time;
    if (this.#worked && at < this.until) {
      at = this.until;
      this.reason = busy;
    }
    const seconds = this.setupTo(state);
    if (seconds > 0) {
      const ready = this.#opening.always ? base + seconds : this.#opening.endOf(this.#opening.nextOpen(base), seconds);
      if (at < ready) {
        at = ready;
        this.reason = setup;
      }
    }
    return this.#heating === undefined ? at : this.#warm(this.#heating, base, at);
  }

  #warm(heat: NonNullable<Changing['heating']>, base: number, time: number): number {
    const cold = !this.#worked && !heat.warmAtStart;
    const ready = cold ? heat.warmUpSeconds : base + heat.coolDownSeconds + heat.warmUpSeconds;
    const kept = !cold && (heat.keepWarmSeconds === undefined || time - base <= heat.keepWarmSeconds);
    if (kept || time >= ready) return time;
    this.reason = heating;
    return ready;
  }

  /** Work of `state` begins at `start`, after all work so far. @returns set-up seconds. */
  begin({ operation, state }: Use, start: number): number {
    const setupSeconds = this.setupTo(state);
    const warmUpSeconds = this.#warmUpBefore(start);
    this.#last = undefined;
    if (setupSeconds > 0 || warmUpSeconds > 0) {
      const setupFrom = setupSeconds > 0 ? this.#opening.startOf(start, setupSeconds) : start;
      this.#last = { operation, from: Math.min(setupFrom, start - warmUpSeconds), setupSeconds, warmUpSeconds };
    }
    if (state >= 0) this.#state = state;
    return setupSeconds;
  }

  end(time: number): void {
    this.until = this.#worked ? Math.max(this.until, time) : time;
    this.#worked = true;
  }

  /** What `begin` and `end` change, so that something can be tried. */
  snapshot(): Snapshot {
    return { state: this.#state, worked: this.#worked, until: this.until, last: this.#last };
  }

  restore({ state, worked, until, last }: Snapshot): void {
    this.#state = state;
    this.#worked = worked;
    this.until = until;
    this.#last = last;
  }

  #warmUpBefore(start: number): number {
    const heat = this.#heating;
    if (heat === undefined) return 0;
    if (!this.#worked && !heat.warmAtStart) return heat.warmUpSeconds;
    const base = this.#worked ? this.until : 0;
    const kept = heat.keepWarmSeconds === undefined || start - base <= heat.keepWarmSeconds;
    return kept ? 0 : heat.warmUpSeconds;
  }

  preparation(): Preparation | undefined {
    return this.#last && { ...this.#last, resource: this.#resource };
  }

  explain(reason: number, { state }: Use): string {
    if (reason === setup) return `"${this.#id}" is set up for state "${this.#states[state]}"`;
    if (reason === heating) return `"${this.#id}" has to warm up`;
    return `"${this.#id}" is busy`;
  }
}

type Setups = NonNullable<Changing['setups']>;

function secondsBetween({ initial, times, otherwise }: Setups, states: readonly string[]): Int32Array {
  const count = states.length;
  const from = initial === undefined || states.includes(initial) ? states : [...states, initial];
  const at = new Map(from.map((state, index) => [state, index]));
  const seconds = new Int32Array(from.length * count).fill(otherwise);
  for (const time of times) {
    const [left, entered] = [at.get(time.from), at.get(time.to)];
    if (left !== undefined && entered !== undefined && entered < count) seconds[left * count + entered] = time.seconds;
  }
  for (let state = 0; state < count; state += 1) seconds[state * count + state] = 0;
  return seconds;
}

/** Beyond so many states nobody looks: a machine with more counts as one whose set-ups break the triangle inequality. */
const mostStates = 60;

function keepsTriangles(seconds: Int32Array, count: number): boolean {
  if (count > mostStates) return false;
  const rows = count === 0 ? 0 : seconds.length / count;
  for (let a = 0; a < rows; a += 1)
    for (let b = 0; b < count; b += 1)
      for (let c = 0; c < count; c += 1)
        if (seconds[a * count + c] > seconds[a * count + b] + seconds[b * count + c]) return false;
  return true;
}
