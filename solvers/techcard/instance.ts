/**
 * A request as dense arrays: operations of all pieces one after another, their modes, demands and lags by index.
 *
 * Ranges are in the compressed form: what belongs to `i` stands at `from[i] .. from[i + 1] - 1`. Times are whole seconds
 * from `start`.
 */

import { secondsOf } from '../../models/moments.ts';
import type { TechcardProblem, TechcardResource } from '../../models/techcard.ts';
import { type Piece, piecesOf } from '../../models/techcard-pieces.ts';

/** Later than any plan. */
export const never = 2_000_000_000;

export interface Instance {
  readonly problem: TechcardProblem;
  readonly pieces: readonly Piece[];
  readonly operations: number;
  /** Operations of piece p are pieceFrom[p] .. pieceFrom[p + 1] - 1, in the order of its card. */
  readonly pieceFrom: Int32Array;
  readonly pieceOf: Int32Array;
  readonly pausable: Uint8Array;
  readonly modeFrom: Int32Array;
  /** By mode, in working seconds. */
  readonly durations: Int32Array;
  readonly demandFrom: Int32Array;
  readonly demandResource: Int32Array;
  readonly demandAmount: Int32Array;
  readonly demandAdds: Int32Array;
  /** Index into `skills`, `states`; -1: none. */
  readonly demandSkill: Int32Array;
  readonly demandState: Int32Array;
  readonly demandStation: Int32Array;
  readonly skills: readonly string[];
  readonly states: readonly string[];
  /** Those of the problem, then a pool for each piece whose card limits its workers. */
  readonly resources: readonly TechcardResource[];
  readonly lags: Lags;
  /** Lags by the operation they end at, and by the one they begin at: indices into `lags`. */
  readonly lagsTo: Index;
  readonly lagsFrom: Index;
  /** By operation: nothing starts before, nothing ends after. */
  readonly releases: Int32Array;
  readonly deadlines: Int32Array;
  /** By piece; `never` where there is none. */
  readonly dues: Int32Array;
  readonly orderReleases: Int32Array;
  readonly weights: Float64Array;
  /** By operation: mode index within the operation, start and end of what is given; -1 in `givenMode` where nothing is. */
  readonly givenMode: Int32Array;
  readonly givenStart: Int32Array;
  readonly givenEnd: Int32Array;
  /** Index into `problem.given`, -1 where nothing is given. */
  readonly givenIndex: Int32Array;
}

/** moment(to) >= moment(from) + least, a moment being start (0) or end (1); a greatest lag is a least one backwards. */
export interface Lags {
  readonly from: Int32Array;
  readonly fromEnd: Uint8Array;
  readonly to: Int32Array;
  readonly toEnd: Uint8Array;
  readonly least: Int32Array;
  /** 1: made from a greatest lag. */
  readonly greatest: Uint8Array;
}

export interface Index {
  readonly from: Int32Array;
  readonly items: Int32Array;
}

/** A schedule: what search and simulation find, before it is told in the words of the request. */
export interface Schedule {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Index of the mode within its operation. */
  readonly modes: Int32Array;
  /** By demand of the chosen modes, keyed by index into `demandResource`: workers, line, takt, batch. */
  readonly assignments: ReadonlyMap<number, Assignment>;
}

export interface Assignment {
  /** Indices into the workers of the pool. */
  readonly workers?: readonly number[];
  readonly line?: number;
  readonly takt?: number;
  readonly batch?: number;
}

