/** Many simulated ovens in one process, as the devices of one Sparkplug B edge node. */
import type { Oven } from './oven.ts';
import { type SimulationOptions, simulatedOven } from './simulation.ts';
import { SparkplugNode, type SparkplugNodeOptions } from './sparkplug-node.ts';
import { startTicking } from './ticking.ts';

export interface SparkplugSimulationOptions
  extends SimulationOptions,
    Pick<SparkplugNodeOptions, 'group' | 'node' | 'hostId'> {
  /** Default 4: MQTT 3.1.1. */
  readonly protocolVersion?: 4 | 5;
}

export interface SparkplugSimulation {
  /** Resolves when node and ovens are born for the first time. */
  readonly ready: Promise<void>;
  readonly node: SparkplugNode;
  readonly ovens: ReadonlyMap<string, Oven>;
  stop(): Promise<void>;
}

/** @throws ZodError where an oven's settings do not fit; Error where what was kept of it cannot be read. */
export function startSparkplugSimulation(options: SparkplugSimulationOptions): SparkplugSimulation {
  const { mqttUrl: url, tls, protocolVersion = 4, clock = Date.now } = options;
  const ovens = options.ovens.map((input) => simulatedOven(options, input));
  const { promise: ready, resolve: onBirth } = Promise.withResolvers<void>();
  const node = new SparkplugNode({ ...options, broker: { url, tls, protocolVersion }, ovens, clock, onBirth });
  node.start();
  const stopTicking = startTicking(options, (isReportDue) => {
    node.advance();
    if (isReportDue) node.report();
  });
  return {
    ready,
    node,
    ovens: new Map(ovens.map((oven) => [oven.name, oven])),
    async stop() {
      stopTicking();
      await node.stop();
    },
  };
}
