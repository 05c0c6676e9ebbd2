/** Options found so far of a repair of heats or operations: which are kept, who hears of them, how the search ends. */
import type { RepairEscalation, RepairSeverity } from '../../../models/repair-parts.ts';
import type { RepairShopEffort, RepairShopOptionName } from '../../../models/repair-shop.ts';
import type { FoundPlan, Valued } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import { Choice, type Measured } from './choose.ts';
import { escalationOf } from './escalation.ts';

interface ShopOption {
  readonly name: RepairShopOptionName;
  readonly points: number;
  readonly total: number;
  readonly unrescued: readonly { readonly severity: RepairSeverity; readonly text: string }[];
}

/** Parts of the answer that heats and operations share. */
export interface FoundParts<Option> {
  readonly options: Option[];
  readonly recommended: RepairShopOptionName;
  readonly effort: RepairShopEffort;
  readonly escalation?: RepairEscalation;
}

interface FoundSettings<Option, Plan> {
  /** Options asked for. */
  readonly names: readonly RepairShopOptionName[];
  readonly limitMs: number;
  /** Of objective and bound, for people. */
  readonly unit: string;
  /** What the dispatcher can do about what the option misses. */
  actionsFor(option: Option): string[];
  tell(parts: FoundParts<Option>): Plan;
}

interface Kept<Option> extends Measured {
  readonly option: Option;
}

export class FoundOptions<Option extends ShopOption, Plan> {
  /** Proved lower bound of the objective; -Infinity: none, Infinity: no other answer is asked for. */
  bound = -Infinity;
  /** Done by the solvers that were asked. */
  iterations = 0;
  readonly #settings: FoundSettings<Option, Plan>;
  readonly #budget: Budget;
  readonly #elapsed: () => number;
  readonly #choice: Choice<Kept<Option>>;
  #reactionMs: number | undefined;
  #told = Infinity;

  /** @param elapsed - ms since the repair began. */
  constructor(settings: FoundSettings<Option, Plan>, budget: Budget, elapsed: () => number) {
    this.#settings = settings;
    this.#budget = budget;
    this.#elapsed = elapsed;
    this.#choice = new Choice(settings.names);
  }

  get isOver(): boolean {
    return this.#budget.maxIterations === 0 || this.#budget.shouldStop();
  }

  /** What ended the search where nothing is proved. */
  get endedBy(): 'time' | 'iterations' {
    return this.#budget.shouldStop() ? 'time' : 'iterations';
  }

  /** Until the first answer; asked for the first time when there is one. */
  get reactionMs(): number {
    this.#reactionMs ??= this.#elapsed();
    return this.#reactionMs;
  }

  /** The option that is told first. */
  get first(): Option {
    return this.#choice.entries()[0].plan.option;
  }

  /** Keeps the option under the names for which it is the best; a better answer goes out at once. */
  offer(option: Option, { lost, late }: Pick<Measured, 'lost' | 'late'>): void {
    const { points, total } = option;
    if (!this.#choice.offer({ option, points, total, lost, late })) return;
    const { onIncumbent } = this.#budget;
    if (!onIncumbent || this.#choice.objective >= this.#told) return;
    this.#told = this.#choice.objective;
    onIncumbent(this.#answer());
  }

  finish(): FoundPlan<Plan> {
    const answer = this.#answer();
    const { objective, lowerBound = -Infinity } = answer;
    const isOptimal = lowerBound >= objective - 1e-9 * Math.max(1, Math.abs(objective));
    return {
      found: isOptimal ? 'optimal' : 'feasible',
      ...answer,
      endedBy: isOptimal ? 'proof' : this.endedBy,
      statistics: { iterations: this.iterations },
    };
  }

  #answer(): Valued<Plan> {
    const { limitMs, unit, actionsFor, tell } = this.#settings;
    const options = this.#choice.entries().map(({ name, plan: { option } }) => ({ ...option, name }));
    const recommended = options.reduce((best, option) => (option.total < best.total ? option : best));
    const escalation = escalationOf(recommended.unrescued, actionsFor(recommended));
    const plan = tell({
      options,
      recommended: recommended.name,
      effort: { reactionMs: this.reactionMs, limitMs },
      ...(escalation && { escalation }),
    });
    const objective = recommended.total;
    const bound = Math.min(this.bound, objective);
    return { plan, objective, ...(Number.isFinite(bound) && { lowerBound: bound }), unit };
  }
}
