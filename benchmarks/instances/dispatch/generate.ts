/**
 * Made-up shifts of concrete, pure functions of shape and seed: a city with districts, plants and traffic, many small
 * orders and a few pours that must not be interrupted. The share of big pours is what brings the work to the load asked
 * for, so that numbers of orders and trucks can be chosen freely.
 */
import { createHash } from 'node:crypto';
import { DispatchPlanRequest } from '../../../models/plan-request.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { type City, drawCity } from './generate-city.ts';
import { drawOrders } from './generate-orders.ts';
import type { ShiftInput, TruckInput } from './plain.ts';

export interface Shape {
  readonly orders: number;
  readonly trucks: number;
  readonly plants: number;
  /** Work over what the trucks can do in a shift that goes well: 0.7 is easy, at 1.3 much is left over. */
  readonly load: number;
}

export interface GeneratedShift {
  readonly request: DispatchPlanRequest;
  /** Of the shift as it was written, defaults of the schema not counted. */
  readonly digest: string;
}

/** Draws in the words of a shift. */
export interface Draw {
  float(least: number, most: number): number;
  whole(least: number, most: number): number;
  one<Item>(items: readonly Item[]): Item;
  chance(share: number): boolean;
}

export const shiftSeconds = 12 * 3600;
export const grades = [
  { id: 'B20', lifetimeMinutes: 90 },
  { id: 'B25', lifetimeMinutes: 100 },
  { id: 'B30', lifetimeMinutes: 110 },
  { id: 'B35', lifetimeMinutes: 120 },
];

export function generateShift(shape: Shape, seed: number): GeneratedShift {
  const rng = new Rng(seed);
  const whole = (least: number, most: number) => least + rng.below(most - least + 1);
  const draw: Draw = {
    whole,
    float: (least, most) => least + rng.float() * (most - least),
    one: (items) => items[rng.below(items.length)],
    chance: (share) => rng.float() < share,
  };
  const city = drawCity(shape, draw);
  const trucks = Array.from({ length: shape.trucks }, (_, index) => drawTruck(index, city, draw));
  const { orders, loads } = drawOrders(shape, city, draw);
  const written: ShiftInput = {
    mode: 'plan',
    start: '2026-11-23T07:00:00+03:00',
    shiftMinutes: shiftSeconds / 60,
    places: [...city.plants, ...city.sites],
    travel: {
      speedKmh: 35,
      fastFromKm: 15,
      fastSpeedKmh: 50,
      traffic: [
        { from: 3600, to: 3 * 3600, factor: 1.3 },
        { from: 10 * 3600, to: 12 * 3600, factor: 1.4 },
      ],
    },
    grades,
    plants: city.plants.map(({ id }, index) => ({
      id,
      place: id,
      // Loading takes a quarter of an hour; docks are in use for some two thirds of the shift.
      docks: Math.max(1, Math.ceil((loads * 15) / (720 * 0.65 * shape.plants))),
      loadMinutesPerM3: 1.5,
      afterLoadingMinutes: 2,
      // The last plant of several is small and makes no special concrete.
      ...(index > 0 && index === shape.plants - 1 ? { grades: ['B20', 'B25', 'B30'] } : {}),
    })),
    trucks,
    orders,
  };
  const digest = createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 12);
  return { request: DispatchPlanRequest.parse({ kind: 'dispatch', problem: written }), digest };
}

const capacities = [5, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 12];

function drawTruck(index: number, city: City, draw: Draw): TruckInput {
  // Two of three begin with the shift, the others an hour or two later and stay to the end.
  const from = draw.chance(0.67) ? 0 : 3600 * draw.whole(1, 2);
  const lunch = 3600 * draw.whole(4, 5);
  return {
    id: `truck-${index + 1}`,
    capacityM3: draw.one(capacities),
    home: city.plants[index % city.plants.length].id,
    shift: { from, to: shiftSeconds },
    overtimeMinutes: draw.chance(0.5) ? 60 : 0,
    overtimePerMinute: 2,
    breaks: [{ from: lunch, to: lunch + 2 * 3600, minutes: draw.one([30, 30, 45]) }],
    unloadMinutesPerM3: draw.one([1.5, 2, 2, 2.5]),
    washMinutes: 5,
    fitness: draw.whole(5, 10) / 10,
    // Every third truck has a long chute, whatever is drawn elsewhere, so that orders in need of one can be served.
    equipment: index % 3 === 0 ? ['chute'] : [],
  };
}
