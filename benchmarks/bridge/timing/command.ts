/** The subcommands of `bridge` that measure times. */
import { type Command, Option } from 'commander';
import { isMet, type Verdict } from '../../load/verdict.ts';
import { writeJson } from '../../meta.ts';
import { brokerNames } from '../campaign/broker.ts';
import { measureLatency } from './latency.ts';
import { measureRecovery } from './recovery.ts';
import { measureScale } from './scale.ts';

type Print = (lines: string) => void;
type WholeNumber = (least: number) => (text: string) => number;

export function addTimingCommands(bridge: Command, print: Print, wholeNumber: WholeNumber): void {
  addLatencyCommand(bridge, print, wholeNumber);
  addScaleCommand(bridge, print, wholeNumber);
  addRecoveryCommand(bridge, print, wholeNumber);
}

function addLatencyCommand(bridge: Command, print: Print, wholeNumber: WholeNumber): void {
  const command = bridge
    .command('latency')
    .description('from a committed plan to the first delivery of a command, and from there to the answer of the oven')
    .option('--ovens <n>', 'simulated ovens', wholeNumber(1), 8)
    .option('--commands <n>', 'commands whose answers are timed', wholeNumber(1), 400)
    .option('--plans <n>', 'plans that are timed, for each place of the bridge', wholeNumber(1), 100)
    .option('--seed <n>', 'seed of the pauses between plans', wholeNumber(0), 1)
    .addHelpText(
      'after',
      `
The bridge is first in the process that writes the plans and is told of them, then, with PostgreSQL, in one of its own that hears of them by notification.
Exit code 1 where a target is missed or a command is not verified.

Examples:
  npm run -s bench -- bridge latency
  npm run -s bench -- bridge latency --broker aedes --embedded --plans 20`,
    );
  withStage(command).action(judged(measureLatency, print));
}

function addScaleCommand(bridge: Command, print: Print, wholeNumber: WholeNumber): void {
  const command = bridge
    .command('scale')
    .description('one bridge and many ovens with a command a second each, spread over the second and all at once')
    .option('--ovens <n>', 'simulated ovens, 500 in a process', wholeNumber(1), 1000)
    .option('--seconds <n>', 'how long it is measured, for each of the two', wholeNumber(1), 30)
    .option('--warm-up-seconds <n>', 'how long it runs before', wholeNumber(0), 10)
    .option('--step-ms <n>', 'from one command of an oven to its next', wholeNumber(200), 1000)
    .option('--dwell-ms <n>', 'how long a reading must lie at its target', wholeNumber(0), 0)
    .option('--state-ms <n>', 'from one report of an oven to its next', wholeNumber(50), 500)
    .addHelpText(
      'after',
      `
The plans are written before. An oven gets its next command only when the last one is verified, which takes its next report: let reports
come at least twice as often as commands. Processors are counted for the bridge, ovens, broker and, on this machine, PostgreSQL. Needs Linux.
Exit code 1 where a target is missed, a command expires or times out, or is not verified.

Examples:
  npm run -s bench -- bridge scale --postgres postgres://postgres@127.0.0.1/postgres --json scale.json
  npm run -s bench -- bridge scale --ovens 200 --seconds 10`,
    );
  withStage(command).action(judged(measureScale, print));
}

function addRecoveryCommand(bridge: Command, print: Print, wholeNumber: WholeNumber): void {
  const seconds = (text: string) => text.split(',').map(wholeNumber(1));
  const command = bridge
    .command('recovery')
    .description(
      'how soon commands are answered again after a link died, the broker was away, or the bridge was killed',
    )
    .option('--ovens <n>', 'simulated ovens', wholeNumber(1), 8)
    .option('--repeats <n>', 'of each loss', wholeNumber(1), 5)
    .option('--outages <seconds>', 'absences of the broker, with commas between', seconds, [1, 10, 30])
    .addHelpText(
      'after',
      `
Times are those in the record: a command counts once the bridge has heard that an oven accepted it, and only one that was sent after the loss
is over. Exit code 1 where the worst of a kind is above its target.

Example:
  npm run -s bench -- bridge recovery --repeats 3 --outages 1,10`,
    );
  withBroker(command).action(judged(measureRecovery, print));
}

/** The bridge beside the database, or with it in one process. */
function withStage(command: Command): Command {
  return withBroker(command).addOption(
    new Option('--embedded', 'PGlite, with the bridge in the same process').conflicts('postgres'),
  );
}

function withBroker(command: Command): Command {
  return command
    .addOption(
      new Option('--broker <name>', 'mosquitto (MQTT 5) or aedes (3.1.1)').choices(brokerNames).default('mosquitto'),
    )
    .addOption(
      new Option('--postgres <url>', 'server on which a database may be made and dropped (default: one of its own)'),
    )
    .option('--json <file>', 'write the report to a file');
}

function judged<Options>(
  measure: (options: Options, print: Print) => Promise<{ verdicts: readonly Verdict[] }>,
  print: Print,
): (options: Options & { readonly json?: string }) => Promise<void> {
  return async ({ json, ...options }) => {
    const report = await measure(options as unknown as Options, print);
    if (json !== undefined) writeJson(json, report);
    if (!report.verdicts.every(isMet)) process.exitCode = 1;
  };
}
