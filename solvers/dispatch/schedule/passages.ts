/**
 * Plants that differ in their place only: no queue, the same loading, nothing to pay. A truck then loads at the plant
 * nearest to its way, whatever comes before and after, so that the plant is no decision at all.
 */
import type { DispatchInstance } from '../instance.ts';
import { never } from '../instance.ts';

export class Passages {
  /** sites x sites: best plant on the way, and seconds on the road. */
  readonly plant: Int32Array;
  readonly travel: Int32Array;
  /** trucks x sites: from the yard. */
  readonly plantFromYard: Int32Array;
  readonly travelFromYard: Int32Array;

  constructor(instance: DispatchInstance) {
    const { trucks, sites, plants } = instance;
    this.plant = new Int32Array(sites * sites);
    this.travel = new Int32Array(sites * sites).fill(never);
    this.plantFromYard = new Int32Array(trucks * sites);
    this.travelFromYard = new Int32Array(trucks * sites).fill(never);
    for (let to = 0; to < sites; to++) {
      for (let plant = 0; plant < plants; plant++) {
        const out = instance.travelOut[plant * sites + to];
        for (let from = 0; from < sites; from++) {
          keepBest(this.plant, this.travel, from * sites + to, plant, instance.travelBack[from * plants + plant] + out);
        }
        for (let truck = 0; truck < trucks; truck++) {
          const start = instance.travelStart[truck * plants + plant];
          keepBest(this.plantFromYard, this.travelFromYard, truck * sites + to, plant, start + out);
        }
      }
    }
  }
}

function keepBest(best: Int32Array, travel: Int32Array, cell: number, plant: number, time: number): void {
  if (time >= travel[cell]) return;
  travel[cell] = time;
  best[cell] = plant;
}

/** The passages of an instance whose plants differ in their place only; undefined for any other. */
export function passagesOf(instance: DispatchInstance): Passages | undefined {
  const { plants, orders, traffic, costStart, costOut, costBack } = instance;
  const same = (part: Int32Array | Float64Array) => part.every((value) => value === part[0]);
  const none = (costs: Float64Array) => costs.every((cost) => cost === 0);
  const slackPerOrder = (slack: Int32Array) => slack.every((value, at) => value === slack[at % Math.max(1, orders)]);
  const alike =
    plants > 1 &&
    traffic === undefined &&
    instance.fixed.length === 0 &&
    instance.standing === undefined &&
    instance.dockHold.every((hold) => hold === 0) &&
    [instance.loadFixed, instance.loadLeast, instance.afterLoading].every(same) &&
    same(instance.loadPerKl) &&
    instance.plantTo.every((to) => to >= never) &&
    instance.plantFrom.every((from) => instance.shiftFrom.every((shift) => from <= shift)) &&
    [costStart, costOut, costBack].every(none) &&
    slackPerOrder(instance.slackBefore) &&
    slackPerOrder(instance.slackAfter) &&
    instance.mayLoad.every((allowed) => allowed === 1) &&
    instance.onePlant.every((one) => one === 0);
  return alike ? new Passages(instance) : undefined;
}
