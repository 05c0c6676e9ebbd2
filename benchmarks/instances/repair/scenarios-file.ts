/** Files of scenarios: base instances and event lists whose targets are rules. */
import { z } from 'zod';
import { TaktError } from '../../../models/errors.ts';
import { loadRule, orderRule, truckCopyRule, truckRule } from './targets.ts';

/** A target of a form that is known; the message names what there is. */
function ruleOf(form: RegExp, examples: string) {
  return z.string().regex(form, { error: ({ input }) => `there is no rule "${input}"; there are ${examples}` });
}

const at = z.number().min(0);
const OrderRule = ruleOf(
  orderRule,
  'largest_not_started, largest_not_finished (also second_, third_), median_volume_not_started and median_volume_not_finished',
);

export const ScenarioEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('truck_breakdown'),
    at,
    truck: ruleOf(truckRule, 'most_remaining_loads, second_most_remaining_loads and third_most_remaining_loads'),
    until: z.literal('end_of_shift').optional(),
    duration_min: z.number().gt(0).optional(),
  }),
  z.strictObject({
    type: z.literal('unload_delay'),
    at,
    load: ruleOf(loadRule, 'in_progress_or_next_of_largest_order (also of_second_, of_third_)'),
    extra_min: z.number().gt(0),
  }),
  z.strictObject({
    type: z.literal('travel_time_factor'),
    at,
    duration_min: z.number().gt(0),
    factor: z.number().gt(0),
  }),
  z.strictObject({ type: z.literal('order_cancel'), at, order: OrderRule }),
  z.strictObject({ type: z.literal('order_volume_change'), at, order: OrderRule, factor: z.number().gt(0) }),
  z.strictObject({
    type: z.literal('order_new'),
    at,
    copy_of: OrderRule,
    window_shift_min: z.number().default(0),
  }),
  z.strictObject({
    type: z.literal('truck_new'),
    at,
    copy_of: ruleOf(truckCopyRule, 'largest_capacity (also second_, third_)'),
  }),
]);
export type ScenarioEvent = z.infer<typeof ScenarioEvent>;

export const Scenario = z.strictObject({
  id: z.string().min(1),
  set: z.string().min(1),
  instance: z.string().min(1),
  events: z.array(ScenarioEvent).min(1),
});
export type Scenario = z.infer<typeof Scenario>;

const ScenariosFile = z.object({
  version: z.literal(1),
  time_unit: z.literal('minutes on the clock of the base instance'),
  scenarios: z.array(z.unknown()),
});

/** @throws TaktError `invalid-parameter` that names file, scenario and field where the text is not of the format. */
export function readScenarios(text: string, file: string): readonly Scenario[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new TaktError('invalid-parameter', `${file}: ${(error as Error).message}`);
  }
  return partOf(ScenariosFile, content, file).scenarios.map((one, index) => {
    const id = (one as { id?: unknown } | null)?.id ?? index;
    return partOf(Scenario, one, `${file}: scenario ${id}`);
  });
}

function partOf<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new TaktError('invalid-parameter', `${where}: ${problems.join('; ')}`);
}
