/**
 * What must never happen at an oven, judged by what was delivered and what it reports, with the true time, which it does
 * not know. The model may share a mistake with the gateway; this says what the rules are for.
 */
import type { Ack, Command, OvenState } from '../protocol.ts';
import type { ModelRules } from './oven-model.ts';

/** Readings are rounded to hundredths. */
const roundingOfTwo = 0.0101;

/** docs/bridge.md: what a gateway forgives. */
const toleranceMs = 2000;

/** The surroundings, where an oven starts. */
const coldest = 20;

export class OvenJudge {
  readonly #rules: ModelRules;
  readonly #sent = new Map<string, Command>();
  readonly #applied = new Set<string>();
  #highestEpoch = 0;
  #highestVersion = 0;
  /** Least that a genuine word took on its way in this life of the gateway, and when it came; it bounds what it knows. */
  #quickest = { delayMs: Number.POSITIVE_INFINITY, at: 0 };
  #last: { at: number; readings: OvenState['readings'] } | undefined;
  /** How often the signed time alone kept a slow clock from being believed. */
  slowClockJudged = 0;

  constructor(rules: ModelRules) {
    this.#rules = rules;
  }

  /** A genuine message of an epoch that is not old was delivered. */
  heard(epoch: number, signedAt: number, now: number): void {
    this.#highestEpoch = Math.max(this.#highestEpoch, epoch);
    const delayMs = now - signedAt;
    if (delayMs <= this.#quickest.delayMs) this.#quickest = { delayMs, at: now };
  }

  answered(command: Command, ack: Ack): void {
    if (ack.status !== 'accepted' || this.#sent.has(command.cmdId)) return;
    must(command.epoch >= this.#highestEpoch, `epoch ${command.epoch} was accepted after ${this.#highestEpoch}`);
    this.#sent.set(command.cmdId, command);
  }

  applied({ cmdId }: Ack, now: number, skewMs: number): void {
    const command = this.#sent.get(cmdId);
    must(command !== undefined, `${cmdId} was applied and never accepted`);
    must(!this.#applied.has(cmdId), `${cmdId} was applied twice`);
    this.#applied.add(cmdId);
    const { version, notAfter, setpoints } = command;
    must(version > this.#highestVersion, `version ${version} was applied after ${this.#highestVersion}`);
    this.#highestVersion = version;
    // A slow clock is excused by no more than it took the quickest message to come, and the drift since.
    const excuseMs = skewMs >= 0 ? 0 : this.#quickest.delayMs + (now - this.#quickest.at) / 1000 + 1;
    if (skewMs < 0 && Number.isFinite(excuseMs)) this.slowClockJudged++;
    const lateMs = now - Date.parse(notAfter);
    must(lateMs <= toleranceMs + excuseMs, `${cmdId} was applied ${lateMs} ms late, with a clock ${skewMs} ms ahead`);
    for (const { tag, value, min, max, rampPerMin } of setpoints) {
      const point = this.#rules.points[tag];
      must(value >= Math.max(min, point.min) && value <= Math.min(max, point.max), `${tag} ${value} was applied`);
      must(rampPerMin <= point.rampPerMin, `${tag} by ${rampPerMin} per minute was applied`);
    }
  }

  /** @param rampOf - ramp that was in force since the last report. */
  reported({ readings }: OvenState, now: number, rampOf: (tag: string) => number): void {
    const before = this.#last;
    this.#last = { at: now, readings };
    readings.forEach(({ tag, setpoint }, index) => {
      if (setpoint === null) return;
      const { min, max, rampPerMin } = this.#rules.points[tag];
      // From cold the ramp begins below the least setpoint, where the oven is.
      must(setpoint >= Math.min(min, coldest) && setpoint <= max, `${tag} works with ${setpoint}`);
      const was = before?.readings[index].setpoint;
      if (before && typeof was === 'number') {
        const most = (Math.min(rampOf(tag), rampPerMin) * (now - before.at)) / 60_000;
        must(
          Math.abs(setpoint - was) <= most + roundingOfTwo,
          `${tag} went from ${was} to ${setpoint}, ${most} at most`,
        );
      }
    });
  }

  restarted(): void {
    // Without power there is no working setpoint; and what was heard since the last answer is forgotten.
    this.#last = undefined;
    this.#quickest = { delayMs: Number.POSITIVE_INFINITY, at: 0 };
  }
}

/** As `expect`, which would cost more than all else here. */
function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
