/** Whether the figures of a whole plan are so: objective, metrics, what is not served. */
import type { DispatchMetrics, DispatchTerms, DispatchUnplaced } from '../../../models/dispatch.ts';
import { isNear, isOnTime, type Report } from './claims.ts';
import type { LaidOut } from './laid-out.ts';
import { sumOfLitres } from './order-rules.ts';
import { deviationOf, emptyKmOf, missingLitres, sum, utilisationOf } from './terms.ts';

export function checkTerms(stated: DispatchTerms, actual: DispatchTerms, report: Report): void {
  for (const term of Object.keys(actual) as (keyof DispatchTerms)[])
    if (!isNear(stated[term], actual[term]))
      report('terms', `term ${term} is stated as ${stated[term]}, it is ${actual[term]}`);
}

export function checkMetrics(laid: LaidOut, stated: DispatchMetrics, report: Report): void {
  const actual = metricsOf(laid);
  for (const name of Object.keys(actual) as (keyof typeof actual)[])
    if (!isNear(stated[name], actual[name]))
      report('metrics', `${name} is stated as ${stated[name]}, it is ${actual[name]}`);
  const { balanceTolerance } = laid.facts.problem.parameters;
  const isBalanced = actual.utilisationSpread <= balanceTolerance;
  if (stated.balanced !== isBalanced && !isNear(actual.utilisationSpread, balanceTolerance))
    report(
      'metrics',
      `utilisations are ${actual.utilisationSpread} apart, and balanced is stated as ${stated.balanced}`,
    );
  if (stated.servedAtMostM3 !== undefined && !(stated.servedAtMostM3 >= actual.servedM3 - 1e-6))
    report('metrics', `${actual.servedM3} m3 are served, and at most ${stated.servedAtMostM3} are said to be possible`);
}

type Counted = Omit<DispatchMetrics, 'balanced' | 'servedAtMostM3'>;

function metricsOf({ facts, loads, ofOrder, days }: LaidOut): Counted {
  const utilisations = [...days.values()].map(utilisationOf);
  const deviations = loads.flatMap((load) => deviationOf(load) ?? []);
  const mean = <Item>(items: readonly Item[], value: (item: Item) => number) =>
    items.length === 0 ? 0 : sum(items, value) / items.length;
  return {
    orders: facts.orders.size,
    ordersServed: sum(facts.orders.values(), (order) =>
      missingLitres(order, ofOrder.get(order.order.id)) === 0 ? 1 : 0,
    ),
    volumeM3: sum(facts.orders.values(), ({ litres }) => litres) / 1000,
    servedM3: sum(ofOrder.values(), (ofOne) => Math.min(ofOne[0].order.litres, sumOfLitres(ofOne))) / 1000,
    loads: loads.length,
    trucksUsed: days.size,
    utilisation: mean(utilisations, (one) => one),
    utilisationSpread: utilisations.length === 0 ? 0 : Math.max(...utilisations) - Math.min(...utilisations),
    meanDeviationMinutes: mean(deviations, (seconds) => Math.abs(seconds) / 60),
    onTimeShare: mean(loads, (load) => (isOnTime(load) ? 1 : 0)),
    emptyKm: sum(days.values(), emptyKmOf),
    loadedKm: sum(loads, ({ toSite }) => toSite.km),
    fill: mean(loads, ({ litres, truck }) => litres / truck.litres),
  };
}

/** Orders with volume missing are listed once each, with that volume and a reason. */
export function checkUnplaced(laid: LaidOut, stated: readonly DispatchUnplaced[], report: Report): void {
  const missing = new Map<string, number>();
  for (const [id, order] of laid.facts.orders) {
    const litres = missingLitres(order, laid.ofOrder.get(id));
    if (litres > 0) missing.set(id, litres / 1000);
  }
  for (const { order, volumeM3, reasons, relaxations } of stated) {
    const actual = missing.get(order);
    if (actual === undefined) {
      report('unplaced', `order ${order} is listed as unplaced once more, or is not`);
      continue;
    }
    missing.delete(order);
    if (!isNear(volumeM3, actual)) report('unplaced', `order ${order} lacks ${actual} m3, not ${volumeM3}`);
    if (reasons.length === 0) report('unplaced', `order ${order} is unplaced for no reason`);
    for (const { what, by, volumeM3: placed } of relaxations)
      if (!(by > 0 && placed > 0 && placed <= actual + 1e-6))
        report('unplaced', `relaxation ${what} of order ${order} by ${by} would place ${placed} of ${actual} m3`);
  }
  for (const [order, volume] of missing)
    report('unplaced', `order ${order} lacks ${volume} m3 and is not listed as unplaced`);
}
