/** Follows the setpoints of plans over HTTP until the ovens have verified all of them. */
import type { z } from 'zod';
import { type CommandState, inFlightStates, unsentStates } from '../bridge/states.ts';
import { table } from '../cli/table.ts';
import type { Programs } from '../http/program-routes.ts';

/** As the service answers. */
export type FollowedProgram = z.infer<typeof Programs>['programs'][number];
type FollowedCommand = FollowedProgram['commands'][number];

const followLimitMs = 90_000;

const stillGoing: readonly CommandState[] = [...unsentStates, ...inFlightStates];
const hasFailed = (state: CommandState) => state !== 'verified' && !stillGoing.includes(state);

/** Shows every change of every command until all are verified. @throws Error where one is not. */
export async function followSetpoints(
  url: string,
  planIds: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  const seen = new Map<string, string>();
  const until = performance.now() + followLimitMs;
  for (;;) {
    const programs: FollowedProgram[] = [];
    for (const id of planIds) programs.push(...(await programsOf(url, id)));
    for (const { oven, commands } of programs)
      for (const command of commands) {
        if (seen.get(command.cmdId) === command.state) continue;
        seen.set(command.cmdId, command.state);
        if (command.state !== 'planned' && command.state !== 'approved') say(`   ${describe(oven, command)}`);
      }
    const commands = programs.flatMap((program) => program.commands);
    const bad = commands.find(({ state }) => hasFailed(state));
    if (bad) throw new Error(`command ${bad.cmdId} ended ${bad.state}: ${bad.reason}`);
    if (commands.length > 0 && commands.every(({ state }) => state === 'verified')) {
      say(`\n${programTable(programs)}`);
      return;
    }
    if (performance.now() > until) throw new Error(`not all setpoints were verified within ${followLimitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function programsOf(url: string, planId: string): Promise<FollowedProgram[]> {
  const response = await fetch(`${url}/v1/plans/${planId}/programs`);
  return ((await response.json()) as z.infer<typeof Programs>).programs;
}

function describe(oven: string, { step, heat, grade, setpoints, state }: FollowedCommand): string {
  const [{ value, unit }] = setpoints;
  return `${oven.padEnd(6)} step ${step} heat ${heat ?? '-'} ${grade ?? 'idle'}: ${value} ${unit} ${state}`;
}

function programTable(programs: readonly FollowedProgram[]): string {
  return table(
    [
      { title: 'oven', cell: ({ oven }) => oven },
      { title: 'program', cell: ({ state }) => state },
      {
        title: 'steps verified',
        cell: ({ commands }) => `${commands.filter(({ state }) => state === 'verified').length} of ${commands.length}`,
        right: true,
      },
      { title: 'setpoints', cell: ({ commands }) => commands.map(({ setpoints }) => setpoints[0].value).join(', ') },
    ],
    programs,
  );
}
