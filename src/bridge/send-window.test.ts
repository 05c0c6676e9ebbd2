import { expect, test } from 'vitest';
import { SendWindow } from './send-window.ts';

test('no more are inside than there is room for, and they enter in the order of asking', async () => {
  const window = new SendWindow(2);
  const entered: number[] = [];
  const leave: (() => void)[] = [];
  const all = [0, 1, 2, 3, 4].map(async (number) => {
    leave[number] = await window.enter();
    entered.push(number);
  });
  await Promise.all(all.slice(0, 2));
  expect(entered).toEqual([0, 1]);
  leave[1]();
  // Giving back twice makes no second room.
  leave[1]();
  await all[2];
  expect(entered).toEqual([0, 1, 2]);
  leave[0]();
  leave[2]();
  await Promise.all(all);
  expect(entered).toEqual([0, 1, 2, 3, 4]);
});
