/** One site's ovens and commands in the hands of the bridge that holds the site's lease. */
import type { Span } from '@opentelemetry/api';
import type { Database } from '../db/database.ts';
import type { Connection } from './connection.ts';
import { type Dwell, followDwell, judge, type Verdict } from './judge.ts';
import { heldBy, type Lease } from './lease.ts';
import { Ack, type Command, OvenState, ovenTopic, Presence, protocolVersion, siteTopics } from './protocol.ts';
import { type SigningKey, sign } from './signature.ts';
import type { Transition } from './states.ts';
import { endCommandSpan, endFailedPublish, startCommandSpan, startPublishSpan, traceparentOf } from './trace.ts';
import { type Move, moveCommands, settlePrograms } from './transitions.ts';
import { loadWork, type OvenReport, saveOvens, type WorkItem } from './work.ts';

/** Times of the relay, all in ms. */
export interface RelayTimes {
  /** Without an answer the first repeat follows after this, each further one after twice the time before. */
  readonly resendMs: number;
  readonly longestResendMs: number;
  readonly publishTimeoutMs: number;
  /** How long after the latest start an answer may still be on its way. */
  readonly graceMs: number;
}

export interface RelayContext {
  readonly database: Database;
  readonly connection: Connection;
  readonly holder: string;
  readonly clock: () => number;
  readonly times: RelayTimes;
  readonly key: SigningKey | undefined;
  readonly mqtt5: boolean;
  wake(): void;
  warn(details: object, message: string): void;
  moved(transitions: readonly Transition[]): void;
  count(event: 'published' | 'resent' | 'publishFailed' | 'invalidMessages'): void;
}

/** What is known about an oven since the last (re)connect; the database knows the rest. */
interface OvenView {
  present: boolean;
  state?: OvenState;
  /** The command in flight, and what was said about it. */
  item?: WorkItem;
  acks: Ack[];
  dwell?: Dwell;
  span?: Span;
  /** A command that the oven applied though it is in flight no more, and was looked at for that. */
  looked?: string;
  unsaved: boolean;
}

/** Rows that nothing waits for, as those of a halted program, may be seen to have expired so much later. */
const sweepEveryMs = 1000;

export class SiteRelay {
  readonly site: string;
  lease: Lease;
  readonly #context: RelayContext;
  readonly #ovens = new Map<string, OvenView>();
  readonly #late = new Set<string>();
  readonly #deliveries = new Set<Promise<void>>();
  #subscribed = false;
  #sweepAt = 0;

  constructor(lease: Lease, context: RelayContext) {
    this.site = lease.site;
    this.lease = lease;
    this.#context = context;
  }

