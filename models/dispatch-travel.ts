/** Places of a shift, travel between them, and hours of heavy traffic. */
import { z } from 'zod';
import { Id, list, Moment } from './common.ts';

export const DispatchPlace = z.strictObject({
  id: Id,
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
  xKm: z.number().min(-100_000).max(100_000).optional().describe('on a flat map, instead of lat and lng'),
  yKm: z.number().min(-100_000).max(100_000).optional(),
});
export type DispatchPlace = z.infer<typeof DispatchPlace>;

const Rows = <Cell extends z.ZodType>(cell: Cell) => list(list(cell, 2000), 2000);

export const DispatchTravel = z
  .strictObject({
    blocks: list(
      z.strictObject({
        from: list(Id, 2000).min(1),
        to: list(Id, 2000).min(1),
        seconds: Rows(z.int().min(0).max(10_000_000).nullable()).describe(
          'a row for each of `from`, a column for each of `to`; null: there is no way',
        ),
        metres: Rows(z.number().min(0).max(100_000_000).nullable())
          .optional()
          .describe('absent: from the time and `speedKmh`'),
        cost: Rows(z.number().min(0).max(1e9).nullable())
          .optional()
          .describe('cost of the leg; absent: `costPerKm` times its length'),
      }),
      100,
    )
      .default([])
      .describe('measured travel, as routing engines give it; a later block overrides an earlier one'),
    speedKmh: z.number().gt(0).max(300).default(40).describe('between places with coordinates only'),
    fastFromKm: z.number().min(0).max(10_000).optional().describe('longer legs go at `fastSpeedKmh` all the way'),
    fastSpeedKmh: z.number().gt(0).max(300).default(60),
    detour: z.number().min(1).max(5).default(1.3).describe('road over straight line'),
    costPerKm: z.number().min(0).max(1e9).default(0),
    traffic: list(
      z.strictObject({
        from: Moment,
        to: Moment,
        factor: z.number().min(0.2).max(10),
        places: list(Id, 2000).min(1).optional().describe('only legs from or to these; absent: all'),
      }),
      48,
    )
      .default([])
      .describe(
        'travel under way in these hours takes so many times as long; a truck that leaves later never arrives earlier',
      ),
  })
  .describe('how long it takes from place to place');
export type DispatchTravel = z.infer<typeof DispatchTravel>;
