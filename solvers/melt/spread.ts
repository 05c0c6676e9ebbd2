/**
 * Places composed heats in days and shifts.
 *
 * Heats of a furnace are alike in time and power, so a schedule is a list of starts per furnace; which heat takes which
 * start is settled afterwards. Serial schedule generation: furnaces in some order, each heat at the earliest moment at
 * which its furnace works long enough without a break and every power group has room; the order of furnaces and the
 * quota of a day vary from try to try, and the best try by heats placed, then by the preference, is kept.
 *
 * @see Kolisch and Hartmann (1999), heuristics for the resource-constrained project scheduling problem, section 2.
 */
import type { Rng } from '../shared/rng.ts';
import type { BusySpan } from './fixed.ts';
import type { Instance } from './instance.ts';
import type { FurnaceWindow, ShiftSpan } from './shifts.ts';

/** A start of a furnace, `[start, end)` in epoch seconds. */
export interface Slot {
  readonly furnace: number;
  readonly start: number;
  readonly end: number;
  readonly shift: ShiftSpan;
}

export interface Schedule {
  /** Starts by furnace, in time order. */
  readonly slots: readonly (readonly Slot[])[];
  /** Heats by furnace that found no place. */
  readonly unplaced: readonly number[];
  /** Furnace days with at least one heat, fixed ones included; each begins with a cold furnace. */
  readonly coldStarts: number;
  /** Sum over furnaces and days of the squared distance from the mean heats of a day. */
  readonly unevenness: number;
  /** No schedule of the heats that found a place is more even: n heats on d days, n mod d of them with one more. */
  readonly leastUnevenness: number;
  /** No schedule of the heats that found a place has fewer cold starts. */
  readonly leastColdStarts: number;
}

interface PowerGroup {
  /** Draw by furnace, 0 outside the group. */
  readonly draw: Float64Array;
  readonly limit: number;
}

/**
 * @param heats - heats by furnace.
 * @param tries - schedules to generate at most.
 * @param shouldStop - asked after each.
 */
export function spreadHeats(
  instance: Instance,
  heats: readonly number[],
  rng: Rng,
  tries: number,
  shouldStop: () => boolean = () => false,
): Schedule {
  const groups = powerGroups(instance);
  let best: Schedule | undefined;
  for (const { order, evenQuota } of plansOfAttack(instance, heats, rng, tries)) {
    const schedule = generate(instance, groups, heats, order, evenQuota);
    if (best === undefined || isBetterSchedule(instance, schedule, best)) best = schedule;
    if (isPerfect(instance, best) || shouldStop()) break;
  }
  return best!;
}

/** Groups as cumulative resources: "at most n at once" is a draw of 1 each under a limit of n. */
export function powerGroups(instance: Instance): PowerGroup[] {
  return instance.problem.powerGroups.map((group) => ({
    draw: Float64Array.from(instance.problem.furnaces, (furnace) => {
      if (!group.furnaces.includes(furnace.id)) return 0;
      return group.limitKw === undefined ? 1 : furnace.powerKw;
    }),
    limit: group.limitKw ?? group.mostAtOnce!,
  }));
}

/** More heats placed first, then what the request prefers. */
export function isBetterSchedule(instance: Instance, one: Schedule, other: Schedule): boolean {
  const missing = (schedule: Schedule) => schedule.unplaced.reduce((sum, heats) => sum + heats, 0);
  if (missing(one) !== missing(other)) return missing(one) < missing(other);
  if (instance.spread === 'even' && one.unevenness !== other.unevenness) return one.unevenness < other.unevenness;
  return one.coldStarts < other.coldStarts;
}

/** Whether no schedule of these heats is better. */
export function isPerfect(instance: Instance, schedule: Schedule): boolean {
  if (schedule.unplaced.some((heats) => heats > 0)) return false;
  return instance.spread === 'packed'
    ? schedule.coldStarts === schedule.leastColdStarts
    : schedule.unevenness <= schedule.leastUnevenness;
}

interface Attack {
  /** Furnaces, first served first. */
  readonly order: readonly number[];
  /** Heats of a furnace are dealt out over its days instead of packed into the first ones. */
  readonly evenQuota: boolean;
}

