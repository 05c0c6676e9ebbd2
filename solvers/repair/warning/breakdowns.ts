/**
 * Chances that breakdowns add. Breakdowns are rare and great, so that one of them at a time is played through the plan with all
 * else as long as in the mean: each truck during each of its loads, for a while and for good.
 */
import { repairViolationKinds } from '../../../models/repair-warning.ts';
import type { DelayModel } from './delay-model.ts';
import type { Draws } from './draws.ts';
import { meanDraws } from './draws.ts';
import { type NumbersByKind, numbersByKind } from './kinds.ts';
import type { Network } from './network.ts';
import { broken, play, runState } from './run.ts';

export interface BreakdownChances {
  readonly kinds: NumbersByKind;
  readonly any: Float64Array;
}

/** Events played at most, some tenth of a second: of plans too large for all loads, evenly spaced ones stand for the others. */
const mostEvents = 2_000_000;

export function breakdownChances(network: Network, model: DelayModel): BreakdownChances {
  const { count, placements, previousOfTruck, plannedUnload, unloading, wash, truckFrom, dutyFrom } = network;
  const { outShare, downLeastMinutes, downGreatestMinutes } = model.simulation;
  const kinds = numbersByKind(count);
  const any = new Float64Array(count);
  const draws = meanDraws(network, model);
  const state = runState(network);
  const stride = Math.max(1, Math.ceil((4 * count * count) / mostEvents));
  const usual = playedWith(network, draws, state, -1, 0, 0);
  for (let index = 0; index < count; index += stride) {
    if (network.started[index]) continue;
    const { truck } = placements[index];
    const before = previousOfTruck[index];
    const freeBefore = before < 0 ? truckFrom[index] : plannedUnload[before] + unloading[before] + wash[before];
    const from = Math.max(dutyFrom[truck], freeBefore);
    const until = Math.max(from, plannedUnload[index] + unloading[index] + wash[index]);
    const chance = stride * (1 - Math.exp(-model.breakdownRate[truck] * (until - from)));
    const outcomes = [
      { share: outShare, time: Infinity },
      { share: 1 - outShare, time: 30 * (downLeastMinutes + downGreatestMinutes) },
    ];
    for (const { share, time } of outcomes) {
      if (chance * share <= 0) continue;
      const bits = playedWith(network, draws, state, truck, (from + until) / 2, time);
      for (let hit = 0; hit < count; hit++) {
        const added = bits[hit] & ~usual[hit];
        if (added === 0) continue;
        if (usual[hit] === 0) any[hit] += chance * share;
        for (const kind of repairViolationKinds) if (added & broken[kind]) kinds[kind][hit] += chance * share;
      }
    }
  }
  for (const chances of [...Object.values(kinds), any])
    for (let index = 0; index < count; index++) chances[index] = Math.min(1, chances[index]);
  return { kinds, any };
}

/** Bits of what each load breaks where `truck` (-1: none) breaks down at a moment. */
function playedWith(
  network: Network,
  draws: Draws,
  state: ReturnType<typeof runState>,
  truck: number,
  at: number,
  time: number,
): Uint8Array {
  draws.breakdownAt.fill(Infinity);
  if (truck >= 0) {
    draws.breakdownAt[truck] = at;
    draws.breakdownTime[truck] = time;
  }
  play(network, draws, state);
  return truck < 0 ? state.broken.slice() : state.broken;
}
