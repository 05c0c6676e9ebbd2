/**
 * Checks proofs of lower bounds without the search: from request, plan and certificate alone, in whole numbers.
 *
 * What is proved. Let a heat h of furnace f with grade g hold a[h, t] pieces of class t. Fixed heats aside a plan of the
 * request is heats such that
 *
 *   (1) every heat lies within its furnace's bounds, holds something, and no more than there is;
 *   (2) of each class t, heats hold demand[t] - left[t] pieces, with left[t] >= 0, and left[t] = 0 where all must be poured;
 *   (3) heats keep each limit l: the sum of coefficient[l, h] is at most most[l] (week.ts derives each from the request);
 *   (4) there are at most N heats: each holds a piece, and furnaces have caps.
 *
 * Its value is V = sum of cost[h] + sum of penalty[t] * left[t], costs and penalties rounded down to whole steps; left[t]
 * of later periods costs nothing outside the stage of fillers. Places in time are left out of account but for (3), so
 * that a bound on these plans is one on all.
 *
 * Lemma. Let S be the scale, p[t] any whole numbers with p[t] <= S * penalty[t] where pieces may be left, q[l] <= 0. For
 * rules r with count[r, h] >= 0 whose counts add up to something in [lower[r], upper[r]] over the heats of a plan, let s[r]
 * be whole numbers, and take lower[r] where s[r] > 0 and upper[r] where s[r] < 0. The reduced cost of a heat is
 *
 *   d[h] = S * cost[h] - sum of p[t] * a[h, t] - sum of q[l] * coefficient[l, h] - sum of s[r] * count[r, h]
 *
 * and, with m <= 0 at most every d[h] of the plan,
 *
 *   S * V >= sum of p[t] * demand[t] + sum of q[l] * most[l] + sum of s[r] * (lower or upper)[r] + N * m =: B.
 *
 * Proof. Insert d[h] for S * cost[h] into S * V. By (2) the p[t] come to p[t] * (demand[t] - left[t]), and what is left
 * costs S * penalty[t] * left[t] >= p[t] * left[t]. By (3) and q <= 0 the q[l] come to at least q[l] * most[l]; the s[r]
 * likewise. By (4) the d[h] add up to at least N * m. Where each piece must be poured (2) is an equation, so that p may
 * have any sign, least masses or not: a negative one says that a class is a burden. QED
 *
 * Tree. A rule's counts add up to a whole number, so each plan is in one of the two halves of a split, and in one leaf.
 * On the way down halves give rules their lower and upper; a leaf is closed by B > S * target, for no plan in it can have
 * V <= target. Without any split a rule has lower 0, and an odd set upper = half of all its pieces (rules.ts).
 *
 * Listing. To refute plans with V <= target only heats of such plans matter. With the listing's multipliers, its bound B
 * and its m, a heat of such a plan has d[h] <= S * target - B: the lemma's sum holds with any one d[h] in place of its
 * m <= 0, and N * m counts one more. So all other heats are left out of the leaves' m.
 *
 * Waste. Where every piece must be poured, let R be the most that heats of a total cost of at most target can hold, each
 * full to what its furnace can reach. A plan fills them up to R less the mass of all pieces, and no heat alone misses more
 * of what its furnace can reach.
 *
 * Without least masses pieces of later periods are not looked at: taken out of a plan they leave heats, or nothing, and
 * neither cost of heats nor what is left of period 0 grows by it.
 *
 * The least d[h] over all heats is found by dynamic programming over masses (heats.ts). Further dimensions and
 * incompatible lines are left out there, which only lowers it; where that does not do, heats are tried one by one.
 *
 * @see Farley (1990), Operations Research 38:922-923, on the lemma; Cook, Koch, Steffy and Wolter (2013), Mathematical
 *   Programming Computation 5:305-344, on proofs checked apart from the search.
 */
