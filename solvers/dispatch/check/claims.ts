/** Whether what a plan says of its loads, trucks and orders follows from where its loads stand. */
import type { DispatchLoad, DispatchOrderDay, DispatchShift, DispatchTruckDay } from '../../../models/dispatch.ts';
import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { Laid, LaidOut, NamedLoad } from './laid-out.ts';
import { outsideWindow } from './load-rules.ts';
import { gapsOf, lastEnd, sumOfLitres } from './order-rules.ts';
import { busyOf, deviationOf, emptyKmOf, sum, utilisationOf } from './terms.ts';

export type Report = (rule: string, message: string) => void;

/** Whether a stated figure is the one worked out: 1e-6 of it, or 1e-6 where that is more. Not so for NaN. */
export const isNear = (stated: number, actual: number): boolean =>
  Math.abs(stated - actual) <= 1e-6 * Math.max(1, Math.abs(actual));

/** Loads of a plan that name what the request has; the others are reported. */
export function knownLoads(
  laid: Pick<LaidOut, 'facts'>,
  loads: readonly DispatchLoad[],
  report: Report,
): DispatchLoad[] {
  const { orders, trucks, plants } = laid.facts;
  return loads.filter(({ id, order, truck, plant }) => {
    const isKnown = orders.has(order) && trucks.has(truck) && plants.has(plant);
    if (!isKnown) report('loads', `load ${id} is of order ${order}, truck ${truck}, plant ${plant}: not all are known`);
    return isKnown;
  });
}

export function timedLoad(problem: DispatchShift, load: DispatchLoad): NamedLoad {
  const { order, truck, plant, dock, volumeM3 } = load;
  const [loadStart, unloadStart] = [secondsOf(problem, load.loadStart), secondsOf(problem, load.unloadStart)];
  return { order, truck, plant, dock, volumeM3, loadStart, unloadStart };
}

/** One thing that a plan speaks of; each comparison reports what differs. */
class Claim {
  readonly #name: string;
  readonly #rule: string;
  readonly #problem: DispatchShift;
  readonly #report: Report;

