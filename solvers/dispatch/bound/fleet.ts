/**
 * What the trucks can sell of their time: each truck either stays in its yard or is used, and then sells all its time at
 * the prices of its class, less its breaks and what its use costs.
 */
import type { LoadKind, LoadSetting } from './load-kinds.ts';
import type { PriceField } from './prices.ts';

/** Trucks alike in all that is asked here, taken together. */
interface TruckGroup {
  readonly truckClass: number;
  count: number;
  /** It carries a fixed load: it is used in any case. */
  readonly used: boolean;
  /** By hub: first loading there. */
  readonly from: readonly number[];
  readonly to: number;
  readonly useCost: number;
  readonly regularTo: number;
  readonly overtimeCost: number;
  readonly breaks: readonly { from: number; to: number; time: number }[];
}

/** Fixed loads, which stand in any plan: where and when their trucks are taken, and when they are back. */
export interface FixedBusy {
  readonly truck: number;
  readonly hub: number;
  readonly from: number;
  /** By hub: when it could load again. */
  readonly backAt: readonly number[];
  /** From the end of unloading to the last of these; from leaving the site to the first of them. */
  readonly longestTail: number;
  readonly shortestBack: number;
  readonly site: number;
}

/** A load keeps its truck until it could load again; the last one lets it go home, or no further. */
export interface Tails {
  /** By class: from the end of unloading until it could load again, at the farthest hub; from the start of it, at the nearest. */
  readonly longestTail: Float64Array;
  readonly longestBusy: Float64Array;
  /** classes x sites: from leaving the site, washed at the least, until it could load at the nearest hub. */
  readonly tailBySite: Float64Array;
}

export function noTails(classes: number, sites: number): Tails {
  return {
    longestTail: new Float64Array(classes),
    longestBusy: new Float64Array(classes),
    tailBySite: new Float64Array(classes * sites),
  };
}

export function tailsOf({ instance, classes }: LoadSetting, kinds: readonly (readonly LoadKind[])[]): Tails {
  const tails = noTails(classes.count, instance.sites);
  kinds.forEach((own, order) => {
    for (const kind of own) {
      const c = kind.truckClass;
      tails.longestBusy[c] = Math.max(tails.longestBusy[c], kind.unloading + kind.tail);
      tails.longestTail[c] = Math.max(tails.longestTail[c], kind.away + Math.max(...kind.back));
      const at = c * instance.sites + instance.site[order];
      tails.tailBySite[at] = Math.max(tails.tailBySite[at], kind.tail - classes.washLeast[c]);
    }
  });
  return tails;
}

export class Fleet {
  readonly #groups: TruckGroup[];
  readonly #hubs: number;

  /** @param useCost - by truck: cost of using it at all. */
  constructor(
    { instance, classes, travelFactor, hubs, hubOf }: LoadSetting,
    { longestTail: longestTailOf, longestBusy, tailBySite }: Tails,
    useCost: Float64Array,
    fixed: readonly FixedBusy[],
    withCosts: boolean,
  ) {
    const groups = new Map<string, TruckGroup>();
    const travel = (seconds: number) => Math.floor(seconds * travelFactor);
    const { plants, sites } = instance;
    for (let truck = 0; truck < instance.trucks; truck++) {
      const c = classes.classOf[truck];
      const from = new Array<number>(hubs).fill(Infinity);
      for (let p = 0; p < plants; p++) {
        const at = instance.shiftFrom[truck] + travel(instance.travelStart[truck * plants + p]);
        from[hubOf[p]] = Math.min(from[hubOf[p]], at);
      }
      let beyond = 0;
      for (let s = 0; s < sites; s++) {
        const tail = tailBySite[c * sites + s];
        beyond = Math.max(beyond, tail - travel(instance.travelEnd[truck * sites + s]));
      }
      const own = fixed.filter((busy) => busy.truck === truck);
      for (const { site, shortestBack } of own) {
        beyond = Math.max(beyond, shortestBack - travel(instance.travelEnd[truck * sites + site]));
      }
      for (const busy of own) from[busy.hub] = Math.min(from[busy.hub], busy.from);
      const longestTail = Math.max(longestTailOf[c], ...own.map((busy) => busy.longestTail));
      const breaks = Array.from({ length: instance.breakOf[truck + 1] - instance.breakOf[truck] }, (_, i) => {
        const at = instance.breakOf[truck] + i;
        const time = instance.breakTime[at];
        return { from: instance.breakFrom[at], to: instance.breakTo[at] + longestTail, time };
      }).sort((a, b) => a.from - b.from);
      const group: TruckGroup = {
        truckClass: c,
        count: 1,
        used: own.length > 0,
        from,
        to: Math.max(
          Math.min(instance.shiftTo[truck] + beyond, instance.startBy[truck] + longestBusy[c]),
          ...own.flatMap((busy) => busy.backAt),
        ),
        useCost: withCosts ? useCost[truck] : 0,
        regularTo: instance.regularTo[truck] + beyond,
        overtimeCost: withCosts ? instance.overtimeCost[truck] : 0,
        breaks,
      };
      const key = JSON.stringify({ ...group, count: 0 });
      const same = groups.get(key);
      if (same) same.count++;
      else groups.set(key, group);
    }
    this.#groups = [...groups.values()];
    this.#hubs = hubs;
  }

