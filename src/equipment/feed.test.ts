import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { type EquipmentChange, EquipmentFeed } from './feed.ts';

function listen(feed: EquipmentFeed): [EquipmentChange, string | undefined][] {
  const told: [EquipmentChange, string | undefined][] = [];
  feed.onChange((change, site) => told.push([change, site]));
  return told;
}

test('in one process everything is told at once, to all who listen', async () => {
  const opened = await openTestDatabase('pglite');
  const feed = new EquipmentFeed(opened.database);
  await feed.start();
  expect(feed.hearsOthers).toBe(true);
  const [one, other] = [listen(feed), listen(feed)];
  feed.tell('s', 'work');
  feed.tell(undefined, 'report');
  expect(one).toEqual([
    ['work', 's'],
    ['report', undefined],
  ]);
  expect(other).toEqual(one);
  await feed.stop();
  await opened.drop();
});

describe.runIf(testBackends.includes('postgres'))('several processes', () => {
  let opened: TestDatabase;
  let here: EquipmentFeed;
  let there: EquipmentFeed;
  beforeAll(async () => {
    opened = await openTestDatabase('postgres');
    [here, there] = [new EquipmentFeed(opened.database), new EquipmentFeed(opened.database)];
    await here.start();
    await there.start();
  });
  afterAll(async () => {
    await here.stop();
    await there.stop();
    await opened.drop();
  });

  test('hear each change, the one that made it once', async () => {
    const [told, heard] = [listen(here), listen(there)];
    here.tell('plant-2', 'report');
    here.tell(undefined, 'work');
    here.tell('plant-1', 'work');
    await expect
      .poll(() => heard)
      .toEqual([
        ['report', 'plant-2'],
        ['work', undefined],
        ['work', 'plant-1'],
      ]);
    expect(told).toEqual(heard);
  });

  test('names of sites that do not fit into one notification are told as any site', async () => {
    const heard = listen(there);
    const long = Array.from({ length: 100 }, (_, index) => `${'s'.repeat(110)}-${index}`);
    for (const site of long) here.tell(site, 'report');
    await expect.poll(() => heard.at(-1)).toEqual(['work', undefined]);
  });
});
