import { afterEach, describe, expect, test } from 'vitest';
import { startEmbeddedBroker } from '../broker.ts';
import type { Ack, OvenState, Presence } from '../protocol.ts';
import { sign } from '../signature.ts';
import { testKey } from '../testing/fixtures.ts';
import { type Heard, Log, Plant, type PlantVariant, plantOven, plantVariants, type Said } from '../testing/plant.ts';
import { metricsOf, rebirthMetric } from './metrics.ts';
import { decodePayload, type OutgoingMetric } from './payload.ts';
import { nodeTopic } from './topics.ts';

const plants: Plant[] = [];
afterEach(async () => {
  for (const plant of plants.splice(0)) await plant.close();
});

async function plantAt(variant: PlantVariant): Promise<Plant> {
  const plant = await Plant.open(variant);
  plants.push(plant);
  return plant;
}

const isOnline =
  (online: boolean) =>
  ({ message }: Heard) =>
    (message as Partial<Presence>).online === online;
const isAck =
  (status: Ack['status']) =>
  ({ message }: Heard) =>
    (message as Partial<Ack>).status === status;
const isState = ({ message }: Heard) => 'readings' in message;

/** As a gateway may say it that gives no aliases. */
const ovenMetrics: OutgoingMetric[] = [
  { name: 'takt/cmd', type: 'String', value: null },
  ...metricsOf({
    v: 1,
    site: 'any',
    oven: 'o1',
    at: new Date().toISOString(),
    mode: 'remote',
    door: 'closed',
    holding: 'no',
    epoch: 0,
    version: 0,
    command: null,
    readings: [{ tag: 'temperature', unit: 'degC', value: 20, setpoint: null, target: null }],
    interlocks: [],
    faults: [],
  }),
];

const delivery = { timeoutMs: 5000, expirySeconds: 60 };

