/** What each operation keeps by itself and towards others of its piece: duration, lags, bounds, how its moments are told. */

import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { TechcardPlan } from '../../../models/techcard.ts';
import { isFact, type LaidOut, type Placed } from './laid-out.ts';
import type { OpenTime } from './open-time.ts';

type PlanMoment = TechcardPlan['operations'][number]['start'];

export function checkTimes(laid: LaidOut): void {
  const { problem } = laid;
  const now = problem.now === undefined ? -Infinity : secondsOf(problem, problem.now);
  for (const placed of laid.placed) {
    if (placed.given) checkGiven(laid, placed);
    else {
      checkDuration(laid, placed);
      checkBounds(laid, placed, now);
    }
    checkMoment(laid, `start of ${placed.name}`, placed.row.start, placed.open);
    checkMoment(laid, `end of ${placed.name}`, placed.row.end, placed.open);
    if (placed.row.critical && placed.row.slackSeconds !== 0)
      laid.report('slack', `${placed.name} is critical and has a slack of ${placed.row.slackSeconds} s`);
    if ((placed.row.given ?? false) !== (placed.given !== undefined))
      laid.report('given', `${placed.name} is ${placed.given ? 'given' : 'not given'}, the plan says otherwise`);
  }
  checkLags(laid);
}

/** The end that an operation has if it starts there; Infinity where its calendars leave too little. */
function endOf({ open, operation, mode }: Placed, start: number): number {
  const { durationSeconds } = mode;
  return operation.pausable && durationSeconds > 0 ? open.endOf(start, durationSeconds) : start + durationSeconds;
}

function checkDuration({ report }: LaidOut, placed: Placed): void {
  const { name, open, operation, mode, start, end } = placed;
  if (mode.durationSeconds === 0) {
    if (end !== start) report('duration', `${name} takes no time and lasts from ${start} to ${end}`);
    return;
  }
  if (operation.pausable && !open.isOpen(start, start + 1))
    report('duration', `${name} starts at ${start}, when what it uses is closed`);
  const right = endOf(placed, start);
  if (end !== right) report('duration', `${name} starts at ${start} and ends at ${end}; it takes until ${right}`);
  else if (!operation.pausable && !open.isOpen(start, end))
    report('duration', `${name} may not pause, and what it uses closes between ${start} and ${end}`);
}

function checkBounds({ problem, report }: LaidOut, { name, piece, start, end }: Placed, now: number): void {
  const { release, deadline } = piece.order;
  if (start < secondsOf(problem, release))
    report('release', `${name} starts at ${start}, before its release ${secondsOf(problem, release)}`);
  if (deadline !== undefined && end > secondsOf(problem, deadline))
    report('deadline', `${name} ends at ${end}, after its deadline ${secondsOf(problem, deadline)}`);
  if (start < now) report('now', `${name} starts at ${start}, before now, ${now}`);
}

function checkGiven({ problem, report }: LaidOut, placed: Placed): void {
  const { name, row, start, end } = placed;
  const given = placed.given!;
  if (row.mode !== given.mode) report('given', `${name} is given in mode ${given.mode}, planned in ${row.mode}`);
  const from = secondsOf(problem, given.start);
  if (start !== from) report('given', `${name} is given from ${from}, planned from ${start}`);
  const to = given.end === undefined ? endOf(placed, start) : secondsOf(problem, given.end);
  if (end !== to) report('given', `${name} is given until ${to}, planned until ${end}`);
  // Not the number of its batch: the start decides which it is, and others may come before it now.
  for (const wanted of given.resources ?? []) {
    const stands = row.resources.some(
      (planned) =>
        planned.resource === wanted.resource &&
        (['line', 'station', 'takt'] as const).every(
          (field) => wanted[field] === undefined || wanted[field] === planned[field],
        ) &&
        (wanted.workers ?? []).every((worker) => planned.workers?.includes(worker)),
    );
    if (!stands) report('given', `${name} is given on "${wanted.resource}" otherwise than it is planned`);
  }
}

function checkLags({ ofPiece, report }: LaidOut): void {
  for (const piece of ofPiece) {
    const placedAs = new Map(piece.map((placed) => [placed.operation.id, placed]));
    for (const placed of piece)
      for (const { operation, from, to, leastSeconds, greatestSeconds = Infinity } of placed.operation.after) {
        const other = placedAs.get(operation);
        if (!other || isFact(placed, other)) continue;
        const lag = placed[to] - other[from];
        if (lag < leastSeconds || lag > greatestSeconds)
          report(
            'lags',
            `${to} of ${placed.name} comes ${lag} s after the ${from} of "${operation}", allowed are ${leastSeconds} to ${greatestSeconds}`,
          );
      }
  }
}

/** Instant, logical seconds and borders say the same as `seconds`. */
function checkMoment({ problem, report }: LaidOut, name: string, moment: PlanMoment, open: OpenTime): void {
  const { seconds } = moment;
  if (!isInstant(moment.at, instantOf(problem, seconds)))
    report('moment', `${name}: second ${seconds} is ${instantOf(problem, seconds)}, told as ${moment.at}`);
  const logical = open.always ? seconds : open.worked(0, seconds);
  if (moment.logicalSeconds !== logical)
    report('moment', `${name}: ${logical} working seconds, told as ${moment.logicalSeconds}`);
  const [left, right] = open.borders(seconds);
  // Where it never opens again there is no such border, and whatever stands there is as good.
  for (const [side, border] of [['left', left] as const, ['right', right] as const])
    if (Number.isFinite(border) && !isInstant(moment[side], instantOf(problem, border)))
      report('moment', `${name}: its ${side} border is ${instantOf(problem, border)}, told as ${moment[side]}`);
}

/** Whether two texts name one instant; written alike in almost every plan. */
export function isInstant(one: string, other: string): boolean {
  return one === other || Date.parse(one) === Date.parse(other);
}
