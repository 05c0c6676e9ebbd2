/** Scenarios on published shifts, read from the data folder. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { TaktError } from '../../../models/errors.ts';
import { findInstances } from '../data-folder.ts';
import { cdpKinable } from '../dispatch/cdp-kinable.ts';
import { cdpQuebec } from '../dispatch/cdp-quebec.ts';
import { rmcUanl } from '../dispatch/rmc-uanl.ts';
import { type BaseShift, groupOf, type RepairScenario } from './scenario.ts';
import { happeningOf, typeOf } from './scenario-events.ts';
import { readScenarios, type Scenario } from './scenarios-file.ts';
import { withoutTruckLists } from './truck-lists.ts';

/** Where the published scenarios lie under the data folder. */
export const publishedScenarios = 'dispatch/repair_scenarios';

const families = [cdpKinable, rmcUanl, cdpQuebec];
/** Where files of a set may lie under its own folder. */
const subfolders = ['', 'instances', 'unsolved', 'solved'];

/**
 * @param set - path under the data folder of a file of scenarios or a folder of such files; `#part` behind it picks
 *   scenarios of that id, of that base instance, or of that end of their id (`#truck_new`).
 * @throws TaktError `invalid-parameter` where there is no such set, or a file is not of the format.
 */
export function findScenarios(data: string, set: string): readonly RepairScenario[] {
  const [path, part] = set.split(/#(.*)/s);
  if (!existsSync(join(data, path)))
    throw new TaktError('invalid-parameter', `there is no file or folder "${path}" under ${data}`);
  const files = statSync(join(data, path)).isDirectory()
    ? readdirSync(join(data, path))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name))
    : [path];
  const scenarios = files
    .flatMap((file) => readScenarios(readFileSync(join(data, file), 'utf8'), file))
    .filter(({ id }) => part === undefined || id === part || id.startsWith(`${part}__`) || id.endsWith(`__${part}`));
  if (scenarios.length === 0) throw new TaktError('invalid-parameter', `there is no scenario in "${set}"`);
  const bases = new Map<string, BaseShift>();
  return scenarios.map((scenario): RepairScenario => {
    const key = `${scenario.set} ${scenario.instance}`;
    const base = bases.get(key) ?? findBase(data, scenario);
    bases.set(key, base);
    return {
      name: scenario.id,
      group: groupOf(scenario.events.map(typeOf)),
      base,
      happening: (problem, loads) => happeningOf(scenario.events, problem, loads),
    };
  });
}

function findBase(data: string, { id, set, instance }: Scenario): BaseShift {
  const paths = families.flatMap(({ extension }) =>
    subfolders.map((folder) => join('dispatch', set, folder, `${instance}${extension}`)),
  );
  const path = paths.find((one) => existsSync(join(data, one)));
  if (path === undefined)
    throw new TaktError(
      'invalid-parameter',
      `${id}: there is no instance "${instance}" of the set "${set}" under ${data}`,
    );
  const [found] = findInstances(data, path, families);
  const { problem } = found.request() as { problem: DispatchPlanProblem };
  const shift = withoutTruckLists(problem);
  return { name: found.name, problem: () => shift };
}
