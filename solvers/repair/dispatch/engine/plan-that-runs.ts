/** The open loads of the plan that runs, dense: what the search is to change as little of as it can. */
import type { Placement } from '../../../dispatch/instance.ts';

/** A load of the plan that runs; `truck`, `plant` and `dock` are -1 where the shift has them no more. */
export type OpenLoad = Placement;

export class PlanThatRuns {
  readonly count: number;
  /** By order, then by time of unloading: a load's number among them is its `note` in a schedule. */
  readonly loads: readonly OpenLoad[];
  readonly order: Int32Array;
  readonly truck: Int32Array;
  readonly plant: Int32Array;
  readonly volumeL: Int32Array;
  readonly loadStart: Int32Array;
  readonly unloadStart: Int32Array;
  /** Loads of an order are `ofOrder[order]` to `ofOrder[order + 1]`. */
  readonly ofOrder: Int32Array;
  /** 1: the order has loads in the plan that runs, open or not, so that one more is a change. */
  readonly isKnown: Uint8Array;
  /** 1: its volume was lowered, so that leaving out a load of it is none. */
  readonly isLowered: Uint8Array;

  constructor(
    orders: number,
    open: readonly OpenLoad[],
    known: (order: number) => boolean,
    lowered: (order: number) => boolean,
  ) {
    this.loads = [...open].sort(
      (a, b) => a.order - b.order || a.unloadStart - b.unloadStart || a.loadStart - b.loadStart,
    );
    const { loads } = this;
    this.count = loads.length;
    this.order = Int32Array.from(loads, (load) => load.order);
    this.truck = Int32Array.from(loads, (load) => load.truck);
    this.plant = Int32Array.from(loads, (load) => load.plant);
    this.volumeL = Int32Array.from(loads, (load) => load.volumeL);
    this.loadStart = Int32Array.from(loads, (load) => load.loadStart);
    this.unloadStart = Int32Array.from(loads, (load) => load.unloadStart);
    this.ofOrder = new Int32Array(orders + 1);
    for (const { order } of loads) this.ofOrder[order + 1]++;
    for (let order = 0; order < orders; order++) this.ofOrder[order + 1] += this.ofOrder[order];
    this.isKnown = Uint8Array.from({ length: orders }, (_, order) => (known(order) ? 1 : 0));
    this.isLowered = Uint8Array.from({ length: orders }, (_, order) => (lowered(order) ? 1 : 0));
  }
}
