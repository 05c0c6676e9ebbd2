import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, findInstances } from '../data-folder.ts';
import type { InstanceFamily, Reference } from '../family.ts';
import { cdpKinable, cdpValue, readCdp } from './cdp-kinable.ts';
import { cdpQuebec } from './cdp-quebec.ts';
import { rmcUanl, rmcValue } from './rmc-uanl.ts';
import { readRmc } from './rmc-uanl-file.ts';
import { homberger200, homberger1000, manyRounds, solomon } from './rounds.ts';
import { readSolomon, readVrplib } from './rounds-file.ts';
import { roundsValue, truncatedDistance, vansThenDistance } from './rounds-value.ts';
import { readCdpSolution, readOwnRmcSolutions, readRmcSolution, readTours } from './stored.ts';

const data = dataFolder();
const root = join(data, 'dispatch');
const thereIsData = existsSync(root);
if (!thereIsData) console.info(`no instances under ${root}: published sets are not read in this run`);

const textOf = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const filesIn = (folder: string, end: string) =>
  thereIsData ? readdirSync(join(root, folder)).filter((file) => file.endsWith(end)) : [];

describe.runIf(thereIsData)('published sets', () => {
  test.each([
    ['dispatch/cdp_kinable', cdpKinable, 145],
    ['dispatch/rmc_uanl/solved', rmcUanl, 32],
    ['dispatch/rmc_uanl/unsolved', rmcUanl, 60],
    ['dispatch/cdp_quebec', cdpQuebec, 29],
    ['dispatch/vrptw/solomon', solomon, 112],
    ['dispatch/vrptw/homberger_200#vans', homberger200, 18],
    ['dispatch/mtvrptwr', manyRounds, 171],
  ])('%s: every file becomes a request', { timeout: 300_000 }, (set, family, count) => {
    const instances = findInstances(data, set, [family]);
    expect(instances).toHaveLength(count);
    for (const { request } of instances) expect(() => request()).not.toThrow();
  });

  const own = filesIn('cdp_kinable/own_solutions', '.txt');
  const served = references(cdpKinable, 'cdp_kinable/bks.csv');
  test.runIf(own.length > 0).each(own)('concrete delivery %s: a stored solution serves what is stated', (file) => {
    const path = `cdp_kinable/instances/${file.replace('.txt', '.rmc')}`;
    const cdp = readCdp(textOf(path), path);
    const { value, broken } = cdpValue(cdp, readCdpSolution(textOf('cdp_kinable/own_solutions', file), cdp));
    expect(broken).toEqual([]);
    expect(value).toBe(served.get(`dispatch/${path}`)!.upperBound);
  });

  const solved = filesIn('rmc_uanl/solved', 'sol.txt');
  test.runIf(solved.length > 0).each(solved)('multi-plant %s: the published solution costs what it states', (file) => {
    const rmc = readRmc(textOf('rmc_uanl/solved', file.replace('sol.txt', '.txt')), file);
    const { cost, deliveries } = readRmcSolution(textOf('rmc_uanl/solved', file));
    expect(rmcValue(rmc, deliveries)).toEqual({ value: cost, broken: [] });
  });

  const ownRmc = thereIsData ? readOwnRmcSolutions(textOf('rmc_uanl/own_solutions.json')) : [];
  const costs = references(rmcUanl, 'rmc_uanl/bks.csv');
  test.runIf(ownRmc.length > 0).each(ownRmc)(
    'multi-plant $instance: the best known solution costs what it states',
    ({ instance, cost, deliveries }) => {
      const path = `rmc_uanl/solved/${instance}.txt`;
      expect(rmcValue(readRmc(textOf(path), path), deliveries)).toEqual({ value: cost, broken: [] });
      expect(costs.get(`dispatch/${path}`)!.upperBound).toBe(cost);
    },
  );

  test.each([
    ['vrptw/solomon', '.txt', readSolomon, solomon, 'vrptw/bks.csv', '#distance', 1],
    ['vrptw/homberger_200', '.txt', readSolomon, homberger200, 'vrptw/bks.csv', '#distance', 1],
    ['vrptw/homberger_1000', '.vrp', readVrplib, homberger1000, 'vrptw/bks.csv', '#distance', 1],
    ['mtvrptwr', '.vrp', readVrplib, manyRounds, 'mtvrptwr/bks.csv', '', 10],
  ] as const)('%s: every stored solution has the stated distance', (folder, extension, read, family, table, name, unit) => {
    const best = references(family, table);
    const files = filesIn(folder, '.sol');
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const instance = file.replace('.sol', extension);
      const { cost, tours } = readTours(textOf(folder, file));
      const { value, broken } = roundsValue(read(textOf(folder, instance), instance), truncatedDistance, tours);
      expect([file, broken]).toEqual([file, []]);
      expect(value * unit).toBeCloseTo(cost, 5);
      expect(best.get(`dispatch/${folder}/${instance}${name}`)!.upperBound! * unit).toBeCloseTo(cost, 5);
    }
  });

  test('fewest vans first: where both objectives have the same plan, its value is the published pair', () => {
    const best = references(solomon, 'vrptw/bks.csv');
    for (const name of ['C101', 'C103', 'C201', 'C208']) {
      const { tours } = readTours(textOf('vrptw/solomon', `${name}.sol`));
      const file = readSolomon(textOf('vrptw/solomon', `${name}.txt`), name);
      const { value, broken } = roundsValue(file, vansThenDistance, tours);
      expect(broken).toEqual([]);
      expect(value).toBeCloseTo(best.get(`dispatch/vrptw/solomon/${name}.txt#vans`)!.upperBound!, 2);
    }
  });
});

function references(family: InstanceFamily, table: string): ReadonlyMap<string, Reference> {
  return family.references(thereIsData ? [textOf(table)] : []);
}
