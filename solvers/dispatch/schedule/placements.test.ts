import { describe, expect, test } from 'vitest';
import { never } from '../instance.ts';
import { Schedule } from '../schedule.ts';
import { hour, minute, smallShift } from '../testing/small-shift.ts';

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

describe('orders that follow others, where fixed loads stand otherwise', () => {
  // At one site; order 1 follows order 0 and begins no more than an hour after it has ended. No window, no trucks in the way.
  const two = smallShift({
    trucks: [{}, {}, {}],
    docks: [3],
    orders: [
      { volumeL: 8000, site: 0 },
      { volumeL: 8000, site: 0, follows: 0, followGreatest: hour },
      { volumeL: 4000, site: 0 },
    ],
  }).instance;
  const four = (order: number, truck: number, unloadStart: number) => ({
    ...{ order, truck, plant: 0, dock: truck, volumeL: 4000, loadStart: unloadStart - 1620, unloadStart },
  });
  const startOf = (s: Schedule, order: number) => s.unloadStart[s.firstOfOrder[order]];

  test('a load comes behind the late one that it follows (it stayed before it, as its time said)', () => {
    const s = new Schedule({ ...two, fixed: [four(0, 0, 12_000)] });
    expect(s.load([four(1, 1, 9000)])).toEqual([]);
    // 10 min to unload.
    expect(startOf(s, 1)).toBe(12_600);
  });

  test('a load that would have to come before the fixed one that it follows, and cannot, is refused', () => {
    const s = new Schedule({ ...two, windowTo: Int32Array.of(never, 12_000, never), fixed: [four(0, 0, 12_000)] });
    const late = four(1, 1, 9000);
    expect(s.load([late])).toEqual([late]);
  });

  test('a follower that began too early is not made to begin earlier still', () => {
    const s = new Schedule({ ...two, fixed: [four(1, 0, 9000), four(0, 1, 12_000)] });
    // One more of either: 0 would end even later, and 1 may begin before no more, but go on behind.
    const [leader, earlier] = [four(0, 2, 14_000), four(1, 2, 7000)];
    expect(s.load([leader])).toEqual([leader]);
    expect(s.load([earlier])).toEqual([earlier]);
    expect(s.load([four(1, 2, 9700)])).toEqual([]);
    expect([startOf(s, 1), s.unloadStart[s.lastOfOrder[1]]]).toEqual([9000, 9600]);
  });

  test('another order in between keeps nobody from following, in time', () => {
    // 0 ends at 6600, and there is no room for anything before 2, which ends at 7200; 1 may begin until 10200.
    const s = new Schedule({ ...two, fixed: [four(0, 0, 6000), four(2, 1, 6600)] });
    expect(s.load([four(1, 2, 9000)], () => ({ loadFrom: 7380, unloadFrom: 9000, note: 0 }))).toEqual([]);
    expect(startOf(s, 1)).toBe(9000);
    expect(s.latestUnloadStart[s.firstOfOrder[1]]).toBe(10_200);
    // Nothing of 0 may come later now.
    const more = four(0, 2, 14_000);
    expect(s.load([more])).toEqual([more]);
  });
});
