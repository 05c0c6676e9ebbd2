/** Plans made from plans over the real service: the solvers of every kind, their threads and the store. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindExamples } from '../models/examples.ts';
import { planKinds } from '../models/plan-request.ts';
import type { PlanView } from './jobs/plan-view.ts';
import type { Service } from './main.ts';
import { call, startTestService } from './testing/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const post = (path: string, body: unknown) =>
  call<PlanView>(`${service.url}${path}`, { method: 'POST', body, headers: { prefer: 'wait=60' } });
/** As the service wrote it: equal texts are equal to the byte. */
const planText = async (id: string) => {
  const text = await (await fetch(`${service.url}/v1/plans/${id}`)).text();
  return text.slice(text.indexOf('"plan":'), text.indexOf('"statistics":'));
};

test.each(
  planKinds,
)('a deterministic plan of kind %s is computed again to the byte, and is a start that is not lost', async (kind) => {
  const { equipment: _, ...request } = { equipment: undefined, ...kindExamples[kind] };
  // Ends by iterations, long before the time is over.
  const budget = { timeMs: 60_000, deterministic: true, maxIterations: 5, seed: 5 };
  const first = await post('/v1/plans', { ...request, budget });
  expect([first.status, first.body.state, first.body.endedBy === 'time']).toEqual([200, 'succeeded', false]);
  const again = await post(`/v1/plans/${first.body.id}/recompute`, {});
  expect(again.body).toMatchObject({ state: 'succeeded', derivedFrom: first.body.id });
  const texts = [await planText(first.body.id), await planText(again.body.id)];
  expect(texts[0].length).toBeGreaterThan(100);
  expect(texts[1]).toBe(texts[0]);
  const changes = [{ op: 'replace', path: '/budget/maxIterations', value: 0 }];
  const onwards = await post(`/v1/plans/${first.body.id}/resolve`, { changes });
  expect(onwards.body.warmStart).toMatchObject({ used: true, leftCount: 0 });
  expect(onwards.body.objective).toBeLessThanOrEqual(first.body.objective!);
});
