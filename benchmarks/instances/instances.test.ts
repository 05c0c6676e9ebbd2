import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MeltRequest } from '../../models/melt.ts';
import { csp, readCspReferences, readCuttingStock } from './csp/family.ts';
import { dataFolder, findInstances, spreadSample } from './data-folder.ts';
import type { InstanceFamily } from './family.ts';
import { mkp, readMkpReferences, readMultipleKnapsack } from './mkp/family.ts';
import { readVariableSized, readVscspReferences, vscsp } from './vscsp/family.ts';

describe('formats', () => {
  test('cutting stock: types, capacity, weight and demand; line ends of either kind', () => {
    const whole = { capacity: 50, items: [30, 20, 7].map((weight, index) => ({ weight, demand: [2, 1, 0][index] })) };
    expect(readCuttingStock('3\n50\n30\t2\n20\t1\n7\t0\n', 'x')).toEqual(whole);
    expect(readCuttingStock('3\r\n50\r\n30 2\r\n20 1\r\n7 0\r\n', 'x')).toEqual(whole);
  });

  test('cutting stock as a melt: grams, one furnace without a least mass, no line for a type without demand', () => {
    const [{ request }] = csp.read('3\n50\n30\t2\n20\t1\n7\t0\n', 'x');
    const { problem } = request() as MeltRequest;
    expect(problem.lines.map(({ pieceMass, quantity }) => [pieceMass, quantity])).toEqual([
      [30, 2],
      [20, 1],
    ]);
    expect(problem).toMatchObject({ massUnit: 'g', fill: 'none', spread: false, objective: 'fewest-heats' });
    expect(problem.furnaces).toMatchObject([{ leastMass: 0, greatestMass: 50 }]);
    expect(problem.furnaces[0].mostHeats).toBeUndefined();
    expect(problem.grades).toHaveLength(1);
  });

  test('variable-sized: a furnace for each bin type, with its count and cost', () => {
    const text = '2\n50\t3\t45\n20\t4\t20\n1\n19\t5\n';
    expect(readVariableSized(text, 'x').bins[1]).toEqual({ capacity: 20, available: 4, cost: 20 });
    const { problem } = vscsp.read(text, 'x')[0].request() as MeltRequest;
    expect(problem.objective).toBe('cheapest-heats');
    expect(problem.furnaces).toMatchObject([
      { greatestMass: 50, mostHeats: 3, heatCost: 45 },
      { greatestMass: 20, mostHeats: 4, heatCost: 20 },
    ]);
  });

  test('multiple knapsack: capacities, weight and profit', () => {
    expect(readMultipleKnapsack('2\r\n1\r\n30\r\n20\r\n19\t7\r\n', 'x')).toEqual({
      capacities: [30, 20],
      items: [{ weight: 19, profit: 7 }],
    });
  });

  test('multiple knapsack as a melt: a furnace for each capacity, its heats those of the knapsacks, priority for profit', () => {
    const [{ request, unsuited }] = mkp.read('3\n3\n30\n20\n30\n19 19\n8 4\n8 24\n', 'x');
    expect(unsuited).toBeUndefined();
    const { problem } = request() as MeltRequest;
    expect(problem).toMatchObject({ massUnit: 'g', objective: 'most-mass', fill: 'none', spread: false });
    expect(problem.furnaces).toMatchObject([
      { leastMass: 0, greatestMass: 30, mostHeats: 2 },
      { leastMass: 0, greatestMass: 20, mostHeats: 1 },
    ]);
    expect(problem.lines.map(({ pieceMass, quantity, priority }) => [pieceMass, quantity, priority])).toEqual([
      [19, 1, 1],
      [8, 1, 0.5],
      [8, 1, 3],
    ]);
  });

  test('multiple knapsack: packed profit becomes what is left out', () => {
    const [{ convert }] = mkp.read('1\n2\n30\n19 19\n18 18\n', 'x');
    expect(convert!({ lowerBound: 18, upperBound: 19 })).toEqual({
      lowerBound: 18,
      upperBound: 19,
      optimum: undefined,
    });
    expect(convert!({ lowerBound: 19, upperBound: 30, optimum: 19 })).toEqual({
      lowerBound: 7,
      upperBound: 18,
      optimum: 18,
    });
  });

  test.each([
    ['1\n2\n30\n19 19\n3 1\n', 'no exact multiple of its weight'],
    ['1\n1\n30\n2 4096\n', 'no exact multiple of its weight'],
    [`51\n1\n${Array.from({ length: 51 }, (_, index) => index + 1).join('\n')}\n2 2\n`, 'than the 50 furnaces'],
  ])('multiple knapsack that no melt stands for: %j', (text, why) => {
    expect(mkp.read(text, 'x')[0].unsuited).toContain(why);
  });

  test.each([
    ['2\n50\n30 1\n', 'bad.txt: ends where a weight should be'],
    ['1\n50\n30 x\n', 'bad.txt, line 3: a demand should be a whole number >= 0: x'],
    ['1\n50\n30 1\n9\n', 'bad.txt, line 4: the file should have ended before'],
    ['1\n0\n30 1\n', 'bad.txt, line 2: the capacity should be a whole number >= 1: 0'],
  ])('a file that is not of the format names file and line: %j', (text, message) => {
    expect(() => readCuttingStock(text, 'bad.txt')).toThrow(message);
  });
});

