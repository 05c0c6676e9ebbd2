import { expect, test } from 'vitest';
import { Schedule } from '../schedule.ts';
import { minute, smallShift } from '../testing/small-shift.ts';

/**
 * 15 min from the yard to the plant and from there to the site, 3 min per m3 to load, 2.5 to unload: the first load is
 * unloaded at 2520 and its truck free at 3120. The break may begin from 1000 to 5000 and takes 10 min: not before that load.
 */
const { instance } = smallShift({
  trucks: [{ rest: [1000, 5000, 10 * minute] }],
  orders: [{ volumeL: 4000 }, { volumeL: 4000 }],
});
const load = { truck: 0, plant: 0, dock: 0, volumeL: 4000 };
const first = { ...load, order: 0, loadStart: 900, unloadStart: 2520 };

test('a break behind a frozen load stays there when other loads come (it went before that load, into no time at all)', () => {
  const s = new Schedule({ ...instance, fixed: [first] });
  // Rested at 3720, at the plant at 4620; without the break it would be 4020.
  expect(s.load([{ ...load, order: 1, loadStart: 4620, unloadStart: 6240 }])).toEqual([]);
  expect(s.loadStart[s.firstOfOrder[1]]).toBe(4620);
});

test('a break that frozen loads leave no time for keeps their truck from others (it was taken before them, in no time at all)', () => {
  // The break must begin by 3000: before that load there is no time, and after it it is too late.
  const late = { ...instance, breakTo: Int32Array.of(3000), fixed: [first] };
  const s = new Schedule(late);
  expect(s.insert(1, 4000, -1, 0, s.lastOfTruck[0], 0, 0, s.lastOnDock[0])).toBe(-1);
});