describe.each(plantVariants)('over $name', (broker) => {
  test('an oven behind an edge node takes a command, answers, and is read back at the target', async () => {
    const plant = await plantAt(broker);
    plant.ovens({ hostId: plant.hostId });
    const { link, heard, events } = plant.link();
    const command = plant.command();
    await events.until((event) => event === 'ready');
    await heard.until(isOnline(true));
    await heard.until(isState);
    await link.deliver(command, delivery);
    expect((await heard.until(isAck('accepted'))).message).toMatchObject({ cmdId: command.cmdId, oven: 'o1' });
    await heard.until(isAck('applied'));
    const hot = await heard.until(
      (entry) => isState(entry) && Math.abs((entry.message as OvenState).readings[0].value - 900) < 5,
    );
    expect(hot.message).toMatchObject({ site: plant.site, command: { cmdId: command.cmdId, status: 'applied' } });
    expect(events.entries).toEqual(['ready']);
  });

  test('a bridge that comes later than the births asks for them', async () => {
    const plant = await plantAt(broker);
    await plant.ovens().ready;
    const { heard } = plant.link();
    await heard.until(isOnline(true));
    await heard.until(isState);
  });

  test('the will of a node that vanishes makes its ovens absent, and its next session brings them back', async () => {
    const plant = await plantAt(broker);
    const ovens = [plantOven, { ...plantOven, oven: 'o2' }];
    const first = plant.ovens({ ovens });
    const { link, heard } = plant.link();
    await heard.until((entry) => entry.oven === 'o2' && isOnline(true)(entry));
    await first.node.cut();
    await heard.until((entry) => entry.oven === 'o1' && isOnline(false)(entry));
    await heard.until((entry) => entry.oven === 'o2' && isOnline(false)(entry));
    await expect(link.deliver(plant.command(), delivery)).rejects.toThrow('no edge node of group');

    const before = heard.entries.length;
    plant.ovens({ ovens });
    await heard.until((entry) => entry.oven === 'o1' && isOnline(true)(entry), before);
    await link.deliver(plant.command(), delivery);
    await heard.until(isAck('accepted'), before);
  });

  test('heartbeats reach all ovens of a node; without them they hold', async () => {
    const plant = await plantAt(broker);
    const holding = (kind: OvenState['holding']) => (entry: Heard) =>
      (entry.message as Partial<OvenState>).holding === kind;
    plant.ovens({ ovens: [{ ...plantOven, holdAfterMs: 400 }] });
    const { link, heard } = plant.link();
    await heard.until(isOnline(true));
    const command = plant.command();
    await link.deliver(command, delivery);
    await heard.until(isAck('applied'));
    await heard.until(holding('hold'));
    const before = heard.entries.length;
    const at = new Date().toISOString();
    link.tell(sign({ v: 1, site: plant.site, epoch: command.epoch, at } as const, testKey));
    await heard.until(holding('no'), before);
  });

  test('the plant sees one host that lives, dies in order, and dies by its will', async () => {
    const plant = await plantAt(broker);
    const { said } = await plant.spy();
    const states = () =>
      said.entries
        .filter(({ topic }) => topic === plant.stateTopic)
        .map(({ payload }) => JSON.parse(payload.toString()));
    const { link, events } = plant.link();
    await said.until(({ topic }) => topic === plant.stateTopic);
    await events.until((event) => event === 'ready');
    await link.close();
    await said.until(({ payload }) => payload.toString().includes('"online":false'));
    expect(states()).toMatchObject([{ online: true }, { online: false }]);
    expect(states()[1].timestamp).toBeGreaterThanOrEqual(states()[0].timestamp);
    expect(said.entries.every(({ topic, qos }) => topic !== plant.stateTopic || qos === 1)).toBe(true);
  });

  test('a late will of the bridge before is contradicted at once, and edge nodes that heard it stay', async () => {
    const plant = await plantAt(broker);
    const simulation = plant.ovens({ hostId: plant.hostId });
    const { heard } = plant.link();
    await heard.until(isOnline(true));
    await simulation.ready;
    const { client, said } = await plant.spy();
    const isBirth = ({ topic, payload }: Said) => topic === plant.stateTopic && JSON.parse(payload.toString()).online;
    await said.until(isBirth);
    const before = said.entries.length;
    const late = JSON.stringify({ online: false, timestamp: Date.now() - 3_600_000 });
    await client.publishAsync(plant.stateTopic, late, { qos: 1, retain: true });
    await said.until(isBirth, before);
    const from = heard.entries.length;
    await heard.until(isState, from);
    expect(heard.entries.some(isOnline(false))).toBe(false);
  });

  test('two bridges that follow each other are one host, although the first had a clock ahead', async () => {
    const plant = await plantAt(broker);
    const { said } = await plant.spy();
    const last = () => {
      const states = said.entries.filter(({ topic }) => topic === plant.stateTopic);
      return JSON.parse(states.at(-1)!.payload.toString());
    };
    const first = plant.link({ clock: () => Date.now() + 60_000 });
    await said.until(({ topic }) => topic === plant.stateTopic);
    const ahead = last().timestamp;
    const simulation = plant.ovens({ hostId: plant.hostId });
    await simulation.ready;
    const second = plant.link();
    await said.until(
      ({ topic, payload }) => topic === plant.stateTopic && JSON.parse(payload.toString()).timestamp > ahead,
    );
    await second.heard.until(isOnline(true));
    await first.link.close();
    const from = second.heard.entries.length;
    await second.heard.until(isState, from);
    expect(last()).toEqual({ online: true, timestamp: ahead + 1 });
    expect(second.heard.entries.some(isOnline(false))).toBe(false);
  });

  test('a host that is offline ends the session of the nodes that wait for it', async () => {
    const plant = await plantAt(broker);
    const { said } = await plant.spy();
    const warnings = new Log<string>();
    plant.ovens({ hostId: plant.hostId, warn: (warning) => warnings.add(warning) });
    await warnings.until((warning) => warning.endsWith(`waits for host application ${plant.hostId}`));
    expect(said.entries).toEqual([]);
    const first = plant.link();
    await first.heard.until(isOnline(true));
    const births = () => said.entries.filter(({ topic }) => topic.includes('/NBIRTH/'));
    await said.until(({ topic }) => topic.includes('/NBIRTH/'));
    await first.link.close();
    await said.until(({ topic }) => topic.includes('/NDEATH/'));
    const before = said.entries.length;
    const second = plant.link();
    await second.heard.until(isOnline(true));
    await said.until(({ topic }) => topic.includes('/NBIRTH/'), before);
    const numbers = births().map(
      ({ payload }) => decodePayload(payload).metrics.find(({ name }) => name === 'bdSeq')?.value,
    );
    expect(numbers.at(-1)).toBe(1 + Number(numbers[0]));
  });
});

