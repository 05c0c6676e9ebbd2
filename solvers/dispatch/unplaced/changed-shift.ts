/** A shift with one thing changed, as a copy: what a relaxation, or the dropping of a rule, means for instance and plan. */
import type { DispatchInstance, Placement, Standing } from '../instance.ts';
import { never } from '../instance.ts';

export interface Shift {
  readonly instance: DispatchInstance;
  readonly plan: readonly Placement[];
}

export type Change = (shift: Shift) => Shift;

function changed(shift: Shift, fields: Partial<DispatchInstance>): Shift {
  return { ...shift, instance: { ...shift.instance, ...fields } };
}

function set<Values extends Int32Array | Float64Array | Uint8Array>(values: Values, at: number, value: number): Values {
  const copy = values.slice() as Values;
  copy[at] = value;
  return copy;
}

/** Times without a limit stay so. */
function later(times: Int32Array, at: number, seconds: number): Int32Array {
  return times[at] >= never ? times : set(times, at, Math.min(never, times[at] + seconds));
}

function earlier(times: Int32Array, at: number, seconds: number): Int32Array {
  return times[at] <= -never ? times : set(times, at, Math.max(-never, times[at] - seconds));
}

export const windowEarlier =
  (order: number, seconds: number): Change =>
  (shift) =>
    changed(shift, {
      windowFrom: earlier(shift.instance.windowFrom, order, seconds),
      earlyTo: earlier(shift.instance.earlyTo, order, seconds),
    });

/** @param first - the latest start of the first unloading moves too. */
export const windowLater =
  (order: number, seconds: number, first = false): Change =>
  (shift) => {
    const { windowTo, startTo, lateFrom, firstTo } = shift.instance;
    return changed(shift, {
      windowTo: later(windowTo, order, seconds),
      startTo: later(startTo, order, seconds),
      lateFrom: later(lateFrom, order, seconds),
      firstTo: first ? later(firstTo, order, seconds) : firstTo,
    });
  };

export const longerLifetime =
  (order: number, seconds: number): Change =>
  (shift) =>
    changed(shift, { lifetime: later(shift.instance.lifetime, order, seconds) });

export const longerGap =
  (order: number, seconds: number): Change =>
  (shift) =>
    changed(shift, {
      gapGreatest: later(shift.instance.gapGreatest, order, seconds),
      gapSoft: later(shift.instance.gapSoft, order, seconds),
      followGreatest: later(shift.instance.followGreatest, order, seconds),
    });

export const anyLoadSize =
  (order: number): Change =>
  (shift) =>
    changed(shift, { leastLoadL: set(shift.instance.leastLoadL, order, 1) });

/** The order is only so large. */
export const smallerOrder =
  (order: number, volumeL: number): Change =>
  (shift) =>
    changed(shift, { volumeL: set(shift.instance.volumeL, order, volumeL) });

export const moreCapacity =
  (truck: number, litres: number): Change =>
  (shift) =>
    changed(shift, { capacityL: set(shift.instance.capacityL, truck, shift.instance.capacityL[truck] + litres) });

/** Trucks are back later. */
export const overtime =
  (trucks: readonly number[], seconds: number): Change =>
  (shift) => {
    const shiftTo = shift.instance.shiftTo.slice();
    for (const truck of trucks) shiftTo[truck] = Math.min(never, shiftTo[truck] + seconds);
    return changed(shift, { shiftTo });
  };

/** Trucks leave as early and come back as late as anybody likes. */
export const endlessShifts: Change = (shift) => {
  const { shiftFrom, shiftTo, startBy } = shift.instance;
  const day = 24 * 3600;
  return changed(shift, {
    shiftFrom: shiftFrom.map((from) => from - day),
    shiftTo: shiftTo.map((to) => Math.min(never, to + day)),
    startBy: startBy.map(() => never),
  });
};

/** Rows of `columns` values, each with values added at its end: `of(row)`. */
function widened<Values extends Int32Array | Float64Array | Uint8Array>(
  values: Values,
  columns: number,
  of: (row: number) => readonly number[],
): Values {
  const rows = columns === 0 ? 0 : values.length / columns;
  const all: number[] = [];
  for (let row = 0; row < rows; row++) all.push(...values.subarray(row * columns, (row + 1) * columns), ...of(row));
  return new (values.constructor as new (from: readonly number[]) => Values)(all);
}

function appended<Values extends Int32Array | Float64Array>(values: Values, added: readonly number[]): Values {
  return new (values.constructor as new (from: readonly number[]) => Values)([...values, ...added]);
}

