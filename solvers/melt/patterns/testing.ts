/** For tests: small weeks drawn at random, and all of their plans by trying everything. */
import fc from 'fast-check';
import { MeltProblem } from '../../../models/melt.ts';
import { gramsPer } from '../../../models/melt-units.ts';
import { buildInstance, type Instance } from '../instance.ts';
import type { Clock } from './clock.ts';
import { cellCharge, type Multipliers } from './multipliers.ts';
import type { Limit, Pattern, PatternProblem, Stage } from './problem.ts';
import type { ClosedLeaf } from './proof.ts';
import { coefficientOf, type PatternView } from './side-rows.ts';

/** Ends after so many LPs. */
export function clockOf(ticks: number): Clock {
  let left = ticks;
  return {
    tick: () => left-- <= 0,
    get expired() {
      return left <= 0;
    },
    used: 0,
    remainingMs: () => Infinity,
  };
}

const furnace = fc.record({
  greatest: fc.integer({ min: 6, max: 20 }),
  share: fc.constantFrom(0, 0, 0.3, 0.6, 0.9),
  mostHeats: fc.integer({ min: 1, max: 4 }),
  heatCost: fc.constantFrom(1, 1, 2, 3.5, 0.75, 1 / 3),
  positions: fc.integer({ min: 2, max: 6 }),
});

const line = fc.record({
  mass: fc.integer({ min: 1, max: 12 }),
  quantity: fc.constantFrom(1, 1, 2, 3),
  grade: fc.constantFrom(0, 0, 1),
  period: fc.constantFrom(0, 0, 0, 1, 2),
  priority: fc.constantFrom(1, 1, 2, 0.4, 1.37),
  penalty: fc.constantFrom(undefined, undefined, undefined, 7, 2.5),
  positions: fc.integer({ min: 0, max: 2 }),
  furnace: fc.constantFrom(undefined, undefined, undefined, 0),
});

/** Weeks of at most seven pieces with caps, further dimensions, conflicts and weights, as requests. */
export const smallWeek: fc.Arbitrary<MeltProblem> = fc
  .record({
    furnaces: fc.array(furnace, { minLength: 1, maxLength: 3 }),
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    capOfGrade: fc.constantFrom(undefined, undefined, 1, 2),
    hasPositions: fc.constantFrom(false, false, true),
    hasWeights: fc.boolean(),
    apart: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 2 }),
    fill: fc.constantFrom('none' as const, 'top-up' as const, 'all-heats' as const),
    objective: fc.constantFrom('fewest-heats' as const, 'cheapest-heats' as const),
  })
  .map((drawn) => {
    const { hasPositions, hasWeights } = drawn;
    let open = 7;
    const lines = drawn.lines.flatMap(({ mass, grade, positions, furnace: only, ...line }, at) => {
      const quantity = Math.min(line.quantity, open);
      open -= quantity;
      const period = at === 0 ? 0 : line.period;
      if (quantity === 0) return [];
      return {
        id: `l${at}`,
        pieceMass: mass,
        quantity,
        grade: `g${grade}`,
        period,
        ...(hasWeights &&
          (period === 0 && line.penalty ? { penaltyPerPiece: line.penalty } : { priority: line.priority })),
        ...(hasPositions && { sizes: { positions } }),
        ...(only !== undefined && { furnaces: [`f${only}`] }),
      };
    });
    const apart = drawn.apart.filter(([a, b]) => a < b && b < lines.length && lines[a].grade === lines[b].grade);
    return MeltProblem.parse({
      lines,
      dimensions: hasPositions ? ['positions'] : [],
      furnaces: drawn.furnaces.map(({ greatest, share, mostHeats, heatCost, positions }, at) => ({
        id: `f${at}`,
        leastMass: Math.floor(greatest * share),
        greatestMass: greatest,
        mostHeats,
        heatCost,
        ...(hasPositions && { capacities: { positions } }),
      })),
      grades: [{ id: 'g0', mostHeats: drawn.capOfGrade }, { id: 'g1' }],
      incompatibleLines: [...new Map(apart.map(([a, b]) => [`${a} ${b}`, [`l${a}`, `l${b}`]])).values()],
      fill: drawn.fill,
      objective: drawn.objective,
    });
  });

