/** Proofs as the search has them, written by ids of the request for somebody else to check (proof/verify.ts). */
import type {
  MeltCertificate,
  MeltProofLimit,
  MeltProofNode,
  MeltProofRule,
} from '../../../models/melt-certificate.ts';
import { gramsPer } from '../../../models/melt-units.ts';
import { tidy } from '../plan.ts';
import { costStepOf } from '../simple-bounds.ts';
import { cellCharge, type Multipliers } from './multipliers.ts';
import type { LimitSource, PatternProblem } from './problem.ts';
import type { ClosedLeaf, StageProof } from './proof.ts';
import { ruleKey, type SideRow, type SideRule } from './side-rows.ts';

/** Points of a unit of a stage: what certificates count in. */
const pointsPerUnit = 1_000_000;
/** Beyond it the checker refuses to add up multipliers of pieces or rules. */
const mostSum = 2 ** 51;

/**
 * @returns a certificate for each proof that can be written down: one whose leaves leave a gap cannot, and none whose
 *   multipliers are too large to be added up exactly, as duals of a problem without solutions may be.
 */
export function certificatesOf(proofs: readonly StageProof[]): MeltCertificate[] {
  return proofs.flatMap((proof) => certificateOf(proof) ?? []);
}

function certificateOf({ problem, target, listed, leaves }: StageProof): MeltCertificate | undefined {
  const rules = new Rules(problem);
  const nodes = new Nodes(rules);
  const { scale } = leaves[0]?.multipliers ?? listed?.multipliers ?? { scale: 1 };
  const parts = [...leaves, ...(listed ? [listed] : [])];
  const isListed = (part: (typeof parts)[number]) => listed !== undefined && part !== listed;
  const sameScale = parts.every(({ multipliers }) => multipliers.scale === scale);
  if (!sameScale || !parts.every((part) => isExact(problem, part, isListed(part))) || !nodes.add(leaves, 0))
    return undefined;
  const pointsPerStep = pointsOfStep(problem);
  const points = (target + 1) * pointsPerStep;
  if (!Number.isSafeInteger(points)) return undefined;
  const own = problem.limits.flatMap(({ of }) => (of ? [nameOfLimit(problem, of, pointsPerStepOfCost(problem))] : []));
  return {
    stage: stageName(problem),
    lowerBound: tidy(points / pointsPerUnit + fixedCost(problem)),
    pointsPerStep,
    target,
    scale,
    lines: Array.from(problem.types, (_, row) => lineOf(problem, row)),
    limits: own,
    rules: rules.all,
    ...(listed && {
      listing: {
        ...numbersOf(listed.multipliers),
        ...(Number.isFinite(listed.mostWaste) && { mostWaste: listed.mostWaste * problem.instance.unit }),
      },
    }),
    nodes: nodes.all,
  };
}

function stageName({ stage, instance }: PatternProblem): MeltCertificate['stage'] {
  if (stage.minimise === 'left') return 'most-mass';
  if (stage.minimise === 'filler') return 'filler';
  return instance.problem.objective === 'cheapest-heats' ? 'cheapest-heats' : 'fewest-heats';
}

/** Costs count as they are, worths by the request's unit of mass. */
function pointsOfStep({ stage, step, instance }: PatternProblem): number {
  const perStep = stage.minimise === 'cost' ? step : (step * instance.unit) / gramsPer[instance.problem.massUnit];
  return Math.round(perStep * pointsPerUnit);
}

function pointsPerStepOfCost({ instance }: PatternProblem): number {
  return Math.round(costStepOf(instance) * pointsPerUnit);
}

function fixedCost({ stage, instance }: PatternProblem): number {
  if (stage.minimise !== 'cost') return 0;
  return instance.fixed.heats.reduce((sum, { furnace }) => sum + instance.heatCost[furnace], 0);
}

/** A type's first line, by which the request's reader knows it. */
function lineOf({ instance, types }: PatternProblem, row: number): string {
  return instance.problem.lines[instance.linesOf[types[row]][0]].id;
}

function nameOfLimit({ instance }: PatternProblem, of: LimitSource, pointsPerStep: number): MeltProofLimit {
  const { furnaces, grades, powerGroups } = instance.problem;
  switch (of.kind) {
    case 'furnace-heats':
      return { kind: of.kind, furnace: furnaces[of.furnace].id };
    case 'grade-heats':
      return { kind: of.kind, grade: grades[of.grade].id };
    case 'power-energy':
    case 'power-hours':
      return { kind: of.kind, group: powerGroups[of.group].id, unit: of.unit };
    case 'cost':
      return { kind: of.kind, pointsPerStep };
  }
}

