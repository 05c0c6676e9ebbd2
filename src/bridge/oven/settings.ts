/** What a simulated oven is made of. */
import { z } from 'zod';
import { Id } from '../../../models/common.ts';
import { defaultThermal } from './thermal.ts';

const Positive = z.number().gt(0).max(1e9);

export const OvenSettings = z
  .object({
    oven: Id.regex(/^[A-Za-z0-9_.-]+$/),
    tag: Id.default('temperature'),
    unit: z.string().max(20).default('degC'),
    min: z.number().describe('least setpoint it takes'),
    max: z.number().describe('greatest setpoint it takes'),
    rampPerMin: Positive.describe('greatest ramp it takes, per minute of its own time'),
    safe: z.number().optional().describe('setpoint after a long silence of the bridge; default: min'),
    start: z.number().optional().describe('temperature at the start; default: that of the surroundings'),
    noise: z.number().min(0).max(100).default(0.5).describe('standard deviation of a reading'),
    seed: z.int().optional().describe('of the noise; default: from the name'),
    ambient: z.number().default(defaultThermal.ambient),
    heatingPerMin: Positive.default(defaultThermal.heatingPerMin),
    lossMinutes: Positive.default(defaultThermal.lossMinutes),
    coolingMinutes: Positive.default(defaultThermal.coolingMinutes),
    doorFactor: z.number().min(1).max(1000).default(defaultThermal.doorFactor),
    holdAfterMs: Positive.default(15_000).describe('silence of the bridge, in wall time, after which it says `hold`'),
    safeAfterMs: Positive.default(600_000).describe('... after which it goes to its safe value'),
  })
  .refine((oven) => oven.min < oven.max, { path: ['min'], message: 'must be below max' })
  .refine((oven) => oven.safe === undefined || (oven.safe >= oven.min && oven.safe <= oven.max), {
    path: ['safe'],
    message: 'must lie within min..max',
  })
  .describe('unknown fields are left aside, so that `equipment.ovens` of a plan-request will do');
export type OvenSettings = z.output<typeof OvenSettings>;
export type OvenSettingsInput = z.input<typeof OvenSettings>;

export const faultNames = [
  'heater-failed',
  'door-open',
  'local-mode',
  'cooling-water',
  'sensor-frozen',
  'deaf',
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
      'deaf: commands get no answer',
    ].join('; '),
  );
export type FaultName = z.infer<typeof FaultName>;

/** takt/v1/<site>/<oven>/fault: for simulated ovens only. */
export const FaultOrder = z.strictObject({ fault: FaultName, active: z.boolean() });