describe('reference tables', () => {
  test('cutting stock: a known optimum is both bounds, whatever the bounds of the table', () => {
    const table = [
      'set\tfile\tlower_bound\tupper_bound\toptimum\tsource',
      'ai\ta.txt\t132\t133\t132\tclass',
      'ai\tb.txt\t5\t7\t\ttable',
    ].join('\n');
    const references = readCspReferences([table]);
    expect(references.get('packing/csp/ai/a.txt')).toEqual({ lowerBound: 132, upperBound: 132, optimum: 132 });
    expect(references.get('packing/csp/ai/b.txt')).toEqual({ lowerBound: 5, upperBound: 7, optimum: undefined });
  });

  test('variable-sized: an optimum only where the bounds are closed', () => {
    const table = 'file\tlower_bound\tupper_bound\tclosed\ns/a.txt\t90\t90\t1\ns/b.txt\t80.5\t81\t0\n';
    const references = readVscspReferences([table]);
    expect(references.get('packing/vscsp/s/a.txt')).toEqual({ lowerBound: 90, upperBound: 90, optimum: 90 });
    expect(references.get('packing/vscsp/s/b.txt')).toEqual({ lowerBound: 80.5, upperBound: 81, optimum: undefined });
  });

  test('multiple knapsack: an optimum only where the bounds are closed', () => {
    const table = 'file\tlower_bound\tupper_bound\tclosed\ns/a.txt\t90\t90\t1\ns/b.txt\t80\t81\t0\n';
    const references = readMkpReferences([table]);
    expect(references.get('packing/mkp/s/a.txt')).toEqual({ lowerBound: 90, upperBound: 90, optimum: 90 });
    expect(references.get('packing/mkp/s/b.txt')).toEqual({ lowerBound: 80, upperBound: 81, optimum: undefined });
  });

  test('a table without a needed column is refused', () => {
    expect(() => readVscspReferences(['file\tlower_bound\nx\t1\n'])).toThrow('row 1 has no upper_bound');
  });
});

