/** Bodies of plan-requests of kind `dispatch` that must be refused, each with what its refusal has to say. */
import type { MalformedBody } from './malformed-bodies.ts';
import { smallShiftRequest } from './requests.ts';

// biome-ignore lint/suspicious/noExplicitAny: the point is to write what the types forbid
type Spoil = (problem: any, request: any) => void;

const spoiltShift = (spoil: Spoil): string => {
  const request = smallShiftRequest();
  spoil(request.problem, request);
  return JSON.stringify(request);
};

const shape = (name: string, spoil: Spoil, pointer: string, rule: string, received: RegExp, remedy: RegExp) =>
  ({ name, body: spoiltShift(spoil), code: 'invalid-request', pointer, rule, received, remedy }) as const;
const cross = (name: string, spoil: Spoil, pointer: string, rule: string, received: RegExp, remedy: RegExp) =>
  ({ ...shape(name, spoil, pointer, rule, received, remedy), code: 'inconsistent-request' }) as const;

export const malformedShifts: readonly MalformedBody[] = [
  shape('a mode that is none', (p) => Object.assign(p, { mode: 'paln' }), '/problem/mode', 'one-of', /paln/, /"plan"/),
  shape(
    'no volume',
    (p) => Object.assign(p.orders[0], { volumeM3: 0 }),
    '/problem/orders/0/volumeM3',
    'at-least',
    /0/,
    /0\.001/,
  ),
  shape(
    'volume as text',
    (p) => Object.assign(p.orders[0], { volumeM3: '12 m3' }),
    '/problem/orders/0/volumeM3',
    'type',
    /12 m3/,
    /number/,
  ),
  shape(
    'half a dock',
    (p) => Object.assign(p.plants[0], { docks: 1.5 }),
    '/problem/plants/0/docks',
    'whole-number',
    /1\.5/,
    /whole/,
  ),
  shape('no trucks', (p) => Object.assign(p, { trucks: [] }), '/problem/trucks', 'at-least', /\[\]|0/, /./),
  shape(
    'a latitude beyond the pole',
    (p) => Object.assign(p.places[0], { lat: 91, lng: 0 }),
    '/problem/places/0/lat',
    'at-most',
    /91/,
    /90/,
  ),
  shape(
    'an objective that is none',
    (p) => Object.assign(p, { objective: { name: 'cost' } }),
    '/problem/objective/name',
    'one-of',
    /cost/,
    /delivery-cost/,
  ),
  shape(
    'a field misspelt',
    (p) => Object.assign(p.trucks[0], { capacity: 8 }),
    '/problem/trucks/0/capacity',
    'unknown-field',
    /8/,
    /capacityM3/,
  ),
  cross(
    'unknown place',
    (p) => Object.assign(p.orders[0], { place: 'nowhere' }),
    '/problem/orders/0/place',
    'known-place',
    /nowhere/,
    /place/,
  ),
  cross(
    'a truck that stands nowhere on the map',
    (p) => Object.assign(p.trucks[0], { standing: { place: 'nowhere', from: 0 } }),
    '/problem/trucks/0/standing/place',
    'known-place',
    /nowhere/,
    /place/,
  ),
  cross(
    'a truck that stands there for decades',
    (p) => Object.assign(p.trucks[0], { standing: { place: p.trucks[0].home, from: 600_000_000 } }),
    '/problem/trucks/0/standing/from',
    'near-the-start',
    /600000000/,
    /start/,
  ),
  cross(
    'traffic at an unknown place',
    (p) => Object.assign(p, { travel: { traffic: [{ from: 0, to: 60, factor: 2, places: ['nowhere'] }] } }),
    '/problem/travel/traffic/0/places/0',
    'known-place',
    /nowhere/,
    /place/,
  ),
  cross(
    'unknown grade of an order',
    (p) => Object.assign(p.orders[0], { grade: 'B99' }),
    '/problem/orders/0/grade',
    'known-grade',
    /B99/,
    /grade/,
  ),
  cross(
    'two trucks of one name',
    (p) => Object.assign(p.trucks[1], { id: 'truck 1' }),
    '/problem/trucks/1/id',
    'unique-id',
    /truck 1/,
    /of its own/,
  ),
  cross(
    'a window that ends before it begins',
    (p) => Object.assign(p.orders[0].window, { to: 60 }),
    '/problem/orders/0/window/to',
    'from-before-to',
    /60/,
    /behind/,
  ),
  cross(
    'half a coordinate',
    (p) => Object.assign(p, { places: [{ id: 'yard', lat: 55 }, ...p.places.slice(1)] }),
    '/problem/places/0',
    'both-coordinates',
    /55/,
    /lat and lng/,
  ),
  cross(
    'an order after itself',
    (p) => Object.assign(p.orders[1].after, { order: 'floor' }),
    '/problem/orders/1/after/order',
    'no-cycle-of-followers',
    /floor/,
    /after/,
  ),
  cross(
    'an order after one that is missing',
    (p) => p.orders.shift(),
    '/problem/orders/0/after/order',
    'known-order',
    /walls/,
    /order/,
  ),
  cross(
    'an order after one of another place',
    (p) => Object.assign(p.orders[1], { place: 'other site' }),
    '/problem/orders/1/after/order',
    'follower-at-the-same-place',
    /walls/,
    /own place/,
  ),
  cross(
    'a fixed load without its times',
    (p) => Object.assign(p, { fixed: [{ order: 'walls', truck: 'truck 1', plant: 'plant' }] }),
    '/problem/fixed/0/loadStart',
    'load-with-times',
    /./,
    /both times/,
  ),
  cross(
    'a dock that the plant lacks',
    (p) => Object.assign(p, { mode: 'check', loads: [{ order: 'walls', truck: 'truck 1', plant: 'plant', dock: 2 }] }),
    '/problem/loads/0/dock',
    'known-dock',
    /2/,
    /dock/,
  ),
  cross(
    'days without the start of the shift',
    (p) => Object.assign(p.orders[0], { ideal: '2026-11-23T09:00:00+03:00' }),
    '/problem/orders/0/ideal',
    'near-the-start',
    /2026/,
    /start/,
  ),
  cross(
    'a block with a row too few',
    (p) => Object.assign(p, { travel: { blocks: [{ from: ['yard', 'site'], to: ['site'], seconds: [[600]] }] } }),
    '/problem/travel/blocks/0/seconds',
    'rows-and-columns',
    /1/,
    /row for each/,
  ),
  cross(
    'a recommendation for an order that is in the plan',
    (p) =>
      Object.assign(p, {
        mode: 'recommend',
        loads: [{ order: 'walls', truck: 'truck 1', plant: 'plant', loadStart: 1800, unloadStart: 5400 }],
        recommend: { orders: ['walls'] },
      }),
    '/problem/recommend/orders/0',
    'new-order',
    /walls/,
    /loads/,
  ),
  cross(
    'a warm start with an unknown truck',
    (_p, r) =>
      Object.assign(r, {
        warmStart: {
          loads: [{ order: 'walls', truck: 'truck 9', plant: 'plant', loadStart: 1800, unloadStart: 5400 }],
        },
      }),
    '/warmStart/loads/0/truck',
    'known-truck',
    /truck 9/,
    /truck/,
  ),
];
