/**
 * A lower bound on the cost of every plan: each stop has one predecessor and one successor that time allows, or is paid
 * for as unserved. That is an assignment; the depot may be either end of any number of rounds.
 *
 * Written as savings: drive to each stop and back alone, then join ends of rounds where that saves something. Joining is
 * a matching of stops with stops, so that the depot needs no copies.
 */
import { assignmentCost } from './assignment.ts';
import { fleetBound } from './fleet-bound.ts';
import { mustServePenalty, type RoundsInstance } from './model.ts';

/** Beyond it the assignment, n^3 of work, gives way to the cheapest ways into and out of each stop. */
const mostStopsForAssignment = 400;

/** @returns a value that no plan costs less than, as `costOf` counts; not negative. */
export function costBound(instance: RoundsInstance): number {
  // Trucks are paid either by the rounds they share, or by how many there must be at least.
  const shared = travelBound(instance, instance.truckCost / instance.roundsPerTruck);
  const counted = travelBound(instance, 0) + truckBound(instance);
  return Math.max(0, shared, counted);
}

/** Who leaves a stop unserved that must be served pays more than all trucks together. */
function truckBound(instance: RoundsInstance): number {
  return instance.truckCost * fleetBound(instance);
}

function travelBound(instance: RoundsInstance, perRound: number): number {
  const { stops } = instance;
  if (stops === 0) return 0;
  const penalty = mustServePenalty(instance);
  return stops <= mostStopsForAssignment
    ? byAssignment(instance, perRound, penalty)
    : byEnds(instance, perRound, penalty);
}

/** Whether a truck can drive from one stop right to the other. */
function isArc({ stops, readyFrom, readyTo, service, durations }: RoundsInstance, from: number, to: number): boolean {
  return from !== to && readyFrom[from] + service[from] + durations[from * (stops + 1) + to] <= readyTo[to];
}

function byAssignment(instance: RoundsInstance, perRound: number, penalty: number): number {
  const { stops, distances, prize } = instance;
  const nodes = stops + 1;
  const costs = new Float64Array(stops * stops);
  let alone = 0;
  for (let from = 1; from < nodes; from++) {
    alone += distances[from * nodes] + distances[from] + perRound;
    for (let to = 1; to < nodes; to++) {
      const ends = distances[from * nodes] + distances[to] + perRound;
      const joined =
        from === to
          ? Math.min(prize[from], penalty)
          : isArc(instance, from, to)
            ? distances[from * nodes + to]
            : Infinity;
      costs[(from - 1) * stops + to - 1] = Math.min(0, joined - ends);
    }
  }
  return alone + assignmentCost(costs, stops);
}

/** Half of the cheapest way in and of the cheapest way out of each stop, or its prize where that is less. */
function byEnds(instance: RoundsInstance, perRound: number, penalty: number): number {
  const { stops, distances, prize } = instance;
  const nodes = stops + 1;
  let sum = 0;
  for (let node = 1; node < nodes; node++) {
    let into = distances[node] + perRound / 2;
    let out = distances[node * nodes] + perRound / 2;
    for (let other = 1; other < nodes; other++) {
      if (isArc(instance, other, node)) into = Math.min(into, distances[other * nodes + node]);
      if (isArc(instance, node, other)) out = Math.min(out, distances[node * nodes + other]);
    }
    sum += Math.min(prize[node], penalty, (into + out) / 2);
  }
  return sum;
}
