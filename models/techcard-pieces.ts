/** What request, solver and checker agree on: seconds of a moment, and which pieces an order stands for. */
import type { Moment, TechcardCard, TechcardOrder, TechcardProblem } from './techcard.ts';

const origins = new WeakMap<object, number>();

/** Unix time of second 0 of a problem, in whole seconds. */
export function originSeconds(problem: Pick<TechcardProblem, 'start'>): number {
  const known = origins.get(problem);
  if (known !== undefined) return known;
  const origin = Math.floor(Date.parse(problem.start) / 1000);
  origins.set(problem, origin);
  return origin;
}

/** Seconds from `start`; an instant between two seconds counts as the earlier one. */
export function secondsOf(problem: Pick<TechcardProblem, 'start'>, moment: Moment): number {
  return typeof moment === 'number' ? moment : Math.floor(Date.parse(moment) / 1000) - originSeconds(problem);
}

const secondsPerDay = 86_400;
/** Date parts by day: a plan has tens of thousands of instants and few days. */
const dates = new Map<number, string>();
const mostDates = 5000;
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** The instant of a second, in UTC. */
export function instantOf(problem: Pick<TechcardProblem, 'start'>, seconds: number): string {
  const unix = originSeconds(problem) + seconds;
  const day = Math.floor(unix / secondsPerDay);
  const second = unix - day * secondsPerDay;
  const hours = Math.floor(second / 3600);
  return `${dateOf(day)}T${twoDigits[hours]}:${twoDigits[Math.floor(second / 60) % 60]}:${twoDigits[second % 60]}Z`;
}

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  if (dates.size >= mostDates) dates.clear();
  const date = new Date(day * secondsPerDay * 1000).toISOString().slice(0, -14);
  dates.set(day, date);
  return date;
}

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
