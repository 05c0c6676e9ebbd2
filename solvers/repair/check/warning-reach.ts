/** How many loads a delay of each load could reach, from a plan that keeps the rules. For the checker of warnings. */
import type { Laid, LaidOut } from '../../dispatch/check/laid-out.ts';

type Next = ReadonlyMap<Laid, Laid>;

export function reachedLoads(laid: LaidOut): ReadonlyMap<string, number> {
  const onTruck = nextBy([...laid.days.values()].map(({ loads }) => loads));
  const queued = laid.loads.filter(({ plant }) => plant.plant.docks !== null && plant.spacing !== 0);
  const onDock = nextBy(
    groups(
      queued,
      ({ plant, dock }) => `${plant.plant.id}\n${dock}`,
      ({ loadStart }) => loadStart,
    ),
  );
  const atSite = nextBy(
    groups(
      laid.loads,
      ({ order }) => order.order.place,
      ({ unloadStart }) => unloadStart,
    ),
  );
  return new Map(laid.loads.map((load) => [load.id, countFrom(load, { onTruck, onDock, atSite })]));
}

function countFrom(first: Laid, { onTruck, onDock, atSite }: Record<'onTruck' | 'onDock' | 'atSite', Next>): number {
  const loadings = new Set([first]);
  const unloadings = new Set<Laid>();
  const open: { load: Laid; unloading: boolean }[] = [{ load: first, unloading: false }];
  const reach = (load: Laid | undefined, unloading: boolean) => {
    const seen = unloading ? unloadings : loadings;
    if (!load || seen.has(load)) return;
    seen.add(load);
    open.push({ load, unloading });
  };
  for (let one = open.pop(); one; one = open.pop()) {
    if (one.unloading) {
      reach(onTruck.get(one.load), false);
      reach(atSite.get(one.load), true);
    } else {
      reach(one.load, true);
      reach(onDock.get(one.load), false);
    }
  }
  const reached = new Set([...loadings, ...unloadings]);
  return reached.size - 1;
}

export function groups(loads: readonly Laid[], key: (load: Laid) => string, by: (load: Laid) => number): Laid[][] {
  const found = new Map<string, Laid[]>();
  for (const load of loads) {
    const group = found.get(key(load)) ?? [];
    group.push(load);
    found.set(key(load), group);
  }
  for (const group of found.values())
    group.sort((one, other) => by(one) - by(other) || one.unloadEnd - other.unloadEnd);
  return [...found.values()];
}

function nextBy(lists: readonly (readonly Laid[])[]): Next {
  return new Map(lists.flatMap((list) => list.slice(1).map((load, before) => [list[before], load] as const)));
}
