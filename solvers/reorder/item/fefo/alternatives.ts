/** What it would cost to do otherwise on one option: the problem solved again with the option's choice forbidden. */
import type { Budget } from '../../../solver.ts';
import type { Alternative, ItemAnswer, ItemProblem, ItemResult } from '../item.ts';
import { type Completion, completionOf } from './bound.ts';
import { type Choices, choicesOf } from './choices.ts';
import { fefoInstance } from './instance.ts';
import { solveChoices } from './solve.ts';

/**
 * @param answer - decision whose choices are forbidden one at a time.
 * @returns one entry for each option that the answer orders on, in order of the options; all of them exact where the
 *   searches are. Options left when the budget asks to stop are left out.
 */
export function fefoAlternatives(problem: ItemProblem, answer: ItemAnswer, budget: Budget): Alternative[] {
  const instance = fefoInstance(problem);
  const choices = problem.options.map((_, option) => choicesOf(instance, option));
  const found: Alternative[] = [];
  // What is forbidden makes the rest no cheaper: one relaxation bounds all of them.
  let known: Completion | undefined;
  const completion = () => {
    known ??= completionOf(instance, choices);
    return known;
  };
  const solved = (option: number, changed: Choices): ItemResult =>
    solveChoices(instance, choices.with(option, changed), budget, { completion }).result;
  for (let option = 0; option < problem.options.length; option += 1) {
    const quantity = answer.quantities[option];
    if (quantity === 0 || problem.options[option].arrivalDay >= problem.days) continue;
    if (found.length > 0 && budget.shouldStop()) break;
    const without = problem.options[option].must ? undefined : solved(option, noOrder(choices[option]));
    const other = solved(option, { ...choicesOf(instance, option, quantity), must: true });
    found.push({
      option,
      ...(without && 'cost' in without ? { without: without.cost } : {}),
      ...('cost' in other ? { otherQuantity: other.quantities[option], otherCost: other.cost } : {}),
    });
  }
  return found;
}

function noOrder(choices: Choices): Choices {
  const none = new Float64Array(0);
  return { ...choices, quantities: none, costs: none, left: none, leastLeft: new Float64Array(1), complete: true };
}
