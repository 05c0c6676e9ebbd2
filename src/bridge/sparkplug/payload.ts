/**
 * Sparkplug B payloads: bytes on the wire to metrics and back. Of the library only the generated messages are used: its own
 * decoder loses the value of a metric that comes without a datatype, and the standard wants DATA messages to come so.
 */
import protobuf from 'sparkplug-payload/lib/sparkplugPayloadProto.js';

const { DataType, Payload: Message } = protobuf.org.eclipse.tahu.protobuf;
type WireMetric = protobuf.org.eclipse.tahu.protobuf.Payload.IMetric;
type Integer = WireMetric['alias'];

export type MetricType = 'Boolean' | 'DateTime' | 'Double' | 'Int64' | 'String';
export type MetricValue = boolean | number | string | null;

export interface OutgoingMetric {
  /** Births say name and alias, later messages only the alias where there is one. */
  readonly name?: string;
  readonly alias?: number;
  /** Sent with every metric: the standard would spare it outside births, but common decoders cannot do without. */
  readonly type: MetricType;
  readonly value: MetricValue;
  /** Property `engUnit`, which SCADA systems show beside the value. */
  readonly unit?: string;
  /** ms since 1970; default: that of the payload. */
  readonly timestamp?: number;
}

export interface IncomingMetric {
  readonly name: string | undefined;
  readonly alias: number | undefined;
  /** As numbered by the standard; 0: not said. */
  readonly datatype: number;
  /** Undefined: of a kind that nothing here reads, such as a data set. */
  readonly value: MetricValue | undefined;
  readonly unit: string | undefined;
}

export interface IncomingPayload {
  /** ms since 1970 by the sender's clock. */
  readonly timestamp: number | undefined;
  readonly seq: number | undefined;
  readonly metrics: readonly IncomingMetric[];
}

/** A birth of some thousand metrics; more is no oven, and decoding it would hold up everybody else. */
const longestPayload = 1_000_000;

/** @param seq - left out in commands and in NDEATH. */
export function encodePayload(timestamp: number, metrics: readonly OutgoingMetric[], seq?: number): Buffer {
  const message = Message.create({
    timestamp,
    metrics: metrics.map((metric) => wireMetric(metric, timestamp)),
    ...(seq === undefined ? {} : { seq }),
  });
  return Buffer.from(Message.encode(message).finish());
}

/** @throws where the bytes are no payload. */
export function decodePayload(bytes: Buffer): IncomingPayload {
  if (bytes.length > longestPayload) throw new Error(`${bytes.length} bytes, more than ${longestPayload}`);
  const message = Message.decode(bytes);
  return {
    timestamp: Object.hasOwn(message, 'timestamp') ? integer(message.timestamp) : undefined,
    seq: Object.hasOwn(message, 'seq') ? integer(message.seq) : undefined,
    metrics: message.metrics.map((metric) => ({
      name: metric.name || undefined,
      alias: Object.hasOwn(metric, 'alias') ? integer(metric.alias) : undefined,
      datatype: metric.datatype ?? 0,
      value: carriedValue(metric),
      unit: unitOf(metric),
    })),
  };
}

/** Integers of 32 bits are sent without their sign; the datatype, from the metric or its birth, gives it back. */
export function signed(value: MetricValue, datatype: number): MetricValue {
  const isSigned = datatype === DataType.Int8 || datatype === DataType.Int16 || datatype === DataType.Int32;
  return isSigned && typeof value === 'number' && value >= 2 ** 31 ? value - 2 ** 32 : value;
}

function wireMetric({ name, alias, type, value, unit, timestamp }: OutgoingMetric, sentAt: number): WireMetric {
  return {
    ...(name === undefined ? {} : { name }),
    ...(alias === undefined ? {} : { alias }),
    datatype: DataType[type],
    timestamp: timestamp ?? sentAt,
    ...(value === null ? { isNull: true } : wireValue(type, value)),
    ...(unit === undefined
      ? {}
      : { properties: { keys: ['engUnit'], values: [{ type: DataType.String, stringValue: unit }] } }),
  };
}

function wireValue(type: MetricType, value: boolean | number | string): WireMetric {
  if (type === 'Boolean') return { booleanValue: value as boolean };
  if (type === 'String') return { stringValue: value as string };
  return type === 'Double' ? { doubleValue: value as number } : { longValue: value as number };
}

function carriedValue(metric: WireMetric): MetricValue | undefined {
  if (metric.isNull) return null;
  const has = (field: keyof WireMetric) => Object.hasOwn(metric, field);
  if (has('doubleValue')) return metric.doubleValue;
  if (has('floatValue')) return metric.floatValue;
  if (has('booleanValue')) return metric.booleanValue;
  if (has('stringValue')) return metric.stringValue;
  if (has('intValue')) return metric.intValue;
  return has('longValue') ? integer(metric.longValue) : undefined;
}

function unitOf({ properties }: WireMetric): string | undefined {
  const index = properties?.keys?.indexOf('engUnit') ?? -1;
  return properties?.values?.[index]?.stringValue ?? undefined;
}

/**
 * 64-bit integers come as objects, without their sign. Read as signed, since no count here comes near 2^63; beyond 2^53 they
 * lose their last digits.
 */
function integer(value: Integer): number | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'number' ? value : value.toSigned().toNumber();
}
