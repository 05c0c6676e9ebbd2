/**
 * When a mode of an operation may start: all of its resources and calendars are asked in turn until none of them moves the
 * moment any more. Each answer is the earliest one from the moment asked on, so that the last one is the earliest for all.
 */
import { type Instance, never } from './instance.ts';
import type { Opening } from './opening.ts';
import { type ResourceModel, refused, type Use } from './resources/model.ts';
import { calendarsOfMode, type OpeningOf } from './uses.ts';

/** Reasons to wait beside those of resources; told apart by `blame`, which is then undefined. */
export const notHeldBack = 0;
export const closed = 1;
export const endLag = 2;
/** Moves of one moment; past them the resources play ball with each other for ever. */
const mostRounds = 100_000;
const mostStuck = 24;

const none: readonly string[] = [];

export class Evaluator {
  /** Of the last answer: end, who moved the start last, and why. */
  end = 0;
  blame: Use | undefined;
  reason = notHeldBack;
  /** Resources that moved the start, whose answers may become earlier again. */
  readonly unsteady: number[] = [];

  readonly #instance: Instance;
  readonly #models: readonly ResourceModel[];
  readonly #steady: Uint8Array;
  readonly #uses: readonly (readonly Use[])[];
  readonly #openings: Opening[];
  readonly #openingOf: OpeningOf;
  /** By mode: the workers chosen decide when it may work. */
  readonly #ownHours: Uint8Array;
  readonly #pausable: Uint8Array;
  /** By mode and list of calendars of who was chosen. */
  readonly #ofChosen: readonly WeakMap<readonly string[], Opening>[];
  readonly #joint = new Map<string, Opening>();

  constructor(
    instance: Instance,
    models: readonly ResourceModel[],
    uses: readonly (readonly Use[])[],
    openingOf: OpeningOf,
  ) {
    this.#instance = instance;
    this.#models = models;
    this.#steady = Uint8Array.from(models, ({ steady }) => (steady ? 1 : 0));
    this.#uses = uses;
    this.#openingOf = openingOf;
    this.#pausable = new Uint8Array(uses.length);
    for (let operation = 0; operation < instance.operations; operation += 1)
      this.#pausable.fill(instance.pausable[operation], instance.modeFrom[operation], instance.modeFrom[operation + 1]);
    this.#openings = uses.map((_, mode) => this.#jointOpening(calendarsOfMode(instance, mode)));
    const ownHours = instance.resources.map(
      (resource) => resource.type === 'workers' && resource.workers.some(({ calendars }) => calendars.length > 0),
    );
    this.#ofChosen = uses.map(() => new WeakMap());
    this.#ownHours = Uint8Array.from(uses, (list) => (list.some(({ resource }) => ownHours[resource]) ? 1 : 0));
  }

