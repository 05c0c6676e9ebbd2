/** Random repairs of techcard plans: a solved request of any class, and some events and facts. */
import type { z } from 'zod';
import type { RepairTechcardProblem } from '../../../../models/repair-techcard.ts';
import { hasPlan } from '../../../../models/result.ts';
import { TechcardProblem } from '../../../../models/techcard.ts';
import type { Rng } from '../../../shared/rng.ts';
import { iterationBudget } from '../../../solver.ts';
import { techcardSolver } from '../../../techcard/solve.ts';
import { type Flavour, randomRequest, small } from '../../../techcard/testing/random-request.ts';

export type RepairInput = z.input<typeof RepairTechcardProblem>;
type EventInput = NonNullable<RepairInput['events']>[number];

/** @returns a request with neither events nor facts; undefined where the shop has no plan. */
export function randomShop(rng: Rng, flavour: Flavour): RepairInput | undefined {
  const problem = randomRequest(rng, flavour, small);
  const result = techcardSolver.solve({ problem: TechcardProblem.parse(problem) }, iterationBudget(50));
  if (!hasPlan(result) || result.plan.operations.length === 0) return undefined;
  const { operations, terms } = result.plan;
  return {
    mode: 'techcard',
    problem,
    operations,
    now: rng.below(Math.max(1, terms.makespan)),
    movedSeconds: rng.below(2),
    promiseSeconds: rng.below(3),
  };
}

/** The same with one to three events, or a fact. */
export function withEvents(shop: RepairInput, rng: Rng): RepairInput {
  const events = Array.from({ length: 1 + rng.below(3) }, (_, at) => randomEvent(shop, rng, at));
  const { order, serial, operation } = shop.operations[rng.below(shop.operations.length)];
  const started = rng.below(2) === 0;
  const end = (shop.now as number) + rng.below(6) - 2;
  const fact = { order, serial, operation, started, ...(started && { end }) };
  return { ...shop, events, ...(rng.below(3) === 0 && { facts: { operations: [fact] } }) };
}

function randomEvent({ problem, operations, now }: RepairInput, rng: Rng, at: number): EventInput {
  const from = (now as number) + rng.below(8) - 2;
  const { order, serial, operation } = operations[rng.below(operations.length)];
  const resources = problem.resources ?? [];
  switch (rng.below(7)) {
    case 0:
    case 1:
      return { type: 'operation-late', order, serial, operation, seconds: 1 + rng.below(6) };
    case 2:
      return { type: 'order-cancelled', order };
    case 3:
      return {
        type: 'order-changed',
        order,
        to: { quantity: 1 + rng.below(3), due: from + 5, priority: rng.below(5) },
      };
    case 4:
      return { type: 'order-added', order: { id: `new${at}`, card: problem.cards[0].id, due: from + 20 } };
    default: {
      const resource = resources[rng.below(resources.length)];
      const worker = resource.type === 'workers' && rng.below(2) === 0 ? { worker: resource.workers[0].id } : {};
      return { type: 'resource-down', resource: resource.id, ...worker, from, until: from + 1 + rng.below(9) };
    }
  }
}
