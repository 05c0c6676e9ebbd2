/**
 * VROOM, where a binary `vroom` is on the path: it takes one file of JSON with whole-number matrices. It looks at time and
 * cost apart only where both are given, and its fixed costs and matrices are 32-bit numbers.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metresOf, type RoundsMatrix } from '../dispatch/rounds-matrix.ts';
import type { Driver, DriverEnd, DriverTask } from './driver.ts';

interface VroomAnswer {
  readonly code: number;
  readonly error?: string;
  readonly summary?: { readonly computing_times?: { readonly loading?: number; readonly solving?: number } };
  readonly routes?: readonly {
    readonly steps: readonly { readonly type: string; readonly id?: number; readonly job?: number }[];
  }[];
}

export const vroom: Driver = async () => {
  const { error, stdout } = spawnSync('vroom', ['--version'], { encoding: 'utf8' });
  if (error) throw new Error(`there is no vroom on the path: ${error.message}`);
  return { version: stdout.trim().split('\n')[0] || undefined, solve };
};

function solve(task: Pick<DriverTask, 'timeMs' | 'elapsedMs' | 'rounds'>): DriverEnd {
  const matrix = task.rounds();
  const folder = mkdtempSync(join(tmpdir(), 'takt-vroom-'));
  try {
    const [input, output] = [join(folder, 'in.json'), join(folder, 'out.json')];
    writeFileSync(input, JSON.stringify(vroomInput(matrix)));
    // The limit takes fractions of a second.
    const seconds = Math.max(1, task.timeMs - task.elapsedMs()) / 1000;
    const words = ['-i', input, '-o', output, '-t', '1', '-x', '5', '-l', `${seconds}`];
    const { status, stderr } = spawnSync('vroom', words, { encoding: 'utf8' });
    if (status !== 0)
      return { status: 'unknown', reason: stderr.trim().split('\n').at(-1) || `vroom ended with ${status}` };
    return endOf(matrix, JSON.parse(readFileSync(output, 'utf8')) as VroomAnswer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** More than what any way of driving costs, and as much for each van of a large fleet still fits 32 bits together. */
const mostPerVan = 20_000_000;

/** Windows of VROOM are about the start of the service, as here. */
export function vroomInput(matrix: RoundsMatrix): object {
  const window = (node: number) => [Math.max(0, matrix.from[node]), matrix.to[node]];
  const costs = matrix.metresPerVan > 0 ? { costs: { fixed: Math.min(matrix.metresPerVan, mostPerVan) } } : {};
  return {
    vehicles: Array.from({ length: matrix.vans }, (_, van) => ({
      id: van + 1,
      ...{ start_index: 0, end_index: 0, capacity: [matrix.capacity], time_window: window(0) },
      ...costs,
    })),
    jobs: matrix.demand.slice(1).map((demand, index) => ({
      ...{ id: index + 1, location_index: index + 1, delivery: [demand] },
      ...{ service: matrix.serviceSeconds[index + 1], time_windows: [window(index + 1)] },
    })),
    matrices: { car: { durations: matrix.seconds, costs: matrix.metres } },
  };
}

function endOf(matrix: RoundsMatrix, { code, error, summary, routes = [] }: VroomAnswer): DriverEnd {
  if (code !== 0) return { status: 'unknown', reason: error ?? `vroom answers with code ${code}` };
  const visited = routes.map(({ steps }) =>
    steps.filter(({ type }) => type === 'job').map(({ id, job }) => id ?? job ?? 0),
  );
  const { loading = 0, solving = 0 } = summary?.computing_times ?? {};
  return {
    status: 'feasible',
    // Its own sum has another price of a van, and none of jobs that it leaves out.
    objective: metresOf(matrix, visited),
    solution: { plan: { routes: visited } },
    // Of one thread, as it tells it.
    calledCpuMs: loading + solving,
  };
}
