/**
 * The dense form of a shift: what construction, search and bounds work on. Ids and JSON stay at the border (`dense.ts`).
 *
 * Times are whole seconds from the start of the shift (they may be negative: a truck may leave its yard before), volumes
 * whole litres, costs plain numbers. A matrix `a x b` is row-major. `never` stands for "no limit" in times.
 *
 * A **load** is one truck filled once: it starts loading at `L` on a dock of a plant, starts unloading at `U` at the site
 * of its order, and
 *
 * - `U >= arrive(L + loading + afterLoading, travelOut) + slackBefore`      it has to get there (waiting at the site is allowed)
 * - `U + unloading <= L + lifetime`                                         concrete sets, counted to the end of unloading
 * - `windowFrom <= U`, `U <= startTo`, `U + unloading <= windowTo`; the first load of an order: `U <= firstTo`
 * - consecutive loads i, j of an order: `gapLeast <= U_j - (U_i + unloading_i) <= gapGreatest`, or from start to start (unloadings of an order never overlap)
 * - consecutive loads of a truck: `L_j >= arrive(U_i + unloading_i + wash + slackAfter, travelBack)`, a break between them included;
 *   after its last fixed load from where it stands, if it does (`Standing`)
 * - consecutive loadings on a dock: `L_j >= L_i + hold_i`
 * - consecutive orders of a site do not overlap: `U_first(next) >= U_last(previous) + unloading_last`, and a follower within its limits
 *
 * All of these are monotone in the times, so that for given sequences there is one earliest schedule (the least fixed
 * point) and one latest; any time between the two of any one load can be completed.
 */

/** No limit: far beyond any shift, far within 32 bits. */
export const never = 1_000_000_000;

/** Piecewise constant factor on travel times by time of departure: `factors[i]` holds from `from[i]` until `from[i + 1]`. */
export interface Traffic {
  /** Ascending; `from[0]` is `-never`. */
  readonly from: Int32Array;
  readonly factors: Float64Array;
}

/** Traffic that is not the same everywhere: which of a few profiles holds on which leg. */
export interface AreaTraffic {
  /** Number 0 is `traffic`, of legs that no area touches; all change at the same times. */
  readonly profiles: readonly Traffic[];
  /** Number of the profile of each leg; rows and columns as those of the travel times. */
  readonly start: Int32Array;
  readonly out: Int32Array;
  readonly back: Int32Array;
  readonly end: Int32Array;
  /** trucks x plants, and trucks: legs from where trucks stand. */
  readonly standing: Int32Array;
  readonly standingEnd: Int32Array;
}

/** Where trucks stand once their fixed loads are done: there their next leg begins, and not at a site or at home. */
export interface Standing {
  /** Per truck. 1: it stands somewhere; 0: it goes on from where its loads leave it, and all else is void. */
  readonly stands: Uint8Array;
  /** Its next leg begins no earlier, nor before it is free and rested. */
  readonly from: Int32Array;
  /** The same for the way home; `-never` where there is none. */
  readonly homeFrom: Int32Array;
  /** Starts of loading and unloading of its last fixed load, after which this holds; undefined: before its first load. */
  readonly afterLoading: readonly (number | undefined)[];
  readonly afterUnloading: readonly (number | undefined)[];
  /** trucks x plants. */
  readonly travel: Int32Array;
  readonly cost: Float64Array;
  /** Per truck: home. */
  readonly travelEnd: Int32Array;
  readonly costEnd: Float64Array;
}

/** Unloading that starts in `[from, to)` costs `cost`, e.g. of hours to be avoided. */
export interface CostlyHours {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

export interface DispatchInstance {
  readonly trucks: number;
  readonly plants: number;
  readonly sites: number;
  readonly orders: number;

