import { describe, expect, test } from 'vitest';
import type {
  GuaranteedServiceQuestion,
  PerishableAverageProfitQuestion,
  PerishableOptimalPolicyQuestion,
  PerishableWeekdayPolicyQuestion,
  SerialEchelonQuestion,
} from '../../../models/reorder-questions/age.ts';
import { perishableSize } from '../../../models/reorder-questions/age-rules.ts';
import { MethodAnswer } from '../../../models/reorder-questions/answer.ts';
import { demandOf } from '../methods/perishable/demand.ts';
import { memoryNeeded, sweepWork } from '../methods/perishable/optimal-orders.ts';
import { ageAnswers } from './age.ts';

const policy: PerishableOptimalPolicyQuestion = {
  model: 'perishable-optimal-policy',
  shelfLife: 2,
  leadTime: 1,
  maxOrder: 10,
  issuing: 'fifo',
  demand: { type: 'gamma-rounded', mean: 4, cv: 0.5, max: 100 },
  orderCost: 3,
  shortageCost: 5,
  wasteCost: 10,
  holdingCost: 1,
  discountFactor: 0.99,
};
const profit: PerishableAverageProfitQuestion = {
  model: 'perishable-average-profit',
  shelfLife: 2,
  leadTime: 1,
  maxOrder: 10,
  issuing: 'fifo',
  demand: { type: 'poisson', mean: 5 },
  orderCost: 0.5,
  salesPrice: 1,
};
const weekday: PerishableWeekdayPolicyQuestion = {
  model: 'perishable-weekday-policy',
  shelfLife: 2,
  leadTime: 0,
  maxOrder: 6,
  issuing: 'oldest-first',
  demand: { type: 'weekday-negative-binomial', n: [3, 2.5, 4], mean: [2, 1, 3], max: 6 },
  fixedOrderCost: 3,
  shortageCost: 20,
  wasteCost: 5,
  holdingCost: 1,
  discountFactor: 0.95,
  arrivalShelfLife: { type: 'multinomial-logit', c0: [1], c1: [0.4] },
};
const serial: SerialEchelonQuestion = {
  model: 'serial-echelon',
  stages: [
    { index: 2, localHoldingCost: 4, leadTime: 1 },
    { index: 1, localHoldingCost: 7, leadTime: 1 },
    { index: 3, localHoldingCost: 2, leadTime: 2 },
  ],
  stockoutCost: 37.12,
  demand: { type: 'poisson', mean: 5 },
};
const network: GuaranteedServiceQuestion = {
  model: 'guaranteed-service',
  stages: [
    { id: 'mill', leadTime: 2, holdingCost: 1, inboundServiceTime: 1 },
    { id: 'north', leadTime: 1, holdingCost: 3, demandMean: 3, demandSd: 1 },
    { id: 'depot', leadTime: 1, holdingCost: 2 },
    { id: 'south', leadTime: 1, holdingCost: 3, demandSd: 1, maxServiceTime: 1 },
  ],
  arcs: [
    { from: 'mill', to: 'depot' },
    { from: 'depot', to: 'north' },
    { from: 'depot', to: 'south' },
  ],
  safetyFactor: 1,
};

/** The answer, and its check once it went through JSON as a client gets it. */
function asked<Question>(
  {
    answer,
    check,
  }: { answer: (question: Question) => MethodAnswer; check: (question: Question, answer: MethodAnswer) => string[] },
  question: Question,
) {
  const found = MethodAnswer.parse(JSON.parse(JSON.stringify(answer(question))));
  return { found, findings: check(question, found), recheck: (changed: MethodAnswer) => check(question, changed) };
}

const changed = (answer: MethodAnswer, values: MethodAnswer['values']): MethodAnswer => ({
  ...answer,
  values: { ...answer.values, ...values },
});