export const stages: readonly Stage['minimise'][] = ['cost', 'left', 'filler'];

/** A heat by brute force: pieces by type of the instance. */
export interface TriedHeat {
  readonly furnace: number;
  readonly grade: number;
  readonly pieces: readonly number[];
}

/** Every heat that the request's rules let in, as they stand there. */
export function heatsOf(instance: Instance): TriedHeat[] {
  const { problem, linesOf } = instance;
  const first = linesOf.map(([at]) => problem.lines[at]);
  const perUnit = gramsPer[problem.massUnit];
  const grams = first.map((of) => Math.ceil(Math.round(of.pieceMass * perUnit) / of.yield - 1e-6));
  const isApart = (a: number, b: number) =>
    problem.incompatibleLines.some(
      ([one, other]) =>
        (one === first[a].id && other === first[b].id) || (one === first[b].id && other === first[a].id),
    );
  const heats: TriedHeat[] = [];
  problem.furnaces.forEach((of, at) => {
    problem.grades.forEach(({ id }, grade) => {
      const pieces = first.map(() => 0);
      const isGood = () => {
        const held = first.flatMap((_, type) => (pieces[type] > 0 ? [type] : []));
        const mass = held.reduce((sum, type) => sum + pieces[type] * grams[type], 0);
        return (
          mass > 0 &&
          mass >= of.leastMass * perUnit &&
          mass <= of.greatestMass * perUnit &&
          problem.dimensions.every(
            (d) =>
              held.reduce((sum, type) => sum + pieces[type] * (first[type].sizes[d] ?? 0), 0) <=
              of.capacities[d] + 1e-9,
          ) &&
          held.every((type) => first[type].furnaces?.includes(of.id) ?? true) &&
          !held.some((a) => held.some((b) => isApart(a, b)))
        );
      };
      const draw = (type: number): void => {
        if (type === first.length) {
          if (isGood()) heats.push({ furnace: at, grade, pieces: [...pieces] });
          return;
        }
        const mayHold = first[type].grade === id && (problem.fill !== 'none' || first[type].period === 0);
        for (let count = 0; count <= (mayHold ? instance.quantity[type] : 0); count++) {
          pieces[type] = count;
          draw(type + 1);
        }
        pieces[type] = 0;
      };
      draw(0);
    });
  });
  return heats;
}

/** Hands out every plan within demands and caps once, with the pieces it leaves by type. */
export function eachPlan(
  instance: Instance,
  visit: (heats: readonly TriedHeat[], left: readonly number[]) => void,
): void {
  const heats = heatsOf(instance);
  const left = Array.from(instance.quantity);
  const ofFurnace = instance.problem.furnaces.map(({ mostHeats }) => mostHeats ?? Infinity);
  const ofGrade = instance.problem.grades.map(({ mostHeats }) => mostHeats ?? Infinity);
  const plan: TriedHeat[] = [];
  const pour = (from: number): void => {
    visit(plan, left);
    for (let at = from; at < heats.length; at++) {
      const heat = heats[at];
      if (ofFurnace[heat.furnace] === 0 || ofGrade[heat.grade] === 0) continue;
      if (heat.pieces.some((count, type) => count > left[type])) continue;
      const move = (sign: number) => {
        heat.pieces.forEach((count, type) => {
          left[type] -= sign * count;
        });
        ofFurnace[heat.furnace] -= sign;
        ofGrade[heat.grade] -= sign;
      };
      move(1);
      plan.push(heat);
      pour(at);
      plan.pop();
      move(-1);
    }
  };
  pour(0);
}

