/** Orders that name the trucks they take, said in another way, so that a copy of a truck is taken where the truck is. */
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';

/** What a truck can have at most of, by the schema. */
const mostEquipment = 50;

/**
 * The same shift without lists of trucks in its orders: every truck has a sign "is not truck j" for each other one that some
 * order refuses, and an order asks for the signs of the trucks that it refuses. A truck may serve the same orders as before,
 * and a copy of it under another name may too.
 * @throws Error where more trucks are refused than a truck can carry signs.
 */
export function withoutTruckLists(problem: DispatchPlanProblem): DispatchPlanProblem {
  if (problem.orders.every(({ trucks }) => trucks === undefined)) return problem;
  const refusedBy = problem.orders.map(({ trucks }) =>
    trucks === undefined ? [] : problem.trucks.flatMap(({ id }) => (trucks.includes(id) ? [] : [id])),
  );
  const refused = [...new Set(refusedBy.flat())];
  if (refused.length > mostEquipment)
    throw new Error(`orders refuse ${refused.length} trucks, more than the ${mostEquipment} that can be told apart`);
  return {
    ...problem,
    trucks: problem.trucks.map((truck) => ({
      ...truck,
      equipment: [...truck.equipment, ...refused.filter((id) => id !== truck.id).map(sign)],
    })),
    orders: problem.orders.map(({ trucks: _, ...order }, index) => ({
      ...order,
      equipment: [...order.equipment, ...refusedBy[index].map(sign)],
    })),
  };
}

const sign = (truck: string) => `not ${truck}`;
