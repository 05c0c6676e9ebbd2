/** Whether an option lists its changes completely and as they are, with pairs of the fewest points. */
import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { RepairChange, RepairOption } from '../../../models/repair.ts';
import { isNear, type Report } from '../../dispatch/check/claims.ts';
import { litresOf } from '../../dispatch/check/facts.ts';
import { differenceOf, fewestPoints, laterBy, type OptionLoad, type Pair, type Terms } from './matching.ts';
import type { Running, RunningPlan } from './running.ts';

/** Loads of one order that are to be matched, each list in order of unloading. */
export interface Sides {
  readonly open: readonly Running[];
  readonly loads: readonly OptionLoad[];
  readonly terms: Terms;
}

export interface Matched {
  readonly pairs: readonly Pair[];
  /** Those that differ in anything, or have one side only. */
  readonly changed: readonly Pair[];
  readonly points: number;
}

/**
 * @param sides - by order.
 * @returns the pairs that the option means: those of its changes, and the rest in order.
 */
export function checkChanges(
  plan: RunningPlan,
  sides: ReadonlyMap<string, Sides>,
  { changes }: RepairOption,
  report: Report,
): Matched {
  const stated = Map.groupBy(changes, ({ order }) => order);
  const pairs: Pair[] = [];
  const changed: Pair[] = [];
  let sum = 0;
  for (const order of stated.keys()) if (!sides.has(order)) report('changes', `order ${order} is not known`);
  for (const [order, side] of sides) {
    const listed = readPairs(order, side, stated.get(order) ?? [], report);
    for (const [change, pair] of listed) checkChange(plan, side.terms, change, pair, report);
    const rest = unlistedPairs(order, side, [...listed.values()], report);
    for (const pair of rest) {
      const { what } = differenceOf(side.terms, pair);
      if (what.length > 0) report('changes', `${nameOf(pair)} is not listed, it is a change: ${what.join(', ')}`);
    }
    const all = [...listed.values(), ...rest];
    const points = all.reduce((total, pair) => total + differenceOf(side.terms, pair).points, 0);
    const fewest = fewestPoints(side.terms, side.open, side.loads);
    if (points > fewest && !isNear(points, fewest))
      report('matching', `the loads of order ${order} are matched for ${points} points, ${fewest} are enough`);
    sum += points;
    pairs.push(...all);
    changed.push(...all.filter((pair) => differenceOf(side.terms, pair).what.length > 0));
  }
  for (let index = 1; index < changes.length; index++)
    if (changes[index].points > changes[index - 1].points + 1e-6)
      report('changes', `change ${index} has more points than the one before it`);
  return { pairs, changed, points: sum };
}

const nameOf = ({ was, is }: Pair): string =>
  was && is ? `that ${was.id} becomes ${is.id}` : was ? `that ${was.id} is dropped` : `that ${is?.id} is added`;

/** Pairs of changes; those that name what is not there, or name it twice, are reported and left out. */
function readPairs(
  order: string,
  { open, loads }: Sides,
  changes: readonly RepairChange[],
  report: Report,
): Map<RepairChange, Pair> {
  const openById = new Map(open.map((load) => [load.id, load]));
  const loadsById = new Map(loads.map((load) => [load.id, load]));
  const pairs = new Map<RepairChange, Pair>();
  for (const change of changes) {
    const was = change.load === undefined ? undefined : openById.get(change.load);
    const is = change.becomes === undefined ? undefined : loadsById.get(change.becomes);
    const isKnown =
      (was !== undefined) === (change.load !== undefined) && (is !== undefined) === (change.becomes !== undefined);
    if (!isKnown || (!was && !is)) {
      report(
        'changes',
        `order ${order}: load ${change.load} that becomes ${change.becomes} is listed twice, or not open, or not in the option`,
      );
      continue;
    }
    if (was) openById.delete(was.id);
    if (is) loadsById.delete(is.id);
    pairs.set(change, { was, is });
  }
  return pairs;
}

/** What no change names: pairs in order between those that are named. */
function unlistedPairs(order: string, { open, loads }: Sides, listed: readonly Pair[], report: Report): Pair[] {
  const partner = new Map(listed.map(({ was, is }) => [was, is]));
  const named = new Set<Running | OptionLoad | undefined>(listed.flatMap(({ was, is }) => [was, is]));
  const added = new Set(listed.map(({ was, is }) => (was ? undefined : is)));
  const pairs: Pair[] = [];
  let next = 0;
  const skipAdded = () => {
    while (next < loads.length && added.has(loads[next])) next++;
  };
  for (const was of open) {
    if (named.has(was) && partner.get(was) === undefined) continue;
    skipAdded();
    const is = loads[next++];
    const meant = partner.get(was);
    if (meant ? meant !== is : !is || named.has(is)) {
      report('matching', `order ${order}: load ${was.id} has no partner, or pairs cross, and no change says so`);
      return pairs;
    }
    if (!meant) pairs.push({ was, is });
  }
  skipAdded();
  if (next < loads.length) report('changes', `load ${loads[next].id} of the option is a load more, and not listed`);
  return pairs;
}

function checkChange(plan: RunningPlan, terms: Terms, change: RepairChange, pair: Pair, report: Report): void {
  const { was, is } = pair;
  const { shift } = plan.problem;
  const fault = (message: string) => report('changes', `${nameOf(pair)}: ${message}`);
  const actual = differenceOf(terms, pair);
  if (change.what.toSorted().join() !== actual.what.toSorted().join())
    fault(`stated as ${change.what.join(', ')}, it is ${actual.what.join(', ') || 'no change'}`);
  if (!isNear(change.points, actual.points)) fault(`${change.points} points are stated, it has ${actual.points}`);
  const minutes = laterBy(pair) / 60;
  if (!isNear(change.minutes, minutes)) fault(`${change.minutes} min later is stated, it is ${minutes}`);
  const event = change.reason.event;
  if (event !== undefined && event >= plan.problem.events.length) fault(`there is no event ${event}`);
  const planned = was && {
    ...{ truck: was.truck, plant: was.plant, litres: was.litres },
    ...{ loadStart: was.planned.loadStart, unloadStart: was.planned.unloadStart },
  };
  checkWhere('was', change.was, planned);
  checkWhere('is', change.is, is);

  function checkWhere(
    side: 'was' | 'is',
    stated: RepairChange['was'],
    actualSide: Omit<OptionLoad, 'id' | 'order'> | undefined,
  ): void {
    if (!stated || !actualSide) {
      if (stated || actualSide)
        fault(`${side} is ${stated ? '' : 'not '}stated, there is ${actualSide ? 'one' : 'none'}`);
      return;
    }
    const same = (field: string, one: unknown, other: unknown) => {
      if (one !== other) fault(`${side}.${field} is stated as ${one}, it is ${other}`);
    };
    same('truck', stated.truck, actualSide.truck);
    same('plant', stated.plant, actualSide.plant);
    same('volumeM3', litresOf(stated.volumeM3) / 1000, actualSide.litres / 1000);
    for (const field of ['loadStart', 'unloadStart'] as const)
      if (secondsOf(shift, stated[field]) !== actualSide[field])
        same(field, stated[field], instantOf(shift, actualSide[field]));
  }
}
