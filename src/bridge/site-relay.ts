/**
 * One site's ovens and commands in the hands of the bridge that holds the site's lease.
 *
 * A pass looks at every oven, writes all that has changed in one transaction, and only then sends: whatever happens to
 * this process, the database knows of each command that may be under way. While a pass writes, answers come in for the
 * next one; so the more there is to do, the more goes into one transaction.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database, Queryable } from '../db/database.ts';
import type { Verdict } from './judge.ts';
import { keepsLease, type Lease } from './lease.ts';
import type { OpenLink, OvenMessage, SiteLink } from './link.ts';
import { Nap } from './nap.ts';
import { OvenRecords } from './oven-records.ts';
import {
  dueAt,
  follow,
  forgetReports,
  hearState,
  newOvenView,
  nextStep,
  noteAck,
  type OvenView,
  progress,
  type Readiness,
  type WaitReason,
  wantsRepeat,
} from './oven-view.ts';
import { type Ack, type OvenState, type Presence, protocolVersion } from './protocol.ts';
import { type Outgoing, type SendCount, Sender, type SendTimes } from './sender.ts';
import { type SigningKey, sign } from './signature.ts';
import { haltingStates, inFlightStates, type Transition, unsentStates } from './states.ts';
import { endCommandSpan } from './trace.ts';
import { lockCommands, type Move, moveCommands, moveEach, recordRepeats, settlePrograms } from './transitions.ts';
import { hasExpired, loadHolds, loadWork, type WorkItem } from './work.ts';

/** Times of the relay, all in ms. */
export interface RelayTimes extends SendTimes {
  /** Longest time between two looks into the database. */
  readonly pollMs: number;
  /** How often the last states of the ovens are kept. */
  readonly saveMs: number;
  /** How long after the latest start an answer may still be on its way. */
  readonly graceMs: number;
}

export interface RelayContext {
  readonly database: Database;
  readonly openLink: OpenLink;
  readonly holder: string;
  readonly clock: () => number;
  readonly times: RelayTimes;
  readonly key: SigningKey;
  /** Least time between two kept samples of an oven; 0: none are kept. */
  readonly readingsMs: number;
  warn(details: object, message: string): void;
  /** After the commit. */
  moved(transitions: readonly Transition[]): void;
  /** Transitions or states of ovens are there to be seen in the database. */
  changed(): void;
  count(event: SendCount | 'invalidMessages'): void;
  answered(ms: number): void;
}

/** Rows that nothing waits for, as those of a halted program, may be seen to have expired so much later. */
const sweepEveryMs = 1000;

/** Commands that begin within this are known before they are due, so that none waits for a look into the database. */
const readAheadMs = 2000;

/**
 * Passes that follow each other close have at least this between them, so that what many ovens say goes into few commits.
 * Measured with 300 ovens and a command a second each: without it a quarter of the bridge's time went into small transactions.
 */
const leastPauseMs = 5;

/** More ovens than any site has: names that somebody makes up must not fill memory and database. */
const mostOvens = 10_000;

/** What the evidence makes of the command in flight; still to be written. */
interface Planned {
  readonly view: OvenView;
  readonly item: WorkItem;
  readonly verdicts: readonly Verdict[];
}

export class SiteRelay {
  readonly site: string;
  lease: Lease;
  readonly #context: RelayContext;
  readonly #link: SiteLink;
  readonly #ovens = new Map<string, OvenView>();
  readonly #records: OvenRecords;
  readonly #sender: Sender;
  readonly #late = new Set<string>();
  readonly #untilPass = new Nap();
  #loop: Promise<void> | undefined;
  #stopping = false;
  #loadAt = 0;
  #sweepAt = 0;

