/** Small requests with incompatible lines, fixed and previous heats and a load of furnaces, against brute force. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type MeltPlan, MeltProblem } from '../../models/melt.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { meltSolver } from './solve.ts';

beforeAll(meltSolver.prepare);

interface Week {
  readonly furnaces: readonly { least: number; greatest: number; mostHeats: number }[];
  /** Mass of each piece; all of one grade, each a line of its own. */
  readonly pieces: readonly number[];
  readonly apart: readonly (readonly [number, number])[];
  /** Which heat of the plan before each piece was in; -1: none. */
  readonly before: readonly number[];
  readonly fixed: readonly number[];
  readonly load: 'any' | 'even' | 'packed';
}

const week: fc.Arbitrary<Week> = fc
  .integer({ min: 2, max: 6 })
  .chain((count) =>
    fc.record({
      furnaces: fc.array(
        fc
          .record({
            greatest: fc.integer({ min: 8, max: 20 }),
            share: fc.double({ min: 0, max: 0.6, noNaN: true }),
            mostHeats: fc.integer({ min: 1, max: 4 }),
          })
          .map(({ greatest, share, mostHeats }) => ({ greatest, least: Math.floor(greatest * share), mostHeats })),
        { minLength: 1, maxLength: 3 },
      ),
      pieces: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: count, maxLength: count }),
      apart: fc
        .array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 3 })
        .map((pairs) => pairs.filter(([a, b]) => a !== b)),
      before: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: count, maxLength: count }),
      fixed: fc.constantFrom<number[]>([], [0], [0, 1]),
      load: fc.constantFrom('any' as const, 'even' as const, 'packed' as const),
    }),
  )
  .map((drawn) => {
    const { furnaces, pieces, apart, fixed } = drawn;
    const mass = fixed.reduce((sum, piece) => sum + pieces[piece], 0);
    const ok = mass <= furnaces[0].greatest && !apart.some(([a, b]) => fixed.includes(a) && fixed.includes(b));
    return { ...drawn, fixed: ok ? fixed : [] };
  });

interface Heat {
  readonly furnace: number;
  readonly pieces: readonly number[];
}

/** Heats of the plan before: alike numbers together, in furnaces turn by turn. */
function previousOf({ before, furnaces }: Week): Heat[] {
  return [0, 1, 2].flatMap((heat) => {
    const pieces = before.flatMap((of, piece) => (of === heat ? [piece] : []));
    return pieces.length > 0 ? [{ furnace: heat % furnaces.length, pieces }] : [];
  });
}

function problemOf(drawn: Week): MeltProblem {
  const { furnaces, pieces, apart, fixed, load } = drawn;
  const given = ({ furnace, pieces: of }: Heat) => ({
    furnace: `f${furnace}`,
    grade: 'A',
    contents: of.map((piece) => ({ line: `l${piece}`, pieces: 1 })),
  });
  return MeltProblem.parse({
    lines: pieces.map((pieceMass, at) => ({ id: `l${at}`, pieceMass, quantity: 1, grade: 'A' })),
    furnaces: furnaces.map(({ least, greatest, mostHeats }, at) => ({
      id: `f${at}`,
      leastMass: least,
      greatestMass: greatest,
      mostHeats,
    })),
    grades: [{ id: 'A' }],
    whenImpossible: 'report',
    incompatibleLines: apart.map(([a, b]) => [`l${a}`, `l${b}`]),
    fixedHeats: fixed.length > 0 ? [given({ furnace: 0, pieces: fixed })] : [],
    previousHeats: previousOf(drawn).map((heat, at) => ({ id: `old${at}`, ...given(heat) })),
    furnaceLoad: load,
  });
}

type Value = [heats: number, changes: number, load: number];

