/** Rules of a melt request on incompatible lines, fixed heats, the plan before, penalties and the load of furnaces. */
import type { z } from 'zod';
import { addProblem } from './common.ts';
import type { MeltProblem } from './melt.ts';

/** Reports what is wrong with the modes of a request; whether heats can be poured is looked at elsewhere. */
export function checkModes(problem: MeltProblem, context: z.RefinementCtx): void {
  checkPenalties(problem, context);
  checkIncompatibleLines(problem, context);
  checkFixedHeats(problem, context);
  refuseDuplicates(problem, context, 'previousHeats');
  if (problem.givenHeats && problem.previousHeats)
    addProblem(context, ['previousHeats'], {
      rule: 'spread-only',
      message: 'givenHeats asks for places in time only, so no heat can be kept or changed',
      remedy: 'leave out previousHeats or givenHeats',
      received: `${problem.previousHeats.length} heats`,
    });
  checkFurnaceLoad(problem, context);
}

function checkPenalties({ lines }: MeltProblem, context: z.RefinementCtx): void {
  lines.forEach((line, index) => {
    if (line.penaltyPerPiece === undefined) return;
    const refuse = (rule: string, message: string, remedy: string) =>
      addProblem(context, ['lines', index, 'penaltyPerPiece'], {
        rule,
        message,
        remedy,
        received: line.penaltyPerPiece,
      });
    if (line.period > 0)
      refuse(
        'penalty-of-period-0',
        `line "${line.id}" is of period ${line.period}, which may stay out anyway`,
        'use priority for lines of later periods, or period 0',
      );
    if (line.priority !== 1)
      refuse(
        'penalty-or-priority',
        `line "${line.id}" has priority ${line.priority} as well, which a penalty replaces`,
        'give penaltyPerPiece or priority, not both',
      );
  });
}

function checkIncompatibleLines({ incompatibleLines, lines }: MeltProblem, context: z.RefinementCtx): void {
  const gradeOf = new Map(lines.map((line) => [line.id, line.grade]));
  incompatibleLines.forEach((pair, index) => {
    const path = ['incompatibleLines', index];
    const [one, other] = pair;
    pair.forEach((id, at) => {
      if (!gradeOf.has(id))
        addProblem(context, [...path, at], {
          rule: 'known-line',
          message: `there is no line "${id}"`,
          remedy: 'name a line of the problem',
          received: id,
        });
    });
    if (one === other)
      addProblem(context, path, {
        rule: 'two-lines',
        message: `line "${one}" is paired with itself`,
        remedy: 'name two lines; to part the pieces of one line, make several lines of it',
        received: pair,
      });
    else if (gradeOf.has(one) && gradeOf.has(other) && gradeOf.get(one) !== gradeOf.get(other))
      addProblem(context, path, {
        rule: 'one-grade',
        message: `lines "${one}" and "${other}" are of grades "${gradeOf.get(one)}" and "${gradeOf.get(other)}", which never share a heat`,
        remedy: 'leave the pair out, or correct the ids',
        received: pair,
      });
  });
}

function checkFixedHeats(problem: MeltProblem, context: z.RefinementCtx): void {
  const { fixedHeats, furnaces, grades } = problem;
  refuseDuplicates(problem, context, 'fixedHeats');
  fixedHeats.forEach((heat, index) => {
    const path = ['fixedHeats', index];
    const { start, end, day } = heat;
    if (heat.contents.length === 0)
      addProblem(context, [...path, 'contents'], {
        rule: 'not-empty',
        message: 'a fixed heat holds nothing',
        remedy: 'name its lines and pieces, or leave it out',
        received: heat.contents,
      });
    if ((start === undefined) !== (end === undefined) || (start !== undefined && day === undefined))
      addProblem(context, path, {
        rule: 'times-together',
        message: 'the times of a fixed heat are day, start and end, or day alone, or none',
        remedy: start === undefined ? 'add start, or leave end out' : 'add what is missing of day and end',
        received: { day, start, end },
      });
    else if (start !== undefined && Date.parse(end!) <= Date.parse(start))
      addProblem(context, [...path, 'end'], {
        rule: 'end-after-start',
        message: `end ${end} is not after start ${start}`,
        remedy: 'correct the times',
        received: end,
      });
    if ([start, end].some((time) => time !== undefined && Date.parse(time) % 1000 !== 0))
      addProblem(context, path, {
        rule: 'whole-seconds',
        message: 'times of a fixed heat are whole seconds',
        remedy: 'round start and end to the second',
        received: { start, end },
      });
  });
  const refuseAboveCap = (what: 'furnace' | 'grade', id: string, mostHeats: number | undefined) => {
    const own = fixedHeats.flatMap((heat, index) => (heat[what] === id ? [index] : []));
    if (mostHeats !== undefined && own.length > mostHeats)
      addProblem(context, ['fixedHeats', own[mostHeats], what], {
        rule: 'most-heats',
        message: `${own.length} heats of ${what} "${id}" are fixed, at most ${mostHeats} are allowed`,
        remedy: `raise mostHeats of ${what} "${id}", or take fixed heats out`,
        received: id,
      });
  };
  for (const { id, mostHeats } of furnaces) refuseAboveCap('furnace', id, mostHeats);
  for (const { id, mostHeats } of grades) refuseAboveCap('grade', id, mostHeats);
  checkFixedTimes(problem, context);
}

