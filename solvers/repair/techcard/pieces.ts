/** Orders as they are now, and where the pieces of the plan that runs have gone: serial numbers count anew. */
import type { RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import type { TechcardOrder, TechcardProblem } from '../../../models/techcard.ts';
import { piecesOf } from '../../../models/techcard-pieces.ts';
import type { RunningOperation } from './running.ts';

interface AmendedPieces {
  readonly orders: readonly TechcardOrder[];
  /** By order and old serial number, as `pieceKey`: the new one; absent where the piece is not made. */
  readonly serials: ReadonlyMap<string, number>;
}

export function pieceKey(order: string, serial: number): string {
  return `${order}\n${serial}`;
}

interface Draft {
  order: TechcardOrder;
  /** Old serial numbers of the pieces that stay. */
  kept: number[];
}

/** Pieces that have begun stay, whatever an event says; of the others those with the lowest numbers. */
export function amendPieces(
  { problem, events }: RepairTechcardProblem,
  operations: readonly RunningOperation[],
): AmendedPieces {
  const begun = new Set(
    operations.flatMap(({ order, serial, state }) =>
      state === 'done' || state === 'under-way' ? [pieceKey(order, serial)] : [],
    ),
  );
  const own = Map.groupBy(piecesOf(problem), ({ order }) => order.id);
  let drafts = problem.orders.map((order): Draft => ({ order, kept: own.get(order.id)!.map(({ serial }) => serial) }));
  for (const event of events) {
    if (event.type === 'order-added') drafts.push({ order: event.order, kept: [] });
    if (event.type !== 'order-cancelled' && event.type !== 'order-changed') continue;
    drafts = drafts.flatMap((draft) => {
      if (draft.order.id !== event.order) return [draft];
      const isBegun = (serial: number) => begun.has(pieceKey(event.order, serial));
      if (event.type === 'order-cancelled') {
        const kept = draft.kept.filter(isBegun);
        const order = { ...draft.order, quantity: kept.length, due: undefined, deadline: undefined, priority: 0 };
        return kept.length > 0 ? [{ order, kept }] : [];
      }
      const wanted = event.to.quantity ?? draft.order.quantity;
      const idle = draft.kept.filter((serial) => !isBegun(serial));
      const room = Math.max(0, wanted - (draft.kept.length - idle.length));
      const dropped = new Set(idle.slice(room));
      const kept = draft.kept.filter((serial) => !dropped.has(serial));
      return [{ order: { ...draft.order, ...event.to, quantity: Math.max(wanted, kept.length) }, kept }];
    });
  }
  const orders = drafts.map(({ order }) => order);
  const next = Map.groupBy(
    piecesOf({ cards: problem.cards, orders } satisfies Pick<TechcardProblem, 'cards' | 'orders'>),
    ({ order }) => order.id,
  );
  const serials = new Map<string, number>();
  for (const { order, kept } of drafts)
    kept.forEach((serial, at) => {
      serials.set(pieceKey(order.id, serial), next.get(order.id)![at].serial);
    });
  return { orders, serials };
}
