/** One repeat of a fault: load, the fault in the middle of it, healing, and a look at what is left. */
import { setTimeout } from 'node:timers/promises';
import { registry } from '../../solvers/registry.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { type Finding, findings, worstRecoveryS } from './invariants.ts';
import type { FaultKind, Scene } from './kinds/index.ts';
import { type EmbeddedStage, type PostgresStage, type Stage, until } from './stage.ts';
import { Client, longRequest, quickRequest } from './workload.ts';

/** Plans whose holder was killed must be solved by another one after so long. */
export const recoveryLimitS = 30;

export interface RepeatOptions {
  readonly seed: number;
  /** Begins the names of the requests; no other repeat on this stage has the same. */
  readonly prefix: string;
  /** Share of their length that outages have; 1 but for tests. */
  readonly pace: number;
  /** The service keeps one plan for one Idempotency-Key. */
  readonly onePlanPerName: boolean;
}

export interface RepeatResult {
  readonly acknowledged: number;
  /** Tries of the client that were not answered or turned away. */
  readonly retries: number;
  /** s from the fault, or the last sign of life after it, to the next attempt; the worst plan; null: none changed hands. */
  readonly recoveryS: number | null;
  /** s from the fault until all plans had ended. */
  readonly settledS: number;
  readonly findings: readonly Finding[];
}

export async function repeatFault(kind: FaultKind, stage: Stage, options: RepeatOptions): Promise<RepeatResult> {
  const rng = new Rng(options.seed);
  const { prefix } = options;
  const client = new Client(() => stage.apis.map(({ url }) => url), rng);
  const other: Finding[] = [];
  const sending: Promise<unknown>[] = sendLoad(client, prefix, rng);
  await until('a plan is being solved', async () => (await stage.running()) > 0);
  await setTimeout(rng.below(1500));
  const faultAt = Date.now();
  try {
    const scene = { stage, client, rng, prefix, sending, pace: options.pace };
    // A kind is played on the stage that was opened for it.
    if (kind.on === 'postgres') await kind.fault(scene as Scene<PostgresStage>);
    else await kind.fault(scene as Scene<EmbeddedStage>);
  } catch (error) {
    other.push({ kind: 'other', message: `the fault itself: ${(error as Error).message}` });
  }
  for (const member of stage.members) await member.start();
  await Promise.all(sending);
  await until('all plans end', async () => (await stage.unended()) === 0, 120_000).catch(() => {});
  const settledS = (Date.now() - faultAt) / 1000;
  const history = await stage.history(prefix);
  const recoveryS = worstRecoveryS(history, faultAt) ?? null;
  if (kind.killsHolder && recoveryS !== null && recoveryS > recoveryLimitS)
    other.push({ kind: 'other', message: `a plan waited ${recoveryS.toFixed(1)} s for its next attempt` });
  for (const member of stage.members)
    for (const message of member.unexpected.splice(0)) other.push({ kind: 'other', message });
  for (const message of [...client.refused, ...(await stage.leaks())]) other.push({ kind: 'other', message });
  const found = findings(history, {
    acknowledged: client.acknowledged,
    check: (of, request, plan) => registry[of].check(request, plan),
    mayEnd: kind.mayEnd,
    onePlanPerName: options.onePlanPerName,
  });
  return {
    acknowledged: client.acknowledged.length,
    retries: client.retries,
    recoveryS,
    settledS,
    findings: [...found, ...other],
  };
}

/** Three long plans, so that every solver is at work, and quick ones that go on through the fault, some for an oven. */
function sendLoad(client: Client, prefix: string, rng: Rng): Promise<unknown>[] {
  const long = Array.from({ length: 3 }, (_, index) =>
    client.send(`${prefix}long-${index}`, longRequest(2000 + rng.below(3000))),
  );
  const quick = Array.from({ length: 14 }, async (_, index) => {
    await setTimeout(index * (150 + rng.below(150)));
    const oven = index % 4 === 0 ? `oven-${index % 3}` : undefined;
    return client.send(`${prefix}quick-${index}`, quickRequest(50 + rng.below(200), oven));
  });
  return [...long, ...quick];
}
