/** Who may say and hear what, by the access list of deploy/mosquitto and a Mosquitto that reads it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anybody, SecuredBroker } from './bridge/testing/secured-broker.ts';

const topics = [
  'takt/v1/works/o1/cmd',
  'takt/v1/works/o1/ack',
  'takt/v1/works/o1/state',
  'takt/v1/works/o1/presence',
  'takt/v1/works/o2/cmd',
  'takt/v1/works/o2/ack',
  'takt/v1/works/o2/state',
  'takt/v1/works/o2/presence',
  'takt/v1/annex/o1/cmd',
  'takt/v1/annex/o1/ack',
  'takt/v1/works/$bridge/heartbeat',
  'spBv1.0/STATE/takt-works',
  'spBv1.0/works/NCMD/node1',
  'spBv1.0/works/DCMD/node1/o1',
  'spBv1.0/works/DCMD/node2/o1',
  'spBv1.0/works/NBIRTH/node1',
  'spBv1.0/works/NDATA/node1',
  'spBv1.0/works/NDEATH/node1',
  'spBv1.0/works/DBIRTH/node1/o1',
  'spBv1.0/works/DDATA/node1/o1',
  'spBv1.0/works/DDEATH/node1/o1',
  'spBv1.0/works/NBIRTH/node2',
  'spBv1.0/works/DDATA/node2/o1',
  'elsewhere',
];
const sparkplugOf = (node: string) => topics.filter((topic) => topic.includes(`/${node}`) && !/CMD/.test(topic));

const users: { user: string; says: string[]; hears: string[] }[] = [
  {
    user: 'takt',
    says: topics.filter((topic) => /\/cmd$|heartbeat|STATE|CMD/.test(topic)),
    hears: topics.filter((topic) => /\/(?:ack|state|presence|heartbeat)$|^spBv1\.0/.test(topic)),
  },
  {
    user: 'works/o1',
    says: topics.filter((topic) => /works\/o1\/(?:ack|state|presence)/.test(topic)),
    hears: ['takt/v1/works/o1/cmd', 'takt/v1/works/$bridge/heartbeat', 'spBv1.0/STATE/takt-works'],
  },
  {
    user: 'node1',
    says: sparkplugOf('node1'),
    hears: [
      'takt/v1/works/$bridge/heartbeat',
      'spBv1.0/STATE/takt-works',
      'spBv1.0/works/NCMD/node1',
      'spBv1.0/works/DCMD/node1/o1',
    ],
  },
  { user: 'o1', says: [], hears: ['takt/v1/works/$bridge/heartbeat', 'spBv1.0/STATE/takt-works'] },
  // Names made to match more than themselves.
  { user: '+/+', says: [], hears: [] },
  { user: '+/o1', says: [], hears: [] },
];

describe.skipIf(!SecuredBroker.isPossible)(
  'the access list of the broker (skipped where mosquitto is not installed)',
  () => {
    let broker: SecuredBroker;
    beforeAll(async () => {
      const passwords = Object.fromEntries([...users.map(({ user }) => user), anybody].map((user) => [user, 'secret']));
      broker = await SecuredBroker.start({ configuration: 'passwords.conf', passwords });
    });
    afterAll(() => broker?.close());

    const enter = (user: string, onMessage?: (topic: string) => void) => {
      const url = broker.url.replace('//', `//${encodeURIComponent(user)}:secret@`);
      return broker.connect(anybody, { url, ...(onMessage ? { onMessage } : {}) });
    };

    test.each(users)('$user may say just this', async ({ user, says }) => {
      const connection = await enter(user);
      const outcomes = await Promise.allSettled(topics.map((topic) => connection.publish(topic, 'x')));
      expect(topics.filter((_, at) => outcomes[at].status === 'fulfilled')).toEqual(says);
      const reasons = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.message] : []));
      expect(reasons.filter((reason) => !/^the broker refused a message to .+: Not authorized$/.test(reason))).toEqual(
        [],
      );
    });

    test.each(users)('$user may hear just this', async ({ user, hears }) => {
      const heard: string[] = [];
      const connection = await enter(user, (topic) => heard.push(topic));
      // By wildcard and by name: neither may lead around the list.
      await connection.subscribe(['#', ...topics]);
      const speaker = await enter(anybody);
      for (const topic of topics) await speaker.publish(topic, 'x');
      // The broker answers in order: what was on its way has come before the answer to this.
      await connection.unsubscribe(['#']);
      expect([...new Set(heard)]).toEqual(hears);
    });
  },
);
