/** Where and when something was measured: what a figure needs to be compared later. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { TaktError } from '../models/errors.ts';

export interface MachineMeta {
  readonly date: string;
  /** Of the code that ran, with `-dirty` where files differ from it; `unknown` outside a git checkout. */
  readonly commit: string;
  readonly node: string;
  /** Model and number of processors. */
  readonly cpu: string;
  /** Mean number of runnable processes over the minute before the start: what else the machine was at. */
  readonly loadBefore: number;
}

export function machineMeta(): MachineMeta {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    commit: commitOf(fileURLToPath(new URL('..', import.meta.url))),
    node: process.version,
    loadBefore: Number(loadavg()[0].toFixed(2)),
    cpu: `${processors[0]?.model.trim() ?? 'unknown'} x ${processors.length}`,
  };
}

/** Milliseconds of processor time that this process has used so far, in all its threads. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Greatest resident memory of this process so far, in megabytes of 1 048 576 bytes. */
export function peakRssMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** @throws TaktError `invalid-parameter` where the file cannot be written. */
export function writeJson(file: string, content: unknown): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
  } catch (error) {
    throw new TaktError('invalid-parameter', `${file} cannot be written: ${(error as Error).message}`);
  }
}

function commitOf(root: string): string {
  const git = (...words: string[]) => spawnSync('git', ['-C', root, ...words], { encoding: 'utf8' });
  const head = git('rev-parse', '--short=12', 'HEAD');
  if (head.status !== 0) return 'unknown';
  const changes = git('status', '--porcelain', '--untracked-files=no').stdout.trim();
  return head.stdout.trim() + (changes === '' ? '' : '-dirty');
}