  // --- plants -------------------------------------------------------------------------------------------------------
  /** Docks of plant p are numbered `dockFrom[p]` .. `dockFrom[p + 1] - 1`; a plant without limit has one dock and hold 0. */
  readonly dockFrom: Int32Array;
  /** Loading starts no earlier than `plantFrom`, ends no later than `plantTo`. */
  readonly plantFrom: Int32Array;
  readonly plantTo: Int32Array;
  /** Loading takes `loadFixed + ceil(loadPerKl x litres / 1000)`, never less than `loadLeast`. */
  readonly loadFixed: Int32Array;
  readonly loadPerKl: Float64Array;
  readonly loadLeast: Int32Array;
  /** From one start of loading to the next on the same dock; -1: as long as the loading takes. */
  readonly dockHold: Int32Array;
  /** Between the end of loading and the departure. */
  readonly afterLoading: Int32Array;

  // --- trucks -------------------------------------------------------------------------------------------------------
  readonly capacityL: Int32Array;
  /** Leaves its yard no earlier than `shiftFrom`; back at its yard no later than `shiftTo`. */
  readonly shiftFrom: Int32Array;
  readonly shiftTo: Int32Array;
  /** Starts its last unloading no later than this; `never` where only the return counts. */
  readonly startBy: Int32Array;
  /** Every second after `regularTo` (at the return) costs `overtimeCost`; `shiftTo` stays the hard end. */
  readonly regularTo: Int32Array;
  readonly overtimeCost: Float64Array;
  /** Cost of a truck that carries any load. */
  readonly truckCost: Float64Array;
  /** Cost per second by which the span from `shiftFrom` to the return falls short of `leastSpan`, for trucks that carry any load. */
  readonly leastSpan: Int32Array;
  readonly shortSpanCost: Float64Array;
  /** After unloading, before it leaves the site. */
  readonly wash: Int32Array;
  /** Breaks of truck k are `breakOf[k]` .. `breakOf[k + 1] - 1`: start within [breakFrom, breakTo], empty, between two loads. */
  readonly breakOf: Int32Array;
  readonly breakFrom: Int32Array;
  readonly breakTo: Int32Array;
  readonly breakTime: Int32Array;

  // --- travel: seconds without traffic (`never`: no way), and cost, of each leg -------------------------------------------------------
  /** trucks x plants: yard to plant. */
  readonly travelStart: Int32Array;
  readonly costStart: Float64Array;
  /** plants x sites. */
  readonly travelOut: Int32Array;
  readonly costOut: Float64Array;
  /** sites x plants. */
  readonly travelBack: Int32Array;
  readonly costBack: Float64Array;
  /** trucks x sites: site to yard. */
  readonly travelEnd: Int32Array;
  readonly costEnd: Float64Array;
  readonly traffic: Traffic | undefined;
  /** Undefined where `traffic` holds on all legs. */
  readonly areas: AreaTraffic | undefined;
  /** Undefined where no truck stands anywhere. */
  readonly standing: Standing | undefined;

  // --- orders -------------------------------------------------------------------------------------------------------
  readonly site: Int32Array;
  readonly volumeL: Int32Array;
  /** 1: served wholly or not at all; 0: what is missing costs `unservedPerL`. */
  readonly wholeOnly: Uint8Array;
  readonly unservedCost: Float64Array;
  readonly unservedPerL: Float64Array;
  /** Smallest load that is worth a truck, unless the order itself is smaller. */
  readonly leastLoadL: Int32Array;
  /** 1: each truck leaves as full as it can and what is left at the end is lost (loads are capacity-sized, the last one too). */
  readonly sentFull: Uint8Array;
  readonly windowFrom: Int32Array;
  readonly windowTo: Int32Array;
  readonly startTo: Int32Array;
  readonly firstTo: Int32Array;
  readonly lifetime: Int32Array;
  readonly gapLeast: Int32Array;
  readonly gapGreatest: Int32Array;
  /** 1: gaps count from start to start of unloading, 0: from end to start. */
  readonly gapFromStart: Uint8Array;
  /** The order of the same site that this one comes right after, or -1; void where that one is not served. */
  readonly follows: Int32Array;
  readonly followLeast: Int32Array;
  readonly followGreatest: Int32Array;
  /** orders x trucks: unloading takes `unloadFixed + ceil(unloadPerKl x litres / 1000)`. */
  readonly unloadFixed: Int32Array;
  readonly unloadPerKl: Float64Array;
  /** plants x orders: kept free between arrival and unloading; sites are where buffers are spent. */
  readonly slackBefore: Int32Array;
  /** plants x orders: kept free after unloading, before the truck goes on. */
  readonly slackAfter: Int32Array;
  /** orders x trucks, orders x plants: 1 where allowed. */
  readonly mayServe: Uint8Array;
  readonly mayLoad: Uint8Array;
  /** 1: all loads of the order come from one plant. */
  readonly onePlant: Uint8Array;

