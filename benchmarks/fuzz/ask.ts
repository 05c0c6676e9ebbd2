/** Sends what no well-behaved HTTP library would: targets as they are, any method, any header that can be written. */
import { Agent, request } from 'node:http';
import type { FuzzAnswer } from './judge.ts';
import type { FuzzRequest } from './request.ts';

export type Ask = (request: FuzzRequest) => Promise<FuzzAnswer>;

/** @param limitMs - an answer that takes longer is an error. */
export function askOver(url: string, limitMs: number): { ask: Ask; close(): void } {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const ask: Ask = ({ method, target, headers: given, body }) =>
    new Promise((resolve, reject) => {
      const headers = { ...given, 'content-length': body?.length ?? 0 };
      const sent = request({ hostname, port, method, path: target, headers, agent, timeout: limitMs }, (answer) => {
        const status = answer.statusCode!;
        const contentType = answer.headers['content-type'] ?? '';
        if (contentType.startsWith('text/event-stream')) {
          resolve({ status, contentType, text: '' });
          sent.destroy();
          return;
        }
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ status, contentType, text: Buffer.concat(chunks).toString() }));
        answer.on('error', reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${target} within ${limitMs} ms`)));
      sent.on('error', reject);
      sent.end(body);
    });
  return { ask, close: () => agent.destroy() };
}
