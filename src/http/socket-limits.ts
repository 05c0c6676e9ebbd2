/** What a connection may cost before anything is known of who opened it. */

export interface SocketLimits {
  /** Until all headers have come. */
  readonly headersMs: number;
  /** Until the whole request has come; there is no limit for an answer, since `Prefer: wait` and events take long. */
  readonly requestMs: number;
  /** How often the two are looked at. */
  readonly checkMs: number;
  readonly headerBytes: number;
  /** Open at once; more are closed unheard. Below what a container may usually have of descriptors. */
  readonly connections: number;
  /** Until TLS is agreed upon. */
  readonly handshakeMs: number;
  /** How often it is asked whether the key of a stream that has no end of its own is still good. */
  readonly streamCheckMs: number;
}

export const socketLimits: SocketLimits = {
  headersMs: 20_000,
  requestMs: 60_000,
  checkMs: 5000,
  headerBytes: 16_384,
  connections: 10_000,
  handshakeMs: 10_000,
  streamCheckMs: 15_000,
};

/** As `createServer` of node:http and node:https takes them. */
export function serverOptions(limits: SocketLimits) {
  return {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    maxHeaderSize: limits.headerBytes,
    handshakeTimeout: limits.handshakeMs,
    // Each request gets one reading, whatever a proxy before takes for one.
    insecureHTTPParser: false,
    requireHostHeader: true,
  };
}
