/** What can be lost between plan and oven, each played once and timed. */
import { setTimeout as delay } from 'node:timers/promises';
import { TcpProxy } from '../../faults/tcp-proxy.ts';
import type { HostProcess } from '../campaign/host-process.ts';
import { keepTimedPlans } from './plans.ts';
import { figuresOf, type TimingStage, until } from './stage.ts';

const stepMs = 250;
/** Half of it is the time for a reading: longer than any absence, so that no step is given up and no program halts. */
const windowMs = 300_000;
const stepsAfterMs = 20_000;
const limitMs = 60_000;

/**
 * The connection of the bridge goes silent and stays open at both ends, as behind a firewall that forgot it; a new one passes.
 * @returns ms from the silence until the bridge gave the connection up, and until a command was answered over the next one.
 */
export async function deadLink(stage: TimingStage): Promise<{ noticedMs: number; sendingMs: number }> {
  const link = await TcpProxy.start(stage.broker.port);
  const bridge = await stage.bridgeProcess(link.port);
  try {
    await keepBusy(stage, 0);
    const silentAt = Date.now();
    link.forget();
    const isLost = async () => !(await figuresOf(bridge)).stats.connected;
    await until(isLost, limitMs, 'the bridge notices that its link is dead');
    const noticedAt = Date.now();
    const answeredAt = await untilAnswered(stage, noticedAt);
    return { noticedMs: noticedAt - silentAt, sendingMs: answeredAt - silentAt };
  } finally {
    await bridge.close();
    await link.close();
  }
}

/** The broker is killed and comes back on its port, having forgotten everything. @returns ms from there to the first answer. */
export async function brokerOutage(stage: TimingStage, awayMs: number): Promise<number> {
  const bridge = await stage.bridgeProcess();
  try {
    await keepBusy(stage, awayMs);
    await stage.broker.kill();
    await delay(awayMs);
    await stage.broker.startAgain();
    const backAt = Date.now();
    return (await untilAnswered(stage, backAt)) - backAt;
  } finally {
    await bridge.close();
  }
}

/** Of two bridges the one that speaks is killed. @returns ms until a command of the other one was answered. */
export async function takeover(stage: TimingStage): Promise<number> {
  const bridges = [await stage.bridgeProcess(), await stage.bridgeProcess()];
  try {
    await keepBusy(stage, 0);
    const holder = await holderOf(bridges);
    const killed = await speaker(stage);
    const killedAt = Date.now();
    await holder.kill();
    return (await untilAnswered(stage, killedAt, killed)) - killedAt;
  } finally {
    for (const bridge of bridges) await bridge.close();
  }
}

/** New plans take the ovens, whatever became of the last ones. Resolves when every oven has answered to them. */
async function keepBusy(stage: TimingStage, awayMs: number): Promise<void> {
  const { database, site, ovens } = stage;
  const first = Date.now() + 100;
  const steps = Math.ceil((awayMs + stepsAfterMs) / stepMs);
  await keepTimedPlans(database, { site, ovens, firstAt: () => first, steps, stepMs, dwellMs: 0, windowMs });
  const everybody = async () => {
    const { rows } = await database.query<{ ovens: number }>(
      `select count(distinct oven)::integer as ovens from takt.command_transitions where to_state = 'accepted' and at > $1`,
      [new Date(first)],
    );
    return rows[0].ovens === ovens.length;
  };
  await until(everybody, limitMs, 'every oven answers before anything is lost');
}

/** @returns when the first command was accepted that was sent after `since`, by another than `notBy` where that is named. */
async function untilAnswered({ database }: TimingStage, since: number, notBy = ''): Promise<number> {
  let answeredAt: number | undefined;
  const isAnswered = async () => {
    const { rows } = await database.query<{ at: Date }>(
      `select a.at from takt.command_transitions s
       join takt.command_transitions a on a.command_id = s.command_id and a.to_state = 'accepted'
       where s.to_state = 'sent' and s.at > $1 and s.actor <> $2 order by a.at limit 1`,
      [new Date(since), notBy],
    );
    answeredAt = rows[0]?.at.getTime();
    return answeredAt !== undefined;
  };
  await until(isAnswered, limitMs, 'a command is answered again');
  return answeredAt!;
}

/** Who sent last. */
async function speaker({ database }: TimingStage): Promise<string> {
  const { rows } = await database.query<{ actor: string }>(
    `select actor from takt.command_transitions where to_state = 'sent' order by id desc limit 1`,
  );
  return rows[0].actor;
}

async function holderOf(bridges: readonly HostProcess[]): Promise<HostProcess> {
  for (const bridge of bridges) if ((await figuresOf(bridge)).stats.sites.length > 0) return bridge;
  throw new Error('no bridge holds the site');
}
