/**
 * What bridge and oven say to each other over MQTT: topics and payloads, version 1. Every payload is complete in itself;
 * MQTT 5 properties only repeat it, so that brokers and gateways of 3.1.1 lose nothing. docs/bridge.md tells the rules.
 */
import { z } from 'zod';
import { Id, Instant } from '../../models/common.ts';

export const protocolVersion = 1 as const;

const Version = z.literal(protocolVersion).describe('version of this protocol');
const Name = Id.regex(/^[A-Za-z0-9_.-]+$/).describe('letters, digits, _ . -');
/** Text that can be kept: jsonb takes neither NUL nor half a surrogate pair, and one oven's odd word must not stop a site. */
const Text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, 'no control characters but tab and line ends');
const Tag = Id.regex(/^\P{Cs}*$/u);
const Counter = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const Setpoint = z
  .strictObject({
    tag: Tag.describe('control point of the oven, e.g. temperature'),
    value: z.number().describe('target in `unit`'),
    unit: Text(20),
    min: z.number().describe('least value that the sender allows; `value` lies within, or the command is refused'),
    max: z.number(),
    rampPerMin: z.number().gt(0).describe('greatest change of the working setpoint per wall-clock minute'),
  })
  .describe('one target');
export type Setpoint = z.infer<typeof Setpoint>;

export const OvenMode = z
  .enum(['remote', 'local'])
  .describe('remote: takes setpoints from the bridge; local: from its own panel only');
export const Door = z.enum(['open', 'closed']);

export const Expectation = z
  .strictObject({ mode: OvenMode.optional(), door: Door.optional() })
  .describe('what the oven must report at that moment; anything else refuses the command');
export type Expectation = z.infer<typeof Expectation>;

export const Signature = z.strictObject({
  algorithm: z
    .enum(['hmac-sha256', 'ed25519'])
    .describe(
      'follows from the key of the site: a secret, or an Ed25519 pair; the oven takes the one of its own key only',
    ),
  value: z.string().describe('base64url, over the RFC 8785 form of the message without `signature`'),
});
export type Signature = z.infer<typeof Signature>;

export const Command = z
  .strictObject({
    v: Version,
    cmdId: z.uuid().describe('the same for every delivery of the same command'),
    site: Name,
    oven: Name,
    epoch: Counter.describe('fence: rises whenever another bridge takes the site over'),
    version: Counter.describe('rises per oven; gaps are normal'),
    issuedAt: Instant,
    notBefore: Instant,
    notAfter: Instant,
    planId: z.uuid(),
    step: z.int().min(1).describe('position in the program of this plan and oven'),
    setpoints: z
      .array(Setpoint)
      .min(1)
      .max(20)
      .refine((all) => new Set(all.map(({ tag }) => tag)).size === all.length, 'each tag once'),
    expect: Expectation,
    traceparent: z.string().max(100).optional().describe('W3C trace context of the plan'),
    signature: Signature,
  })
  .describe('takt/v1/<site>/<oven>/cmd, QoS 1, never retained');
export type Command = z.infer<typeof Command>;
export type UnsignedCommand = Omit<Command, 'signature'>;

/** Why an oven refuses a command, in the order in which it checks. */
export const refusalReasons = [
  'bad-signature',
  'bad-schema',
  'wrong-address',
  'old-epoch',
  'too-early',
  'too-late',
  'version-not-newer',
  'precondition',
  'beyond-limits',
  'beyond-ramp',
  'interlock',
] as const;
export const RefusalReason = z.enum(refusalReasons);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const Ack = z
  .strictObject({
    v: Version,
    cmdId: z.uuid(),
    site: Name,
    oven: Name,
    epoch: Counter.describe("of the command answered: a refused delivery of an old bridge is not the new one's answer"),
    version: Counter,
    status: z
      .enum(['accepted', 'applied', 'rejected'])
      .describe(
        'accepted: all checks passed and kept; applied: the controller works with it; rejected: nothing changed',
      ),
    reason: RefusalReason.optional().describe('of a rejection'),
    message: Text(500).optional().describe('the same in a sentence, with values'),
    at: Instant,
  })
  .describe('takt/v1/<site>/<oven>/ack, QoS 1, not retained');
