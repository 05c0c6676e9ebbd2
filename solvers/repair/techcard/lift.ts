/** Gives up what orders cannot keep any more: their deadline and the greatest lags of their card. */
import type { TechcardCard, TechcardProblem } from '../../../models/techcard.ts';
import { productOf } from '../../../models/techcard-pieces.ts';

/** Orders that have a deadline or greatest lags to give up. */
export function liftable({ orders, cards }: TechcardProblem): string[] {
  const strict = new Set(
    cards.flatMap(({ id, operations }) =>
      operations.some(({ after }) => after.some(({ greatestSeconds }) => greatestSeconds !== undefined)) ? [id] : [],
    ),
  );
  return orders.flatMap(({ id, card, deadline }) => (deadline !== undefined || strict.has(card) ? [id] : []));
}

/** Cards without greatest lags stand beside those there are, and make the same product. */
export function lift(problem: TechcardProblem, lifted: ReadonlySet<string>): TechcardProblem {
  const loose = new Map<string, TechcardCard>();
  const taken = new Set(problem.cards.map(({ id }) => id));
  const looseCard = (id: string) => {
    const known = loose.get(id);
    if (known) return known.id;
    const card = problem.cards.find((one) => one.id === id)!;
    let name = `${id.slice(0, 100)} loose`;
    for (let number = 2; taken.has(name); number++) name = `${id.slice(0, 100)} loose ${number}`;
    taken.add(name);
    loose.set(id, {
      ...card,
      id: name,
      product: productOf(card),
      operations: card.operations.map((operation) => ({
        ...operation,
        after: operation.after.map(({ greatestSeconds: _, ...lag }) => lag),
      })),
    });
    return name;
  };
  const orders = problem.orders.map((order) =>
    lifted.has(order.id) ? { ...order, deadline: undefined, card: looseCard(order.card) } : order,
  );
  return { ...problem, orders, cards: [...problem.cards, ...loose.values()] };
}
