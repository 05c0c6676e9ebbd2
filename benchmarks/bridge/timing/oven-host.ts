/** A process of simulated ovens. Ends when its parent does. */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { type Simulation, type SimulationOptions, startSimulation } from '../../../src/bridge/oven/simulation.ts';

export type OvenHostOptions = Pick<SimulationOptions, 'mqttUrl' | 'site' | 'key' | 'ovens'> & {
  readonly stateMs: number;
};

/** The ovens of a simulation report all at once; those of a works do not. */
const reportingGroups = 5;

const [options] = (await once(process, 'message')) as [OvenHostOptions];
const simulations: Simulation[] = [];
for (let group = 0; group < reportingGroups; group++) {
  const ovens = options.ovens.filter((_, index) => index % reportingGroups === group);
  const warn = (message: string) => console.error(message);
  simulations.push(startSimulation({ ...options, ovens, warn }));
  await setTimeout(options.stateMs / reportingGroups);
}
await Promise.all(simulations.map(({ ready }) => ready));
process.send!({ ready: true });
await once(process, 'disconnect');
await Promise.all(simulations.map((simulation) => simulation.stop()));
process.exit(0);
