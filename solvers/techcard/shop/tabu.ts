/**
 * Tabu search from one plan: moves the graph by the best move of the neighbourhood that is not tabu, up or down, and
 * keeps the best plan met. Ends after a number of moves without a better plan.
 *
 * @see Taillard (1994), ORSA Journal on Computing 6:108-117; González, Vela and Varela (2015), European Journal of
 *   Operational Research 245:35-45, for the flexible shop.
 */
import type { Rng } from '../../shared/rng.ts';
import { MakespanEstimate } from './estimates.ts';
import type { ShopGraph, StoredPlan } from './graph.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { TardinessEstimate } from './tardiness-estimate.ts';
import type { Watch } from './watch.ts';

/** Longest paths looked at in one iteration where tardiness counts: those of so many tardy jobs, drawn by their cost. */
const tardyPaths = 3;

/** Paths that a move leaves alone are not in the estimate, and with many due dates one of them often decides. */
const tardyTries = 4;

export class TabuSearch {
  readonly #graph: ShopGraph;
  readonly #rng: Rng;
  readonly #watch: Watch;
  readonly #neighbourhood: Neighbourhood;
  readonly #arcTenure: number;
  readonly #alternativeTenure: number;
  readonly #lateness: Float64Array;

  constructor(graph: ShopGraph, rng: Rng, watch: Watch) {
    const { problem, index } = graph;
    this.#graph = graph;
    this.#rng = rng;
    this.#watch = watch;
    this.#neighbourhood =
      problem.tardinessWeight === 0
        ? new Neighbourhood(graph, new MakespanEstimate(graph), rng)
        : new Neighbourhood(graph, new TardinessEstimate(graph), rng, tardyTries);
    this.#arcTenure = 10 + Math.ceil(index.jobs / problem.machines);
    this.#alternativeTenure = Math.ceil(this.#arcTenure / 2);
    this.#lateness = new Float64Array(index.jobs);
  }

  /** Searches from the plan that the graph holds. @returns the best plan met. */
  run(patience: number): StoredPlan {
    const graph = this.#graph;
    const watch = this.#watch;
    const rng = this.#rng;
    let best = graph.store();
    watch.report(best);
    // Counted as well, so that a search whose plans allow no move comes to its end.
    watch.count();
    this.#neighbourhood.forget();
    let since = 0;
    for (let iteration = 1; since < patience && !watch.isOver(); iteration++) {
      this.#neighbourhood.begin(iteration, best.objective);
      this.#lookAtPaths();
      this.#neighbourhood.end();
      if (this.#neighbourhood.chosen.operation < 0) break;
      const arcTenure = this.#arcTenure + rng.below(this.#arcTenure);
      const alternativeTenure = this.#alternativeTenure + rng.below(this.#alternativeTenure);
      this.#neighbourhood.apply(arcTenure, alternativeTenure);
      watch.count();
      since++;
      const objective = graph.objective();
      if (objective < best.objective) {
        best = graph.store();
        watch.report(best);
        since = 0;
      }
    }
    return best;
  }

  #lookAtPaths(): void {
    const { makespanWeight, tardinessWeight, jobFrom } = this.#graph.problem;
    if (makespanWeight > 0) this.#neighbourhood.look(this.#lastOfMakespan());
    if (tardinessWeight === 0) return;
    let sum = this.#weighLateness();
    for (let path = 0; path < tardyPaths && sum > 0; path++) {
      let draw = this.#rng.float() * sum;
      let job = 0;
      while (this.#lateness[job] === 0) job++;
      for (let next = job; next < this.#lateness.length && draw >= 0; next++) {
        if (this.#lateness[next] === 0) continue;
        job = next;
        draw -= this.#lateness[next];
      }
      sum -= this.#lateness[job];
      this.#lateness[job] = 0;
      this.#neighbourhood.look(jobFrom[job + 1] - 1);
    }
  }

  /** The last operation of a job that ends with the makespan, by lot. */
  #lastOfMakespan(): number {
    const graph = this.#graph;
    const { jobFrom } = graph.problem;
    let chosen = 0;
    let count = 0;
    for (let job = 0; job < graph.index.jobs; job++)
      if (
        graph.completionOf(job) === graph.makespan &&
        jobFrom[job] < jobFrom[job + 1] &&
        this.#rng.below(++count) === 0
      )
        chosen = jobFrom[job + 1] - 1;
    return chosen;
  }

  /** Writes each job's cost of tardiness down. @returns the sum. */
  #weighLateness(): number {
    const { dues, weights } = this.#graph.problem;
    let sum = 0;
    for (let job = 0; job < this.#lateness.length; job++) {
      const late = this.#graph.completionOf(job) - dues[job];
      this.#lateness[job] = late > 0 ? late * weights[job] : 0;
      sum += this.#lateness[job];
    }
    return sum;
  }
}
