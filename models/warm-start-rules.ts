/** What of a warm start is of no use for a request, though the schema takes it: references that a solver passes over. */
import type { MeltProblem, MeltWarmStart } from './melt.ts';
import type { PlanKind, PlanRequest } from './plan-request.ts';
import type { TechcardProblem, TechcardWarmStart } from './techcard.ts';
import { piecesOf } from './techcard-pieces.ts';

/** One thing that does not fit, by its place in the warm start. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly rule: string;
  readonly message: string;
}

/** What to leave out, each an entry of a list; in no order. */
export function misfitsOf(kind: PlanKind, problem: PlanRequest['problem'], warmStart: unknown): Misfit[] {
  if (kind === 'melt') return misfitsOfMelt(problem as MeltProblem, warmStart as MeltWarmStart);
  if (kind === 'techcard') return misfitsOfTechcard(problem as TechcardProblem, warmStart as TechcardWarmStart);
  return [];
}

/** Pieces beyond those that are still asked for: a heat keeps what there is of its other lines. */
function misfitsOfMelt(problem: MeltProblem, { heats }: MeltWarmStart): Misfit[] {
  const open = new Map(problem.lines.map(({ id, quantity }) => [id, quantity]));
  for (const { contents } of problem.fixedHeats)
    for (const { line, pieces } of contents) open.set(line, (open.get(line) ?? 0) - pieces);
  const misfits: Misfit[] = [];
  heats.forEach(({ contents }, heat) => {
    if (contents.length === 0)
      misfits.push({ path: ['heats', heat], rule: 'heat-with-pieces', message: 'nothing of the heat is left' });
    contents.forEach(({ line, pieces }, content) => {
      const left = open.get(line);
      if (left === undefined) return;
      open.set(line, left - pieces);
      if (left >= pieces) return;
      open.set(line, left);
      misfits.push({
        path: ['heats', heat, 'contents', content],
        rule: 'pieces-of-line',
        message: `of line "${line}" ${Math.max(0, left)} pieces are left for this heat, not ${pieces}`,
      });
    });
  });
  return misfits;
}

function misfitsOfTechcard(problem: TechcardProblem, { operations }: TechcardWarmStart): Misfit[] {
  const modes = new Map<string, number>();
  const keyOf = (order: string, serial: number, operation: string) => JSON.stringify([order, serial, operation]);
  for (const { order, card, serial } of piecesOf(problem))
    for (const operation of card.operations) modes.set(keyOf(order.id, serial, operation.id), operation.modes.length);
  return operations.flatMap(({ order, serial, operation, mode }, index) => {
    const known = modes.get(keyOf(order, serial, operation));
    if (known !== undefined && mode < known) return [];
    const path = ['operations', index];
    if (known === undefined) {
      const message = `order "${order}" has no operation "${operation}" of a piece ${serial}`;
      return [{ path, rule: 'known-operation', message }];
    }
    return [{ path, rule: 'known-mode', message: `operation "${operation}" has no mode ${mode}` }];
  });
}
