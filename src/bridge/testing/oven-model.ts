/**
 * What an oven has to answer, written from docs/bridge.md and not from its code: no function of the gateway is used here,
 * and everything is told in the simplest way rather than the quickest.
 */
import type { Command, Heartbeat, RefusalReason } from '../protocol.ts';

export interface ModelPoint {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly rampPerMin: number;
  readonly safe: number;
}

export interface ModelRules {
  readonly site: string;
  readonly oven: string;
  readonly points: Readonly<Record<string, ModelPoint>>;
  readonly holdAfterMs: number;
  readonly safeAfterMs: number;
}

/** What travels: the text, and what only its maker knows of it. */
export interface Delivery<Message> {
  readonly text: string;
  readonly message: Message;
  readonly isGenuine: boolean;
  readonly fitsSchema: boolean;
}

export interface ExpectedAck {
  readonly cmdId: string;
  readonly epoch: number;
  readonly version: number;
  readonly status: 'accepted' | 'applied' | 'rejected';
  readonly reason?: RefusalReason;
}

type Verdict = Pick<ExpectedAck, 'status' | 'reason'>;

/** What survives a restart. */
interface Kept {
  epoch: number;
  version: number;
  command?: { cmdId: string; epoch: number; version: number; notAfter: number; setpoints: Command['setpoints'] };
  status?: 'accepted' | 'applied' | 'lapsed';
  targets: Record<string, { value: number; rampPerMin: number }>;
  safe: boolean;
  answers: [string, Verdict][];
  signedTime: number;
  newestSign: number;
}

const forgiveMs = 2000;
/** Of each ms that its monotonic clock shows, the oven counts so much. */
const counted = 1 - 500e-6;
const none = Number.NEGATIVE_INFINITY;

export class OvenModel {
  readonly #rules: ModelRules;
  #disk: Kept;
  #now: Kept;
  #lead = none;
  #heardAt: number;
  #isHeard = false;
  #isTold = false;
  /** True time, which its monotonic clock follows. */
  time: number;
  skewMs = 0;
  /** The controller takes an accepted command so much later. */
  slowMs = 0;
  #readyAt = none;
  mode: 'remote' | 'local' = 'remote';
  door: 'open' | 'closed' = 'closed';
  isInterlocked = false;

