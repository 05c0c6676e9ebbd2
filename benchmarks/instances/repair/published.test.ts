import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { findScenarios, publishedScenarios } from './published.ts';

describe('a folder of scenarios', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'takt-scenarios-'));
    const write = (folder: string, file: string, text: string) => {
      mkdirSync(join(data, folder), { recursive: true });
      writeFileSync(join(data, folder, file), text);
    };
    // One truck of 10 m3, one customer who wants 10 from minute 70 to 100, a minute to the station and on.
    const lines = ['MaxTimeLag: 5', 'Vehicles: 1', 'k0 10 15', 'Customers: 1', 'c0 10 70 100', 'Stations: 1', 's0'];
    const places = ['Locations: 4', 'v0 0 0', 'v1 0 0', 's0 0 1', 'c0 0 2', '-----'];
    write('dispatch/cdp_kinable/instances', 'A_1_1_1.rmc', [...lines, ...places].join('\n'));
    const scenario = (end: string, instance: string) => ({
      ...{ id: `${instance}__${end}`, set: 'cdp_kinable', instance },
      events: [{ type: 'truck_breakdown', at: 60, truck: 'most_remaining_loads', until: 'end_of_shift' }],
    });
    const time_unit = 'minutes on the clock of the base instance';
    const scenarios = [scenario('one', 'A_1_1_1'), scenario('two', 'A_1_1_1')];
    write(publishedScenarios, 'scenarios.json', JSON.stringify({ version: 1, time_unit, scenarios }));
    write('lost', 's.json', JSON.stringify({ version: 1, time_unit, scenarios: [scenario('one', 'A_9_9_9')] }));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  test('is read, or one file of it, or a part of it', () => {
    const found = findScenarios(data, publishedScenarios);
    expect(found.map(({ name, group }) => `${name} ${group}`)).toEqual([
      'A_1_1_1__one truck-out',
      'A_1_1_1__two truck-out',
    ]);
    expect(found[0].base).toBe(found[1].base);
    expect(found[0].base.problem().orders).toMatchObject([
      { id: 'c0', volumeM3: 10, window: { from: 4200, to: 6000 } },
    ]);
    expect(findScenarios(data, `${publishedScenarios}/scenarios.json#two`)).toHaveLength(1);
    expect(findScenarios(data, `${publishedScenarios}#A_1_1_1`)).toHaveLength(2);
    expect(findScenarios(data, `${publishedScenarios}#A_1_1_1__one`)).toHaveLength(1);
  });

  test('what is not there is named', () => {
    expect(() => findScenarios(data, 'nowhere')).toThrow('there is no file or folder "nowhere" under');
    expect(() => findScenarios(data, `${publishedScenarios}#cake`)).toThrow('there is no scenario in');
    expect(() => findScenarios(data, 'lost')).toThrow('A_9_9_9__one: there is no instance "A_9_9_9" of the set');
  });
});

const there = existsSync(join(dataFolder(), publishedScenarios));
if (!there) console.info(`no scenarios under ${dataFolder()}: the published ones are not read in this run`);

test.runIf(there)('published scenarios: each finds its base shift, and no order of these names its trucks', () => {
  const found = findScenarios(dataFolder(), publishedScenarios);
  expect(found).toHaveLength(90);
  expect(new Set(found.map(({ base }) => base)).size).toBe(12);
  for (const { base } of found) expect(base.problem().orders.every(({ trucks }) => trucks === undefined)).toBe(true);
});