  /** @returns most that the trucks can earn; adds the time they sell to `sold`, by field at `offsets`. */
  value(fields: readonly PriceField[], sold: Float64Array, offsets: Int32Array): number {
    let sum = 0;
    for (const group of this.#groups) {
      const first = group.truckClass * this.#hubs;
      const own = fields.slice(first, first + this.#hubs);
      const best = bestSpan(group, own);
      if (best.value <= 0 && !group.used) continue;
      sum += group.count * best.value;
      for (const { hub, from, to, sign } of best.parts) {
        own[hub].spread(sold, offsets[first + hub], from, to, sign * group.count);
      }
    }
    return sum;
  }
}

interface Span {
  value: number;
  /** Times that are sold (1), or given back (-1). */
  readonly parts: { hub: number; from: number; to: number; sign: number }[];
}

/**
 * The span of work that earns most. Work that begins after a break could start, or ends before it must have ended, may
 * do without that break; work on both sides of it has to leave room for it.
 */
function bestSpan(group: TruckGroup, fields: readonly PriceField[]): Span {
  const { breaks } = group;
  let best: Span = { value: -group.useCost, parts: [] };
  for (let after = 0; after <= breaks.length; after++) {
    for (let before = after; before <= breaks.length; before++) {
      const earliest = after === 0 ? -Infinity : breaks[after - 1].from;
      const latest = before === breaks.length ? group.to : Math.min(group.to, breaks[before].to + breaks[before].time);
      const span = unbrokenSpan(group, fields, earliest, latest);
      for (const pause of breaks.slice(after, before)) giveBack(span, fields, pause);
      if (span.value > best.value) best = span;
    }
  }
  return best;
}

/** From the hub where beginning is worth most to the one where ending is worth least; overtime as long as it pays. */
function unbrokenSpan(group: TruckGroup, fields: readonly PriceField[], earliest: number, latest: number): Span {
  let worth = -Infinity;
  let start = { hub: 0, from: 0, to: 0, sign: 1 };
  fields.forEach((field, hub) => {
    const from = Math.max(earliest, group.from[hub]);
    if (from === Infinity || field.after(from) <= worth) return;
    worth = field.after(from);
    start = { hub, from, to: field.to, sign: 1 };
  });
  let left = Infinity;
  let end = { hub: 0, from: 0, to: 0, sign: -1 };
  fields.forEach((field, hub) => {
    const consider = (time: number) => {
      const price = field.after(time) + group.overtimeCost * Math.max(0, time - group.regularTo);
      if (price >= left) return;
      left = price;
      end = { hub, from: time, to: field.to, sign: -1 };
    };
    consider(latest);
    if (group.overtimeCost === 0 || latest <= group.regularTo) return;
    const regular = Math.max(group.regularTo, field.from);
    consider(regular);
    for (let edge = field.edgeAtOrAfter(regular); edge < Math.min(latest, field.to); edge += field.bucket)
      consider(edge);
    if (field.to < latest) consider(field.to);
  });
  return { value: worth - left - group.useCost, parts: [start, end] };
}

function giveBack(span: Span, fields: readonly PriceField[], pause: { from: number; to: number; time: number }): void {
  let least = Infinity;
  let part = { hub: 0, from: 0, to: 0, sign: -1 };
  fields.forEach((field, hub) => {
    const price = field.cheapest(pause.from, pause.to, pause.time);
    if (price >= least) return;
    least = price;
    part = { hub, from: field.cheapestStart, to: field.cheapestStart + pause.time, sign: -1 };
  });
  span.value -= least;
  span.parts.push(part);
}