  /** @returns the earliest start from `from` on whose end is not before `endFrom`, or `refused`. */
  evaluate(mode: number, from: number, endFrom: number): number {
    this.blame = undefined;
    this.reason = notHeldBack;
    this.unsteady.length = 0;
    const opening = this.#openings[mode];
    const duration = this.#instance.durations[mode];
    if (!opening.always || this.#ownHours[mode] === 1) return this.#evaluateClosing(mode, from, endFrom);
    let time = from;
    if (time + duration < endFrom) {
      time = endFrom - duration;
      this.reason = endLag;
    }
    const uses = this.#uses[mode];
    // A resource that has just answered need not be asked again before another one moves the start.
    let content = 0;
    let questions = 0;
    for (let k = 0; content < uses.length; k = k + 1 === uses.length ? 0 : k + 1) {
      questions += 1;
      if (questions > mostRounds * uses.length) return refused;
      const at = this.#ask(uses[k], time, time + duration);
      content = at > time ? 1 : content + 1;
      time = at;
      if (at >= refused) return refused;
    }
    this.end = time + duration;
    return time;
  }

  #ask(use: Use, time: number, end: number): number {
    const { resource } = use;
    const model = this.#models[resource];
    const at = model.canRun(use, time, end);
    if (at <= time) return time;
    this.blame = use;
    this.reason = model.reason;
    if (this.#steady[resource] === 0 && !this.unsteady.includes(resource)) this.unsteady.push(resource);
    return at;
  }

  #evaluateClosing(mode: number, from: number, endFrom: number): number {
    const uses = this.#uses[mode];
    let opening = this.#openings[mode];
    let time = from;
    let end = 0;
    let stuck = 0;
    let leaps = 0;
    // Other workers may keep other hours: the answer hangs on who is free, even where that moves nothing by itself.
    if (this.#ownHours[mode] === 1)
      for (const { resource } of uses) if (this.#steady[resource] === 0) this.unsteady.push(resource);
    for (let round = 0; round < mostRounds; round += 1) {
      const before = time;
      const endBefore = end;
      time = this.#fit(opening, mode, time, endFrom);
      if (time >= refused) return refused;
      end = this.#endOf(opening, mode, time);
      for (const use of uses) {
        const at = this.#ask(use, time, end);
        if (at >= refused) return refused;
        // Moved by another resource, the end is that of the next round.
        end += at - time;
        time = at;
      }
      if (this.#ownHours[mode] === 1) opening = this.#openingWith(mode, uses);
      if (time > before) stuck = 0;
      else if (round > 0) stuck += 1;
      // Workers whose hours and facts take turns: it is not to be at this moment.
      if (stuck > mostStuck) {
        time += 1 << Math.min(12, leaps++);
        stuck = 0;
      } else if (time === before && end === endBefore && end >= endFrom) {
        // The calendars of those chosen last have the last word.
        if (this.#fit(opening, mode, time, endFrom) === time && this.#endOf(opening, mode, time) === end) {
          this.end = end;
          return time;
        }
      }
    }
    return refused;
  }

  #fit(opening: Opening, mode: number, from: number, endFrom: number): number {
    const duration = this.#instance.durations[mode];
    const pausable = this.#pausable[mode] === 1;
    let time = from;
    if (this.#endOf(opening, mode, time) < endFrom) {
      time = pausable ? this.#firstEnding(opening, mode, time, endFrom) : Math.max(time, endFrom - duration);
      if (time > from) {
        this.blame = undefined;
        this.reason = endLag;
      }
    }
    if (opening.always || duration === 0) return time;
    const at = pausable ? opening.nextOpen(time) : opening.fit(time, duration);
    if (at > time) {
      this.blame = undefined;
      this.reason = closed;
    }
    return at < never ? at : refused;
  }

  #endOf(opening: Opening, mode: number, start: number): number {
    const duration = this.#instance.durations[mode];
    if (opening.always || duration === 0 || this.#pausable[mode] === 0) return start + duration;
    return Math.min(opening.endOf(opening.nextOpen(start), duration), never);
  }

  /** The first start from `from` on whose end is not before `endFrom`: ends do not fall as starts grow. */
  #firstEnding(opening: Opening, mode: number, from: number, endFrom: number): number {
    let [low, high] = [from, Math.max(from, endFrom)];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#endOf(opening, mode, middle) >= endFrom) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #openingWith(mode: number, uses: readonly Use[]): Opening {
    let chosen = none;
    let lists = 0;
    for (const use of uses) {
      const own = this.#models[use.resource].calendarsOf(use);
      if (own.length === 0) continue;
      chosen = lists === 0 ? own : [...chosen, ...own];
      lists += 1;
    }
    if (lists === 0) return this.#openings[mode];
    const known = this.#ofChosen[mode].get(chosen);
    if (known) return known;
    const opening = this.#jointOpening([...calendarsOfMode(this.#instance, mode), ...chosen]);
    // One worker's list is the same each time; others are made anew, and not worth keeping.
    if (lists === 1) this.#ofChosen[mode].set(chosen, opening);
    return opening;
  }

  #jointOpening(calendars: readonly string[]): Opening {
    const ids = [...new Set(calendars)].sort();
    const key = ids.join('\n');
    const known = this.#joint.get(key);
    if (known) return known;
    const opening = this.#openingOf(ids);
    this.#joint.set(key, opening);
    return opening;
  }

  /** End of a fact that does not say when it ends, by the hours of those who are then its workers. */
  endOfGiven(mode: number, start: number): number {
    const duration = this.#instance.durations[mode];
    if (this.#ownHours[mode] === 0 || this.#pausable[mode] === 0 || duration === 0)
      return this.#endOf(this.#openings[mode], mode, start);
    const uses = this.#uses[mode];
    for (const use of uses) this.#models[use.resource].canRun(use, start, start + duration);
    return this.#endOf(this.#openingWith(mode, uses), mode, start);
  }
}
