import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DispatchOrder, DispatchPlanProblem, DispatchTruck } from '../../../models/dispatch.ts';
import { smallShift } from './testing/small-plan.ts';
import { withoutTruckLists } from './truck-lists.ts';

/** The two rules of a shift about who may serve whom. */
function mayServe(truck: DispatchTruck, { trucks, equipment }: DispatchOrder): boolean {
  return (trucks?.includes(truck.id) ?? true) && equipment.every((piece) => truck.equipment.includes(piece));
}

const allowed = ({ trucks, orders }: DispatchPlanProblem) =>
  orders.map((order) => trucks.map((truck) => mayServe(truck, order)));

test('who may serve whom is as before, and a copy of a truck may serve what the truck may', () => {
  const ids = ['k2', 'k10', 'k3'];
  fc.assert(
    fc.property(fc.array(fc.option(fc.subarray(ids)), { minLength: 4, maxLength: 4 }), (lists) => {
      const shift = smallShift();
      const listed = {
        ...shift,
        trucks: shift.trucks.map((truck, index) => ({ ...truck, equipment: index === 1 ? ['chute'] : [] })),
        orders: shift.orders.map((order, index) => ({
          ...order,
          trucks: lists[index] ?? undefined,
          equipment: index === 0 ? ['chute'] : [],
        })),
      };
      const changed = withoutTruckLists(listed);
      expect(changed.orders.every(({ trucks }) => trucks === undefined)).toBe(true);
      expect(allowed(changed)).toEqual(allowed(listed));
      const copies = { ...changed, trucks: changed.trucks.map((truck) => ({ ...truck, id: `${truck.id} copied` })) };
      expect(allowed(copies)).toEqual(allowed(listed));
    }),
  );
});

test('a shift without lists stays as it is', () => {
  const { orders, ...shift } = smallShift();
  const free = { ...shift, orders: orders.filter(({ trucks }) => trucks === undefined) };
  expect(withoutTruckLists(free)).toBe(free);
});

test('more trucks than signs are an error', () => {
  const shift = smallShift();
  const trucks = Array.from({ length: 52 }, (_, index) => ({ ...shift.trucks[0], id: `k${index}` }));
  const orders = shift.orders.map((order) => ({ ...order, trucks: ['k0'] }));
  expect(() => withoutTruckLists({ ...shift, trucks, orders })).toThrow('orders refuse 51 trucks');
});
