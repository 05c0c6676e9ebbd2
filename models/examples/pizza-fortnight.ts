/**
 * Two weeks of a made-up pizzeria's buying: eight weeks of sales of five pizzas, recipes of two levels (dough and tomato
 * sauce are made in the house), sixteen ingredients, three suppliers with delivery days and shared delivery costs, a cold
 * store that is not large, and flour on its way. It is the week after the evening that the kitchen example plans.
 */
import type { ReorderPlanRequestInput } from '../plan-request.ts';

/** Sales of a day by weekday, Monday first, before noise and trend. */
const week: Readonly<Record<string, readonly number[]>> = {
  margherita: [22, 21, 24, 28, 41, 52, 38],
  pepperoni: [18, 17, 19, 23, 36, 44, 30],
  'four-cheese': [9, 8, 10, 12, 19, 24, 17],
  vegetable: [8, 9, 9, 10, 13, 15, 14],
  calzone: [6, 5, 6, 8, 14, 19, 12],
};
const days = 56;

/** Made up but fixed: a slow rise, and a wobble that no weekday explains. */
function sales(pizza: string, index: number): number[] {
  return Array.from({ length: days }, (_, day) => {
    const wobble = Math.sin(day * 2.399 + index * 1.7) + Math.sin(day * 1.113 + index);
    return Math.max(0, Math.round(week[pizza][day % 7] * (1 + day / 600) + 1.6 * wobble));
  });
}

const grams = (item: string, quantity: number, waste = 0) => ({ use: item, quantity: quantity / 1000, waste });

const perishable = (id: string, shelfLifeDays: number, onHand: number, space = 1.4) => ({
  id,
  unit: 'kg',
  onHand,
  shelfLifeDays,
  space,
  holdingRate: 0.3,
  wasteCost: 0.1,
  shortage: { type: 'lost' as const },
  safety: { type: 'cycle-service' as const, level: 0.95 },
});
const dry = (id: string, onHand: number, unit = 'kg') => ({
  id,
  unit,
  onHand,
  holdingRate: 0.2,
  safety: { type: 'cycle-service' as const, level: 0.98 },
});
const present = (reorderPoint: number, orderQuantity: number) => ({
  present: { type: 'reorder-point' as const, reorderPoint, orderQuantity },
});