const embedded = plantVariants[0];

test('what is broken, foreign or retained in the group does no harm', async () => {
  const plant = await plantAt(embedded);
  const { client } = await plant.spy();
  const ghost = nodeTopic({ group: plant.site, verb: 'NBIRTH', node: 'ghost' });
  await client.publishAsync(ghost, 'kept from the year before', { retain: true, qos: 1 });
  const { heard, events } = plant.link();
  await events.until((event) => event === 'ready');
  const node = await plant.node('stranger');
  await node.sayBytes('NBIRTH', Buffer.from('this is no payload'));
  await node.sayBytes('DDATA', Buffer.from([0xff, 0xff, 0xff]), 'o1');
  await node.client.publishAsync(`spBv1.0/${plant.site}/NOISE/a/b/c`, 'x');
  await node.client.publishAsync(plant.stateTopic, 'OFFLINE', { qos: 1 });
  await node.say('NBIRTH', [{ name: 'bdSeq', type: 'Int64', value: 0 }], 0);
  // A press, not an oven.
  await node.say('DBIRTH', [{ name: 'Pressure', type: 'Double', value: 3 }], 1, 'press');
  await node.say('DDATA', [{ name: 'Pressure', type: 'Double', value: 4 }], 2, 'press');
  // An oven that lacks half of its state.
  const half: OutgoingMetric[] = [
    { name: 'takt/cmd', type: 'String', value: null },
    { name: 'takt/at', type: 'DateTime', value: Date.now() },
  ];
  await node.say('DBIRTH', half, 3, 'half');
  await plant.ovens().ready;
  await heard.until((entry) => entry.oven === 'o1' && isState(entry));
  expect(heard.entries.filter(({ oven }) => oven !== 'o1')).toMatchObject([
    { oven: 'half', message: { online: true } },
  ]);
  const [broken, cut, incomplete] = events.entries.slice(1);
  expect(broken).toMatch(/^stranger NBIRTH: /);
  expect(cut).toMatch(/^o1 DDATA: /);
  expect(incomplete).toMatch(/^half state: .*mode/s);
  expect(events.entries).toHaveLength(4);
});

test('a message that the broker lost has the node born again, by a command it understands', async () => {
  const plant = await plantAt(embedded);
  const { heard, events } = plant.link();
  await events.until((event) => event === 'ready');
  const node = await plant.node('gateway');
  const { said } = await plant.spy();
  await node.say('NBIRTH', [{ name: rebirthMetric, type: 'Boolean', value: false }], 0);
  await node.say('DBIRTH', [{ name: 'takt/cmd', type: 'String', value: null }], 2, 'o1');
  const request = await said.until(
    ({ topic }) => topic === nodeTopic({ group: plant.site, verb: 'NCMD', node: 'gateway' }),
  );
  const { metrics, seq } = decodePayload(request.payload);
  expect(metrics).toMatchObject([{ name: 'Node Control/Rebirth', value: true }]);
  expect({ seq, qos: request.qos, retain: request.retain }).toEqual({ seq: undefined, qos: 0, retain: false });
  expect(heard.entries).toEqual([]);
});