  get presentOvens(): number {
    return [...this.#ovens.values()].filter((view) => view.present).length;
  }

  /** Asks for what the ovens have to say; their retained states answer at once. */
  async subscribe(): Promise<void> {
    if (this.#subscribed || !this.#context.connection.connected) return;
    await this.#context.connection.subscribe(siteTopics(this.site));
    this.#subscribed = true;
  }

  async unsubscribe(): Promise<void> {
    if (this.#subscribed && this.#context.connection.connected)
      await this.#context.connection.unsubscribe(siteTopics(this.site));
    this.disconnected();
  }

  /** What ovens said before a loss of the connection may be true no more. */
  disconnected(): void {
    this.#subscribed = false;
    for (const view of this.#ovens.values()) {
      view.present = false;
      view.state = undefined;
      view.dwell = undefined;
      view.unsaved = true;
    }
  }

  receive(oven: string, channel: string, payload: unknown): void {
    const view = this.#view(oven);
    const message = { ack: Ack, state: OvenState, presence: Presence }[channel]?.safeParse(payload);
    if (!message?.success || message.data.site !== this.site || message.data.oven !== oven) {
      this.#context.count('invalidMessages');
      this.#context.warn(
        { site: this.site, oven, channel, error: message?.error?.message },
        'message does not fit the protocol',
      );
      return;
    }
    if ('online' in message.data) this.#presence(view, message.data);
    else if ('readings' in message.data) this.#state(view, message.data);
    else this.#ack(view, message.data);
  }

  /**
   * One pass over the site: judges what is in flight, repeats what is unanswered, sends what has come due.
   * @returns when the next pass is due though nothing is heard, ms since 1970; 0: at once.
   */
  async work(): Promise<number> {
    if (this.#late.size > 0) await this.#lookAtLate();
    if (this.#context.clock() >= this.#sweepAt) await this.#expire();
    const items = await loadWork(this.#context.database, this.site);
    const byOven = Map.groupBy(items, (item) => item.oven);
    for (const [oven, view] of this.#ovens) if (!byOven.has(oven)) this.#forget(view);
    let nextAt = Number.POSITIVE_INFINITY;
    for (const [oven, own] of byOven) nextAt = Math.min(nextAt, await this.#workOven(this.#view(oven), own));
    return nextAt;
  }

  async saveOvens(): Promise<void> {
    const unsaved = [...this.#ovens].filter(([, view]) => view.unsaved);
    if (unsaved.length === 0) return;
    const reports: OvenReport[] = unsaved.map(([oven, view]) => {
      view.unsaved = false;
      return { oven, present: view.present, state: view.state };
    });
    await saveOvens(this.#context.database, this.site, reports, this.#context.clock());
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#deliveries);
    for (const view of this.#ovens.values()) this.#forget(view);
    await this.saveOvens();
  }

  #presence(view: OvenView, { online }: Presence): void {
    view.present = online;
    view.unsaved = true;
    // Whatever it does next, it says so first: commands wait for the state that follows.
    if (!online) view.state = undefined;
    this.#context.wake();
  }

  #state(view: OvenView, state: OvenState): void {
    const isFirst = view.state === undefined;
    view.state = state;
    view.unsaved = true;
    if (view.item) view.dwell = followDwell(view.dwell, view.item, state);
    if (state.command?.status === 'applied') this.#noteLate(view, state.command.cmdId);
    if (isFirst || this.#verdict(view)) this.#context.wake();
  }

  #ack(view: OvenView, ack: Ack): void {
    if (ack.cmdId === view.item?.id) {
      view.acks.push(ack);
      this.#context.wake();
    } else if (ack.status === 'applied') this.#noteLate(view, ack.cmdId);
  }

  #noteLate(view: OvenView, cmdId: string): void {
    if (cmdId === view.item?.id || cmdId === view.looked) return;
    view.looked = cmdId;
    this.#late.add(cmdId);
    this.#context.wake();
  }

  #verdict(view: OvenView): Verdict | undefined {
    const { clock, times } = this.#context;
    return view.item && judge(view.item, view, clock(), times.graceMs);
  }

  async #lookAtLate(): Promise<void> {
    const ids = [...this.#late];
    await this.#move({ where: 'c.id = any($1::uuid[])', parameters: [ids], to: 'late-applied' });
    for (const id of ids) this.#late.delete(id);
  }

  async #expire(): Promise<void> {
    const { clock } = this.#context;
    this.#sweepAt = clock() + sweepEveryMs;
    await this.#move({
      where: `c.site = $1 and c.state in ('planned', 'approved') and c.latest_start_at <= $2`,
      parameters: [this.site, new Date(clock())],
      to: 'expired',
    });
  }

  async #workOven(view: OvenView, own: readonly WorkItem[]): Promise<number> {
    const { clock } = this.#context;
    const head = own.find((item) => item.state === 'planned' || item.state === 'approved');
    const loaded = own.find((item) => item !== head);
    if (loaded?.id !== view.item?.id) this.#forget(view);
    view.item = loaded;
    // The reading that came before the command was known here counts as well.
    if (view.item && view.state) view.dwell = followDwell(view.dwell, view.item, view.state);
    await this.#advance(view);
    const isDue = head?.state === 'approved' && head.start_at.getTime() <= clock();
    if (view.item && isDue) await this.#giveWay(view, view.item);
    if (view.item) return this.#repeat(view, view.item);
    if (!head) return Number.POSITIVE_INFINITY;
    if (clock() >= head.latest_start_at.getTime()) {
      this.#sweepAt = 0;
      return 0;
    }
    if (!isDue) return head.state === 'approved' ? head.start_at.getTime() : Number.POSITIVE_INFINITY;
    return this.#send(view, head);
  }

  /** Takes the command in flight through every state that the evidence allows. */
  async #advance(view: OvenView): Promise<void> {
    for (let verdict = this.#verdict(view); verdict && view.item; verdict = this.#verdict(view)) {
      const { item } = view;
      const { to, reason } = verdict;
      const moved = await this.#move({ where: 'c.id = $1', parameters: [item.id], to, reason });
      if (moved.length === 0) return;
      if (view.span) endCommandSpan(view.span, to, reason);
      view.span = undefined;
      if (to === 'accepted' || to === 'applied') view.item = { ...item, state: to };
      else {
        this.#forget(view);
        if (to !== 'timed-out') view.looked = item.id;
      }
      if (view.item && view.state) view.dwell = followDwell(view.dwell, view.item, view.state);
    }
  }

  /**
   * A plan that is superseded does not hold up its successor with a wait for an answer or a reading. Should the old
   * delivery arrive after the new one, the oven refuses it by its version.
   */
  async #giveWay(view: OvenView, item: WorkItem): Promise<void> {
    if (item.program_state !== 'superseded') return;
    const reason = `${item.state}, gave way to a newer plan`;
    const moved = await this.#move({ where: 'c.id = $1', parameters: [item.id], to: 'superseded', reason });
    if (moved.length === 0) return;
    view.looked = item.id;
    this.#forget(view);
  }

