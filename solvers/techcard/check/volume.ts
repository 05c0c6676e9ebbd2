/**
 * The volume-calendar plan: quantities by period against rough capacity.
 *
 * Loads are in unit-seconds: amount times duration, one unit for a machine or a paced line's station. Where an operation
 * has several modes, each resource is charged at least what the mode that uses it least takes; what a plan says lies
 * between that and the most.
 */

import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { TechcardProblem, TechcardResource, TechcardVolumePlan } from '../../../models/techcard.ts';
import { productOf } from '../../../models/techcard-pieces.ts';
import type { LaidOut } from './laid-out.ts';
import { isInstant } from './times.ts';
import { differ } from './totals.ts';

const day = 86_400;

type Context = Pick<LaidOut, 'problem' | 'report' | 'openTime'>;

interface Span {
  least: number;
  most: number;
}

type Row = TechcardVolumePlan['unplaced'][number] & Partial<TechcardVolumePlan['rows'][number]>;

/** Placed and unplaced; those without a period are not placed. */
function rowsOf({ rows, unplaced }: TechcardVolumePlan): readonly Row[] {
  return [...rows, ...unplaced];
}

export function checkVolume(laid: Context, volume: TechcardVolumePlan): void {
  const { problem } = laid;
  checkQuantities(laid, volume);
  checkLoads(laid, volume);
  const late = latenessOf(problem, volume);
  if (volume.latePiecePeriods < late.least - 1e-6 || volume.latePiecePeriods > late.most + 1e-6)
    laid.report('volume', `pieces times periods late: ${late.least}, told as ${volume.latePiecePeriods}`);
  if (volume.lowerBound !== undefined && volume.lowerBound > volume.objective + 1e-6)
    laid.report('volume', `the lower bound ${volume.lowerBound} is above the objective ${volume.objective}`);
}

function periodsOf({ volume }: TechcardProblem): { readonly count: number; readonly seconds: number } {
  const { periods, daysPerPeriod } = volume ?? { periods: 13, daysPerPeriod: 7 };
  return { count: periods, seconds: daysPerPeriod * day };
}

function checkQuantities({ problem, report }: Context, volume: TechcardVolumePlan): void {
  const { count, seconds } = periodsOf(problem);
  const orders = new Map(problem.orders.map((order) => [order.id, order]));
  const products = new Map(problem.cards.map((card) => [card.id, productOf(card)]));
  const sites = new Set(['main', ...problem.resources.map(({ site }) => site)]);
  const now = problem.now === undefined ? -Infinity : secondsOf(problem, problem.now);
  const placed = new Map<string, number>();
  for (const row of rowsOf(volume)) {
    const order = orders.get(row.order);
    if (!order || products.get(order.card) !== row.product) {
      report('volume', `order "${row.order}" of product "${row.product}" is not known`);
      continue;
    }
    placed.set(order.id, (placed.get(order.id) ?? 0) + row.quantity);
    if (row.period === undefined) continue;
    const release = Math.max(now, secondsOf(problem, order.release));
    if (row.period >= count || (row.period + 1) * seconds <= release)
      report('volume', `order "${order.id}" in period ${row.period}, release ${release} s, ${count} periods`);
    if (!isInstant(row.from!, instantOf(problem, row.period * seconds)))
      report('volume', `period ${row.period} begins ${instantOf(problem, row.period * seconds)}, told as ${row.from}`);
    if (!sites.has(row.site!)) report('volume', `there is no site "${row.site}"`);
  }
  for (const { id, quantity } of problem.orders)
    if (placed.get(id) !== quantity)
      report('volume', `${placed.get(id) ?? 0} of ${quantity} pieces of order "${id}" are placed or unplaced`);
}

/** Unit-seconds on each resource that one piece of a card takes. */
function chargesOf(card: TechcardProblem['cards'][number], resources: ReadonlyMap<string, TechcardResource>) {
  const charges = new Map<string, Span>();
  for (const { modes } of card.operations) {
    const ids = new Set(modes.flatMap(({ demands }) => demands.map(({ resource }) => resource)));
    for (const id of ids) {
      const hasUnits = !['machine', 'paced-line'].includes(resources.get(id)!.type);
      const takes = modes.map(({ durationSeconds, demands }) =>
        demands
          .filter(({ resource }) => resource === id)
          .reduce((sum, { amount }) => sum + durationSeconds * (hasUnits ? amount : 1), 0),
      );
      const charge = charges.get(id) ?? { least: 0, most: 0 };
      charges.set(id, { least: charge.least + Math.min(...takes), most: charge.most + Math.max(...takes) });
    }
  }
  return charges;
}

