/** Format of ProGen/max (`.sch`): activities from 0 to n + 1, lags in brackets. */
import { NumberReader } from '../number-reader.ts';
import type { Project } from '../techcard/project.ts';

/**
 * Numbers of activities (the empty first and last one not counted) and of renewable, non-renewable and doubly constrained
 * resources; then for each activity its number, its modes (1), its successors and their lags from start to start; then for
 * each its number, mode, duration and needs; then the capacities.
 * @throws Error that names file and line where the text is not of the format.
 */
export function readProgenMax(text: string, file: string): Project {
  const reader = new NumberReader(text.replace(/[[\]]/g, ' '), file);
  const activities = reader.next('the number of activities') + 2;
  const resources = reader.next('the number of renewable resources');
  reader.next('0 non-renewable resources', 0, 0);
  reader.next('0 doubly constrained resources', 0, 0);
  const arcs: { from: number; to: number; seconds: number }[] = [];
  for (let from = 0; from < activities; from++) {
    reader.next(`activity ${from}`, from, from);
    reader.next('1 mode', 1, 1);
    const followers = reader.next('a number of successors');
    const names = Array.from({ length: followers }, () => reader.next('a successor', 0, activities - 1));
    for (const to of names) arcs.push({ from, to, seconds: reader.next('a lag', -Infinity) });
  }
  const modes = Array.from({ length: activities }, (_, activity) => {
    reader.next(`activity ${activity}`, activity, activity);
    reader.next('mode 1', 1, 1);
    const duration = reader.next('a duration');
    const needs = Array.from({ length: resources }, () => reader.next('a need'));
    return [{ duration, needs, totals: [] }];
  });
  const renewable = Array.from({ length: resources }, () => reader.next('a capacity'));
  reader.end();
  return { renewable, nonRenewable: [], modes, arcs };
}
