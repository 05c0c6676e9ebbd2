/** What a simulated oven is made of. */
import { z } from 'zod';
import { Id } from '../../../models/common.ts';
import { defaultThermal } from './thermal.ts';

const Positive = z.number().gt(0).max(1e9);

const zoneFields = {
  tag: Id.default('temperature'),
  unit: z.string().max(20).default('degC'),
  min: z.number().describe('least setpoint it takes'),
  max: z.number().describe('greatest setpoint it takes'),
  rampPerMin: Positive.describe('greatest ramp it takes, per minute of its own time'),
  safe: z.number().optional().describe('setpoint after a long silence of the bridge; default: min'),
  start: z.number().optional().describe('temperature at the start; default: that of the surroundings'),
  noise: z.number().min(0).max(100).default(0.5).describe('standard deviation of a reading'),
  ambient: z.number().default(defaultThermal.ambient),
  heatingPerMin: Positive.default(defaultThermal.heatingPerMin),
  lossMinutes: Positive.default(defaultThermal.lossMinutes),
  coolingMinutes: Positive.default(defaultThermal.coolingMinutes),
  doorFactor: z.number().min(1).max(1000).default(defaultThermal.doorFactor),
};

/** The refinements of whatever has the fields of a zone. */
function checked<Zone extends z.ZodType<{ min: number; max: number; safe?: number }>>(zone: Zone): Zone {
  return zone
    .refine(({ min, max }) => min < max, { path: ['min'], message: 'must be below max' })
    .refine(({ min, max, safe }) => safe === undefined || (safe >= min && safe <= max), {
      path: ['safe'],
      message: 'must lie within min..max',
    });
}

/** A control point with heating of its own. */
export const ZoneSettings = checked(z.object(zoneFields));
export type ZoneSettings = z.output<typeof ZoneSettings>;

export const OvenSettings = checked(
  z.object({
    oven: Id.regex(/^[A-Za-z0-9_.-]+$/),
    ...zoneFields,
    tags: z.array(ZoneSettings).max(19).default([]).describe('further control points beside that of the oven itself'),
    seed: z.int().optional().describe('of the noise; default: from the name'),
    holdAfterMs: Positive.default(15_000).describe('silence of the bridge, in wall time, after which it says `hold`'),
    safeAfterMs: Positive.default(600_000).describe('... after which it goes to its safe values'),
  }),
)
  .refine((oven) => new Set(zonesOf(oven).map(({ tag }) => tag)).size === oven.tags.length + 1, {
    path: ['tags'],
    message: 'each tag once',
  })
  .describe('unknown fields are left aside, so that `equipment.ovens` of a plan-request will do');
export type OvenSettings = z.output<typeof OvenSettings>;
export type OvenSettingsInput = z.input<typeof OvenSettings>;

/** All control points, that of the oven itself first. */
export function zonesOf<Zone>(oven: Zone & { tags: Zone[] }): Zone[] {
  return [oven, ...oven.tags];
}

export const faultNames = [
  'heater-failed',
  'door-open',
  'local-mode',
  'cooling-water',
  'sensor-frozen',
  'deaf',
  'mute',
  'slow-apply',
  'clock-skew',
] as const;
export const FaultName = z
  .enum(faultNames)
  .describe(
    [
      'heater-failed: no power',
      'door-open: higher losses',
      'local-mode: run from its panel',
      'cooling-water: an interlock that cuts the power',
      'sensor-frozen: the reading stays',
      'deaf: commands are not heard',
      'mute: commands are carried out and not answered',
      'slow-apply: an accepted command is applied `value` ms later, if its window is still open then',
      'clock-skew: its clock is `value` ms ahead, or behind where that is negative',
    ].join('; '),
  );
export type FaultName = z.infer<typeof FaultName>;

const needsValue: ReadonlySet<FaultName> = new Set(['slow-apply', 'clock-skew']);

/** takt/v1/<site>/<oven>/fault: for simulated ovens only. */
export const FaultOrder = z
  .strictObject({ fault: FaultName, active: z.boolean(), value: z.int().min(-1e11).max(1e11).optional() })
  .refine(({ fault, active, value }) => (value !== undefined) === (active && needsValue.has(fault)), {
    path: ['value'],
    message: `ms, with ${[...needsValue].join(' and ')} while they are active, and with nothing else`,
  });
