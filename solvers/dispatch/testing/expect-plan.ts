/** Holds a plan of a small shift against its hard rules, one by one, from instance and placements alone. */
import { expect } from 'vitest';
import type { DispatchInstance, Placement } from '../instance.ts';
import { holdTime, loadingTime, unloadingTime } from '../instance.ts';
import { arrive } from '../schedule/travel.ts';
import {
  fromHome,
  fromStanding,
  leaveFrom,
  leaveHomeFrom,
  standsAfter,
  trafficHome,
  trafficToPlant,
  trafficToSite,
  travelHome,
  travelToPlant,
} from '../ways.ts';

/** Breaks are not looked at. */
export function expectPlan(instance: DispatchInstance, placements: readonly Placement[], message = ''): void {
  expect(brokenRules(instance, placements), message).toEqual([]);
}

export function brokenRules(instance: DispatchInstance, placements: readonly Placement[]): string[] {
  const broken: string[] = [];
  const must = (kept: boolean, rule: string, p: Placement) => {
    if (!kept) broken.push(`${rule}: order ${p.order} on truck ${p.truck} at ${p.unloadStart}`);
  };
  const end = (p: Placement) => p.unloadStart + unloadingTime(instance, p.order, p.truck, p.volumeL);
  const loaded = (p: Placement) => p.loadStart + loadingTime(instance, p.plant, p.volumeL);
  const free = (p: Placement) =>
    end(p) + instance.wash[p.truck] + instance.slackAfter[p.plant * instance.orders + p.order];
  for (const p of placements) {
    const site = instance.site[p.order];
    const slack = instance.slackBefore[p.plant * instance.orders + p.order];
    const out = instance.travelOut[p.plant * instance.sites + site];
    must(p.volumeL <= instance.capacityL[p.truck], 'capacity', p);
    must(instance.mayServe[p.order * instance.trucks + p.truck] === 1, 'truck-allowed', p);
    must(instance.mayLoad[p.order * instance.plants + p.plant] === 1, 'plant-allowed', p);
    const onTheWay = trafficToSite(instance, p.plant, site);
    must(arrive(onTheWay, loaded(p) + instance.afterLoading[p.plant], out) + slack <= p.unloadStart, 'travel', p);
    must(end(p) - p.loadStart <= instance.lifetime[p.order], 'lifetime', p);
    must(p.unloadStart >= instance.windowFrom[p.order] && end(p) <= instance.windowTo[p.order], 'window', p);
    must(p.unloadStart <= Math.min(instance.startTo[p.order], instance.startBy[p.truck]), 'start', p);
    must(p.loadStart >= instance.plantFrom[p.plant] && loaded(p) <= instance.plantTo[p.plant], 'plant-hours', p);
    must(p.dock >= instance.dockFrom[p.plant] && p.dock < instance.dockFrom[p.plant + 1], 'dock', p);
  }
  const sorted = [...placements].sort((a, b) => a.unloadStart - b.unloadStart);
  for (let truck = 0; truck < instance.trucks; truck++) {
    const own = sorted.filter((p) => p.truck === truck);
    const stands = standsAfter(instance, truck, own);
    const originBehind = (at: number) =>
      at === stands ? fromStanding : at < 0 ? fromHome : instance.site[own[at].order];
    own.forEach((p, at) => {
      const origin = originBehind(at - 1);
      const leave = leaveFrom(instance, truck, origin, at > 0 ? free(own[at - 1]) : instance.shiftFrom[truck]);
      const toPlant = travelToPlant(instance, truck, origin, p.plant);
      const arrival = arrive(trafficToPlant(instance, truck, origin, p.plant), leave, toPlant);
      must(arrival <= p.loadStart, 'one load at a time', p);
      if (at < own.length - 1) return;
      const last = originBehind(at);
      const leaveHome = leaveHomeFrom(instance, truck, last, free(p));
      const home = arrive(trafficHome(instance, truck, last), leaveHome, travelHome(instance, truck, last));
      must(home <= instance.shiftTo[truck], 'shift', p);
    });
  }
  for (let dock = 0; dock < instance.dockFrom[instance.plants]; dock++) {
    const own = sorted.filter((p) => p.dock === dock).sort((a, b) => a.loadStart - b.loadStart);
    own.forEach((p, at) => {
      const before = own[at - 1];
      if (!before) return;
      const hold = holdTime(instance, before.plant, loadingTime(instance, before.plant, before.volumeL));
      must(before.loadStart + hold <= p.loadStart, 'dock', p);
    });
  }
  for (let order = 0; order < instance.orders; order++) {
    const own = sorted.filter((p) => p.order === order);
    const volumeL = own.reduce((sum, p) => sum + p.volumeL, 0);
    own.forEach((p, at) => {
      if (at === 0) {
        const whole =
          instance.sentFull[order] === 1 ? volumeL >= instance.volumeL[order] : volumeL === instance.volumeL[order];
        must(whole || (instance.wholeOnly[order] === 0 && volumeL < instance.volumeL[order]), 'volume', p);
        must(p.unloadStart <= instance.firstTo[order], 'latest-first', p);
        return;
      }
      const ends = instance.gapFromStart[order] === 1 ? own[at - 1].unloadStart : end(own[at - 1]);
      must(p.unloadStart >= ends + instance.gapLeast[order], 'gap-least', p);
      must(p.unloadStart <= ends + instance.gapGreatest[order], 'gap-greatest', p);
    });
    for (const other of sorted) {
      if (own.length === 0 || other.order === order || instance.site[other.order] !== instance.site[order]) continue;
      const apart = end(other) <= own[0].unloadStart || other.unloadStart >= end(own[own.length - 1]);
      must(apart, 'site-busy', other);
    }
  }
  return broken;
}
