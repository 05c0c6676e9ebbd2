import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MeltPlan, MeltProblem } from '../../../models/melt.ts';
import { MeltCertificate } from '../../../models/melt-certificate.ts';
import { hasPlan } from '../../../models/result.ts';
import { iterationBudget } from '../../solver.ts';
import { meltSolver } from '../solve.ts';
import { Work } from './exact.ts';
import { leastPoints } from './testing.ts';
import { verifyCertificate, verifyMeltProofs } from './verify.ts';

beforeAll(meltSolver.prepare);

const step = 1_000_000;
const f = { furnace: 'f' };

function planOf(problem: MeltProblem, iterations = 300): MeltPlan {
  const result = meltSolver.solve({ problem }, iterationBudget(iterations));
  if (!hasPlan(result)) throw new Error(`no plan: ${result.found}`);
  return result.plan;
}

function week(lines: readonly [id: string, kg: number, grade: string, quantity?: number][], extra: object = {}) {
  return MeltProblem.parse({
    lines: lines.map(([id, pieceMass, grade, quantity = 1]) => ({ id, pieceMass, grade, quantity })),
    furnaces: [{ id: 'f', greatestMass: 10 }],
    grades: [...new Set(lines.map(([, , grade]) => grade))].map((id) => ({ id })),
    ...extra,
  });
}

function certificate(parts: Partial<MeltCertificate>): MeltCertificate {
  return MeltCertificate.parse({
    stage: 'fewest-heats',
    pointsPerStep: step,
    scale: 1,
    limits: [],
    rules: [],
    lowerBound: parts.target! + 1,
    ...parts,
  });
}

interface Example {
  readonly problem: MeltProblem;
  readonly proof: MeltCertificate;
}

/** A heat of 10 holds two pieces of 4 kg: each is worth half a heat, four pieces are two heats. */
const plain: Example = {
  problem: week([['a', 4, 'g', 4]]),
  proof: certificate({
    target: 1,
    scale: 2,
    lines: ['a'],
    nodes: [{ kind: 'leaf', pieces: [1], limits: [], rules: [] }],
  }),
};

/**
 * Three halves of a heat of each of two grades: three heats by the relaxation, four in truth. Grade by grade: one heat
 * is too few (its multiplier makes a piece worth a heat), so there are two.
 */
const byCounts: Example = {
  problem: week([
    ['a', 5, 'g', 3],
    ['b', 5, 'h', 3],
  ]),
  proof: certificate({
    target: 3,
    scale: 2,
    lines: ['a', 'b'],
    rules: [
      { kind: 'cells', cells: [{ ...f, grade: 'g' }] },
      { kind: 'cells', cells: [{ ...f, grade: 'h' }] },
    ],
    nodes: [
      { kind: 'split', rule: 0, most: 1, atMost: 1, above: 2 },
      { kind: 'leaf', pieces: [2, 1], limits: [], rules: [{ rule: 0, multiplier: -2 }] },
      { kind: 'split', rule: 1, most: 1, atMost: 3, above: 4 },
      {
        kind: 'leaf',
        pieces: [0, 2],
        limits: [],
        rules: [
          { rule: 0, multiplier: 2 },
          { rule: 1, multiplier: -2 },
        ],
      },
      {
        kind: 'leaf',
        pieces: [0, 0],
        limits: [],
        rules: [
          { rule: 0, multiplier: 2 },
          { rule: 1, multiplier: 2 },
        ],
      },
    ],
  }),
};

const triangles = week([
  ['a', 4, 'g'],
  ['b', 4.5, 'g'],
  ['c', 5, 'g'],
  ['d', 4, 'h'],
  ['e', 4.5, 'h'],
  ['x', 5, 'h'],
]);
const linesOfTriangles = ['a', 'b', 'c', 'd', 'e', 'x'];