  constructor(rule: string, name: string, problem: DispatchShift, report: Report) {
    [this.#rule, this.#name, this.#problem, this.#report] = [rule, name, problem, report];
  }

  number(field: string, stated: number | undefined, actual: number | undefined): void {
    if (stated === undefined || actual === undefined ? stated !== actual : !isNear(stated, actual))
      this.#differs(field, stated, actual);
  }

  instant(field: string, stated: string | undefined, actual: number | undefined): void {
    if ((stated === undefined ? undefined : secondsOf(this.#problem, stated)) !== actual)
      this.#differs(field, stated, actual === undefined ? undefined : instantOf(this.#problem, actual));
  }

  same(field: string, stated: unknown, actual: unknown): void {
    if (stated !== actual) this.#differs(field, stated, actual);
  }

  #differs(field: string, stated: unknown, actual: unknown): void {
    this.#report(this.#rule, `${this.#name}: ${field} is stated as ${stated ?? 'absent'}, it is ${actual ?? 'absent'}`);
  }
}

/** @param stated - of each laid load. */
export function checkLoadClaims(
  problem: DispatchShift,
  laid: readonly Laid[],
  stated: readonly DispatchLoad[],
  report: Report,
): void {
  laid.forEach((load, index) => {
    const one = stated[index];
    const claim = new Claim('stages', `load ${load.id}`, problem, report);
    claim.same('id', one.id, load.id);
    claim.same('number', one.number, load.number);
    claim.number('volumeM3', one.volumeM3, load.litres / 1000);
    claim.instant('leave', one.leave, load.leave);
    claim.instant('plantArrival', one.plantArrival, load.plantArrival);
    claim.instant('loadStart', one.loadStart, load.loadStart);
    claim.instant('loadEnd', one.loadEnd, load.loadEnd);
    claim.instant('siteArrival', one.siteArrival, load.siteArrival);
    claim.instant('unloadStart', one.unloadStart, load.unloadStart);
    claim.instant('unloadEnd', one.unloadEnd, load.unloadEnd);
    claim.instant('siteLeave', one.siteLeave, load.siteLeave);
    const deviation = deviationOf(load);
    claim.instant('idealStart', one.idealStart, load.ideal);
    claim.number('deviationMinutes', one.deviationMinutes, deviation === undefined ? undefined : deviation / 60);
    claim.number('ageMinutes', one.ageMinutes, (load.unloadEnd - load.loadStart) / 60);
    claim.number('bufferMinutes', one.bufferMinutes, load.buffer / 60);
    if (one.risk) {
      const slack = load.order.lifetime - (load.unloadEnd - load.loadStart);
      claim.number('risk.lifetimeSlackMinutes', one.risk.lifetimeSlackMinutes, slack / 60);
    }
  });
}

/** Every truck of the request has one day, those without loads an empty one. */
export function checkTruckDays(laid: LaidOut, stated: readonly DispatchTruckDay[], report: Report): void {
  const { problem, trucks } = laid.facts;
  const byId = oneOfEach('truck', trucks, stated, ({ truck }) => truck, report);
  for (const [id, one] of byId) {
    const day = laid.days.get(id);
    const claim = new Claim('trucks', `truck ${id}`, problem, report);
    claim.same('loads', one.loads.join(', '), (day?.loads ?? []).map((load) => load.id).join(', '));
    claim.instant('leave', one.leave, day?.loads[0].leave);
    claim.instant('back', one.back, day?.back);
    claim.same('number of breaks', one.breaks.length, day?.breaks.length ?? 0);
    (day?.breaks ?? []).slice(0, one.breaks.length).forEach((rest, index) => {
      claim.instant(`from of break ${index}`, one.breaks[index].from, rest.from);
      claim.instant(`to of break ${index}`, one.breaks[index].to, rest.to);
    });
    claim.number('busyMinutes', one.busyMinutes, day ? busyOf(day) / 60 : 0);
    claim.number('utilisation', one.utilisation, day ? utilisationOf(day) : 0);
    claim.number('emptyKm', one.emptyKm, day ? emptyKmOf(day) : 0);
    claim.number('loadedKm', one.loadedKm, day ? sum(day.loads, ({ toSite }) => toSite.km) : 0);
  }
}

/** Every order of the request has one entry. */
export function checkOrderDays(laid: LaidOut, stated: readonly DispatchOrderDay[], report: Report): void {
  const { problem, orders } = laid.facts;
  const byId = oneOfEach('order', orders, stated, ({ order }) => order, report);
  for (const [id, one] of byId) {
    const order = orders.get(id)!;
    const loads = laid.ofOrder.get(id) ?? [];
    const served = Math.min(order.litres, sumOfLitres(loads));
    const claim = new Claim('orders', `order ${id}`, problem, report);
    claim.same('served', one.served, served === 0 ? 'none' : served < order.litres ? 'part' : 'whole');
    claim.number('servedM3', one.servedM3, served / 1000);
    claim.same('loads', one.loads.join(', '), loads.map((load) => load.id).join(', '));
    claim.instant('start', one.start, loads[0]?.unloadStart);
    claim.instant('end', one.end, loads.length > 0 ? lastEnd(loads) : undefined);
    claim.same('onTime', one.onTime, loads.length > 0 ? loads.every(isOnTime) : undefined);
    const gaps = gapsOf(order, loads).map(({ idle }) => idle);
    claim.number('greatestGapMinutes', one.greatestGapMinutes, gaps.length > 0 ? greatestOf(gaps) / 60 : undefined);
  }
}

const greatestOf = (numbers: readonly number[]) => numbers.reduce((most, one) => Math.max(most, one), -Infinity);

export function isOnTime(load: Laid): boolean {
  const [before, after] = outsideWindow(load);
  return before + after === 0;
}

function oneOfEach<Day>(
  what: string,
  known: ReadonlyMap<string, unknown>,
  stated: readonly Day[],
  idOf: (day: Day) => string,
  report: Report,
): Map<string, Day> {
  const byId = new Map<string, Day>();
  for (const day of stated) {
    const id = idOf(day);
    if (!known.has(id) || byId.has(id)) report(`${what}s`, `${what} ${id} comes twice, or is not known`);
    byId.set(id, day);
  }
  for (const id of byId.keys()) if (!known.has(id)) byId.delete(id);
  for (const id of known.keys()) if (!byId.has(id)) report(`${what}s`, `${what} ${id} is missing`);
  return byId;
}
