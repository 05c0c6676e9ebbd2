/** Loads that stand in the shift as it is now, and where each truck begins what comes after them. */
import type { DispatchGivenLoad, DispatchTruck } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { routesOf } from '../../dispatch/routes.ts';
import { secondsIn, shiftOf } from '../../dispatch/units.ts';
import { unloadingOf } from './actual-times.ts';
import { cutOf, downUntil, isOut, type Situation } from './situation.ts';
import type { StatedLoad } from './states.ts';

/** A load that stays as it is: done, under way, or rescued. */
export interface StandingLoad extends Required<Omit<DispatchGivenLoad, 'loadStart' | 'unloadStart'>> {
  readonly loadStart: number;
  readonly unloadStart: number;
  readonly unloadEnd: number;
  /** Place of its order. */
  readonly site: string;
  readonly siteLeave: number;
  /** In `fixed` of the request already. */
  readonly given: boolean;
  readonly isRescue: boolean;
}

export interface Standing {
  readonly place: string;
  readonly from: number;
}

/** The done ones first, then those under way. */
export function standingLoads(loads: readonly StatedLoad[]): StandingLoad[] {
  return (['done', 'under-way'] as const).flatMap((state) =>
    loads
      .filter((load) => load.state === state)
      .map(({ order, truck, plant, dock, volumeM3, site, given, stages, actual }) => ({
        ...{ order, truck, plant, dock, volumeM3, ...actual, site, given },
        siteLeave: actual.unloadEnd + stages.siteLeave - stages.unloadEnd,
        isRescue: false,
      })),
  );
}

/** Standings of the trucks of a shift, given what stays; `undefined`: at the site of its last load, as soon as it is free. */
export class Standings {
  readonly #situation: Situation;
  /** By truck, in order of loading. */
  readonly #loads: ReadonlyMap<string, readonly StatedLoad[]>;
  /** By truck, when its shift ends in the plan that runs. */
  readonly #back: ReadonlyMap<string, number>;

  /** @param loads - all of the plan that runs. */
  constructor(situation: Situation, loads: readonly StatedLoad[]) {
    this.#situation = situation;
    this.#loads = Map.groupBy(
      loads.toSorted((one, other) => one.actual.loadStart - other.actual.loadStart),
      ({ truck }) => truck,
    );
    const { instance, problem } = situation.planned;
    const placements = loads.map(({ stages }) => stages.placement);
    this.#back = new Map(routesOf(instance, placements).map(({ truck, back }) => [problem.trucks[truck].id, back]));
  }

  /** @param fixed - loads of the truck that stay. */
  of(truck: DispatchTruck, fixed: readonly StandingLoad[]): Standing | undefined {
    const inOrder = fixed.toSorted((one, other) => one.loadStart - other.loadStart);
    const standing = this.#whenFree(truck, inOrder);
    const until = downUntil(this.#situation, truck.id);
    if (until === undefined || isOut(this.#situation, truck.id)) return standing;
    const stuck = this.#ofTruck(truck).find(({ rescue }) => rescue?.why === 'stuck');
    const place = stuck?.rescue?.place ?? standing?.place ?? inOrder[inOrder.length - 1].site;
    return { place, from: Math.max(until, this.#situation.now, standing?.from ?? until) };
  }

  /** Whether concrete on board of it is to be rescued. */
  hasRescue(truck: DispatchTruck): boolean {
    return this.#ofTruck(truck).some(({ rescue }) => rescue);
  }

  /** The rules one by one, breakdowns aside. */
  #whenFree(truck: DispatchTruck, fixed: readonly StandingLoad[]): Standing | undefined {
    const { problem, now, factOfTruck } = this.#situation;
    const at = (moment: string | number) => secondsOf(problem.shift, moment);
    const last = fixed[fixed.length - 1];
    const fact = factOfTruck.get(truck.id);
    if (fact && !fixed.some(({ isRescue }) => isRescue))
      return { place: fact.place, from: Math.max(now, fact.from === undefined ? now : at(fact.from)) };
    if (fixed.some(({ siteLeave }) => siteLeave > now)) return undefined;
    const own =
      truck.standing && (last?.given ?? true)
        ? { place: truck.standing.place, from: Math.max(now, at(truck.standing.from)) }
        : undefined;
    const isWaiting = own !== undefined && own.from > now;
    return (
      this.#afterLoss(truck) ??
      this.#onItsWay(truck) ??
      (isWaiting ? own : (this.#doneForTheDay(truck) ?? own)) ??
      (last
        ? { place: last.site, from: now }
        : { place: truck.home, from: Math.max(now, shiftOf(problem.shift, truck).from) })
    );
  }

  /** A truck that has brought all that it was to bring is where its shift ends, or on its way there as planned. */
  #doneForTheDay(truck: DispatchTruck): Standing | undefined {
    const loads = this.#ofTruck(truck);
    const { end: place = truck.home } = truck;
    const isDone = ({ state }: StatedLoad) => state === 'done' || state === 'under-way';
    const back = this.#back.get(truck.id);
    if (place === null || back === undefined || !loads.every(isDone)) return undefined;
    const { now, problem } = this.#situation;
    // Who is home when the shift ends works no overtime, however late it is now.
    return { place, from: Math.max(back, Math.min(now, shiftOf(problem.shift, truck).to)) };
  }

  /** A truck that can go on, and whose load nobody takes, pours it away where it is. */
  #afterLoss(truck: DispatchTruck): Standing | undefined {
    const lost = this.#ofTruck(truck).find(({ rescue }) => rescue && rescue.why !== 'stuck');
    if (!lost?.rescue) return undefined;
    const seconds = unloadingOf(lost) + secondsIn(truck.washMinutes);
    return { place: lost.rescue.place, from: this.#situation.now + seconds };
  }

  /** On the way to the plant of its first open load. */
  #onItsWay(truck: DispatchTruck): Standing | undefined {
    const { now } = this.#situation;
    const first = this.#ofTruck(truck).find(({ state }) => state === 'open');
    if (!first || first.stages.leave >= cutOf(this.#situation, truck.id)) return undefined;
    return { place: first.plantPlace, from: Math.max(now, first.stages.plantArrival) };
  }

  #ofTruck({ id }: DispatchTruck): readonly StatedLoad[] {
    return this.#loads.get(id) ?? [];
  }
}
