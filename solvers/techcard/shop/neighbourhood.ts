/**
 * Moves that can shorten a critical path: an operation of the path goes to another machine where it fits without a cycle,
 * or, within a block (critical operations in a row on one machine), operations go before the first or behind the last one
 * and these go inside. Each look chooses the best move by estimate that is not tabu, ties by lot.
 *
 * @see Mastrolilli and Gambardella (2000), Journal of Scheduling 3:3-20, for the feasible places; Zhang, Li, Guan and
 *   Rao (2007), Computers & Operations Research 34:3229-3242, for the moves within blocks.
 */
import type { Rng } from '../../shared/rng.ts';
import type { Estimate } from './estimates.ts';
import type { ShopGraph } from './graph.ts';
import { TabuMemory } from './memory.ts';

export interface Move {
  operation: number;
  alternative: number;
  /** Place as ShopGraph.move takes it. */
  place: number;
  estimate: number;
}

export class Neighbourhood {
  /** The move chosen by the last look; operation -1 where the critical path allows none. */
  readonly chosen: Move = { operation: -1, alternative: 0, place: 0, estimate: Infinity };
  readonly #graph: ShopGraph;
  readonly #estimate: Estimate;
  readonly #rng: Rng;
  readonly #memory: TabuMemory;
  readonly #path: Int32Array;
  /** 1 where the path enters the operation through its machine. */
  readonly #byMachine: Uint8Array;
  readonly #others: Int32Array;
  readonly #makespanOnly: boolean;
  #iteration = 0;
  #aspiration = 0;
  #ties = 0;
  /** Best moves by estimate, best first. */
  readonly #shortlist: Move[];
  #listed = 0;
  /** Best of the tabu moves by lot, for when there is no other. */
  readonly #forbidden: Move = { operation: -1, alternative: 0, place: 0, estimate: 0 };
  #forbiddenCount = 0;

  /** @param tries - the best moves by estimate that are tried out before one is chosen; 1: the estimate decides. */
  constructor(graph: ShopGraph, estimate: Estimate, rng: Rng, tries = 1) {
    const { operations } = graph.index;
    this.#graph = graph;
    this.#estimate = estimate;
    this.#rng = rng;
    this.#memory = new TabuMemory(graph);
    this.#path = new Int32Array(operations);
    this.#byMachine = new Uint8Array(operations);
    this.#others = new Int32Array(operations);
    this.#shortlist = Array.from({ length: tries }, () => ({ operation: -1, alternative: 0, place: 0, estimate: 0 }));
    this.#makespanOnly = graph.problem.tardinessWeight === 0;
  }

  forget(): void {
    this.#memory.forget();
  }

  /** Begins a look; moves estimated below `aspiration` are taken though tabu. */
  begin(iteration: number, aspiration: number): void {
    this.#iteration = iteration;
    this.#aspiration = aspiration;
    this.chosen.operation = -1;
    this.#listed = 0;
    this.#forbidden.operation = -1;
    this.#forbiddenCount = 0;
    this.#estimate.prepare();
  }

