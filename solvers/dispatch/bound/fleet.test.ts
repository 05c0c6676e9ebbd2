import { expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { blankInstance } from '../blank-instance.ts';
import { lowerBound } from '../bound.ts';
import { evaluate } from '../evaluate.ts';
import type { DispatchInstance } from '../instance.ts';
import { ApartRelaxation } from './apart.ts';
import { legCosts } from './leg-costs.ts';
import { fine, Relaxation } from './relaxation.ts';

/**
 * One truck with a load that stands: 100 s to load and unload, then home in no time, where the way back to the plant takes
 * 400 s. It is home at the end of its regular shift, and no plan costs anything.
 */
const shift: DispatchInstance = {
  ...blankInstance({ trucks: 1, docks: [1], sites: 1, orders: 1 }),
  capacityL: Int32Array.of(8),
  volumeL: Int32Array.of(8),
  mayServe: Uint8Array.of(1),
  mayLoad: Uint8Array.of(1),
  loadFixed: Int32Array.of(50),
  unloadFixed: Int32Array.of(50),
  travelBack: Int32Array.of(400),
  regularTo: Int32Array.of(100),
  overtimeCost: Float64Array.of(1),
  fixed: [{ order: 0, truck: 0, plant: 0, dock: 0, volumeL: 8, loadStart: 0, unloadStart: 50 }],
};

test('the way home of a truck with a fixed load may be shorter than the one to a plant: cost 0, and not up to 400', () => {
  expect(evaluate(shift, shift.fixed).total).toBe(0);
  for (const rounds of [0, 1, 100])
    expect(lowerBound(shift, iterationBudget(rounds)).lowerBound).toBeLessThanOrEqual(0);
  const apart = ApartRelaxation.of(shift)!;
  apart.choose('cost', legCosts(shift)[0], 5);
  for (const relaxation of [Relaxation.of(shift, 'cost', fine, legCosts(shift)[0])!, apart]) {
    // The truck sells all its time until it is back at the plant; an end of the shift before would cost it half of that.
    const prices = new Float64Array(relaxation.size).fill(0.5);
    expect(relaxation.evaluate(prices, new Float64Array(relaxation.size), false)).toBeLessThanOrEqual(1e-9);
    expect(relaxation.terms.fixed).toBeGreaterThanOrEqual(250);
  }
});