/**
 * Whether sums over a heat stay exact.
 * @param isListed - heats are looked at one by one, so that what no heat holds together does not count.
 */
function isExact(
  problem: PatternProblem,
  { multipliers, side = [] }: { multipliers: Multipliers; side?: ClosedLeaf['side'] },
  isListed: boolean,
): boolean {
  const { piece, limit } = multipliers;
  const { cells } = problem;
  const ofLimits = cells.map((_, cell) => Math.abs(cellCharge(problem, multipliers, cell)));
  const ofPieces = cells.map(({ rows, most, mass, high }) => {
    const largest = rows.reduce((greatest, row) => Math.max(greatest, Math.abs(piece[row])), 0);
    const all = rows.reduce((sum, row, at) => sum + Math.abs(piece[row]) * most[at], 0);
    return isListed ? Math.min(all, largest * Math.floor(high / Math.min(...mass))) : all;
  });
  const ofRules = side.reduce((sum, { multiplier }) => sum + Math.abs(multiplier), 0);
  return Math.max(...ofPieces, ...ofLimits, ofRules) < mostSum && [...piece, ...limit].every(Number.isSafeInteger);
}

function numbersOf({ piece, limit }: Multipliers): { pieces: number[]; limits: number[] } {
  // Minus zero is no whole number to others.
  const plain = (values: Float64Array) => Array.from(values, (value) => value || 0);
  return { pieces: plain(piece), limits: plain(limit) };
}

/** The rules of a proof, each once, by number. */
class Rules {
  readonly all: MeltProofRule[] = [];
  readonly #problem: PatternProblem;
  readonly #numberOf = new Map<string, number>();

  constructor(problem: PatternProblem) {
    this.#problem = problem;
  }

  numberOf(rule: SideRule): number {
    const key = ruleKey(rule);
    const known = this.#numberOf.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(this.#named(rule)) - 1;
    this.#numberOf.set(key, number);
    return number;
  }

  #named(rule: SideRule): MeltProofRule {
    const problem = this.#problem;
    const nameOf = (cell: number) => {
      const { furnaces, grades } = problem.instance.problem;
      return { furnace: furnaces[problem.cells[cell].furnace].id, grade: grades[problem.cells[cell].grade].id };
    };
    switch (rule.kind) {
      case 'odd-set':
        return { kind: rule.kind, lines: rule.rows.map((row) => lineOf(problem, row)) };
      case 'together':
        return { kind: rule.kind, lines: [lineOf(problem, rule.rows[0]), lineOf(problem, rule.rows[1])] };
      case 'cells':
        return { kind: rule.kind, cells: rule.cells.map(nameOf) };
      case 'pattern':
        return {
          kind: rule.kind,
          ...nameOf(rule.cell),
          contents: rule.rows.flatMap((row, k) =>
            rule.pieces[k] > 0 ? [{ line: lineOf(problem, row), pieces: rule.pieces[k] }] : [],
          ),
        };
    }
  }
}

/** The tree over the leaves, put together again from the branches that lead to them. */
class Nodes {
  readonly all: MeltProofNode[] = [];
  readonly #rules: Rules;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** @param depth - branches that the leaves share. @returns the number of their node plus 1; 0 where there is a gap. */
  add(leaves: readonly ClosedLeaf[], depth: number): number {
    const end = leaves.find(({ branches }) => branches.length === depth);
    if (end) return this.all.push(this.#leaf(end));
    const split = leaves[0]?.branches[depth];
    if (!split) return 0;
    const rule = this.#rules.numberOf(split.rule);
    const most = Number.isFinite(split.upper) ? split.upper : split.lower - 1;
    const number = this.all.push({ kind: 'split', rule, most, atMost: 0, above: 0 });
    const half = (isHalf: (row: SideRow) => boolean) =>
      this.add(
        leaves.filter(({ branches }) => this.#rules.numberOf(branches[depth].rule) === rule && isHalf(branches[depth])),
        depth + 1,
      );
    const atMost = half(({ upper }) => upper === most);
    const above = half(({ lower }) => lower === most + 1);
    this.all[number - 1] = { kind: 'split', rule, most, atMost: atMost - 1, above: above - 1 };
    return atMost > 0 && above > 0 ? number : 0;
  }

  #leaf({ multipliers, side }: ClosedLeaf): MeltProofNode {
    return {
      kind: 'leaf',
      ...numbersOf(multipliers),
      rules: side.map(({ row, multiplier }) => ({ rule: this.#rules.numberOf(row.rule), multiplier })),
    };
  }
}
