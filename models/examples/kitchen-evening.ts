/**
 * A Friday evening of a made-up pizzeria: five cards, a deck oven that bakes four at once and a conveyor oven, both cold
 * at the beginning of the shift, five people with different skills, dough for ninety pizzas, and orders with the time at
 * which each is promised.
 */
import type { TechcardPlanRequestInput } from '../plan-request.ts';

type Step = { readonly seconds: number };
type Pizza = readonly [
  id: string,
  stretch: Step,
  top: Step,
  bake: readonly [regime: string, deck: number, belt: number],
];

const pizzas: readonly Pizza[] = [
  ['margherita', { seconds: 75 }, { seconds: 60 }, ['300C', 300, 390]],
  ['pepperoni', { seconds: 75 }, { seconds: 80 }, ['300C', 300, 390]],
  ['four-cheese', { seconds: 75 }, { seconds: 110 }, ['300C', 300, 390]],
  ['vegetable', { seconds: 75 }, { seconds: 140 }, ['300C', 300, 390]],
  ['calzone', { seconds: 120 }, { seconds: 130 }, ['260C', 540, 600]],
];

/** Ordered at, promised at (minutes from 17:00), pizza, pieces. */
const orders: readonly (readonly [at: number, promised: number, pizza: string, pieces: number])[] = [
  [50, 85, 'margherita', 2],
  [55, 90, 'pepperoni', 1],
  [60, 95, 'four-cheese', 2],
  [62, 100, 'calzone', 2],
  [70, 100, 'margherita', 3],
  [75, 105, 'vegetable', 1],
  [80, 115, 'pepperoni', 3],
  [85, 115, 'margherita', 2],
  [88, 125, 'calzone', 1],
  [90, 120, 'four-cheese', 2],
  [95, 125, 'pepperoni', 2],
  [100, 130, 'vegetable', 2],
  [105, 135, 'margherita', 4],
  [110, 150, 'calzone', 3],
  [115, 145, 'four-cheese', 1],
  [120, 150, 'pepperoni', 2],
  [130, 160, 'margherita', 2],
  [140, 170, 'vegetable', 1],
  [150, 185, 'pepperoni', 4],
  [160, 195, 'four-cheese', 2],
  [170, 205, 'margherita', 2],
  [185, 220, 'calzone', 2],
  [200, 235, 'pepperoni', 2],
  [215, 245, 'margherita', 1],
];

const minutes = (count: number) => count * 60;
const evening = { from: 17 * 3600, to: 22.5 * 3600 };

export const kitchenEvening: TechcardPlanRequestInput = {
  kind: 'techcard',
  problem: {
    mode: 'optimize',
    start: '2026-11-20T17:00:00+03:00',
    calendars: [
      {
        id: 'evening',
        timeZone: 'Europe/Moscow',
        dayTypes: [
          { id: 'open', shifts: [evening] },
          { id: 'closed', shifts: [] },
        ],
        week: {
          monday: 'closed',
          tuesday: 'open',
          wednesday: 'open',
          thursday: 'open',
          friday: 'open',
          saturday: 'open',
          sunday: 'open',
        },
        exceptions: [{ date: '2026-12-31', dayType: 'closed' }],
      },
    ],
    resources: [
      {
        type: 'workers',
        id: 'staff',
        calendars: ['evening'],
        workers: [
          { id: 'Anna', skills: ['dough', 'topping'] },
          { id: 'Boris', skills: ['dough'] },
          { id: 'Vera', skills: ['topping', 'packing'] },
          { id: 'Gleb', skills: ['topping', 'packing'] },
          { id: 'Daria', skills: ['packing'] },
        ],
      },
      {
        type: 'batch-oven',
        id: 'deck-oven',
        calendars: ['evening'],
        capacity: 4,
        setups: { otherwise: minutes(10) },
        heating: { warmUpSeconds: minutes(40), coolDownSeconds: minutes(60) },
      },
      {
        type: 'conveyor-oven',
        id: 'belt-oven',
        calendars: ['evening'],
        capacity: 5,
        entrySeconds: 60,
        setups: { otherwise: minutes(8) },
        heating: { warmUpSeconds: minutes(25), coolDownSeconds: minutes(30) },
      },
      { type: 'pool', id: 'peel', calendars: [], capacity: 2 },
      { type: 'reservoir', id: 'dough-balls', calendars: [], initial: 90 },
    ],
    cards: pizzas.map(([id, stretch, top, [regime, deck, belt]]) => ({
      id,
      operations: [
        {
          id: 'stretch',
          name: 'stretch the dough',
          modes: [
            {
              durationSeconds: stretch.seconds,
              demands: [{ resource: 'staff', skill: 'dough' }, { resource: 'dough-balls' }],
            },
          ],
        },
        {
          id: 'top',
          name: 'sauce and toppings',
          modes: [{ durationSeconds: top.seconds, demands: [{ resource: 'staff', skill: 'topping' }] }],
          after: [{ operation: 'stretch', greatestSeconds: minutes(10) }],
        },
        {
          id: 'bake',
          name: `bake at ${regime}`,
          modes: [
            { id: 'deck', durationSeconds: deck, demands: [{ resource: 'deck-oven', state: regime }] },
            { id: 'belt', durationSeconds: belt, demands: [{ resource: 'belt-oven', state: regime }] },
          ],
          after: [{ operation: 'top', greatestSeconds: minutes(6) }],
        },
        {
          id: 'pack',
          name: 'cut and pack',
          modes: [
            {
              durationSeconds: 45,
              demands: [{ resource: 'staff', skill: 'packing' }, { resource: 'peel' }],
            },
          ],
          after: [{ operation: 'bake', greatestSeconds: minutes(4) }],
        },
      ],
    })),
    orders: orders.map(([at, promised, card, quantity], index) => ({
      id: `order-${String(index + 1).padStart(2, '0')}`,
      card,
      quantity,
      release: minutes(at),
      due: minutes(promised),
    })),
    objective: { tardiness: 1, flowTime: 0.05 },
  },
  equipment: {
    site: 'pizzeria',
    ovens: [
      { oven: 'deck-1', furnace: 'deck-oven', min: 20, max: 350, rampPerMin: 12, tolerance: 8, idle: 120 },
      { oven: 'belt-1', furnace: 'belt-oven', min: 20, max: 340, rampPerMin: 15, tolerance: 8, idle: 100 },
    ],
    setpoints: [
      { grade: '300C', value: 300, dwellMinutes: 5 },
      { grade: '260C', value: 260, dwellMinutes: 5 },
    ],
  },
  budget: { timeMs: 5000 },
};