function* plansOfAttack(instance: Instance, heats: readonly number[], rng: Rng, tries: number): Generator<Attack> {
  const busy = heats.flatMap((count, furnace) => (count > 0 ? [furnace] : []));
  const tightness = (furnace: number) => {
    const open = instance.windows[furnace].reduce((sum, window) => sum + window.end - window.start, 0);
    return (heats[furnace] * instance.heatSeconds[furnace]) / Math.max(1, open);
  };
  const order = [...busy].sort((a, b) => tightness(b) - tightness(a) || a - b);
  for (let attempt = 0; attempt < tries; attempt++) {
    yield { order: [...order], evenQuota: instance.spread === 'even' ? attempt % 4 !== 3 : attempt % 4 === 3 };
    if (attempt % 2 === 1) rng.shuffle(order);
  }
}

function generate(
  instance: Instance,
  groups: readonly PowerGroup[],
  heats: readonly number[],
  order: readonly number[],
  evenQuota: boolean,
): Schedule {
  const slots: Slot[][] = heats.map(() => []);
  const unplaced = heats.map(() => 0);
  // Fixed heats are at work already and draw on their cables.
  const busy: BusySpan[] = [...instance.fixed.busy];
  for (const furnace of order) {
    let missing = placeFurnace(instance, groups, busy, slots[furnace], furnace, heats[furnace], evenQuota);
    if (missing > 0 && evenQuota)
      missing = placeFurnace(instance, groups, busy, slots[furnace], furnace, missing, false);
    slots[furnace].sort((a, b) => a.start - b.start);
    unplaced[furnace] = missing;
  }
  return { slots, unplaced, ...measure(instance, slots) };
}

/** @returns heats that found no place. */
function placeFurnace(
  instance: Instance,
  groups: readonly PowerGroup[],
  busy: BusySpan[],
  own: Slot[],
  furnace: number,
  heats: number,
  evenQuota: boolean,
): number {
  const fixedOn = fixedByDay(instance, furnace);
  const isWarm = ({ shifts }: FurnaceWindow) => shifts.some(({ day }) => fixedOn.has(day));
  // Packed days begin with those that fixed heats have warmed.
  const windows =
    evenQuota || fixedOn.size === 0
      ? instance.windows[furnace]
      : [...instance.windows[furnace]].sort((a, b) => Number(isWarm(b)) - Number(isWarm(a)));
  let fixedAhead = [...fixedOn.values()].reduce((sum, count) => sum + count, 0);
  let left = heats;
  let daysLeft = instance.workDays[furnace].length;
  let quotaDay = -1;
  let quota = 0;
  const rivals = rivalsOf(groups, furnace);
  for (const window of windows) {
    let from = window.start;
    while (left > 0) {
      const slot = nextSlot(instance, groups, rivals, busy, furnace, window, from);
      if (!slot) break;
      if (slot.shift.day !== quotaDay) {
        quotaDay = slot.shift.day;
        const fixed = fixedOn.get(quotaDay) ?? 0;
        quota = Math.ceil((left + fixedAhead) / Math.max(1, daysLeft)) - fixed;
        fixedAhead -= fixed;
        daysLeft--;
      }
      if (evenQuota && quota <= 0) {
        const nextDay = window.shifts.find((shift) => shift.day > quotaDay);
        if (!nextDay) break;
        from = nextDay.start;
        continue;
      }
      own.push(slot);
      busy.push(slot);
      quota--;
      left--;
      from = slot.end;
    }
  }
  return left;
}

/** Furnaces whose heats can keep this one from starting: itself and those of its power groups. */
function rivalsOf(groups: readonly PowerGroup[], furnace: number): Set<number> {
  const rivals = new Set([furnace]);
  for (const group of groups)
    if (group.draw[furnace] > 0)
      group.draw.forEach((draw, other) => {
        if (draw > 0) rivals.add(other);
      });
  return rivals;
}

/** Earliest slot of a furnace in a window from a moment on: tries the moment itself, then every end of a rival's heat. */
function nextSlot(
  instance: Instance,
  groups: readonly PowerGroup[],
  rivals: ReadonlySet<number>,
  busy: readonly BusySpan[],
  furnace: number,
  window: FurnaceWindow,
  from: number,
): Slot | undefined {
  const length = instance.heatSeconds[furnace];
  const near = busy.filter((slot) => rivals.has(slot.furnace) && slot.end > from && slot.start < window.end);
  const starts = [from, ...near.map((slot) => slot.end)].sort((a, b) => a - b);
  for (const start of starts) {
    const end = start + length;
    if (end > window.end) return undefined;
    const meeting = near.filter((slot) => slot.start < end && slot.end > start);
    if (meeting.some((slot) => slot.furnace === furnace)) continue;
    if (!groups.every((group) => hasRoom(group, furnace, start, meeting))) continue;
    const shift = window.shifts.find((span) => start < span.end)!;
    return { furnace, start, end, shift };
  }
  return undefined;
}

