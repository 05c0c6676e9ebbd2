import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ServiceNetwork, type ServiceStage, topologicalOrder } from './guaranteed-service/network.ts';
import { guaranteedService } from './guaranteed-service.ts';

/** The least cost over all whole service times, one by one. */
function bruteForce({ stages, arcs }: ServiceNetwork): number {
  const order = topologicalOrder(stages.length, arcs)!;
  const variance = stages.map(({ demandSd = 0 }) => demandSd ** 2);
  for (const stage of order.toReversed())
    for (const { from, to, unitsRequired = 1 } of arcs)
      if (from === stage) variance[from] += unitsRequired ** 2 * variance[to];
  const times: number[] = stages.map(() => 0);
  let best = Infinity;
  const choose = (at: number, cost: number) => {
    if (cost >= best) return;
    if (at === order.length) {
      best = cost;
      return;
    }
    const stage = order[at];
    const {
      leadTime,
      holdingCost,
      safetyFactor,
      inboundServiceTime = 0,
      maxServiceTime,
      demandSd = 0,
      demandMean = 0,
      serviceTime,
    } = stages[stage];
    const limit = maxServiceTime ?? (demandSd > 0 || demandMean > 0 ? 0 : Infinity);
    const inputs = arcs.filter(({ to }) => to === stage).map(({ from }) => times[from]);
    for (let time = serviceTime ?? 0; time <= (serviceTime ?? Math.min(limit, 60)); time++) {
      const waits = Math.max(inboundServiceTime, ...inputs, (serviceTime ?? 0) - leadTime);
      if (time > waits + leadTime) break;
      times[stage] = time;
      choose(at + 1, cost + holdingCost * safetyFactor * Math.sqrt(variance[stage] * (waits + leadTime - time)));
    }
  };
  choose(0, 0);
  return best;
}

const stage = fc.record(
  {
    leadTime: fc.integer({ min: 0, max: 3 }),
    holdingCost: fc.integer({ min: 0, max: 9 }),
    safetyFactor: fc.constantFrom(1, 1.645),
    demandSd: fc.integer({ min: 0, max: 5 }),
    inboundServiceTime: fc.integer({ min: 0, max: 2 }),
    maxServiceTime: fc.integer({ min: 0, max: 4 }),
    serviceTime: fc.integer({ min: 0, max: 4 }),
  },
  { requiredKeys: ['leadTime', 'holdingCost', 'safetyFactor'] },
) as fc.Arbitrary<ServiceStage>;

/** Given times are rare, or nothing would be left to choose. */
const stages = (most: number) =>
  fc
    .array(fc.tuple(stage, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: most })
    .map((list) =>
      list.map(
        ([{ serviceTime, ...rest }, dice]): ServiceStage =>
          dice === 0 && serviceTime !== undefined ? { ...rest, serviceTime } : rest,
      ),
    );

const trees = stages(6).chain((list) =>
  fc
    .tuple(
      ...list.slice(1).map((_, k) =>
        fc.record({
          other: fc.integer({ min: 0, max: k }),
          down: fc.boolean(),
          unitsRequired: fc.constantFrom(1, 2),
        }),
      ),
    )
    .map(
      (links): ServiceNetwork => ({
        stages: list,
        arcs: links.map(({ other, down, unitsRequired }, k) =>
          down ? { from: other, to: k + 1, unitsRequired } : { from: k + 1, to: other, unitsRequired },
        ),
      }),
    ),
);

const acyclic = stages(5).chain((list) =>
  fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 10, maxLength: 10 }).map((chosen): ServiceNetwork => {
    const pairs = list.flatMap((_, to) => list.slice(0, to).map((_, from) => ({ from, to })));
    return { stages: list, arcs: pairs.filter((_, k) => chosen[k % 10] > 0) };
  }),
);

