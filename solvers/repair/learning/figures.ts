/** The figures of an outcome that are regressed on the features: how long, how dear, how good. */

export interface Figure {
  readonly name: 'recoveryMinutes' | 'loss' | 'quality';
  /** The scale on which it is regressed, and back. */
  readonly inward: (value: number) => number;
  readonly outward: (value: number) => number;
}

const asItIs = (value: number): number => value;

/** Losses differ by powers of ten, and one great one must not rule the rest: they are regressed as ln(1 + loss). */
export const figures: readonly Figure[] = [
  { name: 'recoveryMinutes', inward: asItIs, outward: asItIs },
  { name: 'loss', inward: Math.log1p, outward: Math.expm1 },
  { name: 'quality', inward: asItIs, outward: asItIs },
];

export function rangeOf(values: Float64Array): { least: number; most: number } {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
}

export const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
