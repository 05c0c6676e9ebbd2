/**
 * Units all alike. State: a sorted multiset of the moments at which units become free, equal ones together.
 *
 * An operation takes the units that became free last before its start, so that those that lie idle for longer stay free
 * for operations that could start earlier.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { never } from '../instance.ts';
import { ResourceModel, refused, type Setting, type Use } from './model.ts';
import { ReservedUnits } from './reserved-units.ts';

export class Pool extends ResourceModel {
  readonly #id: string;
  readonly #capacity: number;
  #free: Int32Array;
  #units: Int32Array;
  #length = 0;
  #start = 0;
  readonly #reserved = new ReservedUnits();
  readonly #hasFacts: boolean;

  constructor(resource: TechcardResource & { type: 'pool' }, { instance }: Setting) {
    super();
    this.#hasFacts = instance.problem.given.length > 0;
    this.#id = resource.id;
    this.#capacity = resource.capacity;
    this.#free = new Int32Array(8);
    this.#units = new Int32Array(8);
    this.reset();
  }

  override reset(): void {
    this.#reserved.clear();
    this.#length = 1;
    this.#free[0] = -never;
    this.#units[0] = this.#capacity;
  }

  override classKey(use: Use): string {
    return this.#hasFacts ? `${use.amount} ${use.duration}` : `${use.amount}`;
  }

  override canRun({ amount }: Use, time: number, end: number): number {
    if (!this.#reserved.isEmpty) return amount === 0 ? time : this.#besideFacts(amount, time, end - time);
    return this.#whenFree(amount, time);
  }

  override reserve({ amount }: Use, start: number, end: number): boolean {
    this.#reserved.add(amount, start, end);
    return true;
  }

  /** What facts for later take is not among the units: enough must be free beside them, all the while. */
  #besideFacts(amount: number, time: number, seconds: number): number {
    let at = this.#whenFree(amount, time);
    const { steps } = this.#reserved;
    let k = this.#reserved.stepAt(at);
    while (k < steps.length && at < refused && steps[k].from < at + seconds) {
      const { from, units } = steps[k];
      const until = k + 1 < steps.length ? steps[k + 1].from : never;
      const here = Math.max(at, from);
      const enough = amount + units > this.#capacity ? refused : this.#whenFree(amount + units, here);
      if (enough > here) at = Math.min(enough, until);
      if (enough <= here || at === until) k += 1;
    }
    return at;
  }

  #whenFree(amount: number, time: number): number {
    let units = 0;
    for (let k = 0; k < this.#length; k += 1) {
      units += this.#units[k];
      if (units >= amount) return Math.max(time, this.#free[k]);
    }
    return amount === 0 ? time : refused;
  }

  override apply(use: Use, moment: 'start' | 'end', time: number): void {
    if (moment === 'start') this.#start = time;
    else this.#take(use.amount, this.#start, time);
  }

  /** Facts may ask for more than is free: then those do both that would be free next, until both are done. */
  #take(amount: number, start: number, end: number): void {
    let left = amount;
    let k = this.#length - 1;
    while (k > 0 && this.#free[k] > start) k -= 1;
    for (; k >= 0 && left > 0; k -= 1) left -= this.#takeFrom(k, left);
    const free = amount - left;
    const both: [at: number, units: number][] | undefined = left > 0 ? [] : undefined;
    for (k = 0; k < this.#length && left > 0; k += 1) {
      const taken = this.#takeFrom(k, left);
      both!.push([Math.max(end, this.#free[k]), taken]);
      left -= taken;
    }
    this.#compact();
    this.#release(end, free);
    if (both) for (const [at, units] of both) this.#release(at, units);
  }

  #takeFrom(k: number, most: number): number {
    const taken = Math.min(this.#units[k], most);
    this.#units[k] -= taken;
    return taken;
  }

  #compact(): void {
    let kept = 0;
    for (let k = 0; k < this.#length; k += 1) {
      if (this.#units[k] === 0) continue;
      this.#free[kept] = this.#free[k];
      this.#units[kept] = this.#units[k];
      kept += 1;
    }
    this.#length = kept;
  }

  #release(at: number, units: number): void {
    if (units === 0) return;
    let k = this.#length;
    while (k > 0 && this.#free[k - 1] > at) k -= 1;
    if (k > 0 && this.#free[k - 1] === at) {
      this.#units[k - 1] += units;
      return;
    }
    if (this.#length === this.#free.length) this.#grow();
    this.#free.copyWithin(k + 1, k, this.#length);
    this.#units.copyWithin(k + 1, k, this.#length);
    this.#free[k] = at;
    this.#units[k] = units;
    this.#length += 1;
  }

  #grow(): void {
    const [free, units] = [this.#free, this.#units];
    this.#free = new Int32Array(2 * free.length);
    this.#units = new Int32Array(2 * units.length);
    this.#free.set(free);
    this.#units.set(units);
  }

  override explain(_reason: number, use: Use): string {
    return use.amount > this.#capacity
      ? `it needs ${use.amount} of "${this.#id}", which has ${this.#capacity}`
      : `fewer than ${use.amount} of the ${this.#capacity} units of "${this.#id}" are free`;
  }
}