  #maySend(view: OvenView): boolean {
    return (
      this.#subscribed &&
      this.#context.connection.connected &&
      view.present &&
      view.state !== undefined &&
      performance.now() < this.lease.endsAt
    );
  }

  async #send(view: OvenView, head: WorkItem): Promise<number> {
    if (!this.#maySend(view)) return Number.POSITIVE_INFINITY;
    const item: WorkItem = { ...head, state: 'sent', epoch: this.lease.epoch, attempts: 1 };
    const span = startCommandSpan(item);
    const command = this.#sealed(item, span);
    if (!command) return Number.POSITIVE_INFINITY;
    const nextSendAt = this.#nextSend(1);
    // Into the database first: a crash in between leaves a command that is looked for at the oven and sent again.
    const moved = await this.#move({
      where: 'c.id = $1',
      parameters: [item.id],
      to: 'sent',
      set: { epoch: item.epoch, envelope: JSON.stringify(command), attempts: 1, next_send_at: new Date(nextSendAt) },
    });
    if (moved.length === 0) return Number.POSITIVE_INFINITY;
    view.item = { ...item, next_send_at: new Date(nextSendAt) };
    view.acks = [];
    view.span = span;
    this.#deliver(command);
    return nextSendAt;
  }

  /** Sends an unanswered command again, as the same cmdId: the oven answers it and does nothing twice. */
  async #repeat(view: OvenView, item: WorkItem): Promise<number> {
    const { clock, database, holder } = this.#context;
    if (item.state !== 'sent') return item.verify_by.getTime() + 1;
    const dueAt = item.next_send_at?.getTime() ?? 0;
    const isExpired = clock() >= item.latest_start_at.getTime();
    if (dueAt > clock()) return dueAt;
    if (isExpired || item.program_state === 'superseded' || !this.#maySend(view)) return Number.POSITIVE_INFINITY;
    view.span ??= startCommandSpan(item);
    const attempts = item.attempts + 1;
    const nextSendAt = this.#nextSend(attempts);
    const again = { ...item, epoch: this.lease.epoch, attempts, next_send_at: new Date(nextSendAt) };
    const command = this.#sealed(again, view.span);
    if (!command) return Number.POSITIVE_INFINITY;
    const { rowCount } = await database.query(
      `update takt.commands c set epoch = $2, envelope = $4, attempts = $5, next_send_at = $6
       where c.id = $1 and c.state = 'sent' and ${heldBy('$3', '$2')}`,
      [item.id, again.epoch, holder, JSON.stringify(command), attempts, again.next_send_at],
    );
    if (rowCount === 0) return Number.POSITIVE_INFINITY;
    view.item = again;
    this.#context.count('resent');
    this.#deliver(command);
    return nextSendAt;
  }

  #nextSend(attempts: number): number {
    const { clock, times } = this.#context;
    return clock() + Math.min(times.longestResendMs, times.resendMs * 2 ** (attempts - 1));
  }

  #sealed(item: WorkItem, span: Span): Command | undefined {
    const { clock, key, warn } = this.#context;
    if (key === undefined) {
      warn(
        { site: this.site, oven: item.oven, planId: item.plan_id, cmdId: item.id },
        'the site has no key, so its commands are not sent',
      );
      return undefined;
    }
    return sign(
      {
        v: protocolVersion,
        cmdId: item.id,
        site: item.site,
        oven: item.oven,
        epoch: this.lease.epoch,
        version: item.version,
        issuedAt: new Date(clock()).toISOString(),
        notBefore: item.start_at.toISOString(),
        notAfter: item.latest_start_at.toISOString(),
        planId: item.plan_id,
        step: item.step,
        setpoints: [...item.setpoints],
        expect: item.expect,
        traceparent: traceparentOf(span, item),
      },
      key,
    );
  }

  /** Not awaited by the pass: an oven's slow delivery is no other oven's business. A failed one is due again by its time. */
  #deliver(command: Command): void {
    const { connection, clock, times, mqtt5, count, warn } = this.#context;
    const properties = mqtt5
      ? {
          messageExpiryInterval: Math.max(1, Math.ceil((Date.parse(command.notAfter) - clock()) / 1000)),
          correlationData: Buffer.from(command.cmdId),
          contentType: 'application/json',
          ...(command.traceparent ? { userProperties: { traceparent: command.traceparent } } : {}),
        }
      : undefined;
    const span = startPublishSpan(command);
    const delivery = connection
      .publish(ovenTopic(command.site, command.oven, 'cmd'), JSON.stringify(command), {
        timeoutMs: times.publishTimeoutMs,
        properties,
      })
      .then(
        () => {
          count('published');
          span.end();
        },
        (error: Error) => {
          endFailedPublish(span);
          count('publishFailed');
          warn(
            { planId: command.planId, cmdId: command.cmdId, oven: command.oven, error: error.message },
            'command was not delivered to the broker',
          );
        },
      )
      .finally(() => this.#deliveries.delete(delivery));
    this.#deliveries.add(delivery);
  }

  /** A state change by this bridge, and only while it holds the site; programs follow in the same transaction. */
  async #move(move: Omit<Move, 'actor' | 'at'>): Promise<Transition[]> {
    const { database, holder, clock, moved: report } = this.#context;
    const count = move.parameters.length;
    const fenced: Move = {
      ...move,
      where: `${move.where} and ${heldBy(`$${count + 1}`, `$${count + 2}`)}`,
      parameters: [...move.parameters, holder, this.lease.epoch],
      actor: `bridge ${holder}`,
      at: clock(),
    };
    const settles = !['sent', 'accepted', 'applied'].includes(move.to);
    const moved = settles
      ? await database.transaction(async (transaction) => {
          const transitions = await moveCommands(transaction, fenced);
          await settlePrograms(transaction, transitions);
          return transitions;
        })
      : await moveCommands(database, fenced);
    if (moved.length > 0) report(moved);
    return moved;
  }

  #forget(view: OvenView): void {
    if (view.span) endCommandSpan(view.span, 'left');
    view.span = undefined;
    view.item = undefined;
    view.acks = [];
    view.dwell = undefined;
  }

  #view(oven: string): OvenView {
    let view = this.#ovens.get(oven);
    if (!view) {
      view = { present: false, acks: [], unsaved: false };
      this.#ovens.set(oven, view);
    }
    return view;
  }
}
