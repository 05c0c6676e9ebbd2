/** For the checker of melt repairs: what is late, what is lost, and who is told of it. */
import type { RepairMeltOption, RepairMeltProblem } from '../../../models/repair-melt.ts';
import type { Context, Report } from './melt.ts';
import { pieceMass, seconds } from './melt-state.ts';
import { close } from './shop.ts';

/** Lateness, losses, notices. @returns what score and points need of them. */
export function checkLateness({ request, answer, promised }: Context, option: RepairMeltOption, say: Report) {
  const { problem } = answer;
  const endsOf = (heats: readonly { contents: { line: string; pieces: number }[]; end?: string }[], line: string) =>
    heats
      .flatMap(({ contents, end }) =>
        contents.flatMap((content) =>
          content.line === line
            ? Array.from({ length: content.pieces }, () => (end === undefined ? -Infinity : seconds(end)))
            : [],
        ),
      )
      .sort((a, b) => a - b);
  const sums = { pieces: 0, mass: 0, massHours: 0, greatestMinutes: 0, lost: 0 };
  const [whole, saved, clients, content] = [[0], [0], [0], [0]];
  let moved = 0;
  for (const { id, priority } of problem.lines) {
    const due = promised.get(id) ?? 0;
    const is = endsOf(option.plan.heats, id);
    const was = endsOf(request.heats, id).slice(0, due);
    const mass = pieceMass(problem, id);
    let last = 0;
    was.slice(0, is.length).forEach((end, at) => {
      last = Number.isFinite(end) ? Math.max(0, (is[at] - end) / 60) : 0;
      sums.massHours += (mass * last) / 60;
      sums.greatestMinutes = Math.max(sums.greatestMinutes, last);
      if (last > request.promiseMinutes) {
        sums.pieces += 1;
        sums.mass += mass;
      }
    });
    const isLate = last > request.promiseMinutes;
    if (isLate) moved += 1;
    const missing = Math.max(0, due - is.length);
    sums.lost += missing * mass;
    checkLine(option, { id, due, poured: is.length, missing, isLate }, request, say);
    if (due === 0) continue;
    whole[0] += priority * due * mass;
    saved[0] += priority * Math.min(due, is.length) * mass;
    clients[0] += priority;
    if (missing === 0 && !isLate) content[0] += priority;
  }
  const { lateness } = option;
  for (const key of ['pieces', 'mass', 'massHours', 'greatestMinutes'] as const)
    if (!close(lateness[key], sums[key])) say('lateness', `${key} is ${sums[key]}, not ${lateness[key]}`);
  if (!close(option.lostMass, sums.lost)) say('lost', `${sums.lost} is lost, not ${option.lostMass}`);
  return {
    moved,
    quality: whole[0] > 0 ? saved[0] / whole[0] : 1,
    clients: clients[0] > 0 ? content[0] / clients[0] : 1,
  };
}

function checkLine(
  { notices, unrescued }: RepairMeltOption,
  line: { id: string; due: number; poured: number; missing: number; isLate: boolean },
  { events }: RepairMeltProblem,
  say: Report,
): void {
  const told = notices.filter((notice) => notice.line === line.id).map(({ what }) => what);
  const isCancelled = events.some((event) => event.type === 'order-cancelled' && event.line === line.id);
  const isAdded = events.some((event) => event.type === 'order-added' && event.line.id === line.id);
  const what = isCancelled
    ? 'cancelled'
    : line.due === 0
      ? undefined
      : line.poured === 0
        ? 'not-poured'
        : line.missing > 0
          ? 'less'
          : isAdded
            ? 'added'
            : line.isLate
              ? 'later'
              : undefined;
  if (told.join() !== (what ?? '')) say('notices', `line ${line.id}: ${told.join()} is told, it is ${what}`);
  const entry = unrescued.find((one) => one.line === line.id);
  if ((entry?.pieces ?? 0) !== line.missing) say('unrescued', `line ${line.id}: ${line.missing} pieces are missing`);
}