  /** Chooses: the best of the shortlist, or, where every move is tabu, one by lot. */
  end(): void {
    if (this.#listed > 0) Object.assign(this.chosen, this.#tryOut());
    else if (this.#forbidden.operation >= 0) Object.assign(this.chosen, this.#forbidden);
  }

  /** Looks at the moves of one longest path that ends with the operation `last`. */
  look(last: number): void {
    const path = this.#path;
    const length = this.#trace(last);
    const { alternativeFrom } = this.#graph.problem;
    for (let at = 0; at < length; at++) {
      const o = path[at];
      if (alternativeFrom[o + 1] - alternativeFrom[o] > 1) this.#lookElsewhere(o);
    }
    for (let first = 0; first < length; ) {
      let end = first + 1;
      while (end < length && this.#byMachine[path[end]] === 1) end++;
      if (end - first > 1) this.#lookInBlock(first, end, length);
      first = end;
    }
  }

  /** Writes the path down in its order; where job and machine both hold an operation up, the lot decides. */
  #trace(last: number): number {
    const { before, head, ready, duration, index } = this.#graph;
    const path = this.#path;
    let count = 0;
    for (let o = last; ; ) {
      path[count++] = o;
      const inJob = head[o] === ready[o] ? index.jobPredecessor[o] : -1;
      let onMachine = before[o];
      if (onMachine >= 0 && head[onMachine] + duration[onMachine] + this.#graph.setup(onMachine, o) !== head[o])
        onMachine = -1;
      if (inJob >= 0 && onMachine >= 0 && this.#rng.uint32() < 0x80000000) onMachine = -1;
      this.#byMachine[o] = onMachine >= 0 ? 1 : 0;
      o = onMachine >= 0 ? onMachine : inJob;
      if (o < 0) break;
    }
    path.subarray(0, count).reverse();
    return count;
  }

  /** Moves of a critical operation to its other alternatives. */
  #lookElsewhere(o: number): void {
    const { machine, alternative, problem } = this.#graph;
    const { alternativeFrom, alternativeMachine } = problem;
    for (let other = alternativeFrom[o]; other < alternativeFrom[o + 1]; other++) {
      if (other === alternative[o]) continue;
      this.#lookOnMachine(o, other, alternativeMachine[other], alternativeMachine[other] === machine[o]);
    }
  }

  /**
   * Places on a machine: behind all operations that end before `o` can start, before all that can wait for what follows
   * `o`. No place between the two bounds closes a cycle, whichever of them comes first, and the best place is among them.
   * Where durations of 0 make these times equal, the topological order tells what comes first.
   */
  #lookOnMachine(o: number, alternative: number, machine: number, own: boolean): void {
    const graph = this.#graph;
    const { head, tail, duration, ready, follow, position } = graph;
    const room = graph.index.roomFrom[machine];
    let list = graph.sequence;
    let begin = room;
    let end = room + graph.length[machine];
    if (own) {
      list = this.#others;
      end = this.#withoutOperation(o, room, end);
      begin = 0;
    }
    let low = begin;
    for (let high = end; low < high; ) {
      const middle = (low + high) >>> 1;
      const other = list[middle];
      const early = ready[o] - head[other] - duration[other];
      if (early > 0 || (early === 0 && position[other] < position[o])) low = middle + 1;
      else high = middle;
    }
    let high = begin;
    for (let stop = end; high < stop; ) {
      const middle = (high + stop) >>> 1;
      const other = list[middle];
      const late = follow[o] - tail[other] - duration[other];
      if (late > 0 || (late === 0 && position[other] > position[o])) stop = middle;
      else high = middle + 1;
    }
    const tabu = this.#memory.forbidsAlternative(alternative, this.#iteration);
    if (high < low) {
      const at = high + this.#rng.below(low - high + 1);
      low = at;
      high = at;
    }
    for (let at = low; at <= high; at++) {
      const value = this.#estimate.insertion(o, alternative, at > begin ? list[at - 1] : -1, at < end ? list[at] : -1);
      this.#offer(o, alternative, at - begin + room, value, tabu);
    }
  }

  #withoutOperation(o: number, from: number, end: number): number {
    let count = 0;
    for (let at = from; at < end; at++) {
      const other = this.#graph.sequence[at];
      if (other !== o) this.#others[count++] = other;
    }
    return count;
  }

  /** Moves within the block path[first .. end). */
  #lookInBlock(first: number, end: number, length: number): void {
    const path = this.#path;
    const { head, place, problem } = this.#graph;
    const plain = this.#makespanOnly && problem.setups === undefined;
    // What comes before the first block or behind the last one is nothing that a move could bring forward.
    const frontMatters = !(plain && first === 0 && head[path[0]] === 0);
    const rearMatters = !(plain && end === length);
    const firstPlace = place[path[first]];
    const lastPlace = place[path[end - 1]];
    if (end - first === 2) {
      if (frontMatters || rearMatters) this.#tryRight(path[first], lastPlace);
      return;
    }
    if (rearMatters) {
      for (let at = first; at < end - 1; at++)
        for (let to = lastPlace; to > place[path[at]]; to--) if (this.#tryRight(path[at], to)) break;
      for (let to = firstPlace + 1; to < lastPlace; to++) this.#tryLeft(path[end - 1], to);
    }
    if (frontMatters) {
      for (let at = first + 1; at < end; at++)
        for (let to = firstPlace; to < place[path[at]]; to++) if (this.#tryLeft(path[at], to)) break;
      for (let to = firstPlace + 1; to < lastPlace; to++) this.#tryRight(path[first], to);
    }
  }

  /** `o` right behind the operation at `to`. @returns false where that could close a cycle. */
  #tryRight(o: number, to: number): boolean {
    const graph = this.#graph;
    const { tail, duration, sequence, index } = graph;
    const other = sequence[to];
    const next = index.jobSuccessor[o];
    if (next >= 0 && (next === other || tail[other] + duration[other] <= tail[next])) return false;
    const tabu = this.#memory.forbidsShift(o, to, this.#iteration);
    this.#offer(o, graph.alternative[o], to, this.#estimate.shiftRight(o, to), tabu);
    return true;
  }

  /** `o` right before the operation at `to`. @returns false where that could close a cycle. */
  #tryLeft(o: number, to: number): boolean {
    const graph = this.#graph;
    const { head, duration, sequence, index } = graph;
    const other = sequence[to];
    const previous = index.jobPredecessor[o];
    if (previous >= 0 && (previous === other || head[other] + duration[other] <= head[previous])) return false;
    const tabu = this.#memory.forbidsShift(o, to, this.#iteration);
    this.#offer(o, graph.alternative[o], to, this.#estimate.shiftLeft(o, to), tabu);
    return true;
  }