/** Whether the group carries one more heat of the furnace; the draw can only rise where a heat starts. */
function hasRoom(group: PowerGroup, furnace: number, start: number, meeting: readonly BusySpan[]): boolean {
  const own = group.draw[furnace];
  if (own === 0) return true;
  const moments = [start, ...meeting.filter((slot) => slot.start > start).map((slot) => slot.start)];
  return moments.every((moment) => {
    let draw = own;
    for (const slot of meeting) if (slot.start <= moment && moment < slot.end) draw += group.draw[slot.furnace];
    return draw <= group.limit * (1 + 1e-9);
  });
}

function measure(
  instance: Instance,
  slots: readonly (readonly Slot[])[],
): Pick<Schedule, 'coldStarts' | 'unevenness' | 'leastColdStarts' | 'leastUnevenness'> {
  let coldStarts = 0;
  let unevenness = 0;
  let leastColdStarts = 0;
  let leastUnevenness = 0;
  slots.forEach((own, furnace) => {
    const days = instance.workDays[furnace];
    const fixedOn = fixedByDay(instance, furnace);
    const fixed = days.map((day) => fixedOn.get(day) ?? 0);
    const perDay = new Map(days.map((day, at) => [day, fixed[at]]));
    for (const slot of own) perDay.set(slot.shift.day, perDay.get(slot.shift.day)! + 1);
    const mean = (own.length + fixed.reduce((sum, count) => sum + count, 0)) / Math.max(1, days.length);
    // Days that fixed heats have warmed lie outside the furnace's working days as well.
    const fixedDays = instance.fixed.perDay[furnace].size;
    coldStarts += fixedDays + [...perDay].filter(([day, count]) => count > 0 && !fixedOn.has(day)).length;
    leastColdStarts += fixedDays + leastColdDays(instance, furnace, own.length, fixedOn);
    const squares = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + (count - mean) ** 2, 0);
    unevenness += squares(perDay.values());
    leastUnevenness += squares(levelled(fixed, own.length));
  });
  const tidy = (value: number) => Math.round(value * 1e6) / 1e6;
  return { coldStarts, leastColdStarts, unevenness: tidy(unevenness), leastUnevenness: tidy(leastUnevenness) };
}

/** Fixed heats of a furnace by day of the calendar. */
function fixedByDay({ problem, fixed }: Instance, furnace: number): Map<number, number> {
  const dates = fixed.perDay[furnace];
  if (dates.size === 0) return new Map();
  return new Map(
    (problem.calendar?.days ?? []).flatMap(({ date }, day) => (dates.has(date) ? [[day, dates.get(date)!]] : [])),
  );
}

/** Heats by day when so many more come, each on the emptiest day: no other way is more even. */
function levelled(fixed: readonly number[], heats: number): number[] {
  const counts = [...fixed].sort((a, b) => a - b);
  let left = counts.length === 0 ? 0 : heats;
  for (let low = 1; left > 0; low++) {
    // The days up to `low` stand level; they rise to the next one's height together.
    const rise = low < counts.length ? counts[low] - counts[0] : Infinity;
    if (rise * low <= left) {
      counts.fill(counts[0] + rise, 0, low);
      left -= rise * low;
      continue;
    }
    const whole = Math.floor(left / low);
    for (let at = 0; at < low; at++) counts[at] += whole + (at < left % low ? 1 : 0);
    left = 0;
  }
  return counts;
}

/**
 * Fewest days, beside those with a fixed heat, on which a furnace alone, power aside, can do so many heats: its longest
 * days first.
 */
function leastColdDays(
  instance: Instance,
  furnace: number,
  heats: number,
  fixedOn: ReadonlyMap<number, number>,
): number {
  const startsPerDay = new Map<number, number>();
  for (const window of instance.windows[furnace])
    for (const shift of window.shifts) {
      // A heat may run on into the adjoining shift, so its day counts every start that the window admits.
      const last = Math.min(shift.end - 1, window.end - instance.heatSeconds[furnace]);
      const starts = last < shift.start ? 0 : Math.floor((last - shift.start) / instance.heatSeconds[furnace]) + 1;
      startsPerDay.set(shift.day, (startsPerDay.get(shift.day) ?? 0) + starts);
    }
  let left = heats;
  for (const day of fixedOn.keys()) {
    left -= startsPerDay.get(day) ?? 0;
    startsPerDay.delete(day);
  }
  const most = [...startsPerDay.values()].sort((a, b) => b - a);
  let days = 0;
  for (; left > 0 && days < most.length && most[days] > 0; days++) left -= most[days];
  return days;
}
