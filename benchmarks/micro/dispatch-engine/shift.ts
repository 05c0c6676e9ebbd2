/** A drawn shift of 12 hours: a town around some plants, orders of 3 to 60 m3, quadratic cost of lateness. Seconds. */
import { blankInstance } from '../../../solvers/dispatch/blank-instance.ts';
import type { DispatchInstance } from '../../../solvers/dispatch/instance.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import type { EngineCase } from './case.ts';

interface Size {
  readonly orders: number;
  readonly trucks: number;
  readonly plants: number;
}

export function drawShift({ orders, trucks, plants }: Size, seed: number): DispatchInstance {
  const rng = new Rng(seed);
  const from = (low: number, high: number) => low + rng.below(high - low + 1);
  const blank = blankInstance({
    trucks,
    docks: Array.from({ length: plants }, () => from(1, 2)),
    sites: orders,
    orders,
  });
  const place = () => [rng.float() * 14, rng.float() * 14];
  const plantAt = Array.from({ length: plants }, place);
  const siteAt = Array.from({ length: orders }, place);
  const kilometres = (a: number[], b: number[]) => 1.3 * Math.hypot(a[0] - b[0], a[1] - b[1]);
  const seconds = (way: number) => Math.round((way / 35) * 3600);
  blank.loadFixed.fill(180);
  blank.loadPerKl.fill(20);
  blank.dockHold.fill(-1);
  blank.afterLoading.fill(180);
  blank.wash.fill(300);
  for (let truck = 0; truck < trucks; truck++) {
    blank.capacityL[truck] = [5000, 7000, 8000, 10000][rng.below(4)];
    blank.shiftTo[truck] = 12 * 3600;
    blank.truckCost[truck] = 20;
    const home = rng.below(plants);
    for (let plant = 0; plant < plants; plant++) {
      const way = kilometres(plantAt[home], plantAt[plant]);
      blank.travelStart[truck * plants + plant] = seconds(way);
      blank.costStart[truck * plants + plant] = way;
    }
    for (let site = 0; site < orders; site++) {
      const way = kilometres(plantAt[home], siteAt[site]);
      blank.travelEnd[truck * orders + site] = seconds(way);
      blank.costEnd[truck * orders + site] = way;
    }
  }
  for (let plant = 0; plant < plants; plant++) {
    for (let site = 0; site < orders; site++) {
      const way = kilometres(plantAt[plant], siteAt[site]);
      blank.travelOut[plant * orders + site] = seconds(way);
      blank.travelBack[site * plants + plant] = seconds(way);
      blank.costOut[plant * orders + site] = way;
      blank.costBack[site * plants + plant] = way;
    }
  }
  for (let order = 0; order < orders; order++) {
    blank.volumeL[order] = rng.float() < 0.7 ? from(3, 14) * 1000 : from(15, 50) * 1000;
    blank.unservedCost[order] = 500;
    blank.unservedPerL[order] = 0.2;
    blank.leastLoadL[order] = 2000;
    const ideal = from(3600, 8 * 3600);
    blank.ideal[order] = ideal;
    blank.windowFrom[order] = ideal - 1800;
    blank.windowTo[order] = ideal + 3 * 3600;
    blank.firstTo[order] = ideal + 3600;
    blank.deviationCost[order] = 0.05;
    blank.fillCost[order] = 5;
    blank.lifetime[order] = 5400;
    if (rng.float() < 0.4) blank.gapGreatest[order] = 1800;
    else blank.gapGreatest[order] = 3600;
    for (let truck = 0; truck < trucks; truck++) {
      blank.unloadFixed[order * trucks + truck] = 300;
      blank.unloadPerKl[order * trucks + truck] = 150;
    }
  }
  return { ...blank, balanceCost: 50 };
}

export function* shiftCases(_folder: string, names: RegExp): Iterable<EngineCase> {
  for (const [orders, trucks, plants] of [
    [100, 30, 1],
    [100, 30, 2],
    [100, 30, 3],
    [300, 150, 8],
  ]) {
    for (let seed = 1; seed <= 3; seed++) {
      const name = `S_${orders}_${trucks}_${plants}_${seed}`;
      if (!names.test(name)) continue;
      yield {
        name,
        instance: drawShift({ orders, trucks, plants }, seed),
        known: 0,
        value: (cost) => Math.round(cost),
        gap: () => 0,
        check: () => [],
      };
    }
  }
}
