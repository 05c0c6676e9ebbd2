/**
 * What the tabu search must not undo for some iterations. A shift within a machine is tabu when it would turn back an arc
 * that a recent shift turned, a move to an alternative when the operation left that alternative of late.
 *
 * @see Nowicki and Smutnicki (1996), Management Science 42:797-813, for arcs as tabu attributes.
 */
import type { ShopGraph } from './graph.ts';

/** Arc memory of more cells than this is shared between arcs; a clash makes a move tabu for no reason, no more. */
const mostArcCells = 1 << 22;

export class TabuMemory {
  readonly #graph: ShopGraph;
  /** Iteration until which o before p must not be brought back, by cell of (o, p). */
  readonly #arcUntil: Int32Array;
  readonly #alternativeUntil: Int32Array;

  constructor(graph: ShopGraph) {
    const { operations } = graph.index;
    this.#graph = graph;
    this.#arcUntil = new Int32Array(Math.min(operations * operations, mostArcCells));
    this.#alternativeUntil = new Int32Array(graph.problem.alternativeMachine.length);
  }

  forget(): void {
    this.#arcUntil.fill(0);
    this.#alternativeUntil.fill(0);
  }

  forbidsAlternative(alternative: number, iteration: number): boolean {
    return this.#alternativeUntil[alternative] > iteration;
  }

  /** Whether `o` must not be taken to the place `to` of its own sequence. */
  forbidsShift(o: number, to: number, iteration: number): boolean {
    const { sequence, place } = this.#graph;
    const until = this.#arcUntil;
    for (let at = place[o] + 1; at <= to; at++) if (until[this.#cell(sequence[at], o)] > iteration) return true;
    for (let at = to; at < place[o]; at++) if (until[this.#cell(o, sequence[at])] > iteration) return true;
    return false;
  }

  rememberAlternative(alternative: number, until: number): void {
    this.#alternativeUntil[alternative] = until;
  }

  /** Told before the shift is carried out: the arcs that it turns must not be turned back. */
  rememberShift(o: number, to: number, until: number): void {
    const { sequence, place } = this.#graph;
    for (let at = place[o] + 1; at <= to; at++) this.#arcUntil[this.#cell(o, sequence[at])] = until;
    for (let at = to; at < place[o]; at++) this.#arcUntil[this.#cell(sequence[at], o)] = until;
  }

  #cell(o: number, p: number): number {
    return (o * this.#graph.index.operations + p) % this.#arcUntil.length;
  }
}