/** Trucks more that stand nowhere. */
function standingOf({ standing, plants }: DispatchInstance, count: number): Standing | undefined {
  if (standing === undefined) return undefined;
  const none = new Array<number>(count).fill(0);
  const legs = new Array<number>(count * plants).fill(0);
  const unknown = new Array<undefined>(count).fill(undefined);
  return {
    stands: Uint8Array.from([...standing.stands, ...none]),
    from: appended(standing.from, none),
    homeFrom: appended(standing.homeFrom, none),
    afterLoading: [...standing.afterLoading, ...unknown],
    afterUnloading: [...standing.afterUnloading, ...unknown],
    travel: appended(standing.travel, legs),
    cost: appended(standing.cost, legs),
    travelEnd: appended(standing.travelEnd, none),
    costEnd: appended(standing.costEnd, none),
  };
}

/** More trucks like given ones, that come from home, without breaks, for one order only; `from` and `to` instead of the shifts of those. */
export const moreTrucks =
  (order: number, like: readonly number[], from?: number, to?: number): Change =>
  (shift) => {
    const old = shift.instance;
    const { trucks, plants, sites } = old;
    const more = <Values extends Int32Array | Float64Array>(values: Values) =>
      appended(
        values,
        like.map((truck) => values[truck]),
      );
    const rows = <Values extends Int32Array | Float64Array>(values: Values, columns: number) =>
      appended(
        values,
        like.flatMap((truck) => [...values.subarray(truck * columns, (truck + 1) * columns)]),
      );
    const columns = <Values extends Int32Array | Float64Array | Uint8Array>(values: Values) =>
      widened(values, trucks, (row) => like.map((truck) => values[row * trucks + truck]));
    return changed(shift, {
      trucks: trucks + like.length,
      capacityL: more(old.capacityL),
      shiftFrom: appended(
        old.shiftFrom,
        like.map((truck) => from ?? old.shiftFrom[truck]),
      ),
      shiftTo: appended(
        old.shiftTo,
        like.map((truck) => to ?? old.shiftTo[truck]),
      ),
      startBy: more(old.startBy),
      regularTo: more(old.regularTo),
      overtimeCost: more(old.overtimeCost),
      truckCost: more(old.truckCost),
      leastSpan: more(old.leastSpan),
      shortSpanCost: more(old.shortSpanCost),
      wash: more(old.wash),
      breakOf: appended(
        old.breakOf,
        like.map(() => old.breakOf[trucks]),
      ),
      reserveFrom: more(old.reserveFrom),
      standing: standingOf(old, like.length),
      areas: old.areas && {
        ...old.areas,
        start: rows(old.areas.start, plants),
        end: rows(old.areas.end, sites),
        standing: rows(old.areas.standing, plants),
        standingEnd: more(old.areas.standingEnd),
      },
      travelStart: rows(old.travelStart, plants),
      costStart: rows(old.costStart, plants),
      travelEnd: rows(old.travelEnd, sites),
      costEnd: rows(old.costEnd, sites),
      unloadFixed: columns(old.unloadFixed),
      unloadPerKl: columns(old.unloadPerKl),
      mayServe: widened(old.mayServe, trucks, (row) => like.map(() => (row === order ? 1 : 0))),
    });
  };

/** More docks at some plants; docks of the plants behind them get other numbers. */
export const moreDocks =
  (plants: readonly number[], count: number): Change =>
  ({ instance, plan }) => {
    const before = (plant: number) => plants.filter((other) => other < plant).length * count;
    const renumbered = (placements: readonly Placement[]) =>
      placements.map((placement) => ({ ...placement, dock: placement.dock + before(placement.plant) }));
    const dockFrom = instance.dockFrom.map((from, plant) => from + before(plant));
    return { instance: { ...instance, dockFrom, fixed: renumbered(instance.fixed) }, plan: renumbered(plan) };
  };

/** The order has its site to itself. */
export const ownSite =
  (order: number): Change =>
  (shift) => {
    const old = shift.instance;
    const { plants, sites } = old;
    const at = old.site[order];
    const column = <Values extends Int32Array | Float64Array>(values: Values) =>
      widened(values, sites, (row) => [values[row * sites + at]]);
    const row = <Values extends Int32Array | Float64Array>(values: Values) =>
      appended(values, [...values.subarray(at * plants, (at + 1) * plants)]);
    return changed(shift, {
      sites: sites + 1,
      site: set(old.site, order, sites),
      follows: set(old.follows, order, -1),
      areas: old.areas && {
        ...old.areas,
        out: column(old.areas.out),
        end: column(old.areas.end),
        back: row(old.areas.back),
      },
      travelOut: column(old.travelOut),
      costOut: column(old.costOut),
      travelEnd: column(old.travelEnd),
      costEnd: column(old.costEnd),
      travelBack: row(old.travelBack),
      costBack: row(old.costBack),
    });
  };

/** Nothing else is carried out, and all trucks come from home. */
export const emptyShift: Change = ({ instance }) => ({
  instance: { ...instance, fixed: [], standing: undefined },
  plan: [],
});
