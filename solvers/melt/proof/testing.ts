/** Tiny weeks with their true optimum, found by trying everything: what no proof may go beyond. */
import type { MeltPlan, MeltProblem } from '../../../models/melt.ts';
import type { MeltCertificate } from '../../../models/melt-certificate.ts';
import { pouredGrams } from '../../../models/melt-units.ts';
import { periodWeight, piecePoints, pointsPerUnit } from './week.ts';

/** Pieces of all lines together that may be tried. */
const mostPieces = 8;

interface Tried {
  readonly furnace: number;
  readonly grade: string;
  grams: number;
  readonly lines: Map<number, number>;
}

/**
 * The least value of a stage in points, by placing each piece in each heat, a new heat of each furnace, or nowhere.
 * @param mostCost - points that heats may cost; for fillers.
 * @returns undefined where no plan is in question, so that every bound is a true one.
 */
export function leastPoints(
  problem: MeltProblem,
  stage: MeltCertificate['stage'],
  mostCost?: bigint,
): bigint | undefined {
  const isIn = (period: number) => period === 0 || problem.fill !== 'none';
  const pieces = problem.lines.flatMap(({ quantity, period }, line) =>
    isIn(period) ? Array.from({ length: quantity }, () => line) : [],
  );
  if (pieces.length > mostPieces) throw new RangeError(`${pieces.length} pieces are too many to try everything`);
  const perUnit = problem.massUnit === 'kg' ? 1000 : 1;
  const grams = problem.lines.map((line) => pouredGrams(problem, line));
  const heats: Tried[] = [];
  const out = problem.lines.map(() => 0);
  let best: bigint | undefined;
  const costOf = (furnace: number) =>
    problem.objective === 'cheapest-heats'
      ? BigInt(Math.round((problem.furnaces[furnace].heatCost ?? 1) * 1e6))
      : pointsPerUnit;
  const judge = () => {
    const allOk = heats.every(({ furnace, grams: mass }) => mass >= problem.furnaces[furnace].leastMass * perUnit);
    const heatsOf = (key: (heat: Tried) => boolean) => heats.filter(key).length;
    const capsOk =
      problem.furnaces.every(({ mostHeats = 99 }, f) => heatsOf(({ furnace }) => furnace === f) <= mostHeats) &&
      problem.grades.every(({ id, mostHeats = 99 }) => heatsOf(({ grade }) => grade === id) <= mostHeats);
    if (!allOk || !capsOk) return;
    const missing = problem.lines.some(({ period }, line) => period === 0 && out[line] > 0);
    const cost = heats.reduce((sum, { furnace }) => sum + costOf(furnace), 0n);
    if (stage !== 'most-mass' && missing) return;
    if (stage === 'filler' && mostCost !== undefined && cost > mostCost) return;
    const open = problem.lines.reduce(
      (sum, line, index) =>
        (line.period === 0) === (stage === 'most-mass')
          ? sum + BigInt(out[index]) * piecePoints(problem, line) * periodWeight(problem, line)
          : sum,
      0n,
    );
    const value = stage === 'filler' || stage === 'most-mass' ? open : cost;
    if (best === undefined || value < best) best = value;
  };
  const fits = (line: number, { furnace, grade, grams: mass, lines }: Tried): boolean => {
    const { id, furnaces, grade: own, sizes } = problem.lines[line];
    const { greatestMass, grades, capacities, id: furnaceId } = problem.furnaces[furnace];
    const used = (dimension: string) =>
      [...lines].reduce((sum, [other, count]) => sum + count * (problem.lines[other].sizes[dimension] ?? 0), 0);
    return (
      own === grade &&
      mass + grams[line] <= greatestMass * perUnit &&
      (grades?.includes(grade) ?? true) &&
      (furnaces?.includes(furnaceId) ?? true) &&
      problem.dimensions.every((d) => used(d) + (sizes[d] ?? 0) <= capacities[d] + 1e-9) &&
      problem.incompatibleLines.every(
        ([a, b]) =>
          (a !== id || ![...lines.keys()].some((other) => problem.lines[other].id === b)) &&
          (b !== id || ![...lines.keys()].some((other) => problem.lines[other].id === a)),
      )
    );
  };
  const place = (at: number): void => {
    if (at === pieces.length) {
      judge();
      return;
    }
    const line = pieces[at];
    for (let index = 0; index < heats.length; index++) {
      const heat = heats[index];
      if (!fits(line, heat)) continue;
      heat.grams += grams[line];
      heat.lines.set(line, (heat.lines.get(line) ?? 0) + 1);
      place(at + 1);
      heat.grams -= grams[line];
      const rest = heat.lines.get(line)! - 1;
      if (rest === 0) heat.lines.delete(line);
      else heat.lines.set(line, rest);
    }
    problem.furnaces.forEach((_, furnace) => {
      const heat: Tried = { furnace, grade: problem.lines[line].grade, grams: 0, lines: new Map() };
      if (!fits(line, heat)) return;
      heat.grams = grams[line];
      heat.lines.set(line, 1);
      heats.push(heat);
      place(at + 1);
      heats.pop();
    });
    if (problem.lines[line].period > 0 || stage === 'most-mass') {
      out[line]++;
      place(at + 1);
      out[line]--;
    }
  };
  place(0);
  return best;
}

/** What heats of a plan cost in points, fixed ones left out. */
export function costPoints(problem: MeltProblem, plan: MeltPlan): bigint {
  return plan.heats.reduce((sum, { furnace: id, fixed }) => {
    const cost = problem.furnaces.find((furnace) => furnace.id === id)?.heatCost ?? 1;
    return fixed
      ? sum
      : sum + (problem.objective === 'cheapest-heats' ? BigInt(Math.round(cost * 1e6)) : pointsPerUnit);
  }, 0n);
}