/** Value of a plan in the unit of the stage; undefined where the stage does not admit it. */
export function worthOf(
  instance: Instance,
  stage: Stage,
  heats: readonly TriedHeat[],
  left: readonly number[],
): number | undefined {
  const { problem, linesOf, unit } = instance;
  const perUnit = gramsPer[problem.massUnit];
  const lineOf = (type: number) => problem.lines[linesOf[type][0]];
  const costOf = (at: number) => (problem.objective === 'cheapest-heats' ? (problem.furnaces[at].heatCost ?? 1) : 1);
  const cost = heats.reduce((sum, heat) => sum + costOf(heat.furnace), 0);
  const misses = left.some((pieces, type) => pieces > 0 && lineOf(type).period === 0);
  if (stage.minimise === 'cost') return misses ? undefined : cost;
  // In units of the instance's mass, as the rest of the solver counts.
  const worth = (type: number) => {
    const { penaltyPerPiece, priority } = lineOf(type);
    return ((penaltyPerPiece ?? (instance.mass[type] * unit * priority) / perUnit) * perUnit) / unit;
  };
  if (stage.minimise === 'left')
    return left.reduce((sum, pieces, type) => sum + (lineOf(type).period === 0 ? pieces * worth(type) : 0), 0);
  if (misses || cost > (stage.mostCost ?? Infinity) + 1e-9) return undefined;
  const last = Math.max(...problem.lines.map(({ period }) => period));
  return left.reduce(
    (sum, pieces, type) =>
      sum + (lineOf(type).period > 0 ? pieces * worth(type) * 100 ** Math.min(3, last - lineOf(type).period) : 0),
    0,
  );
}

/** Least value of a stage over all plans; Infinity where it admits none. */
export function optimumOf(instance: Instance, stage: Stage): number {
  let best = Infinity;
  eachPlan(instance, (heats, left) => {
    best = Math.min(best, worthOf(instance, stage, heats, left) ?? Infinity);
  });
  return best;
}

/** The stage of a week; a filler stage keeps the least cost, as the solver does, where `keepsCost`. */
export function stageOf(instance: Instance, minimise: Stage['minimise'], keepsCost: boolean): Stage {
  if (minimise !== 'filler') return { minimise };
  const cost = optimumOf(instance, { minimise: 'cost' });
  return { minimise, mostCost: keepsCost && Number.isFinite(cost) ? cost : undefined };
}

export function instanceOf(problem: MeltProblem): Instance {
  return buildInstance(problem);
}

/** Least reduced cost of the heats that the problem knows, at most 0, counted anew from their pieces. */
export function leastReducedCost(problem: PatternProblem, multipliers: Multipliers): number {
  const { cells, types, instance } = problem;
  return heatsOf(instance).reduce((least, { furnace, grade, pieces }) => {
    const cell = cells.findIndex((one) => one.furnace === furnace && one.grade === grade);
    // Heats without pieces of the problem's types, or that a limit excludes by itself, are none of its patterns.
    if (cell < 0 || types.every((type) => pieces[type] === 0)) return least;
    const charge = cellCharge(problem, multipliers, cell);
    return Math.min(
      least,
      types.reduce((sum, type, row) => sum - multipliers.piece[row] * pieces[type], charge),
    );
  }, 0);
}

/** A tried heat as a key: cell, and pieces of the rows that the problem knows. */
export function keyOfHeat({ cells, types }: PatternProblem, { furnace, grade, pieces }: TriedHeat): string {
  const cell = cells.findIndex((one) => one.furnace === furnace && one.grade === grade);
  return `${cell}: ${Array.from(types, (type) => pieces[type]).join(' ')}`;
}

export function keyOfPattern({ cells, types }: PatternProblem, { cell, places, pieces }: Pattern): string {
  const held = Array.from(types, () => 0);
  places.forEach((at, k) => {
    held[cells[cell].rows[at]] = pieces[k];
  });
  return `${cell}: ${held.join(' ')}`;
}

/** A limit that asks for at least so many heats of the cells. */
export function atLeast(problem: PatternProblem, cells: readonly number[], heats: number): Limit {
  return {
    coefficients: Float64Array.from(problem.cells, (_, index) => (cells.includes(index) ? -1 : 0)),
    most: -heats,
  };
}

/** A heat as rules see it; undefined where the problem has no such pattern. */
export function viewOf({ cells, types }: PatternProblem, heat: TriedHeat): PatternView | undefined {
  const cell = cells.findIndex((one) => one.furnace === heat.furnace && one.grade === heat.grade);
  if (cell < 0 || types.every((type) => heat.pieces[type] === 0)) return undefined;
  return { cell, piecesOf: (row) => heat.pieces[types[row]] };
}

