/**
 * Heat treatment after the foundry week: batches of one chamber furnace, where hearth positions bind as well as mass,
 * and the regimes take the place of grades.
 */
import type { MeltPlanRequestInput } from '../plan-request.ts';

type Line = [id: string, casting: string, regime: string, pieceMass: number, quantity: number, positions: number];

const lines: Line[] = [
  ['T01', 'Bogie side frame', 'normalise-920', 412, 18, 3],
  ['T02', 'Bogie bolster', 'normalise-920', 538, 11, 3],
  ['T03', 'Automatic coupler body', 'normalise-920', 186, 24, 1.5],
  ['T04', 'Axle box', 'normalise-920', 94, 26, 1],
  ['T05', 'Gear blank 900', 'normalise-880', 1240, 2, 6],
  ['T06', 'Gear blank 640', 'normalise-880', 615, 4, 4],
  ['T07', 'Gate valve body DN300', 'normalise-880', 342, 8, 2],
  ['T08', 'Crane wheel', 'normalise-880', 208, 10, 1.5],
  ['T09', 'Coupling half', 'temper-620', 97.6, 28, 1],
  ['T10', 'Sprocket', 'temper-620', 45.2, 44, 0.5],
  ['T11', 'Brake drum', 'temper-620', 134, 12, 1],
];

export const heatTreatmentWeek: MeltPlanRequestInput = {
  kind: 'melt',
  budget: { timeMs: 2000, seed: 1 },
  problem: {
    process: 'heat-treatment',
    massUnit: 'kg',
    dimensions: ['positions'],
    lines: lines.map(([id, casting, grade, pieceMass, quantity, positions]) => ({
      id,
      casting,
      grade,
      pieceMass,
      quantity,
      sizes: { positions },
    })),
    furnaces: [
      {
        id: 'HT-1',
        greatestMass: 5000,
        capacities: { positions: 24 },
        mostHeats: 20,
        powerKw: 420,
        heatMinutes: 240,
        heatKwh: 1150,
        coldStartKwh: 240,
      },
    ],
    grades: [{ id: 'normalise-920' }, { id: 'normalise-880' }, { id: 'temper-620' }],
    calendar: {
      timeZone: 'Europe/Moscow',
      shifts: [
        { id: 'day', start: '07:00', end: '15:00' },
        { id: 'evening', start: '15:00', end: '23:00' },
      ],
      days: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map((date) => ({ date })),
    },
    spread: { preference: 'packed' },
  },
  tags: { shop: 'heat treatment', week: '2026-W48' },
};
