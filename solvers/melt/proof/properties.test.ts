/** Tiny weeks whose optimum is known by trying everything: no certificate, right, spoilt or made up, proves more. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MeltPlan, MeltProblem } from '../../../models/melt.ts';
import { MeltCertificate, type MeltProofNode, type MeltProofRule } from '../../../models/melt-certificate.ts';
import { hasPlan } from '../../../models/result.ts';
import { Rng } from '../../shared/rng.ts';
import { iterationBudget } from '../../solver.ts';
import { meltSolver } from '../solve.ts';
import { costPoints, leastPoints } from './testing.ts';
import { verifyCertificate } from './verify.ts';

beforeAll(meltSolver.prepare);

const tinyWeek = fc
  .record({
    lines: fc.array(
      fc.record({
        pieceMass: fc.integer({ min: 2, max: 12 }),
        quantity: fc.integer({ min: 1, max: 2 }),
        grade: fc.constantFrom('g', 'h'),
        period: fc.constantFrom(0, 0, 0, 1),
        priority: fc.constantFrom(1, 1, 1.5, 0.333),
        size: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    furnaces: fc.array(
      fc.record({
        greatestMass: fc.integer({ min: 9, max: 22 }),
        leastShare: fc.constantFrom(0, 0, 0.4, 0.7),
        mostHeats: fc.constantFrom(undefined, undefined, 1, 2, 3),
        heatCost: fc.constantFrom(1, 1.5, 2.25, 1 / 3),
        capacity: fc.integer({ min: 3, max: 9 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    gradeHeats: fc.constantFrom(undefined, undefined, 1, 2),
    sized: fc.constantFrom(false, false, true),
    apart: fc.constantFrom(false, false, true),
    objective: fc.constantFrom('fewest-heats', 'fewest-heats', 'cheapest-heats', 'most-mass'),
    fill: fc.constantFrom('none', 'top-up', 'top-up', 'all-heats'),
  })
  .map(({ lines, furnaces, gradeHeats, sized, apart, objective, fill }) => {
    let pieces = 0;
    const few = lines.filter(({ quantity }) => {
      pieces += quantity;
      return pieces <= 7;
    });
    const [one, other] = few.flatMap(({ grade }, at) => (grade === 'g' ? [`l${at}`] : []));
    return MeltProblem.safeParse({
      lines: few.map(({ size, period, ...line }, at) => ({
        ...line,
        id: `l${at}`,
        period: at === 0 ? 0 : period,
        ...(sized && { sizes: { area: size } }),
      })),
      furnaces: furnaces.map(({ leastShare, capacity, greatestMass, ...furnace }, at) => ({
        ...furnace,
        id: `f${at}`,
        greatestMass,
        leastMass: Math.floor(leastShare * greatestMass),
        ...(sized && { capacities: { area: capacity } }),
      })),
      grades: [{ id: 'g', mostHeats: gradeHeats }, { id: 'h' }],
      ...(sized && { dimensions: ['area'] }),
      ...(apart && other !== undefined && { incompatibleLines: [[one, other]] }),
      objective,
      fill,
      certificate: true,
    });
  })
  .filter(({ success }) => success)
  .map(({ data }) => data!);

/** The optimum that a stage's bound may not pass; undefined where any bound is true. */
function optimum(problem: MeltProblem, plan: MeltPlan, stage: MeltCertificate['stage']): bigint | undefined {
  const free = problem.objective === 'most-mass' || problem.fill === 'all-heats';
  return leastPoints(problem, stage, free ? undefined : costPoints(problem, plan));
}

