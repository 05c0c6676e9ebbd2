/** What a shift of full trucks is made of where loading takes no time: who can bring what, when at the soonest, from which plant. */
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { Legs } from '../../../solvers/dispatch/legs.ts';
import { litresIn, rateOf, secondsIn, shiftOf } from '../../../solvers/dispatch/units.ts';

interface Way {
  readonly plant: number;
  readonly seconds: number;
}

/** Orders, trucks and plants by their index; seconds, Infinity where there is no way. */
export class ShiftWays {
  readonly #problem: DispatchPlanProblem;
  readonly #legs: Legs;
  readonly #through = new Map<string, Way>();

  constructor(problem: DispatchPlanProblem) {
    this.#problem = problem;
    this.#legs = new Legs(problem);
  }

  /** Whether the truck may bring a load of the order. */
  isAble(truck: number, order: number): boolean {
    const { id, working, equipment, capacityM3 } = this.#problem.trucks[truck];
    const { trucks, volumeM3, equipment: needed } = this.#problem.orders[order];
    const least = Math.min(this.#problem.parameters.splitting.leastLoadM3, volumeM3);
    return (
      working &&
      (trucks?.includes(id) ?? true) &&
      needed.every((one) => equipment.includes(one)) &&
      litresIn(capacityM3) >= litresIn(least) &&
      Number.isFinite(this.firstAt(truck, order))
    );
  }

  /** The truck's soonest arrival with its first load. */
  firstAt(truck: number, order: number): number {
    const { home } = this.#problem.trucks[truck];
    return shiftOf(this.#problem, this.#problem.trucks[truck]).from + this.#way(home, order).seconds;
  }

  /** The latest end of an unloading: the window is open, and the truck back by the end of its shift and overtime. */
  lastEnd(truck: number, order: number): number {
    const { home, end = home, overtimeMinutes } = this.#problem.trucks[truck];
    const { place, window } = this.#problem.orders[order];
    const back = end === null ? 0 : this.#seconds(place, end);
    const shift = shiftOf(this.#problem, this.#problem.trucks[truck]);
    return Math.min(secondsOf(this.#problem, window!.to), shift.to + secondsIn(overtimeMinutes) - back);
  }

  /** From the site of one order to that of another, loading on the way. */
  between(from: number, to: number): number {
    return this.#way(this.#problem.orders[from].place, to).seconds;
  }

  plantBetween(from: number, to: number): number {
    return this.#way(this.#problem.orders[from].place, to).plant;
  }

  plantFromHome(truck: number, order: number): number {
    return this.#way(this.#problem.trucks[truck].home, order).plant;
  }

  toSite(plant: number, order: number): number {
    return this.#seconds(this.#problem.plants[plant].place, this.#problem.orders[order].place);
  }

  /** Greatest time that divides all of them: a schedule as early as it can be has no other times than their sums. */
  commonSeconds(): number {
    const { orders, trucks } = this.#problem;
    const times = orders.flatMap(({ window, leastGapMinutes, greatestGapMinutes = 30 }, order) => [
      ...[window!.from, window!.to].map((moment) => secondsOf(this.#problem, moment)),
      ...[leastGapMinutes, greatestGapMinutes].map(secondsIn),
      ...orders.map((_, from) => this.between(from, order)),
      ...trucks.flatMap((_, truck) =>
        this.isAble(truck, order)
          ? [this.firstAt(truck, order), this.lastEnd(truck, order), unloadingSeconds(this.#problem, order, truck)]
          : [],
      ),
    ]);
    return times.filter(Number.isFinite).reduce(greatestDivisor, 0) || 1;
  }

  #way(from: string, order: number): Way {
    const key = JSON.stringify([from, order]);
    const known = this.#through.get(key);
    if (known) return known;
    const { plants, orders } = this.#problem;
    const { grade, plants: allowed } = orders[order];
    let best: Way = { plant: -1, seconds: Infinity };
    plants.forEach(({ id, place, grades }, plant) => {
      const isAllowed = (allowed?.includes(id) ?? true) && (grade === undefined || (grades?.includes(grade) ?? true));
      const seconds = this.#seconds(from, place) + this.toSite(plant, order);
      if (isAllowed && seconds < best.seconds) best = { plant, seconds };
    });
    this.#through.set(key, best);
    return best;
  }

  #seconds(from: string, to: string): number {
    return this.#legs.leg(from, to)?.seconds ?? Infinity;
  }
}

/** Of a full truck. */
export function unloadingSeconds({ orders, trucks }: DispatchPlanProblem, order: number, truck: number): number {
  const { capacityM3, unloadFixedMinutes, unloadMinutesPerM3 } = trucks[truck];
  const rate = rateOf(orders[order].unloadMinutesPerM3 ?? unloadMinutesPerM3);
  return (
    secondsIn(unloadFixedMinutes) +
    secondsIn(orders[order].unloadFixedMinutes) +
    Math.ceil((litresIn(capacityM3) * rate) / 1000 - 1e-6)
  );
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? Math.abs(one) : greatestDivisor(other, one % other);
}
