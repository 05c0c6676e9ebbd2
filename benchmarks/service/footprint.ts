/** What a service process and its solver child hold: memory and open descriptors, as Linux counts them. */
import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface ProcessFootprint {
  readonly residentMb: number;
  readonly descriptors: number;
}

export interface Footprint {
  /** The process that serves HTTP and, embedded, keeps the database. */
  readonly api: ProcessFootprint & {
    /** Of JavaScript, in use. */
    readonly heapMb: number;
    /** Buffers and the memory of WebAssembly, which the embedded database is. */
    readonly externalMb: number;
  };
  readonly solver?: ProcessFootprint;
}

/** Collects garbage, then looks. @param solverPid - absent where no solver child runs. */
export function takeFootprint(solverPid: number | undefined): Footprint {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return {
    api: { ...footprintOf(process.pid), heapMb: heapUsed / 2 ** 20, externalMb: external / 2 ** 20 },
    solver: solverPid === undefined ? undefined : footprintOf(solverPid),
  };
}

/** Twice: what a first collection lets go of by finalizers, the second one frees. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
}

/** @throws where the process is gone, or this is no Linux. */
function footprintOf(pid: number): ProcessFootprint {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const residentKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { residentMb: residentKb / 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}
