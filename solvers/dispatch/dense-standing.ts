/** Where the trucks of a request stand once their fixed loads are done, in the dense form. */
import type { DispatchShift } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';
import { never, type Placement, type Standing } from './instance.ts';
import type { Leg, LegMatrix, Legs } from './legs.ts';

/** Legs from where trucks stand: trucks x plants, and trucks; null of trucks that stand nowhere or where the leg ends, and of ways home that they do not have. */
export interface StandingLegs {
  readonly toPlants: LegMatrix;
  readonly home: LegMatrix;
}

export function standingLegs(problem: DispatchShift, legs: Legs): StandingLegs {
  const { trucks, plants } = problem;
  // Who stands where it is to go is there, even where a block gives a leg from that place to itself.
  const legTo = (from: string | undefined, to: string | null): Leg | undefined | null =>
    from === undefined || to === null || from === to ? null : legs.leg(from, to);
  return {
    toPlants: trucks.flatMap(({ standing }) => plants.map(({ place }) => legTo(standing?.place, place))),
    home: trucks.map(({ standing, home, end = home }) => legTo(standing?.place, end)),
  };
}

/**
 * @param seconds - of the legs of a matrix, as of all others.
 * @param costs - of the legs of a matrix, driven empty.
 * @param fixed - the loads after which the trucks stand there.
 * @returns undefined where no truck stands anywhere.
 */
export function standingOf(
  problem: DispatchShift,
  { toPlants, home }: StandingLegs,
  seconds: (matrix: LegMatrix) => Int32Array,
  costs: (matrix: LegMatrix) => Float64Array,
  fixed: readonly Placement[],
): Standing | undefined {
  const { trucks } = problem;
  if (trucks.every(({ standing }) => standing === undefined)) return undefined;
  const last = trucks.map((_, truck) =>
    fixed
      .filter((load) => load.truck === truck)
      .sort((a, b) => a.loadStart - b.loadStart || a.unloadStart - b.unloadStart)
      .at(-1),
  );
  const from = trucks.map(({ standing }) => (standing ? secondsOf(problem, standing.from) : -never));
  return {
    stands: Uint8Array.from(trucks, ({ standing }) => (standing ? 1 : 0)),
    from: Int32Array.from(from),
    homeFrom: Int32Array.from(trucks, ({ end }, truck) => (end === null ? -never : from[truck])),
    afterLoading: last.map((load) => load?.loadStart),
    afterUnloading: last.map((load) => load?.unloadStart),
    travel: seconds(toPlants),
    cost: costs(toPlants),
    travelEnd: seconds(home),
    costEnd: costs(home),
  };
}
