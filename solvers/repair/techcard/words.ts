/** What is told in words: why there is no plan, and what a dispatcher can do about what is missed. */
import type { RepairTechcardOption } from '../../../models/repair-techcard.ts';
import type { AmendedTechcard } from './amend.ts';
import { operationKey } from './running.ts';

/** A lag between what has started and what has not, which no plan can keep any more. */
export function contradictionOf({ problem, running }: AmendedTechcard): string | undefined {
  const cards = new Map(problem.cards.map((card) => [card.id, card]));
  const cardOf = new Map(problem.orders.map(({ id, card }) => [id, cards.get(card)!]));
  const hasStarted = (key: string) => ['done', 'under-way'].includes(running.get(key)?.state ?? 'open');
  for (const [key, { order, operation }] of running) {
    if (!hasStarted(key)) continue;
    const serial = Number(key.split('\n')[1]);
    const { after } = cardOf.get(order)!.operations.find(({ id }) => id === operation)!;
    const missing = after.find((lag) => lag.to === 'start' && !hasStarted(operationKey(order, serial, lag.operation)));
    if (missing)
      return `${operation} of ${order} #${serial} has started, and ${missing.operation}, which it waits for, has not`;
  }
  return undefined;
}

export function actionsFor({ unrescued }: RepairTechcardOption): string[] {
  const missed = new Set(unrescued.map(({ what }) => what));
  return [
    ...(missed.has('deadline') ? ['work overtime on the resources of these orders, or agree on another deadline'] : []),
    ...(missed.has('due') ? ['tell the clients of the new date, or have a part done elsewhere'] : []),
    ...(missed.has('greatest-lag') ? ['decide whether the pieces that wait too long can be used'] : []),
  ];
}
