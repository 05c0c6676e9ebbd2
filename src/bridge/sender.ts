/** Seals the commands of one site and hands them to its link. */
import type { Span } from '@opentelemetry/api';
import type { Lease } from './lease.ts';
import type { SiteLink } from './link.ts';
import type { OvenView } from './oven-view.ts';
import { type Command, protocolVersion } from './protocol.ts';
import { type SigningKey, sign } from './signature.ts';
import { endFailedPublish, startCommandSpan, startPublishSpan, traceparentOf } from './trace.ts';
import type { Delivery } from './transitions.ts';
import type { WorkItem } from './work.ts';

/** All in ms. */
export interface SendTimes {
  /** Without an answer the first repeat follows after this, each further one after twice the time before. */
  readonly resendMs: number;
  readonly longestResendMs: number;
  readonly publishTimeoutMs: number;
}

export type SendCount = 'published' | 'resent' | 'publishFailed' | 'withheld';

export interface SenderParts {
  readonly link: SiteLink;
  readonly key: SigningKey;
  readonly times: SendTimes;
  readonly clock: () => number;
  /** The one held now. */
  lease(): Lease;
  warn(details: object, message: string): void;
  count(event: SendCount): void;
  /** From the first delivery of a command to its first answer. */
  answered(ms: number): void;
}

/** One delivery, sealed and ready to go. */
export interface Outgoing {
  readonly view: OvenView;
  readonly item: WorkItem;
  readonly command: Command;
  readonly delivery: Delivery;
  readonly span: Span;
}

export class Sender {
  readonly #parts: SenderParts;
  readonly #sentAt = new Map<string, number>();
  readonly #deliveries = new Set<Promise<void>>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Makes the next delivery of a command; nothing is sent yet. */
  seal(view: OvenView, item: WorkItem): Outgoing {
    const { clock, times } = this.#parts;
    const attempts = item.attempts + 1;
    const span = view.span ?? startCommandSpan(item);
    const command = this.#command(item, span);
    const waitMs = Math.min(times.longestResendMs, times.resendMs * 2 ** (attempts - 1));
    const { epoch } = command;
    return {
      view,
      item,
      command,
      span,
      delivery: { epoch, envelope: command, attempts, nextSendAt: new Date(clock() + waitMs) },
    };
  }

  /** Not awaited: an oven's slow delivery is no other oven's business. A failed one is due again by its time. */
  send({ command, delivery: { attempts } }: Outgoing): void {
    const { link, times, clock, lease, count, warn } = this.#parts;
    const about = { planId: command.planId, cmdId: command.cmdId, oven: command.oven };
    const remainingMs = Date.parse(command.notAfter) - clock();
    // A process that stood still since it wrote this down must not speak for those who went on without it.
    if (remainingMs <= 0 || performance.now() >= lease().endsAt || lease().epoch !== command.epoch) {
      count('withheld');
      warn(about, 'command was written too late to be sent');
      return;
    }
    if (attempts === 1) this.#sentAt.set(command.cmdId, performance.now());
    else count('resent');
    const span = startPublishSpan(command);
    const options = { timeoutMs: times.publishTimeoutMs, expirySeconds: Math.max(1, Math.ceil(remainingMs / 1000)) };
    const delivery = link
      .deliver(command, options)
      .then(
        () => {
          count('published');
          span.end();
        },
        (error: Error) => {
          endFailedPublish(span);
          count('publishFailed');
          warn({ ...about, error: error.message }, 'command was not delivered to the broker');
        },
      )
      .finally(() => this.#deliveries.delete(delivery));
    this.#deliveries.add(delivery);
  }

  /** An oven has answered, by an ack or a state. */
  heardOf(cmdId: string): void {
    const sentAt = this.#sentAt.get(cmdId);
    if (sentAt === undefined) return;
    this.#sentAt.delete(cmdId);
    this.#parts.answered(performance.now() - sentAt);
  }

  /** No answer is waited for any more. */
  forget(cmdId: string): void {
    this.#sentAt.delete(cmdId);
  }

  /** Resolves when nothing is under way to the broker. */
  async settled(): Promise<void> {
    await Promise.all(this.#deliveries);
  }

  #command(item: WorkItem, span: Span): Command {
    const { clock, key, lease } = this.#parts;
    return sign(
      {
        v: protocolVersion,
        cmdId: item.id,
        site: item.site,
        oven: item.oven,
        epoch: lease().epoch,
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
}
