import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '../http/openapi.ts';
import type { Service } from '../main.ts';
import { longRequest, smallRequest } from '../testing/requests.ts';
import { startTestService } from '../testing/service.ts';
import { madeFrom } from './api-types.ts';
import { type Plan, TaktApiError, TaktClient } from './client.ts';
import { documentHash } from './document-hash.ts';

test('the types are those of the API; `npm run client` makes them anew', () => {
  expect(madeFrom).toBe(documentHash(openApiDocument()));
});

describe('the client of a whole service', () => {
  let service: Service;
  let client: TaktClient;
  beforeAll(async () => {
    service = await startTestService();
    client = new TaktClient({ url: service.url });
  });
  afterAll(() => service.close());

  test('solves and waits for the end', async () => {
    const plan = await client.solve(smallRequest({ tags: { week: '47' } }));
    expect(plan).toMatchObject({ state: 'succeeded', found: 'optimal', objective: 2, tags: { week: '47' } });
    expect(await client.getPlan(plan.id)).toEqual(plan);
  });

  test('follows a plan from its first event to its last, and stops it', async () => {
    const { id } = await client.createPlan(longRequest(60_000));
    const states: string[] = [];
    for await (const event of client.follow(id)) {
      if (event.type === 'state') states.push(event.data.state);
      else if (states.length === 2) {
        states.push('incumbent');
        await client.stopPlan(id);
      }
    }
    expect(states).toEqual(['queued', 'running', 'incumbent', 'cancelled']);
    expect(await client.ended(id)).toMatchObject({ state: 'cancelled', found: 'feasible' });
  });

  test('solves without keeping', async () => {
    const { plan, ...answer } = await client.solveOnly(smallRequest());
    expect(answer).toMatchObject({ kind: 'melt', found: 'optimal', objective: 2 });
    expect(plan).toMatchObject({ heats: expect.any(Array) });
  });

  test('lists page after page', async () => {
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.push((await client.solve(smallRequest())).id);
    const listed: string[] = [];
    for await (const { id } of client.plans({ limit: 2 })) {
      listed.push(id);
      if (listed.length === 5) break;
    }
    expect(listed).toEqual(made.reverse());
  });

  test('a refusal comes as an error with what the service said', async () => {
    const request = smallRequest();
    request.problem.lines[0].pieceMass = -1;
    const refused = client.createPlan(request);
    await expect(refused).rejects.toBeInstanceOf(TaktApiError);
    await expect(refused).rejects.toMatchObject({
      status: 400,
      code: 'invalid-request',
      problem: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/problem/lines/0/pieceMass' })]) },
    });
  });
});

describe('the client of a service in trouble', () => {
  type Scripted = { status: number; headers?: object; body?: object } | 'cut';
  const answers: (() => Scripted)[] = [];
  const asked: (string | undefined)[] = [];
  let server: Server;
  let client: TaktClient;
  const plan = { id: '01a1fcbd-bd71-7446-a56a-ddf2716651f5', state: 'succeeded' } as Plan;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const key = request.headers['idempotency-key'] as string | undefined;
      asked.push(key);
      const answer = answers.shift()!();
      if (answer === 'cut') request.socket.destroy();
      else response.writeHead(answer.status, { ...answer.headers }).end(JSON.stringify(answer.body ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new TaktClient({ url: `http://127.0.0.1:${port}`, tries: 3, longestPauseMs: 5 });
  });
  afterAll(() => server.close());

  test('an answer that is lost is asked for again under the same key', async () => {
    asked.length = 0;
    answers.push(
      () => 'cut',
      () => ({ status: 200, body: plan }),
    );
    expect(await client.createPlan(smallRequest())).toEqual(plan);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(asked[1]).toBe(asked[0]);
  });

  test('a full service is asked again, at most as often as agreed', async () => {
    asked.length = 0;
    const full = () => ({
      status: 503,
      headers: { 'retry-after': '0', 'content-type': 'application/problem+json' },
      body: { code: 'queue-full', detail: 'full' },
    });
    answers.push(full, full, full);
    await expect(client.createPlan(smallRequest())).rejects.toMatchObject({ status: 503, code: 'queue-full' });
    expect(asked).toHaveLength(3);
  });

  test('what may have been done is not done twice without a key', async () => {
    asked.length = 0;
    answers.push(() => 'cut');
    await expect(client.solveOnly(smallRequest())).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});
