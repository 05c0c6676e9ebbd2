/** What an option changes in the plan that runs: operation by operation, with points, reasons and the cascade. */
import type { RepairTechcardChange, repairTechcardReasons } from '../../../models/repair-techcard.ts';
import type { TechcardAssignment } from '../../../models/techcard.ts';
import type { Arc } from '../../techcard/network.ts';
import type { AmendedTechcard } from './amend.ts';
import { keyOfRow } from './context.ts';
import { isOn, type RunningOperation } from './running.ts';
import type { Row } from './shop.ts';

type Reason = { code: (typeof repairTechcardReasons)[number]; message: string; event?: number };

/** What is seen of assignments from outside: who does it, and on which line. */
function sameResources(one: readonly TechcardAssignment[], other: readonly TechcardAssignment[]): boolean {
  const told = (list: readonly TechcardAssignment[]) =>
    list.map(({ resource, workers = [], line }) => JSON.stringify([resource, [...workers].sort(), line])).sort();
  return told(one).join() === told(other).join();
}

interface Draft {
  readonly key: string;
  readonly was: RunningOperation;
  readonly is: Row;
  readonly what: RepairTechcardChange['what'];
  readonly points: number;
  reason?: Reason;
  depth: number;
}

/** Turns of the plan that runs: by key of an operation, what waits for it. */
export type Followers = ReadonlyMap<string, readonly string[]>;

/** @param keys - of the operations of an instance, by index. */
export function followersOf(arcs: readonly Arc[], keys: readonly string[]): Followers {
  const followers = new Map<string, string[]>();
  for (const { from, to } of arcs) {
    const own = followers.get(keys[from]);
    if (own) own.push(keys[to]);
    else followers.set(keys[from], [keys[to]]);
  }
  return followers;
}

/** @returns changes, those with the greatest points first. */
export function changesOf(
  amended: AmendedTechcard,
  rows: readonly Row[],
  followers: Followers,
): RepairTechcardChange[] {
  const { prices, movedSeconds } = amended.request;
  const drafts = rows.flatMap((is): Draft[] => {
    const key = keyOfRow(is);
    const was = amended.running.get(key);
    if (was?.state !== 'open') return [];
    const what: RepairTechcardChange['what'] = [];
    let points = 0;
    if (was.mode !== is.mode) {
      what.push('mode');
      points += prices.mode;
    } else if (!sameResources(was.resources, is.resources)) {
      what.push('resource');
      points += prices.resource;
    }
    const off = is.start - was.planned.start;
    if (Math.abs(off) > movedSeconds) {
      what.push(off > 0 ? 'later' : 'earlier');
      points += prices.moved;
    }
    return what.length > 0 ? [{ key, was, is, what, points, depth: 0 }] : [];
  });
  for (const draft of drafts) blame(amended, draft);
  cascade(amended, drafts, followers);
  return drafts
    .map(({ was, is, what, points, reason, depth }) => ({
      order: was.order,
      operation: was.operation,
      what,
      was: { serial: was.serial, mode: was.mode, ...was.planned, resources: [...was.resources] },
      is: { serial: is.serial, mode: is.mode, start: is.start, end: is.end!, resources: is.resources },
      minutes: (is.start - was.planned.start) / 60,
      points,
      reason: reason!,
      depth,
    }))
    .sort((a, b) => b.points - a.points || a.was.start - b.was.start);
}

/** What hit the operation itself. */
function blame({ downtimes, request, now }: AmendedTechcard, draft: Draft): void {
  const { planned, resources, order } = draft.was;
  const hit = (reason: Reason) => {
    draft.reason ??= reason;
    draft.depth = 1;
  };
  for (const down of downtimes)
    if (down.from < planned.end && planned.start < down.until && isOn(resources, down))
      hit({ code: 'resource-down', message: `${down.worker ?? down.resource} is down then`, event: down.event });
  request.events.forEach((event, index) => {
    if (event.type === 'order-changed' && event.order === order)
      hit({ code: 'order-changed', message: `order ${order} has changed`, event: index });
    if (event.type === 'order-cancelled' && event.order === order)
      hit({ code: 'order-cancelled', message: `order ${order} is cancelled`, event: index });
  });
  if (planned.start < now) hit({ code: 'operation-late', message: 'it did not start when it was to' });
}

/** What is not hit itself waits for something that is late, or makes room for something that has moved. */
function cascade({ running, request }: AmendedTechcard, drafts: readonly Draft[], followers: Followers): void {
  const byKey = new Map(drafts.map((draft) => [draft.key, draft]));
  for (const [key, one] of running) {
    const isLate = one.state !== 'open' && (one.end > one.planned.end || one.start > one.planned.start);
    for (const next of isLate ? (followers.get(key) ?? []) : []) {
      const draft = byKey.get(next);
      if (!draft || draft.reason) continue;
      const message = `${one.operation} of ${one.order} #${one.serial} is late`;
      draft.reason = { code: 'operation-late', message, ...(one.lateBy !== undefined && { event: one.lateBy }) };
      draft.depth = 1;
    }
  }
  const byResource = new Map<string, Draft[]>();
  for (const draft of drafts)
    for (const { resource } of draft.was.resources)
      byResource.set(resource, [...(byResource.get(resource) ?? []), draft]);
  let front = drafts.filter(({ reason }) => reason);
  while (front.length > 0) {
    const next: Draft[] = [];
    const answer = (draft: Draft | undefined, by: Draft, code: Reason['code'], words: string) => {
      if (!draft || draft.reason) return;
      const { operation, order, serial } = by.is;
      draft.reason = { code, message: `${words} ${operation} of ${order} #${serial}` };
      draft.depth = by.depth + 1;
      next.push(draft);
    };
    for (const by of front) {
      for (const key of followers.get(by.key) ?? []) answer(byKey.get(key), by, 'waits-for', 'it comes after');
      for (const { resource } of by.is.resources)
        for (const draft of byResource.get(resource) ?? [])
          if (by.is.start < draft.was.planned.end && draft.was.planned.start < by.is.end!)
            answer(draft, by, 'makes-room', 'it makes room for');
    }
    front = next;
  }
  const added = request.events.findIndex(({ type }) => type === 'order-added');
  for (const draft of drafts) {
    if (draft.reason) continue;
    draft.depth = 1;
    draft.reason =
      added < 0
        ? { code: 'pays', message: 'the plan as a whole is better so' }
        : { code: 'order-added', message: 'it makes room for a new order', event: added };
  }
}
