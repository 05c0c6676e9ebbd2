/** For tests: the engine's parts over a shift as it is now, and brute force over who stands for whom. */
import { Schedule } from '../../../dispatch/schedule.ts';
import type { Amended } from '../amend.ts';
import { type Ground, groundOf } from '../ground.ts';
import { weightsOf } from '../weights.ts';
import { ChangePrices } from './change-prices.ts';
import { keepRunning } from './start.ts';

export interface Parts {
  readonly ground: Ground;
  readonly prices: ChangePrices;
  /** The plan that runs, as far as it can go on. */
  readonly s: Schedule;
}

/** Points are worth 100 each. */
export function partsOf(amended: Amended): Parts {
  const ground = groundOf(amended, []);
  const weights = { ...weightsOf(amended.problem, 100, 'least-cost'), retimed: 0 };
  const prices = new ChangePrices(ground.running, weights);
  const s = new Schedule(ground.instance);
  keepRunning(s, ground.running);
  return { ground, prices, s };
}

/** What moves freely, readable: order, truck, minutes of loading and unloading, note. */
export function freeLoads(s: Schedule): string[] {
  const { orders } = s.instance;
  const told: string[] = [];
  for (let order = 0; order < orders; order++)
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
      if (s.frozen[slot] === 0)
        told.push(
          `${order} truck ${s.loadTruck[slot]} ${s.loadStart[slot] / 60} ${s.unloadStart[slot] / 60} as ${s.note[slot]}`,
        );
  return told;
}

/** Fewest points of pairs and of loads without partner of one order, over all matchings without crossings. */
export function fewestPoints(s: Schedule, prices: ChangePrices, order: number): number {
  const { running, weights } = prices;
  const slots: number[] = [];
  for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
    if (s.frozen[slot] === 0) slots.push(slot);
  const dropped = running.isLowered[order] === 1 ? 0 : weights.dropped;
  const from = (note: number, at: number): number => {
    if (note === running.ofOrder[order + 1]) return (slots.length - at) * prices.ofLoad(-1, order, 0, 0, 0, 0);
    if (at === slots.length) return (running.ofOrder[order + 1] - note) * dropped;
    const slot = slots[at];
    const { loadTruck, loadPlant, loadVolumeL, unloadStart } = s;
    const pair = prices.ofLoad(note, order, loadTruck[slot], loadPlant[slot], loadVolumeL[slot], unloadStart[slot]);
    return Math.min(
      pair + from(note + 1, at + 1),
      dropped + from(note + 1, at),
      prices.ofLoad(-1, order, 0, 0, 0, 0) + from(note, at + 1),
    );
  };
  return from(running.ofOrder[order], 0);
}
