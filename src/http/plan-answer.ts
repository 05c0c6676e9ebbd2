/** How a plan is answered: at once, or when it has ended; kept anew, or from before. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import type { NewPlan } from '../jobs/plan-insert.ts';
import { isEnded, type PlanView } from '../jobs/plan-view.ts';
import { originOf } from './guard.ts';
import { idempotencyOf, tellReplay } from './idempotency.ts';
import { preferredWait } from './parameters.ts';
import type { HttpServices } from './services.ts';

/**
 * Keeps what `make` gives, or finds what was kept under the same Idempotency-Key, and answers it. A repeated call is
 * answered before anything is made of its body: what the body refers to may have changed since, and the queue be full.
 */
export async function keepAndAnswer(
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
  make: () => Promise<Pick<NewPlan, 'request' | 'catalog' | 'derived'>>,
): Promise<FastifyReply> {
  const { store } = services;
  const { caller, traceparent } = request;
  const { tenant } = caller;
  const idempotency = idempotencyOf(request, body);
  const earlier = idempotency && (await store.ofKey(tenant, idempotency));
  const { plan, isReplay } = earlier
    ? { plan: earlier, isReplay: true }
    : await store.keep({ ...(await make()), tenant, traceparent, idempotency, origin: originOf(request) });
  if (isReplay) tellReplay(reply);
  reply.header('location', `/v1/plans/${plan.id}`);
  return answerPlan(reply, await waitForEnd(services, caller, plan, preferredWait(request, reply)));
}

/** 200 once ended, 202 with a hint when to look again before. */
export function answerPlan(reply: FastifyReply, plan: PlanView): FastifyReply {
  if (isEnded(plan.state)) return reply.code(200).send(plan);
  return reply.code(202).header('retry-after', 1).send(plan);
}

/** Waits up to `seconds` for the end of a plan. @returns the plan as it then is. */
export async function waitForEnd(
  services: HttpServices,
  { tenant }: Caller,
  plan: PlanView,
  seconds: number,
): Promise<PlanView> {
  if (seconds === 0 || isEnded(plan.state)) return plan;
  const { store, changes, closing } = services;
  const until = performance.now() + seconds * 1000;
  const watch = changes.watch(plan.id, { endOnly: true });
  const stop = () => watch.close();
  closing.addEventListener('abort', stop, { once: true });
  try {
    // It may have ended before it was watched.
    const state = await store.state(tenant, plan.id);
    if (state && !isEnded(state) && !closing.aborted) await watch.next(until - performance.now());
    for (;;) {
      // What wakes a watch of ends is nearly always one, so the plan itself is read.
      const now = await store.get(tenant, plan.id);
      const remainingMs = until - performance.now();
      if (!now || isEnded(now.state) || remainingMs <= 0 || closing.aborted) return now ?? plan;
      await watch.next(remainingMs);
    }
  } finally {
    closing.removeEventListener('abort', stop);
    watch.close();
  }
}
