import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EdgeNode } from './edge-node.ts';
import { decodePayload, encodePayload, type OutgoingMetric } from './payload.ts';
import type { NodeVerb } from './topics.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const times = { reorderMs: 2000, rebirthMs: 5000 };

/** A host that writes down what it learns of a node, and a voice for the node. */
function listen() {
  const learned: string[] = [];
  const node = new EdgeNode(times, {
    born: (device) => learned.push(`${device} born`),
    changed: (device, metrics, names) =>
      learned.push(`${device} ${[...names].map((name) => `${name}=${metrics.values.get(name)?.value}`)}`),
    died: (device) => learned.push(`${device} died`),
    rebirthNeeded: () => learned.push('rebirth'),
  });
  const say = (verb: NodeVerb, metrics: readonly OutgoingMetric[] = [], seq?: number) => {
    const device = verb.startsWith('D') ? { device: 'o1' } : {};
    node.receive({ group: 'g', verb, node: 'n', ...device }, decodePayload(encodePayload(Date.now(), metrics, seq)));
  };
  return {
    learned,
    say,
    birth(bdSeq = 0) {
      say('NBIRTH', [{ name: 'bdSeq', type: 'Int64', value: bdSeq }], 0);
      say('DBIRTH', [{ name: 't', alias: 3, type: 'Double', value: 1 }], 1);
    },
    data: (seq: number, value: number) => say('DDATA', [{ alias: 3, type: 'Double', value }], seq),
    death: (bdSeq: number) => say('NDEATH', [{ name: 'bdSeq', type: 'Int64', value: bdSeq }]),
    took: () => learned.splice(0),
  };
}

test('values come by alias or by name', () => {
  const { birth, data, say, took } = listen();
  birth();
  data(2, 5);
  say('DDATA', [{ name: 't', type: 'Double', value: 6 }], 3);
  expect(took()).toEqual(['o1 born', 'o1 t=5', 'o1 t=6']);
});

test('a message that was overtaken is waited for, and nothing is asked when it comes in time', () => {
  const { birth, data, took } = listen();
  birth();
  data(3, 30);
  data(4, 40);
  expect(took()).toEqual(['o1 born']);
  vi.advanceTimersByTime(1999);
  data(2, 20);
  vi.advanceTimersByTime(10_000);
  expect(took()).toEqual(['o1 t=20', 'o1 t=30', 'o1 t=40']);
});

test('a message that never comes has the node born again; what came after it is not believed', () => {
  const { birth, data, took } = listen();
  birth();
  data(3, 30);
  vi.advanceTimersByTime(2000);
  data(4, 40);
  expect(took()).toEqual(['o1 born', 'rebirth']);
  birth();
  data(2, 50);
  expect(took()).toEqual(['o1 died', 'o1 born', 'o1 t=50']);
});

test.each([
  ['a node', (node: ReturnType<typeof listen>) => node.data(7, 1)],
  [
    'a device',
    (node: ReturnType<typeof listen>) => {
      node.say('NBIRTH', [], 0);
      node.data(1, 1);
    },
  ],
  [
    'an alias',
    (node: ReturnType<typeof listen>) => {
      node.birth();
      node.took();
      node.say('DDATA', [{ alias: 99, type: 'Double', value: 1 }], 2);
    },
  ],
])('data of %s that no birth told of asks for one, and not in vain again and again', (_, speak) => {
  const node = listen();
  speak(node);
  expect(node.took()).toEqual(['rebirth']);
  node.data(8, 1);
  node.data(9, 1);
  expect(node.took()).toEqual([]);
  vi.advanceTimersByTime(times.rebirthMs);
  node.data(10, 1);
  expect(node.took()).toEqual(['rebirth']);
});

test('the death of a node takes its devices along; what it says then needs a birth', () => {
  const { birth, data, death, took } = listen();
  birth(4);
  death(4);
  expect(took()).toEqual(['o1 born', 'o1 died']);
  data(2, 5);
  expect(took()).toEqual(['rebirth']);
});

test('the death of an earlier session that comes after the birth of the next changes nothing', () => {
  const { birth, data, death, took } = listen();
  birth(4);
  birth(5);
  took();
  death(4);
  data(2, 5);
  expect(took()).toEqual(['o1 t=5']);
});

test('a device dies and is born again while its node lives', () => {
  const { birth, say, data, took } = listen();
  birth();
  say('DDEATH', [], 2);
  say('DBIRTH', [{ name: 't', alias: 3, type: 'Double', value: 1 }], 3);
  data(4, 5);
  expect(took()).toEqual(['o1 born', 'o1 died', 'o1 born', 'o1 t=5']);
});

test('a birth that takes a device away leaves it dead', () => {
  const { birth, say, took } = listen();
  birth();
  say('NBIRTH', [{ name: 'bdSeq', type: 'Int64', value: 1 }], 0);
  expect(took()).toEqual(['o1 born', 'o1 died']);
});
