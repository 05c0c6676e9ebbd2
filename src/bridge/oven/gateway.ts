/**
 * The oven's side of the protocol: what stands between the bridge and a controller. Knows no MQTT and no timer; whoever
 * holds it hands in payloads, calls `advance` several times a second, and sends what comes back.
 */
import { z } from 'zod';
import { type Ack, Command, Heartbeat, type OvenState, protocolVersion } from '../protocol.ts';
import { isSigned, type VerifyingKey } from '../signature.ts';
import { type Controller, checkPoints, type Target } from './controller.ts';
import { LifeSigns } from './life-signs.ts';
import { type Answer, emptyMemory, type KeptCommand, type OvenMemory, withAnswer } from './memory.ts';
import {
  checksOfContent,
  checksOfSender,
  clockToleranceMs,
  firstRefusal,
  fits,
  isPast,
  type Refusal,
  type Situation,
} from './refusals.ts';
import { SignedClock } from './signed-clock.ts';

export interface GatewayOptions {
  readonly site: string;
  readonly oven: string;
  /** Key of the site. */
  readonly key: VerifyingKey;
  readonly controller: Controller;
  /** Silence of the bridge after which `hold` is reported; default 15 s. */
  readonly holdAfterMs?: number;
  /** ... after which the oven goes to its safe values; default 10 min. */
  readonly safeAfterMs?: number;
  /** Own clock, ms since 1970; default Date.now. It may be wrong. */
  readonly clock?: () => number;
  /** ms since whenever, never goes back; default performance.now. */
  readonly monotonic?: () => number;
  /** What was kept last before a restart. */
  readonly memory?: OvenMemory;
  /**
   * Keeps the memory through a crash before it returns. Called before anything is answered or applied; where it throws,
   * nothing has changed, and there is no answer.
   */
  readonly keep?: (memory: OvenMemory) => void;
}

/** Heartbeats change the signed time only; so much of it may be lost in a crash. */
const keepTimeEveryMs = 60_000;

export class Gateway {
  readonly #options: Required<Omit<GatewayOptions, 'memory' | 'keep'>> & Pick<GatewayOptions, 'keep'>;
  readonly #time: SignedClock;
  readonly #life: LifeSigns;
  /** A heartbeat has told the time since the start. */
  #isTold = false;
  #memory: OvenMemory;