describe('answers pass their checks, and changed ones do not', () => {
  test('perishable, discounted', () => {
    const { found, findings, recheck } = asked(ageAnswers['perishable-optimal-policy'], policy);
    expect(findings).toEqual([]);
    expect(found.exact).toBe(true);
    const table = found.values['policy'] as number[][];
    expect(table.length).toBe(9);
    // First row of the policy with waste at 10.
    expect(table[0]).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 4]);
    expect(table[3]).toEqual([3, 3, 2, 2, 1, 1, 1, 1, 1]);
    expect(recheck(changed(found, { valueAtEmpty: (found.values['valueAtEmpty'] as number) + 0.1 }))).not.toEqual([]);
    expect(recheck(changed(found, { policy: table.with(0, table[0].with(3, 9)) }))[0]).toContain(
      'more than the best order',
    );
    expect(recheck(changed(found, { policy: table.with(0, table[0].with(3, 11)) }))[0]).toContain('no order');
    expect(recheck(changed(found, { bestBaseStockValue: 0 }))[0]).toContain('base-stock');
  });

  test('perishable, average profit', () => {
    const { found, findings, recheck } = asked(ageAnswers['perishable-average-profit'], profit);
    expect(findings).toEqual([]);
    expect(found.cost).toBeCloseTo(-2.215, 3);
    expect(recheck(changed(found, { averageProfitPerPeriod: 2.3 }))).not.toEqual([]);
    expect(recheck(changed(found, { wasteAwareBaseStockProfit: 2.3 }))[0]).toContain('earns more');
  });

  test('perishable, by weekday', () => {
    const { found, findings, recheck } = asked(ageAnswers['perishable-weekday-policy'], weekday);
    expect(findings).toEqual([]);
    const byDay = found.values['policyByDay'] as number[][];
    expect(byDay.length).toBe(3);
    expect(byDay[0]).toEqual(found.values['mondayPolicy']);
    expect((found.values['valueEmptyByDay'] as number[])[0]).toBe(found.values['valueMondayEmpty']);
    expect(recheck(changed(found, { policyByDay: byDay.with(1, byDay[1].with(0, 6)) }))).not.toEqual([]);
    expect(asked(ageAnswers['perishable-weekday-policy'], { ...weekday, issuing: 'youngest-first' }).findings).toEqual(
      [],
    );
    expect(
      asked(ageAnswers['perishable-weekday-policy'], {
        ...weekday,
        arrivalShelfLife: undefined,
        leadTime: 1,
        maxOrder: 4,
      }).findings,
    ).toEqual([]);
  });

  test('every demand, issuing, life and lead time', () => {
    let runs = 0;
    for (const issuing of ['fifo', 'lifo'] as const)
      for (const demand of [
        { type: 'poisson', mean: 1.5 },
        { type: 'normal', mean: 2, sd: 1 },
        { type: 'geometric', p: 0.5 },
        { type: 'empirical', samples: [0, 0, 3] },
        { type: 'uniform', min: 0, max: 4 },
        { type: 'poisson', mean: 0 },
        { type: 'poisson', mean: 30 },
      ] as const)
        for (const [shelfLife, leadTime] of [
          [1, 0],
          [2, 0],
          [2, 2],
          [3, 1],
        ]) {
          const question = {
            ...policy,
            issuing,
            demand,
            shelfLife,
            leadTime,
            maxOrder: 3,
            fixedOrderCost: 1,
          } as PerishableOptimalPolicyQuestion;
          expect(asked(ageAnswers['perishable-optimal-policy'], question).findings).toEqual([]);
          runs++;
        }
    expect(runs).toBe(56);
  });

  test('serial system, local costs, stages in any order', () => {
    const { found, findings, recheck } = asked(ageAnswers['serial-echelon'], serial);
    expect(findings).toEqual([]);
    expect(found.exact).toBe(true);
    expect(found.values['echelonBaseStock']).toEqual([9, 15, 26]);
    expect(Math.min(...found.curve!.map(({ cost }) => cost))).toBeCloseTo(found.cost!, 9);
    expect(recheck(changed(found, { costPerTime: found.cost! + 0.01 }))).not.toEqual([]);
    const worse = asked(ageAnswers['serial-echelon'], { ...serial, echelonBaseStock: [9, 15, 24] });
    expect(worse.findings).toEqual([]);
    expect(worse.found.cost).toBeGreaterThan(found.cost!);
    // As an answer to the open question it would be beaten by its neighbour.
    expect(recheck({ ...worse.found })[0]).toContain('less than');
  });

  test('serial system, continuous demand', () => {
    for (const demand of [
      { type: 'normal', mean: 5, sd: 1 },
      { type: 'uniform', min: 3, max: 7 },
      { type: 'normal', mean: 5, sd: 0 },
    ] as const) {
      const { found, findings } = asked(ageAnswers['serial-echelon'], { ...serial, demand });
      expect(findings).toEqual([]);
      expect(found.exact).toBe(true);
    }
  });

  test('guaranteed service', () => {
    const { found, findings, recheck } = asked(ageAnswers['guaranteed-service'], network);
    expect(findings).toEqual([]);
    expect(found.cost).toBeCloseTo(2 * Math.SQRT2 + Math.sqrt(6) + 3, 12);
    expect(found.values['serviceTimes']).toEqual([0, 0, 0, 1]);
    expect(recheck(changed(found, { serviceTimes: [0, 1, 0, 1] }))[0]).toContain('promises');
    expect(recheck(changed(found, { costPerTime: 8 }))[0]).toContain('adding up');
    // Promises kept, only dearer: the brute force over all times notices.
    const given = {
      ...network,
      stages: network.stages.map((stage) => (stage.id === 'depot' ? { ...stage, serviceTime: 1 } : stage)),
    };
    const dearer = asked(ageAnswers['guaranteed-service'], given);
    expect(dearer.findings).toEqual([]);
    expect(recheck(dearer.found)[0]).toContain('less than');
    const square = { ...network, arcs: [...network.arcs, { from: 'mill', to: 'south', unitsRequired: 2 }] };
    expect(asked(ageAnswers['guaranteed-service'], square).findings).toEqual([]);
  });
});

test('the size that a request is refused by is the work and the memory of the method', () => {
  for (const question of [
    policy,
    { ...policy, issuing: 'lifo' as const, shelfLife: 4 },
    { ...policy, leadTime: 0 },
    { ...policy, leadTime: 3 },
  ]) {
    const { steps, entries } = perishableSize(question);
    const cycle = [demandOf(new Array(101).fill(1 / 101))];
    const model = { ...question, issuing: question.issuing as 'fifo' | 'lifo', cycle, costs: {} };
    expect(steps).toBe(sweepWork(model));
    expect(8 * entries).toBe(memoryNeeded(model));
  }
});
