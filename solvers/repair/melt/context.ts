/** What every option of a repair is measured by. */
import type { MeltProblem } from '../../../models/melt.ts';
import { gramsPer, pouredGrams } from '../../../models/melt-units.ts';
import { limitMsOf } from '../shop/score.ts';
import { type AmendedMelt, pouredPieces } from './amend.ts';
import { Pourable } from './pour.ts';
import { Promises } from './promises.ts';

export interface MeltContext {
  readonly amended: AmendedMelt;
  readonly pourable: Pourable;
  readonly promises: Promises;
  readonly gramsPerUnit: number;
  readonly pointPrice: number;
  readonly leftPrice: number;
  /** Of the plan that runs, in the problem of the request. */
  readonly baseCost: number;
  readonly limitMs: number;
}

/** Worth of later periods against period 0: one that is not poured now costs what it costs to pour it another week. */
const fillerShare = 0.1;
/** What a `massUnit` of period 0 left out costs, in what one poured costs on average. */
const leftFactor = 10;
const leastPrice = 0.001;

export function contextOf(amended: AmendedMelt): MeltContext {
  const { request } = amended;
  const { problem, prices } = request;
  const gramsPerUnit = gramsPer[problem.massUnit];
  const heats = amended.heats.map(({ given }) => given);
  const heatCost = heats.reduce((sum, { furnace }) => sum + priceOfHeat(problem, furnace), 0);
  const pieceMass = new Map(problem.lines.map((line) => [line.id, pouredGrams(problem, line) / gramsPerUnit]));
  const mass = heats.reduce(
    (sum, { contents }) => sum + contents.reduce((own, { line, pieces }) => own + pieces * pieceMass.get(line)!, 0),
    0,
  );
  // Without a plan that runs, a full heat of each furnace stands for it.
  const meanHeat =
    heats.length > 0
      ? heatCost / heats.length
      : problem.furnaces.reduce((sum, { id }) => sum + priceOfHeat(problem, id), 0) / problem.furnaces.length;
  const meanMass =
    heats.length > 0
      ? mass / heats.length
      : problem.furnaces.reduce((sum, { greatestMass }) => sum + greatestMass, 0) / problem.furnaces.length;
  const pointPrice = prices.unit ?? Math.max(leastPrice, meanHeat);
  const leftPrice = prices.left ?? (leftFactor * meanHeat) / meanMass;
  return {
    amended,
    pourable: new Pourable(amended.problem),
    promises: new Promises(amended),
    gramsPerUnit,
    pointPrice,
    leftPrice,
    baseCost: meltCost(problem, heats, pouredPieces(amended.heats), leftPrice),
    limitMs: limitMsOf(request.events),
  };
}

function priceOfHeat({ furnaces, objective }: MeltProblem, id: string): number {
  return objective === 'cheapest-heats' ? (furnaces.find((furnace) => furnace.id === id)?.heatCost ?? 1) : 1;
}

/**
 * Cost of heats plus what is left out: of period 0 at `leftPrice` for its worth, of later periods, where they may be
 * poured, at a tenth. Heats cost nothing where the problem asks for mass whatever the heats.
 */
export function meltCost(
  problem: MeltProblem,
  heats: readonly { readonly furnace: string }[],
  poured: ReadonlyMap<string, number>,
  leftPrice: number,
): number {
  const heatCost = heatsCount(problem) ? heats.reduce((sum, { furnace }) => sum + priceOfHeat(problem, furnace), 0) : 0;
  return problem.lines.reduce(
    (sum, line) => sum + (line.quantity - (poured.get(line.id) ?? 0)) * leavingPrice(problem, line, leftPrice),
    heatCost,
  );
}

function heatsCount({ objective, fill }: MeltProblem): boolean {
  return objective !== 'most-mass' && fill !== 'all-heats';
}

/** Of a piece that is not poured. */
function leavingPrice(problem: MeltProblem, line: MeltProblem['lines'][number], leftPrice: number): number {
  if (line.period > 0 && problem.fill === 'none') return 0;
  const worth = line.penaltyPerPiece ?? (pouredGrams(problem, line) / gramsPer[problem.massUnit]) * line.priority;
  return worth * leftPrice * (line.period > 0 ? fillerShare : 1);
}

/**
 * Least cost of any plan: each piece that is not in a fixed heat is left out, or poured at no less than the cheapest mass
 * of a furnace that may pour it.
 * @param leastHeats - proved least cost of heats of a plan that pours all of period 0, where one is known.
 * @param leastLeft - proved least worth of period 0 left out.
 */
export function leastCost(
  { problem }: AmendedMelt,
  leftPrice: number,
  { leastHeats = 0, leastLeft = 0 }: { readonly leastHeats?: number; readonly leastLeft?: number },
): number {
  const perUnit = gramsPer[problem.massUnit];
  const counts = heatsCount(problem);
  const fixed = counts ? problem.fixedHeats.reduce((sum, { furnace }) => sum + priceOfHeat(problem, furnace), 0) : 0;
  const held = new Map<string, number>();
  for (const { contents } of problem.fixedHeats)
    for (const { line, pieces } of contents) held.set(line, (held.get(line) ?? 0) + pieces);
  let sum = fixed;
  let leastExtra = Infinity;
  for (const line of problem.lines) {
    const mass = pouredGrams(problem, line) / perUnit;
    const rates = problem.furnaces.flatMap((furnace) => {
      const may = (line.furnaces?.includes(furnace.id) ?? true) && (furnace.grades?.includes(line.grade) ?? true);
      return may ? [counts ? priceOfHeat(problem, furnace.id) / furnace.greatestMass : 0] : [];
    });
    const pouring = rates.length > 0 ? Math.min(...rates) * mass : Infinity;
    const leaving = leavingPrice(problem, line, leftPrice);
    const open = line.quantity - (held.get(line.id) ?? 0);
    if (open > 0) sum += open * Math.min(pouring, leaving);
    if (line.period === 0 && open > 0) leastExtra = Math.min(leastExtra, Math.max(0, leaving - pouring));
  }
  const complete = counts ? leastHeats : 0;
  // A plan either pours all of period 0, or leaves out a piece at least.
  const either = Math.max(sum, Math.min(complete, sum + leastExtra));
  return Math.max(either, fixed + leastLeft * leftPrice);
}