export function createInstance(problem: TechcardProblem): Instance {
  const pieces = piecesOf(problem);
  const resources = [...problem.resources];
  const resourceAt = new Map(resources.map(({ id }, index) => [id, index]));
  const skills = new Names();
  const states = new Names();
  const arrays = new Arrays();
  const pieceFrom = new Int32Array(pieces.length + 1);
  const dues = new Int32Array(pieces.length).fill(never);
  const weights = new Float64Array(pieces.length);
  const orderReleases = Int32Array.from(pieces, ({ order }) => secondsOf(problem, order.release));
  const now = problem.now === undefined ? -never : secondsOf(problem, problem.now);
  const operationAt = new Map<string, number>();
  pieces.forEach((piece, at) => {
    const { order, card, serial } = piece;
    const first = arrays.pieceOf.length;
    const positions = new Map(card.operations.map(({ id }, index) => [id, first + index]));
    const release = Math.max(orderReleases[at], now, 0);
    const deadline = order.deadline === undefined ? never : secondsOf(problem, order.deadline);
    if (order.due !== undefined) dues[at] = secondsOf(problem, order.due);
    weights[at] = order.priority;
    const limit = card.workerLimit === undefined ? -1 : resources.length;
    if (card.workerLimit !== undefined) resources.push(workerLimit(card.workerLimit));
    for (const operation of card.operations) {
      const index = arrays.pieceOf.length;
      operationAt.set(keyOf(order.id, serial, operation.id), index);
      arrays.pieceOf.push(at);
      arrays.pausable.push(operation.pausable ? 1 : 0);
      arrays.releases.push(release);
      arrays.deadlines.push(deadline);
      for (const mode of operation.modes) {
        arrays.durations.push(mode.durationSeconds);
        for (const demand of mode.demands)
          arrays.addDemand(
            resourceAt.get(demand.resource)!,
            demand.amount,
            demand.adds,
            skills.at(demand.skill),
            states.at(demand.state),
            demand.station ?? -1,
          );
        if (limit >= 0 && operation.workers > 0) arrays.addDemand(limit, operation.workers, 0, -1, -1, -1);
        arrays.demandFrom.push(arrays.demandResource.length);
      }
      arrays.modeFrom.push(arrays.durations.length);
      for (const lag of operation.after) {
        const other = positions.get(lag.operation)!;
        const [otherEnd, ownEnd] = [lag.from === 'end' ? 1 : 0, lag.to === 'end' ? 1 : 0];
        arrays.addLag(other, otherEnd, index, ownEnd, lag.leastSeconds, 0);
        if (lag.greatestSeconds !== undefined) arrays.addLag(index, ownEnd, other, otherEnd, -lag.greatestSeconds, 1);
      }
    }
    pieceFrom[at + 1] = arrays.pieceOf.length;
  });
  // A set-up may begin from a state that no operation asks for.
  for (const resource of problem.resources) if ('setups' in resource) states.at(resource.setups?.initial);
  const operations = arrays.pieceOf.length;
  const lags: Lags = {
    from: Int32Array.from(arrays.lagFrom),
    fromEnd: Uint8Array.from(arrays.lagFromEnd),
    to: Int32Array.from(arrays.lagTo),
    toEnd: Uint8Array.from(arrays.lagToEnd),
    least: Int32Array.from(arrays.lagLeast),
    greatest: Uint8Array.from(arrays.lagGreatest),
  };
  const given = givenOperations(problem, operationAt, operations);
  return {
    problem,
    pieces,
    operations,
    pieceFrom,
    pieceOf: Int32Array.from(arrays.pieceOf),
    pausable: Uint8Array.from(arrays.pausable),
    modeFrom: Int32Array.from(arrays.modeFrom),
    durations: Int32Array.from(arrays.durations),
    demandFrom: Int32Array.from(arrays.demandFrom),
    demandResource: Int32Array.from(arrays.demandResource),
    demandAmount: Int32Array.from(arrays.demandAmount),
    demandAdds: Int32Array.from(arrays.demandAdds),
    demandSkill: Int32Array.from(arrays.demandSkill),
    demandState: Int32Array.from(arrays.demandState),
    demandStation: Int32Array.from(arrays.demandStation),
    skills: skills.names,
    states: states.names,
    resources,
    lags,
    lagsTo: indexBy(lags.to, operations),
    lagsFrom: indexBy(lags.from, operations),
    releases: Int32Array.from(arrays.releases),
    deadlines: Int32Array.from(arrays.deadlines),
    dues,
    orderReleases,
    weights,
    ...given,
  };
}

