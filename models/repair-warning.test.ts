import { describe, expect, test } from 'vitest';
import { RepairWarningProblem } from './repair-warning.ts';

const shift = {
  mode: 'plan',
  places: [
    { id: 'yard', xKm: 0, yKm: 0 },
    { id: 'site', xKm: 5, yKm: 0 },
  ],
  plants: [{ id: 'p', place: 'yard' }],
  trucks: [{ id: 't', capacityM3: 8, home: 'yard' }],
  orders: [{ id: 'o', place: 'site', volumeM3: 8 }],
};
const loads = [{ order: 'o', truck: 't', plant: 'p', dock: 0, volumeM3: 8, loadStart: 3600, unloadStart: 7200 }];
const read = (more: object) => RepairWarningProblem.safeParse({ mode: 'warning', shift, loads, ...more });
const rulesOf = (more: object) =>
  read(more).error?.issues.map((issue) => [
    issue.path.join('.'),
    'params' in issue ? issue.params?.['rule'] : issue.code,
  ]);

describe('a request for a warning', () => {
  test('needs a shift and its loads, and has defaults for all else', () => {
    expect(read({}).data).toMatchObject({
      simulation: { runs: 1000, unloadingSpread: 0.3, breakdownsPerHour: 0.001 },
      stress: { bufferMinutes: 5, utilisation: 0.9 },
      history: { trucks: [], places: [], plants: [] },
      ...{ hirePrice: 5000, mostCost: 10_000, mostAdvice: 8 },
    });
    expect(read({ loads: [] }).success).toBe(false);
  });

  test('names what it refers to', () => {
    const history = {
      trucks: [{ truck: 'x', hours: 1, breakdowns: 0 }],
      places: [{ place: 'y', loads: 1, ratio: 1 }],
      plants: [{ plant: 'z', loads: 1, ratio: 1 }],
    };
    expect(rulesOf({ history })).toEqual([
      ['history.trucks.0.truck', 'known-truck'],
      ['history.places.0.place', 'known-place'],
      ['history.plants.0.plant', 'known-plant'],
    ]);
    const truck = (more: object) => ({ id: 'new', capacityM3: 8, home: 'yard', ...more });
    expect(rulesOf({ hired: [truck({ id: 't' })] })).toEqual([['hired.0.id', 'new-id']]);
    expect(rulesOf({ hired: [truck({}), truck({})] })).toEqual([['hired.1.id', 'unique-id']]);
    expect(rulesOf({ hired: [truck({ home: 'nowhere' })] })).toEqual([['hired.0.home', 'known-place']]);
    expect(rulesOf({ hired: [truck({})] })).toBeUndefined();
  });

  test('limits go together', () => {
    expect(rulesOf({ simulation: { downLeastMinutes: 300 } })).toEqual([
      ['simulation.downGreatestMinutes', 'down-limits-in-order'],
    ]);
  });
});
