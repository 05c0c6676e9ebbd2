/**
 * Stock or buffer. State: the level after every change so far, those of the future included.
 *
 * What takes waits for the moment after which enough is left for ever, so that nothing that is planned already runs dry; what
 * adds waits until its end overflows at no later moment. Where no waiting helps the answer is a refusal: another operation
 * may still bring or take what is missing.
 */

import { secondsOf } from '../../../models/moments.ts';
import type { TechcardResource } from '../../../models/techcard.ts';
import { never } from '../instance.ts';
import { ResourceModel, refused, type Setting, type Use } from './model.ts';

const low = 1;
const full = 2;

export class Reservoir extends ResourceModel {
  readonly #id: string;
  readonly #capacity: number;
  readonly #initialTimes: Int32Array;
  readonly #initialLevels: Float64Array;
  /** Level `k` holds from moment `k` to the next one; the first moment is that of no time. */
  #times: Int32Array;
  #levels: Float64Array;
  #length = 0;
  /** Whether facts or supplies may break the limits by themselves. */
  readonly #excuses: boolean;
  readonly #givenMode: Int32Array;
  /** By moment: the change that is planned, where some is excused. */
  readonly #planned = new Map<number, number>();

  constructor(resource: TechcardResource & { type: 'reservoir' }, { instance }: Setting) {
    super();
    this.#id = resource.id;
    this.#capacity = resource.capacity ?? Infinity;
    this.#times = new Int32Array(16);
    this.#levels = new Float64Array(16);
    this.#times[0] = -never;
    this.#levels[0] = resource.initial;
    this.#length = 1;
    for (const { at, amount } of resource.supplies) this.#change(secondsOf(instance.problem, at), amount);
    this.#excuses = resource.supplies.length > 0 || instance.problem.given.length > 0;
    this.#givenMode = instance.givenMode;
    this.#initialTimes = this.#times.slice(0, this.#length);
    this.#initialLevels = this.#levels.slice(0, this.#length);
  }

  override get steady(): boolean {
    return false;
  }

  override get countsInstants(): boolean {
    return true;
  }

  override reset(): void {
    this.#length = this.#initialTimes.length;
    this.#times.set(this.#initialTimes);
    this.#levels.set(this.#initialLevels);
    this.#planned.clear();
  }

  override canRun(use: Use, time: number, end: number): number {
    let at = time;
    let until = end;
    for (;;) {
      const wait = this.#waitFor(use, at, until);
      if (wait === 0) return at;
      if (wait >= never) return refused;
      at += wait;
      until += wait;
    }
  }

  /** Seconds by which an operation in `[start, end)` must at least move to get past the last level in its way. */
  #waitFor({ amount, adds }: Use, start: number, end: number): number {
    const net = adds - amount;
    for (let k = this.#length - 1; k >= 0; k -= 1) {
      const until = k === this.#length - 1 ? never : this.#times[k + 1];
      if (until <= start) return 0;
      const level = this.#levels[k];
      if (until > end) {
        const dry = net < 0 && level + net < 0;
        // Facts and supplies may overflow by themselves, but then nothing may be added at that moment.
        const adding = net > 0 || (adds > 0 && end > start && this.#times[k] <= end);
        if (dry || (adding && level + net > this.#capacity)) {
          this.reason = dry ? low : full;
          return until === never ? never : until - end;
        }
      }
      // Where both moments fall together only the sum of them counts.
      if (amount > 0 && level < amount && Math.max(start, this.#times[k]) < Math.min(end, until)) {
        this.reason = low;
        return until === never ? never : until - start;
      }
    }
    return 0;
  }

  override apply(use: Use, moment: 'start' | 'end', time: number): void {
    const delta = moment === 'start' ? -use.amount : use.adds;
    this.#change(time, delta);
    if (this.#excuses && this.#givenMode[use.operation] < 0)
      this.#planned.set(time, (this.#planned.get(time) ?? 0) + delta);
  }

  #change(at: number, delta: number): void {
    if (delta === 0) return;
    let k = this.#length;
    while (this.#times[k - 1] > at) {
      k -= 1;
      this.#levels[k] += delta;
    }
    if (this.#times[k - 1] === at) {
      this.#levels[k - 1] += delta;
      return;
    }
    if (this.#length === this.#times.length) this.#grow();
    this.#times.copyWithin(k + 1, k, this.#length);
    this.#levels.copyWithin(k + 1, k, this.#length);
    this.#times[k] = at;
    this.#levels[k] = this.#levels[k - 1] + delta;
    this.#length += 1;
  }

  #grow(): void {
    const [times, levels] = [this.#times, this.#levels];
    this.#times = new Int32Array(2 * times.length);
    this.#levels = new Float64Array(2 * levels.length);
    this.#times.set(times);
    this.#levels.set(levels);
  }

  override get weighsWhole(): boolean {
    return true;
  }

  override fault(): string | undefined {
    let plannedSoFar = 0;
    for (let k = 0; k < this.#length; k += 1) {
      const level = this.#levels[k];
      const planned = this.#planned.get(this.#times[k]) ?? 0;
      plannedSoFar += planned;
      const given = level - plannedSoFar;
      const low = level < 0 && !(this.#excuses && given < 0 && planned >= 0);
      const high = level > this.#capacity && !(this.#excuses && given > this.#capacity && planned <= 0);
      if (low || high) return `the level of "${this.#id}" is ${level} from second ${this.#times[k]} on`;
    }
    return undefined;
  }

  override explain(reason: number, { amount, adds }: Use): string {
    return reason === full
      ? `"${this.#id}" has no room for ${adds} more`
      : `"${this.#id}" holds fewer than ${amount}, now or later`;
  }
}
