/** A small purchase plan worked out by hand, in which most rules have something to say. For tests. */
import type { z } from 'zod';
import { ReorderPlanProblem, ReorderPurchasePlan } from '../../../models/reorder.ts';

/**
 * Monday 23 November 2026 is day 0.
 *
 * Bread by recipe: 10 on day 2 are made on day 1, in 10 / (1 - 0.2) / 10 = 1.25 runs of 4 dough: 5 dough, the same day
 * 2.5 runs of 1.5 / (1 - 0.25) = 2 flour: 5 flour. 5 on day 3 are half of that on day 2: 2.5 flour.
 */
const problem: z.input<typeof ReorderPlanProblem> = {
  mode: 'plan',
  start: '2026-11-23',
  days: 4,
  items: [
    {
      id: 'milk',
      unit: 'l',
      lots: [
        { quantity: 1, expires: '2026-11-28' },
        { quantity: 5, expires: '2026-11-25' },
        { quantity: 9, expires: '2026-11-23' },
      ],
      shelfLifeDays: 3,
      space: 1,
      holdingCost: 0.1,
      wasteCost: 0.5,
      demand: { type: 'constant', perDay: 2 },
    },
    {
      id: 'flour',
      unit: 'kg',
      onHand: 1,
      onOrder: [
        { quantity: 2, arrives: '2026-11-25' },
        { quantity: 7, arrives: '2026-11-27' },
      ],
      backOrders: 0.5,
      holdingRate: 0.365,
      stockValue: 1.1,
      shortage: { type: 'backorder', costPerUnitDay: 2 },
      safety: { type: 'stock', quantity: 1 },
      belowSafetyCost: 0.01,
    },
    {
      id: 'beans',
      onHand: 3,
      shortage: { type: 'never' },
      demand: { type: 'series', perDay: [1, 2] },
    },
    {
      id: 'tea',
      onHand: 3,
      holdingCost: 0.02,
      safety: { type: 'cycle-service', level: 0.9 },
      demand: { type: 'distribution', perDay: { type: 'poisson', mean: 0.5 } },
    },
    {
      id: 'sugar',
      onHand: 4,
      holdingCost: 0.01,
      shortage: { type: 'never' },
      demand: { type: 'history', from: '2026-11-21', perDay: [1, 1] },
    },
  ],
  products: [
    {
      id: 'bread',
      demand: {
        type: 'dated',
        amounts: [
          { date: '2026-11-25', quantity: 10 },
          { date: '2026-11-26', quantity: 5 },
          { date: '2026-11-27', quantity: 100 },
        ],
      },
    },
  ],
  recipes: [
    { makes: 'dough', yields: 2, ingredients: [{ use: 'flour', quantity: 1.5, waste: 0.25 }] },
    { makes: 'bread', yields: 10, waste: 0.2, daysBefore: 1, ingredients: [{ use: 'dough', quantity: 4 }] },
  ],
  suppliers: [
    { id: 'dairy', orderCost: 3, leadTimeDays: 1, leastOrderValue: 5 },
    {
      id: 'mill',
      orderCost: 2,
      leadTimeDays: 2,
      orderDays: ['monday', 'wednesday'],
      deliveryDays: ['thursday'],
    },
  ],
  offers: [
    {
      item: 'milk',
      supplier: 'dairy',
      price: 1.5,
      breaks: [{ from: 4, price: 1.25 }],
      lineCost: 0.3,
      packSize: 2,
      leastQuantity: 3,
      greatestQuantity: 8,
    },
    {
      item: 'flour',
      supplier: 'mill',
      price: 1,
      breaks: [{ from: 3, price: 0.8 }],
      breakKind: 'incremental',
      packSize: 1.5,
      greatestQuantity: 30,
    },
    { item: 'tea', supplier: 'dairy', price: 10 },
    { item: 'sugar', supplier: 'dairy', price: 2 },
  ],
  limits: { budget: 10, storage: 5, money: 30.25, orders: 2 },
};

const policy = { method: 'by hand', reference: 'none', exact: true, reorderPoint: 0, orderUpTo: 0, sensitivity: [] };
const reason = { decidedBy: 'demand', text: 'day 2 runs short without it' } as const;

/**
 * Milk: the lot of 5 serves days 0 and 1, and its last litre is wasted; 1 + 4 delivered serve days 2 and 3, 1 is left. The
 * lot that expires on day 0 is of no use. On day 0 there are 6, more than the 5 that fit, and nobody ordered them.
 * Flour: day 0 pays the 0.5 owed; day 1 owes 4.5; day 2 gets 2 and wants 2.5, so 5 are owed; 4.5 on day 3 leave 0.5.
 * Its order for Thursday must be placed by Tuesday, so on Monday: 3 kg at 1 and 1.5 kg at 0.8.
 * Tea: demand of 1 (lead time) + 1 (wait) days is Poisson of mean 1; Pr{D <= 1} = 0.74, Pr{D <= 2} = 0.92: 2, less the mean.
 * Sugar: mean 2, deviation 0.2 sqrt(2) over two days; 95 % as it must never be short: 1.644854 x 0.282843 = 0.465235.
 * Money on the morning of day 2: milk 5 at 1.25, tea 2 at 10, sugar 2 at 2; the flour goes to those who are owed.
 * Below safety: flour 0.5 + 5.5 + 6 + 1.5 at 0.01; sugar 0.466 on day 3 at 0.01 x 0.95 / 0.05.
 * Stock change: milk 1.25 (6 - 1), flour 1.1 (1 + 2 - 0.5 + 0.5), tea 10 (3 - 1), sugar 2 x 4.
 */
