/** Small random shifts in which every kind of constraint bites now and then. */
import fc from 'fast-check';
import { Rng } from '../../shared/rng.ts';
import { blankInstance } from '../blank-instance.ts';
import type { AreaTraffic, DispatchInstance, Placement, Standing, Traffic } from '../instance.ts';
import { never } from '../instance.ts';

/** Drawn from one number, so that a counterexample is one number too. */
export const smallInstance: fc.Arbitrary<DispatchInstance> = fc.integer({ min: 1, max: 1_000_000 }).map(drawInstance);

export function drawInstance(seed: number): DispatchInstance {
  const rng = new Rng(seed);
  const from = (low: number, high: number) => low + rng.below(high - low + 1);
  const chance = (share: number) => rng.float() < share;
  const trucks = from(1, 3);
  const sites = from(1, 3);
  const orders = from(1, 4);
  const docks = Array.from({ length: from(1, 2) }, () => from(1, 2));
  const blank = blankInstance({ trucks, docks, sites, orders });
  const draw = (part: Int32Array | Float64Array, low: number, high: number, unit = 1) => {
    for (let at = 0; at < part.length; at++) part[at] = unit * from(low, high);
  };
  const drawCosts = (part: Float64Array) => draw(part, 1, 9);

  draw(blank.loadFixed, 0, 3);
  draw(blank.loadPerKl, 0, 2);
  draw(blank.dockHold, -1, 4);
  draw(blank.afterLoading, 0, 2);
  draw(blank.capacityL, 3, 8, 1000);
  draw(blank.shiftFrom, 0, 10);
  draw(blank.shiftTo, 80, 200);
  draw(blank.wash, 0, 3);
  for (const part of [blank.travelStart, blank.travelOut, blank.travelBack, blank.travelEnd]) draw(part, 1, 15);
  for (const part of [blank.costStart, blank.costOut, blank.costBack, blank.costEnd, blank.truckCost]) drawCosts(part);
  draw(blank.site, 0, sites - 1);
  draw(blank.volumeL, 2, 16, 1000);
  draw(blank.windowFrom, 0, 60);
  draw(blank.unloadFixed, 0, 4);
  draw(blank.unloadPerKl, 0, 2);
  draw(blank.slackBefore, 0, 3);
  draw(blank.slackAfter, 0, 3);
  for (const part of [blank.unservedCost, blank.deviationCost, blank.gapCost, blank.fillCost, blank.overtimeCost]) {
    drawCosts(part);
  }
  draw(blank.ideal, 0, 60);
  draw(blank.gapSoft, 0, 5);
  draw(blank.regularTo, 40, 120);
  draw(blank.gapLeast, 0, 4);
  for (let order = 0; order < orders; order++) {
    if (chance(0.7)) blank.windowTo[order] = blank.windowFrom[order] + from(20, 90);
    if (chance(0.3)) blank.startTo[order] = blank.windowFrom[order] + from(10, 60);
    if (chance(0.3)) blank.firstTo[order] = blank.windowFrom[order] + from(5, 40);
    if (chance(0.5)) blank.lifetime[order] = from(25, 60);
    if (chance(0.6)) blank.gapGreatest[order] = blank.gapLeast[order] + from(0, 20);
    blank.gapFromStart[order] = chance(0.2) ? 1 : 0;
    blank.sentFull[order] = chance(0.2) ? 1 : 0;
    blank.wholeOnly[order] = chance(0.6) ? 1 : 0;
    const leader = order - 1;
    if (leader >= 0 && blank.site[leader] === blank.site[order] && chance(0.6)) {
      blank.follows[order] = leader;
      blank.followLeast[order] = from(0, 5);
      if (chance(0.7)) blank.followGreatest[order] = blank.followLeast[order] + from(0, 25);
    }
  }
  if (chance(0.15)) {
    for (const part of [blank.loadFixed, blank.loadPerKl, blank.dockHold, blank.afterLoading, blank.slackBefore])
      part.fill(0);
    for (const part of [blank.slackAfter, blank.shiftFrom]) part.fill(0);
    for (const part of [blank.costStart, blank.costOut, blank.costBack]) part.fill(0);
  }
  const breakOf = new Int32Array(trucks + 1);
  for (let truck = 0; truck < trucks; truck++) breakOf[truck + 1] = breakOf[truck] + (chance(0.25) ? 1 : 0);
  const breakFrom = new Int32Array(breakOf[trucks]);
  draw(breakFrom, 20, 60);
  const traffic = chance(0.3)
    ? { from: Int32Array.of(-never, 20, 50, 70), factors: Float64Array.of(1, 1.5, 0.8, 1.3) }
    : undefined;
  const drawn: DispatchInstance = {
    ...blank,
    traffic,
    breakOf,
    breakFrom,
    breakTo: breakFrom.map((time) => time + from(10, 40)),
    breakTime: breakFrom.map(() => from(3, 8)),
    balanceCost: chance(0.5) ? 100 : 0,
    costlyHours: chance(0.3) ? [{ from: 20, to: 50, cost: 7 }] : [],
  };
  if (traffic !== undefined && chance(0.5)) return { ...drawn, areas: drawAreas(drawn, traffic, rng) };
  return drawn;
}

/** Three profiles of traffic, one of them on each leg. */
function drawAreas(instance: DispatchInstance, traffic: Traffic, rng: Rng): AreaTraffic {
  const numbers = ({ length }: Int32Array) => Int32Array.from({ length }, () => rng.below(3));
  const profiles = [[], [1, 2.5, 0.8, 1], [1, 1, 1, 0.4]].map((factors) =>
    factors.length === 0 ? traffic : { from: traffic.from, factors: Float64Array.from(factors) },
  );
  return {
    profiles,
    start: numbers(instance.travelStart),
    out: numbers(instance.travelOut),
    back: numbers(instance.travelBack),
    end: numbers(instance.travelEnd),
    standing: numbers(instance.travelStart),
    standingEnd: numbers(instance.shiftFrom),
  };
}

/**
 * The same shift with trucks that stand somewhere.
 * @param fixed - loads that stay; those of other trucks begin where they stand.
 */
export function withStanding(instance: DispatchInstance, fixed: readonly Placement[], seed: number): DispatchInstance {
  const rng = new Rng(seed);
  const { trucks, travelStart } = instance;
  const from = (low: number, high: number) => low + rng.below(high - low + 1);
  const lastOf = Array.from({ length: trucks }, (_, truck) =>
    fixed
      .filter((load) => load.truck === truck)
      .sort((a, b) => a.loadStart - b.loadStart)
      .at(-1),
  );
  const leaves = Int32Array.from(lastOf, (load) => (load?.unloadStart ?? 0) + from(0, 30));
  const standing: Standing = {
    stands: Uint8Array.from({ length: trucks }, () => Number(rng.float() < 0.8)),
    from: leaves,
    homeFrom: leaves.map((time) => (rng.float() < 0.3 ? -never : time)),
    afterLoading: lastOf.map((load) => load?.loadStart),
    afterUnloading: lastOf.map((load) => load?.unloadStart),
    travel: travelStart.map(() => from(0, 15)),
    cost: Float64Array.from(travelStart, () => from(1, 9)),
    travelEnd: Int32Array.from(lastOf, () => from(0, 15)),
    costEnd: Float64Array.from(lastOf, () => from(1, 9)),
  };
  return { ...instance, fixed, standing };
}