/** Least value in the order of decisions, by trying every way to put the pieces into heats. */
function bruteForce(drawn: Week): Value | undefined {
  const { furnaces, pieces, apart, fixed, load } = drawn;
  const key = ({ furnace, pieces: of }: Heat) => `${furnace}: ${[...of].sort().join()}`;
  const previous = previousOf(drawn).map(key);
  const heats: { furnace: number; pieces: number[] }[] = [];
  if (fixed.length > 0) heats.push({ furnace: 0, pieces: [...fixed] });
  const massOf = (of: readonly number[]) => of.reduce((sum, piece) => sum + pieces[piece], 0);
  const isApart = (a: number, b: number) => apart.some((pair) => pair.includes(a) && pair.includes(b));
  let best: Value | undefined;
  const judge = () => {
    if (
      heats.some(
        ({ furnace, pieces: of }, at) => (at > 0 || fixed.length === 0) && massOf(of) < furnaces[furnace].least,
      )
    )
      return;
    const now = heats.map(key);
    const used = furnaces.map((_, f) => heats.filter(({ furnace }) => furnace === f).length);
    const shares = furnaces.map(({ mostHeats }, f) => used[f] / mostHeats);
    const loads = {
      any: 0,
      packed: used.filter((count) => count > 0).length,
      even: Math.max(...shares) - Math.min(...shares),
    };
    const value: Value = [heats.length, previous.filter((one) => !now.includes(one)).length, loads[load]];
    if (!best || compare(value, best) < 0) best = value;
  };
  const place = (piece: number): void => {
    if (piece === pieces.length) {
      judge();
      return;
    }
    if (fixed.includes(piece)) {
      place(piece + 1);
      return;
    }
    heats.forEach((heat, at) => {
      if (at === 0 && fixed.length > 0) return;
      if (massOf(heat.pieces) + pieces[piece] > furnaces[heat.furnace].greatest) return;
      if (heat.pieces.some((other) => isApart(piece, other))) return;
      heat.pieces.push(piece);
      place(piece + 1);
      heat.pieces.pop();
    });
    furnaces.forEach(({ greatest, mostHeats }, f) => {
      if (pieces[piece] > greatest || heats.filter(({ furnace }) => furnace === f).length >= mostHeats) return;
      heats.push({ furnace: f, pieces: [piece] });
      place(piece + 1);
      heats.pop();
    });
  };
  place(0);
  return best;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => Math.abs(value - other[index]) > 1e-9);
  return at < 0 ? 0 : one[at] - other[at];
}

test('never a better value than brute force, never a wrong proof, and nearly always the same', () => {
  const tally = { runs: 0, possible: 0, bestHeats: 0, best: 0, proved: 0, impossible: 0 };
  fc.assert(
    fc.property(week, (drawn) => {
      const problem = problemOf(drawn);
      const optimum = bruteForce(drawn);
      const result = meltSolver.solve({ problem }, iterationBudget(300));
      tally.runs++;
      if (!hasPlan(result)) {
        if (result.found === 'infeasible') expect(optimum).toBe(undefined);
        if (!optimum) tally.impossible++;
        else throw new Error(`${optimum[0]} heats would do, found ${result.found}`);
        return;
      }
      expect(meltSolver.check({ problem }, result.plan).violations).toEqual([]);
      const stage = (name: string) => result.plan.stages.find((one) => one.stage === name);
      const value = [result.objective, stage('changes')!.objective, stage('furnace-load')?.objective ?? 0].map(
        (each) => Math.round(each * 1e6) / 1e6,
      );
      const least = optimum!.map((each) => Math.round(each * 1e6) / 1e6);
      tally.possible++;
      expect(compare(value, least)).toBeGreaterThanOrEqual(0);
      expect(result.lowerBound).toBeLessThanOrEqual(least[0]);
      if (value[0] === least[0]) {
        tally.bestHeats++;
        expect(stage('changes')!.lowerBound).toBeLessThanOrEqual(least[1]);
        if (value[1] === least[1] && stage('furnace-load'))
          expect(stage('furnace-load')!.lowerBound).toBeLessThanOrEqual(least[2] + 1e-6);
      }
      if (compare(value, least) === 0) tally.best++;
      if (result.plan.stages.every(({ proved }) => proved)) tally.proved++;
    }),
    { numRuns: 400, seed: 20261121 },
  );
  expect(tally.runs).toBe(400);
  expect(tally.possible).toBeGreaterThan(250);
  expect(tally.impossible).toBeGreaterThan(40);
  expect(tally.bestHeats).toBe(tally.possible);
  expect(tally.best).toBeGreaterThan(0.98 * tally.possible);
  expect(tally.proved).toBeGreaterThan(0.85 * tally.possible);
});