function checkLoads(laid: Context, volume: TechcardVolumePlan): void {
  const { problem, report } = laid;
  const resources = new Map(problem.resources.map((resource) => [resource.id, resource]));
  const charges = new Map(problem.cards.map((card) => [card.id, chargesOf(card, resources)]));
  const cardOf = new Map(problem.orders.map(({ id, card }) => [id, card]));
  const loads = new Map<string, Span>();
  for (const { order, period, quantity } of volume.rows)
    for (const [id, charge] of charges.get(cardOf.get(order)!) ?? []) {
      if (resources.get(id)!.type === 'reservoir') continue;
      const load = loads.get(`${period}\n${id}`) ?? { least: 0, most: 0 };
      load.least += quantity * charge.least;
      load.most += quantity * charge.most;
      loads.set(`${period}\n${id}`, load);
    }
  const { seconds } = periodsOf(problem);
  const told = new Set<string>();
  for (const { resource: id, site, period, loadSeconds, capacitySeconds } of volume.load) {
    const resource = resources.get(id);
    if (!resource || resource.site !== site) {
      report('volume', `there is no resource "${id}" at site "${site}"`);
      continue;
    }
    const key = `${period}\n${id}`;
    told.add(key);
    const { least, most } = loads.get(key) ?? { least: 0, most: 0 };
    const where = `"${id}" in period ${period}`;
    if (above(least, loadSeconds) || above(loadSeconds, most))
      report('volume', `load of ${where} is ${least} to ${most} s, told as ${loadSeconds}`);
    if (above(loadSeconds, capacitySeconds))
      report('volume', `load of ${where} is ${loadSeconds} s, above its capacity ${capacitySeconds}`);
    const capacity = capacityOf(laid, resource, period * seconds, (period + 1) * seconds);
    if (above(capacitySeconds, capacity))
      report('volume', `${where} has ${capacity} unit-seconds open, told as ${capacitySeconds}`);
  }
  for (const [key, { least }] of loads)
    if (least > 0 && !told.has(key)) report('volume', `no load is told of ${key.replace('\n', ', ')}: ${least} s`);
}

function above(value: number, limit: number): boolean {
  return value > limit && differ(value, limit);
}

/** Open unit-seconds of [from, to). */
function capacityOf(laid: Context, resource: TechcardResource, from: number, to: number): number {
  const open = (calendars: readonly string[]) => laid.openTime([...new Set(calendars)].sort()).worked(from, to);
  switch (resource.type) {
    case 'workers':
      return resource.workers.reduce((sum, worker) => sum + open([...resource.calendars, ...worker.calendars]), 0);
    case 'machine':
      return open(resource.calendars);
    case 'paced-line':
      return resource.lines * resource.stations * open(resource.calendars);
    case 'reservoir':
      return Infinity;
    default:
      return resource.capacity * open(resource.calendars);
  }
}

/** Pieces times periods after the due one; a due moment at a border belongs to the period on either side. */
function latenessOf(problem: TechcardProblem, volume: TechcardVolumePlan): Span {
  const { count, seconds } = periodsOf(problem);
  const orders = new Map(problem.orders.map((order) => [order.id, order]));
  const late: Span = { least: 0, most: 0 };
  for (const row of rowsOf(volume)) {
    const order = orders.get(row.order);
    if (order?.due === undefined) continue;
    const due = secondsOf(problem, order.due) / seconds;
    const weight = order.priority * row.quantity;
    // Whether what is not placed counts, as if it came after the last period, is the plan's choice.
    if (row.period !== undefined) late.least += weight * Math.max(0, row.period - Math.floor(due));
    late.most += weight * Math.max(0, (row.period ?? count) - Math.ceil(due) + 1);
  }
  return late;
}
