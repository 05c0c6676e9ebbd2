/** Which changed loads of an option stand in the way of the old place of another one. */
import { never } from '../../dispatch/instance.ts';
import type { RepairContext } from './context.ts';
import type { PairedLoad } from './differences.ts';
import { gapBetween, gapLimits, shareDock, shareSite, shareTruck } from './load-place.ts';

/** In order of precedence where several are as good a reason. */
export type ObstacleKind = 'truck' | 'dock' | 'site' | 'gap' | 'volume' | 'order';

export interface Obstacle {
  /** Index of the load in the way. */
  readonly by: number;
  readonly kind: ObstacleKind;
}

/** Finds the obstacles of each of the loads of an option that are not where they were. */
export class Obstacles {
  readonly #context: RepairContext;
  readonly #pairs: readonly PairedLoad[];
  /** Indices by what they take up now. */
  readonly #byTruck = new Map<string, number[]>();
  readonly #byDock = new Map<string, number[]>();
  readonly #bySite = new Map<string, number[]>();
  readonly #byOrder = new Map<string, number[]>();

  /** @param pairs - all that differ in anything, even where nobody is told of it. */
  constructor(context: RepairContext, pairs: readonly PairedLoad[]) {
    this.#context = context;
    this.#pairs = pairs;
    const add = (map: Map<string, number[]>, key: string, index: number) => {
      const list = map.get(key);
      if (list) list.push(index);
      else map.set(key, [index]);
    };
    pairs.forEach(({ order, is }, index) => {
      add(this.#byOrder, order, index);
      if (!is) return;
      add(this.#byTruck, is.truck, index);
      add(this.#byDock, `${is.plant}\n${is.dock}`, index);
      add(this.#bySite, is.site, index);
    });
  }

  of(index: number): Obstacle[] {
    const { was } = this.#pairs[index];
    const found: Obstacle[] = [];
    if (was) {
      const { dense, roads } = this.#context.current;
      const look = (
        kind: ObstacleKind,
        candidates: readonly number[] | undefined,
        isInTheWay: (by: PairedLoad) => boolean,
      ) => {
        for (const by of candidates ?? []) if (by !== index && isInTheWay(this.#pairs[by])) found.push({ by, kind });
      };
      look('truck', this.#byTruck.get(was.truck), ({ is }) => shareTruck(dense, roads, is!, was));
      look('dock', this.#byDock.get(`${was.plant}\n${was.dock}`), ({ is }) => shareDock(dense, is!, was));
      look('site', this.#bySite.get(was.site), ({ is }) => shareSite(dense, is!, was));
      found.push(...this.#gaps(index));
    }
    found.push(...this.#ofOrder(index));
    return found;
  }

  /** Loads next to it in its pour that have moved so far away that the gap between them would be too long. */
  #gaps(index: number): Obstacle[] {
    const { dense } = this.#context.current;
    const { order, was, load } = this.#pairs[index];
    const { greatest } = gapLimits(dense, order);
    if (greatest >= never) return [];
    const open = this.#context.current.openOf.get(order) ?? [];
    const at = open.findIndex(({ id }) => id === load?.id);
    return (this.#byOrder.get(order) ?? []).flatMap((by): Obstacle[] => {
      const other = this.#pairs[by];
      if (by === index || !other.load || !was) return [];
      const step = open.indexOf(other.load) - at;
      if (Math.abs(step) !== 1) return [];
      const isApart =
        !other.is || (step < 0 ? gapBetween(dense, other.is, was) : gapBetween(dense, was, other.is)) > greatest;
      return isApart ? [{ by, kind: 'gap' }] : [];
    });
  }

  /** Loads of the same order that bring less where this one brings more, or the other way round; or that are dropped with it. */
  #ofOrder(index: number): Obstacle[] {
    const more = gain(this.#pairs[index]);
    if (more === 0) return [];
    const isDropped = !this.#pairs[index].is;
    return (this.#byOrder.get(this.#pairs[index].order) ?? []).flatMap((by): Obstacle[] => {
      if (by === index) return [];
      const other = this.#pairs[by];
      if (gain(other) * more < 0) return [{ by, kind: 'volume' }];
      return isDropped && !other.is ? [{ by, kind: 'order' }] : [];
    });
  }
}

const gain = ({ was, is }: PairedLoad): number => (is?.volumeL ?? 0) - (was?.volumeL ?? 0);
