/** The command `bench`: measures takt. Exit 1 where something is wrong with the answers, 2 where with the command. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { TaktError } from '../models/errors.ts';
import { addBridgeCommand } from './bridge/command.ts';
import { measureBudgets } from './budgets/budgets.ts';
import { isBroken, measureFaults } from './faults/faults.ts';
import { faultKinds } from './faults/kinds/index.ts';
import { fuzzService } from './fuzz/fuzz.ts';
import { addLoadCommand } from './load/command.ts';
import { measureMicro, microKinds } from './micro/micro.ts';
import { measureNotify, type NotifyOptions } from './notify/notify.ts';
import { measurePurchasePeers } from './peers/buying/peers.ts';
import type { PeersOptions } from './peers/comparison.ts';
import { measureDispatchPeers } from './peers/dispatch/peers.ts';
import { measurePeers } from './peers/peers.ts';
import { measureSchedulePeers } from './peers/schedule/peers.ts';
import type { SolverSummary } from './peers/summary.ts';
import { isGolden, measureGolden } from './quality/golden.ts';
import { type InstanceKind, instanceKinds, kindBenchmarks } from './quality/kinds/index.ts';
import { measureQuality } from './quality/quality.ts';
import { recordKnown } from './quality/record.ts';
import { measureRepairs, type RepairQualityOptions } from './quality/repair/repair.ts';

const print = (lines: string) => process.stdout.write(`${lines}\n`);

function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`It takes a whole number of at least ${least}.`);
    return value;
  };
}

function oneOf<Kind extends string>(kinds: readonly Kind[]) {
  return (text: string): Kind => {
    const kind = kinds.find((one) => one === text);
    if (kind === undefined) throw new InvalidArgumentError(`There are the kinds ${kinds.join(', ')}.`);
    return kind;
  };
}

const qualityKinds = [...instanceKinds, 'repair'] as const;

const peersOf: Readonly<
  Record<InstanceKind, (options: PeersOptions) => Promise<{ summary: readonly SolverSummary[] }>>
> = {
  melt: (options) => measurePeers(options, print),
  techcard: (options) => measureSchedulePeers(kindBenchmarks.techcard, options, print),
  reorder: (options) => measurePurchasePeers(kindBenchmarks.reorder, options, print),
  dispatch: (options) => measureDispatchPeers(kindBenchmarks.dispatch, options, print),
};
const takesPeerBudget: ReadonlySet<InstanceKind> = new Set(['techcard', 'dispatch']);

const program = new Command('bench')
  .description('Measures takt: quality of plans, keeping of time budgets, load, and other solvers beside it.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .showHelpAfterError('(--help tells more)');

program
  .command('quality')
  .description('solve published instances in this process, check every plan, compare with known values')
  .argument('<kind>', `plan kind: ${qualityKinds.join(', ')}`, oneOf(qualityKinds))
  .option(
    '--set <path>',
    'folder or file under the data folder; file#name for one instance of a file of many; generated, or a part of it; of reorder also golden; required but for repair (default: its published scenarios)',
  )
  .option('--data <folder>', 'data folder (default: TAKT_BENCH_DATA, else ../shared/bench beside the repository)')
  .option('--limit <n>', 'a sample of n instances, spread evenly, its place drawn by the seed', wholeNumber(1))
  .addOption(
    new Option('--time-ms <n>', 'wall time of each solve (default: 2000; of repair 10000)').argParser(wholeNumber(1)),
  )
  .addOption(
    new Option(
      '--iterations <n>',
      'iterations of each solve, in place of time: the same run again gives the same plans',
    )
      .argParser(wholeNumber(0))
      .conflicts('timeMs'),
  )
  .option('--seed <n>', 'seed of the solver and of the sample', wholeNumber(0), 1)
  .option('--base-ms <n>', 'repair: wall time of the plan that runs (default: 30000)', wholeNumber(1))
  .option('--replan-ms <n>', 'repair: wall time of the plan made anew (default: 60000)', wholeNumber(1))
  .option('--others <n>', 'repair: runs with other seeds, for fewer changes (default: 2)', wholeNumber(0))
  .option('--cache <folder>', 'repair: keep the plans that run from one call to the next')
  .option('--json <file>', 'write the report to a file')
  .addHelpText(
    'after',
    `
Prints a row for each instance: what was found, objective and proved lower bound, the reference (known optimum, else the
best known plan) and the gap to it, wall and processor time of the solve, time until its first plan, and broken rules over all
plans handed out.
Exit code 1 where a plan breaks a rule, a claim of proof is wrong or a solve throws. The set golden of reorder asks named
methods instead, whatever the limits, and compares with answers from elsewhere (folder golden/reorder beside the data folder);
exit code 1 where one disagrees.

Of repair a row is a scenario: a shift is planned, its plan is hit by events, and the answer is compared with a plan of what had not
begun that is made anew without regard to changes. Every answer and every plan is checked, and that what had begun stays.

Examples:
  npm run -s bench -- quality melt --set packing/csp/hard28 --time-ms 2000
  npm run -s bench -- quality melt --set packing/csp/scholl_1 --limit 60 --json scholl_1.json
  npm run -s bench -- quality melt --set packing/csp/falkenauer_u/Falkenauer_u120_00.txt --iterations 500
  npm run -s bench -- quality melt --set generated/tight
  npm run -s bench -- quality reorder --set golden/eoq
  npm run -s bench -- quality repair --cache /tmp/plans --json repair.json
  npm run -s bench -- quality repair --set dispatch/repair_scenarios#B_14_40_1 --base-ms 3000 --replan-ms 5000
  npm run -s bench -- quality repair --set generated/truck-out --time-ms 2000`,
  )
  .action(async (kind: (typeof qualityKinds)[number], options, command: Command) => {
    if (kind === 'repair') return qualityOfRepairs(options);
    for (const option of ['baseMs', 'replanMs', 'others', 'cache'])
      if (options[option] !== undefined)
        throw new TaktError('invalid-parameter', 'base-ms, replan-ms, others and cache are for repair');
    if (options.set === undefined) command.error("error: required option '--set <path>' not specified");
    if (kind === 'reorder' && isGolden(options.set)) {
      const { rows } = await measureGolden(options, print);
      if (rows.some(({ passed }) => !passed)) process.exitCode = 1;
      return;
    }
    const limits =
      options.iterations === undefined ? { timeMs: options.timeMs ?? 2000 } : { iterations: options.iterations };
    const { summary } = await measureQuality({ ...options, kind, limits }, print);
    if (summary.violations + summary.wrongOptimal + summary.errors > 0) process.exitCode = 1;
  });

/** Times of the protocol, where nothing else is said. */
const repairTimes = { baseMs: 30_000, timeMs: 10_000, replanMs: 60_000, others: 2 };