test('an oven is not taken from a gateway that lives; when that one dies it is reached where it was borne since', async () => {
  const plant = await plantAt(embedded);
  const { link, heard, events } = plant.link();
  await events.until((event) => event === 'ready');
  const { said } = await plant.spy();
  const born = async (name: string) => {
    const node = await plant.node(name);
    await node.say('NBIRTH', [{ name: 'bdSeq', type: 'Int64', value: 3 }], 0);
    await node.say('DBIRTH', ovenMetrics, 1, 'o1');
    await said.until(({ topic }) => topic.endsWith(`/DBIRTH/${name}/o1`));
    return node;
  };
  const old = await born('old');
  const next = await born('new');
  const at = (time: number): OutgoingMetric[] => [{ name: 'takt/at', type: 'DateTime', value: time }];
  const isStateAt = (time: number) => (entry: (typeof heard.entries)[number]) =>
    isState({ oven: 'o1', message: entry.message }) && Date.parse(entry.message.at) === time;
  await next.say('DDATA', at(1), 2, 'o1');
  await said.until(({ topic }) => topic.endsWith('/DDATA/new/o1'));
  await old.say('DDATA', at(2), 2, 'o1');
  await heard.until(isStateAt(2));
  expect(heard.entries.some(isStateAt(1))).toBe(false);
  expect(heard.entries.some(isOnline(false))).toBe(false);
  expect(events.entries).toContainEqual(expect.stringContaining('node new bears it while node old has it'));
  await old.say('NDEATH', [{ name: 'bdSeq', type: 'Int64', value: 3 }]);
  await heard.until(isOnline(false));
  await next.say('DDATA', at(3), 3, 'o1');
  await heard.until(isStateAt(3));

  const command = plant.command();
  await link.deliver(command, delivery);
  const isCommand = ({ topic }: Said) => topic.includes('/DCMD/');
  const { topic, payload, qos, retain } = await said.until(isCommand);
  expect({ topic, qos, retain }).toEqual({ topic: `spBv1.0/${plant.site}/DCMD/new/o1`, qos: 0, retain: false });
  const { seq, metrics } = decodePayload(payload);
  expect(seq).toBeUndefined();
  // These gateways gave no aliases.
  expect(metrics).toMatchObject([{ name: 'takt/cmd', value: JSON.stringify(command) }]);
});

test('an edge node says only what has changed, by alias', async () => {
  const plant = await plantAt(embedded);
  const { said } = await plant.spy();
  plant.ovens();
  const { payload } = await said.until(({ topic }) => topic.includes('/DDATA/'));
  const { metrics } = decodePayload(payload);
  // The time, and the reading, which is noisy.
  expect(metrics.length).toBeLessThanOrEqual(2);
  expect(metrics.every(({ name, alias }) => name === undefined && alias !== undefined)).toBe(true);
});

test('a pulled cable of one oven leaves the others', async () => {
  const plant = await plantAt(embedded);
  const simulation = plant.ovens({ ovens: [plantOven, { ...plantOven, oven: 'o2' }] });
  const { heard } = plant.link();
  await heard.until((entry) => entry.oven === 'o2' && isOnline(true)(entry));
  simulation.node.attach('o1', false);
  await heard.until(isOnline(false));
  const before = heard.entries.length;
  simulation.node.attach('o1', true);
  await heard.until(isOnline(true), before);
  expect(heard.entries.filter(isOnline(false)).map(({ oven }) => oven)).toEqual(['o1']);
});

test('a broker that comes back finds the host and its ovens again', async () => {
  const broker = await startEmbeddedBroker();
  const plant = new Plant(broker.url, 4);
  plants.push(plant);
  plant.ovens({ hostId: plant.hostId });
  const { link, heard, events } = plant.link();
  await heard.until(isOnline(true));
  await broker.close();
  await events.until((event) => event === 'lost');
  expect(link.ready).toBe(false);
  await expect(link.deliver(plant.command(), delivery)).rejects.toThrow('no connection');
  const before = heard.entries.length;
  const again = await startEmbeddedBroker({ port: broker.port });
  plant.atEnd(() => again.close());
  await heard.until(isOnline(true), before);
  expect(events.entries).toEqual(['ready', 'lost', 'ready']);
});
