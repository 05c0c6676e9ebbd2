/** Bridges that die, stop, or lose their database. */
import { leaseMs } from '../stage.ts';
import type { CampaignFault } from './kind.ts';

export const bridgeFaults: readonly CampaignFault[] = [
  {
    name: 'bridge-kill',
    says: 'kill -9 of the bridge that speaks for a site; the other takes over, this one comes back',
    async play({ stage, pause }) {
      const { host } = await stage.activeBridge();
      await host.kill();
      await pause(100, 6000);
      await host.start();
    },
  },
  {
    name: 'bridge-replaced',
    says: 'a bridge dies with commands on their way; they arrive when another has taken over',
    async play({ stage, pause }) {
      const { host, toBroker } = await stage.activeBridge();
      toBroker.set('stall');
      await pause(300, 1000);
      await host.kill();
      await pause(1.1 * leaseMs, 1.6 * leaseMs);
      toBroker.set('pass');
      await host.start();
    },
  },
  {
    name: 'bridge-freeze',
    says: 'SIGSTOP of the bridge that speaks for a site until its lease is over, then SIGCONT: two bridges at once',
    async play({ stage, pause }) {
      const { host } = await stage.activeBridge();
      host.signal('SIGSTOP');
      await pause(0.8 * leaseMs, 3 * leaseMs);
      host.signal('SIGCONT');
    },
  },
  {
    name: 'database-away',
    says: 'all sessions of the bridges end, and for some seconds nothing comes back from the database',
    async play({ stage, pause }) {
      for (const { toDatabase } of stage.bridges) toDatabase.set('stall');
      stage.cutSessions();
      await pause(500, 5000);
      for (const { toDatabase } of stage.bridges) toDatabase.set('pass');
      stage.cutSessions();
    },
  },
];