describe('guaranteed service', () => {
  test('example 6.5 of Snyder and Shen', () => {
    // Stages 1, 2, 3, 4 of the book; 1 feeds 3, which feeds 2 and 4. All factors 1.
    const found = guaranteedService({
      stages: [
        { leadTime: 2, holdingCost: 1, safetyFactor: 1, inboundServiceTime: 1 },
        { leadTime: 1, holdingCost: 3, safetyFactor: 1, demandSd: 1 },
        { leadTime: 1, holdingCost: 2, safetyFactor: 1 },
        { leadTime: 1, holdingCost: 3, safetyFactor: 1, demandSd: 1, maxServiceTime: 1 },
      ],
      arcs: [
        { from: 0, to: 2 },
        { from: 2, to: 1 },
        { from: 2, to: 3 },
      ],
    });
    expect(found.costPerTime).toBeCloseTo(2 * Math.SQRT2 + Math.sqrt(6) + 3, 12);
    expect(found.stages.map(({ serviceTime }) => serviceTime)).toEqual([0, 0, 0, 1]);
    expect(found.subproblems).toBe(1);
    expect(found.exact).toBe(true);
  });

  test('a serial line holds all or nothing at each stage', () => {
    // Simpson (1958): the best service times of a serial line are 0 or all the time there is.
    const found = guaranteedService({
      stages: [
        { leadTime: 1, holdingCost: 2, safetyFactor: 4, inboundServiceTime: 1 },
        { leadTime: 1, holdingCost: 3, safetyFactor: 4 },
        { leadTime: 2, holdingCost: 4, safetyFactor: 4, demandMean: 45, demandSd: 10 },
      ],
      arcs: [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
      ],
    });
    // All of it at the last stage, 160 sqrt 5; stopping at the first would cost 80 sqrt 2 + 160 sqrt 3.
    expect(found.costPerTime).toBeCloseTo(160 * Math.sqrt(5), 9);
    expect(found.stages.map(({ serviceTime }) => serviceTime)).toEqual([2, 3, 0]);
    expect(found.stages[2].baseStock).toBeCloseTo(45 * 5 + 40 * Math.sqrt(5), 9);
  });

  test('trees by brute force', () => {
    let runs = 0;
    let larger = 0;
    fc.assert(
      fc.property(trees, (network) => {
        const found = guaranteedService(network);
        expect(found.costPerTime).toBeCloseTo(bruteForce(network), 9);
        expect(found.exact).toBe(true);
        runs++;
        if (network.stages.length >= 5 && found.costPerTime > 0) larger++;
      }),
      { numRuns: 200, seed: 23 },
    );
    expect(runs).toBe(200);
    expect(larger).toBeGreaterThan(30);
  });

  test('networks with circles of arcs between them by brute force', () => {
    let branched = 0;
    fc.assert(
      fc.property(acyclic, (network) => {
        const found = guaranteedService(network);
        expect(found.costPerTime).toBeCloseTo(bruteForce(network), 9);
        expect(found.exact).toBe(true);
        expect(found.lowerBound).toBe(found.costPerTime);
        if (found.subproblems > 1) branched++;
      }),
      { numRuns: 300, seed: 29 },
    );
    expect(branched).toBeGreaterThan(20);
  });

  test('a search cut short tells its bound', () => {
    let inexact = 0;
    let bestAnyway = 0;
    fc.assert(
      fc.property(acyclic, (network) => {
        const found = guaranteedService(network, 1);
        const truth = bruteForce(network);
        expect(found.lowerBound).toBeLessThanOrEqual(truth + 1e-9);
        expect(found.costPerTime).toBeGreaterThanOrEqual(truth - 1e-9);
        if (!found.exact) inexact++;
        if (!found.exact && found.costPerTime < truth + 1e-9) bestAnyway++;
        // What it says of the stages adds up, and every stage waits for its inputs.
        expect(found.stages.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(found.costPerTime, 9);
        for (const { from, to } of network.arcs)
          expect(found.stages[from].serviceTime).toBeLessThanOrEqual(found.stages[to].inboundServiceTime);
      }),
      { numRuns: 300, seed: 29 },
    );
    expect(inexact).toBeGreaterThan(5);
    // Descent from the repaired times finds the best of most of these small networks.
    expect(bestAnyway).toBeGreaterThan(inexact / 2);
  });

  test('no demand costs nothing, and stages apart do not matter to each other', () => {
    const lone: ServiceStage = { leadTime: 4, holdingCost: 2, safetyFactor: 1, demandSd: 3 };
    expect(guaranteedService({ stages: [{ ...lone, demandSd: 0 }], arcs: [] }).costPerTime).toBe(0);
    expect(guaranteedService({ stages: [lone, lone], arcs: [] }).costPerTime).toBeCloseTo(2 * 2 * 3 * 2, 12);
    expect(guaranteedService({ stages: [{ ...lone, leadTime: 0 }], arcs: [] }).costPerTime).toBe(0);
  });
});
