import { describe, expect, test } from 'vitest';
import { firstSolutionSeconds } from './drivers/scip.ts';
import { readEvent } from './protocol.ts';
import { probe, runSolver, type Solver } from './run-solver.ts';

/** A solver whose process runs a few lines of JavaScript. */
const scripted = (script: string): Solver => ({
  name: 'scripted',
  command: [process.execPath, '-e', script],
  takes: 'model',
});
const tell = (event: object) => `console.log(${JSON.stringify(JSON.stringify(event))});`;
const ready = tell({ event: 'ready', version: '1.2' });
const found = tell({ event: 'found', atMs: 3, objective: 9, solution: { values: [1, 0] } });
const end = tell({
  event: 'end',
  status: 'optimal',
  objective: 8,
  bound: 8,
  solution: { values: [0, 1] },
  atMs: 5,
  cpuMs: 4,
  peakRssMb: 60,
});
const task = { probe: false, timeMs: 1, seed: 1 } as const;
const patience = { loadMs: 60_000, graceMs: 60_000 };

describe('lines of a solver', () => {
  test.each([
    ['Welcome to a solver'],
    [''],
    ['{ "event": "end", "sta'],
    ['{"event":"party"}'],
    ['{"event":"end","status":"splendid","atMs":1,"cpuMs":1,"peakRssMb":1}'],
    ['[1, 2]'],
  ])('%j is passed over', (line) => {
    expect(readEvent(line)).toBeUndefined();
  });

  test('null stands for what a solver does not know', () => {
    const line =
      '{"event":"end","status":"infeasible","objective":null,"bound":null,"solution":null,"atMs":1,"cpuMs":1,"peakRssMb":1}';
    expect(readEvent(line)).toMatchObject({ event: 'end', status: 'infeasible', objective: null });
  });
});

describe('a run', () => {
  test('the end counts, and when the first solution came; what a library prints is passed over', async () => {
    const outcome = await runSolver(scripted(`console.log('hello');${ready}${found}${end}`), task, patience);
    expect(outcome).toMatchObject({
      status: 'optimal',
      version: '1.2',
      objective: 8,
      bound: 8,
      solution: { values: [0, 1] },
      firstMs: 3,
      timeMs: 5,
      cpuMs: 4,
      peakRssMb: 60,
    });
  });

  test('one that does not come back is killed, and keeps the plan that it told of', async () => {
    const script = `${ready}${found}setInterval(() => {}, 1000);`;
    const outcome = await runSolver(scripted(script), task, { loadMs: 60_000, graceMs: 1000 });
    expect(outcome).toMatchObject({ status: 'killed', objective: 9, solution: { values: [1, 0] } });
    expect(outcome.timeMs).toBeUndefined();
  });

  test('one that dies says of what', async () => {
    const outcome = await runSolver(
      scripted(`${ready}throw new RangeError('memory access out of bounds')`),
      task,
      patience,
    );
    expect(outcome).toMatchObject({ status: 'crashed', reason: 'RangeError: memory access out of bounds' });
    expect(await runSolver(scripted(`${ready}process.exit(3)`), task, patience)).toMatchObject({
      status: 'crashed',
      reason: 'ended with code 3',
    });
  });

  test('a library that is not there, a program that is not there, a process that says nothing', async () => {
    const missing = scripted(tell({ event: 'missing', reason: 'no module named scipy' }));
    expect(await probe(missing, patience)).toMatchObject({ status: 'missing', reason: 'no module named scipy' });
    const noProgram: Solver = { name: 'x', command: ['no-such-program-anywhere'], takes: 'model' };
    expect(await probe(noProgram, patience)).toMatchObject({
      status: 'missing',
      reason: expect.stringContaining('ENOENT'),
    });
    expect(await probe(scripted(''), patience)).toMatchObject({ status: 'crashed', reason: 'ended with code 0' });
    expect(await probe(scripted(ready), patience)).toMatchObject({ status: 'ready', version: '1.2' });
  });
});

describe("SCIP's log", () => {
  const head =
    ' time | node  | left  |LP iter|LP it/n|mem/heur|mdpt |vars |cons |rows |cuts |sepa|confs|strbr|  dualbound   | primalbound  |  gap   | compl. ';
  const row = (time: string, primal: string) =>
    ` ${time}|     1 |     0 |    77 |     - |  3618k |   0 | 372 | 117 |  42 |   0 |  0 |  73 |   0 | 1.200000e+01 |${primal}|    Inf | unknown`;

  test('the first row with a primal bound tells', () => {
    const log = [
      head,
      row('  0.2s', '      --      '),
      row('o 1.7s', ' 1.500000e+01 '),
      row('* 2.0s', ' 1.300000e+01 '),
    ];
    expect(firstSolutionSeconds(log)).toBe(1.7);
  });

  test('so does a heuristic before the search', () => {
    const line = 'feasible solution found by trivial heuristic after 0.1 seconds, objective value 1.400000e+01';
    expect(firstSolutionSeconds([line, head, row('  0.2s', ' 1.400000e+01 ')])).toBe(0.1);
  });

  test('a log without a solution tells nothing', () => {
    expect(
      firstSolutionSeconds([head, row('  0.2s', '      --      '), 'SCIP Status        : infeasible']),
    ).toBeUndefined();
  });
});
