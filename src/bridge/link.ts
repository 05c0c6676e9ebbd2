/**
 * How the ovens of one site are reached: one codec over a broker connection. The relay decides what is sent and when; a
 * link only carries it, and says what it heard in the terms of our own protocol, whatever was on the wire.
 */
import type { Ack, Command, Heartbeat, OvenState, Presence } from './protocol.ts';

export type OvenMessage = Ack | OvenState | Presence;

export interface LinkEvents {
  /**
   * An oven spoke.
   * @param live - false: kept by the broker (retained), so nobody knows how old it is.
   */
  heard(oven: string, message: OvenMessage, live: boolean): void;
  /** Something came on a topic of the site that is none of these messages. */
  invalid(oven: string, channel: string, error: string): void;
  /** The link is ready, or ready again: what ovens said before may be true no more, and they say it anew. */
  ready(): void;
  lost(): void;
}

export interface SiteLink {
  /** Connected and subscribed: what is delivered now goes out now. */
  readonly ready: boolean;
  /** Returns at once; `ready` is told when it is. */
  open(): void;
  /**
   * Resolves when the broker has it, which is no delivery to the oven.
   * @throws where the link is not ready, is lost meanwhile, or the broker does not confirm in time; then it is not sent
   *   again by itself.
   */
  deliver(command: Command, options: { readonly timeoutMs: number; readonly expirySeconds: number }): Promise<void>;
  /** A sign of life for the ovens; forgotten where the link is not ready. */
  tell(heartbeat: Heartbeat): void;
  close(): Promise<void>;
}

/** Opened by the bridge that takes a site, closed when it loses or leaves it. */
export type OpenLink = (site: string, events: LinkEvents) => SiteLink;