/** Value of a plan in steps; undefined where the stage or a limit of the problem does not admit it. */
export function stepsOf(
  problem: PatternProblem,
  heats: readonly TriedHeat[],
  left: readonly number[],
): number | undefined {
  const views = heats.map((heat) => viewOf(problem, heat)).filter((view) => view !== undefined);
  let steps = views.reduce((sum, { cell }) => sum + problem.cells[cell].cost, 0);
  for (let row = 0; row < problem.types.length; row++) {
    const pieces = left[problem.types[row]];
    if (pieces > 0) steps += pieces * problem.penalty[row];
  }
  const isWithin = problem.limits.every(
    ({ coefficients, most }) => views.reduce((sum, { cell }) => sum + coefficients[cell], 0) <= most,
  );
  // A heat that no cell holds is one that a limit excludes, or holds nothing that matters.
  const isKnown = heats.every(
    (heat) => viewOf(problem, heat) || problem.types.every((type) => heat.pieces[type] === 0),
  );
  return Number.isFinite(steps) && isWithin && isKnown ? steps : undefined;
}

/** Least value of a plan in steps; Infinity where there is none. */
export function leastStepsOf(problem: PatternProblem): number {
  let best = Infinity;
  eachPlan(problem.instance, (heats, left) => {
    best = Math.min(best, stepsOf(problem, heats, left) ?? Infinity);
  });
  return best;
}

/**
 * Checks a tree's leaves without the tree: each proves a bound above the target, none proves more than a plan under its
 * branches is worth, and every plan is under one of them.
 * @param patterns - all that the proof speaks of.
 * @returns how many plans were looked at.
 */
export function checkLeaves(
  problem: PatternProblem,
  leaves: readonly ClosedLeaf[],
  target: number,
  patterns: readonly PatternView[],
): number {
  const bounds = leaves.map(({ multipliers, side }) => {
    const least = patterns.reduce((most, view) => {
      let cost = cellCharge(problem, multipliers, view.cell);
      for (let row = 0; row < problem.types.length; row++) cost -= multipliers.piece[row] * view.piecesOf(row);
      for (const { row, multiplier } of side) cost -= multiplier * coefficientOf(row.rule, view);
      return Math.min(most, cost);
    }, 0);
    const { piece, limit } = multipliers;
    let bound = problem.mostHeats * least;
    problem.demand.forEach((pieces, row) => {
      bound += pieces * piece[row];
      if (piece[row] > problem.penalty[row] * multipliers.scale) throw new Error('dearer than leaving the piece out');
    });
    problem.limits.forEach(({ most }, l) => {
      if (limit[l] > 0) throw new Error('a limit never pays');
      bound += limit[l] * most;
    });
    for (const { row, multiplier } of side) bound += multiplier * (multiplier > 0 ? row.lower : row.upper);
    if (!(bound > target * multipliers.scale)) throw new Error(`a leaf proves ${bound / multipliers.scale} only`);
    return bound / multipliers.scale;
  });
  let plans = 0;
  eachPlan(problem.instance, (heats, left) => {
    const steps = stepsOf(problem, heats, left);
    if (steps === undefined) return;
    plans++;
    const views = heats.map((heat) => viewOf(problem, heat)).filter((view) => view !== undefined);
    const own = leaves.flatMap(({ branches }, at) =>
      branches.every(({ rule, lower, upper }) => {
        const sum = views.reduce((total, view) => total + coefficientOf(rule, view), 0);
        return sum >= lower && sum <= upper;
      })
        ? [at]
        : [],
    );
    if (own.length === 0) throw new Error('a plan is under no leaf');
    for (const at of own)
      if (bounds[at] > Math.max(steps, target + 1)) throw new Error(`a leaf proves ${bounds[at]}, a plan is ${steps}`);
    if (steps <= target) throw new Error(`a plan of ${steps} is within the target of ${target}`);
  });
  return plans;
}
