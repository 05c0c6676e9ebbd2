/** What of a plan an oven has to know: which grade or regime from when to when. Pure. */
import type { MeltPlan } from '../../models/melt.ts';
import type { PlanKind } from '../../models/plan-request.ts';
import type { TechcardPlan } from '../../models/techcard.ts';

export interface OvenHeat {
  readonly id: string;
  /** Grade, regime or state: what its setpoint goes by. */
  readonly grade: string;
  readonly furnace: string;
  /** ms since 1970. */
  readonly start: number;
  readonly end: number;
  /** Not of this plan's making: it may be over. */
  readonly fixed: boolean;
}

/** The heats of a plan of any kind, those without a time left out. */
export function ovenHeats(kind: PlanKind, plan: unknown): OvenHeat[] {
  if (kind === 'melt') return meltHeats(plan as MeltPlan);
  return kind === 'techcard' ? techcardHeats(plan as TechcardPlan) : [];
}

/** Only a fixed heat can lack a time: where there is equipment, the request's schema asks for a calendar. */
function meltHeats({ heats }: MeltPlan): OvenHeat[] {
  return heats.flatMap(({ id, grade, furnace, start, end, fixed = false }) =>
    start === undefined || end === undefined
      ? []
      : [{ id, grade, furnace, start: Date.parse(start), end: Date.parse(end), fixed }],
  );
}

/** A setpoint is given when the warm-up or set-up begins, so that the oven is ready for the first piece. */
function techcardHeats({ runs }: TechcardPlan): OvenHeat[] {
  return runs.flatMap(({ id, resource, state, heatFrom, end, given = false }) =>
    state === undefined
      ? []
      : [{ id, grade: state, furnace: resource, start: Date.parse(heatFrom), end: Date.parse(end), fixed: given }],
  );
}