import type { MeltPlan, MeltProblem, MeltRequest, MeltStage } from '../../../models/melt.ts';
import type { MeltCertificate, MeltProofNode } from '../../../models/melt-certificate.ts';
import type { ProofReport, StageReport } from '../../solver.ts';
import { checkMeltPlan } from '../check.ts';
import { floorDivide, Refused, safeNumber, Work } from './exact.ts';
import { eachHeat, greatestMass, mostProfit } from './heats.ts';
import { type Counted, Listing } from './listing.ts';
import { classIndex, mostOfRule, type ReadRule, readRule } from './rules.ts';
import {
  fixedPoints,
  inSteps,
  type ProofCell,
  planPoints,
  pointsPerUnit,
  readWeek,
  type Week,
  type WeekLimit,
} from './week.ts';

/** Some ten seconds. */
const defaultWork = 5e9;
/** What pieces and rules of a heat each come to at most, and its cost with limits: then no sum of them reaches 2^53. */
const mostSum = 2 ** 51;
const mostCharge = 2 ** 52;
/** Steps of cost beyond which no room is added up. */
const mostTarget = 2_000_000;

/** @param mostWork - steps for all certificates together, beyond which a proof is refused. */
export function verifyMeltProofs(request: MeltRequest, plan: MeltPlan, mostWork: number = defaultWork): ProofReport {
  const { violations } = checkMeltPlan(request, plan);
  const work = new Work(mostWork);
  const reports = plan.stages.map((stage) => reportOn(request.problem, plan, stage, work));
  const stray = (plan.certificates ?? []).filter(({ stage }) => !plan.stages.some((other) => other.stage === stage));
  const strayReports = stray.map(({ stage }): StageReport => wrong(stage, 'the plan has no such stage'));
  return { violations, stages: [...reports, ...strayReports] };
}

function reportOn(problem: MeltProblem, plan: MeltPlan, stage: MeltStage, work: Work): StageReport {
  const own = (plan.certificates ?? []).filter((certificate) => certificate.stage === stage.stage);
  if (own.length > 1) return wrong(stage.stage, 'it has more than one certificate');
  const claimed = stage.lowerBound ?? 0;
  if (own.length === 0) {
    if (claimed > 0) return unproved(stage, `bound ${claimed} ${stage.unit} claimed without certificate`);
    return stage.objective === 0
      ? { stage: stage.stage, verdict: 'verified', lowerBound: 0, message: 'proved: nothing is below 0' }
      : unproved(stage, 'no bound claimed');
  }
  const [certificate] = own;
  const result = verifyCertificate(problem, plan, certificate, work);
  if ('refused' in result) return wrong(stage.stage, result.refused);
  const { points } = result;
  const lowerBound = inUnit(points);
  const reached = planPoints(problem, plan, certificate.stage);
  if (reached < points) return wrong(stage.stage, `it proves ${lowerBound} ${stage.unit}, and the plan has less`);
  const proved = reached === points;
  if (stage.proved && !proved)
    return {
      ...unproved(stage, `called proved at ${stage.objective}; the certificate proves ${lowerBound} ${stage.unit}`),
      lowerBound,
    };
  if (claimed > lowerBound && !proved)
    return {
      ...unproved(stage, `bound ${claimed} claimed; the certificate proves ${lowerBound} ${stage.unit}`),
      lowerBound,
    };
  return proved
    ? { stage: stage.stage, verdict: 'verified', lowerBound, message: `proved and verified: ${result.basis}` }
    : {
        stage: stage.stage,
        verdict: 'bound-verified',
        lowerBound,
        message: `bound ${lowerBound} ${stage.unit} verified: ${result.basis}`,
      };
}

function wrong(stage: MeltStage['stage'], reason: string): StageReport {
  return { stage, verdict: 'wrong', message: `the certificate does not hold: ${reason}` };
}

function unproved({ stage }: MeltStage, message: string): StageReport {
  return { stage, verdict: 'unproved', message };
}

/** To the last digit that a double holds. */
function inUnit(points: bigint): number {
  return Number(points) / Number(pointsPerUnit);
}

export type CertificateResult =
  | { readonly points: bigint; readonly basis: string }
  | {
      /** The first thing that fails. */
      readonly refused: string;
    };

