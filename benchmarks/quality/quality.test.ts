import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incumbent, SolveResult } from '../../models/result.ts';
import type { KindSolver } from '../../solvers/solver.ts';
import { dataFolder } from '../instances/data-folder.ts';
import type { PublishedValue, Reference } from '../instances/family.ts';
import { measureQuality, type QualityReport } from './quality.ts';
import { summaryText } from './report.ts';
import { runInstance } from './run.ts';
import { summarize } from './summary.ts';

/** A solver of numbers: the request is the plan's true objective, and each plan is the objective it claims. */
function claimant(
  result: SolveResult<unknown>,
  handedOut: readonly Incumbent[] = [],
  tick = () => {},
): KindSolver<unknown, unknown> {
  return {
    prepare: async () => {},
    solve: (_request, budget) => {
      for (const found of handedOut) {
        tick();
        budget.onIncumbent?.(found);
      }
      while (!budget.shouldStop() && budget.maxIterations === Number.POSITIVE_INFINITY) tick();
      return result;
    },
    check: (_request, plan) => {
      const { objective, broken = [] } = plan as { objective: number; broken?: string[] };
      return { objective, violations: broken.map((rule) => ({ rule, message: 'broken' })) };
    },
    resumeFrom: (request) => request,
  };
}

const statistics = { iterations: 1 };
const plan = (objective: number, broken?: string[]) => ({ objective, broken });
const optimal = (objective: number, lowerBound = objective): SolveResult<unknown> => ({
  found: 'optimal',
  plan: plan(objective),
  objective,
  lowerBound,
  endedBy: 'proof',
  statistics,
});
const run = (solver: KindSolver<unknown, unknown>, reference?: Reference) =>
  runInstance(
    solver,
    { name: 'x', request: () => ({}), reference },
    { limits: { iterations: 10 }, seed: 1, now: () => 0, cpuMs: () => 0 },
  );