  // --- what times and fillings cost ---------------------------------------------------------------------------------
  /** Ideal start of the first unloading, `-never` where there is none; that of a later load is later by the unloadings and least gaps before it. */
  readonly ideal: Int32Array;
  /** Per load: `deviationCost x (minutes from its ideal)^2`. */
  readonly deviationCost: Float64Array;
  /** First load: each second after `firstLateFrom`. */
  readonly firstLateFrom: Int32Array;
  readonly firstLateCost: Float64Array;
  /** Each load: each second its unloading starts before `earlyTo`, or ends after `lateFrom` (a window with tolerance). */
  readonly earlyTo: Int32Array;
  readonly lateFrom: Int32Array;
  readonly offWindowCost: Float64Array;
  /** Each second of a gap beyond `gapSoft`. */
  readonly gapSoft: Int32Array;
  readonly gapCost: Float64Array;
  /** Per load: `fillCost x (1 - volume / capacity)^2`. */
  readonly fillCost: Float64Array;
  readonly costlyHours: readonly CostlyHours[];
  /** `balanceCost x sum over trucks in use of (busy share - mean share)^2`; busy, of each load: from
   * `L` less the travel to the plant (without traffic) to the end of washing and `slackAfter`; and the travel of the way back. */
  readonly balanceCost: number;
  /**
   * Time of the best trucks kept for the best clients: seconds by which loads of orders with `vip = 0` keep a truck busy
   * beyond `reserveFrom[truck]` cost `reserveCost`.
   */
  readonly vip: Uint8Array;
  readonly reserveFrom: Int32Array;
  readonly reserveCost: number;
  /** A constant part of the objective, e.g. minus the whole volume where served volume counts. */
  readonly baseCost: number;

  // --- what stands already ------------------------------------------------------------------------------------------
  /** Loads that must stay as they are (started, or frozen), in order of time within each order. */
  readonly fixed: readonly Placement[];
}

/** One load with its times: what a plan of the dense form consists of. */
export interface Placement {
  readonly order: number;
  readonly truck: number;
  readonly plant: number;
  /** Number among all docks, as in `dockFrom`. */
  readonly dock: number;
  readonly volumeL: number;
  /** Start of loading. */
  readonly loadStart: number;
  /** Start of unloading. */
  readonly unloadStart: number;
}

/** Seconds per kilolitre come to the millisecond; the rest is what floats leave of a whole second. */
export function perVolume(secondsPerKl: number, volumeL: number): number {
  return Math.ceil((secondsPerKl * volumeL) / 1000 - 1e-6);
}

export function loadingTime(instance: DispatchInstance, plant: number, volumeL: number): number {
  const time = instance.loadFixed[plant] + perVolume(instance.loadPerKl[plant], volumeL);
  return Math.max(time, instance.loadLeast[plant]);
}

export function unloadingTime(instance: DispatchInstance, order: number, truck: number, volumeL: number): number {
  const entry = order * instance.trucks + truck;
  return instance.unloadFixed[entry] + perVolume(instance.unloadPerKl[entry], volumeL);
}

/** Least time between the starts of two unloadings of an order, the first of which takes `unloading`. */
export function leastStep(instance: DispatchInstance, order: number, unloading: number): number {
  const least = instance.gapLeast[order];
  return instance.gapFromStart[order] === 1 ? Math.max(unloading, least) : unloading + least;
}

export function holdTime(instance: DispatchInstance, plant: number, loading: number): number {
  const hold = instance.dockHold[plant];
  return hold < 0 ? loading : hold;
}
