/**
 * Distributions of delays on a grid of whole minutes: entry k is the probability of a delay of about k minutes, entry 0 that
 * of being on time. An event begins at the latest of its planned time and of what it waits for, so that nothing is early and
 * much of the probability sits at 0: no bell curve, which is why the distribution itself is passed on and not its moments.
 */

/** Seconds of a step of the grid. */
export const gridStep = 60;
/** The last entry holds all greater delays. */
const gridBins = 480;
/** What is less likely is left out of sums, and put where its neighbour is. */
const negligible = 1e-8;

export type DelayGrid = Float64Array;

export const onTime: DelayGrid = Float64Array.of(1);

/**
 * What arrives of a delay behind a random time: max(0, D + X - allowed).
 * @param below - Pr{X <= x}, x in seconds; X has no part below 0.
 * @param allowed - seconds between the two planned times.
 */
export function passedOn(delay: DelayGrid, below: (x: number) => number, allowed: number): DelayGrid {
  // Greatest delay that X brings by itself, and the least; both in steps.
  let most = Math.ceil(-allowed / gridStep);
  while (most < gridBins && 1 - below(allowed + (most + 0.5) * gridStep) > negligible) most++;
  let least = most;
  const deepest = -delay.length;
  while (least > deepest && below(allowed + (least - 0.5) * gridStep) > negligible) least--;
  const width = most - least + 1;
  const kernel = new Float64Array(width);
  let before = 0;
  for (let at = 0; at < width; at++) {
    const upTo = at === width - 1 ? 1 : below(allowed + (least + at + 0.5) * gridStep);
    kernel[at] = upTo - before;
    before = upTo;
  }
  const length = Math.max(1, Math.min(gridBins, delay.length + most));
  const passed = new Float64Array(length);
  for (let from = 0; from < delay.length; from++) {
    const mass = delay[from];
    if (mass === 0) continue;
    for (let at = 0; at < width; at++) {
      const to = from + least + at;
      passed[to < 0 ? 0 : to >= length ? length - 1 : to] += mass * kernel[at];
    }
  }
  return trimmed(passed);
}

/**
 * Delays that meet have partly the same causes: a truck late at the plant and a dock that is late both go back to some loading
 * before. Their maximum lies between that of delays that have nothing to do with each other and that of delays that are the
 * same; half-way is near the truth: over ten shifts of 40 to 235 loads the violations so expected were 0.92 to 1.04 times the
 * simulated ones (1.37 times on an easy one with hardly any), against 0.94 to 1.6 times for unrelated delays and 0.82 to 0.95
 * times for the same.
 */
const sharedCauses = 0.5;

/** The later of two delays. */
export function latestOf(one: DelayGrid, other: DelayGrid): DelayGrid {
  if (one.length === 1) return other;
  if (other.length === 1) return one;
  const length = Math.max(one.length, other.length);
  const latest = new Float64Array(length);
  let [belowOne, belowOther, before] = [0, 0, 0];
  for (let at = 0; at < length; at++) {
    if (at < one.length) belowOne += one[at];
    if (at < other.length) belowOther += other[at];
    const apart = belowOne * belowOther;
    const below = apart + sharedCauses * (Math.min(belowOne, belowOther) - apart);
    latest[at] = Math.max(0, below - before);
    before = below;
  }
  return latest;
}

/** max(0, D - E): what a delay is worth to whom is late himself; D and E have nothing to do with each other. */
export function beyond(delay: DelayGrid, other: DelayGrid): DelayGrid {
  if (other.length === 1 || delay.length === 1) return delay;
  const left = new Float64Array(delay.length);
  for (let at = 0; at < delay.length; at++)
    for (let late = 0; late < other.length; late++) left[at > late ? at - late : 0] += delay[at] * other[late];
  return trimmed(left);
}

/** Pr{D + X > allowed}. */
export function chanceAbove(delay: DelayGrid, below: (x: number) => number, allowed: number): number {
  if (allowed === Infinity) return 0;
  let chance = 0;
  for (let at = 0; at < delay.length; at++)
    if (delay[at] > 0) chance += delay[at] * (1 - below(allowed - at * gridStep));
  return Math.min(1, Math.max(0, chance));
}

/** Pr{D > allowed}: a delay of k steps is spread over the step around it, none is none. */
export function chanceOver(delay: DelayGrid, allowed: number): number {
  if (allowed < 0) return 1;
  if (allowed === Infinity) return 0;
  let chance = 0;
  const steps = allowed / gridStep;
  for (let at = 1; at < delay.length; at++) chance += delay[at] * Math.max(0, Math.min(1, at + 0.5 - steps));
  return chance;
}

/** Pr{D - E > allowed}, `allowed` negative too; D and E have nothing to do with each other. */
export function chanceApart(delay: DelayGrid, other: DelayGrid, allowed: number): number {
  let chance = 0;
  const steps = allowed / gridStep;
  // Pr{E < at - steps}, E spread over the step around each entry, grows with `at`.
  let entry = 0;
  let whole = 0;
  for (let at = 0; at < delay.length; at++) {
    const limit = at - steps;
    while (entry < other.length && entry + 0.5 <= limit) whole += other[entry++];
    const part = entry < other.length ? Math.max(0, limit - (entry - 0.5)) * other[entry] : 0;
    chance += delay[at] * (whole + part);
  }
  return Math.min(1, Math.max(0, chance));
}

function trimmed(delay: DelayGrid): DelayGrid {
  let length = delay.length;
  let rest = 0;
  while (length > 1 && rest + delay[length - 1] < negligible) rest += delay[--length];
  if (length === delay.length) return delay;
  const kept = delay.slice(0, length);
  kept[length - 1] += rest;
  return kept;
}