type RepairChoice = Omit<RepairQualityOptions, keyof typeof repairTimes> & Partial<typeof repairTimes>;

async function qualityOfRepairs(options: RepairChoice & { readonly iterations?: number }): Promise<void> {
  if (options.iterations !== undefined)
    throw new TaktError('invalid-parameter', 'a repair is measured by time, without iterations');
  const report = await measureRepairs({ ...repairTimes, ...options }, print);
  if (report !== undefined && report.findings.length > 0) process.exitCode = 1;
}

program
  .command('record')
  .description('solve generated instances in this process and keep what that shows, as far as it is better than before')
  .argument('<kind>', `plan kind: ${instanceKinds.join(', ')}`, oneOf(instanceKinds))
  .option('--set <path>', 'generated, generated/<family> or one instance', 'generated')
  .option('--time-ms <n>', 'wall time of each solve', wholeNumber(1), 2000)
  .option('--seed <n>', 'seed of the solver', wholeNumber(0), 1)
  .addHelpText(
    'after',
    `
Writes the table that \`quality --set generated\` judges by. A plan is kept only if it passed its check and is better than
the one known, a bound only if it is higher; an optimum is what a plan and a bound enclose.
Exit code 1 where a plan breaks a rule, or a plan and a bound contradict each other; such an entry stays as it was.`,
  )
  .action(async (kind: InstanceKind, { set, timeMs, seed }) => {
    const { findings } = await recordKnown({ kind, set, limits: { timeMs }, seed }, print);
    if (findings.length > 0) process.exitCode = 1;
  });

