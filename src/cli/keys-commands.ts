/** The words of `takt keys`; what they do is in keys.ts, which is loaded only when it is asked for. */
import { type Command, InvalidArgumentError } from 'commander';
import { scopes } from '../access/caller.ts';
import type { KeysOptions } from './keys.ts';
import { outputOption } from './output.ts';

export function addKeysCommands(program: Command): void {
  const keys = program
    .command('keys')
    .description('make, list and revoke access keys, and set what a tenant may ask for')
    .addHelpText(
      'after',
      `
They work on the store of the settings: DATABASE_URL, or the embedded database in TAKT_DATA_DIR, which one process at a
time can open: stop the service first.
  takt keys create --tenant foundry --name mes --scopes plan:read,plan:write
  takt keys revoke 01a1fcbd-bd71-7446-a56a-ddf2716651f5
  takt keys limit foundry --waiting-plans 500 --solving-seconds-per-hour 7200`,
    );

  keys
    .command('create')
    .description('make a key; it is shown once and cannot be read again')
    .requiredOption('--tenant <tenant>', 'whose plans it sees; made where there is none of the name')
    .requiredOption('--name <name>', 'what it is for, for those who list keys')
    .requiredOption('--scopes <scopes>', `any of ${scopes.join(', ')}, separated by commas`)
    .option('--expires-days <number>', 'days after which it is refused (default: never)', positive)
    .addOption(outputOption())
    .action((options: KeysOptions & { tenant: string; name: string; scopes: string; expiresDays?: number }) =>
      run((work) => work.createCommand(options)),
    );

  keys
    .command('list')
    .description('list keys, newest first; never the keys themselves')
    .option('--tenant <tenant>', 'only those of this tenant')
    .addOption(outputOption())
    .action((options: KeysOptions & { tenant?: string }) => run((work) => work.listCommand(options)));

  keys
    .command('revoke')
    .description('revoke a key; it is refused everywhere within 5 s')
    .argument('<id>', 'id of the key, as takt keys list shows it')
    .addOption(outputOption())
    .action((id: string, options: KeysOptions) => run((work) => work.revokeCommand(id, options)));

  keys
    .command('limit')
    .description('set what a tenant may ask for: a number, 0 for no limit, default for what the settings say')
    .argument('<tenant>', 'whose limits')
    .option('--requests-per-second <number>', 'requests that each process takes', limit)
    .option('--waiting-plans <number>', 'plans that may wait', limit)
    .option('--solving-seconds-per-hour <number>', 'time budgets in an hour of the clock', limit)
    .addOption(outputOption())
    .action((tenant: string, options) => run((work) => work.limitCommand(tenant, options)));

  keys
    .command('site')
    .description('say whose ovens a site has; without this they are those of the tenant that first sent a plan for it')
    .argument('<site>', 'as in the plan-requests')
    .requiredOption('--tenant <tenant>', 'who may move its ovens from now on')
    .addOption(outputOption())
    .action((site: string, options: KeysOptions & { tenant: string }) =>
      run((work) => work.siteCommand(site, options)),
    );
}

async function run(command: (work: typeof import('./keys.ts')) => Promise<void>): Promise<void> {
  await command(await import('./keys.ts'));
}

function positive(text: string): number {
  const days = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || days <= 0 || days > 36_500)
    throw new InvalidArgumentError('A number of days above 0 is wanted, at most 36500.');
  return days;
}

function limit(text: string): number | 'default' {
  if (text === 'default') return text;
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number or the word default is wanted.');
  return Number(text);
}
