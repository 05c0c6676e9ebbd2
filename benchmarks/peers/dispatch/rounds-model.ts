/**
 * Rounds as a model of a constraint solver: the vehicle routing problem with time windows on arcs.
 *
 *   x[i, j]  0 or 1 for each arc that windows and capacity leave;  circuits through the depot, every drop on one
 *   start[j] >= start[i] + service[i] + seconds[i, j]  and  load[j] >= load[i] + demand[j]  where x[i, j]
 *   windows and the way from and to the depot as ranges of start, the capacity as range of load
 *   sum of x[0, j] <= vans;  metres of the arcs, and the price of a van on those out of the depot, to be made small
 *
 * What the ranges leave is all that is done beforehand: no cuts and no bounds of ours.
 */
import type { CpConstraint, CpModelProto } from '../cp-model.ts';
import type { RoundsMatrix, Routes } from './rounds-matrix.ts';

export interface RoundsModel {
  /** Its objective counts metres. */
  readonly proto: CpModelProto;
  /** @param values - a value per variable. */
  routesOf(values: readonly number[]): Routes;
}

interface Arc {
  readonly tail: number;
  readonly head: number;
  /** Its variable. */
  readonly literal: number;
}

export function buildRoundsModel(matrix: RoundsMatrix): RoundsModel {
  const { seconds, metres, demand, serviceSeconds, capacity } = matrix;
  const nodes = demand.length;
  const variables: { domain: readonly number[] }[] = [];
  const constraints: CpConstraint[] = [];
  const variable = (least: number, most: number) => variables.push({ domain: [least, most] }) - 1;
  const earliest = matrix.from.map((from, node) => Math.max(from, matrix.from[0] + seconds[0][node]));
  const latest = matrix.to.map((to, node) => Math.min(to, matrix.to[0] - seconds[node][0] - serviceSeconds[node]));
  const isImpossible = earliest.some((from, node) => node > 0 && (from > latest[node] || demand[node] > capacity));
  if (isImpossible) return { proto: { variables, constraints: [{ boolOr: { literals: [] } }] }, routesOf: () => [] };

  const start = [-1];
  const load = [-1];
  for (let node = 1; node < nodes; node++) {
    start.push(variable(earliest[node], latest[node]));
    load.push(variable(demand[node], capacity));
  }
  const arcs: Arc[] = [];
  for (let tail = 0; tail < nodes; tail++)
    for (let head = 0; head < nodes; head++) {
      if (tail === head) continue;
      const between = serviceSeconds[tail] + seconds[tail][head];
      const inside = tail > 0 && head > 0;
      if (inside && (earliest[tail] + between > latest[head] || demand[tail] + demand[head] > capacity)) continue;
      const literal = variable(0, 1);
      arcs.push({ tail, head, literal });
      if (!inside) continue;
      constraints.push(
        atLeast(literal, start[head], start[tail], between),
        atLeast(literal, load[head], load[tail], demand[head]),
      );
    }
  const out = arcs.filter(({ tail }) => tail === 0).map(({ literal }) => literal);
  constraints.push(
    {
      routes: {
        tails: arcs.map(({ tail }) => tail),
        heads: arcs.map(({ head }) => head),
        literals: arcs.map(({ literal }) => literal),
      },
    },
    { linear: { vars: out, coeffs: out.map(() => 1), domain: [0, matrix.vans] } },
  );
  const cost = ({ tail, head }: Arc) => metres[tail][head] + (tail === 0 ? matrix.metresPerVan : 0);
  return {
    proto: {
      variables,
      constraints,
      objective: { vars: arcs.map(({ literal }) => literal), coeffs: arcs.map(cost) },
    },
    routesOf: (values) => routesAlong(arcs.filter(({ literal }) => values[literal] === 1)),
  };
}

/** Beyond any difference of two variables of the model. */
const far = 1_000_000_000_000;

/** `later - earlier >= least` where the literal holds. */
function atLeast(literal: number, later: number, earlier: number, least: number): CpConstraint {
  return {
    enforcementLiteral: [literal],
    linear: { vars: [later, earlier], coeffs: [1, -1], domain: [least, far] },
  };
}

/** Nodes that no way from the depot leads to are on no route. */
function routesAlong(arcs: readonly Arc[]): Routes {
  const next = new Map(arcs.filter(({ tail }) => tail > 0).map(({ tail, head }) => [tail, head]));
  return arcs
    .filter(({ tail }) => tail === 0)
    .map(({ head: first }) => {
      const route: number[] = [];
      for (let node = first; node > 0 && route.length <= next.size; node = next.get(node) ?? 0) route.push(node);
      return route;
    });
}
