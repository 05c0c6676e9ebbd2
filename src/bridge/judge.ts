/** What becomes of a command in flight, from what its oven has said. Pure: no clock, no network. */
import { clockToleranceMs } from './oven/refusals.ts';
import type { Ack, OvenState } from './protocol.ts';
import type { CommandState } from './states.ts';
import type { WorkItem } from './work.ts';

/**
 * Silence longer than this between two readings breaks a dwell: nobody knows what the temperature did meanwhile. Ten of
 * the slowest reporting intervals that docs/bridge.md allows.
 */
export const longestGapMs = 15_000;

/** Since when the readings of an oven have lain within tolerance of a command's target, by the oven's own clock. */
export interface Dwell {
  readonly cmdId: string;
  readonly since: number;
  readonly until: number;
}

/** Takes one more reading into account. @returns undefined while the oven is not at the target of this command. */
export function followDwell(dwell: Dwell | undefined, item: WorkItem, state: OvenState): Dwell | undefined {
  if (state.command?.cmdId !== item.id || state.command.status !== 'applied' || state.holding === 'safe')
    return undefined;
  const there = item.setpoints.every((setpoint) => {
    const reading = state.readings.find(({ tag }) => tag === setpoint.tag);
    return (
      reading !== undefined &&
      reading.target !== null &&
      isSame(reading.target, setpoint.value) &&
      Math.abs(reading.value - setpoint.value) <= item.tolerance
    );
  });
  if (!there) return undefined;
  const at = Date.parse(state.at);
  if (dwell?.cmdId !== item.id || at < dwell.until || at - dwell.until > longestGapMs)
    return { cmdId: item.id, since: at, until: at };
  return { ...dwell, until: at };
}

/** Controllers keep setpoints in 32-bit floats, whose rounding is 6e-8 of the value. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
}

/** What is known about an oven. */
export interface Evidence {
  /** Answers to the command in flight. */
  readonly acks: readonly Ack[];
  readonly state?: OvenState;
  readonly dwell?: Dwell;
}

export interface Verdict {
  readonly to: CommandState;
  readonly reason?: string;
}

/**
 * The next state of a command in flight, if there is one.
 * @param now - ms since 1970, by the clock of the bridge.
 * @param graceMs - how long after the latest start an answer may still be on its way.
 * @param epoch - of the bridge that asks.
 */
export function judge(
  item: WorkItem,
  evidence: Evidence,
  now: number,
  graceMs: number,
  epoch = item.epoch,
): Verdict | undefined {
  switch (item.state) {
    case 'sent':
      return (
        answerTo(item, evidence, epoch) ??
        (now > item.latest_start_at.getTime() + graceMs
          ? { to: 'timed-out', reason: `no answer after ${item.attempts} deliveries` }
          : undefined)
      );
    case 'accepted': {
      if (progressOf(item, evidence) === 'applied') return { to: 'applied' };
      if (isOver(item, evidence, now)) return { to: 'timed-out', reason: 'accepted, never reported as applied' };
      if (hasLapsed(item, evidence, graceMs)) return { to: 'timed-out', reason: 'accepted, not applied in its window' };
      return undefined;
    }
    case 'applied': {
      const { dwell } = evidence;
      if (dwell?.cmdId === item.id && dwell.until - dwell.since >= item.dwell_ms) return { to: 'verified' };
      if (isOver(item, evidence, now)) return { to: 'verify-failed', reason: shortfall(item, evidence.state) };
      return undefined;
    }
    default:
      return undefined;
  }
}

/**
 * Whether the time for verification has passed, and the oven has reported since. A bridge that has just come, or heard
 * nothing for a while, does not judge by what it missed; after the longest gap it waits no more.
 */
function isOver({ verify_by }: WorkItem, { state }: Evidence, now: number): boolean {
  const end = verify_by.getTime();
  return now > end && (now > end + longestGapMs || (state !== undefined && Date.parse(state.at) > end));
}

/** Whether the oven still only keeps the command though its window is over: it will not apply it any more. */
function hasLapsed({ id, latest_start_at }: WorkItem, { state }: Evidence, graceMs: number): boolean {
  return (
    state?.command?.cmdId === id &&
    state.command.status === 'accepted' &&
    Date.parse(state.at) > latest_start_at.getTime() + clockToleranceMs + graceMs
  );
}

function answerTo(item: WorkItem, evidence: Evidence, epoch: number | null): Verdict | undefined {
  // Also where it is applied already: each command goes through every state, and the next look sees the rest.
  if (progressOf(item, evidence)) return { to: 'accepted' };
  // A delivery of the bridge before, refused for its epoch, says nothing about one that was not, or about that of this one.
  const refusal = evidence.acks.find(
    (ack) =>
      ack.status === 'rejected' &&
      ack.epoch === item.epoch &&
      (ack.reason !== 'old-epoch' || (item.attempts === 1 && ack.epoch === epoch)),
  );
  if (!refusal) return undefined;
  const reason = refusal.reason ?? 'refused';
  return { to: 'rejected', reason: refusal.message ? `${reason}: ${refusal.message}` : reason };
}

/** Acks may be lost and states overtaken, so either of them is proof. */
function progressOf(item: WorkItem, { acks, state }: Evidence): 'accepted' | 'applied' | undefined {
  const reported = state?.command?.cmdId === item.id ? state.command.status : undefined;
  if (reported === 'applied' || acks.some((ack) => ack.status === 'applied')) return 'applied';
  if (reported === 'accepted' || acks.some((ack) => ack.status === 'accepted')) return 'accepted';
  return undefined;
}

function shortfall(item: WorkItem, state: OvenState | undefined): string {
  const [setpoint] = item.setpoints;
  const reading = state?.readings.find(({ tag }) => tag === setpoint.tag);
  const read = reading ? `${reading.value} ${reading.unit}` : 'nothing';
  return `${setpoint.tag} read ${read}, wanted ${setpoint.value} ${setpoint.unit} within ${item.tolerance} for ${item.dwell_ms} ms`;
}
