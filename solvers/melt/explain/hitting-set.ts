/** Smallest sets that have an element in common with each of a family of sets. */

/** Nodes of the search; beyond them nothing is claimed. */
const mostNodes = 200_000;

/**
 * @param sets - of element indices, none empty.
 * @param avoid - no answer may contain all of one of these.
 * @returns a smallest such set, in ascending order, low indices preferred; `none` where there is none of at most `most`
 * elements, `unknown` where the search was cut short.
 */
export function smallestHittingSet(
  sets: readonly (readonly number[])[],
  avoid: readonly (readonly number[])[],
  most: number,
): number[] | 'none' | 'unknown' {
  const state = { nodes: 0 };
  for (let size = leastSize(sets); size <= most && state.nodes <= mostNodes; size++) {
    const found = hitWithin(sets, avoid, size, [], state);
    if (found) return found.sort((a, b) => a - b);
  }
  return state.nodes <= mostNodes ? 'none' : 'unknown';
}

/** Sets apart from each other need an element each: what every hitting set has at least. */
export function leastSize(sets: readonly (readonly number[])[]): number {
  const apart: (readonly number[])[] = [];
  for (const set of [...sets].sort((a, b) => a.length - b.length))
    if (apart.every((other) => !other.some((element) => set.includes(element)))) apart.push(set);
  return apart.length;
}

function hitWithin(
  sets: readonly (readonly number[])[],
  avoid: readonly (readonly number[])[],
  size: number,
  chosen: readonly number[],
  state: { nodes: number },
): number[] | undefined {
  if (++state.nodes > mostNodes) return undefined;
  if (avoid.some((set) => set.every((element) => chosen.includes(element)))) return undefined;
  const open = sets.filter((set) => !set.some((element) => chosen.includes(element)));
  if (open.length === 0) return [...chosen];
  if (chosen.length + leastSize(open) > size) return undefined;
  const shortest = open.reduce((a, b) => (b.length < a.length ? b : a));
  for (const element of shortest) {
    const found = hitWithin(sets, avoid, size, [...chosen, element], state);
    if (found) return found;
  }
  return undefined;
}
