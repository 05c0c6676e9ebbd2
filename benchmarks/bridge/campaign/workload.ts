/** Plans as they end in a plant that is very busy: programs for groups of ovens, one after the other, until enough is written. */
import { setTimeout } from 'node:timers/promises';
import { EquipmentRequest } from '../../../models/plan-request.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { soleTenant } from '../../../src/access/caller.ts';
import { approveOnBehalf } from '../../../src/bridge/approval.ts';
import type { OvenSettingsInput } from '../../../src/bridge/oven/settings.ts';
import type { OvenHeat } from '../../../src/bridge/oven-heats.ts';
import { keepPlan } from '../../../src/bridge/testing/stage.ts';
import type { Database } from '../../../src/db/database.ts';

/** Of every oven: quick enough to be at any target within a step. */
export const ovenLimits = { min: 20, max: 400, rampPerMin: 60_000, heatingPerMin: 1e6, coolingMinutes: 1e-4 } as const;

/** Silence until an oven holds, and until it goes to its safe value: short, so that faults lead to both. */
export const silence = { holdAfterMs: 3000, safeAfterMs: 8000 } as const;

const plan = {
  steps: [3, 8],
  windowMs: 3000,
  dwellMs: 100,
  tolerance: 5,
  targets: [60, 80, 120, 160, 200, 240, 280, 320],
  /** No oven takes it, though the plan says that this one does. */
  tooHot: 900,
} as const;

/** Shares of plans: a newer one comes in the middle, nobody approves, somebody does late, an oven is asked too much. */
const share = { superseded: 0.08, neverApproved: 0.02, lateApproved: 0.05, tooHot: 0.03, tooSteep: 0.03 } as const;

export interface OvenGroup {
  readonly site: string;
  readonly ovens: readonly string[];
}

export interface WorkloadOptions {
  readonly database: Database;
  readonly groups: readonly OvenGroup[];
  readonly commands: number;
  /** Length of a step. */
  readonly stepMs: number;
  readonly seed: number;
  /** Ends it before enough is written. */
  readonly signal: AbortSignal;
}

export class Workload {
  readonly #options: WorkloadOptions;
  readonly #approvals: Promise<unknown>[] = [];
  written = 0;

  constructor(options: WorkloadOptions) {
    this.#options = options;
  }

  get isEnough(): boolean {
    return this.written >= this.#options.commands || this.#options.signal.aborted;
  }

  /** Resolves when enough is written and approved; the last steps are then still to come. */
  async run(): Promise<void> {
    const { groups, seed } = this.#options;
    await Promise.all(groups.map((group, index) => this.#keepBusy(group, new Rng(seed * 1009 + index))));
    await Promise.all(this.#approvals);
  }

  async #keepBusy(group: OvenGroup, rng: Rng): Promise<void> {
    const { stepMs } = this.#options;
    // Not all groups at the same moment.
    await setTimeout(rng.below(2 * stepMs));
    while (!this.isEnough) {
      const steps = plan.steps[0] + rng.below(plan.steps[1] - plan.steps[0] + 1);
      const equipment = drawEquipment(group, rng);
      const approval = rng.float();
      const isApproved = approval >= share.neverApproved + share.lateApproved;
      for (const oven of equipment.ovens) oven.approval = !isApproved;
      const first = Date.now() + 500;
      const planId = await this.#keep(equipment, drawHeats(equipment.ovens, { rng, steps, first, stepMs }));
      if (!isApproved && approval >= share.neverApproved) this.#approve(planId, 300 + rng.below(2 * stepMs));
      const isSuperseded = rng.float() < share.superseded;
      await setTimeout((isSuperseded ? 0.5 : 1) * steps * stepMs);
    }
  }

  async #keep(equipment: EquipmentRequest, heats: readonly OvenHeat[]): Promise<string> {
    const kept = await this.#persistently(() => keepPlan(this.#options.database, { equipment, heats }));
    this.written += kept.programs.reduce((sum, { steps }) => sum + steps, 0);
    return kept.planId;
  }

  #approve(planId: string, afterMs: number): void {
    const { database } = this.#options;
    const origin = { tenant: soleTenant, actor: 'campaign' };
    this.#approvals.push(
      setTimeout(afterMs).then(() =>
        this.#persistently(() => approveOnBehalf(database, origin, { planId, by: 'the campaign' })),
      ),
    );
  }

  /** The database may be away: that is part of it. */
  async #persistently<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++)
      try {
        return await work();
      } catch (error) {
        if (tries === 20) throw error;
        await setTimeout(500);
      }
  }
}

/** What an oven of the campaign is made of. */
export function ovenSettings(oven: string): OvenSettingsInput {
  return { oven, ...ovenLimits, ...silence, noise: 0.2, lossMinutes: 1 };
}

/** Every target is a grade. One oven of a plan may be asked for more than it can. */
function drawEquipment({ site, ovens }: OvenGroup, rng: Rng): EquipmentRequest {
  const trouble = rng.float();
  const victim = rng.below(ovens.length);
  return EquipmentRequest.parse({
    site,
    ovens: ovens.map((oven, index) => {
      const isTooHot = index === victim && trouble < share.tooHot;
      const isTooSteep = index === victim && !isTooHot && trouble < share.tooHot + share.tooSteep;
      return {
        oven,
        furnace: oven,
        min: ovenLimits.min,
        max: isTooHot ? plan.tooHot : ovenLimits.max,
        rampPerMin: ovenLimits.rampPerMin * (isTooSteep ? 2 : 0.5 + 0.5 * rng.float()),
        tolerance: plan.tolerance,
      };
    }),
    setpoints: [...plan.targets, plan.tooHot].map((value) => ({
      grade: String(value),
      value,
      dwellMinutes: plan.dwellMs / 60_000,
    })),
    latestStartMinutes: plan.windowMs / 60_000,
  });
}

/** Back to back from `first`; an oven that is said to be able to is asked for the target that is too hot. */
function drawHeats(
  ovens: EquipmentRequest['ovens'],
  { rng, steps, first, stepMs }: { rng: Rng; steps: number; first: number; stepMs: number },
): OvenHeat[] {
  return ovens.flatMap(({ furnace, max }) => {
    const hotStep = max === plan.tooHot ? rng.below(steps) : -1;
    return Array.from({ length: steps }, (_, index) => {
      const target = index === hotStep ? plan.tooHot : plan.targets[rng.below(plan.targets.length)];
      const start = first + index * stepMs;
      return {
        id: `${furnace}-${index + 1}`,
        grade: String(target),
        furnace,
        start,
        end: start + stepMs,
        fixed: false,
      };
    });
  });
}
