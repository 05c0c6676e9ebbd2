/** The checks that an oven makes of a command, in the order of the protocol. Nothing is clamped: it fits, or is refused. */
import type { Command, Expectation, RefusalReason } from '../protocol.ts';
import type { ControlPoint, Report, Target } from './controller.ts';

/** What the checks need to know of the oven at this moment. */
export interface Situation {
  readonly site: string;
  readonly oven: string;
  /** Highest epoch seen. */
  readonly epoch: number;
  /** Highest version accepted. */
  readonly version: number;
  /** ms since 1970: by the clock of the oven, or later where signed messages prove it. */
  readonly now: number;
  readonly report: Pick<Report, 'mode' | 'door' | 'interlocks'>;
  readonly points: ReadonlyMap<string, ControlPoint>;
}

export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
}

/** Clocks of bridge and oven may differ by so much; they are kept together by NTP. */
export const clockToleranceMs = 2000;

/** @param now - ms since 1970. */
export function isPast(notAfter: string, now: number): boolean {
  return now > Date.parse(notAfter) + clockToleranceMs;
}

/** Whether a target that was within limits and ramp when it was given still is. */
export function fits(points: Situation['points'], { tag, value, rampPerMin }: Target): boolean {
  const point = points.get(tag);
  return point !== undefined && value >= point.min && value <= point.max && rampPerMin <= greatestRamp(point);
}

/** The last bits of a ramp that was multiplied by the speed of a rehearsal are no excess. */
function greatestRamp(point: ControlPoint): number {
  return point.rampPerMin * (1 + 1e-9);
}

type Check = (command: Command, oven: Situation) => Refusal | undefined;

const isForAnother: Check = (command, oven) =>
  command.site === oven.site && command.oven === oven.oven
    ? undefined
    : { reason: 'wrong-address', message: `for ${command.site}/${command.oven}, this is ${oven.site}/${oven.oven}` };

const isOfOldEpoch: Check = (command, oven) =>
  command.epoch >= oven.epoch
    ? undefined
    : { reason: 'old-epoch', message: `epoch ${command.epoch}, epoch ${oven.epoch} was seen already` };

const isTooEarly: Check = (command, oven) =>
  oven.now >= Date.parse(command.notBefore) - clockToleranceMs
    ? undefined
    : { reason: 'too-early', message: `not before ${command.notBefore}, it is ${new Date(oven.now).toISOString()}` };

const isTooLate: Check = (command, oven) =>
  isPast(command.notAfter, oven.now)
    ? { reason: 'too-late', message: `not after ${command.notAfter}, it is ${new Date(oven.now).toISOString()}` }
    : undefined;

const isNotNewer: Check = (command, oven) =>
  command.version > oven.version
    ? undefined
    : { reason: 'version-not-newer', message: `version ${command.version}, version ${oven.version} is in force` };

const missesPrecondition: Check = ({ expect }, { report }) => {
  const missed = (Object.keys(expect) as (keyof Expectation)[]).find(
    (name) => expect[name] !== undefined && expect[name] !== report[name],
  );
  return missed && { reason: 'precondition', message: `${missed} is ${report[missed]}, not ${expect[missed]}` };
};

const isBeyondLimits: Check = ({ setpoints }, { points }) => {
  for (const { tag, value, unit, min, max } of setpoints) {
    const own = points.get(tag);
    if (!own) return { reason: 'beyond-limits', message: `there is no tag ${tag}` };
    if (own.unit !== unit) return { reason: 'beyond-limits', message: `${tag} is in ${own.unit}, not in ${unit}` };
    if (value < min || value > max)
      return { reason: 'beyond-limits', message: `${tag} ${value} is outside ${min}..${max} of the command` };
    if (value < own.min || value > own.max)
      return { reason: 'beyond-limits', message: `${tag} ${value} is outside ${own.min}..${own.max} of the oven` };
  }
  return undefined;
};

const isBeyondRamp: Check = ({ setpoints }, { points }) => {
  for (const { tag, rampPerMin } of setpoints) {
    const own = points.get(tag);
    if (!own || rampPerMin > greatestRamp(own))
      return { reason: 'beyond-ramp', message: `${tag} by ${rampPerMin} per minute, ${own?.rampPerMin} is the most` };
  }
  return undefined;
};

const isInterlocked: Check = (_, { report: { interlocks } }) =>
  interlocks.length === 0 ? undefined : { reason: 'interlock', message: `active: ${interlocks.join(', ')}` };

/** Whether this command is meant for this oven and from the bridge in charge. Signature and schema come before. */
export const checksOfSender: readonly Check[] = [isForAnother, isOfOldEpoch];

/** Whether it may be carried out now. A cmdId that was answered before gets that answer instead of these. */
export const checksOfContent: readonly Check[] = [
  isTooEarly,
  isTooLate,
  isNotNewer,
  missesPrecondition,
  isBeyondLimits,
  isBeyondRamp,
  isInterlocked,
];

export function firstRefusal(checks: readonly Check[], command: Command, oven: Situation): Refusal | undefined {
  for (const check of checks) {
    const refusal = check(command, oven);
    if (refusal) return refusal;
  }
  return undefined;
}
