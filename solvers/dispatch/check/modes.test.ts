/** Modes check and recommend, and fixed loads, by plans made by hand from the worked example. */
import { describe, expect, test } from 'vitest';
import {
  DispatchCheckedPlan,
  DispatchProblem,
  DispatchRecommendations,
  DispatchShiftPlan,
} from '../../../models/dispatch.ts';
import { checkDispatch, violationsOf } from '../check.ts';
import { at, checkProblem, example, examplePlan, five, order, planProblem, ten } from './hand-made.ts';

const rulesOf = (report: ReturnType<typeof checkDispatch>) => [...new Set(report.violations.map(({ rule }) => rule))];
const { unplaced: _unplaced, ...schedule } = examplePlan;

describe('a plan made by hand', () => {
  const checked = (more: object = {}) =>
    DispatchCheckedPlan.parse({ ...schedule, mode: 'check', violations: [], violationCost: 0, ...more });
  /** Times and volume of the second are filled in: 10 of the 15 m3 are given. */
  const given = { order: 'o', truck: 't1', plant: 'p' };
  const problem = checkProblem({ fixed: [given, ten] });
  const partOf = (loads: readonly object[]) => checkProblem({ fixed: loads as (typeof ten)[] });

  test('is answered with what is absent filled in', () =>
    expect(checkDispatch({ problem }, checked())).toEqual({
      violations: [],
      objective: expect.closeTo(examplePlan.terms.total, 9),
    }));

  test.each([
    ['another dock', [given, { ...ten, dock: undefined }, { ...five, truck: 't2' }]],
    ['another volume', [{ ...given, volumeM3: 4 }, ten]],
    ['another time', [given, { ...ten, loadStart: 4306 }]],
    ['another start of unloading', [given, { ...ten, unloadStart: at(7201) }]],
    ['another truck', [{ ...given, truck: 't2' }, ten]],
    ['one load more', [given, ten, ten]],
    ['one load fewer', [ten]],
  ])('is not answered with %s', (_what, loads) =>
    expect(rulesOf(checkDispatch({ problem: partOf(loads) }, checked()))).toEqual(['loads']));

  test('takes its loads for any that fit', () => {
    const loads = [
      { order: 'o', truck: 't5', plant: 'p' },
      { order: 'o', truck: 't1', plant: 'p', unloadStart: 8700 },
    ];
    expect(checkDispatch({ problem: partOf(loads) }, checked()).violations).toEqual([]);
  });

  /** The concrete may be 70 min old, and is 73.25; the second loading is to end at 7515, and ends at 7605. */
  const breach = checkProblem({
    fixed: [ten, five],
    orders: [{ ...order, lifetimeMinutes: 80 }],
    plants: [{ ...example.plants[0], hours: { from: 0, to: 7515 } }],
  });
  const violations = violationsOf(breach, [ten, five]);
  const cost = 32.5 + 15;

  test('lists what it breaks', () => {
    expect(violations.map(({ rule, load }) => [rule, load])).toEqual([
      ['lifetime', 'o/1'],
      ['plant-hours', 'o/2'],
    ]);
    expect(checkDispatch({ problem: breach }, checked({ violations, violationCost: cost })).violations).toEqual([]);
  });

  const [lifetime, hours] = violations;
  test.each([
    ['nothing', [], cost],
    ['too little', [lifetime], cost],
    ['too much', [lifetime, hours, hours], cost],
    ['another order', [hours, lifetime], cost],
    ['another amount', [{ ...lifetime, by: 3 }, hours], cost],
    ['another unit', [{ ...lifetime, unit: 'm3' }, hours], cost],
    ['another price', [{ ...lifetime, cost: 33 }, hours], cost],
    ['another load', [{ ...lifetime, load: 'o/2' }, hours], cost],
    ['another sum', violations, cost + 1],
  ])('must not list %s', (_what, list, violationCost) =>
    expect(rulesOf(checkDispatch({ problem: breach }, checked({ violations: list, violationCost })))).toEqual([
      'violations',
    ]));
});

describe('fixed loads', () => {
  const plan = (fixed: readonly string[] = []) => {
    const loads = examplePlan.loads.map((load) => ({ ...load, ...(fixed.includes(load.id) ? { fixed: true } : {}) }));
    return DispatchShiftPlan.parse({ ...examplePlan, loads });
  };

  test('are kept and said to be fixed', () => {
    const problem = planProblem({ fixed: [five] });
    expect(checkDispatch({ problem }, plan(['o/2'])).violations).toEqual([]);
    expect(rulesOf(checkDispatch({ problem }, plan()))).toEqual(['fixed']);
    expect(rulesOf(checkDispatch({ problem }, plan(['o/1', 'o/2'])))).toEqual(['fixed']);
    expect(
      rulesOf(checkDispatch({ problem: planProblem({ fixed: [{ ...five, dock: 0, unloadStart: 8701 }] }) }, plan())),
    ).toEqual(['fixed']);
  });

  test('may break what they break by themselves, and nobody else may', () => {
    const request = { orders: [{ ...order, lifetimeMinutes: 80 }] };
    expect(rulesOf(checkDispatch({ problem: planProblem(request) }, plan()))).toEqual(['lifetime']);
    expect(checkDispatch({ problem: planProblem({ ...request, fixed: [ten] }) }, plan(['o/1'])).violations).toEqual([]);
    expect(rulesOf(checkDispatch({ problem: planProblem({ ...request, fixed: [five] }) }, plan(['o/2'])))).toEqual([
      'lifetime',
    ]);
  });
});

