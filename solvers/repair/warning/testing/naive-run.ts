/**
 * A run worked out the slow way, for tests: each event asks for the ones it waits for, over the plan as the checker lays it out.
 * For plans that keep the rules. Draws are those of the simulation, so that times must be the same to the bit or nearly.
 */
import { secondsOf } from '../../../../models/moments.ts';
import { secondsOfMinutes } from '../../../dispatch/check/facts.ts';
import type { Laid, LaidOut } from '../../../dispatch/check/laid-out.ts';
import type { Draws } from '../draws.ts';

interface NaiveLoad {
  readonly lost: boolean;
  /** Absent where it is lost before. */
  readonly loadStart?: number;
  readonly unloadStart?: number;
  readonly breaks: readonly string[];
}

interface TruckNow {
  readonly free: number;
  /** Its breakdown is behind it. */
  readonly used: boolean;
  readonly out: boolean;
}
interface Loading {
  readonly start: number;
  readonly end: number;
  readonly waitedFor: boolean;
  readonly truck: TruckNow;
}
interface Unloading {
  readonly start: number;
  readonly end: number;
  readonly waitedFor: boolean;
  readonly truck: TruckNow;
}

export function naiveRun(laid: LaidOut, draws: Draws, patience: number): NaiveLoad[] {
  const { facts, loads } = laid;
  const indexOf = new Map(loads.map((load, index) => [load, index]));
  const known = new Map<string, Loading | Unloading | 'lost'>();
  const once = <Value extends Loading | Unloading>(key: string, find: () => Value | 'lost'): Value | 'lost' => {
    if (!known.has(key)) known.set(key, find());
    return known.get(key) as Value | 'lost';
  };
  const dayOf = ({ truck }: Laid) => laid.days.get(truck.truck.id)!;
  const beforeIn = (list: readonly Laid[], load: Laid): Laid | undefined => list[list.indexOf(load) - 1];
  const onTruck = (load: Laid) => beforeIn(dayOf(load).loads, load);
  const onDock = (load: Laid) =>
    load.plant.plant.docks === null || load.plant.spacing === 0
      ? undefined
      : beforeIn(
          loads
            .filter(({ plant, dock }) => plant === load.plant && dock === load.dock)
            .sort((a, b) => a.loadStart - b.loadStart),
          load,
        );
  const atSite = (load: Laid) => {
    const orders = [...laid.ofOrder.values()].filter(([first]) => first.order.order.place === load.order.order.place);
    orders.sort(([a], [b]) => a.unloadStart - b.unloadStart);
    return beforeIn(orders.flat(), load);
  };
  const ofOrder = (load: Laid) => beforeIn(laid.ofOrder.get(load.order.order.id)!, load);
  const travel = (from: number, places: readonly [string, string], seconds: number, factor: number) => {
    const leg = facts.traffic.between(...places).arrival(Math.floor(from), seconds) - Math.floor(from);
    const hour = Math.min(draws.hour.length - 1, Math.max(0, Math.floor(from / 3600) + 24));
    return from + leg * factor * draws.hour[hour];
  };
  const rested = (
    { breaks }: { breaks: readonly { from: number; to: number }[] },
    from: number,
    until: number,
    free: number,
  ) =>
    breaks
      .filter((rest) => rest.from >= from && rest.to <= until)
      .reduce((time, rest) => Math.max(time, rest.from) + rest.to - rest.from, free);
  /** The truck meets its breakdown before it would begin at `start`, ready at `there`. */
  const held = (
    load: Laid,
    truck: TruckNow,
    there: number,
    start: number,
  ): { there: number; used: boolean; out: boolean } => {
    const at = draws.breakdownAt[truckIndex(load)];
    const time = draws.breakdownTime[truckIndex(load)];
    if (truck.used || at >= start) return { there, used: truck.used, out: false };
    if (time === Infinity) return { there, used: true, out: true };
    return { there: at < there ? there + time : at + time, used: true, out: false };
  };
  const truckIndex = ({ truck }: Laid) => facts.problem.trucks.findIndex(({ id }) => id === truck.truck.id);

  const dockFree = (load: Laid | undefined): number => {
    if (!load) return -Infinity;
    const one = loading(load);
    if (one === 'lost' || !one.waitedFor) return dockFree(onDock(load));
    return load.plant.spacing === undefined ? one.end : one.start + load.plant.spacing;
  };
  function truckBefore(load: Laid): TruckNow | 'out' {
    const before = onTruck(load);
    const day = dayOf(load);
    if (!before)
      return {
        free: rested(day, -Infinity, load.leave, Math.min(load.truck.from, load.leave)),
        used: false,
        out: false,
      };
    const one = unloading(before);
    if (one === 'lost' || one.truck.out) return 'out';
    return { ...one.truck, free: rested(day, before.siteLeave, load.leave, one.truck.free) };
  }
  function loading(load: Laid): Loading | 'lost' {
    return once(`loading ${load.id}`, (): Loading | 'lost' => {
      const truck = truckBefore(load);
      if (truck === 'out') return 'lost';
      const index = indexOf.get(load)!;
      const arrival = travel(
        Math.max(truck.free, load.standsUntil),
        [load.from, load.plant.plant.place],
        load.toPlant.seconds,
        draws.toPlant[index],
      );
      const free = dockFree(onDock(load));
      const { there, used, out } = held(load, truck, arrival, Math.max(load.loadStart, arrival, free));
      if (out) return 'lost';
      const start = Math.max(load.loadStart, there, free);
      const end = start + (load.loadEnd - load.loadStart) * draws.loading[index];
      return { start, end, waitedFor: there - load.loadStart <= patience, truck: { free: end, used, out: false } };
    });
  }
  /** Start and end of the last unloading at the site that others wait for. */
  const siteFree = (load: Laid | undefined): { start: number; end: number } => {
    if (!load) return { start: -Infinity, end: -Infinity };
    const one = unloading(load);
    return one === 'lost' || !one.waitedFor ? siteFree(atSite(load)) : one;
  };
  function unloading(load: Laid): Unloading | 'lost' {
    return once(`unloading ${load.id}`, (): Unloading | 'lost' => {
      const loaded = loading(load);
      if (loaded === 'lost') return 'lost';
      const index = indexOf.get(load)!;
      const { order } = load;
      const arrival = travel(
        loaded.end + load.plant.afterLoading,
        [load.plant.plant.place, order.order.place],
        load.toSite.seconds,
        draws.toSite[index],
      );
      const before = atSite(load);
      const last = siteFree(before);
      let free = last.end;
      if (before?.order === order) {
        if (order.order.gapsCount === 'start-to-start') free = Math.max(free, last.start + order.leastGap);
        else free += order.leastGap;
      } else if (before && order.order.after?.order === before.order.order.id)
        free += secondsOfMinutes(order.order.after.leastMinutes);
      const mark = markOf(load);
      const called =
        mark === undefined ? load.unloadStart : Math.min(load.unloadStart, mark + order.greatestGap + order.gapSlack);
      const { there, used, out } = held(load, loaded.truck, arrival, Math.max(called, arrival, free));
      if (out) return 'lost';
      const start = Math.max(called, there, free);
      const end = start + (load.unloadEnd - load.unloadStart) * draws.unloading[index];
      const washed = end + secondsOfMinutes(load.truck.truck.washMinutes);
      const after = held(load, { free: washed, used, out }, washed, washed);
      const truck = { free: after.there, used: after.used, out: after.out };
      return { start, end, waitedFor: there - load.unloadStart <= patience, truck };
    });
  }
  const delivered = (load: Laid | undefined): Unloading | undefined => {
    if (!load) return undefined;
    const one = unloading(load);
    return one === 'lost' || !one.waitedFor ? delivered(ofOrder(load)) : one;
  };
  /** Where the gap before a load counts from. */
  const markOf = (load: Laid): number | undefined => {
    const before = delivered(ofOrder(load));
    return before && (load.order.order.gapsCount === 'start-to-start' ? before.start : before.end);
  };
  const lastEnd = (list: readonly Laid[]): number =>
    Math.max(
      -Infinity,
      ...list.map((load) => {
        const one = unloading(load);
        return one === 'lost' || !one.waitedFor ? -Infinity : one.end;
      }),
    );
  const above = (value: number, limit: number) => value > limit + 1e-6;

  return loads.map((load): NaiveLoad => {
    const loaded = loading(load);
    const one = unloading(load);
    const { order, truck, plant } = load;
    const breaks: string[] = [];
    if (loaded !== 'lost' && above(loaded.end, plant.to)) breaks.push('hours');
    if (loaded === 'lost' || one === 'lost')
      return { lost: true, loadStart: loaded === 'lost' ? undefined : loaded.start, breaks: [...breaks, 'lost'] };
    const before = delivered(ofOrder(load));
    const ends = order.order.window?.ends === 'unloading-start' ? one.start : one.end;
    if (
      above(ends, order.to + order.windowSlack) ||
      above(one.start, truck.lastUnloading) ||
      (!before && above(one.start, order.latestFirst))
    )
      breaks.push('window');
    const mark = markOf(load);
    const leader = order.order.after && load.number === 1 ? laid.ofOrder.get(order.order.after.order) : undefined;
    const follow = secondsOfMinutes(order.order.after?.greatestMinutes ?? Infinity);
    if (
      (mark !== undefined && above(one.start - mark, order.greatestGap + order.gapSlack)) ||
      (leader && above(one.start - lastEnd(leader), follow))
    )
      breaks.push('gap');
    if (above(one.end - loaded.start, order.lifetime)) breaks.push('lifetime');
    const day = dayOf(load);
    if (day.loads.at(-1) === load) {
      const { home, end = home, standing } = truck.truck;
      const free = rested(day, load.siteLeave, Infinity, one.truck.free);
      const stands = end !== null && standing?.place === day.wayBackFrom;
      const from = stands ? Math.max(free, secondsOf(facts.problem, standing.from)) : free;
      const factor = draws.toHome[indexOf.get(load)!];
      const back = end === null ? from : travel(from, [day.wayBackFrom, end], day.busyBack, factor);
      if (above(back, truck.latest)) breaks.push('shift');
    }
    return { lost: false, loadStart: loaded.start, unloadStart: one.start, breaks };
  });
}
