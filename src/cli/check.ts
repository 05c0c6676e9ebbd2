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

export interface CheckCommandOptions {
  readonly output?: 'json' | 'table';
  /** Check the proofs that came with the plan as well. */
  readonly proof?: boolean;
}

/** @returns whether the plan passed, and its proofs where they were looked at: claims without one are no fault. */
export async function checkCommand(
  requestFile: string,
  planFile: string | undefined,
  options: CheckCommandOptions,
): Promise<boolean> {
  const body = await readJsonFile(requestFile);
  const { request, plan } = planFile
    ? { request: naming(requestFile, () => parseRequest(body)), plan: (await readJsonFile(planFile)).value }
    : naming(requestFile, () => parseInput(Both, body.value, body));
  const holder = planFile ?? requestFile;
  const parsed = naming(holder, () => parseInput(kindSchemas[request.kind].plan, planOf(plan)));
  const { violations, objective } = registry[request.kind].check(request, parsed);
  const proofs = options.proof ? registry[request.kind].verifyProofs?.(request, parsed).stages : undefined;
  if ((options.output ?? (process.stdout.isTTY ? 'table' : 'json')) === 'json')
    console.log(JSON.stringify({ violations, objective, proofs }, null, 2));
  else {
    for (const { rule, message } of violations) console.log(`${rule}: ${message}`);
    const verdict = violations.length === 0 ? 'The plan keeps every rule' : `${violations.length} broken rules`;
    console.log(`${verdict}; objective ${number(objective, 3)} ${parsed.objectiveUnit}`);
    for (const { stage, message } of proofs ?? []) console.log(`${stage}: ${message}`);
  }
  return violations.length === 0 && (proofs ?? []).every(({ verdict }) => verdict !== 'wrong');
}

/** A plan by itself, or the result of a solve that holds one. */
export function planOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object')
    throw new TaktError('invalid-request', 'there is no plan in it: it must be an object');
  return 'plan' in value ? value.plan : value;
}
