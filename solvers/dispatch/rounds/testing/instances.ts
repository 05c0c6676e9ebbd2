/** Small instances for properties: all features at once, matrices that need not be metric or symmetric. */
import fc from 'fast-check';
import type { RoundsInstance } from '../model.ts';

export interface Shape {
  readonly mostStops: number;
  readonly mostTrucks: number;
  readonly mostRounds: number;
}

const day = 60;

export function roundsInstances({ mostStops, mostTrucks, mostRounds }: Shape): fc.Arbitrary<RoundsInstance> {
  return fc
    .record({
      stops: fc.integer({ min: 1, max: mostStops }),
      trucks: fc.integer({ min: 1, max: mostTrucks }),
      roundsPerTruck: fc.integer({ min: 1, max: mostRounds }),
      metric: fc.boolean(),
      seed: fc.noShrink(fc.integer()),
      truckCost: fc.constantFrom(0, 7, 1000),
      reloadTime: fc.integer({ min: 0, max: 5 }),
      tight: fc.nat(3).map((draw) => draw === 0),
      optional: fc.boolean(),
      hasAllowed: fc.nat(3).map((draw) => draw === 0),
      hasRelease: fc.boolean(),
    })
    .chain((shape) => {
      const nodes = shape.stops + 1;
      const per = (most: number, length = nodes) =>
        fc.array(fc.integer({ min: 0, max: most }), { minLength: length, maxLength: length });
      return fc
        .record({
          x: per(6),
          y: per(6),
          noise: per(10, nodes * nodes),
          detour: per(4, nodes * nodes),
          from: per(shape.tight ? day : 10),
          length: per(shape.tight ? 15 : day),
          service: per(4),
          demand: per(6),
          release: per(shape.hasRelease ? day / 2 : 0),
          capacity: per(3, shape.trucks),
          shiftFrom: per(20, shape.trucks),
          shiftLength: per(day, shape.trucks),
          prize: per(40),
          choice: per(3),
          allowed: per(4, nodes * shape.trucks),
        })
        .map((raw): RoundsInstance => {
          const travel = (arc: number, extra: number) => {
            const [from, to] = [Math.floor(arc / nodes), arc % nodes];
            if (from === to) return 0;
            const way = Math.abs(raw.x[from] - raw.x[to]) + Math.abs(raw.y[from] - raw.y[to]);
            return shape.metric ? way : way + extra;
          };
          const arcs = Array.from({ length: nodes * nodes }, (_, arc) => arc);
          return {
            stops: shape.stops,
            trucks: shape.trucks,
            roundsPerTruck: shape.roundsPerTruck,
            truckCost: shape.truckCost,
            reloadTime: shape.reloadTime,
            capacity: Int32Array.from(raw.capacity, (value) => value + 6),
            demand: Int32Array.from(raw.demand, (value, node) => (node === 0 ? 0 : value)),
            readyFrom: Int32Array.from(raw.from, (value, node) => (node === 0 ? 0 : value)),
            readyTo: Int32Array.from(raw.from, (value, node) => (node === 0 ? 2 * day : value + raw.length[node])),
            service: Int32Array.from(raw.service),
            release: Int32Array.from(raw.release, (value, node) => (node === 0 ? 0 : value)),
            durations: Int32Array.from(arcs, (arc) => travel(arc, raw.detour[arc])),
            distances: Int32Array.from(arcs, (arc) => travel(arc, raw.noise[arc])),
            truckFrom: Int32Array.from(raw.shiftFrom),
            truckTo: Int32Array.from(raw.shiftFrom, (value, truck) => value + 40 + raw.shiftLength[truck]),
            prize: Float64Array.from(raw.prize, (value, node) =>
              shape.optional && raw.choice[node] > 0 ? value + 0.25 : Infinity,
            ),
            allowed: shape.hasAllowed ? Uint8Array.from(raw.allowed, (value) => Math.min(1, value)) : undefined,
          };
        });
    });
}
