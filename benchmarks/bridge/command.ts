/** The command `bridge` with its modes. */
import { type Command, Option } from 'commander';
import { brokerNames } from './campaign/broker.ts';
import { type CampaignOptions, isBroken, measureCampaign } from './campaign/campaign.ts';
import { campaignFaults } from './campaign/faults/index.ts';
import { rules } from './campaign/judge.ts';
import { addTimingCommands } from './timing/command.ts';

type Print = (lines: string) => void;
type WholeNumber = (least: number) => (text: string) => number;

export function addBridgeCommand(program: Command, print: Print, wholeNumber: WholeNumber): void {
  const bridge = program
    .command('bridge')
    .description('the way from a plan to the ovens: whether it can be trusted, and how long it takes');
  addFaultsCommand(bridge, print, wholeNumber);
  addTimingCommands(bridge, print, wholeNumber);
}

function addFaultsCommand(bridge: Command, print: Print, wholeNumber: WholeNumber): void {
  bridge
    .command('faults')
    .description(
      'give ovens many commands while everything around the bridge fails, compare what they did with the record',
    )
    .option('--commands <n>', 'commands in all', wholeNumber(1), 100_000)
    .option('--ovens <n>', 'ovens on two sites', wholeNumber(8), 200)
    .option('--seed <n>', 'seed of plans, faults and moments', wholeNumber(0), 1)
    .addOption(
      new Option('--broker <name>', 'mosquitto (MQTT 5) or aedes (3.1.1)').choices(brokerNames).default('mosquitto'),
    )
    .option('--faults <names>', 'those to play, with commas between, or none (default: all)', (text) => text.split(','))
    .option('--minutes <n>', 'nothing more is written after this', wholeNumber(1), 30)
    .option('--step-ms <n>', 'length of a heat: an oven gets a command so often', wholeNumber(400), 1200)
    .option('--fault-every-ms <n>', 'mean time from one fault to the next; two at most at once', wholeNumber(1), 4000)
    .option('--postgres <url>', 'server on which a database may be made and dropped (default: one of its own)')
    .option('--json <file>', 'write the report to a file')
    .addHelpText(
      'after',
      `
Two bridges, a broker and the ovens run in processes of their own. Plans for groups of ten ovens are written as plans' ends do it: some are
superseded, some approved late or never, some ask for more than an oven takes. Each oven keeps a ledger. In the end no command may be open,
and ledger and record may not contradict each other nor break a rule:
${Object.entries(rules)
  .map(([name, says]) => `  ${name.padEnd(16)}${says}`)
  .join('\n')}
Late means 2 s past the latest start, which docs/bridge.md forgives, and 250 ms until the controller's turn. Exit code 1 where one is broken.

Faults:
${campaignFaults.map(({ name, says }) => `  ${name.padEnd(20)}${says}`).join('\n')}

Examples:
  npm run -s bench -- bridge faults
  npm run -s bench -- bridge faults --commands 5000 --ovens 40 --broker aedes --seed 7
  npm run -s bench -- bridge faults --commands 3000 --faults oven-reboot,clock-skew --json reboots.json`,
    )
    .action(async (options: CampaignOptions) => {
      if (isBroken(await measureCampaign(options, print))) process.exitCode = 1;
    });
}
