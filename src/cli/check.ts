/** `takt check`: whether a plan keeps its request's rules, by the checker that shares no code with the search. */
import { z } from 'zod';
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { kindSchemas, PlanRequest } from '../../models/plan-request.ts';
import { registry } from '../../solvers/registry.ts';
import { naming, parseRequest, readJsonFile } from './files.ts';
import { number } from './table.ts';

/** A file that holds both. */
const Both = z.object({ request: PlanRequest, plan: z.unknown() });

/** @returns whether the plan passed. */
export async function checkCommand(
  requestFile: string,
  planFile: string | undefined,
  options: { output?: 'json' | 'table' },
): Promise<boolean> {
  const body = await readJsonFile(requestFile);
  const { request, plan } = planFile
    ? { request: naming(requestFile, () => parseRequest(body)), plan: (await readJsonFile(planFile)).value }
    : naming(requestFile, () => parseInput(Both, body.value, body));
  const holder = planFile ?? requestFile;
  const parsed = naming(holder, () => parseInput(kindSchemas[request.kind].plan, planOf(plan)));
  const { violations, objective } = registry[request.kind].check(request, parsed);
  if ((options.output ?? (process.stdout.isTTY ? 'table' : 'json')) === 'json')
    console.log(JSON.stringify({ violations, objective }, null, 2));
  else {
    for (const { rule, message } of violations) console.log(`${rule}: ${message}`);
    const verdict = violations.length === 0 ? 'The plan keeps every rule' : `${violations.length} broken rules`;
    console.log(`${verdict}; objective ${number(objective, 3)} ${parsed.objectiveUnit}`);
  }
  return violations.length === 0;
}

/** A plan by itself, or the result of a solve that holds one. */
export function planOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object')
    throw new TaktError('invalid-request', 'there is no plan in it: it must be an object');
  return 'plan' in value ? value.plan : value;
}