test('an order that fixed loads begin may stay unfinished, another may not', () => {
  const [, second] = examplePlan.loads;
  const [first, ...unused] = examplePlan.trucks;
  // Alone it is wanted at 09:00 and comes at 09:25; 10 m3 are missing, at 2000 each.
  const part = (fixed: boolean) =>
    DispatchShiftPlan.parse({
      ...examplePlan,
      loads: [
        {
          ...{ ...second, id: 'o/1', number: 1, idealStart: at(7200), deviationMinutes: 25 },
          ...(fixed ? { fixed } : {}),
        },
      ],
      trucks: [
        { ...first, loads: ['o/1'] },
        ...unused.map(({ truck }) => ({
          ...{ truck, loads: [], breaks: [], busyMinutes: 0, utilisation: 0, emptyKm: 0, loadedKm: 0 },
        })),
      ],
      orders: [
        {
          ...{ order: 'o', served: 'part', servedM3: 5, loads: ['o/1'] },
          ...{ start: at(8700), end: at(9450), onTime: true },
        },
      ],
      terms: {
        ...{ ...examplePlan.terms, unserved: 20_000, deviation: 6.25, travel: 30, peaks: 1, balance: 0 },
        total: 20_037.25,
      },
      metrics: {
        ...{ ...examplePlan.metrics, ordersServed: 0, servedM3: 5, loads: 1, trucksUsed: 1, emptyKm: 30, loadedKm: 10 },
        ...{ utilisation: first.utilisation, utilisationSpread: 0, meanDeviationMinutes: 25 },
      },
      unplaced: [{ order: 'o', volumeM3: 10, reasons: [{ code: 'trucks-busy', message: '-' }], relaxations: [] }],
    });
  expect(checkDispatch({ problem: planProblem({ fixed: [five] }) }, part(true)).violations).toEqual([]);
  expect(rulesOf(checkDispatch({ problem: planProblem() }, part(false)))).toEqual(['whole-order']);
});

test('a plan of another mode is none', () =>
  expect(rulesOf(checkDispatch({ problem: checkProblem() }, DispatchShiftPlan.parse(examplePlan)))).toEqual(['mode']));

test('what is not placed is listed with a reason', () => {
  const missing = { order: 'n', volumeM3: 2, reasons: [{ code: 'not-tried', message: '-' }], relaxations: [] };
  const problem = planProblem({
    orders: [order, { id: 'n', place: 'site', volumeM3: 2, window: { from: 0, to: 9 } }],
  });
  const plan = (unplaced: object[]) =>
    DispatchShiftPlan.parse({
      ...examplePlan,
      orders: [...examplePlan.orders, { order: 'n', served: 'none', servedM3: 0, loads: [] }],
      terms: { ...examplePlan.terms, unserved: 2000, total: examplePlan.terms.total + 2000 },
      metrics: { ...examplePlan.metrics, orders: 2, volumeM3: 17 },
      unplaced,
    });
  expect(checkDispatch({ problem }, plan([missing])).violations).toEqual([]);
  const wider = { what: 'window-later', by: 5, unit: 'minutes', volumeM3: 2, message: '-' };
  expect(checkDispatch({ problem }, plan([{ ...missing, relaxations: [wider] }])).violations).toEqual([]);
  for (const unplaced of [
    [],
    [missing, missing],
    [missing, { ...missing, order: 'o' }],
    [{ ...missing, volumeM3: 3 }],
    [{ ...missing, reasons: [] }],
    [{ ...missing, relaxations: [{ ...wider, volumeM3: 3 }] }],
    [{ ...missing, relaxations: [{ ...wider, by: 0 }] }],
  ])
    expect(rulesOf(checkDispatch({ problem }, plan(unplaced)))).toEqual(['unplaced']);
});

