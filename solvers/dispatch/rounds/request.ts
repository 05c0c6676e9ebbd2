/** Mode `rounds`: from the request to the dense form of its search, and from routes back to a plan. */
import type { DispatchWarmStart } from '../../../models/dispatch.ts';
import type { DispatchRound, DispatchRoundsPlan, DispatchRoundsProblem } from '../../../models/dispatch-rounds.ts';
import { instantOf, secondsOf } from '../../../models/moments.ts';
import { never } from '../instance.ts';
import { Legs } from '../legs.ts';
import { secondsIn } from '../units.ts';
import type { RoundsInstance, RoundsPlan } from './model.ts';

/** What a van costs where vans count before kilometres, km. */
export const kmPerVan = 1_000_000;
const metresPerKm = 1000;
/** What a drop without a price counts for when it is not served, km: more than any plan drives. */
export const kmPerMissedDrop = 1_000_000_000;

export interface DenseRounds {
  readonly problem: DispatchRoundsProblem;
  readonly instance: RoundsInstance;
}

/** Demands in thousandths of their unit, distances in metres, times in seconds; node 0 is the depot. */
export function denseRounds(problem: DispatchRoundsProblem): DenseRounds {
  const { vans, drops } = problem;
  const legs = new Legs(problem);
  const places = [problem.depot, ...drops.map(({ place }) => place)];
  const nodes = places.length;
  const durations = new Int32Array(nodes * nodes);
  const distances = new Int32Array(nodes * nodes);
  for (let from = 0; from < nodes; from++)
    for (let to = 0; to < nodes; to++) {
      const leg = from === to ? { seconds: 0, km: 0 } : legs.leg(places[from], places[to]);
      durations[from * nodes + to] = leg?.seconds ?? noWay;
      distances[from * nodes + to] = leg ? Math.round(leg.km * metresPerKm) : noWay;
    }
  const spans = vans.map(({ shift }) => spanOf(problem, shift));
  const windows = drops.map(({ window }) => (window ? spanOf(problem, window) : { from: -never, to: never }));
  const anyLimited = drops.some((drop) => drop.vans !== undefined);
  return {
    problem,
    instance: {
      stops: drops.length,
      trucks: vans.length,
      capacity: Int32Array.from(vans, ({ capacity }) => thousandths(capacity)),
      demand: Int32Array.from([0, ...drops.map(({ demand }) => thousandths(demand))]),
      readyFrom: Int32Array.from([Math.min(...spans.map(({ from }) => from)), ...windows.map(({ from }) => from)]),
      readyTo: Int32Array.from([Math.max(...spans.map(({ to }) => to)), ...windows.map(({ to }) => to)]),
      service: Int32Array.from([0, ...drops.map(({ serviceSeconds }) => serviceSeconds)]),
      release: Int32Array.from([
        -never,
        ...drops.map(({ release }) => (release === undefined ? -never : secondsOf(problem, release))),
      ]),
      durations,
      distances,
      roundsPerTruck: problem.roundsPerVan,
      reloadTime: problem.reloadSeconds,
      truckFrom: Int32Array.from(spans, ({ from }) => from),
      truckTo: Int32Array.from(spans, ({ to }) => to),
      truckCost: problem.objective === 'vans-then-distance' ? kmPerVan * metresPerKm : 0,
      prize: Float64Array.from([
        Infinity,
        ...drops.map(({ unservedCost }) => (unservedCost === undefined ? Infinity : unservedCost * metresPerKm)),
      ]),
      allowed: anyLimited ? allowedVans(problem) : undefined,
    },
  };
}

/** Far beyond any leg, and still far from what 32 bits hold when a route adds some. */
const noWay = 100_000_000;

function allowedVans({ vans, drops }: DispatchRoundsProblem): Uint8Array {
  const nodes = drops.length + 1;
  const allowed = new Uint8Array(vans.length * nodes).fill(1);
  drops.forEach((drop, index) => {
    if (drop.vans === undefined) return;
    const named = new Set(drop.vans);
    vans.forEach((van, at) => {
      allowed[at * nodes + index + 1] = named.has(van.id) ? 1 : 0;
    });
  });
  return allowed;
}

function spanOf(problem: DispatchRoundsProblem, span: { from: string | number; to: string | number } | undefined) {
  if (!span) return { from: 0, to: secondsIn(problem.shiftMinutes) };
  return { from: secondsOf(problem, span.from), to: secondsOf(problem, span.to) };
}

const thousandths = (quantity: number): number => Math.round(quantity * 1000);