describe('judgement', () => {
  test('an optimum that agrees is praised, one that differs is flagged', () => {
    expect(run(claimant(optimal(7)), { optimum: 7, upperBound: 7 }).findings).toEqual([]);
    const { row, findings } = run(claimant(optimal(8)), { optimum: 7, upperBound: 7 });
    expect(findings).toMatchObject([
      { finding: 'wrong-optimal', message: '8 is claimed to be optimal, the optimum is 7' },
      { finding: 'wrong-optimal', message: 'the bound 8 is above the known plan of 7' },
    ]);
    expect(row).toMatchObject({ found: 'optimal', reference: 7, referenceGap: 1 / 7, violations: 0 });
  });

  test('what the rules of the source object to, and a value that they do not confirm, count as violations', () => {
    const judged = (published: () => PublishedValue) =>
      runInstance(
        claimant(optimal(7)),
        { name: 'x', request: () => ({}), published },
        { limits: { iterations: 10 }, seed: 1, now: () => 0, cpuMs: () => 0 },
      );
    expect(judged(() => ({ value: 7, broken: [] })).findings).toEqual([]);
    expect(judged(() => ({ value: 6.9, broken: [], tolerance: 0.1 })).findings).toEqual([]);
    expect(judged(() => ({ value: 6.9, broken: ['c1 is closed'], tolerance: 0.05 }))).toMatchObject({
      row: { violations: 2 },
      findings: [
        { finding: 'violation', message: 'published rules: c1 is closed' },
        { finding: 'violation', message: "published objective: 7 is claimed, by the source's rules it is 6.9" },
      ],
    });
  });

  test('a bound above a known plan is flagged without a known optimum; so is a claim that there is no plan', () => {
    const feasible = { ...optimal(12, 11), found: 'feasible' } as SolveResult<unknown>;
    expect(run(claimant(feasible), { upperBound: 10 }).findings).toMatchObject([{ finding: 'wrong-optimal' }]);
    expect(run(claimant(feasible), { upperBound: 11 }).findings).toEqual([]);
    const none: SolveResult<unknown> = { found: 'infeasible', endedBy: 'proof', statistics };
    expect(run(claimant(none), { upperBound: 10 })).toMatchObject({
      row: { found: 'infeasible', objective: null, reference: 10, referenceGap: null, firstMs: null },
      findings: [{ message: 'infeasible is claimed, a plan of 10 is known' }],
    });
    expect(run(claimant(none), {}).findings).toEqual([]);
  });

  test('where it is known that there is no plan, saying so is right and a plan is wrong', () => {
    const none: SolveResult<unknown> = { found: 'infeasible', endedBy: 'proof', statistics };
    const unknown: SolveResult<unknown> = { found: 'unknown', endedBy: 'time', statistics };
    const right = run(claimant(none), { infeasible: true });
    expect(right).toMatchObject({ row: { found: 'infeasible', infeasible: true, reference: null }, findings: [] });
    const wrong = run(claimant(optimal(7)), { infeasible: true });
    expect(wrong.findings).toMatchObject([
      { finding: 'wrong-optimal', message: 'a plan of 7 is handed out, it is known that there is none' },
    ]);
    const open = run(claimant(unknown), { infeasible: true });
    expect(open.findings).toEqual([]);
    const rows = [right.row, wrong.row, open.row, run(claimant(none)).row];
    expect(summarize(rows, wrong.findings, { iterations: 1 }, 90)).toMatchObject({
      knownInfeasible: 3,
      foundInfeasible: 1,
      wrongOptimal: 1,
    });
  });

  test('deviation from the critical path: over rows that have both', () => {
    const rows = [
      run(claimant(optimal(12)), { criticalPath: 10 }).row,
      run(claimant(optimal(10)), { criticalPath: 10 }).row,
      run(claimant(optimal(99))).row,
      run(claimant({ found: 'unknown', endedBy: 'time', statistics }), { criticalPath: 5 }).row,
    ];
    const summary = summarize(rows, [], { iterations: 1 }, 90);
    expect(summary.meanCpmDeviation).toBeCloseTo(0.1, 12);
    expect(summaryText(summary, [])).toContain('mean deviation from it 10.000 %');
    expect(summarize(rows.slice(2, 3), [], { iterations: 1 }, 90).meanCpmDeviation).toBeUndefined();
  });

  test('every plan handed out is checked, its claimed objective too', () => {
    const handedOut = [
      { plan: plan(9, ['too-full', 'too-many']), objective: 9 },
      { plan: plan(9), objective: 8 },
    ];
    const { row, findings } = run(claimant(optimal(7), handedOut));
    expect(findings.map(({ message }) => message)).toEqual([
      'too-full: broken',
      'too-many: broken',
      "objective: 8 is claimed, the plan's is 9",
    ]);
    expect(row.violations).toBe(3);
  });

  test('a solver that throws gets a row and a finding', () => {
    const solver = claimant(optimal(7));
    const throwing = {
      ...solver,
      solve: () => {
        throw new Error('divided by nothing');
      },
    };
    const { row, findings } = run(throwing, { optimum: 7 });
    expect(row).toMatchObject({ found: 'error', objective: null, reference: 7 });
    expect(findings).toMatchObject([{ finding: 'error', message: expect.stringContaining('divided by nothing') }]);
  });

  test('time is that of the solve and of its first plan, on the clock handed in', () => {
    let clock = 100;
    const solver = claimant(optimal(7), [{ plan: plan(9), objective: 9 }], () => {
      clock += 4;
    });
    const limits = { timeMs: 20 };
    // Half of the time the processor is at something else.
    const clocks = { now: () => clock, cpuMs: () => clock / 2 };
    const { row } = runInstance(solver, { name: 'x', request: () => ({}) }, { limits, seed: 1, ...clocks });
    expect(row).toMatchObject({ timeMs: 20, cpuS: 0.01, firstMs: 4 });
  });

  test('a summary over rows with and without plan and reference', () => {
    const rows = [
      run(claimant(optimal(7)), { optimum: 7 }).row,
      run(claimant(optimal(9)), { upperBound: 6 }).row,
      run(claimant(optimal(5))).row,
      run(claimant({ found: 'unknown', endedBy: 'time', statistics }), { optimum: 3 }).row,
    ];
    expect(summarize(rows, [], { iterations: 10 }, 90)).toMatchObject({
      n: 4,
      solved: 3,
      provenOptimal: 3,
      reachedReference: 1,
      meanReferenceGap: 0.25,
      violations: 0,
      wrongOptimal: 0,
      peakRssMb: 90,
    });
    // Gaps to the bound of the solve itself: 0 of the three that are optimal, and (8 - 6) / 8.
    const open = run(claimant({ ...optimal(8, 6), found: 'feasible' } as SolveResult<unknown>)).row;
    expect(summarize([...rows, open], [], { iterations: 10 }, 90)).toMatchObject({ meanGap: 0.0625, maxGap: 0.25 });
    const slow = { ...rows[0], timeMs: 10.1 };
    expect(summarize([rows[0], slow], [], { timeMs: 10 }, 90)).toMatchObject({
      provenOptimal: 2,
      provenWithinBudget: 1,
    });
    // Of twenty solves the nineteenth is the first that 95 % do not exceed.
    const cpus = Array.from({ length: 20 }, (_, index) => ({ ...rows[0], cpuS: index + 1 }));
    expect(summarize(cpus, [], { iterations: 10 }, 90)).toMatchObject({ medianCpuS: 10.5, p95CpuS: 19, maxCpuS: 20 });
    expect(summarize([], [], { timeMs: 10 }, 90)).toMatchObject({
      n: 0,
      meanReferenceGap: null,
      medianFirstMs: null,
      p95CpuS: null,
    });
  });
});

