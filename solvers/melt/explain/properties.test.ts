/** Generated small weeks that cannot be poured, their explanations against brute force. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { MeltProblem } from '../../../models/melt.ts';
import { type MeltRelaxation, relaxed } from '../../../models/melt-explanation.ts';
import { hasPlan } from '../../../models/result.ts';
import { iterationBudget } from '../../solver.ts';
import { meltSolver } from '../solve.ts';
import { explainMelt } from './explain.ts';
import { linePieces, shopLimits } from './limits.ts';

beforeAll(meltSolver.prepare);

const smallWeek = fc
  .record({
    furnaces: fc.array(
      fc.record({
        greatest: fc.integer({ min: 6, max: 20 }),
        share: fc.constantFrom(0, 0, 0.5, 0.8),
        mostHeats: fc.integer({ min: 0, max: 2 }),
        onlyGrade: fc.constantFrom(undefined, undefined, 0, 1),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    caps: fc.tuple(...[0, 1].map(() => fc.constantFrom(undefined, undefined, 0, 1))),
    lines: fc.array(
      fc.record({
        mass: fc.integer({ min: 1, max: 14 }),
        grade: fc.integer({ min: 0, max: 1 }),
        quantity: fc.integer({ min: 1, max: 2 }),
        onlyFurnace: fc.constantFrom(undefined, undefined, 0),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ furnaces, caps, lines }) =>
    MeltProblem.parse({
      fill: 'none',
      lines: lines.map(({ mass, grade, quantity, onlyFurnace }, at) => ({
        id: `l${at}`,
        pieceMass: mass,
        quantity,
        grade: `g${grade}`,
        furnaces: onlyFurnace === undefined ? undefined : [`f${onlyFurnace}`],
      })),
      furnaces: furnaces.map(({ greatest, share, mostHeats, onlyGrade }, at) => ({
        id: `f${at}`,
        leastMass: Math.floor(greatest * share),
        greatestMass: greatest,
        mostHeats,
        grades: onlyGrade === undefined ? undefined : [`g${onlyGrade}`],
      })),
      grades: caps.map((mostHeats, at) => ({ id: `g${at}`, mostHeats })),
    }),
  );

/** Fewest heats by trying every piece in every open heat or a new one, period 0 only; Infinity where it cannot be poured. */
function fewestHeats(problem: MeltProblem): number {
  const pieces = problem.lines.flatMap((line) =>
    line.period === 0 ? Array.from({ length: line.quantity }, () => line) : [],
  );
  const heats: { furnace: MeltProblem['furnaces'][number]; grade: string; mass: number }[] = [];
  let best = Infinity;
  const place = (at: number): void => {
    if (heats.length >= best) return;
    if (at === pieces.length) {
      if (heats.every(({ furnace, mass }) => mass >= furnace.leastMass)) best = heats.length;
      return;
    }
    const { pieceMass, grade, furnaces: allowed } = pieces[at];
    const may = (furnace: MeltProblem['furnaces'][number]) => allowed?.includes(furnace.id) ?? true;
    for (const heat of heats) {
      if (heat.grade !== grade || !may(heat.furnace) || heat.mass + pieceMass > heat.furnace.greatestMass) continue;
      heat.mass += pieceMass;
      place(at + 1);
      heat.mass -= pieceMass;
    }
    const mostOfGrade = problem.grades.find(({ id }) => id === grade)!.mostHeats ?? Infinity;
    if (heats.filter((heat) => heat.grade === grade).length >= mostOfGrade) return;
    for (const furnace of problem.furnaces) {
      if (!may(furnace) || furnace.grades?.includes(grade) === false || pieceMass > furnace.greatestMass) continue;
      if (heats.filter((heat) => heat.furnace === furnace).length >= (furnace.mostHeats ?? Infinity)) continue;
      heats.push({ furnace, grade, mass: pieceMass });
      place(at + 1);
      heats.pop();
    }
  };
  place(0);
  return best;
}

const canPour = (problem: MeltProblem) => fewestHeats(problem) < Infinity;

/** The same relaxation one grain, heat or piece short of its step. */
function shorter<Relaxation extends MeltRelaxation>(relaxation: Relaxation): Relaxation {
  return { ...relaxation, to: relaxation.to - Math.sign(relaxation.to - relaxation.from) };
}

