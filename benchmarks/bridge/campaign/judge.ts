/**
 * Whether a campaign was clean: the ledger of the ovens against the record of the bridge. Pure, and shares no rule with
 * either of them; what a command may do next stands here a second time, on purpose.
 */
import { judgeApplications, judgeRamps } from './judge-ovens.ts';
import { judgeRecord } from './judge-record.ts';
import type { Application, Ledger } from './ledger.ts';
import type { BridgeRecord, RecordedTransition } from './record.ts';

export const rules = {
  late: 'applied after its latest start, by true time',
  order: 'applied after a newer version',
  twice: 'applied twice',
  limits: 'applied, or on the ramp, beyond the limits of the command or the oven',
  ramp: 'a ramp steeper than the command or the oven allows',
  'old-epoch': 'from an epoch below one that the oven had seen',
  'never-sent': 'applied, and not recorded as sent before',
  altered: 'applied with other values than the plan gave',
  'not-applied': 'recorded as applied or verified, and the oven never applied it',
  denied: 'recorded as refused, and the oven applied it',
  unsettled: 'not in a final state at the end',
  illegal: 'a change of state that is none',
  'two-in-flight': 'two commands of one oven in flight at once',
} as const;
export type Rule = keyof typeof rules;

export interface Violation {
  readonly rule: Rule;
  readonly oven: string;
  readonly cmdId?: string;
  /** ms since 1970, true time. */
  readonly at: number;
  readonly message: string;
}

export function judgeCampaign(ledger: Ledger, record: BridgeRecord): Violation[] {
  return [
    ...judgeApplications(ledger),
    ...judgeRamps(ledger),
    ...judgeRecord(record),
    ...judgeTogether(ledger.applications, record),
  ];
}

/** Both sides' stories of the same commands. */
function judgeTogether(applications: readonly Application[], { commands, transitions }: BridgeRecord): Violation[] {
  const violations: Violation[] = [];
  const applied = new Map(applications.map((application) => [application.cmdId, application]));
  const told = Map.groupBy(transitions, ({ cmdId }) => cmdId);
  const planned = new Map(commands.map((command) => [command.id, command]));
  const find = (rule: Rule, { oven, cmdId, at }: { oven: string; cmdId: string; at: number }, message: string) =>
    violations.push({ rule, oven, cmdId, at, message });
  for (const application of applications) {
    const command = planned.get(application.cmdId);
    const sent = told.get(application.cmdId)?.find(({ to }) => to === 'sent');
    // The statement reads its clock before the commit, and nothing goes out before that.
    if (!sent) find('never-sent', application, `state ${command?.state ?? 'unknown'}`);
    else if (application.acceptedAt < sent.recordedAt)
      find('never-sent', application, `accepted ${sent.recordedAt - application.acceptedAt} ms before it was recorded`);
    if (!command) continue;
    if (!sameSetpoints(application, command) || application.notAfter !== command.latestStartAt)
      find('altered', application, `${JSON.stringify(application.setpoints)} for ${JSON.stringify(command.setpoints)}`);
    if (deniedStates.has(command.state)) find('denied', application, `recorded as ${command.state}`);
  }
  for (const { cmdId, oven, to, recordedAt: at } of transitions) {
    if (!claimsApplied(to)) continue;
    const application = applied.get(cmdId);
    if (!application) find('not-applied', { oven, cmdId, at }, `recorded as ${to}`);
    else if (application.at > at)
      find('not-applied', { oven, cmdId, at }, `recorded as ${to} ${application.at - at} ms before`);
  }
  return violations;
}

/** States that say that the oven did nothing. `superseded` says nothing of it: what was in flight gave way. */
const deniedStates: ReadonlySet<string> = new Set(['planned', 'approved', 'expired', 'rejected']);

function claimsApplied(to: RecordedTransition['to']): boolean {
  return to === 'applied' || to === 'verified' || to === 'late-applied' || to === 'verify-failed';
}

function sameSetpoints(application: Application, command: BridgeRecord['commands'][number]): boolean {
  const told = new Map(command.setpoints.map((setpoint) => [setpoint.tag, setpoint]));
  return (
    told.size === application.setpoints.length &&
    application.setpoints.every(({ tag, value, unit, min, max, rampPerMin }) => {
      const own = told.get(tag);
      return (
        own?.value === value && own.unit === unit && own.min === min && own.max === max && own.rampPerMin === rampPerMin
      );
    })
  );
}
