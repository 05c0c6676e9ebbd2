/** Many simulated ovens in one process, as the devices of one Sparkplug B edge node. */
import { Oven } from './oven.ts';
import { OvenSettings } from './settings.ts';
import type { SimulationOptions } from './simulation.ts';
import { SparkplugNode, type SparkplugNodeOptions } from './sparkplug-node.ts';
import { startTicking } from './ticking.ts';

export type SparkplugSimulationOptions = Omit<SimulationOptions, 'mqttUrl'> &
  Pick<SparkplugNodeOptions, 'broker' | 'group' | 'node' | 'hostId'>;

export interface SparkplugSimulation {
  /** Resolves when node and ovens are born for the first time. */
  readonly ready: Promise<void>;
  readonly node: SparkplugNode;
  readonly ovens: ReadonlyMap<string, Oven>;
  stop(): Promise<void>;
}

/** @throws ZodError where an oven's settings do not fit. */
export function startSparkplugSimulation(options: SparkplugSimulationOptions): SparkplugSimulation {
  const { broker, group, node: name, hostId, site, key, speed = 1, clock = Date.now, warn } = options;
  const ovens = options.ovens.map(
    (input) => new Oven({ site, settings: OvenSettings.parse(input), key, speed, now: clock() }),
  );
  const { promise: ready, resolve: onBirth } = Promise.withResolvers<void>();
  const node = new SparkplugNode({ broker, group, node: name, hostId, ovens, clock, warn, onBirth });
  node.start();
  const stopTicking = startTicking({ speed, stateMs: options.stateMs }, (isReportDue) => {
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
