/** Which load of the plan that runs each load of a schedule stands for, after a search that did not ask. */
import type { Schedule } from '../../../dispatch/schedule.ts';
import type { ChangePrices } from './change-prices.ts';

/** Matches the loads of each order, in order of unloading and without crossings, so that changes cost least. */
export function renote(s: Schedule, prices: ChangePrices): void {
  const { running, weights } = prices;
  for (let order = 0; order < s.instance.orders; order++) {
    const slots: number[] = [];
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
      if (s.frozen[slot] === 0) slots.push(slot);
    const from = running.ofOrder[order];
    const notes = running.ofOrder[order + 1] - from;
    const added = prices.ofLoad(-1, order, -1, -1, 0, 0);
    const dropped = running.isLowered[order] === 1 ? 0 : weights.dropped;
    // least[note][slot]: of the last ones from there on.
    const width = slots.length + 1;
    const least = new Float64Array((notes + 1) * width);
    for (let slot = slots.length - 1; slot >= 0; slot--) least[notes * width + slot] = (slots.length - slot) * added;
    const pairCost = (note: number, slot: number) => {
      const at = slots[slot];
      return prices.ofLoad(from + note, order, s.loadTruck[at], s.loadPlant[at], s.loadVolumeL[at], s.unloadStart[at]);
    };
    for (let note = notes - 1; note >= 0; note--)
      for (let slot = slots.length; slot >= 0; slot--) {
        const here = note * width + slot;
        least[here] = least[here + width] + dropped;
        if (slot === slots.length) continue;
        least[here] = Math.min(least[here], least[here + 1] + added, least[here + width + 1] + pairCost(note, slot));
      }
    let note = 0;
    slots.forEach((at, slot) => {
      while (note < notes && least[note * width + slot] === least[(note + 1) * width + slot] + dropped) note++;
      const isPair =
        note < notes && least[note * width + slot] === least[(note + 1) * width + slot + 1] + pairCost(note, slot);
      s.memory.write(s.note, at, isPair ? from + note : -1);
      if (isPair) note++;
    });
  }
}