/** Two grades, three furnaces on a cable, four days, next week as filler; some heats done, some planned before. */
function busyWeek(draw: (bound: number) => number): MeltProblem | undefined {
  const lines = Array.from({ length: 10 }, (_, at) => ({
    id: `l${at}`,
    pieceMass: 5 + draw(60),
    quantity: 2 + draw(8),
    grade: `g${at % 2}`,
    period: at > 7 ? 1 : 0,
    ...(at < 3 && draw(2) === 0 ? { penaltyPerPiece: 1 + draw(200) } : {}),
  }));
  const load = (furnace: number, grade: number) => {
    const contents = lines
      .filter((line) => line.grade === `g${grade}` && draw(3) === 0)
      .map((line) => ({ line: line.id, pieces: 1 + draw(2) }));
    return { furnace: `f${furnace}`, grade: `g${grade}`, contents };
  };
  const hour = (at: number) => String(7 + at).padStart(2, '0');
  const fixedHeats = [0, 1].map((at) => {
    const start = 2 * draw(3);
    const [day, from] = ['2026-11-23', hour(start + 6 * at)];
    const times = { day, start: `${day}T${from}:00:00Z`, end: `${day}T${from}:50:00Z` };
    return { ...load(draw(3), at), id: `done${at}`, ...[times, { day }, {}][draw(3)] };
  });
  const parsed = MeltProblem.safeParse({
    lines,
    furnaces: [0, 1, 2].map((at) => ({
      id: `f${at}`,
      leastMass: draw(60),
      greatestMass: 90 + draw(80),
      mostHeats: 3 + draw(8),
      powerKw: 500,
      heatMinutes: 45 + 15 * draw(4),
    })),
    grades: [{ id: 'g0' }, { id: 'g1' }],
    incompatibleLines: Array.from({ length: draw(4) }, () => {
      const one = draw(10);
      return [`l${one}`, `l${(one + 2 + 2 * draw(4)) % 10}`];
    }),
    fixedHeats: fixedHeats.filter(({ contents }) => contents.length > 0),
    previousHeats: Array.from({ length: draw(12) }, (_, at) => load(draw(3), at % 2)),
    furnaceLoad: (['any', 'even', 'packed'] as const)[draw(3)],
    objective: (['fewest-heats', 'fewest-heats', 'most-mass'] as const)[draw(3)],
    fill: (['top-up', 'none', 'all-heats'] as const)[draw(3)],
    spread: { preference: (['packed', 'even'] as const)[draw(2)] },
    powerGroups: [{ id: 'cable', furnaces: ['f0', 'f1', 'f2'], mostAtOnce: 1 + draw(2) }],
    calendar: {
      shifts: [
        { id: 'day', start: '07:00', end: '13:00' },
        { id: 'evening', start: '13:00', end: '19:00' },
      ],
      days: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((date) => ({ date })),
    },
  });
  return parsed.success ? parsed.data : undefined;
}

test('all modes at once, in time: every plan and every incumbent passes the check', () => {
  const tally = { runs: 0, complete: 0, kept: 0, fixed: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      let state = seed;
      const draw = (bound: number) => {
        state = (state * 48271) % 2147483647;
        return state % bound;
      };
      const problem = busyWeek(draw);
      if (!problem) return;
      const result = meltSolver.solve(
        { problem },
        iterationBudget(120, 1, ({ plan }) => {
          expect(meltSolver.check({ problem }, plan as MeltPlan).violations).toEqual([]);
        }),
      );
      if (!hasPlan(result)) throw new Error(`found ${result.found}`);
      expect(meltSolver.check({ problem }, result.plan).violations).toEqual([]);
      tally.runs++;
      if (result.plan.outcome === 'complete') tally.complete++;
      tally.kept += result.plan.heats.filter((heat) => heat.kept).length;
      tally.fixed += result.plan.heats.filter((heat) => heat.fixed).length;
    }),
    { numRuns: 60, seed: 5 },
  );
  expect(tally.runs).toBeGreaterThan(20);
  expect(tally.complete).toBeGreaterThan(15);
  expect(tally.kept).toBeGreaterThan(20);
  expect(tally.fixed).toBeGreaterThan(30);
});

test('penalties: never less left out than brute force, never a wrong proof', () => {
  const piece = fc.record({ mass: fc.integer({ min: 1, max: 9 }), penalty: fc.integer({ min: 1, max: 9999 }) });
  const tally = { runs: 0, best: 0, proved: 0 };
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 2, maxLength: 7 }),
      fc.integer({ min: 6, max: 16 }),
      fc.integer({ min: 1, max: 2 }),
      (pieces, greatest, mostHeats) => {
        const problem = MeltProblem.parse({
          lines: pieces.map(({ mass, penalty }, at) => ({
            id: `l${at}`,
            pieceMass: 3 * mass,
            quantity: 1,
            grade: 'A',
            penaltyPerPiece: penalty / 1000,
          })),
          furnaces: [{ id: 'F', greatestMass: 3 * greatest, mostHeats }],
          grades: [{ id: 'A' }],
          objective: 'most-mass',
        });
        let least = Infinity;
        const place = (at: number, rooms: readonly number[], left: number): void => {
          if (at === pieces.length) {
            least = Math.min(least, left);
            return;
          }
          const { mass, penalty } = pieces[at];
          place(at + 1, rooms, left + penalty);
          rooms.forEach((room, heat) => {
            if (mass <= room) place(at + 1, rooms.with(heat, room - mass), left);
          });
        };
        place(
          0,
          Array.from({ length: mostHeats }, () => greatest),
          0,
        );
        const result = meltSolver.solve({ problem }, iterationBudget(200));
        if (!hasPlan(result)) throw new Error(`found ${result.found}`);
        expect(meltSolver.check({ problem }, result.plan).violations).toEqual([]);
        expect(result.objective).toBeGreaterThanOrEqual(least / 1000 - 1e-9);
        expect(result.lowerBound).toBeLessThanOrEqual(least / 1000 + 1e-9);
        tally.runs++;
        if (result.objective <= least / 1000 + 1e-6) tally.best++;
        if (result.found === 'optimal') tally.proved++;
      },
    ),
    { numRuns: 200, seed: 3 },
  );
  expect(tally.runs).toBe(200);
  expect(tally.best).toBeGreaterThan(190);
  expect(tally.proved).toBeGreaterThan(170);
});
