/** Small things that every answer about constant demand needs. */
import type { CurvePoint, Figure } from '../../../models/reorder-questions/answer.ts';

/** The figures that are there and finite: a rate of zero demand has no cycle time. */
export function figures(candidates: Readonly<Record<string, Figure | undefined>>): Record<string, Figure> {
  const kept: Record<string, Figure> = {};
  for (const [name, value] of Object.entries(candidates)) {
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) continue;
    kept[name] = value;
  }
  return kept;
}

/** Costs of half to twice a quantity, in 24 equal ratios; nothing around 0. */
export function curveAround(quantity: number, cost: (quantity: number) => number): CurvePoint[] | undefined {
  if (!(quantity > 0 && Number.isFinite(quantity))) return undefined;
  const points = Array.from({ length: 25 }, (_, at) => quantity * 2 ** ((at - 12) / 12));
  return points.map((point) => ({ quantity: point, cost: cost(point) }));
}
