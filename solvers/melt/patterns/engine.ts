/**
 * The exact part of the search: column generation for the bound, dives for plans, and where all patterns that matter
 * can be listed, branch and cut for the proof.
 *
 * The proof is sought for the least objective that is not excluded yet: either a plan of that value turns up and is
 * optimal, or the bound rises by a step, and with the smallest of all lists.
 */
import type { MilpBackend } from '../../milp/milp.ts';
import type { Rng } from '../../shared/rng.ts';
import type { Instance } from '../instance.ts';
import type { ComposedHeat } from '../plan.ts';
import type { Clock } from './clock.ts';
import { composeHeats, patternsOf } from './compose.ts';
import { closeByCounts } from './count-tree.ts';
import { Dive, type PouredPattern } from './dive.ts';
import { ColumnGeneration } from './generation.ts';
import { Master } from './master.ts';
import type { Multipliers } from './multipliers.ts';
import { enumeratePatterns, type Pool } from './pool.ts';
import { mostStepsOf, type PatternProblem, patternProblem, type Stage } from './problem.ts';
import type { StageProof } from './proof.ts';
import { mostWaste } from './room.ts';
import { Tree } from './tree.ts';

const mostPatterns = 400_000;
const firstDiscrepancies = 2;
/** Share of its time after which the root has converged or never will, and the same where LP and bound are so near. */
const rootShare = 0.45;
const longRootShare = 0.7;
const nearlyMet = 0.05;

/** Patterns and what they were listed by. */
interface ListedPool {
  readonly pool: Pool;
  readonly multipliers: Multipliers;
  readonly mostWaste: number;
}

/** Whom the engine reports to; all values in the unit of the stage. */
export interface StageLedger {
  /** Of the best plan; undefined: none of this stage yet. */
  readonly objective: number | undefined;
  readonly heats: readonly ComposedHeat[] | undefined;
  offer(heats: readonly ComposedHeat[]): void;
  /** Told of each better proved bound, and what it rests on. */
  prove(bound: number, proof: StageProof): void;
  /** Whether the best plan is as near to the bound as is wanted. */
  isContent(): boolean;
}

/**
 * Works on one stage until its best plan is proved or the clock has run out.
 * @returns false where it gave up with time left.
 */
export function solveByPatterns(
  instance: Instance,
  backends: readonly MilpBackend[],
  stage: Stage,
  ledger: StageLedger,
  clock: Clock,
  rng: Rng,
): boolean {
  const problem = patternProblem(instance, stage);
  if (!problem || problem.cells.length === 0 || !backends.some(({ createLp, usable }) => createLp && usable))
    return false;
  using master = new Master(backends, problem, clock);
  using engine = new Engine(problem, master, backends, ledger, clock, rng);
  return engine.run();
}

class Engine implements Disposable {
  readonly #problem: PatternProblem;
  readonly #master: Master;
  readonly #generation: ColumnGeneration;
  readonly #backends: readonly MilpBackend[];
  readonly #ledger: StageLedger;
  readonly #clock: Clock;
  readonly #rng: Rng;
  /** Steps that every plan costs at least. */
  #proved = 0;
  /** The tree of the latest target whose patterns could be listed. */
  #trial:
    | {
        readonly target: number;
        reached: number;
        readonly pool: Pool;
        readonly tree: Tree;
        readonly listed: StageProof['listed'];
      }
    | undefined;
  /** Targets from here on have too many patterns. */
  #leastUnlisted = Infinity;

  constructor(
    problem: PatternProblem,
    master: Master,
    backends: readonly MilpBackend[],
    ledger: StageLedger,
    clock: Clock,
    rng: Rng,
  ) {
    this.#problem = problem;
    this.#master = master;
    this.#backends = backends;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#rng = rng;
    this.#generation = new ColumnGeneration(master, clock);
  }

  run(): boolean {
    if (this.#ledger.heats) this.#master.add(patternsOf(this.#problem, this.#ledger.heats));
    const root = this.#generation.run((objective) => {
      this.#proveByRoot();
      return this.#ledger.isContent() || this.#clock.used > this.#shareOfRoot(objective);
    });
    if (this.#ledger.isContent()) return true;
    if (!root) return false;
    const dive = new Dive(this.#generation, this.#clock);
    // A root that has not converged within its share will not lead to a proof: one dive, and the rest is for packing.
    const mostRounds = this.#clock.used > this.#shareOfRoot(root.solution.objective) ? 1 : Infinity;
    for (let round = 0; round < mostRounds && !this.#isOver(); round++) {
      const found = dive.run({
        target: this.#best() - 1,
        discrepancies: round === 0 ? firstDiscrepancies : round % 4,
        rng: round === 0 ? undefined : this.#rng,
      });
      if (found) this.#offer(found);
      if (round > 0 && !this.#trial) this.#turnCorner();
      this.#closeSteps(round);
    }
    return this.#ledger.isContent();
  }

  /** Share of the time that the root may take: more where LP and bound have nearly met. */
  #shareOfRoot(objective: number): number {
    const { bound, scale } = this.#generation;
    return objective - bound / scale < nearlyMet * Math.abs(objective) ? longRootShare : rootShare;
  }

  /** The patterns that dives have added lead the LP to other duals, by which fewer patterns may have to be listed. */
  #turnCorner(): void {
    if (this.#generation.run()) this.#leastUnlisted = Infinity;
  }

  /** Raises the bound step by step as long as that succeeds. */
  #closeSteps(round: number): void {
    // Steps above the bound that are tried at once: more after each success, for objectives of fine steps.
    let lift = 0;
    while (!this.#isOver()) {
      const before = this.#proved;
      const end = this.#closeStep(Math.min(this.#best() - 1, before + lift), round);
      // Closed without a step up: a plan turned up that the ledger did not keep, as where heats find no place in time.
      if (end === 'closed' && this.#proved > before) lift = 2 * lift + 1;
      else if (end === 'gave-up' && lift > 0) lift = 0;
      else return;
    }
  }

  /** Also where the bound is as good as steps can tell: values that are no multiples of a step stay a little above it. */
  #isOver(): boolean {
    return this.#clock.expired || this.#ledger.isContent() || this.#proved >= this.#best();
  }

