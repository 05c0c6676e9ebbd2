/** Why pieces of period 0 stay out of a plan, type by type, from the plan and the caps alone. */
import { type Instance, isCarried } from './instance.ts';
import { loadSums } from './loads.ts';
import type { ComposedHeat, LeftNote } from './plan.ts';
import { powerGroups, type Schedule } from './spread.ts';

/** @param schedule - the plan's schedule, where heats are placed in time. */
export function leftNotes(
  instance: Instance,
  heats: readonly ComposedHeat[],
  schedule: Schedule | undefined,
): (type: number) => LeftNote {
  const usedByFurnace = new Int32Array(instance.furnaces);
  const usedByGrade = new Int32Array(instance.grades.length);
  for (const heat of heats) {
    usedByFurnace[heat.furnace]++;
    usedByGrade[heat.grade]++;
  }
  return (type) => noteFor(instance, type, usedByFurnace, usedByGrade, schedule);
}

function noteFor(
  instance: Instance,
  type: number,
  usedByFurnace: Int32Array,
  usedByGrade: Int32Array,
  schedule: Schedule | undefined,
): LeftNote {
  const { problem } = instance;
  const line = problem.lines[instance.linesOf[type][0]];
  const allowed = problem.furnaces.flatMap((furnace, f) =>
    (line.furnaces?.includes(furnace.id) ?? true) && (furnace.grades?.includes(line.grade) ?? true) ? [f] : [],
  );
  if (allowed.length === 0)
    return { reason: 'no-furnace', message: `no furnace may pour grade ${line.grade} of this line` };
  const fitting = allowed.filter((f) => instance.eligible[type * instance.furnaces + f] === 1);
  const names = (furnaces: readonly number[]) => furnaces.map((f) => problem.furnaces[f].id).join(', ');
  if (fitting.length === 0) {
    const most = Math.max(...allowed.map((f) => problem.furnaces[f].greatestMass));
    return {
      reason: 'too-heavy',
      message: `a piece (${pouredMass(instance, type)} ${problem.massUnit} poured) does not fit a heat of ${names(allowed)}: at most ${most} ${problem.massUnit}`,
    };
  }
  const combinable = fitting.filter((f) => canReachLeast(instance, type, f));
  if (combinable.length === 0)
    return {
      reason: 'no-combination',
      message: `no set of pieces of grade ${line.grade} with this one in it has a mass within the bounds of ${names(fitting)}`,
    };
  const { fixed } = instance;
  const gradeCap = instance.mostHeatsOfGrade[instance.gradeOf[type]];
  if (usedByGrade[instance.gradeOf[type]] >= gradeCap)
    return {
      reason: 'grade-heats',
      message: `all ${gradeCap + fixed.byGrade[instance.gradeOf[type]]} heats of grade ${line.grade} are used`,
    };
  const free = combinable.filter((f) => usedByFurnace[f] < instance.mostHeats[f]);
  if (free.length === 0) {
    const dark = instance.spread ? combinable.filter((f) => !isCarried(problem, problem.furnaces[f])) : [];
    if (dark.length === combinable.length)
      return { reason: 'power', message: `no power group of ${names(dark)} carries even one of its heats` };
    const byHours = combinable.filter(
      (f) => instance.mostHeats[f] + fixed.byFurnace[f] < (problem.furnaces[f].mostHeats ?? Infinity),
    );
    return byHours.length > 0
      ? { reason: 'furnace-hours', message: `the working hours of ${names(byHours)} admit no further heat` }
      : { reason: 'furnace-heats', message: `all heats of ${names(combinable)} are used` };
  }
  const refused = schedule
    ? free.filter((f) => schedule.unplaced[f] > 0 || isPowerBound(instance, f, usedByFurnace))
    : [];
  if (refused.length === free.length) {
    const groups = powerGroups(instance).flatMap((group, at) =>
      refused.some((f) => group.draw[f] > 0) ? [problem.powerGroups[at].id] : [],
    );
    return groups.length > 0
      ? {
          reason: 'power',
          message: `power group ${groups.join(', ')} leaves ${names(refused)} no time for a further heat`,
        }
      : { reason: 'furnace-hours', message: `the working hours of ${names(refused)} admit no further heat` };
  }
  return {
    reason: 'not-found',
    message: `${names(free)} could take a further heat, but none was found within the budget that reaches its least mass without these pieces missing elsewhere`,
  };
}

/** Whether the group's limit times its working time is used up to less than one heat of the furnace. */
function isPowerBound(instance: Instance, furnace: number, usedByFurnace: Int32Array): boolean {
  return powerGroups(instance).some((group) => {
    if (group.draw[furnace] === 0) return false;
    const members = Array.from(group.draw.keys()).filter((f) => group.draw[f] > 0);
    const fixed = instance.fixed.busy.reduce(
      (sum, span) => sum + (span.end - span.start) * group.draw[span.furnace],
      0,
    );
    const work = members.reduce((sum, f) => sum + usedByFurnace[f] * instance.heatSeconds[f] * group.draw[f], fixed);
    const spans = [
      ...members.flatMap((f) => instance.windows[f]),
      ...instance.fixed.busy.filter((span) => group.draw[span.furnace] > 0),
    ];
    const starts = spans.map((span) => span.start);
    const ends = spans.map((span) => span.end);
    const open = Math.max(...ends) - Math.min(...starts);
    return work + instance.heatSeconds[furnace] * group.draw[furnace] > group.limit * open;
  });
}

/** Types up to which a piece is left out of the sums of the others to see what they reach without it. */
const exactTypes = 12;

/**
 * Whether a heat of the furnace that holds a piece of the type can lie within its bounds, fillers included. With many
 * types the piece may count twice, once as itself and once among the others: a combination too many may then be seen.
 */
function canReachLeast(instance: Instance, type: number, furnace: number): boolean {
  const exact =
    instance.conflicts[type].length > 0 || instance.grades[instance.gradeOf[type]].types.length <= exactTypes;
  const sums = loadSums(instance, instance.gradeOf[type], furnace, exact ? type : undefined);
  if (!sums) return true;
  const least = instance.least[furnace] - instance.mass[type];
  return sums.firstFrom(least) <= instance.greatest[furnace] - instance.mass[type];
}

function pouredMass(instance: Instance, type: number): number {
  return (instance.mass[type] * instance.unit) / (instance.problem.massUnit === 'kg' ? 1000 : 1);
}
