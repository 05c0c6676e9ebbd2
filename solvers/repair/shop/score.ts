/** The four parts of the score of a repair. */
import type { RepairScore } from '../../../models/repair-parts.ts';

/** @param parts - each 0 to 1. */
export function scoreOf(parts: Omit<RepairScore, 'total'>): RepairScore {
  const { reaction, quality, stability, clients } = parts;
  return { ...parts, total: 0.3 * reaction + 0.4 * quality + 0.2 * stability + 0.1 * clients };
}

export function reactionOf(reactionMs: number, limitMs: number): number {
  return 1 - Math.min(1, reactionMs / limitMs);
}

/** A share, 1 where there is nothing to count. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 1;
}

/** Milliseconds within which an answer is wanted, by type of event; the most urgent one counts. */
const limits: Readonly<Record<string, number>> = {
  'order-cancelled': 120_000,
  'order-changed': 120_000,
  'order-added': 120_000,
  'operation-late': 180_000,
  'heat-lost': 180_000,
  'furnace-down': 300_000,
  'power-cut': 300_000,
  'resource-down': 300_000,
};

export function limitMsOf(events: readonly { readonly type: string }[]): number {
  return events.reduce((least, { type }) => Math.min(least, limits[type] ?? 600_000), 600_000);
}
