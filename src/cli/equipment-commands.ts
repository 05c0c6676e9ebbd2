/** The words of `takt ovens`, `takt hold` and `takt release`; what they do is in equipment.ts, loaded only when asked for. */
import type { Command } from 'commander';
import type { CallOptions } from './equipment.ts';
import { outputOption } from './output.ts';

const help = `
They call a running service: --url, or TAKT_CLIENT_URL, or http://127.0.0.1:7420; with the key in TAKT_CLIENT_KEY where it
asks for one (scope plan:read to look, equipment:write to hold and release).
  takt ovens --site works
  takt hold --site works --reason 'smoke in hall 2' --by 'M. Ivanova'
  takt hold --reason 'gas alarm' --by 'M. Ivanova'
  takt release 01a1fcbd-bd71-7446-a56a-ddf2716651f5 --by 'P. Petrov'`;

export function addEquipmentCommands(program: Command): void {
  const command = (words: string, description: string) =>
    program
      .command(words)
      .description(description)
      .option('--url <address>', 'of the service (TAKT_CLIENT_URL)')
      .addOption(outputOption())
      .addHelpText('after', help);

  command('ovens', 'show the ovens: what they report, what they were told, what they wait for')
    .option('--site <site>', 'only those of this site')
    .option('--oven <oven>', 'only those of this name')
    .action((options: CallOptions & { site?: string; oven?: string }) => run((work) => work.ovensCommand(options)));

  command('hold', 'send no more commands: to an oven, a site, or without --site to anything of the tenant')
    .option('--site <site>', 'only this site')
    .option('--oven <oven>', 'only this oven of the site')
    .option('--reason <reason>', 'for whoever wonders why nothing moves')
    .requiredOption('--by <name>', 'who holds')
    .action((options: CallOptions & { site?: string; oven?: string; reason?: string; by: string }) =>
      run((work) => work.holdCommand(options)),
    );

  command('release', 'release a hold; commands within their window go on')
    .argument('<id>', 'id of the hold, as takt hold printed it')
    .requiredOption('--by <name>', 'who releases')
    .action((id: string, options: CallOptions & { by: string }) => run((work) => work.releaseCommand(id, options)));
}

async function run(command: (work: typeof import('./equipment.ts')) => Promise<void>): Promise<void> {
  await command(await import('./equipment.ts'));
}