program
  .command('budgets')
  .description(
    'start the service, send it requests of all kinds and some that never end, see whether it keeps their time budgets',
  )
  .option('--requests <n>', 'plan-requests in all', wholeNumber(1), 2000)
  .option('--threads <n>', 'solver threads, and requests at the same time', wholeNumber(1), 1)
  .option('--seed <n>', 'seed of the requests', wholeNumber(0), 1)
  .option('--json <file>', 'write the report to a file')
  .addHelpText(
    'after',
    `
Budgets of 50 ms to 2 s; every kind, generated problems of several sizes, some that cannot be met; one request of twenty loops for
ever, in JavaScript or WebAssembly, with a first plan or without. A fifth goes to POST /v1/plans with Prefer: wait, the others
to POST /v1/solve/:kind. Lateness is what the caller sees beyond budget and waiting for a thread. Every plan is checked.
Exit code 1 where less than 99 % come within max(150 ms, 5 %) after their budget, one comes later than 1 s after it, a plan is
missing or a plan breaks a rule. 2000 requests take some 15 minutes with one thread.

Examples:
  npm run -s bench -- budgets
  npm run -s bench -- budgets --requests 300 --threads 2 --json budgets.json`,
  )
  .action(async (options) => {
    const { verdict } = await measureBudgets(options, print);
    if (!verdict.passed) process.exitCode = 1;
  });

addLoadCommand(program, print, wholeNumber);
addBridgeCommand(program, print, wholeNumber);

program
  .command('notify')
  .description('what telling other processes of changes costs writers, and what many event streams cost a replica')
  .option('--streams <n>', 'event streams that are open at once', wholeNumber(1), 1000)
  .option('--json <file>', 'write all figures')
  .addHelpText(
    'after',
    `
Needs a PostgreSQL server in TAKT_TEST_DATABASE_URL, where it makes and drops databases of its own, and Linux. Exit code 1 where an
event did not come.

Example:
  TAKT_TEST_DATABASE_URL=postgres://postgres@127.0.0.1/postgres npm run -s bench -- notify`,
  )
  .action(async (options: NotifyOptions) => {
    const { streams } = await measureNotify(options, print);
    if (streams.some(({ missing }) => missing > 0)) process.exitCode = 1;
  });

program
  .command('faults')
  .description(
    'start the service, kill, freeze and cut what it consists of while it works, see whether it keeps its word',
  )
  .option('--kinds <names>', 'faults, with commas between (default: all)', (text) => text.split(','))
  .option('--repeats <n>', 'repeats of each, at moments drawn by the seed', wholeNumber(1), 10)
  .option('--seed <n>', 'seed of requests and moments', wholeNumber(0), 1)
  .option(
    '--lanes <n>',
    'faults at the same time, each on processes and a database server of its own',
    wholeNumber(1),
    1,
  )
  .option('--json <file>', 'write the report to a file')
  .addHelpText(
    'after',
    `
Each repeat: some twenty plans are sent by a client that tries again, the fault comes in the middle, is healed, and when all plans
have ended the store is read. Lost: plans that were acknowledged and are not there or did not end, programs of ovens that are
missing. Doubled: second ends, second plans of one key, second programs. Other: gaps in the events, words of an attempt that had lost
its plan, plans that break a rule, processes that died without being told to, leaks, more than 30 s until a killed holder's plan
went on. Needs Linux and an installed PostgreSQL; kinds that cannot be played are shown as skipped. Exit code 1 where a count is not 0.

Faults:
${faultKinds.map(({ name, says }) => `  ${name.padEnd(22)}${says}`).join('\n')}

Examples:
  npm run -s bench -- faults --kinds solver-kill,database-away --repeats 3
  npm run -s bench -- faults --lanes 4 --json faults.json`,
  )
  .action(async (options) => {
    const { rows } = await measureFaults(options, print);
    if (rows.some(isBroken)) process.exitCode = 1;
  });

program
  .command('fuzz')
  .description(
    'start the service, send every operation of its OpenAPI document requests of all sorts, judge the answers by it',
  )
  .option('--requests <n>', 'requests in all', wholeNumber(1), 2000)
  .option('--operations <ids>', 'those to ask, with commas between (default: all)', (text) => text.split(','))
  .option('--seed <n>', 'seed of the requests', wholeNumber(0), 1)
  .option('--json <file>', 'write the report to a file')
  .addHelpText(
    'after',
    `
Paths, parameters, headers and bodies are drawn from their schemas and from examples, then spoilt. Faults are: a status of 500 or
above, a status, media type or body that the document does not tell of, a request taken that does not fit its schema, a refusal
that does not say what is wrong. The smallest request that shows a fault is printed.
Exit code 1 where there is a fault.`,
  )
  .action(async (options) => {
    const { rows } = await fuzzService(options, print);
    if (rows.some(({ fault }) => fault)) process.exitCode = 1;
  });

