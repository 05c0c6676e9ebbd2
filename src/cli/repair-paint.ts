/** Colours and signs of a repair: what of the plan that runs stays, and what becomes of the rest. */
import type { DispatchLoad } from '../../models/dispatch.ts';
import type { RepairChange, RepairDispatchPlan, RepairOption, RepairRescue } from '../../models/repair.ts';
import type { Clock } from './clock.ts';
import type { Paint } from './dispatch-load-bar.ts';
import { changeText } from './repair-words.ts';

export type PaintName = RepairChange['what'][number] | 'frozen' | 'stays' | 'gone' | 'rescued';

/** What came first in `RepairChange.what` matters most to a dispatcher. Colours of Okabe and Ito (2008) for what changes. */
export const paints: Record<PaintName, Paint & { readonly means: string }> = {
  frozen: { colour: '#c2c6cc', means: 'done, under way' },
  stays: { colour: '#7d93a8', means: 'stays' },
  dropped: { colour: '#b3261e', sign: '×', edge: 'hollow', means: 'not carried out' },
  added: { colour: '#009e73', sign: '+', means: 'one more' },
  truck: { colour: '#0072b2', sign: '↕', means: 'other truck' },
  plant: { colour: '#cc79a7', sign: '⌂', means: 'other plant' },
  later: { colour: '#e69f00', sign: '»', means: 'later' },
  earlier: { colour: '#56b4e9', sign: '«', means: 'earlier' },
  volume: { colour: '#f0e442', sign: '±', means: 'other volume' },
  rescued: { colour: '#7b3294', sign: '!', means: 'concrete on board rescued' },
  gone: { colour: '#444444', sign: '×', edge: 'hollow', means: 'gone with its truck or order' },
};

const byWeight: readonly RepairChange['what'][number][] = [
  'dropped',
  'added',
  'truck',
  'plant',
  'later',
  'earlier',
  'volume',
];

export function paintNameOf({ what }: RepairChange): PaintName {
  return byWeight.find((one) => what.includes(one)) ?? 'stays';
}

/** Of loads of the plan that runs. */
export function paintBefore(
  { loads, rescues }: RepairDispatchPlan,
  { changes }: RepairOption,
  clock: Clock,
): (load: DispatchLoad) => Paint {
  const frozen = new Set([...loads.done, ...loads.underWay]);
  const gone = new Set(loads.gone);
  const rescued = new Map(rescues.map((rescue) => [rescue.load, rescue]));
  const changed = new Map(changes.flatMap((change) => (change.load === undefined ? [] : [[change.load, change]])));
  return ({ id }) => {
    const rescue = rescued.get(id);
    if (rescue) return withNotes(rescue.action === 'loss' ? 'gone' : 'rescued', rescueNotes(rescue));
    if (gone.has(id)) return withNotes('gone', ['its order is cancelled']);
    return ofChange(changed.get(id), clock) ?? paints[frozen.has(id) ? 'frozen' : 'stays'];
  };
}

/** Of loads of an option. */
export function paintAfter(
  { rescues }: RepairDispatchPlan,
  { changes }: RepairOption,
  clock: Clock,
): (load: DispatchLoad) => Paint {
  const changed = new Map(
    changes.flatMap((change) => (change.becomes === undefined ? [] : [[change.becomes, change]])),
  );
  return (load) => {
    if (!load.fixed) return ofChange(changed.get(load.id), clock) ?? paints.stays;
    const rescue = rescues.find((one) => isSame(one, load));
    return rescue ? withNotes('rescued', rescueNotes(rescue)) : paints.frozen;
  };
}

function isSame({ order, truck, unloadStart }: RepairRescue, load: DispatchLoad): boolean {
  return (
    order === load.order &&
    truck === load.truck &&
    unloadStart !== undefined &&
    Date.parse(unloadStart) === Date.parse(load.unloadStart)
  );
}

function ofChange(change: RepairChange | undefined, clock: Clock): Paint | undefined {
  return change && withNotes(paintNameOf(change), [changeText(change, clock), `because ${change.reason.message}`]);
}

function rescueNotes({ message, reason }: RepairRescue): string[] {
  return [message, `because ${reason.message}`];
}

function withNotes(name: PaintName, notes: readonly string[]): Paint {
  return { ...paints[name], notes };
}
