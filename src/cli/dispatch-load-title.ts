/** What the chart says of a load when pointed at: its stages, the age of its concrete, its risk; a line each. */
import type { DispatchLoad, DispatchOrder } from '../../models/dispatch.ts';
import type { Clock } from './clock.ts';
import { deviationText } from './dispatch-report.ts';
import { slackText, tightestOf } from './dispatch-risk-report.ts';
import { number, someOf } from './table.ts';

/** @param notes - more lines, such as the rules that the load breaks. */
export function loadTitle(
  clock: Clock,
  load: DispatchLoad,
  order: DispatchOrder | undefined,
  notes: readonly string[] = [],
): string {
  return [
    `${load.id}: ${number(load.volumeM3, 3)} m3${order?.client === undefined ? '' : ` for ${order.client}`}${order ? ` at ${order.place}` : ''}`,
    `truck ${load.truck}, plant ${load.plant}, dock ${load.dock}${load.fixed ? ', fixed' : ''}`,
    `leaves ${clock(load.leave)}, at the plant ${clock(load.plantArrival)}, loads ${clock(load.loadStart)} to ${clock(load.loadEnd)}`,
    `at the site ${clock(load.siteArrival)}, unloads ${clock(load.unloadStart)} to ${clock(load.unloadEnd)}, leaves it ${clock(load.siteLeave)}`,
    idealText(clock, load),
    `concrete ${number(load.ageMinutes, 0)} min old when unloaded, buffer ${number(load.bufferMinutes, 0)} min`,
    riskText(load),
    ...notes,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function idealText(clock: Clock, { idealStart, deviationMinutes }: DispatchLoad): string {
  return idealStart === undefined ? '' : `ideal ${clock(idealStart)}, ${deviationText(deviationMinutes)}`;
}

function riskText({ risk }: DispatchLoad): string {
  if (!risk) return '';
  const hits = risk.delayHits.length > 0 ? `; 10 min late hits ${someOf(risk.delayHits, 6)}` : '';
  return `risk ${risk.level}: ${slackText(tightestOf(risk))}${hits}`;
}