/** Any two of three pieces share a heat, never all three: no plan has two pairs, which the odd sets say. */
const byOddSets: Example = {
  problem: triangles,
  proof: certificate({
    target: 3,
    scale: 2,
    lines: linesOfTriangles,
    rules: [
      { kind: 'odd-set', lines: ['a', 'b', 'c'] },
      { kind: 'odd-set', lines: ['d', 'e', 'x'] },
    ],
    listing: { pieces: [1, 1, 1, 1, 1, 1], limits: [] },
    nodes: [
      {
        kind: 'leaf',
        pieces: [2, 2, 2, 2, 2, 2],
        limits: [],
        rules: [
          { rule: 0, multiplier: -2 },
          { rule: 1, multiplier: -2 },
        ],
      },
    ],
  }),
};

/** The same by a pair: apart, a and b are two heats; together, c needs one of its own. */
const byPair: Example = {
  problem: triangles,
  proof: certificate({
    target: 3,
    scale: 2,
    lines: linesOfTriangles,
    rules: [{ kind: 'together', lines: ['a', 'b'] }],
    listing: { pieces: [1, 1, 1, 1, 1, 1], limits: [] },
    nodes: [
      { kind: 'split', rule: 0, most: 0, atMost: 1, above: 2 },
      { kind: 'leaf', pieces: [2, 2, 0, 1, 1, 1], limits: [], rules: [{ rule: 0, multiplier: -2 }] },
      { kind: 'leaf', pieces: [0, 0, 2, 1, 1, 1], limits: [], rules: [{ rule: 0, multiplier: 2 }] },
    ],
  }),
};

/** As by the pair, but split on the heat of exactly a and b. */
const byPattern: Example = {
  problem: triangles,
  proof: {
    ...byPair.proof,
    rules: [
      {
        kind: 'pattern',
        furnace: 'f',
        grade: 'g',
        contents: [
          { line: 'b', pieces: 1 },
          { line: 'a', pieces: 1 },
        ],
      },
    ],
  },
};

/** 20 kg in two heats of 10 would fill both, but no pieces weigh 10 together: two heats have room for 18 kg. */
const byWaste: Example = {
  problem: week([
    ['a', 6, 'g', 2],
    ['b', 5, 'g'],
    ['c', 3, 'g'],
  ]),
  proof: certificate({
    target: 2,
    lines: ['a', 'b', 'c'],
    listing: { pieces: [0, 0, 0], limits: [], mostWaste: -2000 },
    nodes: [{ kind: 'leaf', pieces: [1, 1, 1], limits: [], rules: [] }],
  }),
};

/** One heat for three pieces of 6 kg: two stay, 12 kg. A piece left out is worth its mass, a heat at most one piece. */
const byLimit: Example = {
  problem: week([['a', 6, 'g', 3]], { furnaces: [{ id: 'f', greatestMass: 10, mostHeats: 1 }] }),
  proof: certificate({
    stage: 'most-mass',
    pointsPerStep: 6 * step,
    target: 1,
    lowerBound: 12,
    lines: ['a'],
    limits: [{ kind: 'furnace-heats', furnace: 'f' }],
    nodes: [{ kind: 'leaf', pieces: [1], limits: [-1], rules: [] }],
  }),
};

const examples: Record<string, Example> = {
  plain,
  byCounts,
  byOddSets,
  byPair,
  byPattern,
  byWaste,
  byLimit,
};

