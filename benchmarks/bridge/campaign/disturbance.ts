/** Plays faults one after another and over each other while a campaign goes on, and keeps when each of them was. */
import { setTimeout } from 'node:timers/promises';
import type { Rng } from '../../../solvers/shared/rng.ts';
import type { CampaignFault, Scene } from './faults/kind.ts';
import { shuffled } from './shuffled.ts';

/** One playing of a fault; times in ms since 1970. */
export interface Period {
  readonly fault: string;
  readonly from: number;
  readonly to: number;
  /** Whom it concerned; absent: everybody. */
  readonly ovens?: ReadonlySet<string>;
}

export interface DisturbanceOptions {
  readonly faults: readonly CampaignFault[];
  readonly scene: Omit<Scene, 'pause' | 'rng'>;
  readonly rng: Rng;
  /** Mean time from one fault to the next. */
  readonly everyMs: number;
  /** Share of their length that faults have; 1 but in tests. */
  readonly pace: number;
  /** Ends it; what is being played is healed first. */
  readonly signal: AbortSignal;
}

const mostAtOnce = 2;

/**
 * Each kind as often as the others: they are drawn without return until all were there.
 * @returns what was played, healed again.
 * @throws what a fault or its healing throws.
 */
export async function disturb({ faults, scene, rng, everyMs, pace, signal }: DisturbanceOptions): Promise<Period[]> {
  const periods: Period[] = [];
  const playing = new Map<string, Promise<void>>();
  const pause = (leastMs: number, mostMs: number) => setTimeout(pace * (leastMs + rng.float() * (mostMs - leastMs)));
  const play = async (fault: CampaignFault) => {
    const from = Date.now();
    let ovens: readonly string[] | undefined;
    await fault.play({ ...scene, rng, pause }, (met) => {
      ovens = met;
    });
    periods.push({ fault: fault.name, from, to: Date.now(), ovens: ovens && new Set(ovens) });
  };
  let deck: CampaignFault[] = [];
  while (!signal.aborted && faults.length > 0) {
    if (playing.size >= mostAtOnce) {
      await Promise.race(playing.values());
      continue;
    }
    if (deck.length === 0) deck = shuffled(rng, faults);
    const fault = deck.pop()!;
    if (playing.has(fault.name)) continue;
    playing.set(
      fault.name,
      play(fault).finally(() => playing.delete(fault.name)),
    );
    await setTimeout(2 * rng.float() * everyMs, undefined, { signal }).catch(() => {});
  }
  await Promise.all(playing.values());
  return periods;
}