export type Ack = z.infer<typeof Ack>;

export const OvenReading = z.strictObject({
  tag: Tag,
  unit: Text(20),
  value: z.number().describe('measured'),
  setpoint: z.number().nullable().describe('working setpoint on its ramp; null: none taken yet'),
  target: z.number().nullable().describe('where the ramp ends'),
});
export type OvenReading = z.infer<typeof OvenReading>;

export const OvenState = z
  .strictObject({
    v: Version,
    site: Name,
    oven: Name,
    at: Instant.describe('when it was measured, by the clock of the oven'),
    mode: OvenMode,
    door: Door,
    holding: z
      .enum(['no', 'hold', 'safe'])
      .describe('hold: the bridge is silent and the setpoint stays; safe: it was silent too long'),
    epoch: Counter.describe('highest seen, 0: none'),
    version: Counter.describe('highest accepted, 0: none'),
    command: z
      .strictObject({ cmdId: z.uuid(), version: Counter, status: z.enum(['accepted', 'applied']) })
      .nullable()
      .describe('the last accepted command'),
    readings: z.array(OvenReading).min(1).max(20),
    interlocks: z.array(Text(100)).max(50).describe('active ones, by name'),
    faults: z.array(Text(100)).max(50),
  })
  .describe('takt/v1/<site>/<oven>/state, QoS 0 or 1, retained');
export type OvenState = z.infer<typeof OvenState>;

export const Presence = z
  .strictObject({ v: Version, site: Name, oven: Name, online: z.boolean(), at: Instant })
  .describe('takt/v1/<site>/<oven>/presence, QoS 1, retained; the will of the connection says online: false');
export type Presence = z.infer<typeof Presence>;

export const Heartbeat = z
  .strictObject({ v: Version, site: Name, epoch: Counter, at: Instant, signature: Signature })
  .describe('takt/v1/<site>/$bridge/heartbeat, QoS 0, not retained, every 2 s from the bridge that holds the site');
export type Heartbeat = z.infer<typeof Heartbeat>;

const root = 'takt/v1';
export type OvenChannel = 'cmd' | 'ack' | 'state' | 'presence';

export function ovenTopic(site: string, oven: string, channel: OvenChannel | 'fault'): string {
  return `${root}/${site}/${oven}/${channel}`;
}

/** `$` cannot begin an oven's name, so this is no oven's topic. */
export function heartbeatTopic(site: string): string {
  return `${root}/${site}/$bridge/heartbeat`;
}

/** What a bridge subscribes to for a site. */
export function siteTopics(site: string): string[] {
  return ['ack', 'state', 'presence'].map((channel) => `${root}/${site}/+/${channel}`);
}

/** @returns undefined for a topic that is none of ours. */
export function parseOvenTopic(topic: string): { site: string; oven: string; channel: string } | undefined {
  const match = /^takt\/v1\/([^/]+)\/([^/$]+)\/([a-z]+)$/.exec(topic);
  return match ? { site: match[1], oven: match[2], channel: match[3] } : undefined;
}

/** JSON Schema (2020-12) of every message; src/bridge/protocol.schema.json is this, and a test compares the two. */
export function protocolJsonSchema(): Record<string, unknown> {
  const messages = { Command, Ack, OvenState, Presence, Heartbeat };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `takt bridge protocol, version ${protocolVersion}`,
    $defs: Object.fromEntries(
      Object.entries(messages).map(([name, schema]) => {
        const { $schema: _, ...body } = z.toJSONSchema(schema);
        return [name, body];
      }),
    ),
  };
}
