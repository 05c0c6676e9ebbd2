/** Marks of a time axis: at round steps, not too many. */

const steps = [1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800, 2_592_000];

/**
 * Seconds of the marks between `from` and `until`.
 * @param origin - second at which a step begins, such as midnight.
 * @param most - marks, about.
 */
export function ruler(from: number, until: number, { origin = 0, most = 14 } = {}): number[] {
  const step = steps.find((one) => (until - from) / one <= most) ?? (until - from) / 10;
  const first = origin + Math.ceil((from - origin) / step) * step;
  return Array.from({ length: Math.floor((until - first) / step) + 1 }, (_, at) => first + at * step);
}
