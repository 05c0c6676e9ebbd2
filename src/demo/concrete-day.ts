/**
 * A day of a made-up concrete company in Moscow: a hundred orders, thirty trucks, three plants, from seven to seven. The
 * orders are drawn from a seed in the way that dispatchers write them down: whole half m3, full hours, streets.
 */
import type { DispatchPlanRequestInput } from '../../models/plan-request.ts';
import { Rng } from '../../solvers/shared/rng.ts';

type ShiftInput = Extract<DispatchPlanRequestInput['problem'], { mode: 'plan' }>;
type Order = ShiftInput['orders'][number];

const orderCount = 100;
const seed = 20_261_123;

const plants = [
  { id: 'plant East', lat: 55.76, lng: 37.76 },
  { id: 'plant South', lat: 55.67, lng: 37.61 },
  { id: 'plant North', lat: 55.84, lng: 37.57 },
];

const streets: readonly (readonly [name: string, lat: number, lng: number])[] = [
  ['Izmaylovo', 55.788, 37.75],
  ['Perovo', 55.75, 37.79],
  ['Sokolniki', 55.792, 37.68],
  ['Lefortovo', 55.758, 37.705],
  ['Tekstilshchiki', 55.71, 37.735],
  ['Danilovsky', 55.707, 37.63],
  ['Nagatino', 55.685, 37.63],
  ['Cheryomushki', 55.675, 37.56],
  ['Zyuzino', 55.655, 37.59],
  ['Tsaritsyno', 55.63, 37.655],
  ['Taganka', 55.74, 37.66],
  ['Arbat', 55.7558, 37.6],
  ['Begovoy', 55.782, 37.565],
  ['Timiryazevo', 55.825, 37.56],
  ['Khovrino', 55.865, 37.5],
  ['Otradnoye', 55.86, 37.605],
  ['Maryina Roshcha', 55.797, 37.615],
  ['Ostankino', 55.82, 37.62],
];

/** What is built, with the least and the greatest volume in half m3. */
const smallJobs: readonly (readonly [what: string, least: number, most: number])[] = [
  ['garage floor', 8, 16],
  ['steps', 6, 10],
  ['screed', 10, 20],
  ['lift shaft', 12, 24],
  ['fence footing', 6, 14],
];
const wallJobs: typeof smallJobs = [
  ['walls', 28, 48],
  ['columns', 24, 40],
  ['ramp', 24, 36],
];
const pours: typeof smallJobs = [
  ['floor slab', 80, 140],
  ['foundation', 100, 200],
  ['bridge deck', 120, 180],
];
/** Of every ten orders; which of them each is. */
const mix = [smallJobs, smallJobs, wallJobs, smallJobs, pours, smallJobs, wallJobs, smallJobs, wallJobs, smallJobs];

const clock = (hours: number) => {
  const [hour, minute] = [Math.floor(hours), Math.round((hours % 1) * 60)];
  return `2026-11-23T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+03:00`;
};

function drawOrder(index: number, rng: Rng): { order: Order; lat: number; lng: number } {
  const jobs = mix[index % mix.length];
  const isPour = jobs === pours;
  const [what, least, most] = jobs[rng.below(jobs.length)];
  const volumeM3 = (least + rng.below(most - least + 1)) / 2;
  const [district, lat, lng] = streets[rng.below(streets.length)];
  // A pour takes a truck of 8 m3 every 25 minutes, and whoever orders leaves some time; the day is over at seven.
  const hours = Math.ceil(((volumeM3 / 8) * 25) / 60) + (isPour ? 2 : 2 + rng.below(2));
  const from = 8 + rng.below(Math.max(1, 19 - hours - 8 + 1));
  const isVip = index % 20 === 7;
  const order: Order = {
    id: `${String(index + 1).padStart(3, '0')} ${district} ${what}`,
    client: `client ${String.fromCharCode(65 + rng.below(20))}`,
    priority: isVip ? 'critical' : index % 5 === 3 ? 'high' : 'normal',
    vip: isVip,
    place: `site ${index + 1}`,
    volumeM3,
    grade: isPour ? 'B30' : ['B20', 'B25', 'B25', 'B30'][rng.below(4)],
    window: { from: clock(from), to: clock(from + hours), hard: isPour || index % 3 === 0 },
    difficulty: [0, 0, 0.2, 0.5][rng.below(4)],
    ...(isPour ? { continuous: true, greatestGapMinutes: 30, gapPricePerMinute: 20 } : {}),
    ...(what === 'steps' ? { equipment: ['chute'] } : {}),
  };
  const jitter = () => (rng.below(31) - 15) / 1000;
  return { order, lat: Math.round((lat + jitter()) * 1000) / 1000, lng: Math.round((lng + jitter()) * 1000) / 1000 };
}

function buildDay(): DispatchPlanRequestInput {
  const rng = new Rng(seed);
  const drawn = Array.from({ length: orderCount }, (_, index) => drawOrder(index, rng));
  return {
    kind: 'dispatch',
    problem: {
      mode: 'plan',
      start: clock(7),
      shiftMinutes: 720,
      places: [...plants, ...drawn.map(({ order, lat, lng }) => ({ id: order.place, lat, lng }))],
      travel: {
        speedKmh: 32,
        detour: 1.3,
        traffic: [
          { from: clock(8), to: clock(10), factor: 1.25 },
          { from: clock(17), to: clock(19), factor: 1.35 },
        ],
      },
      grades: [
        { id: 'B20', lifetimeMinutes: 90 },
        { id: 'B25', lifetimeMinutes: 100 },
        { id: 'B30', lifetimeMinutes: 120 },
      ],
      plants: plants.map(({ id }) => ({ id, place: id, docks: 3, loadMinutesPerM3: 1.5, afterLoadingMinutes: 2 })),
      trucks: Array.from({ length: 30 }, (_, index) => ({
        id: `truck ${String(index + 1).padStart(2, '0')}`,
        capacityM3: [9, 8, 7, 8, 10, 6][index % 6],
        home: plants[index % 3].id,
        overtimeMinutes: 30,
        overtimePerMinute: 2,
        breaks: [{ from: clock(11 + (index % 3) * 0.5), to: clock(13.5 + (index % 3) * 0.5), minutes: 30 }],
        unloadMinutesPerM3: 1.8,
        washMinutes: 4,
        fitness: [1, 0.9, 0.8, 0.7, 0.6][index % 5],
        equipment: index % 4 === 0 ? ['chute'] : [],
      })),
      orders: drawn.map(({ order }) => order),
    },
    budget: { timeMs: 10_000 },
    tags: { site: 'concrete-moscow' },
  };
}

export const concreteDay = buildDay() as DispatchPlanRequestInput & { problem: ShiftInput };