  constructor(lease: Lease, context: RelayContext) {
    this.site = lease.site;
    this.lease = lease;
    this.#context = context;
    this.#link = context.openLink(this.site, {
      heard: (oven, message, live) => this.#heard(oven, message, live),
      invalid: (oven, channel, error) => {
        context.count('invalidMessages');
        context.warn({ site: this.site, oven, channel, error }, 'message does not fit the protocol');
      },
      ready: () => this.#untilPass.wake(),
      lost: () => {
        for (const view of this.#ovens.values()) forgetReports(view);
      },
    });
    const { clock, readingsMs, times } = context;
    this.#records = new OvenRecords({
      ...{ site: this.site, views: this.#ovens, saveMs: times.saveMs, readingsMs, clock },
      fenced: (work) => this.#fenced(work),
      changed: () => context.changed(),
      warn: (details, message) => context.warn(details, message),
    });
    this.#sender = new Sender({ ...context, link: this.#link, lease: () => this.lease });
  }

  get presentOvens(): number {
    return [...this.#ovens.values()].filter((view) => view.present).length;
  }

  /** Why due commands of the ovens do not go; one for each that waits. */
  waiting(): WaitReason[] {
    return [...this.#ovens.values()].flatMap(({ waitsFor }) => waitsFor ?? []);
  }

  start(): void {
    this.#link.open();
    this.#loop = this.#run();
    this.#records.start();
  }

  /** There is something new in the database. */
  wake(): void {
    this.#loadAt = 0;
    this.#untilPass.wake();
  }

  /** A sign of life for the ovens. */
  tellHeartbeat(): void {
    const { key, clock } = this.#context;
    if (performance.now() >= this.lease.endsAt) return;
    const at = new Date(clock()).toISOString();
    this.#link.tell(sign({ v: protocolVersion, site: this.site, epoch: this.lease.epoch, at } as const, key));
  }

  /** Ends the pass under way and lets go of the ovens, which hold their setpoints. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#untilPass.wake();
    await Promise.all([this.#loop, this.#records.stop()]);
    await this.#sender.settled();
    for (const view of this.#ovens.values()) this.#endSpan(view, 'left');
    await this.#link.close().catch((error) => this.#context.warn({ site: this.site, error }, 'link was not closed'));
    for (const view of this.#ovens.values()) forgetReports(view);
    await this.#records.save();
  }

  #heard(oven: string, message: OvenMessage, live: boolean): void {
    const view = this.#ovens.get(oven) ?? this.#newcomer(oven, message);
    if (!view) return;
    if ('online' in message) this.#presence(view, message);
    else if ('readings' in message) this.#state(view, message, live);
    else this.#ack(view, message);
  }

  /** An oven that says of itself that it is there, known to no plan yet. */
  #newcomer(oven: string, message: OvenMessage): OvenView | undefined {
    const says = 'online' in message || 'readings' in message;
    return says && this.#ovens.size < mostOvens ? this.#view(oven) : undefined;
  }

  #presence(view: OvenView, { online }: Presence): void {
    if (online) view.present = true;
    // Whatever it does next, it says so first: commands wait for the state that follows.
    else forgetReports(view);
    view.unsaved = true;
    this.#untilPass.wake();
  }

  #state(view: OvenView, state: OvenState, live: boolean): void {
    const { clock, times } = this.#context;
    const before = view.waitsFor;
    hearState(view, state, live, clock());
    if (state.command) this.#sender.heardOf(state.command.cmdId);
    if (state.command?.status === 'applied') this.#noteLate(view, state.command.cmdId);
    if (before || progress(view, this.#readiness(), clock(), times.graceMs).length > 0) this.#untilPass.wake();
  }

  #ack(view: OvenView, ack: Ack): void {
    this.#sender.heardOf(ack.cmdId);
    if (ack.cmdId === view.item?.id) {
      noteAck(view, ack);
      this.#untilPass.wake();
    } else if (ack.status === 'applied') this.#noteLate(view, ack.cmdId);
  }

  #noteLate(view: OvenView, cmdId: string): void {
    if (cmdId === view.item?.id || cmdId === view.looked) return;
    view.looked = cmdId;
    this.#late.add(cmdId);
    this.#untilPass.wake();
  }

  async #run(): Promise<void> {
    const { clock, times, warn } = this.#context;
    while (!this.#stopping) {
      try {
        const nextAt = await this.#pass();
        const passedAt = performance.now();
        if (!this.#stopping) await this.#untilPass.sleep(Math.min(times.pollMs, nextAt - clock()));
        const pauseMs = passedAt + leastPauseMs - performance.now();
        if (pauseMs > 0) await delay(pauseMs);
      } catch (error) {
        warn({ site: this.site, error }, 'bridge pass over a site failed; it is tried again');
        this.#loadAt = 0;
        // A database that is away is not asked in a loop, however much the ovens have to say.
        await delay(times.pollMs);
      }
    }
  }

  /** @returns when the next pass is due though nothing is heard, ms since 1970. */
  async #pass(): Promise<number> {
    const { clock, times } = this.#context;
    if (performance.now() >= this.#loadAt) await this.#load();
    if (this.#late.size > 0) await this.#lookAtLate();
    if (performance.now() >= this.#sweepAt) await this.#expire();
    const now = clock();
    await this.#write(now);
    let nextAt = now + this.#sweepAt - performance.now();
    for (const view of this.#ovens.values()) nextAt = Math.min(nextAt, dueAt(view, now, times.graceMs));
    return nextAt;
  }

  async #load(): Promise<void> {
    const { database, clock, times } = this.#context;
    this.#loadAt = performance.now() + times.pollMs;
    const known = [...this.#ovens.values()].flatMap(({ item, next }) => (item ? [item, ...next] : next));
    const [items, held] = await Promise.all([
      loadWork(
        database,
        this.site,
        new Date(clock() + readAheadMs + times.pollMs),
        new Map(known.map((item) => [item.id, item])),
      ),
      loadHolds(database, this.site),
    ]);
    const byOven = Map.groupBy(items, ({ oven }) => oven);
    for (const oven of byOven.keys()) this.#view(oven);
    for (const [oven, view] of this.#ovens) {
      const own = byOven.get(oven) ?? [];
      const isUnsent = ({ state }: WorkItem) => (unsentStates as readonly string[]).includes(state);
      const item = own.find((one) => !isUnsent(one));
      if (item?.id !== view.item?.id) this.#endSpan(view, 'left');
      follow(view, item);
      view.next = own.filter(isUnsent);
      view.held = held.has(oven);
    }
  }

  async #lookAtLate(): Promise<void> {
    const ids = [...this.#late];
    await this.#sweep({
      // An oven has no say about commands of another site.
      where: 'c.id = any($1::uuid[]) and c.site = $2',
      parameters: [ids, this.site],
      to: 'late-applied',
    });
    for (const id of ids) this.#late.delete(id);
  }

  async #expire(): Promise<void> {
    const { clock, database } = this.#context;
    // By a clock that nobody sets back.
    this.#sweepAt = performance.now() + sweepEveryMs;
    // An idle site is not worth a transaction each second.
    if (!(await hasExpired(database, this.site, clock()))) return;
    const expired = await this.#sweep({
      where: `c.site = $1 and c.state in ('planned', 'approved') and c.latest_start_at <= $2`,
      parameters: [this.site, new Date(clock())],
      to: 'expired',
    });
    const ids = new Set(expired.map(({ cmdId }) => cmdId));
    if (ids.size > 0) for (const view of this.#ovens.values()) view.next = view.next.filter(({ id }) => !ids.has(id));
  }

  /** Moves whatever fits, while this bridge holds the site; programs follow in the same transaction. */
  async #sweep(move: Omit<Move, 'actor' | 'at'>): Promise<Transition[]> {
    const moved = await this.#fenced(async (transaction) => {
      const transitions = await moveCommands(transaction, { ...move, ...this.#origin() });
      await settlePrograms(transaction, transitions);
      return transitions;
    });
    this.#tell(moved ?? []);
    return moved ?? [];
  }

  /** @returns undefined where another bridge has the site: nothing was written then. */
  #fenced<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result | undefined> {
    const { database, holder } = this.#context;
    return database.transaction(async (transaction) =>
      (await keepsLease(transaction, { site: this.site, holder, epoch: this.lease.epoch }))
        ? work(transaction)
        : undefined,
    );
  }

  #origin(): { actor: string; at: number } {
    return { actor: `bridge ${this.#context.holder}`, at: this.#context.clock() };
  }

  /** Takes what is in flight as far as the evidence goes, then sends what is due and repeats what is unanswered. */
  async #write(now: number): Promise<void> {
    const { times } = this.#context;
    const ready = this.#readiness();
    const planned: Planned[] = [];
    const sends: Outgoing[] = [];
    const repeats: Outgoing[] = [];
    for (const view of this.#ovens.values()) {
      const { item } = view;
      const verdicts = progress(view, ready, now, times.graceMs);
      if (item && verdicts.length > 0) planned.push({ view, item, verdicts });
      const { send, waitsFor } = nextStep(view, freedBy(view, verdicts), ready, now);
      if (send) sends.push(this.#sender.seal(view, send));
      if (item && verdicts.length === 0 && wantsRepeat(view, ready, now)) repeats.push(this.#sender.seal(view, item));
      this.#waits(view, waitsFor);
    }
    if (planned.length + sends.length + repeats.length > 0) await this.#commit(planned, sends, repeats);
  }

  /** Into the database first: a crash before the sending leaves commands that are looked for at the oven and sent again. */
  async #commit(planned: readonly Planned[], sends: readonly Outgoing[], repeats: readonly Outgoing[]): Promise<void> {
    const origin = this.#origin();
    const written = await this.#fenced(async (transaction) => {
      await lockCommands(
        transaction,
        [...planned, ...sends, ...repeats].map(({ item }) => item.id),
      );
      const progressed = await moveEach(transaction, planned.map(toProgress), origin);
      const isMoved = idsOf(progressed);
      // Where a change was not made, something else is in flight than was thought.
      const unsure = new Set(planned.flatMap(({ item, view }) => (isMoved.has(item.id) ? [] : [view])));
      const certain = sends.filter(({ view }) => !unsure.has(view));
      const sent = await moveEach(transaction, certain.map(toSent), origin);
      const repeated = await recordRepeats(
        transaction,
        repeats.map(({ item: { id }, delivery }) => ({ id, delivery })),
      );
      await settlePrograms(transaction, progressed);
      return { moved: [...progressed, ...sent], ids: new Set([...isMoved, ...idsOf(sent), ...repeated]) };
    });
    const isWritten = ({ item }: { item: WorkItem }) => written?.ids.has(item.id) ?? false;
    for (const one of planned) if (isWritten(one)) this.#progressed(one);
    for (const one of [...sends, ...repeats])
      if (isWritten(one)) this.#send(one);
      else if (one.span !== one.view.span) endCommandSpan(one.span, 'left');
    if (![...planned, ...sends, ...repeats].every(isWritten)) this.#loadSoon();
    this.#tell(written?.moved ?? []);
  }

  /** The database differs from what was thought. Not at once, since the reason may last. */
  #loadSoon(): void {
    this.#loadAt = Math.min(this.#loadAt, performance.now() + this.#context.times.pollMs / 5);
  }

  #progressed({ view, item, verdicts }: Planned): void {
    const [first] = verdicts;
    const { to } = verdicts.at(-1)!;
    // Answered, one way or the other: the span is of the way there and back.
    this.#endSpan(view, first.to, first.reason);
    if (to === 'accepted' || to === 'applied') {
      follow(view, { ...item, state: to });
      return;
    }
    this.#sender.forget(item.id);
    if (to === 'verified' || to === 'superseded' || to === 'verify-failed') view.looked = item.id;
    if (haltingStates.includes(to)) view.next = view.next.filter(({ plan_id }) => plan_id !== item.plan_id);
    follow(view, undefined);
  }

  #send(outgoing: Outgoing): void {
    const { view, item, span, delivery } = outgoing;
    const { epoch, attempts, nextSendAt } = delivery;
    view.span = span;
    view.next = view.next.filter(({ id }) => id !== item.id);
    follow(view, { ...item, state: 'sent', epoch, attempts, next_send_at: nextSendAt });
    this.#sender.send(outgoing);
  }

  #waits(view: OvenView, reason: OvenView['waitsFor']): void {
    if (reason === view.waitsFor) return;
    view.waitsFor = reason;
    view.unsaved = true;
    if (reason === 'key') this.#context.warn({ site: this.site }, 'the site has no key, so its commands are not sent');
  }

  #readiness(): Readiness {
    const { endsAt, epoch } = this.lease;
    return { broker: this.#link.ready, lease: performance.now() < endsAt, epoch };
  }

  #tell(moved: readonly Transition[]): void {
    if (moved.length === 0) return;
    this.#context.moved(moved);
    this.#context.changed();
    // What comes after it, such as the next step, may be due already.
    this.#untilPass.wake();
  }

  #endSpan(view: OvenView, outcome: string, reason?: string): void {
    if (view.span) endCommandSpan(view.span, outcome, reason);
    view.span = undefined;
  }

  #view(oven: string): OvenView {
    let view = this.#ovens.get(oven);
    if (!view) {
      view = newOvenView();
      this.#ovens.set(oven, view);
    }
    return view;
  }
}

/** Whether nothing is in flight for the oven any more, once these verdicts are written, and its program goes on. */
function freedBy({ item, next: [head] }: OvenView, verdicts: readonly Verdict[]): boolean {
  if (!item) return true;
  const last = verdicts.at(-1);
  if (!last || (inFlightStates as readonly string[]).includes(last.to)) return false;
  return !haltingStates.includes(last.to) || head?.plan_id !== item.plan_id;
}

function toProgress({ item, verdicts }: Planned) {
  return { id: item.id, from: item.state, path: verdicts.map(({ to }) => to), reason: verdicts.at(-1)!.reason };
}

function toSent({ item, delivery }: Outgoing) {
  return { id: item.id, from: item.state, path: ['sent'] as const, delivery };
}

function idsOf(transitions: readonly Transition[]): Set<string> {
  return new Set(transitions.map(({ cmdId }) => cmdId));
}
