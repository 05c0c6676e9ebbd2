/** Patterson's format of projects (`.rcp`): plain numbers. */
import { NumberReader } from '../number-reader.ts';
import type { Project } from '../techcard/project.ts';

/**
 * Numbers of activities and resources, capacities; then for each activity its duration, its needs, the number of its
 * successors and the successors, counted from 1.
 * @throws Error that names file and line where the text is not of the format.
 */
export function readPatterson(text: string, file: string): Project {
  const reader = new NumberReader(text, file);
  const activities = reader.next('the number of activities', 1);
  const resources = reader.next('the number of resources');
  const renewable = Array.from({ length: resources }, () => reader.next('a capacity'));
  const arcs: { from: number; to: number }[] = [];
  const modes = Array.from({ length: activities }, (_, from) => {
    const duration = reader.next('a duration');
    const needs = renewable.map(() => reader.next('a need'));
    const followers = reader.next('a number of successors');
    for (let k = 0; k < followers; k++) arcs.push({ from, to: reader.next('a successor', 1, activities) - 1 });
    return [{ duration, needs, totals: [] }];
  });
  reader.end();
  return { renewable, nonRenewable: [], modes, arcs };
}
