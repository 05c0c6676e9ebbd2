/** For the checker: whether the problem of an answer is that of the request after its events and facts. */
import type { MeltProblem } from '../../../models/melt.ts';
import type { RepairMeltPlan, RepairMeltProblem } from '../../../models/repair-melt.ts';
import { workSpans } from '../../melt/check.ts';
import { downTimes, expectedLines, isTouched, type Known, seconds } from './melt-state.ts';

type Report = (rule: string, message: string) => void;

export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}

export function checkMeltProblem(
  request: RepairMeltProblem,
  { problem }: RepairMeltPlan,
  known: ReadonlyMap<string, Known>,
  report: Report,
): void {
  const before = request.problem;
  if (!isTouched(request)) {
    if (!same(problem, before)) report('problem', 'nothing happened, and the problem is another');
    return;
  }
  for (const field of [
    'process',
    'massUnit',
    'massStep',
    'dimensions',
    'objective',
    'fill',
    'spread',
    'powerGroups',
  ] as const)
    if (!same(problem[field], before[field])) report('problem', `${field} is not that of the request`);
  const lines = expectedLines(request, known);
  if (!same(problem.lines, [...lines.values()])) report('problem', 'lines are not those that are asked for now');
  const lost = [...known.values()].filter(({ state }) => state === 'lost');
  for (const field of ['furnaces', 'grades'] as const)
    before[field].forEach((was, at) => {
      const count = lost.filter(({ heat }) => (field === 'furnaces' ? heat.furnace : heat.grade) === was.id).length;
      const mostHeats = was.mostHeats === undefined ? undefined : Math.max(0, was.mostHeats - count);
      if (!same(problem[field][at], { ...was, mostHeats })) report('problem', `${field}: ${was.id} is not as it was`);
    });
  checkFixed(problem, known, report);
  const apart = before.incompatibleLines.filter((pair) => pair.every((id) => lines.has(id)));
  if (!same(problem.incompatibleLines, apart)) report('problem', 'other pairs of lines are kept apart');
  if (
    problem.givenHeats ||
    problem.previousHeats ||
    problem.furnaceLoad !== 'any' ||
    problem.whenImpossible !== 'most-mass'
  )
    report('problem', 'it asks for what a repair does not give');
  checkHours(request, problem, report);
}

function checkFixed(problem: MeltProblem, known: ReadonlyMap<string, Known>, report: Report): void {
  const started = [...known.values()].filter(({ state }) => state === 'done' || state === 'underWay');
  const at = (instant: string | undefined) => (instant === undefined ? -Infinity : seconds(instant));
  if (problem.fixedHeats.length !== started.length)
    report('fixed', `${problem.fixedHeats.length} heats are fixed, ${started.length} have started`);
  for (const { heat, start, end } of started) {
    const fixed = problem.fixedHeats.find(({ id }) => id === heat.id);
    const { furnace, grade, contents, day } = heat;
    if (
      !fixed ||
      at(fixed.start) !== start ||
      at(fixed.end) !== end ||
      !same(
        { furnace, grade, contents, day },
        { furnace: fixed.furnace, grade: fixed.grade, contents: fixed.contents, day: fixed.day },
      )
    )
      report('fixed', `heat ${heat.id} has started and is not fixed as it is`);
  }
}

/** A furnace works at no time at which it did not, or is down, or that is past; and is cut off only in shifts that are hit. */
function checkHours(request: RepairMeltProblem, problem: MeltProblem, report: Report): void {
  const now = seconds(request.now);
  const before = workSpans({ problem: request.problem });
  const after = workSpans({ problem });
  const allCuts = request.events.flatMap((event) =>
    event.type === 'power-cut'
      ? [
          {
            furnaces: problem.powerGroups.find((group) => group.id === event.group)!.furnaces,
            from: seconds(event.from ?? request.now),
            until: event.until === undefined ? Infinity : seconds(event.until),
          },
        ]
      : [],
  );
  for (const { id } of problem.furnaces) {
    const cuts = allCuts.filter(({ furnaces }) => furnaces.includes(id));
    const works = ({ furnaces }: { furnaces: readonly string[] | undefined }) => furnaces?.includes(id) ?? true;
    const downs = downTimes(request).filter(({ furnace }) => furnace === id);
    const left = (start: number, end: number) =>
      after.reduce((sum, span) => sum + (works(span) ? overlap(span.start, span.end, start, end) : 0), 0);
    for (const span of after.filter(works)) {
      if (span.start < now) report('hours', `${id} works at ${span.start}, which is past`);
      for (const down of downs)
        if (overlap(span.start, span.end, down.from, down.until) > 0) report('hours', `${id} works while it is down`);
      const open = before.reduce(
        (sum, was) => sum + (works(was) ? overlap(was.start, was.end, span.start, span.end) : 0),
        0,
      );
      if (open < span.end - span.start) report('hours', `${id} works outside its shifts on ${span.day}`);
    }
    for (const span of before.filter(works)) {
      const hits = [{ from: -Infinity, until: now }, ...downs, ...cuts].map(({ from, until }) =>
        overlap(span.start, span.end, from, until),
      );
      const closed = hits.reduce((sum, seconds) => sum + (seconds > 0 ? seconds + 120 : 0), 0);
      const open = left(span.start, span.end);
      // What is cut out is rounded to minutes; where a shift cannot be cut, all of it is out.
      const isOut = open === 0 && closed > 0;
      if (open < span.end - span.start - closed && !isOut)
        report('hours', `${id} has lost hours of shift ${span.shift} of ${span.day}`);
    }
  }
}

function overlap(start: number, end: number, from: number, until: number): number {
  return Math.max(0, Math.min(end, until) - Math.max(start, from));
}