describe('end to end', () => {
  let data: string;
  const folder = () => join(data, 'packing/csp/tiny');
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'takt-bench-'));
    mkdirSync(folder(), { recursive: true });
    // Three of 6 need a bin of 10 each; the four of 4 fill them up and need one more: 4 bins by hand.
    writeFileSync(join(folder(), 'a.txt'), '2\n10\n6\t3\n4\t4\n');
    // Five of 5 in bins of 10: 3 bins.
    writeFileSync(join(folder(), 'b.txt'), '1\n10\n5\t5\n');
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));
  const table = (optimumOfB: number) =>
    writeFileSync(
      join(data, 'packing/csp-optima.tsv'),
      'set\tfile\tlower_bound\tupper_bound\toptimum\tsource\n' +
        `tiny\ta.txt\t4\t4\t4\thand\ntiny\tb.txt\t${optimumOfB}\t${optimumOfB}\t${optimumOfB}\thand\n`,
    );
  const measure = async (lines: string[] = []): Promise<QualityReport> => {
    const json = join(data, 'report.json');
    const limits = { iterations: 200 };
    await measureQuality({ kind: 'melt', set: 'packing/csp/tiny', data, limits, seed: 1, json }, (line) =>
      lines.push(line),
    );
    return JSON.parse(readFileSync(json, 'utf8'));
  };

  test('table and JSON of two instances', async () => {
    table(3);
    const lines: string[] = [];
    const { meta, rows, summary, findings } = await measure(lines);
    expect(Object.keys(meta).sort()).toEqual(
      ['budget', 'commit', 'cpu', 'date', 'kind', 'limit', 'loadBefore', 'node', 'seed', 'set'].sort(),
    );
    expect(meta).toMatchObject({ kind: 'melt', set: 'packing/csp/tiny', seed: 1, budget: { iterations: 200 } });
    expect(Object.keys(rows[0])).toEqual([
      'instance',
      'found',
      'objective',
      'lowerBound',
      'reference',
      'referenceGap',
      'timeMs',
      'cpuS',
      'firstMs',
      'violations',
    ]);
    expect(rows).toMatchObject([
      { instance: 'packing/csp/tiny/a.txt', found: 'optimal', objective: 4, lowerBound: 4, reference: 4 },
      { instance: 'packing/csp/tiny/b.txt', found: 'optimal', objective: 3, lowerBound: 3, referenceGap: 0 },
    ]);
    expect(summary).toMatchObject({ n: 2, solved: 2, provenOptimal: 2, violations: 0, wrongOptimal: 0 });
    expect(findings).toEqual([]);
    expect(lines.some((line) => /^packing\/csp\/tiny\/b\.txt\s+optimal\s+3\s+3\s+3\s+0\.00 %/.test(line))).toBe(true);
  });

  test('a table that knows better makes the same answers wrong', async () => {
    table(2);
    const { summary, findings } = await measure();
    expect(summary.wrongOptimal).toBe(2);
    expect(findings.map(({ instance }) => instance)).toEqual(['packing/csp/tiny/b.txt', 'packing/csp/tiny/b.txt']);
  });
});

test('a generated set needs no data folder, and is judged by its table', async () => {
  const lines: string[] = [];
  const { rows, findings } = await measureQuality(
    { kind: 'melt', set: 'generated/heavy/01', data: '/nowhere', limits: { iterations: 300 }, seed: 1 },
    (line) => lines.push(line),
  );
  expect(findings).toEqual([]);
  // Six heats are full to the gram.
  expect(rows).toMatchObject([{ instance: 'generated/heavy/01', reference: 6 }]);
});

const data = dataFolder();
const thereIsData = existsSync(join(data, 'packing'));
if (!thereIsData) console.info(`no instances under ${data}: published optima are not compared in this run`);

describe.runIf(thereIsData)('published optima', () => {
  // Optima from the table beside the instances: Scholl N1C1W1_A needs 25 bins, Falkenauer u120_00 48.
  test.each([
    ['packing/csp/scholl_1/N1C1W1_A.txt', 25],
    ['packing/csp/falkenauer_u/Falkenauer_u120_00.txt', 48],
    ['packing/csp/schwerin_1/Schwerin1_BPP1.txt', 18],
  ])('%s: bound and plan enclose %d', async (set, optimum) => {
    const limits = { iterations: 300 };
    const { rows, findings } = await measureQuality({ kind: 'melt', set, limits, seed: 1 }, () => {});
    expect(findings).toEqual([]);
    expect(rows[0].reference).toBe(optimum);
    expect(rows[0].lowerBound).toBeLessThanOrEqual(optimum);
    expect(rows[0].objective).toBeGreaterThanOrEqual(optimum);
  });
});