/** Heats that are done cannot have overlapped in a furnace, nor drawn more than their cable carries. */
function checkFixedTimes({ fixedHeats, furnaces, powerGroups }: MeltProblem, context: z.RefinementCtx): void {
  const timed = fixedHeats
    .flatMap(({ furnace, start, end }, index) =>
      start === undefined || end === undefined
        ? []
        : [{ furnace, index, start: Date.parse(start), end: Date.parse(end) }],
    )
    .sort((a, b) => a.start - b.start);
  const lastOf = new Map<string, (typeof timed)[number]>();
  for (const heat of timed) {
    const last = lastOf.get(heat.furnace);
    if (last && last.end > heat.start)
      addProblem(context, ['fixedHeats', heat.index, 'start'], {
        rule: 'furnace-overlap',
        message: `furnace "${heat.furnace}" is still busy with fixed heat ${last.index}`,
        remedy: 'correct the times of the two',
        received: fixedHeats[heat.index].start,
      });
    lastOf.set(heat.furnace, heat);
  }
  const powerOf = new Map(furnaces.map(({ id, powerKw }) => [id, powerKw]));
  for (const group of powerGroups) {
    let on: (typeof timed)[number][] = [];
    for (const heat of timed.filter(({ furnace }) => group.furnaces.includes(furnace))) {
      const { index, start } = heat;
      on = [...on.filter((other) => start < other.end), heat];
      const draw = on.reduce((sum, { furnace }) => sum + (powerOf.get(furnace) ?? 0), 0);
      if (draw > (group.limitKw ?? Infinity) * (1 + 1e-9) || on.length > (group.mostAtOnce ?? Infinity))
        addProblem(context, ['fixedHeats', index, 'start'], {
          rule: 'power',
          message: `fixed heats draw ${draw} kW in ${on.length} furnaces of group "${group.id}" at once, more than it carries`,
          remedy: 'correct their times, or the limit of the group',
          received: fixedHeats[index].start,
        });
    }
  }
}

/** Ids must differ where they are given, and a line stands once in a heat. */
function refuseDuplicates(problem: MeltProblem, context: z.RefinementCtx, field: 'fixedHeats' | 'previousHeats'): void {
  const firstAt = new Map<string, number>();
  (problem[field] ?? []).forEach(({ id, contents }, index) => {
    const first = id === undefined ? undefined : firstAt.get(id);
    if (first !== undefined)
      addProblem(context, [field, index, 'id'], {
        rule: 'unique-id',
        message: `id "${id}" is already used by entry ${first}`,
        remedy: 'give every heat an id of its own, or none',
        received: id,
      });
    else if (id !== undefined) firstAt.set(id, index);
    const lines = new Set<string>();
    contents.forEach(({ line }, at) => {
      if (lines.has(line))
        addProblem(context, [field, index, 'contents', at, 'line'], {
          rule: 'line-once',
          message: `line "${line}" is listed twice in one heat`,
          remedy: 'add its pieces up in one entry',
          received: line,
        });
      lines.add(line);
    });
  });
}

function checkFurnaceLoad({ furnaceLoad, furnaces, givenHeats }: MeltProblem, context: z.RefinementCtx): void {
  if (furnaceLoad !== 'any' && givenHeats)
    addProblem(context, ['furnaceLoad'], {
      rule: 'spread-only',
      message: 'givenHeats asks for places in time only, so the furnaces of the heats are given',
      remedy: 'leave out furnaceLoad or givenHeats',
      received: furnaceLoad,
    });
  if (furnaceLoad !== 'even') return;
  furnaces.forEach((furnace, index) => {
    if (furnace.mostHeats === undefined)
      addProblem(context, ['furnaces', index, 'mostHeats'], {
        rule: 'even-load-needs-most-heats',
        message: `furnace "${furnace.id}" has no mostHeats, of which its heats could be a share`,
        remedy: "add mostHeats, or use furnaceLoad 'packed' or 'any'",
        received: undefined,
      });
  });
}
