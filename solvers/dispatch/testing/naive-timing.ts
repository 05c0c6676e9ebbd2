/**
 * Earliest and latest times of given sequences, as plainly as they can be had: every constraint anew in every round until
 * nothing changes. Shares no code with the schedule; only the trip in traffic is integrated second by second.
 */
import type { DispatchInstance } from '../instance.ts';
import { never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';

/** Beyond the end of all small shifts. */
const horizon = 260;

export interface NaiveTimes {
  readonly feasible: boolean;
  readonly start: number[];
  readonly unload: number[];
}

/** @param profile - number of the traffic that holds on the leg, where it is not the same everywhere. */
function trip(instance: DispatchInstance, depart: number, travel: number, profile?: number): number {
  const traffic = profile === undefined ? instance.traffic : instance.areas?.profiles[profile];
  if (traffic === undefined) return depart + travel;
  let left = travel;
  let time = depart;
  while (left > 1e-9) {
    let factor = 1;
    traffic.from.forEach((from, at) => {
      if (from <= time) factor = traffic.factors[at];
    });
    const done = Math.min(left, 1 / factor);
    left -= done;
    time += done * factor;
  }
  return Math.ceil(time - 1e-6);
}

interface Rule {
  /** Variables are `2 x slot` (start of loading) and `2 x slot + 1` (unloading); -1: a constant. */
  readonly from: number;
  readonly to: number;
  readonly least: (time: number) => number;
}

/** All constraints of the sequences as "to is at least f(from)". */
function rules(s: Schedule): { rules: Rule[]; upper: number[] } {
  const { instance } = s;
  const found: Rule[] = [];
  const upper: number[] = new Array(2 * s.slots).fill(never);
  const cap = (variable: number, value: number) => {
    upper[variable] = Math.min(upper[variable], value);
  };
  const constant = (to: number, value: number) => found.push({ from: -1, to, least: () => value });
  const breaksAfter = (truck: number, slot: number) => {
    const breaks: number[] = [];
    for (let at = instance.breakOf[truck]; at < instance.breakOf[truck + 1]; at++) {
      if (s.breakAfter[at] === slot) breaks.push(at);
    }
    return breaks;
  };
  const rest = (breaks: number[], time: number) => {
    let free = time;
    for (const at of breaks) {
      if (free > instance.breakTo[at]) return never;
      free = Math.max(free, instance.breakFrom[at]) + instance.breakTime[at];
    }
    return free;
  };
  /** Where the leg behind a load (-1: the first) begins where the truck stands. */
  const standsBehind = (truck: number, slot: number) => {
    const { standing } = instance;
    if (standing === undefined || standing.stands[truck] === 0) return undefined;
    let last = -1;
    for (let load = s.firstOfTruck[truck]; load >= 0; load = s.nextOfTruck[load]) if (s.frozen[load] === 1) last = load;
    return slot === last ? standing : undefined;
  };
  for (let slot = 0; slot < s.slots; slot++) {
    const order = s.loadOrder[slot];
    if (order < 0) continue;
    const truck = s.loadTruck[slot];
    const plant = s.loadPlant[slot];
    const kilolitres = s.loadVolumeL[slot] / 1000;
    const loadingFree = instance.loadFixed[plant] + Math.ceil(instance.loadPerKl[plant] * kilolitres);
    const loading = Math.max(instance.loadLeast[plant], loadingFree);
    const cell = order * instance.trucks + truck;
    const unloading = instance.unloadFixed[cell] + Math.ceil(instance.unloadPerKl[cell] * kilolitres);
    const site = instance.site[order];
    const L = 2 * slot;
    const U = L + 1;
    const end = (time: number) => time + unloading;
    const free = (time: number) =>
      end(time) + instance.wash[truck] + instance.slackAfter[plant * instance.orders + order];
    constant(L, instance.plantFrom[plant]);
    constant(U, instance.windowFrom[order]);
    cap(L, instance.plantTo[plant] - loading);
    cap(U, Math.min(instance.startTo[order], instance.windowTo[order] - unloading, instance.startBy[truck]));
    found.push({
      from: L,
      to: U,
      least: (time) =>
        trip(
          instance,
          time + loading + instance.afterLoading[plant],
          instance.travelOut[plant * instance.sites + site],
          instance.areas?.out[plant * instance.sites + site],
        ) + instance.slackBefore[plant * instance.orders + order],
    });
    found.push({ from: U, to: L, least: (time) => end(time) - instance.lifetime[order] });
    if (s.prevOfTruck[slot] < 0) {
      const left = rest(breaksAfter(truck, -1), instance.shiftFrom[truck]);
      const leg = truck * instance.plants + plant;
      const { areas } = instance;
      const stands = standsBehind(truck, -1);
      if (left >= never) constant(L, never);
      else if (stands)
        constant(L, trip(instance, Math.max(left, stands.from[truck]), stands.travel[leg], areas?.standing[leg]));
      else constant(L, trip(instance, left, instance.travelStart[leg], areas?.start[leg]));
    }
    const next = s.nextOfTruck[slot];
    const breaks = breaksAfter(truck, slot);
    if (next >= 0) {
      const stands = standsBehind(truck, slot);
      const { areas } = instance;
      const ownLeg = truck * instance.plants + s.loadPlant[next];
      const siteLeg = site * instance.plants + s.loadPlant[next];
      const back = stands ? stands.travel[ownLeg] : instance.travelBack[siteLeg];
      const profile = stands ? areas?.standing[ownLeg] : areas?.back[siteLeg];
      const from = stands ? stands.from[truck] : -never;
      found.push({
        from: U,
        to: 2 * next,
        least: (time) => {
          const rested = rest(breaks, free(time));
          return rested >= never ? never : trip(instance, Math.max(rested, from), back, profile);
        },
      });
    } else if (s.frozen[slot] === 0) {
      // Home in time: the greatest unloading that allows it, found by trying.
      const way = instance.travelEnd[truck * instance.sites + site];
      const profile = instance.areas?.end[truck * instance.sites + site];
      const homeAt = (time: number) => {
        let at = free(time);
        for (const rested of breaks) {
          if (trip(instance, at, way, profile) <= instance.breakFrom[rested]) continue;
          if (at > instance.breakTo[rested]) return never;
          at = Math.max(at, instance.breakFrom[rested]) + instance.breakTime[rested];
        }
        return trip(instance, at, way, profile);
      };
      let latest = instance.shiftTo[truck];
      while (homeAt(latest) > instance.shiftTo[truck]) latest--;
      cap(U, latest);
    }
    const onDock = s.nextOnDock[slot];
    if (onDock >= 0) {
      const hold = instance.dockHold[plant] < 0 ? loading : instance.dockHold[plant];
      found.push({ from: L, to: 2 * onDock, least: (time) => time + hold });
    }
    const length = instance.gapFromStart[order] === 1 ? 0 : unloading;
    const step =
      instance.gapFromStart[order] === 1
        ? Math.max(unloading, instance.gapLeast[order])
        : unloading + instance.gapLeast[order];
    const later = s.nextOfOrder[slot];
    if (later >= 0) {
      found.push({ from: U, to: 2 * later + 1, least: (time) => time + step });
      if (instance.gapGreatest[order] < never) {
        found.push({ from: 2 * later + 1, to: U, least: (time) => time - length - instance.gapGreatest[order] });
      }
    } else if (s.nextAtSite[order] >= 0) {
      const follower = s.nextAtSite[order];
      const first = 2 * s.firstOfOrder[follower] + 1;
      const follows = instance.follows[follower] === order;
      found.push({ from: U, to: first, least: (time) => end(time) + (follows ? instance.followLeast[follower] : 0) });
      if (follows && instance.followGreatest[follower] < never) {
        found.push({ from: first, to: U, least: (time) => time - unloading - instance.followGreatest[follower] });
      }
    }
    if (s.prevOfOrder[slot] < 0) {
      constant(U, s.notBefore[order]);
      cap(U, instance.firstTo[order]);
    }
  }
  // Frozen loads are where and when they are; what they break by themselves is not asked.
  const kept = found.filter(({ from, to }) => !isFrozen(s, to) || (from >= 0 && !isFrozen(s, from)));
  for (let slot = 0; slot < s.slots; slot++) {
    if (s.loadOrder[slot] < 0 || s.frozen[slot] === 0) continue;
    const times = [s.loadFrom[slot], s.unloadFrom[slot]];
    times.forEach((time, part) => {
      upper[2 * slot + part] = time;
      kept.push({ from: -1, to: 2 * slot + part, least: () => time });
    });
  }
  return { rules: kept, upper };
}

function isFrozen(s: Schedule, variable: number): boolean {
  return variable >= 0 && s.frozen[variable >> 1] === 1;
}

export function naiveEarliest(s: Schedule): NaiveTimes {
  const { rules: all, upper } = rules(s);
  const times: number[] = new Array(2 * s.slots).fill(-never);
  for (let changed = true; changed; ) {
    changed = false;
    for (const rule of all) {
      if (rule.from >= 0 && times[rule.from] === -never) continue;
      const least = rule.least(rule.from < 0 ? 0 : times[rule.from]);
      if (least <= times[rule.to]) continue;
      times[rule.to] = least;
      changed = true;
      if (least > upper[rule.to]) return { feasible: false, start: [], unload: [] };
    }
  }
  const start = times.filter((_, at) => at % 2 === 0);
  const unload = times.filter((_, at) => at % 2 === 1);
  return { feasible: true, start, unload };
}

/** For each variable the greatest time that, put as its least, leaves the rest feasible: tried one by one. */
export function naiveLatest(s: Schedule): NaiveTimes {
  const { rules: all, upper } = rules(s);
  const latest = [...upper];
  for (let changed = true; changed; ) {
    changed = false;
    for (const rule of all) {
      if (rule.from < 0 || isFrozen(s, rule.from) || latest[rule.to] >= never / 2) continue;
      while (rule.least(Math.min(latest[rule.from], horizon)) > latest[rule.to]) {
        latest[rule.from] = Math.min(latest[rule.from], horizon) - 1;
        changed = true;
        if (latest[rule.from] < -horizon) throw new Error('no latest times');
      }
    }
  }
  return {
    feasible: true,
    start: latest.filter((_, at) => at % 2 === 0),
    unload: latest.filter((_, at) => at % 2 === 1),
  };
}
