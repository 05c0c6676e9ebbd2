/**
 * The smallest single changes with which what is left of an order is placed. Each is found by real insertions, by halving
 * where it has a size, in whole minutes (or steps of 0.1 m3); the plan with the order in it is then timed anew in the
 * changed shift, so that what is offered is a plan, not an estimate. Sizes are the smallest that this search finds:
 * a smaller one may exist, a failure of the one offered may not.
 */
import type { DispatchInstance, Placement } from '../instance.ts';
import { never, unloadingTime } from '../instance.ts';
import type { Attempts, Fit } from './attempt.ts';
import type { Change } from './changed-shift.ts';
import * as change from './changed-shift.ts';
import { allowedPlants, allowedTrucks } from './reasons.ts';
import { type Relaxation, type Relaxed, timeAway } from './relaxation.ts';

/** Beyond these a change is no small one any more. */
const most = { window: 240, lifetime: 60, gap: 120, overtime: 180, capacityL: 5000 };
const trucksToEnlarge = 3;
const capacityStepL = 100;

export class Relaxations {
  readonly #attempts: Attempts;
  readonly #instance: DispatchInstance;
  readonly #order: number;
  readonly #leftL: number;
  readonly #stop: () => boolean;

  constructor(attempts: Attempts, instance: DispatchInstance, order: number, leftL: number, stop: () => boolean) {
    this.#attempts = attempts;
    this.#instance = instance;
    this.#order = order;
    this.#leftL = leftL;
    this.#stop = stop;
  }

  all(): Relaxation[] {
    const tries = [
      () => this.#windowLater(),
      () => this.#windowEarlier(),
      () => this.#moreTrucks(),
      () => this.#overtime(),
      () => this.#lifetime(),
      () => this.#gap(),
      () => this.#split(),
      () => this.#dock(),
      () => this.#capacity(),
      () => this.#otherShift(),
    ];
    const found: Relaxation[] = [];
    for (const attempt of tries) {
      if (this.#stop()) break;
      const relaxation = attempt();
      if (relaxation && this.#attempts.holds(relaxation.change, relaxation.plan)) found.push(relaxation);
    }
    return found;
  }

  #windowLater(): Relaxation | undefined {
    const { windowTo, startTo, firstTo } = this.#instance;
    const order = this.#order;
    if (Math.min(windowTo[order], startTo[order], firstTo[order]) >= never) return undefined;
    for (const first of firstTo[order] < never ? [false, true] : [false]) {
      const by = (minutes: number) => change.windowLater(order, 60 * minutes, first);
      const found = this.#smallest(most.window, by, (fit) => {
        const late = fit.added.map((load) =>
          Math.max(load.unloadStart + this.#unloading(load) - windowTo[order], load.unloadStart - startTo[order]),
        );
        if (first) late.push(fit.added[0].unloadStart - firstTo[order]);
        return Math.max(...late) / 60;
      });
      if (found) return this.#relaxation('window-later', found, first ? { latestFirst: true } : {});
    }
    return undefined;
  }

