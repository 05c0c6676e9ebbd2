/** The projected stock of an item against the course that its orders lead to. */
import type { ReorderProjection } from '../../../models/reorder.ts';
import type { Course } from './course.ts';
import { isNear, type Report } from './facts.ts';

/** @param arriving - milli of each day, those on order included. */
export function checkProjection(
  stated: ReorderProjection,
  { stock, wasted, short }: Course,
  arriving: Float64Array,
  report: Report,
): void {
  const name = `projection of ${stated.item}`;
  compare('stock', `${name}: stock`, stated.stock, stock, report);
  const days = stock.length;
  compare('arriving', `${name}: arriving`, spread(stated.arriving, days), arriving, report);
  compare('wasted', `${name}: wasted`, spread(stated.wasted, days), wasted, report);
  compare('short', `${name}: short`, spread(stated.short, days), short, report);
}

/** Of each day; days outside the plan make it longer, so that they are seen. */
function spread(entries: readonly { readonly day: number; readonly quantity: number }[], days: number): number[] {
  const figures = new Array<number>(days).fill(0);
  for (const { day, quantity } of entries)
    if (day < days) figures[day] += quantity;
    else figures.push(quantity);
  return figures;
}

/** Reports the first day that differs: those after it mostly follow from it. */
function compare(rule: string, name: string, stated: readonly number[], milli: Float64Array, report: Report): void {
  if (stated.length !== milli.length) {
    report(rule, `${name} has figures of ${stated.length} days, the plan has ${milli.length}`);
    return;
  }
  const day = stated.findIndex((figure, at) => !isNear(figure, milli[at] / 1000));
  if (day >= 0) report(rule, `${name} on day ${day} is stated as ${stated[day]}, it is ${milli[day] / 1000}`);
}
