/** What `takt ovens`, `takt hold` and `takt release` do: calls of a running service, told to people or programs. */
import { TaktError } from '../../models/errors.ts';
import type { components } from '../client/api-types.ts';
import { TaktApiError, TaktClient } from '../client/client.ts';
import { type OutputOptions, print } from './output.ts';
import { number, table } from './table.ts';

export interface CallOptions extends OutputOptions {
  readonly url?: string;
}

type Schemas = components['schemas'];
type Oven = Schemas['EquipmentList']['ovens'][number];

const pageSize = 1000;
/** Whoever needs a hold must hear soon that nobody answers, and do something else. */
const patienceMs = 15_000;

export async function ovensCommand({
  site,
  oven,
  ...options
}: CallOptions & { site?: string; oven?: string }): Promise<void> {
  const client = clientOf(options);
  const ovens: Oven[] = [];
  let sites: Schemas['EquipmentList']['sites'] = [];
  let cursor: string | undefined;
  do {
    const page = await told(client.call('listEquipment', { query: { site, oven, limit: pageSize, cursor } }));
    sites = page.sites;
    ovens.push(...page.ovens);
    cursor = page.next;
  } while (cursor !== undefined);
  print(options, { sites, ovens }, () => [
    ovenTable(ovens),
    ...sites.flatMap(({ site: name, bridge, hold }) => [
      ...(hold ? [`takt: site ${name} is held: ${holdInWords(hold)}`] : []),
      ...(bridge.alive ? [] : [`takt: no bridge holds site ${name}: nothing is sent there`]),
    ]),
  ]);
}

export async function holdCommand({
  url,
  output,
  ...body
}: CallOptions & { site?: string; oven?: string; reason?: string; by: string }): Promise<void> {
  const hold = await told(clientOf({ url }).call('createHold', { body, signal: AbortSignal.timeout(patienceMs) }));
  print({ output }, hold, () => [
    // The id alone on standard output, so that it can be taken by `id=$(takt hold ... -o table)`.
    hold.id,
    `takt: held: ${whatIsHeld(hold)}; release it with takt release ${hold.id} --by NAME`,
    ...hold.inFlight.map(
      ({ site, oven, state, cmdId }) =>
        `takt: sent before and not called back: ${site}/${oven}, command ${cmdId}, ${state}`,
    ),
    ...(hold.settled ? [] : ['takt: a bridge stands still, so more may have been sent before: look with takt ovens']),
  ]);
}

export async function releaseCommand(id: string, { by, ...options }: CallOptions & { by: string }): Promise<void> {
  const hold = await told(clientOf(options).call('releaseHold', { path: { id }, query: { by } }));
  print(options, hold, () => [`released: ${whatIsHeld(hold)}, by ${hold.releasedBy} at ${hold.releasedAt}`]);
}

function clientOf({ url }: Pick<CallOptions, 'url'>): TaktClient {
  const address = url ?? (process.env.TAKT_CLIENT_URL || 'http://127.0.0.1:7420');
  if (!URL.canParse(address) || !/^https?:/.test(address))
    throw new TaktError(
      'invalid-parameter',
      `the address of the service is ${JSON.stringify(address)}; it takes a URL such as http://127.0.0.1:7420`,
    );
  return new TaktClient({ url: address, key: process.env.TAKT_CLIENT_KEY || undefined });
}

/** The answer, or the service's error as one of ours, so that the exit code tells whether to try again. */
async function told<Answer>(call: Promise<{ body: Answer }>): Promise<Answer> {
  try {
    return (await call).body;
  } catch (error) {
    if (error instanceof TaktApiError && error.problem)
      throw new TaktError(error.problem.code, error.problem.detail, { errors: error.problem.errors, cause: error });
    throw new TaktError('service-unreachable', `no takt service answered: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function ovenTable(ovens: readonly Oven[]): string {
  // The first reading is the one that people know an oven by; the others stand in the JSON.
  const reading = ({ reported }: Oven) => reported?.readings[0];
  return table(
    [
      { title: 'site', cell: (oven) => oven.site },
      { title: 'oven', cell: (oven) => oven.oven },
      { title: 'present', cell: (oven) => (oven.present ? 'yes' : 'no') },
      { title: 'measured', cell: (oven) => value(reading(oven)?.value, reading(oven)?.unit), right: true },
      {
        title: 'setpoint',
        cell: (oven) => value(reading(oven)?.setpoint ?? undefined, reading(oven)?.unit),
        right: true,
      },
      { title: 'command', cell: commandInWords },
      { title: 'waits for', cell: waitInWords },
    ],
    ovens,
  );
}

function value(figure: number | undefined, unit = ''): string {
  return figure === undefined ? '-' : `${number(figure)} ${unit}`.trim();
}

function commandInWords({ command }: Oven): string {
  if (!command) return '-';
  return `${command.heat ?? 'idle'} ${command.state}${command.reason ? ` (${command.reason})` : ''}`;
}

function waitInWords({ hold, waitsFor, next, program }: Oven): string {
  if (hold) return `held: ${holdInWords(hold)}`;
  if (waitsFor) return waitsFor.detail;
  if (program?.state === 'halted') return `a newer plan: ${program.reason ?? 'halted'}`;
  return next ? `its start at ${next.startAt}` : '-';
}

function holdInWords({ reason, createdBy, id }: Schemas['Hold']): string {
  return `${reason ?? 'no reason given'}, by ${createdBy} (${id})`;
}

function whatIsHeld({ site, oven }: Pick<Schemas['Hold'], 'site' | 'oven'>): string {
  if (site === undefined) return 'every site of the tenant';
  return oven === undefined ? `site ${site}` : `oven ${oven} of site ${site}`;
}