  /** @throws Error where a control point contradicts itself, or the memory is that of another oven. */
  constructor({ memory, ...options }: GatewayOptions) {
    const { site, oven, clock = Date.now, monotonic = () => performance.now() } = options;
    const { holdAfterMs = 15_000, safeAfterMs = 600_000 } = options;
    checkPoints(options.controller);
    if (memory && (memory.site !== site || memory.oven !== oven))
      throw new Error(`this is the memory of ${memory.site}/${memory.oven}, not of ${site}/${oven}`);
    this.#options = { ...options, clock, monotonic, holdAfterMs, safeAfterMs };
    this.#memory = this.#fitting(memory ?? emptyMemory(site, oven));
    this.#time = new SignedClock(clock, monotonic, this.#memory.signedTime);
    this.#life = new LifeSigns(this.#time, monotonic, holdAfterMs, this.#memory.newestSign);
    if (this.#memory.targets.length > 0) options.controller.take(this.#memory.targets);
  }

  get name(): string {
    return this.#options.oven;
  }

  /**
   * Takes one delivery of a command.
   * @returns the answer to send; undefined where there is nobody to answer (no JSON, no cmdId), and while it is not known
   *   what time it is: the own clock is behind, and no heartbeat has come since the start. The bridge asks again.
   * @throws what `keep` throws.
   */
  receive(payload: string): Ack | undefined {
    const raw = parseJson(payload);
    const cmdId = z.object({ cmdId: z.uuid() }).safeParse(raw).data?.cmdId;
    if (cmdId === undefined) return undefined;
    const refuse = (refusal: Refusal) => this.#ack(counters(raw), { cmdId, status: 'rejected', ...refusal });
    if (!isSigned(raw, this.#options.key))
      return refuse({
        reason: 'bad-signature',
        message: 'the signature does not fit the message and the key of the site',
      });
    const parsed = Command.safeParse(raw);
    if (!parsed.success) return refuse({ reason: 'bad-schema', message: z.prettifyError(parsed.error).slice(0, 500) });
    const command = parsed.data;
    const ofSender = firstRefusal(checksOfSender, command, this.#situation());
    if (ofSender) return refuse(ofSender);
    this.#heed(command.epoch, command.issuedAt);
    // Before the clock is asked: a late second delivery of what was accepted must not be answered as refused.
    const answered = this.#memory.answers.find((answer) => answer.cmdId === cmdId);
    if (!answered && this.#isTimeUnknown(command.issuedAt)) return undefined;
    return this.#ack(command, answered ?? this.#decide(command));
  }

  /**
   * A sign of life of the bridge in charge; anybody else's is no such thing.
   * @throws what `keep` throws.
   */
  hear(payload: string): void {
    const raw = parseJson(payload);
    if (!isSigned(raw, this.#options.key)) return;
    const heartbeat = Heartbeat.safeParse(raw).data;
    if (!heartbeat || heartbeat.site !== this.#options.site || heartbeat.epoch < this.#memory.epoch) return;
    if (this.#heed(heartbeat.epoch, heartbeat.at)) this.#isTold = true;
  }

  /**
   * Does what has become due: applies the command that was accepted, or goes to the safe values.
   * @returns the answers to send without being asked.
   * @throws what `keep` throws.
   */
  advance(): Ack[] {
    const acks = this.#applyAccepted();
    this.#watchSilence();
    return acks;
  }

  /** What it reports now. */
  state(): OvenState {
    const { site, oven, controller, clock, holdAfterMs } = this.#options;
    const { epoch, version, command, safe, targets } = this.#memory;
    const isHolding = targets.length > 0 && this.#life.silentMs >= holdAfterMs;
    return {
      v: protocolVersion,
      site,
      oven,
      at: new Date(clock()).toISOString(),
      ...controller.report(),
      holding: safe ? 'safe' : isHolding ? 'hold' : 'no',
      epoch,
      version,
      command: command && {
        cmdId: command.cmdId,
        version: command.version,
        status: command.status === 'applied' ? 'applied' : 'accepted',
      },
    };
  }

  /** As it would be kept now. */
  memory(): OvenMemory {
    return { ...this.#memory, signedTime: this.#time.bound(), newestSign: this.#life.newest };
  }

  /** Everything that changes goes through here: kept first, then true. */
  #commit(changes: Partial<OvenMemory>): void {
    const next = { ...this.memory(), ...changes };
    this.#options.keep?.(next);
    this.#memory = next;
  }

  /** @returns whether it is a sign of life. */
  #heed(epoch: number, at: string): boolean {
    const isNewEpoch = epoch > this.#memory.epoch;
    const isSign = this.#life.hear(Date.parse(at), isNewEpoch);
    const keptTime = this.#memory.signedTime ?? Number.NEGATIVE_INFINITY;
    if (isNewEpoch || this.#time.bound()! - keptTime >= keepTimeEveryMs) this.#commit({ epoch });
    return isSign;
  }

  /**
   * A command from the future of the own clock shows that the clock is wrong, and may itself have been on its way for long.
   * Heartbeats are not kept by a broker: the first one since the start says what time it is.
   */
  #isTimeUnknown(issuedAt: string): boolean {
    return !this.#isTold && this.#options.clock() + clockToleranceMs < Date.parse(issuedAt);
  }

  #decide(command: Command): Answer {
    const { cmdId, epoch, version, notAfter, setpoints } = command;
    const refusal = firstRefusal(checksOfContent, command, this.#situation());
    const answer: Answer = refusal ? { cmdId, status: 'rejected', ...refusal } : { cmdId, status: 'accepted' };
    const answers = withAnswer(this.#memory.answers, answer);
    if (refusal) this.#commit({ answers });
    else {
      const kept: KeptCommand = { cmdId, epoch, version, notAfter, setpoints, status: 'accepted' };
      this.#commit({ answers, version, command: kept });
      this.#life.renew();
    }
    return answer;
  }

  #applyAccepted(): Ack[] {
    const { command, answers } = this.#memory;
    if (command?.status !== 'accepted') return [];
    if (isPast(command.notAfter, this.#time.now())) {
      this.#commit({ command: { ...command, status: 'lapsed' } });
      return [];
    }
    // One that was accepted before a restart: nobody knows how long that took, until the bridge says what time it is.
    if (!this.#life.isHeard || !this.#options.controller.ready()) return [];
    const answer: Answer = { cmdId: command.cmdId, status: 'applied' };
    const applied: KeptCommand = { ...command, status: 'applied' };
    const targets = command.setpoints.map(({ tag, value, rampPerMin }) => ({ tag, value, rampPerMin }));
    this.#take(targets, { command: applied, answers: withAnswer(answers, answer), safe: false });
    return [this.#ack(command, answer)];
  }

  #watchSilence(): void {
    const { controller, safeAfterMs } = this.#options;
    const { targets, safe, command } = this.#memory;
    if (safe || targets.length === 0 || this.#life.silentMs < safeAfterMs) return;
    const safeTargets = targets.flatMap(({ tag }) => {
      const point = controller.points.get(tag)!;
      return { tag, value: point.safe, rampPerMin: point.rampPerMin };
    });
    // A command that waits still is older than the silence, and must not end it.
    const lapsed = command?.status === 'accepted' ? { ...command, status: 'lapsed' as const } : command;
    this.#take(safeTargets, { command: lapsed, safe: true });
  }

  /** Tags that are not named keep their targets. */
  #take(targets: Target[], changes: Partial<OvenMemory>): void {
    const named = new Set(targets.map(({ tag }) => tag));
    const others = this.#memory.targets.filter(({ tag }) => !named.has(tag));
    this.#commit({ ...changes, targets: [...others, ...targets] });
    this.#options.controller.take(targets);
  }

  /** Limits may have been narrowed while the gateway was away: what lies outside is not taken up again. */
  #fitting(memory: OvenMemory): OvenMemory {
    const { points } = this.#options.controller;
    const { targets, command } = memory;
    const isOutside = command?.status === 'accepted' && !command.setpoints.every((target) => fits(points, target));
    return {
      ...memory,
      targets: targets.filter((target) => fits(points, target)),
      command: isOutside ? { ...command, status: 'lapsed' } : command,
    };
  }

  #situation(): Situation {
    const { site, oven, controller } = this.#options;
    const { epoch, version } = this.#memory;
    return {
      site,
      oven,
      epoch,
      version,
      now: this.#time.now(),
      report: controller.report(),
      points: controller.points,
    };
  }

  #ack({ epoch, version }: { epoch: number; version: number }, { cmdId, ...answer }: Answer): Ack {
    const { site, oven, clock } = this.#options;
    return { v: protocolVersion, cmdId, site, oven, epoch, version, ...answer, at: new Date(clock()).toISOString() };
  }
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** Epoch and version of a message that cannot be trusted otherwise, for its answer. */
function counters(raw: unknown): { epoch: number; version: number } {
  const Counter = z.int().min(0).catch(0);
  return z.object({ epoch: Counter, version: Counter }).parse(raw);
}