const plan: z.input<typeof ReorderPurchasePlan> = {
  mode: 'plan',
  objectiveUnit: 'EUR',
  orders: [
    {
      supplier: 'dairy',
      order: '2026-11-24',
      delivery: '2026-11-25',
      lines: [
        {
          item: 'milk',
          quantity: 4,
          packs: 2,
          unitPrice: 1.25,
          amount: 5,
          lineCost: 0.3,
          reason,
        },
      ],
      amount: 5,
      orderCost: 3,
    },
    {
      supplier: 'mill',
      order: '2026-11-23',
      delivery: '2026-11-26',
      lines: [{ item: 'flour', quantity: 4.5, packs: 3, unitPrice: 4.2 / 4.5, amount: 4.2, lineCost: 0, reason }],
      amount: 4.2,
      orderCost: 2,
    },
  ],
  projection: [
    {
      item: 'milk',
      demand: [2, 2, 2, 2],
      arriving: [{ day: 2, quantity: 4 }],
      stock: [4, 1, 3, 1],
      wasted: [{ day: 1, quantity: 1 }],
      short: [],
    },
    {
      item: 'flour',
      demand: [0, 5, 2.5, 0],
      arriving: [
        { day: 2, quantity: 2 },
        { day: 3, quantity: 4.5 },
      ],
      stock: [0.5, 0, 0, 0],
      wasted: [],
      short: [
        { day: 1, quantity: 4.5 },
        { day: 2, quantity: 5 },
        { day: 3, quantity: 0.5 },
      ],
    },
    { item: 'beans', demand: [1, 2, 0, 0], arriving: [], stock: [2, 0, 0, 0], wasted: [], short: [] },
    { item: 'tea', demand: [0.5, 0.5, 0.5, 0.5], arriving: [], stock: [2.5, 2, 1.5, 1], wasted: [], short: [] },
    { item: 'sugar', demand: [1, 1, 1, 1], arriving: [], stock: [3, 2, 1, 0], wasted: [], short: [] },
  ],
  policies: [
    {
      ...policy,
      ...{ item: 'milk', supplier: 'dairy', meanPerDay: 2, sdPerDay: 0, protectionDays: 2 },
      ...{ safetyStock: 0, orderQuantity: 4 },
    },
    {
      ...policy,
      ...{ item: 'flour', supplier: 'mill', meanPerDay: 1.875, sdPerDay: 0, protectionDays: 9 },
      ...{ safetyStock: 1, orderQuantity: 15 },
    },
    {
      ...policy,
      ...{ item: 'beans', meanPerDay: 0.75, sdPerDay: 0, protectionDays: 1, safetyStock: 0, orderQuantity: 0 },
    },
    {
      ...policy,
      ...{ item: 'tea', supplier: 'dairy', meanPerDay: 0.5, sdPerDay: Math.SQRT1_2, protectionDays: 2 },
      ...{ safetyStock: 1, orderQuantity: 5, service: 0.9 },
    },
    {
      ...policy,
      ...{ item: 'sugar', supplier: 'dairy', meanPerDay: 1, sdPerDay: 0.2, protectionDays: 2 },
      ...{ safetyStock: 0.466, orderQuantity: 5, service: 0.95 },
    },
  ],
  forecasts: [{ of: 'sugar', method: 'by hand', mean: [1, 1, 1, 1], sd: [0.2, 0.2, 0.2, 0.2], error: 0.1 }],
  costs: {
    purchase: 9.2,
    ordering: 5,
    lines: 0.3,
    // milk 0.1 x 9, flour 0.0008 x 0.5, tea 0.02 x 7, sugar 0.01 x 6
    holding: 1.1004,
    // 2 x (4.5 + 5 + 0.5)
    shortage: 20,
    belowSafety: 0.22354,
    waste: 0.5,
    stockChange: 37.55,
    total: 73.87394,
  },
  shadowPrices: [{ limit: 'storage', day: '2026-11-25', price: 0.1 }],
  replay: [
    {
      item: 'sugar',
      from: '2026-11-21',
      days: 2,
      proposed: { fillRate: 1, stockOutDays: 0, short: 0, wasted: 0, averageStock: 3, orders: 0, cost: 1 },
    },
  ],
};

/** A fresh copy of both. */
export function handMade(): { readonly problem: ReorderPlanProblem; readonly plan: ReorderPurchasePlan } {
  return { problem: ReorderPlanProblem.parse(problem), plan: ReorderPurchasePlan.parse(plan) };
}