describe('recommendations', () => {
  const others = { id: 'n', place: 'site', volumeM3: 5, window: { from: 0, to: 43_200 }, ideal: 9540 };
  const never = { ...others, id: 'm' };
  const problemOf = (recommend: object = {}) =>
    DispatchProblem.parse({
      ...{ ...example, mode: 'recommend', loads: [{ ...ten, dock: undefined }, five], orders: [order, others, never] },
      recommend: { orders: ['n', 'm'], ...recommend },
    });
  /** Loaded when the dock is free again, at 7605; there at 9405, and 195 s of buffer. */
  const load = {
    ...{ id: 'n/1', order: 'n', number: 1, truck: 't2', plant: 'p', dock: 0, volumeM3: 5 },
    ...{ leave: at(6705), plantArrival: at(7605), loadStart: at(7605), loadEnd: at(8505), siteArrival: at(9405) },
    ...{ unloadStart: at(9600), unloadEnd: at(10_350), siteLeave: at(10_545) },
    ...{ idealStart: at(9540), deviationMinutes: 1, ageMinutes: 45.75, bufferMinutes: 6.5 },
  };
  /**
   * 5000 less of it unserved, 30 km, one unloading in the peak, 1 min off its ideal start; busy for 7290, 5640 and 5640 s and
   * not 7290 and 5640: squares of the differences from the mean 1100^2 + 2 x 550^2, and not 2 x 825^2.
   */
  const costIncrease = -5000 + 30 + 1 + 0.01 + (20 * (1100 ** 2 + 2 * 550 ** 2 - 2 * 825 ** 2)) / 43_200 ** 2;
  const first = { order: 'n', rank: 1, loads: [load], costIncrease, deviationMinutes: 1, shifted: [] };
  const unplaced = { order: 'm', volumeM3: 5, reasons: [{ code: 'not-tried', message: '-' }], relaxations: [] };
  const planOf = (recommendations: object[], missing: object[] = [unplaced]) =>
    DispatchRecommendations.parse({ mode: 'recommend', objectiveUnit: '-', recommendations, unplaced: missing });
  const check = (one: object, recommend = {}) =>
    rulesOf(checkDispatch({ problem: problemOf(recommend) }, planOf([{ ...first, ...one }])));

  test('stand for themselves', () => {
    const report = checkDispatch({ problem: problemOf() }, planOf([first, { ...first, rank: 2 }]));
    expect(report.violations).toEqual([]);
    expect(report.objective).toBeCloseTo(costIncrease, 6);
  });

  test.each([
    ['of another cost', { costIncrease: costIncrease + 0.01 }, ['cost-increase']],
    ['of another deviation', { deviationMinutes: 0 }, ['deviation']],
    ['of another stage', { loads: [{ ...load, siteArrival: at(9404) }] }, ['stages']],
    ['without loads', { loads: [] }, ['loads']],
    ['of another rank', { rank: 2 }, ['recommendations']],
    ['of an order that stands', { order: 'o' }, ['recommendations', 'unplaced']],
    ['that shifts what is to stay', { shifted: [{ load: 'o/2', minutes: 0, loadingMinutes: 0 }] }, ['shifted']],
  ])('not one %s', (_what, one, rules) => expect(check(one)).toEqual(rules));

  test('not one that breaks a rule that was kept', () => {
    // The dock is taken until 7605.
    const early = { ...load, leave: at(6704), plantArrival: at(7604), loadStart: at(7604), loadEnd: at(8504) };
    const loads = [{ ...early, siteArrival: at(9404), ageMinutes: (10_350 - 7604) / 60 }];
    const busier = (20 * (sumOfSquares(7290, 5640, 5641) - sumOfSquares(7290, 5640, 5640))) / 43_200 ** 2;
    expect(check({ loads, costIncrease: costIncrease + busier })).toEqual(['dock']);
  });

  test('may shift others where that is asked for', () => {
    // 30 s later the other load ends at 9480, and is loaded until 7635: the new one would have to wait for the dock.
    const shifted = [{ load: 'o/2', minutes: 0.5, loadingMinutes: 0.5 }];
    expect(check({ shifted, costIncrease: costIncrease + 0.01 * 0.25 }, { others: 'shift' })).toEqual(['dock']);
    // 30 s earlier it comes before the first has ended.
    const earlier = [{ load: 'o/2', minutes: -0.5, loadingMinutes: -0.5 }];
    expect(check({ shifted: earlier, costIncrease: costIncrease + 0.01 * 0.25 }, { others: 'shift' })).toEqual([
      'gap-least',
    ]);
    expect(check({ shifted: [...shifted, ...shifted] }, { others: 'shift' })).toContain('shifted');
    expect(check({ shifted: [{ load: 'n/1', minutes: 1, loadingMinutes: 0 }] }, { others: 'shift' })).toEqual([
      'shifted',
    ]);
  });

  test('the best first, no more than asked for, and none left out', () => {
    const rules = (recommendations: object[], missing?: object[], recommend = {}) =>
      rulesOf(checkDispatch({ problem: problemOf(recommend) }, planOf(recommendations, missing)));
    expect(rules([first, { ...first, rank: 2 }], undefined, { places: 1 })).toEqual(['recommendations']);
    expect(rules([first], [])).toEqual(['unplaced']);
    expect(rules([], [unplaced])).toEqual(['unplaced']);
    expect(rules([first], [unplaced, { ...unplaced, order: 'n' }])).toEqual(['unplaced']);
    const worse = { ...first, costIncrease: costIncrease + 1 };
    expect(rules([worse, { ...first, rank: 2 }])).toEqual(['cost-increase', 'recommendations']);
  });
});

function sumOfSquares(...values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
