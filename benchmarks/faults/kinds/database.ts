/** The database that dies, goes, hangs, or is busy with others; and the link to it. */
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { withDatabase } from '../stage.ts';
import type { PostgresKind } from './kind.ts';

export const databaseKinds: readonly PostgresKind[] = [
  {
    name: 'database-kill',
    says: 'kill -9 of the database server, started again within three seconds',
    on: 'postgres',
    async fault({ stage, rng }) {
      await stage.server.kill();
      await setTimeout(rng.below(3000));
      await stage.server.start();
    },
  },
  {
    name: 'database-away',
    says: 'the database server is stopped for 30 s',
    on: 'postgres',
    async fault({ stage, pace }) {
      await stage.server.stop('fast');
      await setTimeout(30_000 * pace);
      await stage.server.start();
    },
  },
  {
    name: 'database-freeze',
    says: 'SIGSTOP of the database server for 12 s: connections stay, answers do not come',
    on: 'postgres',
    async fault({ stage, pace }) {
      stage.server.freeze('SIGSTOP');
      await setTimeout(12_000 * pace);
      stage.server.freeze('SIGCONT');
    },
  },
  {
    name: 'sessions-ended',
    says: 'all sessions of the service are ended by the server, five times in two seconds',
    on: 'postgres',
    async fault({ stage }) {
      for (let round = 0; round < 5; round++) {
        await withDatabase(stage.server.url(), (database) =>
          database.query(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'takt' and pid <> pg_backend_pid()`,
          ),
        );
        await setTimeout(400);
      }
    },
  },
  {
    name: 'table-locked',
    says: 'somebody holds a lock on the table of plans for 5 s',
    on: 'postgres',
    async fault({ stage, pace }) {
      await withDatabase(stage.url, (database) =>
        database.transaction(async (transaction) => {
          await transaction.query('lock table takt.plans in access exclusive mode');
          await setTimeout(5000 * pace);
        }),
      );
    },
  },
  {
    name: 'connections-exhausted',
    says: 'others take all connections of the server for 10 s, and the service loses its own',
    on: 'postgres',
    async fault({ stage, pace }) {
      const taken: Client[] = [];
      try {
        for (let round = 0; round < 2; round++) {
          // The superuser's reserve stays free for those who ask for it, which the service, a superuser here, does too.
          for (;;) {
            const client = new Client({ connectionString: stage.server.url() });
            client.on('error', () => {});
            try {
              await client.connect();
            } catch {
              break;
            }
            taken.push(client);
          }
          await taken[0].query(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'takt'`,
          );
        }
        await setTimeout(10_000 * pace);
      } finally {
        await Promise.all(taken.map((client) => client.end()));
      }
    },
  },
  {
    name: 'link-stalled',
    says: 'the link of one solving process goes silent for 15 s and then goes on',
    on: 'postgres',
    async fault({ stage, pace }) {
      stage.links.left.set('stall');
      await setTimeout(15_000 * pace);
      stage.links.left.set('pass');
    },
  },
  {
    name: 'link-forgotten',
    says: 'its connections go silent for good, new ones are possible (a firewall that forgot them)',
    on: 'postgres',
    async fault({ stage }) {
      stage.links.left.forget();
    },
  },
  {
    name: 'link-cut',
    says: 'all its connections are reset, five times in two seconds',
    on: 'postgres',
    async fault({ stage }) {
      for (let round = 0; round < 5; round++) {
        stage.links.left.cut();
        await setTimeout(400);
      }
    },
  },
  {
    name: 'database-slow',
    says: 'every packet from and to the database takes 150 ms longer, for 8 s',
    on: 'postgres',
    async fault({ stage, pace }) {
      const links = [stage.links.left, stage.links.others];
      for (const link of links) link.delayMs = 150;
      await setTimeout(8000 * pace);
      for (const link of links) link.delayMs = 0;
    },
  },
];
