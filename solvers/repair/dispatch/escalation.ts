/** What a dispatcher has to know and may do where something could not be rescued. */
import type { z } from 'zod';
import type { DispatchRelaxation } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchPlan, RepairOption, RepairUnrescued } from '../../../models/repair.ts';
import type { RepairContext } from './context.ts';
import { lifetimeOf, mixedAt } from './rescue-ways.ts';
import { type Severity, severities } from './unrescued.ts';
import { inM3, inMinutes } from './wording.ts';

const mostActions = 50;

/** @param option - the recommended one. @returns nothing where all is rescued. */
export function escalationOf(option: RepairOption, context: RepairContext): RepairDispatchPlan['escalation'] {
  const { unrescued, lostM3 } = option;
  const wasted = wastedConcrete(context);
  if (unrescued.length === 0 && wasted.length === 0) return undefined;
  const orders = unrescued.length === 1 ? 'one order' : `${unrescued.length} orders`;
  const summary =
    unrescued.length > 0
      ? `${inM3(lostM3 * 1000)} promised to ${orders} cannot be delivered.`
      : 'All that was promised is delivered.';
  const severity = unrescued.reduce<Severity>(
    (worst, one) => (severities.indexOf(one.severity) > severities.indexOf(worst) ? one.severity : worst),
    wasted.length > 0 ? 'medium' : 'low',
  );
  const actions = [...wasted.map(({ action }) => action), ...unrescued.flatMap((one) => actionsFor(context, one))];
  return {
    severity,
    text: [summary, ...wasted.map(({ text }) => text), ...unrescued.map(({ text }) => text)].join('\n'),
    actions: [...new Set(actions)].slice(0, mostActions),
  };
}

/** Concrete on board that nobody can take. */
function wastedConcrete(context: RepairContext) {
  const { amended, current } = context;
  return amended.rescues
    .filter(({ action }) => action === 'loss')
    .map(({ load, volumeM3 }) => {
      const { truck, order } = current.loads.get(load)!;
      const left = mixedAt(context, current.loads.get(load)!) + lifetimeOf(context, order) - amended.now;
      const until = left > 0 ? `it is good for another ${inMinutes(left)}` : 'it is too old already';
      return {
        text: `${inM3(volumeM3 * 1000)} on board of ${truck} (${load}) cannot be used: ${until}.`,
        action: `empty ${truck}: find somebody near who takes ${inM3(volumeM3 * 1000)}${left > 0 ? ` within ${inMinutes(left)}` : ''}, or pour it away before it sets`,
      };
    });
}

/** What would place the most first; and in any case the client can be asked. */
function actionsFor(context: RepairContext, one: z.infer<typeof RepairUnrescued>): string[] {
  const order = context.amended.shift.orders.find(({ id }) => id === one.order);
  const client = order?.client === undefined ? `the client of ${one.order}` : order.client;
  const concrete = one.suggestions
    .toSorted((a, b) => b.volumeM3 - a.volumeM3)
    .map((suggestion) => actionOf(context, one.order, client, suggestion));
  const missing = inM3(one.volumeM3 * 1000);
  return [
    ...concrete,
    `ask ${client} whether the ${missing} of ${one.order} may come on another day or from another supplier`,
  ];
}

function actionOf({ amended }: RepairContext, order: string, client: string, relaxation: DispatchRelaxation): string {
  const { what, by, unit, truck, plant, from, to, volumeM3 } = relaxation;
  const gain = `: ${inM3(volumeM3 * 1000)} of ${order} can be brought then`;
  const at = (moment: string) => inMinutes(Math.max(0, secondsOf(amended.shift, moment) - amended.now));
  const span = from === undefined || to === undefined ? '' : `, needed from ${at(from)} to ${at(to)} from now`;
  const amount = unit === 'minutes' ? `${Math.ceil(by)} min` : `${by} ${unit}`;
  switch (what) {
    case 'window-earlier':
      return `ask ${client} to take it ${amount} earlier${gain}`;
    case 'window-later':
      return `ask ${client} to take it up to ${amount} later${gain}`;
    case 'lifetime':
      return `order a retarder that keeps the concrete ${amount} longer${gain}`;
    case 'gap':
      return `ask ${client} to allow pauses that are ${amount} longer${gain}`;
    case 'capacity':
      return `use a truck that takes ${amount} more${truck === undefined ? '' : ` in the place of ${truck}`}${gain}`;
    case 'truck':
      return `hire ${by === 1 ? 'a truck' : `${by} trucks`}${truck === undefined ? '' : ` like ${truck}`}${span}${gain}`;
    case 'overtime':
      return `agree on ${amount} of overtime${truck === undefined ? '' : ` with the driver of ${truck}`}${gain}`;
    case 'dock':
      return `open ${by === 1 ? 'another dock' : `${by} more docks`}${plant === undefined ? '' : ` at ${plant}`}${gain}`;
    case 'other-shift':
      return `move it to another shift${span}${gain}`;
    case 'split':
      return `bring ${inM3(volumeM3 * 1000)} of ${order} in this shift and the other ${amount} in another`;
  }
}