  #offer(operation: number, alternative: number, place: number, estimate: number, tabu: boolean): void {
    if (tabu && estimate >= this.#aspiration) {
      this.#forbiddenCount++;
      if (this.#rng.below(this.#forbiddenCount) === 0) assign(this.#forbidden, operation, alternative, place, estimate);
      return;
    }
    const list = this.#shortlist;
    let at = this.#listed;
    if (at === list.length) {
      const worst = list[at - 1].estimate;
      if (estimate > worst) return;
      if (estimate < worst) this.#ties = 1;
      else if (this.#rng.below(++this.#ties) !== 0) return;
      at--;
    } else this.#listed++;
    const free = list[at];
    for (; at > 0 && list[at - 1].estimate > estimate; at--) list[at] = list[at - 1];
    list[at] = free;
    assign(free, operation, alternative, place, estimate);
  }

  /** Carries out and takes back each move of the shortlist. @returns the best by the objective that it really gives. */
  #tryOut(): Move {
    const graph = this.#graph;
    let best = this.#shortlist[0];
    if (this.#listed === 1) return best;
    let least = Infinity;
    for (let k = 0; k < this.#listed; k++) {
      const { operation: o, alternative, place } = this.#shortlist[k];
      const oldAlternative = graph.alternative[o];
      const oldPlace = graph.place[o];
      graph.move(o, alternative, place);
      const objective = graph.objective();
      graph.move(o, oldAlternative, oldPlace);
      if (objective >= least) continue;
      least = objective;
      best = this.#shortlist[k];
    }
    return best;
  }

  /** Carries the chosen move out and keeps the search from undoing it for a number of iterations. */
  apply(arcTenure: number, alternativeTenure: number): void {
    const graph = this.#graph;
    const { operation: o, alternative, place: to } = this.chosen;
    if (alternative === graph.alternative[o]) this.#memory.rememberShift(o, to, this.#iteration + arcTenure);
    else this.#memory.rememberAlternative(graph.alternative[o], this.#iteration + alternativeTenure);
    graph.move(o, alternative, to);
  }
}

function assign(move: Move, operation: number, alternative: number, place: number, estimate: number): void {
  move.operation = operation;
  move.alternative = alternative;
  move.place = place;
  move.estimate = estimate;
}
