/** Efficiency of a repair, by the closing formula of the source: how quick, how good, how calm, how content the clients. */
import type { RepairOption } from '../../../models/repair.ts';
import type { OrderNow } from './orders-now.ts';

export const priorityWeight = { normal: 1, high: 2, critical: 4 } as const;

/** What each of the four counts, in tenths: their sum is exact then. */
const tenths = { reaction: 3, quality: 4, stability: 2, clients: 1 } as const;

export function scoreOf(
  orders: readonly OrderNow[],
  untouchedShare: number,
  reactionMs: number,
  limitMs: number,
): RepairOption['score'] {
  let [promised, served, all, content] = [0, 0, 0, 0];
  for (const { order, promisedL, lostL, promiseMovedSeconds } of orders) {
    if (promisedL === 0) continue;
    const weight = priorityWeight[order.priority];
    promised += weight * promisedL;
    served += weight * (promisedL - lostL);
    all += weight;
    if (lostL === 0 && promiseMovedSeconds === 0) content += weight;
  }
  const reaction = 1 - Math.min(1, reactionMs / limitMs);
  const quality = promised > 0 ? served / promised : 1;
  const clients = all > 0 ? content / all : 1;
  const sum =
    tenths.reaction * reaction +
    tenths.quality * quality +
    tenths.stability * untouchedShare +
    tenths.clients * clients;
  return { reaction, quality, stability: untouchedShare, clients, total: sum / 10 };
}
