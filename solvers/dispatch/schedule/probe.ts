import type { Schedule } from '../schedule.ts';
import { trafficToSite } from '../ways.ts';
import { arrive } from './travel.ts';

/** What is being placed, and where: the arguments of the functions below, which run too often for argument lists. */
export class Probe {
  order = -1;
  afterInOrder = -1;
  /** Unloading within these, as far as order and truck tell. */
  least = 0;
  latest = 0;
  truck = -1;
  volumeL = 0;
  unloading = 0;
  /** The gap of the truck: between these loads (-1: yard). */
  before = -1;
  next = -1;
  /** Where the leg behind `before` begins (`ways.ts`). */
  origin = -1;
  plant = -1;
  /** From the start of unloading until the truck is free again. */
  release = 0;
  /** When unloading should start. */
  ideal = 0;
  // The place itself.
  dock = -1;
  afterOnDock = -1;
  loadStart = 0;
  unloadStart = 0;
  wait = 0;
  push = 0;
  /** The loading on the dock that would have to wait, or -1. */
  pushed = -1;
  /** Of a loading at the plant: until departure, on the road, at the site. */
  beforeTravel = 0;
  travelTo = 0;
  slackTo = 0;
  /** By dock: the last load that starts early enough for one of ours to come behind it. */
  dockEnd = new Int32Array(0);

  /** At the site, with its slack, after a loading that starts at `start`. */
  arrival({ instance }: Schedule, start: number): number {
    const traffic = trafficToSite(instance, this.plant, instance.site[this.order]);
    return arrive(traffic, start + this.beforeTravel, this.travelTo) + this.slackTo;
  }

  /** All loads on docks in their sequence; those of a dock are from `dockAt[dock]` to `dockAt[dock + 1]`. */
  onDocks = new Int32Array(0);
  dockAt = new Int32Array(0);

  listDocks(s: Schedule): void {
    const docks = s.instance.dockFrom[s.instance.plants];
    if (this.dockAt.length <= docks) this.dockAt = new Int32Array(docks + 1);
    if (this.onDocks.length < s.slots) this.onDocks = new Int32Array(s.slots);
    let count = 0;
    for (let dock = 0; dock < docks; dock++) {
      this.dockAt[dock] = count;
      for (let slot = s.firstOnDock[dock]; slot >= 0; slot = s.nextOnDock[slot]) this.onDocks[count++] = slot;
    }
    this.dockAt[docks] = count;
  }

  findDockEnds(s: Schedule, latest: number): void {
    const { instance } = s;
    const docks = instance.dockFrom[instance.plants];
    if (this.dockEnd.length < docks) this.dockEnd = new Int32Array(docks);
    for (let dock = 0; dock < docks; dock++) {
      let slot = s.lastOnDock[dock];
      while (slot >= 0 && s.loadStart[slot] > latest) slot = s.prevOnDock[slot];
      this.dockEnd[dock] = slot;
    }
  }
}
