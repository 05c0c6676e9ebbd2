/** What is ordered in a generated shift, and when it is wanted. */
import { type Draw, grades, type Shape, shiftSeconds } from './generate.ts';
import { type City, minutesAway, type Place } from './generate-city.ts';
import type { OrderInput } from './plain.ts';

/** What a truck of the fleet takes on the average. */
const meanLoadM3 = 8;
/** Share of a shift that trucks of a good plan are busy, breaks and late starts taken off. */
const busyShare = 0.8;
/** Loading, leaving, unloading, washing and buffers of one load, in minutes. */
const handling = 15 + 2 + 16 + 5 + 12;
const quarter = 900;

/** @returns the orders, and how many loads they make. */
export function drawOrders(shape: Shape, city: City, draw: Draw): { orders: OrderInput[]; loads: number } {
  const sites = Array.from({ length: shape.orders }, (_, index) => city.sites[index] ?? draw.one(city.sites));
  const volumes = drawVolumes(
    shape,
    sites.map((site) => handling + 2 * minutesAway(city, site)),
    draw,
  );
  const orders = sites.map((site, index) => drawOrder(index, site, volumes[index], minutesAway(city, site), draw));
  return { orders, loads: volumes.reduce((sum, volume) => sum + loadsOf(volume), 0) };
}

/**
 * Small orders first; then one after the other becomes a pour until the work is enough.
 * @param cycles - minutes that one load of each order keeps a truck busy.
 */
function drawVolumes({ trucks, load }: Shape, cycles: readonly number[], draw: Draw): number[] {
  const volumes = cycles.map(() => draw.whole(6, 24) / 2);
  const wanted = (load * busyShare * trucks * shiftSeconds) / 60;
  let work = volumes.reduce((sum, volume, index) => sum + loadsOf(volume) * cycles[index], 0);
  const order = cycles.map((_, index) => index);
  for (let last = order.length - 1; last > 0; last--) {
    const other = draw.whole(0, last);
    [order[last], order[other]] = [order[other], order[last]];
  }
  for (const index of order) {
    if (work >= wanted) break;
    work -= loadsOf(volumes[index]) * cycles[index];
    // A pour in three is very big; the last one is no bigger than what is still wanted.
    const volume = draw.chance(0.35) ? draw.whole(60, 120) : draw.whole(30, 60);
    const enough = Math.ceil((wanted - work) / cycles[index]) * meanLoadM3;
    volumes[index] = Math.max(volumes[index], Math.min(volume, enough));
    work += loadsOf(volumes[index]) * cycles[index];
  }
  return volumes;
}

function loadsOf(volume: number): number {
  return Math.ceil(volume / meanLoadM3);
}

function drawOrder(index: number, site: Place, volumeM3: number, away: number, draw: Draw): OrderInput {
  const isPour = volumeM3 >= 30;
  const priority = draw.one(['normal', 'normal', 'normal', 'normal', 'normal', 'high', 'high', 'critical'] as const);
  // Unloading, and some minutes between the trucks; the first load needs its way.
  const busy = Math.ceil((60 * (loadsOf(volumeM3) * 24)) / quarter) * quarter;
  const earliest = Math.ceil((60 * (30 + away)) / quarter) * quarter;
  const span = busy + quarter * draw.whole(4, 12);
  const latest = Math.max(earliest, shiftSeconds - 3600 - span);
  const from = earliest + quarter * draw.whole(0, Math.floor((latest - earliest) / quarter));
  const isHard = draw.chance(0.6);
  return {
    id: `order-${index + 1}`,
    client: `client-${draw.whole(1, 40)}`,
    priority,
    vip: priority === 'critical' && draw.chance(0.5),
    place: site.id,
    volumeM3,
    grade: draw.one(grades).id,
    window: {
      from,
      to: Math.min(from + span, shiftSeconds),
      hard: isHard,
      ...(isHard ? {} : { pricePerMinute: draw.one([5, 10, 20]) }),
    },
    difficulty: draw.one([0, 0, 0.2, 0.5, 1]),
    ...(isPour ? { continuous: true, greatestGapMinutes: draw.one([20, 30, 30, 40]) } : {}),
    ...(isPour && draw.chance(0.5) ? { gapPricePerMinute: 20 } : {}),
    ...(isPour && draw.chance(0.3) ? { onePlant: true } : {}),
    ...(draw.chance(isPour ? 0.3 : 0.1) ? { partial: true } : {}),
    ...(!isPour && draw.chance(0.1) ? { equipment: ['chute'] } : {}),
  };
}
