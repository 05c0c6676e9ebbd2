/**
 * A day of a made-up concrete plant in Moscow: twelve orders, six trucks and two docks from seven to seven, three pours
 * that must not be interrupted, heavy traffic in the morning and in the evening, and a lunch break for every driver.
 */
import type { DispatchPlanRequestInput } from '../plan-request.ts';

const at = (clock: string) => `2026-11-23T${clock}:00+03:00`;

const hard = (from: string, to: string) => ({ window: { from: at(from), to: at(to) } });
/** May be missed by a quarter of an hour, at a price. */
const priced = (from: string, to: string) => ({ window: { from: at(from), to: at(to), hard: false } });

const pour = { continuous: true, greatestGapMinutes: 30, gapPricePerMinute: 20 };

const truck = (id: string, capacityM3: number, lunch: string, latestLunch: string) => ({
  id,
  capacityM3,
  home: 'plant',
  breaks: [{ from: at(lunch), to: at(latestLunch), minutes: 30 }],
  unloadMinutesPerM3: 2,
  washMinutes: 5,
});

export const concreteShift: DispatchPlanRequestInput = {
  kind: 'dispatch',
  problem: {
    mode: 'plan',
    start: at('07:00'),
    shiftMinutes: 720,
    places: [
      { id: 'plant', lat: 55.76, lng: 37.68 },
      { id: 'school', lat: 55.782, lng: 37.71 },
      { id: 'bridge', lat: 55.745, lng: 37.65 },
      { id: 'warehouse', lat: 55.73, lng: 37.72 },
      { id: 'villa', lat: 55.8, lng: 37.66 },
      { id: 'garage', lat: 55.77, lng: 37.64 },
      { id: 'tower', lat: 55.75, lng: 37.7 },
      { id: 'hospital', lat: 55.79, lng: 37.68 },
      { id: 'metro', lat: 55.74, lng: 37.69 },
      { id: 'yard', lat: 55.765, lng: 37.74 },
      { id: 'pool', lat: 55.7558, lng: 37.6176 },
      { id: 'bakery', lat: 55.735, lng: 37.66 },
      { id: 'tram', lat: 55.775, lng: 37.69 },
    ],
    travel: {
      speedKmh: 30,
      detour: 1.3,
      traffic: [
        { from: at('08:00'), to: at('10:00'), factor: 1.3 },
        { from: at('17:00'), to: at('19:00'), factor: 1.5 },
      ],
    },
    grades: [
      { id: 'B25', lifetimeMinutes: 90 },
      { id: 'B30', lifetimeMinutes: 100 },
      { id: 'B35 slow', lifetimeMinutes: 120 },
    ],
    plants: [{ id: 'plant', place: 'plant', docks: 2, loadMinutesPerM3: 1.5, afterLoadingMinutes: 3 }],
    trucks: [
      truck('truck-1', 10, '11:00', '13:00'),
      truck('truck-2', 10, '12:00', '14:00'),
      truck('truck-3', 8, '11:00', '13:00'),
      truck('truck-4', 8, '12:00', '14:00'),
      truck('truck-5', 8, '11:00', '14:00'),
      { ...truck('truck-6', 6, '12:00', '14:00'), equipment: ['chute'] },
    ],
    orders: [
      { id: 'school walls', place: 'school', volumeM3: 16, grade: 'B25', ...hard('08:00', '11:00') },
      { id: 'bridge pillar', place: 'bridge', volumeM3: 40, grade: 'B35 slow', ...hard('09:00', '15:00'), ...pour },
      { id: 'warehouse floor', place: 'warehouse', volumeM3: 32, grade: 'B25', ...hard('12:00', '17:00'), ...pour },
      { id: 'villa steps', place: 'villa', volumeM3: 3, grade: 'B25', ...priced('10:00', '12:00'), difficulty: 0.8 },
      { id: 'garage floor', place: 'garage', volumeM3: 7, grade: 'B25', ...priced('08:00', '10:00') },
      {
        id: 'tower deck',
        place: 'tower',
        volumeM3: 24,
        grade: 'B30',
        priority: 'high',
        ...hard('07:30', '11:30'),
        ...pour,
      },
      {
        id: 'hospital ramp',
        place: 'hospital',
        volumeM3: 8,
        grade: 'B30',
        priority: 'critical',
        vip: true,
        ...hard('11:00', '13:00'),
      },
      {
        id: 'metro lining',
        place: 'metro',
        volumeM3: 10,
        grade: 'B35 slow',
        ...priced('13:00', '15:00'),
        difficulty: 0.5,
      },
      { id: 'yard slab', place: 'yard', volumeM3: 12, grade: 'B25', ...priced('14:00', '17:00') },
      { id: 'pool edge', place: 'pool', volumeM3: 5, grade: 'B30', ...priced('10:00', '13:00'), equipment: ['chute'] },
      { id: 'bakery floor', place: 'bakery', volumeM3: 9, grade: 'B25', ...priced('15:00', '17:30') },
      {
        id: 'tram bed',
        place: 'tram',
        volumeM3: 20,
        grade: 'B30',
        priority: 'high',
        ...hard('15:00', '18:30'),
        partial: true,
      },
    ],
  },
  budget: { timeMs: 5000 },
  tags: { site: 'concrete-east' },
};
