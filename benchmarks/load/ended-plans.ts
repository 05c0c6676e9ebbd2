/** Follows accepted plans to their end, and looks into what they found. */
import { setTimeout as pause } from 'node:timers/promises';
import { isEnded, type PlanView } from '../../src/jobs/plan-view.ts';

const pollMs = 200;
/** Without a plan that ends in this time, the rest is taken for lost. */
const patienceMs = 30_000;

/** @returns the plans as they ended, without those that never did; in the order of `ids`. */
export async function endedPlans(url: string, ids: readonly string[]): Promise<PlanView[]> {
  const ended = new Map<string, PlanView>();
  for (let last = performance.now(); ended.size < ids.length && performance.now() - last < patienceMs; ) {
    const before = ended.size;
    for (const id of ids) {
      if (ended.has(id)) continue;
      const plan = await getPlan(url, id);
      // They begin in about this order: what comes after one that waits, waits as well.
      if (!isEnded(plan.state)) break;
      ended.set(id, plan);
    }
    if (ended.size > before) last = performance.now();
    if (ended.size < ids.length) await pause(pollMs);
  }
  return ids.flatMap((id) => ended.get(id) ?? []);
}

async function getPlan(url: string, id: string): Promise<PlanView> {
  const response = await fetch(`${url}/v1/plans/${id}`);
  const plan = (await response.json()) as PlanView;
  if (response.status !== 200) throw new Error(`plan ${id} was answered ${response.status}: ${JSON.stringify(plan)}`);
  return plan;
}