program
  .command('peers')
  .description('solve the same instances with takt and with general solvers that get the direct model')
  .argument('<kind>', `plan kind: ${instanceKinds.join(', ')}`, oneOf(instanceKinds))
  .option('--set <path>', 'as for quality', 'generated')
  .option('--data <folder>', 'data folder (default: TAKT_BENCH_DATA, else ../shared/bench beside the repository)')
  .option('--limit <n>', 'a sample of n instances, spread evenly, its place drawn by the seed', wholeNumber(1))
  .option(
    '--time-ms <n>',
    'wall time of each solver on each instance, once its library is loaded',
    wholeNumber(1),
    10_000,
  )
  .option('--solvers <names>', 'those to run beside takt, with commas between (default: all)', (text) =>
    text.split(','),
  )
  .option('--peer-workers <n>', 'search workers of cp-sat, for schedules and dispatch (default: 1)', wholeNumber(1))
  .option(
    '--peer-time-ms <n>',
    'wall time of the others, for schedules and dispatch (default: as --time-ms)',
    wholeNumber(1),
  )
  .option('--seed <n>', 'seed of solvers and sample', wholeNumber(0), 1)
  .option('--json <file>', 'write the report to a file')
  .addHelpText(
    'after',
    `
Of melt: takt; highs, glpk.js, cp-sat and scip in WebAssembly; scipy (native HiGHS). Each run has a process of its own and one
thread. cp-sat and scip come with "npm ci" in benchmarks/peers, glpk.js and SciPy where they are installed; without them
the table goes on. Asked is the first decision of a request, without places in time. Every plan is checked.
Of schedules: takt and cp-sat, for requests of pools, machines, modes, lags and stocks without supply, least makespan; what
its model cannot say is passed over with a line.
Of purchase plans: takt, highs, glpk.js and scipy, for requests whose goods keep and whose demand is not to be forecast.
Of dispatch: takt and cp-sat, for shifts of full trucks with most volume served and for rounds of alike vans; for rounds also
or-tools-routing, where python3 has ortools, and vroom, where a binary of that name is on the path.
Exit code 1 where takt's plan breaks a rule, a claim of it is wrong or its process dies; faults of others are only shown.

Examples:
  npm run -s bench -- peers melt
  npm run -s bench -- peers melt --set packing/csp/falkenauer_u --limit 5 --time-ms 2000 --solvers highs,cp-sat
  npm run -s bench -- peers reorder --set generated/limits --time-ms 10000 --solvers highs
  npm run -s bench -- peers dispatch --set dispatch/vrptw/solomon#distance --limit 10 --time-ms 10000
  npm run -s bench -- peers techcard --set techcard/rcpsp/j60.jsonl --limit 20 --time-ms 5000 --peer-time-ms 60000 --peer-workers 2`,
  )
  .action(async (kind: InstanceKind, options) => {
    if (!takesPeerBudget.has(kind) && (options.peerWorkers !== undefined || options.peerTimeMs !== undefined))
      throw new TaktError(
        'invalid-parameter',
        'peer-workers and peer-time-ms are for schedules and dispatch; elsewhere every solver has one thread and the same time',
      );
    const { summary } = await peersOf[kind]({ ...options, kind });
    if (summary.some(({ solver, wrong, failures }) => solver === 'takt' && wrong + failures > 0)) process.exitCode = 1;
  });

program
  .command('micro')
  .description('what single parts cost, beside libraries that do the same')
  .argument('<kind>', `one of ${microKinds.join(', ')}`)
  .option('--json <file>', 'write the report to a file')
  .addHelpText(
    'after',
    `
melt: the MILP libraries on the same models. techcard: calendars, and the simulation. reorder: answers of methods, and a plan of
10,000 items, beside what they should take. repair: runs of a warning, and what its index foretells. Answers are compared or
checked before they are timed.`,
  )
  .action(async (kind: string, options) => {
    await measureMicro({ ...options, kind }, print);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof TaktError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
