/**
 * An oven as a Sparkplug device: which metrics carry what docs/bridge.md calls state, ack and command. The state is spread
 * over metrics of its own, so that any historian reads temperatures as numbers; commands and answers stay whole, because
 * a signature covers the whole of them.
 */
import { OvenState, protocolVersion } from '../protocol.ts';
import type { MetricType, MetricValue } from './payload.ts';

/** What metric names say of ours begin with; a device may have any others beside them. */
const own = 'takt/';

/** Written by the host in a DCMD: a signed command. */
export const commandMetric = `${own}cmd`;
/** The last answer of the oven. */
export const ackMetric = `${own}ack`;
/** Written by the host in an NCMD: a signed sign of life, for all ovens of the node. */
export const heartbeatMetric = `${own}heartbeat`;
/** When the state was measured. A report is complete with the message that changes it. */
export const atMetric = `${own}at`;

export const birthSequenceMetric = 'bdSeq';
export const rebirthMetric = 'Node Control/Rebirth';

export interface DeviceMetric {
  readonly name: string;
  readonly type: MetricType;
  readonly value: MetricValue;
  readonly unit?: string;
}

/** What a host knows of a metric. */
export interface KnownMetric {
  readonly value: MetricValue;
  readonly unit: string | undefined;
}

export function metricsOf(state: OvenState): DeviceMetric[] {
  const { command } = state;
  return [
    { name: atMetric, type: 'DateTime', value: Date.parse(state.at) },
    { name: `${own}mode`, type: 'String', value: state.mode },
    { name: `${own}door`, type: 'String', value: state.door },
    { name: `${own}holding`, type: 'String', value: state.holding },
    { name: `${own}epoch`, type: 'Int64', value: state.epoch },
    { name: `${own}version`, type: 'Int64', value: state.version },
    { name: `${own}command/cmdId`, type: 'String', value: command?.cmdId ?? null },
    { name: `${own}command/version`, type: 'Int64', value: command?.version ?? null },
    { name: `${own}command/status`, type: 'String', value: command?.status ?? null },
    { name: `${own}interlocks`, type: 'String', value: JSON.stringify(state.interlocks) },
    { name: `${own}faults`, type: 'String', value: JSON.stringify(state.faults) },
    ...state.readings.flatMap(({ tag, unit, value, setpoint, target }) =>
      Object.entries({ value, setpoint, target }).map(([field, number]) => ({
        name: `${own}readings/${tag}/${field}`,
        type: 'Double' as const,
        value: number,
        unit,
      })),
    ),
  ];
}

/** @throws ZodError where the metrics make no state, SyntaxError where a list is no JSON. */
export function stateFrom(site: string, oven: string, metrics: ReadonlyMap<string, KnownMetric>): OvenState {
  const value = (name: string) => metrics.get(own + name)?.value;
  const at = value('at');
  return OvenState.parse({
    v: protocolVersion,
    site,
    oven,
    at: typeof at === 'number' ? new Date(at).toISOString() : at,
    mode: value('mode'),
    door: value('door'),
    holding: value('holding'),
    epoch: value('epoch'),
    version: value('version'),
    command:
      typeof value('command/cmdId') === 'string'
        ? { cmdId: value('command/cmdId'), version: value('command/version'), status: value('command/status') }
        : null,
    readings: readingsFrom(metrics),
    interlocks: listFrom(value('interlocks')),
    faults: listFrom(value('faults')),
  });
}

function readingsFrom(metrics: ReadonlyMap<string, KnownMetric>): object[] {
  const readings: object[] = [];
  for (const [name, { value, unit }] of metrics) {
    const tag = /^takt\/readings\/(.+)\/value$/.exec(name)?.[1];
    if (tag === undefined) continue;
    const other = (field: string) => metrics.get(`${own}readings/${tag}/${field}`)?.value;
    readings.push({ tag, unit, value, setpoint: other('setpoint'), target: other('target') });
  }
  return readings;
}

function listFrom(text: MetricValue | undefined): unknown {
  return typeof text === 'string' ? JSON.parse(text) : text;
}
