/** The command `load` with its modes. */
import { type Command, InvalidArgumentError } from 'commander';
import { writeJson } from '../meta.ts';
import { measureDuplicates } from './duplicates.ts';
import { hasFailed, measureLoad } from './load.ts';
import { measureOverhead } from './overhead.ts';
import { measureOverload } from './overload.ts';
import { measureRate } from './rate.ts';
import { measureSoak } from './soak.ts';
import { isMet, type Verdict } from './verdict.ts';

interface LoadCommandOptions {
  readonly durationS: number;
  readonly rounds: number;
  readonly connections: number;
  readonly threads: number;
  readonly requests: number;
  readonly plans: number;
  readonly keys: number;
  readonly seed: number;
  readonly postgres?: string;
}

/** @returns its report; what it prints goes to `print`. */
type Mode = (options: LoadCommandOptions, print: (lines: string) => void) => Promise<{ verdicts: readonly Verdict[] }>;

const modes = {
  addresses: async (options, print) => {
    const report = await measureLoad(options, print);
    const failures = report.rows.filter(hasFailed).length;
    return { ...report, verdicts: [{ what: 'addresses that failed', value: failures, unit: '', atMost: 0 }] };
  },
  overhead: measureOverhead,
  rate: measureRate,
  overload: measureOverload,
  soak: measureSoak,
  duplicates: measureDuplicates,
} as const satisfies Record<string, Mode>;
export type LoadMode = keyof typeof modes;

/** Those that take a minute at most, for `load` alone. */
const shortModes: readonly LoadMode[] = ['addresses', 'overhead', 'rate', 'overload'];

/**
 * Runs one mode, or the short ones.
 * @returns whether all targets were met.
 */
export async function measureModes(
  mode: LoadMode | undefined,
  options: LoadCommandOptions & { readonly json?: string },
  print: (lines: string) => void,
): Promise<boolean> {
  const { json, ...own } = options;
  const reports: Partial<Record<LoadMode, { verdicts: readonly Verdict[] }>> = {};
  for (const name of mode ? [mode] : shortModes) {
    print(`\n${name}`);
    const measure: Mode = modes[name];
    reports[name] = await measure(own, print);
  }
  if (json !== undefined) writeJson(json, reports);
  return Object.values(reports).every(({ verdicts }) => verdicts.every(isMet));
}

export function addLoadCommand(
  program: Command,
  print: (lines: string) => void,
  wholeNumber: (least: number) => (text: string) => number,
): void {
  const names = Object.keys(modes) as LoadMode[];
  const parseMode = (text: string): LoadMode => {
    const found = names.find((name) => name === text);
    if (!found) throw new InvalidArgumentError(`There are the modes ${names.join(', ')}.`);
    return found;
  };
  program
    .command('load')
    .description('start the service, load it, show rate and latency, and whether they are what they should be')
    .argument('[mode]', `${names.join(', ')} (default: ${shortModes.join(', ')})`, parseMode)
    .option('--duration-s <n>', 'seconds for each target or step', wholeNumber(1), 5)
    .option('--rounds <n>', 'rate: turns of all targets', wholeNumber(1), 3)
    .option(
      '--connections <n>',
      'addresses, rate: connections at the same time, one request on each',
      wholeNumber(1),
      10,
    )
    .option('--threads <n>', 'solver threads', wholeNumber(1), 1)
    .option('--requests <n>', 'overhead: requests in all', wholeNumber(1), 200)
    .option('--plans <n>', 'soak: plans in all', wholeNumber(40), 2000)
    .option('--keys <n>', 'duplicates: keys, with five requests each', wholeNumber(1), 500)
    .option('--seed <n>', 'seed of requests and arrivals', wholeNumber(0), 1)
    .option(
      '--postgres <url>',
      'server on which databases may be made and dropped (default: TAKT_BENCH_DATABASE_URL; without one only the embedded store)',
      process.env.TAKT_BENCH_DATABASE_URL,
    )
    .option('--json <file>', 'write the report to a file')
    .addHelpText(
      'after',
      `
addresses: GET /livez, POST /v1/solve/melt and POST /v1/plans in turn, as much as the connections can ask.
overhead: the same requests here and over POST /v1/solve, by turns; the difference of each.
rate: POST /v1/solve and POST /v1/plans (answered when solved) beside a bare Fastify route with bodies of the same size.
overload: the peak by callers who wait, then Poisson arrivals at one to three times of it, latency from the intended moment.
soak: memory and descriptors of both processes after a quarter of the plans and at the end.
duplicates: the same Idempotency-Key five times at once over three replicas; needs PostgreSQL.

Every service runs in a process of its own on a free loopback port. Answers are compared with the solver's own, or checked.
Exit code 1 where a target is missed.

Examples:
  npm run -s bench -- load
  npm run -s bench -- load rate --postgres postgres://postgres@127.0.0.1:5432/postgres
  npm run -s bench -- load soak --plans 20000 --json soak.json
  npm run -s bench -- load duplicates --keys 10000 --postgres postgres://postgres@127.0.0.1:5432/postgres`,
    )
    .action(async (mode: LoadMode | undefined, options) => {
      if (!(await measureModes(mode, options, print))) process.exitCode = 1;
    });
}
