/** The command line of takt. Exit codes: 0 done, 1 a fault of takt or a plan that breaks rules, 2 input, 3 try later. */
import { Command, InvalidArgumentError } from 'commander';
import { TaktError, toErrorData } from '../models/errors.ts';
import { addEquipmentCommands } from './cli/equipment-commands.ts';
import { addKeysCommands } from './cli/keys-commands.ts';
import { outputOption } from './cli/output.ts';
import { loadConfig, type SettingName } from './config.ts';
import { codeVersion } from './jobs/identity.ts';

const program = new Command('takt')
  .description(
    'Plans heats and heat-treatment batches within a time budget, proves how good the plan is, steers the ovens.',
  )
  .version(codeVersion)
  .showHelpAfterError('(takt --help, or takt COMMAND --help, tells more)')
  .configureOutput({ outputError: (message, write) => write(message) })
  .exitOverride();

program
  .command('serve')
  .description('run the service until SIGTERM or SIGINT')
  .option('--host <address>', 'address to listen on (TAKT_HOST)')
  .option('--port <number>', 'port to listen on, 0 for a free one (TAKT_PORT)')
  .option('--data-dir <folder>', 'folder of the embedded database (TAKT_DATA_DIR)')
  .option('--threads <number>', 'solver threads (TAKT_THREADS)')
  .addHelpText(
    'after',
    `
All settings are environment variables, listed in docs/api.md; options win over them.
  takt serve --port 8080
  DATABASE_URL=postgres://takt@db/takt MQTT_URL=mqtt://broker:1883 takt serve`,
  )
  .action(async ({ host, port, dataDir, threads }: Record<string, string | undefined>) => {
    const { runUntilSignal, startService } = await import('./main.ts');
    const flags: Partial<Record<SettingName, string>> = {
      ...(host && { TAKT_HOST: host }),
      ...(port && { TAKT_PORT: port }),
      ...(dataDir && { TAKT_DATA_DIR: dataDir }),
      ...(threads && { TAKT_THREADS: threads }),
    };
    const config = loadConfig(process.env, flags);
    await runUntilSignal(() => startService(config));
  });

program
  .command('migrate')
  .description('bring the schema of the database up to date and end')
  .option('--data-dir <folder>', 'folder of the embedded database (TAKT_DATA_DIR)')
  .addHelpText(
    'after',
    `
takt serve does the same by itself. With several replicas, run this once before the new version starts anywhere:
docs/operations.md tells what two versions may share.
  DATABASE_URL=postgres://takt@db/takt takt migrate`,
  )
  .action(async ({ dataDir }: Record<string, string | undefined>) => {
    const { migrateCommand } = await import('./cli/migrate.ts');
    await migrateCommand(loadConfig(process.env, dataDir ? { TAKT_DATA_DIR: dataDir } : {}), console.log);
  });

program
  .command('solve')
  .description('solve a plan-request from a file, without a server')
  .argument('<file>', 'plan-request as JSON, - for standard input')
  .addOption(outputOption())
  .option('--time-ms <number>', 'time budget in place of the request’s', wholeNumber)
  .option('--seed <number>', 'seed in place of the request’s', wholeNumber)
  .option('--svg <file>', 'write the plan as a Gantt chart')
  .option('--proof', 'give the proofs of the bounds with the plan, for takt check --proof')
  .option('--progress', 'show better plans as they are found, also where standard error is no terminal')
  .addHelpText(
    'after',
    `
Ctrl-C stops the search and prints the best plan so far. A plan that leaves pieces out, or none at all where that is
proved, is an answer: exit code 0.
  takt example melt > week.json
  takt solve week.json --time-ms 2000 --svg week.svg
  takt solve week.json -o json > plan.json && takt check week.json plan.json`,
  )
  .action(async (file: string, options) => {
    const { solveCommand } = await import('./cli/solve.ts');
    await solveCommand(file, options);
  });

program
  .command('check')
  .description('check a plan against its request, independently of the solver')
  .argument('<file>', 'plan-request as JSON, or {"request", "plan"} in one')
  .argument('[plan]', 'plan, or result of takt solve, as JSON')
  .addOption(outputOption())
  .option('--proof', 'check the proofs of bounds that came with the plan, too')
  .addHelpText(
    'after',
    `
Exit code 0: every rule is kept; 1: rules are broken, each is named; 2: files that do not fit. With --proof, for each
stage: proved and verified, a bound claimed without certificate, or a certificate that does not hold (exit code 1).
  takt solve week.json --proof -o json > plan.json && takt check week.json plan.json --proof`,
  )
  .action(async (file: string, plan: string | undefined, options) => {
    const { checkCommand } = await import('./cli/check.ts');
    if (!(await checkCommand(file, plan, options))) process.exitCode = 1;
  });

program
  .command('explain')
  .description('say why a plan is as it is: what would make room, what one more heat or kilogram is worth')
  .argument('<file>', 'plan-request as JSON, - for standard input')
  .option('--plan <file>', 'plan, or result of takt solve, as JSON (default: the request is solved first)')
  .option('--time-ms <number>', 'time budget of all solves together in place of the request’s', wholeNumber)
  .option('--seed <number>', 'seed in place of the request’s', wholeNumber)
  .option('--json <file>', 'write the explanation as JSON')
  .addHelpText(
    'after',
    `
Where not everything can be poured: the least sets of limits that would have to give way, and by how much. Where it can:
what one more heat, a larger furnace or a line that waits would save. Every figure comes from solving the changed request.
  takt explain week.json
  takt explain week.json --plan plan.json --time-ms 30000 --json why.json`,
  )
  .action(async (file: string, options) => {
    const { explainCommand } = await import('./cli/explain.ts');
    await explainCommand(file, options);
  });

program
  .command('example')
  .description('print a plan-request to begin from')
  .argument('[kind]', 'kind of plan', 'melt')
  .action(async (kind: string) => {
    const { kindExamples } = await import('../models/examples.ts');
    if (!Object.hasOwn(kindExamples, kind))
      throw new TaktError('not-found', `there is no kind "${kind}"; there are ${Object.keys(kindExamples).join(', ')}`);
    console.log(JSON.stringify(kindExamples[kind as keyof typeof kindExamples], null, 2));
  });

program
  .command('demo')
  .description('plan a foundry week, from HTTP request to verified oven setpoints, on simulated ovens')
  .option('--out <folder>', 'where the charts go', 'demo-output')
  .action(async ({ out }: { out: string }) => {
    const { runDemo } = await import('./demo/demo.ts');
    await runDemo(out);
  });

addKeysCommands(program);
addEquipmentCommands(program);

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A whole number is wanted.');
  return Number(text);
}

function complain(error: unknown): number {
  if (!(error instanceof TaktError)) {
    console.error(toErrorData(error).message);
    return 1;
  }
  console.error(`takt: ${error.message}`);
  for (const { pointer, rule, message, received, remedy } of error.details.errors ?? [])
    console.error(
      `  ${pointer || '/'} (${rule}): ${message}; came ${JSON.stringify(received) ?? 'nothing'}; ${remedy}`,
    );
  return error.exitCode;
}

try {
  await program.parseAsync();
} catch (error) {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  // Commander has said already what is wrong with the words of the call.
  if (typeof code === 'string' && code.startsWith('commander.')) process.exitCode = exitCode === 0 ? 0 : 2;
  else process.exitCode = complain(error);
}
