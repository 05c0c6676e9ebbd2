/** Shifts of a few orders with any of the rules in them, and loads thrown onto them; for tests, most of it in breach. */
import { Rng } from '../../shared/rng.ts';
import type { TimedLoad } from '../check.ts';
import type { OrderInput, ShiftInput, TruckInput } from './hand-made.ts';

const hour = 3600;
const objectives = ['shift', 'served-volume', 'delivery-cost', 'travel-and-delay'] as const;

class Draw extends Rng {
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  among<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }

  maybe<Value>(percent: number, value: () => Value): Value | undefined {
    return this.chance(percent) ? value() : undefined;
  }

  span(latest: number, longest: number): { readonly from: number; readonly to: number } {
    const from = this.below(latest);
    return { from, to: from + 600 + this.below(longest) };
  }

  list<Item>(length: number, item: (index: number) => Item): Item[] {
    return Array.from({ length }, (_, index) => item(index));
  }
}

export interface RandomShift {
  readonly request: ShiftInput;
  readonly loads: readonly TimedLoad[];
}

/** In every other shift trucks may stand somewhere, and traffic may be in areas only. */
export function randomShift(seed: number): RandomShift {
  const { request, loads } = plainShift(seed);
  const draw = new Draw(1_000_000 + seed);
  if (draw.chance(50)) return { request, loads };
  const places = (request.places ?? []).map(({ id }) => id);
  return {
    request: {
      ...request,
      trucks: request.trucks.map((truck) => ({
        ...truck,
        standing: draw.maybe(80, () => ({ place: draw.among(places), from: draw.below(3 * hour) })),
      })),
      travel: {
        ...request.travel,
        traffic: (request.travel?.traffic ?? []).map((hours) => ({
          ...hours,
          places: draw.maybe(70, () => draw.list(1 + draw.below(3), () => draw.among(places))),
        })),
      },
    },
    loads,
  };
}

function plainShift(seed: number): RandomShift {
  const draw = new Draw(seed);
  const places = draw.list(6, (index) => ({ id: `place ${index}`, xKm: draw.below(20), yKm: draw.below(20) }));
  const ids = places.map(({ id }) => id);
  const plants = draw.list(1 + draw.below(2), (index) => randomPlant(draw, index, draw.among(ids)));
  const trucks = draw.list(3 + draw.below(3), (index) => randomTruck(draw, index, ids));
  const orders: OrderInput[] = [];
  for (let index = 0; index < 4; index++)
    orders.push(randomOrder(draw, index, ids, draw.chance(30) ? orders.at(-1) : undefined));
  const request: ShiftInput = {
    ...{ mode: 'plan', start: '2026-11-23T07:00:00+03:00', places, plants, trucks, orders },
    grades: [{ id: 'a', lifetimeMinutes: 100 }, { id: 'b' }],
    travel: randomTravel(draw, ids),
    parameters: { reserve: { bestTrucks: 0.5, vipShare: 0.8 }, splitting: { leastLoadM3: draw.below(6) } },
    objective: { name: draw.among(objectives) },
  };
  const loads = draw.list(3 + draw.below(8), (): TimedLoad => {
    const plant = draw.among(plants);
    const loadStart = draw.below(10 * hour);
    return {
      ...{ order: draw.among(orders).id, truck: draw.among(trucks).id, plant: plant.id },
      ...{ dock: draw.below(plant.docks ?? 1), volumeM3: (1 + draw.below(90)) / 10 },
      ...{ loadStart, unloadStart: loadStart + draw.below(2 * hour) },
    };
  });
  return { request, loads };
}

function randomPlant(draw: Draw, index: number, place: string) {
  return {
    ...{ id: `plant ${index}`, place, docks: draw.among([1, 2, null]), loadMinutesPerM3: draw.below(400) / 100 },
    ...{ loadFixedMinutes: draw.below(5), leastLoadMinutes: draw.maybe(50, () => draw.below(12)) },
    ...{ afterLoadingMinutes: draw.below(4), spacingMinutes: draw.maybe(30, () => draw.below(20)) },
    ...{ hours: draw.maybe(40, () => draw.span(2 * hour, 10 * hour)), grades: draw.maybe(30, () => ['a']) },
  };
}

