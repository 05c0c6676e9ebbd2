/** The service in one process with its database in a folder. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Member } from '../members.ts';
import { until } from '../stage.ts';
import type { EmbeddedKind } from './kind.ts';

const diskMb = 400;

/** A small disk of its own, in memory; needs the right to mount. */
function smallDisk(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'takt-faults-disk-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  const remove = () => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  if (status === 0) return { folder, remove };
  remove();
  throw new Error(`no disk could be mounted: ${stderr}`);
}

export const embeddedKinds: readonly EmbeddedKind[] = [
  {
    name: 'embedded-kill',
    says: 'kill -9 of the service with its database in a folder, in the middle of its writes',
    on: 'embedded',
    fault: ({ stage }) => stage.service.kill(),
  },
  {
    name: 'embedded-restart',
    says: 'SIGTERM and a new start of it under load',
    on: 'embedded',
    async fault({ stage }) {
      await stage.service.close();
    },
  },
  {
    name: 'second-opener',
    says: 'a second process opens the folder',
    on: 'embedded',
    async fault({ stage }) {
      const second = await Member.create({
        name: 'second',
        logFile: join(stage.folder, 'log'),
        settings: { TAKT_DATA_DIR: stage.data, TAKT_THREADS: '1' },
      });
      const refusal = await second.start().then(
        () => 'nothing',
        (error: { code?: string }) => error.code,
      );
      await second.kill();
      if (refusal !== 'data-folder-locked') throw new Error(`the second opener was told ${refusal}`);
    },
  },
  {
    name: 'disk-full',
    says: 'the disk of the folder is filled by somebody else, and has room again after 8 s',
    on: 'embedded',
    impossible() {
      try {
        smallDisk().remove();
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    },
    data() {
      const { folder, remove } = smallDisk();
      return { folder: join(folder, 'data'), remove };
    },
    async fault({ stage, pace }) {
      const ballast = join(stage.data, '..', 'ballast');
      const { bavail, bsize } = statfsSync(stage.data);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 2 ** 20), 1));
      try {
        await until('it says so', async () => (await fetch(`${stage.service.url}/readyz`)).status === 503, 20_000);
        await setTimeout(8000 * pace);
      } finally {
        rmSync(ballast);
      }
    },
  },
];
