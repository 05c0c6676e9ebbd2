/** Processes of the service that die, stop, or are stopped. */
import { setTimeout } from 'node:timers/promises';
import { until, withDatabase } from '../stage.ts';
import { longRequest, quickRequest } from '../workload.ts';
import type { PostgresKind } from './kind.ts';

export const processKinds: readonly PostgresKind[] = [
  {
    name: 'api-kill',
    says: 'kill -9 of the process that takes plans',
    on: 'postgres',
    fault: ({ stage }) => stage.api.kill(),
  },
  {
    name: 'api-kill-unanswered',
    says: 'kill -9 of it between the commit of a plan and the answer; the client asks again',
    on: 'postgres',
    async fault({ stage, client, prefix, sending }) {
      stage.front.set('mute');
      const name = `${prefix}unanswered`;
      sending.push(client.send(name, quickRequest(100), `http://127.0.0.1:${stage.front.port}`));
      await until('the plan is kept', async () => (await stage.count(`tags->>'name' = '${name}'`)) > 0);
      await stage.api.kill();
      stage.front.cut();
      stage.front.set('pass');
    },
  },
  {
    name: 'solver-kill',
    says: 'kill -9 of a process that solves',
    on: 'postgres',
    killsHolder: true,
    async fault({ stage }) {
      await stage.left.kill();
      // The other one takes over.
      await setTimeout(18_000);
    },
  },
  {
    name: 'solver-kill-alone',
    says: 'kill -9 of both processes that solve; one is started again after a while',
    on: 'postgres',
    killsHolder: true,
    async fault({ stage, rng }) {
      await Promise.all([stage.left.kill(), stage.right.kill()]);
      await setTimeout(rng.below(6000));
      await stage.right.start();
    },
  },
  {
    name: 'child-kill',
    says: 'kill -9 of the child process with the solver threads',
    on: 'postgres',
    async fault({ stage }) {
      const pid = stage.left.solverPid;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
  },
  {
    name: 'bridge-kill',
    says: 'kill -9 of the bridge to the ovens',
    on: 'postgres',
    layout: { bridge: true },
    fault: ({ stage }) => stage.bridge!.kill(),
  },
  {
    name: 'solver-freeze',
    says: 'SIGSTOP of a process that solves for 20 s, then SIGCONT: a holder that comes back from the dead',
    on: 'postgres',
    async fault({ stage, pace }) {
      stage.left.signal('SIGSTOP');
      await setTimeout(20_000 * pace);
      stage.left.signal('SIGCONT');
    },
  },
  {
    name: 'rolling-restart',
    says: 'SIGTERM and a new start of each process in turn, under load',
    on: 'postgres',
    async fault({ stage }) {
      for (const member of stage.members) {
        await member.close();
        await member.start();
      }
    },
  },
  {
    name: 'term-then-kill',
    says: 'SIGTERM, and kill -9 before it has drained',
    on: 'postgres',
    killsHolder: true,
    async fault({ stage, rng }) {
      stage.left.signal('SIGTERM');
      await setTimeout(rng.below(1500));
      await stage.left.kill();
    },
  },
  {
    name: 'clock-forward',
    says: 'the clock of a process that solves jumps an hour ahead, and stays there',
    on: 'postgres',
    layout: {
      preload: new URL('../shifting-clock.ts', import.meta.url),
      settings: { TAKT_BENCH_CLOCK_SHIFT_MS: '3600000' },
    },
    fault: async ({ stage }) => stage.left.signal('SIGUSR2'),
  },
  {
    name: 'clock-back',
    says: 'the same, an hour back',
    on: 'postgres',
    layout: {
      preload: new URL('../shifting-clock.ts', import.meta.url),
      settings: { TAKT_BENCH_CLOCK_SHIFT_MS: '-3600000' },
    },
    fault: async ({ stage }) => stage.left.signal('SIGUSR2'),
  },
  {
    name: 'job-twice',
    says: 'a job is delivered a second time while its holder solves it',
    on: 'postgres',
    async fault({ stage }) {
      await withDatabase(stage.url, (database) =>
        database.query(
          `update pgboss.job set state = 'retry', start_after = now() where name = 'plans' and state = 'active'`,
        ),
      );
    },
  },
  {
    name: 'poison-host',
    says: 'a request that kills the process that hosts its solver, twice; others run beside it',
    on: 'postgres',
    killsHolder: true,
    mayEnd: (name) => (name.endsWith('poison') ? ['failed'] : undefined),
    async fault({ stage, client, prefix, sending }) {
      const solvers = [stage.left, stage.right];
      for (const member of solvers) member.allowDeath();
      const name = `${prefix}poison`;
      sending.push(client.send(name, longRequest(2000, 'fault-host')));
      // What watches over the processes starts those that died.
      await until(
        'the request is given up',
        async () => {
          for (const member of solvers)
            if (!member.isAlive) {
              await member.start();
              member.allowDeath();
            }
          return (await stage.count(`tags->>'name' = '${name}' and ended_at is not null`)) > 0;
        },
        120_000,
      );
      for (const member of solvers) member.forbidDeath();
    },
  },
];
