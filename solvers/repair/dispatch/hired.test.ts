import { expect, test } from 'vitest';
import { amend } from './amend.ts';
import { hiredTrucks } from './hired.ts';
import { day, minute, repairOf } from './testing-day.ts';

const facts = { loads: [{ load: 'a/1' }], trucks: [] };
type Truck = NonNullable<(typeof day)['trucks']>[number];
const fleet = (...more: Partial<Truck>[]): Truck[] => more.map((truck, at) => ({ ...day.trucks[at], ...truck }));

test('where none is named, one like the greatest, at the first plant in half an hour, until its shift ends', () => {
  const trucks = fleet({}, { capacityM3: 8, home: 'site a', shift: { from: 0, to: 300 * minute } }, { capacityM3: 8 });
  const hired = hiredTrucks(amend(repairOf({ facts }, { trucks })));
  // Now is 60 min.
  const shift = { from: 90 * minute, to: 300 * minute };
  const standing = { place: 'plant', from: 90 * minute };
  expect(hired).toHaveLength(1);
  expect(hired[0]).toMatchObject({
    id: 'hired-1',
    capacityM3: 8,
    home: 'plant',
    end: 'plant',
    breaks: [],
    shift,
    standing,
  });
});

test('with the next number that is free', () => {
  const trucks = fleet({}, {}, {}).concat([{ ...day.trucks[0], id: 'hired-1' }]);
  expect(hiredTrucks(amend(repairOf({ facts }, { trucks }))).map(({ id }) => id)).toEqual(['hired-2']);
});

test('none where the shift is over before it could be there', () => {
  const trucks = fleet({ shift: { from: 0, to: 90 * minute } }, {}, {}).map((truck) => ({
    ...{ ...truck, shift: { from: 0, to: 90 * minute } },
  }));
  expect(hiredTrucks(amend(repairOf({ facts, loads: [{ ...loadOfA }] }, { trucks })))).toEqual([]);
});

const loadOfA = {
  ...{ order: 'a', truck: 't1', plant: 'p', dock: 0, volumeM3: 5, loadStart: 30 * minute, unloadStart: 50 * minute },
};

test('those of the request as they are named, each from its home, not before now and its shift', () => {
  const named: Truck[] = [
    { id: 'h1', capacityM3: 4, home: 'site d' },
    { id: 'h2', capacityM3: 9, home: 'site c', shift: { from: 100 * minute, to: 400 * minute } },
  ];
  const hired = hiredTrucks(amend(repairOf({ facts, hired: named })));
  expect(hired.map(({ id, capacityM3, standing }) => ({ id, capacityM3, standing }))).toEqual([
    { id: 'h1', capacityM3: 4, standing: { place: 'site d', from: 60 * minute } },
    { id: 'h2', capacityM3: 9, standing: { place: 'site c', from: 100 * minute } },
  ]);
});
