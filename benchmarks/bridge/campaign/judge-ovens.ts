/** What the ovens did, by their own ledger alone. */
import type { Violation } from './judge.ts';
import type { Application, Ledger, OvenLimits, Sample } from './ledger.ts';

/** docs/bridge.md: clocks may differ by so much. */
export const clockToleranceMs = 2000;

/**
 * From the check of a command to the controller's next turn. The ovens run every 10 ms; on a machine that is shared a
 * process may have to wait longer for its turn.
 */
export const applyWithinMs = 250;

/** Readings are rounded to hundredths, times to ms: what two roundings can add. */
const valueRounding = 0.02;
const timeRoundingMs = 1;

export function judgeApplications({ applications, ovens }: Ledger): Violation[] {
  const violations: Violation[] = [];
  for (const [oven, own] of Map.groupBy(applications, (application) => application.oven)) {
    const limits = ovens.get(oven)!;
    const seen = new Set<string>();
    let newest = 0;
    for (const application of own) {
      violations.push(...ofOne(application, limits));
      const { cmdId, at, version } = application;
      if (seen.has(cmdId)) violations.push({ rule: 'twice', oven, cmdId, at, message: `version ${version}` });
      else if (version <= newest)
        violations.push({ rule: 'order', oven, cmdId, at, message: `version ${version} after ${newest}` });
      seen.add(cmdId);
      newest = Math.max(newest, version);
    }
  }
  return violations;
}

function ofOne(application: Application, limits: OvenLimits): Violation[] {
  const { oven, cmdId, at, notAfter, acceptedAt, epoch, epochSeen, setpoints } = application;
  const found: Violation[] = [];
  const find = (rule: Violation['rule'], message: string) => found.push({ rule, oven, cmdId, at, message });
  if (acceptedAt > notAfter + clockToleranceMs || at > notAfter + clockToleranceMs + applyWithinMs)
    find(
      'late',
      `accepted ${acceptedAt - notAfter} ms, applied ${at - notAfter} ms after; the oven's clock was ${application.ovenAt - at} ms ahead`,
    );
  if (epoch < epochSeen) find('old-epoch', `epoch ${epoch}, ${epochSeen} was seen`);
  for (const { value, min, max, rampPerMin } of setpoints) {
    const least = Math.max(min, limits.min);
    const greatest = Math.min(max, limits.max);
    if (!(value >= least && value <= greatest)) find('limits', `target ${value} outside ${least}..${greatest}`);
    if (!(rampPerMin <= limits.rampPerMin * (1 + 1e-9)))
      find('ramp', `ramp ${rampPerMin} per minute, the oven takes ${limits.rampPerMin}`);
  }
  return found;
}

export function judgeRamps({ samples, ovens }: Ledger): Violation[] {
  const violations: Violation[] = [];
  const last = new Map<string, Sample>();
  for (const sample of samples) {
    const { oven, phase, at, working } = sample;
    const limits = ovens.get(oven)!;
    const before = last.get(oven);
    last.set(oven, sample);
    if (!(working >= limits.min - valueRounding && working <= limits.max + valueRounding))
      violations.push({
        rule: 'limits',
        oven,
        at,
        message: `ramp at ${working}, outside ${limits.min}..${limits.max}`,
      });
    if (before?.phase !== phase) continue;
    const ms = at - before.at;
    const rampPerMin = Math.min(sample.rampPerMin, limits.rampPerMin);
    const most = (rampPerMin * (ms + timeRoundingMs)) / 60_000 + valueRounding;
    const moved = Math.abs(working - before.working);
    if (!(moved <= most))
      violations.push({
        rule: 'ramp',
        oven,
        at,
        message: `from ${before.working} to ${working} in ${ms} ms at ${rampPerMin} per minute (${phase})`,
      });
  }
  return violations;
}