test('every way works, none of its parts or shorter steps does, and no fewer limits do', () => {
  const tally = { impossible: 0, ways: 0, several: 0, proved: 0 };
  fc.assert(
    fc.property(smallWeek, (problem) => {
      if (canPour(problem)) return;
      const request = { problem };
      const result = meltSolver.solve(request, iterationBudget(100));
      if (!hasPlan(result)) throw new Error(`found ${result.found}`);
      const { impossible } = explainMelt(request, result.plan, iterationBudget(100_000));
      tally.impossible++;
      expect(impossible!.ways.length).toBeGreaterThan(0);
      const sizes = new Set(impossible!.ways.map(({ relaxations }) => relaxations.length));
      expect(sizes.size, 'all ways have as few limits as the first').toBe(1);
      for (const { relaxations, fewestProved, irreducibleProved, value } of impossible!.ways) {
        tally.ways++;
        if (relaxations.length > 1) tally.several++;
        if (fewestProved && irreducibleProved) tally.proved++;
        expect(value.outcome).toBe('complete');
        const changed = MeltProblem.parse(relaxed(problem, relaxations));
        expect(canPour(changed)).toBe(true);
        const again = meltSolver.solve({ problem: changed }, iterationBudget(300));
        if (!hasPlan(again)) throw new Error(`found ${again.found}`);
        expect(meltSolver.check({ problem: changed }, again.plan).violations).toEqual([]);
        expect(again.plan.outcome).toBe('complete');
        relaxations.forEach((relaxation, at) => {
          expect(canPour(relaxed(problem, relaxations.toSpliced(at, 1))), 'one limit left as it is').toBe(false);
          if (relaxation.unit !== 'allowed')
            expect(canPour(relaxed(problem, relaxations.with(at, shorter(relaxation)))), 'a shorter step').toBe(false);
        });
      }
      if (!sizes.has(1)) {
        // By brute force: no limit alone, however far it gives way, makes room.
        const alone = [...shopLimits(problem), ...problem.lines.map((line) => linePieces(problem, line))];
        for (const limit of alone) expect(canPour(relaxed(problem, [limit.relaxation(limit.levels)]))).toBe(false);
      }
    }),
    { numRuns: 80, seed: 20261121 },
  );
  expect(tally.impossible).toBeGreaterThan(40);
  expect(tally.several).toBeGreaterThan(15);
  expect(tally.proved).toBeGreaterThan(0.9 * tally.ways);
});

test('what a limit is worth lies within its bounds, and a step called least is the least that saves', () => {
  const tally = { possible: 0, saving: 0, steps: 0, exact: 0, worths: 0 };
  fc.assert(
    fc.property(smallWeek, (week) => {
      const problem = { ...week, furnaces: week.furnaces.map((one) => ({ ...one, mostHeats: one.mostHeats! + 2 })) };
      const before = fewestHeats(problem);
      if (before === Infinity) return;
      const request = { problem };
      const result = meltSolver.solve(request, iterationBudget(100));
      if (!hasPlan(result)) throw new Error(`found ${result.found}`);
      tally.possible++;
      for (const { question, relaxation, value, saves, worth, leastStepProved } of explainMelt(
        request,
        result.plan,
        iterationBudget(50_000),
      ).worths) {
        const after = fewestHeats(relaxed(problem, [relaxation]));
        tally.worths++;
        if (value.outcome === 'shortfall') {
          expect(saves).toBe(0);
          continue;
        }
        expect(value.objective).toBeGreaterThanOrEqual(after);
        if (worth?.least === worth?.most) tally.exact++;
        if (after <= before) {
          expect(worth!.least).toBeLessThanOrEqual(before - after);
          expect(worth!.most).toBeGreaterThanOrEqual(before - after);
        }
        if (saves > 0) tally.saving++;
        if (question !== 'least-step' || !leastStepProved) continue;
        tally.steps++;
        expect(fewestHeats(relaxed(problem, [shorter(relaxation)]))).toBe(before);
      }
    }),
    { numRuns: 400, seed: 5 },
  );
  expect(tally.possible).toBeGreaterThan(80);
  expect(tally.saving).toBeGreaterThan(80);
  expect(tally.steps).toBeGreaterThan(3);
  expect(tally.exact).toBeGreaterThan(0.9 * tally.worths);
});
