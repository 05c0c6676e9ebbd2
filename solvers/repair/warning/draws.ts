/**
 * What chance brings in one run. Draws belong to a load and a stage, and not to the order in which they are used, so that two
 * plans of the same loads meet the same traffic, the same slow sites and the same breakdowns (common random numbers).
 */
import { Rng } from '../../shared/rng.ts';
import type { DelayModel } from './delay-model.ts';
import { factorTable, tableBits } from './lognormal.ts';
import type { Network } from './network.ts';

const tableShift = 32 - tableBits;
/** Hours of traffic that are drawn, from a day before the shift to four days into it; others are like the nearest of them. */
const hoursDrawn = 120;
const firstHour = -24;

export interface Draws {
  /** Factors of planned or mean times, by load. */
  readonly toPlant: Float64Array;
  readonly loading: Float64Array;
  readonly toSite: Float64Array;
  readonly unloading: Float64Array;
  readonly toHome: Float64Array;
  /** Factors of all legs, by the hour in which they begin. */
  readonly hour: Float64Array;
  /** By truck: when it breaks down, Infinity if it does not, and for how long, Infinity: for good. */
  readonly breakdownAt: Float64Array;
  readonly breakdownTime: Float64Array;
}

/** Draws the runs of a simulation, one after the other; the arrays are the same for all of them. */
export class Drawer {
  readonly draws: Draws;
  readonly #network: Network;
  readonly #model: DelayModel;
  readonly #travel: Float64Array;
  readonly #traffic: Float64Array;
  readonly #loading: Float64Array;
  readonly #unloading: Float64Array;
  readonly #seed: number;

  constructor(network: Network, model: DelayModel, seed: number) {
    const { simulation } = model;
    this.#network = network;
    this.#model = model;
    this.#seed = seed;
    this.#travel = factorTable(simulation.travelSpread);
    this.#traffic = factorTable(simulation.trafficSpread);
    this.#loading = factorTable(simulation.loadingSpread);
    this.#unloading = factorTable(simulation.unloadingSpread);
    this.draws = blankDraws(network);
  }

  draw(run: number): void {
    const { toPlant, loading, toSite, unloading, toHome, hour, breakdownAt, breakdownTime } = this.draws;
    const { placements, count, instance, dutyFrom, dutyTo } = this.#network;
    const { unloadingRatio, loadingRatio, breakdownRate, simulation } = this.#model;
    // Each run has a generator of its own: trucks that one plan has and the other has not must not shift the runs behind.
    const rng = new Rng(Math.imul(this.#seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b));
    for (let at = 0; at < hoursDrawn; at++) hour[at] = this.#traffic[rng.uint32() >>> tableShift];
    for (let index = 0; index < count; index++) {
      const { plant, order } = placements[index];
      toPlant[index] = this.#travel[rng.uint32() >>> tableShift];
      loading[index] = loadingRatio[plant] * this.#loading[rng.uint32() >>> tableShift];
      toSite[index] = this.#travel[rng.uint32() >>> tableShift];
      unloading[index] = unloadingRatio[instance.site[order]] * this.#unloading[rng.uint32() >>> tableShift];
      toHome[index] = this.#travel[rng.uint32() >>> tableShift];
    }
    const down = 60 * simulation.downLeastMinutes;
    const more = 60 * (simulation.downGreatestMinutes - simulation.downLeastMinutes);
    for (let truck = 0; truck < instance.trucks; truck++) {
      const after = -Math.log(1 - rng.float()) / breakdownRate[truck];
      const isOut = rng.float() < simulation.outShare;
      const time = down + more * rng.float();
      const at = dutyFrom[truck] + after;
      // Of a truck that is late the plan knows no end of duty; whatever is left of its day is within twice the time.
      breakdownAt[truck] = at < 2 * dutyTo[truck] - dutyFrom[truck] ? at : Infinity;
      breakdownTime[truck] = isOut ? Infinity : time;
    }
  }
}

/** Factor of a leg that begins at `time`. */
export function hourFactor({ hour }: Draws, time: number): number {
  const at = Math.floor(time / 3600) - firstHour;
  return hour[at < 0 ? 0 : at >= hoursDrawn ? hoursDrawn - 1 : at];
}

/** All as long as in the mean, and no breakdown. */
export function meanDraws(network: Network, { loadingRatio, unloadingRatio }: DelayModel): Draws {
  const draws = blankDraws(network);
  for (const factors of [draws.toPlant, draws.toSite, draws.toHome, draws.hour]) factors.fill(1);
  draws.breakdownAt.fill(Infinity);
  network.placements.forEach(({ plant, order }, index) => {
    draws.loading[index] = loadingRatio[plant];
    draws.unloading[index] = unloadingRatio[network.instance.site[order]];
  });
  return draws;
}

function blankDraws({ count, instance }: Network): Draws {
  const byLoad = () => new Float64Array(count);
  return {
    toPlant: byLoad(),
    loading: byLoad(),
    toSite: byLoad(),
    unloading: byLoad(),
    toHome: byLoad(),
    hour: new Float64Array(hoursDrawn),
    breakdownAt: new Float64Array(instance.trucks),
    breakdownTime: new Float64Array(instance.trucks),
  };
}