  /** Steps of the best plan; beyond all plans where there is none. */
  #best(): number {
    const { objective } = this.#ledger;
    return objective === undefined ? mostStepsOf(this.#problem) + 1 : Math.round(objective / this.#problem.step);
  }

  #prove(steps: number, proof: StageProof): void {
    if (steps <= this.#proved) return;
    this.#proved = steps;
    this.#ledger.prove(Math.min(steps, this.#best()) * this.#problem.step, proof);
  }

  /** What the multipliers of the root alone prove. */
  #proveByRoot(): void {
    const { provedSteps, multipliers } = this.#generation;
    if (!multipliers || provedSteps <= this.#proved) return;
    const leaf = { branches: [], multipliers, side: [] };
    this.#prove(provedSteps, { problem: this.#problem, target: provedSteps - 1, leaves: [leaf] });
  }

  #offer(poured: readonly PouredPattern[]): void {
    this.#ledger.offer(composeHeats(this.#problem, poured));
  }

  /** Finds a plan of at most this objective, or proves that there is none but those found. */
  #closeStep(target: number, round: number): 'closed' | 'gave-up' {
    this.#list(target);
    const proof = this.#trial ? this.#closeByPool(round) : this.#closeByCounts(target, round);
    if (!proof) return 'gave-up';
    this.#prove(proof.target + 1, proof);
    return 'closed';
  }

  /** Sets up the tree for a target, where its patterns can be listed; a tree that was left open goes on where it stood. */
  #list(target: number): void {
    if (this.#trial?.target === target) return;
    this.#trial?.tree[Symbol.dispose]();
    this.#trial = undefined;
    if (target >= this.#leastUnlisted) return;
    const list = this.#listFor(target, mostWaste(this.#problem, target));
    if (list) {
      const { pool, ...listed } = list;
      const tree = new Tree(this.#backends, this.#problem, pool, this.#generation.scale, this.#clock);
      this.#trial = { target, reached: target, pool, tree, listed };
    } else if (!this.#clock.expired) this.#leastUnlisted = target;
  }

  #closeByPool(round: number): StageProof | undefined {
    const trial = this.#trial!;
    const { pool, tree, listed } = trial;
    const end = tree.run({
      // Parts of the tree that were closed after a plan was found are closed for less than that plan only.
      target: trial.reached,
      mostNodes: 200 * 4 ** Math.min(round, 5),
      onPlan: (plan, objective) => {
        this.#offer(plan.map(({ pattern, times }) => ({ pattern: pool.pattern(pattern, this.#problem), times })));
        trial.reached = Math.min(trial.reached, objective - 1);
        return trial.reached;
      },
    });
    if (end !== 'closed') return undefined;
    return { problem: this.#problem, target: trial.reached, listed, leaves: tree.leaves };
  }

  #closeByCounts(target: number, round: number): StageProof | undefined {
    if (this.#problem.cells.length === 1) return undefined;
    const leaves = closeByCounts(
      this.#backends,
      this.#problem,
      {
        target,
        mostNodes: 20 * 4 ** Math.min(round, 5),
        known: this.#master.columns,
        onPlan: (plan) => this.#offer(plan),
      },
      this.#clock,
    );
    return leaves && { problem: this.#problem, target, leaves };
  }

  /** All patterns that a plan of at most `target` steps can use; undefined where they are too many. */
  #listFor(target: number, mostWaste: number): ListedPool | undefined {
    const { multipliers, bound, scale, corner } = this.#generation;
    if (!multipliers) return undefined;
    const list = (by: Multipliers, proved: number): ListedPool | undefined => {
      const gap = target * scale - proved;
      const pool = enumeratePatterns(this.#problem, by, gap, mostWaste, mostPatterns, this.#clock);
      return pool && { pool, multipliers: by, mostWaste };
    };
    // Of two corners of the optimal duals one may list a thousand times as many patterns as the other.
    return list(multipliers, bound) ?? (corner && list(corner.multipliers, corner.bound));
  }

  [Symbol.dispose](): void {
    this.#trial?.tree[Symbol.dispose]();
  }
}
