/** What a bridge knows of one oven since the link to it was made, and what it does next about it. Pure: no clock, no network. */
import type { Span } from '@opentelemetry/api';
import { type Dwell, followDwell, judge, longestGapMs, type Verdict } from './judge.ts';
import { clockToleranceMs } from './oven/refusals.ts';
import type { Ack, OvenState } from './protocol.ts';
import { nextStates } from './states.ts';
import type { WorkItem } from './work.ts';

/** Why a command that is due is not on its way. Kept in takt.ovens.waits_for, for people. */
export const waitReasons = {
  approval: 'nobody has approved it',
  hold: 'the oven, its site or all sites are held',
  answer: 'another command is in flight for the oven',
  key: 'no bridge that runs has the key of the site',
  broker: 'the bridge has no broker',
  lease: 'the bridge cannot renew its lease of the site',
  'bridge-clock': 'the clock of the bridge differs from that of the database by more than two seconds',
  absent: 'the oven is not on the broker',
  silent: 'the oven has said nothing for ten seconds, or nothing since the bridge came',
  clock: 'the clock of the oven differs from that of the bridge by more than two seconds',
} as const;
export type WaitReason = keyof typeof waitReasons;

/** An oven that has been silent for so long may be there no more; it reports every 1.5 s or more often. */
const silentMs = 10_000;

export interface OvenView {
  present: boolean;
  state?: OvenState;
  /** When it was last heard live, and by how much its clock differed then; ms. */
  heardAt?: number;
  clockOffsetMs?: number;
  held: boolean;
  /** The command in flight, and what was said about it. */
  item?: WorkItem;
  acks: Ack[];
  dwell?: Dwell;
  span?: Span;
  /** Unsent commands of the program in force, by version; those of the next seconds. */
  next: WorkItem[];
  /** A command that the oven applied though it is in flight no more, and was looked at for that. */
  looked?: string;
  waitsFor?: WaitReason;
  unsaved: boolean;
}

export function newOvenView(): OvenView {
  return { present: false, held: false, acks: [], next: [], unsaved: false };
}

/** What it said before may be true no more. */
export function forgetReports(view: OvenView): void {
  if (!view.present && !view.state) return;
  view.present = false;
  view.state = undefined;
  view.heardAt = undefined;
  view.clockOffsetMs = undefined;
  view.dwell = undefined;
  view.unsaved = true;
}

/** Takes a command as the one in flight, or none. */
export function follow(view: OvenView, item: WorkItem | undefined): void {
  if (view.item?.id !== item?.id) {
    view.acks = [];
    view.dwell = undefined;
  }
  view.item = item;
  // The reading that came before the command was known here counts as well.
  if (item && view.state) view.dwell = followDwell(view.dwell, item, view.state);
}

/** Takes an answer to the command in flight; one that says the same again adds nothing. */
export function noteAck(view: OvenView, ack: Ack): void {
  const isKnown = view.acks.some(({ status, epoch, reason }) => {
    return status === ack.status && epoch === ack.epoch && reason === ack.reason;
  });
  if (!isKnown) view.acks.push(ack);
}

/** @param live - false: kept by the broker, of unknown age. */
export function hearState(view: OvenView, state: OvenState, live: boolean, now: number): void {
  view.state = state;
  view.unsaved = true;
  if (live) {
    // Whoever speaks is there: the will of a connection that it gave up long ago may have been spoken after it came back.
    view.present = true;
    view.heardAt = now;
    const offsetMs = Date.parse(state.at) - now;
    // Its clock was set since the last report, or that came late: how far apart the readings are nobody knows.
    if (Math.abs(offsetMs - (view.clockOffsetMs ?? offsetMs)) > clockToleranceMs) view.dwell = undefined;
    view.clockOffsetMs = offsetMs;
  }
  if (view.item) view.dwell = followDwell(view.dwell, view.item, state);
}

/** What the bridge itself needs in order to send. */
export interface Readiness {
  readonly broker: boolean;
  readonly lease: boolean;
  /** Of the lease. */
  readonly epoch: number;
}

/** Every state that the evidence takes the command in flight through. */
export function progress(view: OvenView, ready: Readiness, now: number, graceMs: number): Verdict[] {
  const verdicts: Verdict[] = [];
  let item = view.item;
  while (item) {
    const verdict = judge(item, view, now, graceMs, ready.epoch);
    if (!verdict) break;
    verdicts.push(verdict);
    item = nextStates[verdict.to].includes('superseded') ? { ...item, state: verdict.to } : undefined;
  }
  // A plan that is superseded does not hold up its successor with a wait for an answer or a reading. Should its delivery
  // arrive after the newer one, the oven refuses it by its version; so it gives way to what is sent now and to nothing else.
  if (item?.program_state === 'superseded' && nextStep(view, true, ready, now).send)
    verdicts.push({ to: 'superseded', reason: `${item.state}, gave way to a newer plan` });
  return verdicts;
}

/** @returns undefined where nothing keeps a command from going to this oven. */
export function whyNotNow(view: OvenView, ready: Readiness, now: number): WaitReason | undefined {
  if (view.held) return 'hold';
  if (!ready.broker) return 'broker';
  if (!ready.lease) return 'lease';
  if (!view.present) return 'absent';
  if (!view.state || view.heardAt === undefined || now - view.heardAt > silentMs) return 'silent';
  return Math.abs(view.clockOffsetMs ?? 0) > clockToleranceMs ? 'clock' : undefined;
}

/** The first unsent command. Those that are too late expire soon, and keep nothing back until then. */
function headOf({ next }: OvenView, now: number): WorkItem | undefined {
  return next.find(({ latest_start_at }) => latest_start_at.getTime() > now);
}

/** The first unsent command, and what keeps it back though its time has come. */
export function nextStep(
  view: OvenView,
  isFree: boolean,
  ready: Readiness,
  now: number,
): { readonly send?: WorkItem; readonly waitsFor?: WaitReason } {
  const head = headOf(view, now);
  if (!head || head.start_at.getTime() > now) return {};
  if (head.state === 'planned') return { waitsFor: 'approval' };
  const waitsFor = isFree ? whyNotNow(view, ready, now) : 'answer';
  return waitsFor ? { waitsFor } : { send: head };
}

/** Whether the unanswered command in flight is to be sent again: as the same one, while its window is open. */
export function wantsRepeat(view: OvenView, ready: Readiness, now: number): boolean {
  const { item } = view;
  return (
    item?.state === 'sent' &&
    (item.next_send_at?.getTime() ?? 0) <= now &&
    now < item.latest_start_at.getTime() &&
    item.program_state !== 'superseded' &&
    !whyNotNow(view, ready, now)
  );
}

/** When something is due for this oven though nothing is heard, ms since 1970. */
export function dueAt(view: OvenView, now: number, graceMs: number): number {
  const { item } = view;
  const head = headOf(view, now);
  const times: number[] = [];
  if (head) times.push(head.start_at.getTime(), head.latest_start_at.getTime());
  if (item?.state === 'sent')
    times.push(item.next_send_at?.getTime() ?? 0, item.latest_start_at.getTime() + graceMs + 1);
  else if (item) times.push(item.verify_by.getTime() + 1, item.verify_by.getTime() + longestGapMs + 1);
  return Math.min(...times.filter((time) => time > now), Number.POSITIVE_INFINITY);
}