function randomTruck(draw: Draw, index: number, places: readonly string[]): TruckInput {
  return {
    ...{ id: `truck ${index}`, capacityM3: 5 + draw.below(5), home: draw.among(places), fitness: draw.below(3) / 2 },
    ...{ end: draw.among([undefined, null, draw.among(places)]), overtimeMinutes: draw.below(60) },
    ...{ shift: draw.maybe(60, () => draw.span(2 * hour, 11 * hour)), overtimePerMinute: draw.below(4) },
    lastUnloading: draw.maybe(20, () => draw.below(10 * hour)),
    breaks: draw.list(draw.below(3), () => ({ ...draw.span(9 * hour, 2 * hour), minutes: draw.below(45) })),
    ...{ unloadMinutesPerM3: draw.below(400) / 100, unloadFixedMinutes: draw.below(4), washMinutes: draw.below(9) },
    ...{ costPerUse: draw.below(50), working: draw.chance(90), equipment: draw.chance(50) ? ['pump'] : [] },
  };
}

/** @param before - an order that it follows. */
function randomOrder(draw: Draw, index: number, places: readonly string[], before?: OrderInput): OrderInput {
  const [hard, partial] = [draw.chance(60), draw.chance(40)];
  return {
    ...{ id: `order ${index}`, place: before?.place ?? draw.among(places), volumeM3: 3 + draw.below(200) / 10 },
    ...{ priority: draw.among(['normal', 'high', 'critical'] as const), vip: draw.chance(20), partial },
    grade: draw.maybe(40, () => draw.among(['a', 'b'])),
    window: {
      ...{ ...draw.span(8 * hour, 5 * hour), hard, pricePerMinute: draw.below(20) },
      ends: hard ? draw.among(['unloading-end', 'unloading-start'] as const) : 'unloading-end',
    },
    ideal: draw.maybe(40, () => draw.below(10 * hour)),
    latestFirst: draw.maybe(30, () => draw.below(10 * hour)),
    ...{ continuous: draw.chance(30), leastGapMinutes: draw.below(6), difficulty: draw.below(10) / 9 },
    greatestGapMinutes: draw.maybe(50, () => 6 + draw.below(60)),
    gapPricePerMinute: draw.maybe(40, () => draw.below(9)),
    gapsCount: draw.among(['end-to-start', 'start-to-start'] as const),
    lifetimeMinutes: draw.maybe(30, () => 60 + draw.below(90)),
    unloadMinutesPerM3: draw.maybe(30, () => draw.below(333) / 100),
    ...{ unloadFixedMinutes: draw.below(3), equipment: draw.chance(20) ? ['pump'] : [], onePlant: draw.chance(30) },
    trucks: draw.maybe(20, () => ['truck 0', 'truck 1']),
    plants: draw.maybe(20, () => ['plant 0']),
    fullTrucks: draw.chance(20),
    unserved: draw.maybe(50, () => ({
      ...{ fixed: draw.below(100), perM3: draw.below(100) },
      outsourcing: partial ? undefined : draw.maybe(50, () => draw.below(2000)),
    })),
    after: before && {
      ...{ order: before.id, leastMinutes: draw.below(30) },
      greatestMinutes: draw.maybe(50, () => 30 + draw.below(60)),
    },
  };
}

function randomTravel(draw: Draw, places: readonly string[]): ShiftInput['travel'] {
  return {
    blocks: draw.list(draw.below(3), () => {
      const [from, to] = [places.slice(draw.below(3)), places.slice(0, 3)];
      const rows = () => from.map(() => to.map(() => (draw.chance(5) ? null : draw.below(2 * hour))));
      return { from, to, seconds: rows(), metres: draw.maybe(50, rows), cost: draw.maybe(50, rows) };
    }),
    ...{ detour: 1.2, fastFromKm: draw.maybe(50, () => 10), costPerKm: draw.below(3) },
    traffic: draw.list(draw.below(4), () => ({
      ...{ ...draw.span(10 * hour, 3 * hour), factor: 0.5 + draw.below(20) / 10 },
    })),
  };
}