describe('certificates made by hand', () => {
  test.each(Object.entries(examples))('%s proves the optimum', (_, { problem, proof }) => {
    const plan = planOf(problem);
    const result = verifyCertificate(problem, plan, proof);
    expect(result).toHaveProperty('points');
    if ('points' in result) expect(result.points).toBe(leastPoints(problem, proof.stage));
    const report = verifyMeltProofs({ problem }, { ...plan, certificates: [proof] });
    expect(report.violations).toEqual([]);
    expect(report.stages[0]).toMatchObject({ verdict: 'verified', lowerBound: proof.lowerBound });
  });

  test.each(Object.entries(examples))('%s proves no step more', (_, { problem, proof }) => {
    const more = { ...proof, target: proof.target + 1, lowerBound: proof.lowerBound + 1 };
    expect(verifyCertificate(problem, planOf(problem), more)).toHaveProperty('refused');
    expect(verifyCertificate(problem, planOf(problem), { ...proof, lowerBound: proof.lowerBound + 0.001 })).toEqual({
      refused: expect.stringContaining('it claims'),
    });
  });

  const spoil = ({ problem, proof }: Example, change: (copy: MeltCertificate) => void) => {
    const copy = structuredClone(proof);
    change(copy);
    return verifyCertificate(problem, planOf(problem), copy);
  };
  const leafOf = ({ nodes }: MeltCertificate, at: number) => {
    const node = nodes[at];
    if (node.kind !== 'leaf') throw new Error(`node ${at} is no leaf`);
    return node;
  };
  const splitOf = ({ nodes }: MeltCertificate, at: number) => {
    const node = nodes[at];
    if (node.kind !== 'split') throw new Error(`node ${at} is no split`);
    return node;
  };

  test.each<[string, Example, (copy: MeltCertificate) => void, RegExp]>([
    ['a multiplier too large', plain, (c) => leafOf(c, 0).pieces.splice(0, 1, 2), /reduced cost is too low/],
    ['a multiplier too small', plain, (c) => leafOf(c, 0).pieces.splice(0, 1, 0), /prove 0 steps at best/],
    ['a multiplier missing', plain, (c) => leafOf(c, 0).pieces.pop(), /0 multipliers for 1 lines/],
    ['an unknown line', plain, (c) => c.lines.splice(0, 1, 'z'), /"z" is not the first/],
    ['a line twice', byCounts, (c) => c.lines.splice(0, 2, 'a', 'a'), /names a line twice/],
    ['a wrong stage', plain, (c) => Object.assign(c, { stage: 'cheapest-heats' }), /does not ask for the cheapest/],
    ['a half left out', byCounts, (c) => Object.assign(splitOf(c, 2), { above: 3 }), /stands in two places/],
    ['a node that is not there', byCounts, (c) => Object.assign(splitOf(c, 0), { above: 9 }), /no node 9/],
    ['a circle', byCounts, (c) => Object.assign(splitOf(c, 2), { above: 0 }), /stands in two places/],
    ['a split elsewhere', byCounts, (c) => Object.assign(splitOf(c, 0), { most: 2 }), /prove 2 steps at best/],
    [
      'a rule that nothing limits',
      byCounts,
      (c) => Object.assign(leafOf(c, 1).rules[0], { rule: 1 }),
      /nothing limits it there/,
    ],
    [
      'a rule that is not there',
      byCounts,
      (c) => Object.assign(leafOf(c, 1).rules[0], { rule: 7 }),
      /rule 7, which is not there/,
    ],
    ['pairs without a listing', byPair, (c) => delete c.listing, /for which heats must be listed/],
    [
      'other pieces in an odd set',
      byOddSets,
      (c) => c.rules.splice(0, 1, { kind: 'odd-set', lines: ['a', 'b', 'd'] }),
      /too low/,
    ],
    [
      'a piece twice in an odd set',
      byOddSets,
      (c) => c.rules.splice(0, 1, { kind: 'odd-set', lines: ['a', 'a', 'b'] }),
      /same line twice/,
    ],
    ['another pair', byPair, (c) => c.rules.splice(0, 1, { kind: 'together', lines: ['a', 'c'] }), /too low/],
    [
      'less waste than there may be',
      byWaste,
      (c) => Object.assign(c.listing!, { mostWaste: -2001 }),
      /it may be -2000 g/,
    ],
    [
      'waste where pieces may stay',
      byLimit,
      (c) => Object.assign(c, { listing: { pieces: [1], limits: [-1], mostWaste: 0 } }),
      /pieces may be left out/,
    ],
    ['a limit above 0', byLimit, (c) => leafOf(c, 0).limits.splice(0, 1, 1), /multiplier above 0/],
    [
      'more than a piece is worth',
      byLimit,
      (c) => leafOf(c, 0).pieces.splice(0, 1, 2),
      /more than a piece left out is worth/,
    ],
    ['a limit used too much', byLimit, (c) => leafOf(c, 0).limits.splice(0, 1, -2), /prove 1 steps at best/],
    [
      'a cost limit where cost is the aim',
      plain,
      (c) => c.limits.push({ kind: 'cost', pointsPerStep: 1 }),
      /only the stage of fillers/,
    ],
    [
      'numbers past exactness',
      plain,
      (c) => leafOf(c, 0).pieces.splice(0, 1, Number.MAX_SAFE_INTEGER),
      /too large to be added up exactly/,
    ],
  ])('%s is refused', (_, example, change, reason) => {
    const result = spoil(example, change);
    expect(result).toEqual({ refused: expect.stringMatching(reason) });
  });

  test('a plan with more heats than proved is not called verified, nor one whose claim has no certificate', () => {
    const plan = planOf(plain.problem);
    const weak = { ...plain.proof, target: 0, lowerBound: 1 };
    const stages = (certificates: MeltCertificate[] | undefined) =>
      verifyMeltProofs({ problem: plain.problem }, { ...plan, certificates }).stages;
    expect(stages([weak])).toEqual([
      {
        stage: 'fewest-heats',
        verdict: 'unproved',
        lowerBound: 1,
        message: 'called proved at 2; the certificate proves 1 heats',
      },
    ]);
    expect(stages(undefined)).toMatchObject([
      { verdict: 'unproved', message: 'bound 2 heats claimed without certificate' },
    ]);
    expect(stages([weak, plain.proof])).toMatchObject([{ verdict: 'wrong' }]);
    expect(stages([plain.proof, byLimit.proof])).toMatchObject([{ verdict: 'verified' }, { verdict: 'wrong' }]);
  });

  test('work beyond the allowance is refused with a sentence', () => {
    const { problem, proof } = byPair;
    const result = verifyCertificate(problem, planOf(problem), proof, new Work(50));
    expect(result).toEqual({ refused: 'checking it would take more work than allowed' });
  });

  test('masses to the gram in tonnes go onto a grid, and the proof holds still', () => {
    const problem = week(
      [
        ['a', 6001.003, 'g', 2],
        ['b', 5500.001, 'g', 2],
      ],
      {
        furnaces: [{ id: 'f', greatestMass: 10_000 }],
      },
    );
    const proof = certificate({
      target: 3,
      lines: ['a', 'b'],
      nodes: [{ kind: 'leaf', pieces: [1, 1], limits: [], rules: [] }],
    });
    expect(verifyCertificate(problem, planOf(problem), proof)).toHaveProperty('points', 4_000_000n);
  });

  test('where dimensions or incompatible lines make the proof, heats are tried one by one', () => {
    const lines: [string, number, string][] = [
      ['a', 3, 'g'],
      ['b', 3.5, 'g'],
      ['c', 4, 'g'],
    ];
    const apart = week(lines, {
      incompatibleLines: [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ],
    });
    const base = week(lines);
    const wide = MeltProblem.parse({
      ...base,
      dimensions: ['area'],
      lines: base.lines.map((line, at) => ({ ...line, sizes: { area: [4, 5, 6][at] } })),
      furnaces: [{ id: 'f', greatestMass: 10, capacities: { area: 8 } }],
    });
    const proof = certificate({
      target: 2,
      lines: ['a', 'b', 'c'],
      nodes: [{ kind: 'leaf', pieces: [1, 1, 1], limits: [], rules: [] }],
    });
    expect(verifyCertificate(apart, planOf(apart), proof)).toHaveProperty('points', 3_000_000n);
    expect(verifyCertificate(wide, planOf(wide), proof)).toHaveProperty('points', 3_000_000n);
    expect(verifyCertificate(base, planOf(base), proof)).toHaveProperty('refused');
  });
});

describe('independence', () => {
  test('the checker imports models, what it consists of, and the plan checker; nothing of the search', () => {
    const folder = import.meta.dirname;
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
    const targets = files.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
        (match) => match[1],
      ),
    );
    const own = targets.filter((target) => !target.startsWith('../../../models/') && !/^\.\/[a-z]+\.ts$/.test(target));
    expect(new Set(own)).toEqual(new Set(['../check.ts', '../../solver.ts']));
    const check = readFileSync(join(folder, '../check.ts'), 'utf8');
    const ofCheck = [...check.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
    expect(ofCheck.filter((target) => !target.startsWith('../../models/'))).toEqual(['../solver.ts']);
  });
});
