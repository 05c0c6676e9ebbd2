/** Requests that harm the thread or the process that solves them, with harmless ones beside them. */
import { longRequest } from '../workload.ts';
import type { PostgresKind } from './kind.ts';

/** What the service makes of it depends on the moment: given up after two deaths, or the best plan until then. */
const anyEnd = ['succeeded', 'failed'] as const;

function harm(name: string, says: string, first: (repeat: string) => string, once: boolean): PostgresKind {
  return {
    name,
    says,
    on: 'postgres',
    mayEnd: (request) => (!once && request.endsWith('harm') ? anyEnd : undefined),
    async fault({ client, prefix, sending }) {
      sending.push(client.send(`${prefix}harm`, longRequest(3000, first(prefix.replace(/\W/g, '')))));
    },
  };
}

export const solverKinds: readonly PostgresKind[] = [
  harm('thread-exit', 'a thread ends in the middle of its search', (name) => `fault-exit-once-${name}`, true),
  harm('thread-throw', 'an error that nobody catches in a thread', (name) => `fault-throw-once-${name}`, true),
  harm('child-suicide', 'a request that kills the solver process each time', () => 'fault-child', false),
  harm('memory-heap', 'out of memory: JavaScript objects', () => 'fault-heap', false),
  harm('memory-buffers', 'out of memory: buffers that no heap limit counts', () => 'fault-buffers', false),
  harm('memory-wasm', 'out of memory: WebAssembly', () => 'fault-wasm', false),
  harm('memory-results', 'out of memory: results of 16 MB as fast as they can be made', () => 'fault-results', false),
];