  constructor(rules: ModelRules, time: number) {
    this.#rules = rules;
    this.time = time;
    this.#heardAt = time;
    this.#now = {
      epoch: 0,
      version: 0,
      targets: {},
      safe: false,
      answers: [],
      signedTime: none,
      newestSign: none,
    };
    this.#disk = copyOf(this.#now);
  }

  get epoch(): number {
    return this.#now.epoch;
  }

  get version(): number {
    return this.#now.version;
  }

  state() {
    const { epoch, version, command, status, safe, targets } = this.#now;
    const isHeld = this.time - this.#heardAt >= this.#rules.holdAfterMs && Object.keys(targets).length > 0;
    return {
      epoch,
      version,
      holding: safe ? 'safe' : isHeld ? 'hold' : 'no',
      command: command
        ? { cmdId: command.cmdId, version: command.version, status: status === 'applied' ? 'applied' : 'accepted' }
        : null,
      targets: Object.fromEntries(Object.keys(this.#rules.points).map((tag) => [tag, targets[tag]?.value ?? null])),
    };
  }

  /** Ramp in force for a tag. */
  rampOf(tag: string): number {
    return this.#now.targets[tag]?.rampPerMin ?? 0;
  }

  command({ message, isGenuine, fitsSchema }: Delivery<Command>): ExpectedAck | undefined {
    const { cmdId, epoch, version } = message;
    const answer = (verdict: Verdict): ExpectedAck => ({ cmdId, epoch, version, ...verdict });
    const no = (reason: RefusalReason) => answer({ status: 'rejected', reason });
    if (!isGenuine) return no('bad-signature');
    if (!fitsSchema) return no('bad-schema');
    if (message.site !== this.#rules.site || message.oven !== this.#rules.oven) return no('wrong-address');
    if (epoch < this.#now.epoch) return no('old-epoch');
    this.#heed(epoch, Date.parse(message.issuedAt));
    const known = this.#now.answers.find(([id]) => id === cmdId);
    if (known) return answer(known[1]);
    if (!this.#isTold && this.time + this.skewMs < Date.parse(message.issuedAt) - forgiveMs) return undefined;
    const reason = this.#whyNot(message);
    const verdict: Verdict = reason ? { status: 'rejected', reason } : { status: 'accepted' };
    this.#now.answers = [...this.#now.answers, [cmdId, verdict] as [string, Verdict]].slice(-200);
    if (!reason) {
      const { setpoints } = message;
      this.#now.command = { cmdId, epoch, version, notAfter: Date.parse(message.notAfter), setpoints };
      this.#now.status = 'accepted';
      this.#now.version = version;
      this.#heardAt = this.time;
      this.#isHeard = true;
      this.#readyAt = this.time + this.slowMs;
    }
    this.#keep();
    return answer(verdict);
  }

  heartbeat({ message, isGenuine }: Delivery<Heartbeat>): void {
    if (!isGenuine || message.site !== this.#rules.site || message.epoch < this.#now.epoch) return;
    if (this.#heed(message.epoch, Date.parse(message.at))) this.#isTold = true;
  }

  /** @returns the answers that it gives without being asked. */
  advance(): ExpectedAck[] {
    const said: ExpectedAck[] = [];
    const { command, status } = this.#now;
    const isLate = command !== undefined && this.#ownTime() > command.notAfter + forgiveMs;
    if (command && status === 'accepted' && (isLate || (this.#isHeard && this.time >= this.#readyAt))) {
      this.#now.status = isLate ? 'lapsed' : 'applied';
      if (!isLate) {
        const { cmdId, epoch, version, setpoints } = command;
        for (const { tag, value, rampPerMin } of setpoints) this.#now.targets[tag] = { value, rampPerMin };
        this.#now.safe = false;
        const known = this.#now.answers.find(([id]) => id === cmdId);
        if (known) known[1] = { status: 'applied' };
        else this.#now.answers.push([cmdId, { status: 'applied' }]);
        said.push({ cmdId, epoch, version, status: 'applied' });
      }
      this.#keep();
    }
    const tags = Object.keys(this.#now.targets);
    if (tags.length > 0 && !this.#now.safe && this.time - this.#heardAt >= this.#rules.safeAfterMs) {
      this.#now.safe = true;
      if (this.#now.status === 'accepted') this.#now.status = 'lapsed';
      for (const tag of tags) {
        const { safe, rampPerMin } = this.#rules.points[tag];
        this.#now.targets[tag] = { value: safe, rampPerMin };
      }
      this.#keep();
    }
    return said;
  }

  restart(): void {
    this.#now = copyOf(this.#disk);
    this.#lead = this.#now.signedTime - this.time * counted;
    this.#heardAt = this.time;
    this.#isHeard = false;
    this.#isTold = false;
    this.#readyAt = none;
  }

  #whyNot({ notBefore, notAfter, version, expect, setpoints }: Command): RefusalReason | undefined {
    const now = this.#ownTime();
    if (now < Date.parse(notBefore) - forgiveMs) return 'too-early';
    if (now > Date.parse(notAfter) + forgiveMs) return 'too-late';
    if (version <= this.#now.version) return 'version-not-newer';
    if (expect.mode && expect.mode !== this.mode) return 'precondition';
    if (expect.door && expect.door !== this.door) return 'precondition';
    for (const { tag, unit, value, min, max } of setpoints) {
      const point = this.#rules.points[tag];
      if (point?.unit !== unit || value < Math.max(min, point.min) || value > Math.min(max, point.max))
        return 'beyond-limits';
    }
    if (setpoints.some(({ tag, rampPerMin }) => rampPerMin > this.#rules.points[tag].rampPerMin)) return 'beyond-ramp';
    return this.isInterlocked ? 'interlock' : undefined;
  }

  /** A genuine word of the bridge in charge, said at `at`. */
  #heed(epoch: number, at: number): boolean {
    const isNewEpoch = epoch > this.#now.epoch;
    this.#lead = Math.max(this.#lead, at - this.time * counted);
    if (isNewEpoch) this.#now.newestSign = none;
    const isSign = at > this.#now.newestSign && at >= this.#signedTime() - this.#rules.holdAfterMs;
    if (isSign) {
      this.#now.newestSign = at;
      this.#heardAt = this.time;
      this.#isHeard = true;
    }
    this.#now.epoch = epoch;
    if (isNewEpoch || this.#signedTime() - this.#disk.signedTime >= 60_000) this.#keep();
    return isSign;
  }

  #signedTime(): number {
    return this.#lead + this.time * counted;
  }

  #ownTime(): number {
    return Math.max(this.time + this.skewMs, this.#signedTime());
  }

  #keep(): void {
    this.#now.signedTime = this.#signedTime();
    this.#disk = copyOf(this.#now);
  }
}

function copyOf(kept: Kept): Kept {
  return { ...kept, targets: { ...kept.targets }, answers: kept.answers.map(([id, verdict]) => [id, verdict]) };
}