/** @returns what the certificate proves, in millionths of the stage's unit, fixed heats included. */
export function verifyCertificate(
  problem: MeltProblem,
  plan: MeltPlan,
  certificate: MeltCertificate,
  work: Work = new Work(defaultWork),
): CertificateResult {
  try {
    checkStage(problem, plan, certificate.stage);
    const basis = new Verification(problem, plan, certificate, work).run();
    const steps = BigInt(certificate.target) + 1n;
    const points = steps * BigInt(certificate.pointsPerStep) + fixedPoints(problem, certificate.stage);
    if (certificate.lowerBound > inUnit(points))
      throw new Refused(`it claims ${certificate.lowerBound}, and what it shows proves ${inUnit(points)}`);
    return { points, basis };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}

/** A stage's bound is one on the plans among which the stage chooses. */
function checkStage({ objective, givenHeats }: MeltProblem, plan: MeltPlan, stage: MeltCertificate['stage']): void {
  if (givenHeats) throw new Refused('the heats are given, their number is not decided');
  if (stage === 'filler' && plan.outcome !== 'complete')
    throw new Refused('fillers are a stage of plans that pour period 0 in full');
  if (stage === 'fewest-heats' && objective === 'cheapest-heats')
    throw new Refused('the request asks for the cheapest heats, not for the fewest');
  if (stage === 'cheapest-heats' && objective !== 'cheapest-heats')
    throw new Refused('the request does not ask for the cheapest heats');
}

/** Multipliers with what each stands for. */
interface Dual {
  /** By class of the week. */
  readonly piece: readonly bigint[];
  /** By limit of the certificate. */
  readonly limit: readonly bigint[];
}

/** What the splits above a node say of a rule. */
interface RuleBounds {
  readonly lower: number;
  readonly upper: number | undefined;
}

type Leaf = Extract<MeltProofNode, { kind: 'leaf' }>;

class Verification {
  readonly #certificate: MeltCertificate;
  readonly #week: Week;
  readonly #work: Work;
  readonly #scale: bigint;
  /** Value of interest, scaled. */
  readonly #target: bigint;
  readonly #classOfLine: readonly number[];
  readonly #limits: readonly WeekLimit[];
  readonly #rules: readonly ReadRule[];
  readonly #mustPourAll: boolean;
  readonly #counted = new Map<number, Counted>();
  readonly #greatest = new Map<string, number>();
  #listing: Listing | undefined;

  constructor(problem: MeltProblem, plan: MeltPlan, certificate: MeltCertificate, work: Work) {
    this.#certificate = certificate;
    this.#work = work;
    this.#week = readWeek(problem, plan, certificate.stage);
    this.#scale = BigInt(certificate.scale);
    this.#target = BigInt(certificate.target) * this.#scale;
    this.#classOfLine = certificate.lines.map((line) => classIndex(this.#week, line));
    if (new Set(this.#classOfLine).size < this.#classOfLine.length) throw new Refused('`lines` names a line twice');
    this.#limits = certificate.limits.map((limit) => {
      if (limit.kind === 'cost' && certificate.stage !== 'filler')
        throw new Refused('only the stage of fillers limits the cost of heats');
      return this.#week.limit(limit);
    });
    this.#rules = certificate.rules.map((rule) => readRule(rule, this.#week));
    this.#mustPourAll =
      (certificate.stage === 'fewest-heats' || certificate.stage === 'cheapest-heats') &&
      this.#week.classes.every(({ points }) => points === undefined);
  }

  /** @returns what the proof consists of, in words. @throws Refused with the first thing that fails. */
  run(): string {
    const { nodes, listing } = this.#certificate;
    if (listing) this.#listing = this.#list(listing);
    const seen = new Set<number>();
    const open: { node: number; bounds: ReadonlyMap<number, RuleBounds> }[] = [{ node: 0, bounds: new Map() }];
    let leaves = 0;
    for (let next = open.pop(); next; next = open.pop()) {
      const { node: index, bounds } = next;
      const node = nodes[index];
      if (!node) throw new Refused(`there is no node ${index}`);
      if (seen.has(index)) throw new Refused(`node ${index} stands in two places`);
      seen.add(index);
      this.#work.spend(1 + bounds.size);
      if (node.kind === 'leaf') {
        leaves++;
        this.#checkLeaf(node, index, bounds);
        continue;
      }
      const { rule, most, atMost, above } = node;
      if (!this.#rules[rule]) throw new Refused(`node ${index} splits by rule ${rule}, which is not there`);
      const { lower, upper } = bounds.get(rule) ?? { lower: 0, upper: undefined };
      const half = (bound: RuleBounds) => new Map(bounds).set(rule, bound);
      open.push({ node: above, bounds: half({ lower: Math.max(lower, most + 1), upper }) });
      open.push({ node: atMost, bounds: half({ lower, upper: Math.min(upper ?? Infinity, most) }) });
    }
    const parts = leaves === 1 ? 'one set of multipliers' : `${leaves} parts of a tree`;
    return this.#listing ? `${parts}, ${this.#listing.size} heats listed` : parts;
  }

  #list({ pieces, limits, mostWaste }: NonNullable<MeltCertificate['listing']>): Listing {
    const dual = this.#dual(pieces, limits, 'the listing');
    const { cells } = this.#week;
    const waste = mostWaste === undefined ? undefined : this.#mostWaste();
    if (waste !== undefined && waste > mostWaste!)
      throw new Refused(`the listing says that heats miss ${mostWaste} g at most; it may be ${waste} g`);
    let least = 0;
    const priced = cells.map((cell) => {
      const profit = this.#profit(cell, dual);
      const charge = this.#charge(cell, dual);
      if (this.#hasHeats(cell)) least = Math.min(least, charge - this.#greatestProfit(cell, profit, charge));
      return { profit, charge };
    });
    const bound = this.#sum(dual) + BigInt(this.#week.mostHeats) * BigInt(least);
    const gap = safeNumber(this.#target - bound, 'the gap of the listing');
    const listing = new Listing(this.#week);
    cells.forEach((cell, index) => {
      if (!this.#hasHeats(cell)) return;
      const { profit, charge } = priced[index];
      const leastMass = waste === undefined ? 0 : Math.ceil((this.#greatestGrams(cell.furnace) - waste) / cell.unit);
      listing.add(index, profit, leastMass, charge - gap, this.#work);
    });
    return listing;
  }

  /** Whether no limit rules out a single heat of the cell by itself. */
  #hasHeats({ furnace, grade }: ProofCell): boolean {
    return this.#limits.every(({ coefficient, most }) => coefficient(furnace, grade) <= most);
  }

  /** The most profit of a heat of the cell, or `enough` where none has more: beyond it heats are tried one by one. */
  #greatestProfit(cell: ProofCell, profit: Float64Array, enough: number): number {
    const relaxed = mostProfit(cell, profit, this.#work);
    if (relaxed.exact || relaxed.profit <= enough) return relaxed.profit;
    let best = enough;
    eachHeat(cell, profit, 0, enough + 1, this.#work, (found) => {
      best = Math.max(best, found);
      return best + 1;
    });
    return best;
  }

  /** Grams that a heat may miss of what its furnace can reach, in plans of at most the target. */
  #mostWaste(): number {
    const { target, pointsPerStep } = this.#certificate;
    const { classes, cells } = this.#week;
    if (!this.#mustPourAll) throw new Refused('the listing limits waste, and here pieces may be left out');
    if (target > mostTarget) throw new Refused(`the listing limits waste, with a target above ${mostTarget} steps`);
    const room = new Float64Array(target + 1);
    for (const own of Map.groupBy(cells, ({ furnace }) => furnace).values()) {
      const greatest = this.#greatestGrams(own[0].furnace);
      const cost = safeNumber(inSteps(own[0].points, pointsPerStep), 'the cost of a heat');
      let rest = this.#week.heatsOf(own[0].furnace);
      for (let lot = 1; rest > 0; lot *= 2) {
        const heats = Math.min(lot, rest);
        rest -= heats;
        this.#work.spend(target + 1);
        for (let spent = target; spent >= heats * cost; spent--)
          room[spent] = Math.max(room[spent], room[spent - heats * cost] + heats * greatest);
      }
    }
    if (room[target] > Number.MAX_SAFE_INTEGER) throw new Refused('the room of all heats is too large to be exact');
    return room[target] - classes.reduce((sum, { demand, grams }) => sum + demand * grams, 0);
  }

  /** What a heat of the furnace can reach, whatever its grade. */
  #greatestGrams(furnace: string): number {
    const known = this.#greatest.get(furnace);
    if (known !== undefined) return known;
    const own = this.#week.cells.filter((cell) => cell.furnace === furnace);
    const grams = own.reduce((most, cell) => Math.max(most, greatestMass(cell, this.#work) * cell.unit), 0);
    this.#greatest.set(furnace, grams);
    return grams;
  }

  #checkLeaf(leaf: Leaf, index: number, bounds: ReadonlyMap<number, RuleBounds>): void {
    const name = `leaf ${index}`;
    const dual = this.#dual(leaf.pieces, leaf.limits, name);
    let sum = this.#sum(dual);
    for (const { rule, multiplier } of leaf.rules) {
      const read = this.#rules[rule];
      if (!read) throw new Refused(`${name} uses rule ${rule}, which is not there`);
      const { lower, upper } = bounds.get(rule) ?? { lower: 0, upper: undefined };
      const most = Math.min(upper ?? Infinity, mostOfRule(read, this.#week) ?? Infinity);
      if (multiplier < 0 && most === Infinity)
        throw new Refused(`${name} counts on rule ${rule} being limited, and nothing limits it there`);
      sum += BigInt(multiplier) * BigInt(multiplier > 0 ? lower : multiplier < 0 ? most : 0);
    }
    // The least reduced cost that still keeps the bound above the target.
    const spare = sum - this.#target - 1n;
    if (spare < 0n)
      throw new Refused(`the multipliers of ${name} prove ${floorDivide(sum, this.#scale)} steps at best`);
    const heats = BigInt(this.#week.mostHeats);
    const allowed = heats === 0n ? undefined : safeNumber(spare / heats, 'the least reduced cost');
    if (allowed === undefined) return;
    if (this.#listing) this.#checkListed(this.#listing, dual, leaf, name, allowed);
    else this.#checkAllHeats(dual, leaf, name, allowed);
  }

  #checkAllHeats(dual: Dual, leaf: Leaf, name: string, allowed: number): void {
    const rules = leaf.rules.map(({ rule, multiplier }) => ({ rule: this.#rules[rule], multiplier }));
    for (const cell of this.#week.cells) {
      if (!this.#hasHeats(cell)) continue;
      let ofRules = 0n;
      for (const { rule, multiplier } of rules) {
        if (rule.kind !== 'cells')
          throw new Refused(`${name} uses a rule of kind ${rule.kind}, for which heats must be listed`);
        if (rule.has(cell)) ofRules += BigInt(multiplier);
      }
      const most = this.#charge(cell, dual, ofRules) + allowed;
      if (this.#greatestProfit(cell, this.#profit(cell, dual), most) > most)
        throw new Refused(
          `${name} leaves out a heat of ${cell.furnace} with ${cell.grade} whose reduced cost is too low`,
        );
    }
  }

  #checkListed(listing: Listing, dual: Dual, leaf: Leaf, name: string, allowed: number): void {
    const { cells } = this.#week;
    const charge = cells.map((cell) => this.#charge(cell, dual));
    const piece = dual.piece.map(Number);
    this.#work.spend(listing.classes.length + listing.size);
    const reduced = Float64Array.from(listing.cell, (cell) => charge[cell]);
    let largest = 0;
    for (let heat = 0; heat < listing.size; heat++) {
      let ofHeat = 0;
      for (let entry = listing.starts[heat]; entry < listing.starts[heat + 1]; entry++) {
        const profit = piece[listing.classes[entry]] * listing.pieces[entry];
        reduced[heat] -= profit;
        ofHeat += Math.abs(profit);
      }
      largest = Math.max(largest, ofHeat);
    }
    if (!(largest < mostSum)) throw new Refused(`the pieces of ${name} are too large to be added up exactly`);
    largest = 0;
    for (const { rule, multiplier } of leaf.rules) {
      const { heats, counts } = this.#countsOf(listing, rule);
      this.#work.spend(heats.length);
      let most = 0;
      for (let k = 0; k < heats.length; k++) {
        reduced[heats[k]] -= multiplier * counts[k];
        most = Math.max(most, counts[k]);
      }
      largest += most * Math.abs(multiplier);
    }
    if (!(largest < mostSum)) throw new Refused(`the rules of ${name} are too large to be added up exactly`);
    const failing = reduced.findIndex((value) => value < -allowed);
    if (failing < 0) return;
    const { furnace, grade } = cells[listing.cell[failing]];
    throw new Refused(`${name} leaves out a heat of ${furnace} with ${grade} whose reduced cost is too low`);
  }

  #countsOf(listing: Listing, rule: number): Counted {
    const known = this.#counted.get(rule) ?? listing.count(this.#rules[rule], this.#work);
    this.#counted.set(rule, known);
    return known;
  }

  /** Multipliers by class and limit. @throws Refused where one has the wrong sign or is too large for its penalty. */
  #dual(pieces: readonly number[], limits: readonly number[], name: string): Dual {
    const { lines, pointsPerStep } = this.#certificate;
    if (pieces.length !== lines.length)
      throw new Refused(`${name} has ${pieces.length} multipliers for ${lines.length} lines`);
    if (limits.length !== this.#limits.length)
      throw new Refused(`${name} has ${limits.length} multipliers for ${this.#limits.length} limits`);
    if (limits.some((multiplier) => multiplier > 0)) throw new Refused(`${name} has a limit with a multiplier above 0`);
    const piece = this.#week.classes.map(() => 0n);
    pieces.forEach((multiplier, k) => {
      const index = this.#classOfLine[k];
      const { points, line } = this.#week.classes[index];
      if (points !== undefined && BigInt(multiplier) > this.#scale * inSteps(points, pointsPerStep))
        throw new Refused(`${name} gives line "${line}" more than a piece left out is worth`);
      piece[index] = BigInt(multiplier);
    });
    return { piece, limit: limits.map(BigInt) };
  }

  /** What the multipliers of pieces and limits come to. */
  #sum({ piece, limit }: Dual): bigint {
    const ofPieces = piece.reduce((sum, multiplier, t) => sum + multiplier * BigInt(this.#week.classes[t].demand), 0n);
    return limit.reduce((sum, multiplier, l) => sum + multiplier * this.#limits[l].most, ofPieces);
  }

  /** Scaled cost of a heat less what limits charge, and rules that count it whatever it holds. */
  #charge({ furnace, grade, points }: ProofCell, { limit }: Dual, ofRules = 0n): number {
    const cost = this.#scale * inSteps(points, this.#certificate.pointsPerStep) - ofRules;
    const charge = limit.reduce(
      (sum, multiplier, l) => sum - multiplier * this.#limits[l].coefficient(furnace, grade),
      cost,
    );
    if (charge >= mostCharge || -charge >= mostCharge) throw new Refused('what limits charge is too large to be exact');
    return Number(charge);
  }

  /** Multipliers of the cell's pieces by place. @throws Refused where a heat's sum might not be exact. */
  #profit({ classes, most }: ProofCell, { piece }: Dual): Float64Array {
    let largest = 0n;
    const profit = classes.map((index, at) => {
      largest += (piece[index] < 0n ? -piece[index] : piece[index]) * BigInt(most[at]);
      return Number(piece[index]);
    });
    if (largest >= mostSum) throw new Refused('the multipliers of the pieces are too large to be added up exactly');
    return Float64Array.from(profit);
  }
}
