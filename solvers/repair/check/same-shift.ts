/** Whether the shift that an answer states is the one worked out, field by field. */
import type { DispatchGivenLoad, DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf, type Timed } from '../../../models/moments.ts';
import type { Report } from '../../dispatch/check/claims.ts';
import { litresOf } from '../../dispatch/check/facts.ts';

/** Fields that hold moments, except `from` and `to` where they list places or tell the time of day. */
const momentFields: ReadonlySet<string> = new Set(['from', 'to', 'ideal', 'latestFirst', 'lastUnloading']);
const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);

const byId: ReadonlySet<string> = new Set(['plants', 'trucks', 'orders', 'grades', 'places']);

/** The order of the entries counts, but for plants of transfers and fixed loads, of which nothing is said. */
export function checkShiftNow(stated: DispatchPlanProblem, actual: DispatchPlanProblem, report: Report): void {
  if (stated === actual) return;
  const { fixed: statedFixed, ...statedRest } = withPlantsInOrder(stated);
  const { fixed: actualFixed, ...actualRest } = withPlantsInOrder(actual);
  for (const difference of differences(actual, statedRest, actualRest, 'shift')) report('shift', difference);
  checkFixed(actual, statedFixed, actualFixed, report);
}

function withPlantsInOrder(shift: DispatchPlanProblem): DispatchPlanProblem {
  const isTransfer = ({ id }: { readonly id: string }) => id.startsWith('transfer:');
  const transfers = shift.plants.filter(isTransfer).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return { ...shift, plants: [...shift.plants.filter((plant) => !isTransfer(plant)), ...transfers] };
}

/** @returns a sentence for each field that is not the same; an absent field and an undefined one are the same. */
export function differences(problem: Timed, stated: unknown, actual: unknown, path: string): string[] {
  if (stated === actual) return [];
  if (Array.isArray(stated) && Array.isArray(actual)) return listDifferences(problem, stated, actual, path);
  if (isRecord(stated) && isRecord(actual)) {
    const keys = new Set([...Object.keys(stated), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(problem, stated[key], actual[key], `${path}.${key}`));
  }
  const field = path.slice(path.lastIndexOf('.') + 1);
  const seconds = (value: unknown) => (momentFields.has(field) && isInstant(value) ? secondsOf(problem, value) : value);
  if (seconds(stated) === seconds(actual)) return [];
  if (field === 'volumeM3' && litresOf(Number(stated)) === litresOf(Number(actual))) return [];
  return [`${path} is stated as ${shown(stated)}, it is ${shown(actual)}`];
}

function listDifferences(
  problem: Timed,
  stated: readonly unknown[],
  actual: readonly unknown[],
  path: string,
): string[] {
  const nameOf = (entry: unknown, index: number) =>
    byId.has(path.slice(path.lastIndexOf('.') + 1)) && isRecord(entry) ? String(entry['id']) : String(index);
  if (stated.length === actual.length)
    return actual.flatMap((entry, index) =>
      differences(problem, stated[index], entry, `${path}[${nameOf(entry, index)}]`),
    );
  const names = (entries: readonly unknown[]) => shown(entries.map(nameOf));
  return [`${path} has ${stated.length} entries, ${names(stated)}; it has ${actual.length}, ${names(actual)}`];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const longest = 200;
function shown(value: unknown): string {
  const text = value === undefined ? 'absent' : (JSON.stringify(value) ?? String(value));
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

/** Fixed loads are the same ones, each as often. */
function checkFixed(
  problem: Timed,
  stated: readonly DispatchGivenLoad[],
  actual: readonly DispatchGivenLoad[],
  report: Report,
): void {
  const textOf = ({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }: DispatchGivenLoad) => {
    const at = (moment: DispatchGivenLoad['loadStart']) => (moment === undefined ? '?' : secondsOf(problem, moment));
    const volume = volumeM3 === undefined ? '?' : litresOf(volumeM3) / 1000;
    return `${volume} m3 of order ${order} on ${truck} from ${plant}, dock ${dock ?? '?'}, loaded at ${at(loadStart)} s, unloaded at ${at(unloadStart)} s`;
  };
  const open = new Map<string, number>();
  for (const load of actual) open.set(textOf(load), (open.get(textOf(load)) ?? 0) + 1);
  for (const load of stated) {
    const text = textOf(load);
    const left = open.get(text) ?? 0;
    if (left === 0) report('shift', `shift.fixed has what is not fixed, or once more: ${text}`);
    else open.set(text, left - 1);
  }
  for (const [text, left] of open) if (left > 0) report('shift', `shift.fixed lacks a load: ${text}`);
}