describe('sets', () => {
  let data: string;
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(data, path)), { recursive: true });
    writeFileSync(join(data, path), text);
  };
  /** A format with many instances in a file: one name a line. */
  const many: InstanceFamily = {
    folder: 'many',
    extension: '.txt',
    read: (text) =>
      text
        .trim()
        .split('\n')
        .map((name) => ({ name, request: () => name })),
    tables: [],
    references: () => new Map([['many/all.txt#b', { optimum: 3 }]]),
  };
  const names = (set: string) => findInstances(data, set, [csp, many]).map(({ name }) => name);

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'takt-bench-'));
    for (const number of [10, 2, 1]) put(`packing/csp/s/x${number}.txt`, '1\n5\n2 3\n');
    put('packing/csp/s/deep/y.txt', '1\n5\n2 3\n');
    put('packing/csp/s/notes.md', 'not an instance');
    put('many/all.txt', 'a\nb\n');
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  test('a folder is searched to the bottom, in natural order', () => {
    const all = ['packing/csp/s/deep/y.txt', 'packing/csp/s/x1.txt', 'packing/csp/s/x2.txt', 'packing/csp/s/x10.txt'];
    expect(names('packing/csp/s')).toEqual(all);
    expect(names('packing/')).toEqual(all);
  });

  test('the files of a folder whose names begin so', () => {
    expect(names('packing/csp/s/x1*')).toEqual(['packing/csp/s/x1.txt', 'packing/csp/s/x10.txt']);
    expect(() => names('packing/csp/s/z*')).toThrow('packing/csp/s/z*');
    expect(() => names('packing/gone/x*')).toThrow('packing/gone/x*');
  });

  test('a file; a name inside a file, written in either way', () => {
    expect(names('packing/csp/s/x2.txt')).toEqual(['packing/csp/s/x2.txt']);
    expect(names('many/all.txt')).toEqual(['many/all.txt#a', 'many/all.txt#b']);
    expect(names('many/all.txt#b')).toEqual(['many/all.txt#b']);
    expect(names('many/all.txt/b')).toEqual(['many/all.txt#b']);
    expect(findInstances(data, 'many/all.txt#b', [many])[0].reference).toEqual({ optimum: 3 });
  });

  test('a name in each file of a folder', () => {
    put('many/more.txt', 'b\nc\n');
    put('many/deep/less.txt', 'b\n');
    expect(names('many#b')).toEqual(['many/all.txt#b', 'many/deep/less.txt#b', 'many/more.txt#b']);
    expect(names('many/a*#b')).toEqual(['many/all.txt#b']);
    expect(() => names('many#x')).toThrow('there is no set "many#x"');
  });

  test('a family may look at other files of the data folder', () => {
    put('many/table.csv', 'of the table');
    const curious: InstanceFamily = {
      ...many,
      read: (_text, _file, textOf) => [{ request: () => [textOf?.('many/table.csv'), textOf?.('many/none.csv')] }],
    };
    expect(findInstances(data, 'many/all.txt', [curious])[0].request()).toEqual(['of the table', undefined]);
  });

  test.each([
    'packing/csp/none',
    'many/all.txt#c',
    'packing/csp/s/notes.md',
    '../elsewhere',
  ])('no such set %s: a sentence with what there is', (set) => {
    expect(() => names(set)).toThrow(`there is no set "${set}" of this kind under ${data}; there are packing/csp/s`);
  });

  test('what does not suit is passed over and named; a set of nothing else is refused', () => {
    put('packing/mkp/s/a.txt', '1\n1\n5\n2 2\n');
    put('packing/mkp/s/b.txt', '1\n1\n5\n3 2\n');
    const passedOver: string[] = [];
    const found = findInstances(data, 'packing/mkp', [mkp], (name) => passedOver.push(name));
    expect(found.map(({ name }) => name)).toEqual(['packing/mkp/s/a.txt']);
    expect(passedOver).toEqual(['packing/mkp/s/b.txt']);
    expect(() => findInstances(data, 'packing/mkp/s/b.txt', [mkp])).toThrow(
      'no instance of "packing/mkp/s/b.txt" suits this kind: a profit is no exact multiple of its weight',
    );
  });

  test('no data folder', () => {
    expect(() => findInstances(join(data, 'gone'), 'packing', [csp])).toThrow('name it with --data');
  });

  test('a sample is spread evenly, depends on the seed alone and is the whole list at most', () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const sample = spreadSample(items, 10, 7);
    expect(sample.map((item, run) => item - 10 * run)).toEqual(sample.map(() => sample[0]));
    expect(spreadSample(items, 10, 7)).toEqual(sample);
    expect(new Set(Array.from({ length: 20 }, (_, seed) => spreadSample(items, 10, seed)[0])).size).toBeGreaterThan(3);
    expect(spreadSample(items, 200, 7)).toEqual(items);
  });
});

const data = dataFolder();
const thereIsData = existsSync(join(data, 'packing'));
if (!thereIsData) console.info(`no instances under ${data}: published sets are not read in this run`);

describe.runIf(thereIsData)('published sets', () => {
  test.each([
    ['packing/csp/hard28', csp, 28],
    ['packing/csp/scholl_3', csp, 10],
    ['packing/vscsp/belov1', vscsp, 10],
    ['packing/vscsp/crainic2', vscsp, 60],
  ])('%s: every file reads', (set, family, count) => {
    const instances = findInstances(data, set, [family]);
    expect(instances).toHaveLength(count);
    for (const { request } of instances) expect((request() as MeltRequest).problem.lines.length).toBeGreaterThan(0);
  });

  test('reference values reach their instances', () => {
    const [instance] = findInstances(data, 'packing/csp/hard28/Hard28_BPP14.txt', [csp]);
    // Optimum 62: BPPLIB, table of the class Hard28.
    expect(instance.reference).toEqual({ lowerBound: 62, upperBound: 62, optimum: 62 });
    // 11 181 packed at most, by the table of own bounds; the objective is the rest.
    const [packing] = findInstances(data, 'packing/mkp/x1/random12_48_4_1000_1_3.txt', [mkp]);
    const { problem } = packing.request() as MeltRequest;
    const all = problem.lines.reduce((sum, { pieceMass }) => sum + pieceMass, 0);
    expect(packing.reference).toEqual({ lowerBound: all - 11181, upperBound: all - 11181, optimum: all - 11181 });
    expect(findInstances(data, 'packing/vscsp/crainic1', [vscsp]).every(({ reference }) => reference)).toBe(true);
  });
});
