/** What request, solver and checker agree on: which pieces an order stands for. */
import type { TechcardCard, TechcardOrder, TechcardProblem } from './techcard.ts';

/** The type of product that a card makes. */
export function productOf(card: Pick<TechcardCard, 'id' | 'product'>): string {
  return card.product ?? card.id;
}

export interface Piece {
  readonly order: TechcardOrder;
  readonly card: TechcardCard;
  readonly product: string;
  /** Among the pieces of its product, from 0, in the order of the orders. */
  readonly serial: number;
}

/** Every piece of every order, in their order. */
export function piecesOf(problem: Pick<TechcardProblem, 'cards' | 'orders'>): Piece[] {
  const cards = new Map(problem.cards.map((card) => [card.id, card]));
  const next = new Map<string, number>();
  return problem.orders.flatMap((order) => {
    const card = cards.get(order.card)!;
    const product = productOf(card);
    const first = next.get(product) ?? 0;
    next.set(product, first + order.quantity);
    return Array.from({ length: order.quantity }, (_, index) => ({ order, card, product, serial: first + index }));
  });
}
