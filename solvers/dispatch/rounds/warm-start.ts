/** Brings a plan from elsewhere into a state: routes that keep the rules as they are, of the others what does. */
import type { RoundsPlan } from './model.ts';
import type { Search } from './search.ts';
import { none } from './state.ts';

/** Makes `state` of the search the plan, with stops that it leaves out put wherever they have a place. */
export function loadPlan(search: Search, empty: Search['state'], plan: RoundsPlan): void {
  const { state, tables, removal, recreate } = search;
  const { trucks } = tables.instance;
  state.copyFrom(empty);
  for (let truck = 0; truck < Math.min(trucks, plan.routes.length); truck++) {
    const rounds = plan.routes[truck].map((round) => round.filter((node) => node > 0 && node < tables.nodes));
    if (!loadTruck(search, truck, rounds)) loadPiecemeal(search, truck, rounds);
  }
  let count = 0;
  while (state.absentCount > 0) removal.removed[count++] = state.takeAbsent(0);
  recreate.insertIn(0, removal.removed, count);
}

/** @returns false where the truck cannot drive the rounds as they are; it is empty then. */
function loadTruck({ state, tables, removal }: Search, truck: number, rounds: readonly (readonly number[])[]): boolean {
  const { instance, nodes } = tables;
  const { capacity, allowed, roundsPerTruck } = instance;
  let kept = true;
  for (const round of rounds) {
    let last = 0;
    for (const node of round) {
      const full = last === 0 && (!state.hasFreeRound || state.roundCount[truck] >= roundsPerTruck);
      if (full || state.roundOf[node] !== none) {
        kept = false;
        continue;
      }
      takeOut(state, node);
      if (last === 0) state.openRound(node, truck, state.lastRound[truck]);
      else state.insert(node, state.lastRound[truck], last);
      if (allowed?.[truck * nodes + node] === 0) kept = false;
      last = node;
    }
    if (last !== 0 && state.load[state.lastRound[truck]] > capacity[truck]) kept = false;
  }
  if (state.settle(truck) && kept) return true;
  removal.begin();
  removal.removeTruck(truck);
  removal.settle();
  for (let index = 0; index < removal.count; index++) state.leaveOut(removal.removed[index]);
  return false;
}

/** Stops one after another, each at the end of the truck's way where the rules allow it. */
function loadPiecemeal({ state, places }: Search, truck: number, rounds: readonly (readonly number[])[]): void {
  for (const round of rounds) {
    let opens = true;
    for (const node of round) {
      if (state.roundOf[node] !== none || !places.canAppend(node, truck, opens)) continue;
      takeOut(state, node);
      if (opens) state.openRound(node, truck, state.lastRound[truck]);
      else state.insert(node, state.lastRound[truck], state.last[state.lastRound[truck]]);
      opens = false;
    }
  }
}

function takeOut(state: Search['state'], node: number): void {
  state.takeAbsent(state.absentIndex(node));
}