/** A proof whose bound is above the optimum must not pass. @returns whether it passed. */
function passes(problem: MeltProblem, plan: MeltPlan, proof: MeltCertificate): boolean {
  const result = verifyCertificate(problem, plan, proof);
  if ('refused' in result) return false;
  const least = optimum(problem, plan, proof.stage);
  if (least !== undefined && result.points > least)
    throw new Error(`proves ${result.points}, the optimum is ${least}: ${JSON.stringify({ problem, proof })}`);
  return true;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Changes one number, name or entry somewhere. */
function spoilt(proof: MeltCertificate, rng: Rng): unknown {
  const copy = structuredClone(proof) as unknown as { [key: string]: Json };
  const places: { holder: { [key: string]: Json } | Json[]; key: string }[] = [];
  const walk = (value: Json) => {
    if (value === null || typeof value !== 'object') return;
    for (const key of Object.keys(value)) {
      places.push({ holder: value as { [key: string]: Json }, key });
      walk((value as { [key: string]: Json })[key]);
    }
  };
  walk(copy);
  const names = proof.lines;
  for (let changes = 1 + rng.below(3); changes > 0; changes--) {
    const { holder, key } = places[rng.below(places.length)];
    const at = holder as { [key: string]: Json };
    const value = at[key];
    if (typeof value === 'number') {
      const by = [1, -1, 2, -value, value, -2 * value, proof.scale, -proof.scale][rng.below(8)];
      at[key] = value + by;
    } else if (typeof value === 'string') {
      if (names.includes(value)) at[key] = names[rng.below(names.length)];
      else if (value === 'f0' || value === 'f1') at[key] = `f${rng.below(2)}`;
      else if (value === 'g' || value === 'h') at[key] = 'gh'[rng.below(2)];
    } else if (Array.isArray(value)) {
      if (rng.below(2) === 0) value.splice(rng.below(value.length + 1), 1);
      else if (value.length > 0) value.push(structuredClone(value[rng.below(value.length)]));
    } else if (key === 'listing') delete at[key];
  }
  if (rng.below(2) === 0) copy.target = (copy.target as number) + 1;
  copy.lowerBound = 0;
  return copy;
}

describe('certificates of the search', () => {
  test('hold, and spoilt ones prove nothing that is not so', () => {
    const tally = {
      proofs: 0,
      held: 0,
      spoilt: 0,
      spoiltHeld: 0,
      trees: 0,
      listed: 0,
      byStage: new Map<string, number>(),
    };
    fc.assert(
      fc.property(tinyWeek, fc.integer({ min: 0, max: 1e6 }), (problem, seed) => {
        const result = meltSolver.solve({ problem }, iterationBudget(120));
        if (!hasPlan(result)) return;
        const { plan } = result;
        const rng = new Rng(seed);
        for (const proof of plan.certificates ?? []) {
          tally.proofs++;
          tally.byStage.set(proof.stage, (tally.byStage.get(proof.stage) ?? 0) + 1);
          if (proof.nodes.length > 1) tally.trees++;
          if (proof.listing) tally.listed++;
          if (passes(problem, plan, MeltCertificate.parse(JSON.parse(JSON.stringify(proof))))) tally.held++;
          else throw new Error(JSON.stringify({ problem, proof, result: verifyCertificate(problem, plan, proof) }));
          for (let round = 0; round < 25; round++) {
            const other = MeltCertificate.safeParse(spoilt(proof, rng));
            if (!other.success) continue;
            tally.spoilt++;
            if (passes(problem, plan, other.data)) tally.spoiltHeld++;
          }
        }
      }),
      { numRuns: 250, seed: 20261121 },
    );
    expect(tally.held).toBe(tally.proofs);
    expect(tally.proofs).toBeGreaterThan(100);
    expect(tally.byStage.size).toBe(4);
    expect(tally.spoilt).toBeGreaterThan(1000);
    expect(tally.spoiltHeld).toBeGreaterThan(10);
    expect(tally.spoiltHeld).toBeLessThan(tally.spoilt / 2);
  }, 120_000);
});

/** Numbers and rules drawn at random, of the right shape. */
function madeUp(problem: MeltProblem, stage: MeltCertificate['stage'], rng: Rng): unknown {
  const lines = problem.lines.map(({ id }) => id);
  const pick = <Item>(items: readonly Item[]) => items[rng.below(items.length)];
  const between = (least: number, most: number) => least + rng.below(most - least + 1);
  const isCost = stage === 'fewest-heats' || stage === 'cheapest-heats';
  const scale = between(1, 4);
  const rules = Array.from({ length: between(1, 3) }, (): MeltProofRule => {
    const named = [...new Set([pick(lines), pick(lines), pick(lines)])];
    const cell = { furnace: pick(problem.furnaces).id, grade: pick(['g', 'h']) };
    return pick<MeltProofRule>([
      { kind: 'odd-set', lines: named },
      { kind: 'together', lines: [pick(lines), pick(lines)] },
      { kind: 'cells', cells: [cell] },
      { kind: 'cells', cells: problem.grades.map(({ id }) => ({ furnace: cell.furnace, grade: id })) },
      { kind: 'pattern', ...cell, contents: named.map((line) => ({ line, pieces: between(1, 2) })) },
    ]);
  });
  const limits = [
    { kind: 'furnace-heats', furnace: pick(problem.furnaces).id },
    { kind: 'grade-heats', grade: pick(['g', 'h']) },
  ];
  const numbers = () => ({
    pieces: lines.map(() => between(-1, 2 * scale)),
    limits: limits.map(() => -rng.below(scale + 1)),
  });
  const nodes: MeltProofNode[] = [];
  const grow = (depth: number): number => {
    const place = nodes.length;
    const leaf = (): MeltProofNode => ({
      kind: 'leaf',
      ...numbers(),
      rules: rules.flatMap((_, rule) => (rng.below(2) === 0 ? [{ rule, multiplier: between(-scale, scale) }] : [])),
    });
    nodes.push(leaf());
    if (depth > 0 && rng.below(3) > 0) {
      const split = { kind: 'split', rule: rng.below(rules.length), most: rng.below(3) } as const;
      nodes[place] = { ...split, atMost: grow(depth - 1), above: grow(depth - 1) };
    }
    return place;
  };
  grow(2);
  return {
    stage,
    lowerBound: 0,
    pointsPerStep: isCost ? pick([1_000_000, 500_000, 250_000]) : pick([1_000_000, 3_000_000]),
    target: rng.below(isCost ? 5 : 12),
    scale,
    lines,
    limits,
    rules,
    ...(rng.below(3) > 0 && {
      listing: { ...numbers(), ...(rng.below(2) === 0 && { mostWaste: between(-3, 12) * 1000 }) },
    }),
    nodes,
  };
}

describe('certificates made up', () => {
  test('prove nothing that is not so', () => {
    let passed = 0;
    fc.assert(
      fc.property(tinyWeek, fc.integer({ min: 0, max: 1e6 }), (problem, seed) => {
        const result = meltSolver.solve({ problem: { ...problem, certificate: false } }, iterationBudget(20));
        if (!hasPlan(result)) return;
        const rng = new Rng(seed);
        const stages = result.plan.stages.flatMap(
          ({ stage }) => MeltCertificate.shape.stage.safeParse(stage).data ?? [],
        );
        for (let round = 0; round < 80; round++) {
          const proof = MeltCertificate.parse(madeUp(problem, stages[rng.below(stages.length)], rng));
          if (passes(problem, result.plan, proof)) passed++;
        }
      }),
      { numRuns: 250, seed: 7 },
    );
    expect(passed).toBeGreaterThan(100);
  }, 120_000);
});
