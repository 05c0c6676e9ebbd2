/** The broker that dies or loses messages, and messages that come twice, late, or from nobody. */
import type { CampaignFault } from './kind.ts';

export const messageFaults: readonly CampaignFault[] = [
  {
    name: 'broker-kill',
    says: 'kill -9 of the broker, which comes back and remembers nothing',
    async play({ stage, pause }) {
      await stage.broker.kill();
      await pause(100, 4000);
      await stage.broker.startAgain();
    },
  },
  {
    name: 'queue-overflow',
    says: 'a segment takes nothing while more is sent to it than the broker keeps',
    async play({ stage, poltergeist, rng, pause }, meets) {
      const { site, ovens, link } = stage.segments[rng.below(stage.segments.length)];
      meets(ovens);
      link.set('stall');
      poltergeist.flood(site, ovens, 40);
      await pause(500, 4000);
      link.set('pass');
    },
  },
  {
    name: 'replayed-commands',
    says: 'commands and heartbeats come again at once, out of order, and after their windows; forged ones among them',
    async play({ poltergeist, pause }) {
      poltergeist.haunt('commands');
      await pause(2000, 8000);
      poltergeist.rest('commands');
    },
  },
  {
    name: 'replayed-answers',
    says: 'answers and states come again at once, out of order, and much later',
    async play({ poltergeist, pause }) {
      poltergeist.haunt('answers');
      await pause(2000, 8000);
      poltergeist.rest('answers');
    },
  },
];
