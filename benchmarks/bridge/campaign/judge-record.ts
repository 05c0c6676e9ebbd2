/** What the bridge wrote down, by its own rules alone: every change of state is one of the table, and in order. */
import type { Violation } from './judge.ts';
import type { BridgeRecord, RecordedTransition } from './record.ts';

/** docs/bridge.md, told again: from state to states. `null` is before the first. */
const legal: Readonly<Record<string, readonly string[]>> = {
  null: ['planned'],
  planned: ['approved', 'expired', 'superseded'],
  approved: ['sent', 'expired', 'superseded'],
  sent: ['accepted', 'rejected', 'timed-out', 'superseded'],
  accepted: ['applied', 'timed-out', 'superseded'],
  applied: ['verified', 'verify-failed', 'superseded'],
  'timed-out': ['late-applied'],
  rejected: ['late-applied'],
};

const final: ReadonlySet<string> = new Set([
  'verified',
  'rejected',
  'expired',
  'superseded',
  'timed-out',
  'late-applied',
  'verify-failed',
]);

const inFlight: ReadonlySet<string> = new Set(['sent', 'accepted', 'applied']);

export function judgeRecord({ commands, transitions }: BridgeRecord): Violation[] {
  const violations: Violation[] = [];
  const now = new Map<string, string>();
  const flying = new Map<string, string>();
  for (const transition of transitions) {
    violations.push(...ofOne(transition, now.get(transition.cmdId) ?? null, flying));
    now.set(transition.cmdId, transition.to);
  }
  const at = transitions.at(-1)?.recordedAt ?? 0;
  for (const { id, oven, state } of commands) {
    const find = (rule: Violation['rule'], message: string) => violations.push({ rule, oven, cmdId: id, at, message });
    if (!final.has(state)) find('unsettled', `state ${state}`);
    const told = now.get(id);
    if (told !== state) find('illegal', `state ${state}, the last change told of is to ${told ?? 'none'}`);
  }
  return violations;
}

/** @param flying - oven -> command in flight; kept up here. */
function ofOne(transition: RecordedTransition, now: string | null, flying: Map<string, string>): Violation[] {
  const { cmdId, oven, from, to, recordedAt: at } = transition;
  const found: Violation[] = [];
  if (from !== now)
    found.push({ rule: 'illegal', oven, cmdId, at, message: `from ${from} to ${to}, it was in ${now}` });
  else if (!legal[String(from)]?.includes(to))
    found.push({ rule: 'illegal', oven, cmdId, at, message: `from ${from} to ${to}` });
  const other = flying.get(oven);
  if (!inFlight.has(to)) {
    if (other === cmdId) flying.delete(oven);
  } else if (other !== undefined && other !== cmdId)
    found.push({ rule: 'two-in-flight', oven, cmdId, at, message: `${to} beside ${other}` });
  else flying.set(oven, cmdId);
  return found;
}
