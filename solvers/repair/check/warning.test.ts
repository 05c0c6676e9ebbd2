import { describe, expect, test } from 'vitest';
import { type RepairWarningPlan, RepairWarningProblem } from '../../../models/repair-warning.ts';
import { example, five, ten } from '../../dispatch/check/hand-made.ts';
import { iterationBudget } from '../../solver.ts';
import { warn } from '../warning/warn.ts';
import { checkWarning } from './warning.ts';

/**
 * The worked example with a second order right behind it on the same truck: three loads, of which the third has no buffer and
 * little window, so that there are stress points, cascades and advice.
 */
const problem = RepairWarningProblem.parse({
  mode: 'warning',
  shift: {
    ...example,
    places: [...example.places!, { id: 'other', xKm: 0, yKm: 10 }],
    orders: [
      { ...example.orders[0], window: { from: 7200, to: 10_000 } },
      { id: 'q', place: 'other', volumeM3: 5, window: { from: 9000, to: 13_000 } },
    ],
  },
  loads: [
    ten,
    five,
    { order: 'q', truck: 't5', plant: 'p', dock: 0, volumeM3: 5, loadStart: 9795, unloadStart: 11_790 },
  ],
  simulation: { runs: 200 },
});
const { plan, objective } = warn(problem, iterationBudget(200, 1));

function told(wrong: RepairWarningPlan): string[] {
  const rules: string[] = [];
  checkWarning(problem, wrong, (rule) => rules.push(rule));
  return rules;
}

describe('what a warning says', () => {
  test('is right as it comes, and there is enough of it to be wrong about', () => {
    expect(told(plan)).toEqual([]);
    expect(checkWarning(problem, plan, () => {})).toBeCloseTo(objective, 12);
    expect(plan.stressPoints.length).toBeGreaterThan(1);
    expect(plan.cascades.length).toBeGreaterThan(0);
    expect(plan.advice.length).toBeGreaterThan(0);
  });

  const faults: Record<string, [rule: string, spoil: (wrong: RepairWarningPlan) => void]> = {
    'no unit': ['objective-unit', (wrong) => Object.assign(wrong, { objectiveUnit: '' })],
    'a load is missing': ['loads', (wrong) => wrong.loads.pop()],
    'a load twice': ['loads', (wrong) => wrong.loads.push(wrong.loads[2])],
    'another truck': ['loads', (wrong) => Object.assign(wrong.loads[0], { truck: 't2' })],
    'said to have started': ['loads', (wrong) => Object.assign(wrong.loads[0], { started: true })],
    'not sorted': ['loads', (wrong) => wrong.loads.reverse()],
    'reaches more loads': ['downstream', (wrong) => wrong.loads[0].downstream++],
    'chances that do not add up': ['simulation', (wrong) => Object.assign(wrong.loads[0], { violations: 0.9 })],
    'a share of no number of runs': [
      'simulation',
      (wrong) => {
        wrong.loads[0].chances.window += 0.001;
      },
    ],
    'an index above what is expected': ['index', (wrong) => Object.assign(wrong.loads[0], { index: 1 })],
    'percentiles upside down': [
      'simulation',
      (wrong) => Object.assign(wrong.loads[0].delayMinutes, { p50: 90, p95: 80 }),
    ],
    'more runs than asked for': ['simulation', (wrong) => Object.assign(wrong.simulation, { runs: 400 })],
    'another mean': [
      'simulation',
      (wrong) => {
        wrong.simulation.violations.mean += 1;
      },
    ],
    'another sum of a kind': [
      'simulation',
      (wrong) => {
        wrong.simulation.kinds.lost += 0.5;
      },
    ],
    'half a violation': ['simulation', (wrong) => Object.assign(wrong.simulation.violations, { p50: 0.5 })],
    'too few quiet runs': ['simulation', (wrong) => Object.assign(wrong.simulation, { quietShare: 0 })],
    'another index of all': ['level', (wrong) => Object.assign(wrong, { index: wrong.index / 2 })],
    'another level': ['level', (wrong) => Object.assign(wrong, { level: wrong.level === 'low' ? 'high' : 'low' })],
    'a stress point is missing': ['stress', (wrong) => wrong.stressPoints.pop()],
    'a stress point twice': ['stress', (wrong) => wrong.stressPoints.push(wrong.stressPoints.at(-1)!)],
    'a stress point of another sort': [
      'stress',
      (wrong) => Object.assign(wrong.stressPoints[0], { indicator: 'overloaded-truck' }),
    ],
    'another slack': [
      'stress',
      (wrong) => {
        wrong.stressPoints[0].slackMinutes += 1;
      },
    ],
    'another index of a point': ['stress', (wrong) => Object.assign(wrong.stressPoints[0], { index: 0 })],
    'a truck that has no part in it': ['stress', (wrong) => wrong.stressPoints[0].trucks.push('t3')],
    'a cascade of no load': ['cascades', (wrong) => Object.assign(wrong.cascades[0], { load: 'x/1' })],
    'a load that hits itself': [
      'cascades',
      (wrong) => Object.assign(wrong.cascades[0].hits[0], { load: wrong.cascades[0].load }),
    ],
    'worst below the mean': ['cascades', (wrong) => Object.assign(wrong.cascades[0], { others: 2.5, worst: 2 })],
    'hits beyond the violations': ['cascades', (wrong) => Object.assign(wrong.cascades[0].hits[0], { chance: 1 })],
    'cheaper than it is': [
      'advice',
      (wrong) => {
        wrong.advice[0].cost -= 1;
      },
    ],
    'saves more than it does': [
      'advice',
      (wrong) => {
        wrong.advice[0].saves += 0.1;
      },
    ],
    'a change of no load': ['advice', (wrong) => Object.assign(wrong.advice[0].changes[0], { load: 'x/1' })],
    'a change that breaks rules': [
      'advice',
      (wrong) => Object.assign(wrong.advice[0].changes[0], { unloadStart: problem.loads[0].unloadStart, truck: 't2' }),
    ],
    'a truck that nobody has': ['advice', (wrong) => Object.assign(wrong.advice[0].changes[0], { truck: 'x' })],
    'another action': ['advice', (wrong) => Object.assign(wrong.advice[0], { action: 'load-earlier', minutes: 55 })],
    'a hired truck that is not': ['advice', (wrong) => Object.assign(wrong.advice[0], { action: 'hire' })],
  };

  test.each(Object.entries(faults))('%s', (_name, [rule, spoil]) => {
    const wrong = structuredClone(plan);
    spoil(wrong);
    expect(told(wrong)).toContain(rule);
  });

  test('more advice than asked for, and dearer', () => {
    const rules = (more: object) => {
      const messages: string[] = [];
      checkWarning(RepairWarningProblem.parse({ ...problem, ...more }), plan, (_rule, message) =>
        messages.push(message),
      );
      return messages.join('\n');
    };
    expect(rules({ mostAdvice: 0 })).toContain('0 wanted');
    const dearest = Math.max(...plan.advice.map(({ cost }) => cost));
    if (dearest > 0) expect(rules({ mostCost: dearest / 2 })).toContain('at most is wanted');
    expect(rules({ now: 50_000 })).toContain('has started');
  });
});