/** Rounds of a warm start, in the form of the search; drops named twice count once. */
export function routesOfWarmStart({ problem }: DenseRounds, warmStart: DispatchWarmStart): RoundsPlan['routes'] {
  const vanIndex = new Map(problem.vans.map(({ id }, index) => [id, index]));
  const dropIndex = new Map(problem.drops.map(({ id }, index) => [id, index + 1]));
  const routes: number[][][] = problem.vans.map(() => []);
  const seen = new Set<number>();
  for (const { van, drops } of warmStart.rounds) {
    const nodes = drops.map((drop) => dropIndex.get(drop) ?? 0).filter((node) => node > 0 && !seen.has(node));
    for (const node of nodes) seen.add(node);
    if (nodes.length > 0) routes[vanIndex.get(van) ?? 0].push(nodes);
  }
  return routes;
}

/** Service as early as windows allow, then each round as late as does not delay its return: least waiting on the way. */
export function roundsPlanOf({ problem, instance }: DenseRounds, plan: RoundsPlan): DispatchRoundsPlan {
  const nodes = instance.stops + 1;
  const leg = (from: number, to: number) => instance.durations[from * nodes + to];
  const at = (seconds: number) => instantOf(problem, seconds);
  const rounds: DispatchRound[] = [];
  let waiting = 0;
  let metres = 0;
  plan.routes.forEach((route, van) => {
    let free = instance.truckFrom[van];
    route.forEach((stops, number) => {
      if (number > 0) free += instance.reloadTime;
      const ready = Math.max(free, ...stops.map((node) => instance.release[node]));
      const starts: number[] = [];
      let time = ready;
      stops.forEach((node, index) => {
        const arrival = time + leg(index === 0 ? 0 : stops[index - 1], node);
        starts.push(Math.max(arrival, instance.readyFrom[node]));
        time = starts[index] + instance.service[node];
      });
      const back = time + leg(stops[stops.length - 1], 0);
      for (let index = stops.length - 2; index >= 0; index--) {
        const node = stops[index];
        const inTime = starts[index + 1] - leg(node, stops[index + 1]) - instance.service[node];
        starts[index] = Math.min(inTime, instance.readyTo[node]);
      }
      const leave = starts[0] - leg(0, stops[0]);
      let slack = instance.truckTo[van] - back;
      const slacks = stops.map(() => 0);
      for (let index = stops.length - 1; index >= 0; index--) {
        const node = stops[index];
        slack = Math.min(slack, instance.readyTo[node] - starts[index]);
        slacks[index] = slack;
        const before = index === 0 ? leave : starts[index - 1] + instance.service[stops[index - 1]];
        const wait = starts[index] - before - leg(index === 0 ? 0 : stops[index - 1], node);
        waiting += wait;
        slack += wait;
      }
      const length = [0, ...stops].reduce(
        (sum, node, index) => sum + instance.distances[node * nodes + (stops[index] ?? 0)],
        0,
      );
      metres += length;
      rounds.push({
        van: problem.vans[van].id,
        number: number + 1,
        leave: at(leave),
        back: at(back),
        load: stops.reduce((sum, node) => sum + instance.demand[node], 0) / 1000,
        km: length / metresPerKm,
        drops: stops.map((node, index) => {
          const before = index === 0 ? leave : starts[index - 1] + instance.service[stops[index - 1]];
          return {
            drop: problem.drops[node - 1].id,
            arrival: at(before + leg(index === 0 ? 0 : stops[index - 1], node)),
            start: at(starts[index]),
            end: at(starts[index] + instance.service[node]),
            slackMinutes: slacks[index] / 60,
          };
        }),
      });
      free = back;
    });
  });
  const vans = plan.routes.filter((route) => route.length > 0).length;
  const unserved = plan.unserved.reduce(
    (sum, node) => sum + (problem.drops[node - 1].unservedCost ?? kmPerMissedDrop),
    0,
  );
  const km = metres / metresPerKm;
  const capacityOf = new Map(problem.vans.map((van) => [van.id, van.capacity]));
  const fills = rounds.map((round) => round.load / (capacityOf.get(round.van) ?? 1));
  return {
    mode: 'rounds',
    objectiveUnit: problem.objective === 'distance' ? 'km' : `km, and ${kmPerVan} for each van`,
    rounds,
    unserved: plan.unserved.map((node) => ({
      drop: problem.drops[node - 1].id,
      reason: 'no room in any round at less than the cost of leaving it',
    })),
    terms: {
      vans,
      km,
      unserved,
      total: km + unserved + (problem.objective === 'vans-then-distance' ? kmPerVan * vans : 0),
    },
    metrics: {
      drops: problem.drops.length,
      served: problem.drops.length - plan.unserved.length,
      rounds: rounds.length,
      fill: fills.length === 0 ? 0 : fills.reduce((a, b) => a + b, 0) / fills.length,
      waitingMinutes: waiting / 60,
    },
  };
}