  #windowEarlier(): Relaxation | undefined {
    const order = this.#order;
    const from = this.#instance.windowFrom[order];
    const found = this.#smallest(
      Math.min(most.window, Math.floor(from / 60)),
      (minutes) => change.windowEarlier(order, 60 * minutes),
      (fit) => Math.max(...fit.added.map((load) => from - load.unloadStart)) / 60,
    );
    return found && this.#relaxation('window-earlier', found);
  }

  #lifetime(): Relaxation | undefined {
    const order = this.#order;
    if (this.#instance.lifetime[order] >= never) return undefined;
    const age = (load: Placement) => load.unloadStart + this.#unloading(load) - load.loadStart;
    const found = this.#smallest(
      most.lifetime,
      (minutes) => change.longerLifetime(order, 60 * minutes),
      (fit) => (Math.max(...fit.added.map(age)) - this.#instance.lifetime[order]) / 60,
    );
    return found && this.#relaxation('lifetime', found);
  }

  #gap(): Relaxation | undefined {
    const order = this.#order;
    if (this.#instance.gapGreatest[order] >= never) return undefined;
    const found = this.#smallest(most.gap, (minutes) => change.longerGap(order, 60 * minutes));
    return found && this.#relaxation('gap', found);
  }

  /** All trucks that may serve it at first; where a single one comes home late then, that one is named. */
  #overtime(): Relaxation | undefined {
    const trucks = allowedTrucks(this.#instance, this.#order);
    const found = this.#smallest(most.overtime, (minutes) => change.overtime(trucks, 60 * minutes));
    if (!found) return undefined;
    for (const truck of new Set(found.fit.added.map((load) => load.truck))) {
      if (this.#stop()) break;
      const one = change.overtime([truck], 60 * found.by);
      const fit = this.#attempts.insertion(this.#order, one);
      if (fit) return this.#relaxation('overtime', { by: found.by, fit, change: one }, { truck });
    }
    return this.#relaxation('overtime', found);
  }

  /** The smallest size of truck with which it can be done, and only as long as it is away. */
  #moreTrucks(): Relaxation | undefined {
    const { capacityL } = this.#instance;
    const sizes = new Map<number, number>();
    for (const truck of allowedTrucks(this.#instance, this.#order)) {
      if (!sizes.has(capacityL[truck])) sizes.set(capacityL[truck], truck);
    }
    for (const [, like] of [...sizes].sort(([a], [b]) => a - b)) {
      if (this.#stop()) return undefined;
      const whole = change.moreTrucks(this.#order, [like]);
      const fit = this.#attempts.insertion(this.#order, whole);
      // Another try may find a place without it; then it helps nobody.
      if (!fit?.plan.some(({ truck }) => truck === this.#instance.trucks)) continue;
      const [from, to] = timeAway(this.#instance, fit.plan, like);
      const found = { by: 1, fit, change: change.moreTrucks(this.#order, [like], from, to) };
      return this.#relaxation('truck', found, { truck: like, from, to });
    }
    return undefined;
  }

  #dock(): Relaxation | undefined {
    for (const plant of allowedPlants(this.#instance, this.#order)) {
      if (this.#instance.dockHold[plant] === 0 || this.#stop()) continue;
      const more = change.moreDocks([plant], 1);
      const fit = this.#attempts.insertion(this.#order, more);
      if (fit) return this.#relaxation('dock', { by: 1, fit, change: more }, { plant });
    }
    return undefined;
  }

  /** The large trucks first: they need the least. */
  #capacity(): Relaxation | undefined {
    const { capacityL, sentFull } = this.#instance;
    if (sentFull.includes(1)) return undefined;
    const trucks = allowedTrucks(this.#instance, this.#order).filter((truck) => capacityL[truck] < this.#leftL);
    let best: Relaxation | undefined;
    for (const truck of trucks.sort((a, b) => capacityL[b] - capacityL[a] || a - b).slice(0, trucksToEnlarge)) {
      const steps = Math.ceil(Math.min(most.capacityL, this.#leftL - capacityL[truck]) / capacityStepL);
      const found = this.#smallest(steps, (count) => change.moreCapacity(truck, count * capacityStepL));
      if (!found || (best && found.by * capacityStepL >= best.by * 1000)) continue;
      best = this.#relaxation('capacity', { ...found, by: (found.by * capacityStepL) / 1000 }, { truck });
    }
    return best;
  }

  /** As much as fits now; the rest becomes an order of its own. */
  #split(): Relaxation | undefined {
    if (this.#instance.wholeOnly[this.#order] === 0 || this.#instance.sentFull[this.#order] === 1) return undefined;
    const part = this.#attempts.insertion(this.#order, (shift) => shift, true);
    const volumeL = part?.added.reduce((sum, load) => sum + load.volumeL, 0) ?? 0;
    if (volumeL <= 0 || volumeL >= this.#leftL) return undefined;
    const smaller = change.smallerOrder(this.#order, this.#instance.volumeL[this.#order] - this.#leftL + volumeL);
    const fit = this.#attempts.insertion(this.#order, smaller);
    if (!fit) return undefined;
    return { ...this.#relaxation('split', { by: (this.#leftL - volumeL) / 1000, fit, change: smaller }), volumeL };
  }

  /** A shift like this one with nothing in it yet. */
  #otherShift(): Relaxation | undefined {
    if (this.#leftL < this.#instance.volumeL[this.#order]) return undefined;
    const fit = this.#attempts.insertion(this.#order, change.emptyShift);
    return fit && this.#relaxation('other-shift', { by: 1, fit, change: change.emptyShift });
  }

  /**
   * The smallest size with which it fits, by halving between one that does not and one that does.
   * @param needed - how much of it a plan makes use of: a plan found for more may need less.
   */
  #smallest(
    limit: number,
    of: (by: number) => Change,
    needed: (fit: Fit) => number = () => Infinity,
  ): { by: number; fit: Fit; change: Change } | undefined {
    if (limit < 1 || this.#stop()) return undefined;
    let fit = this.#attempts.insertion(this.#order, of(limit));
    if (!fit) return undefined;
    const usedBy = (found: Fit) => Math.max(1, Math.ceil(needed(found)));
    let enough = Math.min(limit, usedBy(fit));
    for (let short = 0; enough - short > 1 && !this.#stop(); ) {
      const middle = (short + enough) >> 1;
      const better = this.#attempts.insertion(this.#order, of(middle));
      if (better) {
        fit = better;
        enough = Math.min(middle, usedBy(better));
      } else short = middle;
    }
    return { by: enough, fit, change: of(enough) };
  }

  #relaxation(
    what: Relaxed,
    { by, fit, change: applied }: { by: number; fit: Fit; change: Change },
    more: Partial<Relaxation> = {},
  ): Relaxation {
    return { what, by, volumeL: this.#leftL, shifts: fit.shifts, change: applied, plan: fit.plan, ...more };
  }

  #unloading(load: Placement): number {
    return unloadingTime(this.#instance, load.order, load.truck, load.volumeL);
  }
}
