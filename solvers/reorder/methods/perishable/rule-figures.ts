/** What a rule means for stock and customers in the long run. */
import { ruleCost } from './evaluate-orders.ts';
import { type PerishableModel, stateSpaceOf } from './model.ts';

export interface RuleFigures {
  /** Units per period, in the long run. */
  readonly averageOrder: number;
  readonly averageWaste: number;
  readonly averageLost: number;
  /** Part of the demand that is met. */
  readonly fillRate: number;
}

/** Larger spaces are not looked into: the figures are beside the question. */
const mostStates = 20_000;

/** Undefined where the space is large, or the averages depend on where the rule starts and so do not settle. */
export function ruleFigures(model: PerishableModel, rule: (state: number) => number): RuleFigures | undefined {
  if (stateSpaceOf(model).states > mostStates) return undefined;
  const average = (costs: PerishableModel['costs']) => ruleCost({ ...model, discountFactor: 1, costs }, rule);
  const ordered = average({ orderCost: 1 });
  const wasted = average({ wasteCost: 1 });
  const lost = average({ shortageCost: 1 });
  if ([ordered, wasted, lost].some(({ error }) => error > 1e-7)) return undefined;
  const mean = model.cycle[0].mean;
  return {
    averageOrder: ordered.cost,
    averageWaste: wasted.cost,
    averageLost: lost.cost,
    fillRate: mean > 0 ? 1 - lost.cost / mean : 1,
  };
}
