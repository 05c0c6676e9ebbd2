/** What is told in words: what a dispatcher can do about what is not poured. */
import type { RepairMeltOption } from '../../../models/repair-melt.ts';

export function actionsFor({ unrescued }: RepairMeltOption): string[] {
  const reasons = new Set(unrescued.map(({ reason }) => reason));
  return [
    ...(reasons.has('furnace-hours') || reasons.has('not-found')
      ? ['open another shift for a furnace of the grade']
      : []),
    ...(reasons.has('furnace-heats') || reasons.has('grade-heats')
      ? ['raise the number of heats that is allowed']
      : []),
    ...(reasons.has('power') ? ['ask for more power, or move work to hours in which the cable is free'] : []),
    ...(reasons.has('no-combination') || reasons.has('too-heavy') || reasons.has('no-furnace')
      ? ['have the castings poured elsewhere, or allow another furnace']
      : []),
    'tell those who wait for these castings, and plan them first next week',
  ];
}