/** How an operation of a piece is found again. */
export function keyOf(order: string, serial: number, operation: string): string {
  return `${order}\n${serial}\n${operation}`;
}

/** Positions of all operations by `keyOf`. */
export function operationIndex(instance: Instance): Map<string, number> {
  const index = new Map<string, number>();
  instance.pieces.forEach(({ order, card, serial }, at) => {
    card.operations.forEach(({ id }, position) => {
      index.set(keyOf(order.id, serial, id), instance.pieceFrom[at] + position);
    });
  });
  return index;
}

function workerLimit(capacity: number): TechcardResource {
  return { type: 'pool', id: 'workers of the piece', site: 'main', calendars: [], capacity };
}

function givenOperations(problem: TechcardProblem, operationAt: ReadonlyMap<string, number>, operations: number) {
  const givenMode = new Int32Array(operations).fill(-1);
  const givenStart = new Int32Array(operations);
  const givenEnd = new Int32Array(operations).fill(-1);
  const givenIndex = new Int32Array(operations).fill(-1);
  problem.given.forEach((given, index) => {
    const at = operationAt.get(keyOf(given.order, given.serial, given.operation))!;
    givenMode[at] = given.mode;
    givenStart[at] = secondsOf(problem, given.start);
    givenEnd[at] = given.end === undefined ? never : secondsOf(problem, given.end);
    givenIndex[at] = index;
  });
  return { givenMode, givenStart, givenEnd, givenIndex };
}

/** Names by the order in which they come up. */
class Names {
  readonly names: string[] = [];
  readonly #index = new Map<string, number>();

  at(name: string | undefined): number {
    if (name === undefined) return -1;
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    this.#index.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** What grows while the pieces are gone through. */
class Arrays {
  readonly pieceOf: number[] = [];
  readonly pausable: number[] = [];
  readonly releases: number[] = [];
  readonly deadlines: number[] = [];
  readonly modeFrom: number[] = [0];
  readonly durations: number[] = [];
  readonly demandFrom: number[] = [0];
  readonly demandResource: number[] = [];
  readonly demandAmount: number[] = [];
  readonly demandAdds: number[] = [];
  readonly demandSkill: number[] = [];
  readonly demandState: number[] = [];
  readonly demandStation: number[] = [];
  readonly lagFrom: number[] = [];
  readonly lagFromEnd: number[] = [];
  readonly lagTo: number[] = [];
  readonly lagToEnd: number[] = [];
  readonly lagLeast: number[] = [];
  readonly lagGreatest: number[] = [];

  addDemand(resource: number, amount: number, adds: number, skill: number, state: number, station: number): void {
    this.demandResource.push(resource);
    this.demandAmount.push(amount);
    this.demandAdds.push(adds);
    this.demandSkill.push(skill);
    this.demandState.push(state);
    this.demandStation.push(station);
  }

  addLag(from: number, fromEnd: number, to: number, toEnd: number, least: number, greatest: number): void {
    this.lagFrom.push(from);
    this.lagFromEnd.push(fromEnd);
    this.lagTo.push(to);
    this.lagToEnd.push(toEnd);
    this.lagLeast.push(least);
    this.lagGreatest.push(greatest);
  }
}

/** Positions of `keys` by key. */
function indexBy(keys: Int32Array, count: number): Index {
  const from = new Int32Array(count + 1);
  for (const key of keys) from[key + 1] += 1;
  for (let key = 0; key < count; key += 1) from[key + 1] += from[key];
  const next = from.slice(0, count);
  const items = new Int32Array(keys.length);
  keys.forEach((key, position) => {
    items[next[key]++] = position;
  });
  return { from, items };
}