export const pizzaFortnight: ReorderPlanRequestInput = {
  kind: 'reorder',
  problem: {
    mode: 'plan',
    start: '2026-11-23',
    days: 14,
    currency: 'EUR',
    products: Object.keys(week).map((id, index) => ({
      id,
      demand: { type: 'history', from: '2026-09-28', perDay: sales(id, index) },
    })),
    recipes: [
      {
        makes: 'dough',
        yields: 1.66,
        waste: 0.03,
        daysBefore: 1,
        ingredients: [grams('flour', 1000), grams('yeast', 3), grams('salt', 28), grams('olive-oil', 20)],
      },
      {
        makes: 'tomato-sauce',
        yields: 0.9,
        waste: 0.02,
        ingredients: [grams('tomatoes', 930), grams('salt', 8), grams('olive-oil', 25), grams('basil', 6, 0.15)],
      },
      {
        makes: 'margherita',
        ingredients: [
          grams('dough', 250),
          grams('tomato-sauce', 90),
          grams('mozzarella', 110, 0.04),
          grams('basil', 3, 0.15),
        ],
      },
      {
        makes: 'pepperoni',
        ingredients: [
          grams('dough', 250),
          grams('tomato-sauce', 90),
          grams('mozzarella', 100, 0.04),
          grams('pepperoni-sausage', 60),
        ],
      },
      {
        makes: 'four-cheese',
        ingredients: [
          grams('dough', 250),
          grams('mozzarella', 70, 0.04),
          grams('gorgonzola', 35),
          grams('parmesan', 20, 0.05),
          grams('fontina', 40),
        ],
      },
      {
        makes: 'vegetable',
        ingredients: [
          grams('dough', 250),
          grams('tomato-sauce', 80),
          grams('mozzarella', 80, 0.04),
          grams('peppers', 60, 0.18),
          grams('mushrooms', 50, 0.1),
          grams('olives', 20),
        ],
      },
      {
        makes: 'calzone',
        ingredients: [
          grams('dough', 280),
          grams('tomato-sauce', 60),
          grams('mozzarella', 80, 0.04),
          grams('ricotta', 60),
          grams('ham', 50, 0.02),
          grams('mushrooms', 30, 0.1),
        ],
      },
    ],
    items: [
      {
        ...dry('flour', 60),
        space: 1,
        // Sacks stand in the way: more than the interest on their price.
        holdingCost: 0.012,
        onOrder: [{ quantity: 50, arrives: '2026-11-25', supplier: 'mill' }],
        ...present(100, 100),
      },
      { ...perishable('yeast', 21, 0.4), ...present(0.5, 1) },
      { ...dry('salt', 8), ...present(4, 10) },
      { ...dry('olive-oil', 9, 'l'), ...present(8, 15) },
      { ...dry('tomatoes', 30), ...present(50, 60) },
      { ...dry('olives', 4), ...present(3, 6) },
      { ...perishable('mozzarella', 9, 38), ...present(55, 60) },
      { ...perishable('gorgonzola', 20, 2.5), ...present(3, 6) },
      { ...perishable('parmesan', 60, 2), ...present(2, 4) },
      { ...perishable('fontina', 25, 2), ...present(4, 6) },
      { ...perishable('ricotta', 8, 1.5), ...present(4, 6) },
      { ...perishable('pepperoni-sausage', 40, 6), ...present(8, 15) },
      {
        ...perishable('ham', 14, 0),
        lots: [
          { quantity: 1.2, expires: '2026-11-25' },
          { quantity: 1.5, expires: '2026-12-01' },
        ],
        ...present(3, 6),
      },
      { ...perishable('basil', 5, 0.5, 6), ...present(0.8, 1.2) },
      { ...perishable('peppers', 7, 2, 2), ...present(4, 5) },
      { ...perishable('mushrooms', 6, 2.5, 2.5), ...present(5, 6) },
    ],
    suppliers: [
      { id: 'mill', orderCost: 18, leadTimeDays: 3, deliveryDays: ['wednesday'] },
      {
        id: 'wholesaler',
        orderCost: 12,
        leadTimeDays: 1,
        leadTimeSdDays: 0.3,
        orderDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
        deliveryDays: ['tuesday', 'thursday', 'saturday'],
        leastOrderValue: 80,
      },
      { id: 'market', orderCost: 6, leadTimeDays: 0, closed: ['2026-11-29', '2026-12-06'] },
    ],
    offers: [
      { item: 'flour', supplier: 'mill', price: 0.82, packSize: 25, breaks: [{ from: 200, price: 0.76 }] },
      { item: 'flour', supplier: 'wholesaler', price: 0.98, packSize: 10 },
      { item: 'yeast', supplier: 'wholesaler', price: 4.2, packSize: 0.5 },
      { item: 'salt', supplier: 'wholesaler', price: 0.55, packSize: 5 },
      { item: 'olive-oil', supplier: 'wholesaler', price: 7.9, packSize: 5, breaks: [{ from: 15, price: 7.2 }] },
      { item: 'tomatoes', supplier: 'wholesaler', price: 1.45, packSize: 2.5, breaks: [{ from: 60, price: 1.32 }] },
      { item: 'olives', supplier: 'wholesaler', price: 5.1, packSize: 1 },
      {
        item: 'mozzarella',
        supplier: 'wholesaler',
        price: 6.4,
        packSize: 3,
        breaks: [
          { from: 30, price: 6.1 },
          { from: 60, price: 5.85 },
        ],
        breakKind: 'incremental',
      },
      { item: 'mozzarella', supplier: 'market', price: 7.6, packSize: 1, greatestQuantity: 15 },
      { item: 'gorgonzola', supplier: 'wholesaler', price: 9.8, packSize: 1.5 },
      { item: 'parmesan', supplier: 'wholesaler', price: 14.5, packSize: 1 },
      { item: 'fontina', supplier: 'wholesaler', price: 11.2, packSize: 2 },
      { item: 'ricotta', supplier: 'wholesaler', price: 5.3, packSize: 1.5 },
      { item: 'pepperoni-sausage', supplier: 'wholesaler', price: 9.4, packSize: 2.5 },
      { item: 'ham', supplier: 'wholesaler', price: 8.7, packSize: 2 },
      { item: 'ham', supplier: 'market', price: 10.5, packSize: 0.5 },
      { item: 'basil', supplier: 'market', price: 16, packSize: 0.1 },
      { item: 'peppers', supplier: 'market', price: 2.9, packSize: 0.5 },
      { item: 'mushrooms', supplier: 'market', price: 4.6, packSize: 0.5 },
    ],
    limits: { storage: 620 },
  },
  budget: { timeMs: 5000 },
  tags: { site: 'pizzeria' },
};
