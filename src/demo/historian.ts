/** Keeps what the ovens of a site report, as a plant's historian does: it knows the rest of takt by MQTT only. */
import { Connection } from '../bridge/connection.ts';
import { OvenState, ovenTopic, parseOvenTopic } from '../bridge/protocol.ts';

export interface Historian {
  /** Each report once, oldest first. */
  states(oven: string): readonly OvenState[];
  close(): Promise<void>;
}

/** Resolves when it listens. @throws Error where the broker cannot be reached or refuses the subscription. */
export async function startHistorian({ mqttUrl, site }: { mqttUrl: string; site: string }): Promise<Historian> {
  const kept = new Map<string, OvenState[]>();
  const listening = Promise.withResolvers<void>();
  const connection = new Connection({
    url: mqttUrl,
    clientId: `historian-${crypto.randomUUID().slice(0, 13)}`,
    protocolVersion: 4,
    onConnect: () => {
      connection.subscribe([ovenTopic(site, '+', 'state')]).then(listening.resolve, listening.reject);
    },
    onMessage: (topic, payload) => {
      const oven = parseOvenTopic(topic)?.oven;
      const state = stateOf(payload);
      if (oven !== undefined && state) keep(kept, oven, state);
    },
    onLoss: (error) => listening.reject(error ?? new Error('the broker closed the connection')),
  });
  connection.start();
  try {
    await listening.promise;
  } catch (error) {
    await connection.stop();
    throw error;
  }
  return { states: (oven) => kept.get(oven) ?? [], close: () => connection.stop() };
}

function stateOf(payload: Buffer): OvenState | undefined {
  try {
    return OvenState.safeParse(JSON.parse(payload.toString())).data;
  } catch {
    return undefined;
  }
}

/** The broker tells the last report again after each reconnect, and an older one is no news. */
function keep(kept: Map<string, OvenState[]>, oven: string, state: OvenState): void {
  const states = kept.get(oven) ?? [];
  kept.set(oven, states);
  const last = states.at(-1);
  if (!last || Date.parse(state.at) > Date.parse(last.at)) states.push(state);
}
