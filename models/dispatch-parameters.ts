/** The constants of the distribution algorithm, each with the value that the method names as default, and what is made small. */
import { z } from 'zod';
import { LocalTime, list } from './common.ts';

const Share = z.number().min(0).max(1);
const Weight = z.number().min(0).max(1e9);
const Minutes = z.number().min(0).max(10_000);

export const DispatchParameters = z
  .strictObject({
    scoring: z
      .strictObject({
        time: Weight.default(0.4).describe('W1: nearness to the ideal time'),
        distance: Weight.default(0.3).describe('W2: short empty run'),
        fill: Weight.default(0.2).describe('W3: full truck'),
        priority: Weight.default(0.1).describe('W4: priority of the client'),
      })
      .prefault({})
      .describe('score of a truck for a load, while the first plan is built'),
    difficulty: z
      .strictObject({
        priority: Weight.default(0.4),
        urgency: Weight.default(0.3),
        volume: Weight.default(0.2),
        logistics: Weight.default(0.1),
        standardVolumeM3: z.number().gt(0).max(1000).default(10).describe('volume that counts as 1'),
      })
      .prefault({})
      .describe('difficulty of an order: the hardest are placed first'),
    splitting: z
      .strictObject({
        loads: Weight.default(1).describe('per load'),
        unused: Weight.default(0.1).describe('per m3 of capacity that is left empty'),
        spacing: Weight.default(0.01).describe('per minute of the longest interval between two loads'),
        leastLoadM3: z.number().min(0).max(100).default(1).describe('no smaller loads, unless the order is smaller'),
      })
      .prefault({})
      .describe('choice among the ways to split an order into loads'),
    tolerances: z
      .strictObject({
        windowMinutes: Minutes.default(15).describe('outside a priced window, at its price'),
        gapMinutes: Minutes.default(5).describe('beyond the greatest gap of a pour, at a price'),
        lifetimeMinutes: Minutes.default(10).describe('kept in reserve of the lifetime of the concrete'),
      })
      .prefault({}),
    buffers: z
      .strictObject({
        travelShare: Share.default(0.1).describe('operating buffer: share of the travel to the site'),
        riskLeastMinutes: Minutes.default(5).describe('risk buffer of an easy site'),
        riskGreatestMinutes: Minutes.default(15).describe('risk buffer of the most difficult site'),
        beforeShare: Share.default(0.5).describe('share of both before unloading; the rest after it'),
      })
      .prefault({}),
    reserve: z
      .strictObject({
        vipShare: Share.default(0.1).describe("share of the best trucks' time kept for orders with `vip`"),
        bestTrucks: Share.default(0.25).describe('share of the fleet, by fitness, that counts as best'),
        costPerMinute: Weight.default(1),
      })
      .prefault({}),
    peaks: z
      .strictObject({
        hours: list(z.strictObject({ from: LocalTime, to: LocalTime }), 10).default([
          { from: '08:00', to: '10:00' },
          { from: '17:00', to: '19:00' },
        ]),
        cost: Weight.default(1).describe('per unloading that starts in them'),
      })
      .prefault({})
      .describe('hours to be avoided if one can, by the clock of `start`'),
    smallLoadMinutes: Minutes.default(15).describe('least time of a loading'),
    backtracking: z.int().min(0).max(10).default(3).describe('how many placements may be taken back to place one'),
    balanceTolerance: Share.default(0.2).describe('difference of utilisation that the plan metrics accept'),
  })
  .prefault({});
export type DispatchParameters = z.infer<typeof DispatchParameters>;

export const DispatchObjective = z
  .discriminatedUnion('name', [
    z
      .strictObject({
        name: z.literal('shift'),
        deviation: Weight.default(0.01).describe(
          'alpha: per squared minute between ideal and planned start of unloading',
        ),
        emptyTravel: Weight.default(1).describe('beta: per km driven empty'),
        fill: Weight.default(10).describe('gamma: per squared empty share of a truck'),
        penalties: Weight.default(1).describe(
          'delta: per unit of penalty (unserved, off window, long gap, peak hour, overtime)',
        ),
        balance: Weight.default(20).describe('per truck and squared difference from the mean utilisation'),
      })
      .describe('the weighted sum Z of the method'),
    z
      .strictObject({ name: z.literal('served-volume') })
      .describe('most m3 of the orders served; the objective is minus that'),
    z
      .strictObject({ name: z.literal('delivery-cost') })
      .describe('trucks used, legs driven, and for each order not served the cheaper of outsourcing and penalty'),
    z
      .strictObject({
        name: z.literal('travel-and-delay'),
        undeliveredPerM3: Weight.default(100_000),
        firstDelayPerMinute: Weight.default(1000).describe('first unloading of a site after its ideal time'),
        underusePerMinute: Weight.default(30).describe('shift of a driver shorter than `leastShiftMinutes`'),
        leastShiftMinutes: Minutes.default(180),
        overtimePerMinute: Weight.default(20).describe('beyond `shift.to` of the truck'),
      })
      .describe('minutes on the road, and prices for what goes wrong'),
  ])
  .prefault({ name: 'shift' });
export type DispatchObjective = z.infer<typeof DispatchObjective>;
