/** Every decision of a tiny problem, each simulated: what the searches are compared with. */
import { evaluate, purchaseCost } from '../evaluate.ts';
import type { ItemProblem } from '../item.ts';

/** Decisions that brute force would have to simulate. */
export function decisionCount({ options }: ItemProblem): number {
  return options.reduce((count, { pack, least, greatest }) => count * (2 + Math.floor((greatest - least) / pack)), 1);
}

/** @returns cost of the cheapest feasible decision among those that `allows` lets pass; Infinity where there is none. */
export function bruteForce(problem: ItemProblem, allows: (quantities: Float64Array) => boolean = () => true): number {
  const { options } = problem;
  const quantities = new Float64Array(options.length);
  let best = Infinity;
  const visit = (option: number): void => {
    if (option === options.length) {
      if (!allows(quantities)) return;
      const { cost, broken } = evaluate(problem, quantities);
      if (broken.length === 0 && cost < best) best = cost;
      return;
    }
    const { pack, least, greatest, must } = options[option];
    quantities[option] = 0;
    if (!must) visit(option + 1);
    for (let quantity = least; quantity <= greatest; quantity += pack) {
      quantities[option] = quantity;
      if (Number.isNaN(purchaseCost(options[option], quantity))) throw new Error('segments leave a quantity out');
      visit(option + 1);
    }
    quantities[option] = 0;
  };
  visit(0);
  return best;
}
