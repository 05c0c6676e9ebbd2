/** What can happen to a shift that runs, and what is known from the field. */
import { z } from 'zod';
import { Id, list, Moment } from './common.ts';
import { DispatchOrder, DispatchTruck } from './dispatch.ts';

const Minutes = z.number().min(0).max(10_000);
const at = Moment.optional().describe('when it happened; absent: now');
const onBoard = z
  .enum(['auto', 'delivered', 'stuck'])
  .default('auto')
  .describe(
    'its load under way: delivered all the same, or stuck with the truck; auto: stuck until unloading has begun',
  );

/** Events of a shift of mixers. */
export const RepairEvent = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('truck-out'), truck: Id, at, onBoard })
    .describe('broken down until the end of the shift'),
  z.strictObject({ type: z.literal('truck-down'), truck: Id, at, until: Moment, onBoard }).describe('down for a while'),
  z
    .strictObject({
      type: z.literal('accident'),
      truck: Id,
      at,
      until: Moment.optional().describe('absent: two hours after it happened'),
      onBoard,
    })
    .describe('held up; what it carries counts as stuck until unloading has begun'),
  z
    .strictObject({ type: z.literal('unload-delay'), load: Id, minutes: Minutes, at })
    .describe('unloading of a load takes so much longer, or begins so much later'),
  z
    .strictObject({
      type: z.literal('traffic'),
      factor: z.number().min(0.2).max(10).describe('1.3: travel takes 30 % longer'),
      from: Moment.optional().describe('absent: now'),
      until: Moment,
      places: list(Id, 2000).min(1).optional().describe('only ways from or to these; absent: everywhere'),
      at,
    })
    .describe('roads are slower'),
  z.strictObject({ type: z.literal('order-cancelled'), order: Id, at }),
  z
    .strictObject({
      type: z.literal('order-changed'),
      order: Id,
      at,
      to: z
        .strictObject({
          volumeM3: DispatchOrder.shape.volumeM3.optional(),
          window: DispatchOrder.shape.window,
          ideal: DispatchOrder.shape.ideal,
          latestFirst: DispatchOrder.shape.latestFirst,
          priority: DispatchOrder.shape.priority.unwrap().optional(),
          vip: z.boolean().optional(),
          grade: DispatchOrder.shape.grade,
          greatestGapMinutes: DispatchOrder.shape.greatestGapMinutes,
        })
        .describe('what is different now'),
    })
    .describe('by the client'),
  z.strictObject({ type: z.literal('order-added'), order: DispatchOrder, at }),
  z.strictObject({ type: z.literal('truck-added'), truck: DispatchTruck, at }).describe('works from now on'),
  z
    .strictObject({
      type: z.literal('plant-stop'),
      plant: Id,
      at,
      until: Moment.optional().describe('absent: until the end of the shift'),
    })
    .describe('loads nothing; a loading that has begun is finished'),
]);
export type RepairEvent = z.infer<typeof RepairEvent>;
export type RepairEventType = RepairEvent['type'];

/** A load of the plan that runs, as a dispatch plan gives it. */
export const RepairLoad = z
  .object({
    order: Id,
    truck: Id,
    plant: Id,
    dock: z.int().min(0).max(49),
    volumeM3: z.number().min(0.001).max(100_000),
    loadStart: Moment,
    unloadStart: Moment,
  })
  .describe('a load as in `loads` of a dispatch plan; its other fields are ignored');
export type RepairLoad = z.infer<typeof RepairLoad>;

export const RepairFacts = z
  .strictObject({
    loads: list(
      z.strictObject({
        load: Id.describe('order/number, numbered by start of unloading'),
        started: z.boolean().optional().describe('whether its loading has begun; absent: as planned'),
        loadStart: Moment.optional().describe('when it did begin'),
        unloadStart: Moment.optional().describe('when unloading did or will begin'),
        unloadEnd: Moment.optional().describe('when it did or will end'),
        mixedAt: Moment.optional().describe('age of the concrete on board counts from here; absent: start of loading'),
      }),
      10_000,
    ).default([]),
    trucks: list(
      z.strictObject({
        truck: Id,
        place: Id.describe('where it is, or will be free'),
        from: Moment.optional().describe('free there from then on; absent: now'),
      }),
      500,
    ).default([]),
  })
  .prefault({})
  .describe('what is known from the field; what is absent went as planned');
export type RepairFacts = z.infer<typeof RepairFacts>;
