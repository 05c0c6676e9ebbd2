/** For tests: shifts of a few seconds and litres, with every rule in play, small enough to look at all their plans. */
import fc from 'fast-check';
import { type DispatchInstance, never, type Placement, unloadingTime } from '../instance.ts';
import { compatibleAlone, loadHoldsAlone } from './exhaustive.ts';

export type TinyKind = 'costs of all kinds' | 'volume only' | 'fixed loads';

/** Draws by name, so that the fields below read as a table. */
class Dice {
  readonly #draw: fc.GeneratorValue;
  constructor(draw: fc.GeneratorValue) {
    this.#draw = draw;
  }
  int(min: number, max: number): number {
    return this.#draw(fc.integer, { min, max });
  }
  /** True once in `of`. */
  once(of: number): boolean {
    return this.int(1, of) === of;
  }
  ints(length: number, min: number, max: number): Int32Array {
    return Int32Array.from({ length }, () => this.int(min, max));
  }
  /** Mostly `otherwise`. */
  rare(length: number, otherwise: number, min: number, max: number): Int32Array {
    return Int32Array.from({ length }, () => (this.once(3) ? this.int(min, max) : otherwise));
  }
  costs(length: number, max: number): Float64Array {
    return Float64Array.from({ length }, () => (this.once(2) ? this.int(0, max) : 0));
  }
  flags(length: number, zeroOnceIn: number): Uint8Array {
    return Uint8Array.from({ length }, () => Number(!this.once(zeroOnceIn)));
  }
}

export function tinyShift(kind: TinyKind): fc.Arbitrary<DispatchInstance> {
  return fc.gen().map((draw) => {
    const dice = new Dice(draw);
    const instance = bare(dice);
    const priced = kind === 'volume only' ? instance : { ...instance, ...prices(dice, instance) };
    return kind === 'fixed loads' ? { ...priced, fixed: fixedLoads(dice, priced) } : priced;
  });
}

function bare(dice: Dice): DispatchInstance {
  const [trucks, plants, orders] = [dice.int(1, 3), dice.int(1, 2), dice.int(1, 3)];
  const sites = orders;
  const docks = dice.ints(plants, 1, 2);
  const none = (length: number) => new Float64Array(length);
  const all = (length: number, value: number) => new Int32Array(length).fill(value);
  const limited = dice.once(2);
  const rates = dice.once(4);
  const breaks = dice.once(4) ? 1 : 0;
  const windowFrom = dice.ints(orders, 4, 10);
  const volumeL = dice.ints(orders, 1, 5);
  const wholeOnly = dice.flags(orders, 3);
  // One unit of cost for each litre missing; of whole orders in one sum or by the litre.
  const inOneSum = Uint8Array.from(wholeOnly, (whole) => Number(whole === 1 && dice.once(2)));
  return {
    trucks,
    plants,
    sites,
    orders,
    dockFrom: Int32Array.from({ length: plants + 1 }, (_, p) => docks.subarray(0, p).reduce((sum, n) => sum + n, 0)),
    plantFrom: dice.rare(plants, -never, 0, 4),
    plantTo: dice.rare(plants, never, 6, 14),
    loadFixed: dice.ints(plants, 0, 2),
    loadPerKl: Float64Array.from(rates ? dice.ints(plants, 0, 600) : all(plants, 0)),
    loadLeast: all(plants, 0),
    dockHold: limited ? dice.ints(plants, -1, 4) : all(plants, 0),
    afterLoading: dice.rare(plants, 0, 0, 1),
    capacityL: dice.ints(trucks, 2, 3),
    shiftFrom: dice.rare(trucks, 0, 0, 5),
    shiftTo: dice.rare(trucks, never, 10, 20),
    startBy: dice.rare(trucks, never, 8, 15),
    regularTo: all(trucks, never),
    overtimeCost: none(trucks),
    truckCost: none(trucks),
    leastSpan: all(trucks, 0),
    shortSpanCost: none(trucks),
    wash: dice.rare(trucks, 0, 0, 2),
    breakOf: Int32Array.from({ length: trucks + 1 }, (_, k) => k * breaks),
    breakFrom: all(trucks * breaks, 7),
    breakTo: all(trucks * breaks, 9),
    breakTime: dice.ints(trucks * breaks, 1, 4),
    travelStart: dice.ints(trucks * plants, 0, 4),
    costStart: none(trucks * plants),
    travelOut: dice.ints(plants * sites, 0, 3),
    costOut: none(plants * sites),
    travelBack: dice.ints(sites * plants, 0, 4),
    costBack: none(sites * plants),
    travelEnd: dice.ints(trucks * sites, 0, 4),
    costEnd: none(trucks * sites),
    traffic: dice.once(4)
      ? {
          from: Int32Array.of(-never, 6, 9),
          factors: Float64Array.of(1, 1.5 + dice.int(0, 2) / 2, 0.5 + dice.int(0, 1)),
        }
      : undefined,
    areas: undefined,
    standing: undefined,
    site: Int32Array.from({ length: orders }, (_, o) => o),
    volumeL,
    wholeOnly,
    unservedCost: Float64Array.from(inOneSum, (once, o) => once * volumeL[o]),
    unservedPerL: Float64Array.from(inOneSum, (once) => 1 - once),
    leastLoadL: dice.ints(orders, 1, 2),
    sentFull: dice.flags(orders, 2),
    windowFrom,
    windowTo: windowFrom.map((from) => from + dice.int(2, 7)),
    startTo: dice.rare(orders, never, 8, 12),
    firstTo: dice.rare(orders, never, 7, 12),
    lifetime: dice.rare(orders, never, 4, 8),
    gapLeast: dice.rare(orders, 0, 0, 2),
    gapGreatest: dice.rare(orders, never, 2, 4),
    gapFromStart: dice.flags(orders, 2),
    follows: all(orders, -1),
    followLeast: all(orders, 0),
    followGreatest: all(orders, never),
    unloadFixed: dice.ints(orders * trucks, 1, 2),
    unloadPerKl: Float64Array.from(rates ? dice.ints(orders * trucks, 0, 600) : all(orders * trucks, 0)),
    slackBefore: dice.rare(plants * orders, 0, 0, 1),
    slackAfter: dice.rare(plants * orders, 0, 0, 1),
    mayServe: dice.flags(orders * trucks, 6),
    mayLoad: dice.flags(orders * plants, 6),
    onePlant: new Uint8Array(orders),
    ideal: windowFrom.slice(),
    deviationCost: none(orders),
    firstLateFrom: all(orders, never),
    firstLateCost: none(orders),
    earlyTo: all(orders, -never),
    lateFrom: all(orders, never),
    offWindowCost: none(orders),
    gapSoft: all(orders, never),
    gapCost: none(orders),
    fillCost: none(orders),
    costlyHours: [],
    balanceCost: 0,
    vip: new Uint8Array(orders),
    reserveFrom: all(trucks, never),
    reserveCost: 0,
    baseCost: dice.int(-9, 9),
    fixed: [],
  };
}

function prices(
  dice: Dice,
  { trucks, plants, sites, orders, windowFrom }: DispatchInstance,
): Partial<DispatchInstance> {
  return {
    regularTo: dice.ints(trucks, 8, 16),
    overtimeCost: dice.costs(trucks, 3),
    truckCost: dice.costs(trucks, 9),
    costStart: dice.costs(trucks * plants, 4),
    costOut: dice.costs(plants * sites, 4),
    costBack: dice.costs(sites * plants, 4),
    costEnd: dice.costs(trucks * sites, 4),
    unservedCost: Float64Array.from({ length: orders }, () => dice.int(0, 60)),
    unservedPerL: Float64Array.from({ length: orders }, () => dice.int(0, 15)),
    ideal: windowFrom.map((from) => from + dice.int(-2, 4)),
    deviationCost: dice.costs(orders, 2000),
    firstLateFrom: windowFrom.map((from) => from + dice.int(0, 3)),
    firstLateCost: dice.costs(orders, 4),
    earlyTo: windowFrom.map((from) => from + dice.int(0, 3)),
    lateFrom: windowFrom.map((from) => from + dice.int(1, 6)),
    offWindowCost: dice.costs(orders, 3),
    gapSoft: dice.ints(orders, 0, 2),
    gapCost: dice.costs(orders, 3),
    fillCost: dice.costs(orders, 20),
    costlyHours: dice.once(2) ? [{ from: 7, to: 9, cost: dice.int(1, 6) }] : [],
  };
}

/** Up to two loads that stand already, each possible by itself and with the other. */
function fixedLoads(dice: Dice, instance: DispatchInstance): Placement[] {
  const fixed: Placement[] = [];
  for (let i = 0; i < 12 && fixed.length < 2; i++) {
    const order = dice.int(0, instance.orders - 1);
    const truck = dice.int(0, instance.trucks - 1);
    const plant = dice.int(0, instance.plants - 1);
    const dock = dice.int(instance.dockFrom[plant], instance.dockFrom[plant + 1] - 1);
    const leftL =
      instance.volumeL[order] - fixed.reduce((sum, load) => sum + (load.order === order ? load.volumeL : 0), 0);
    const volumeL =
      instance.sentFull[order] === 1 ? instance.capacityL[truck] : Math.min(leftL, instance.capacityL[truck]);
    const unloadStart = instance.windowFrom[order] + dice.int(0, 3);
    const load = { order, truck, plant, dock, volumeL, loadStart: unloadStart - dice.int(0, 8), unloadStart };
    const apart = fixed.every(
      (other) =>
        other.order !== order ||
        Math.abs(other.unloadStart - unloadStart) >= unloadingTime(instance, order, truck, volumeL),
    );
    if (
      leftL > 0 &&
      volumeL > 0 &&
      apart &&
      loadHoldsAlone(instance, load) &&
      fixed.every((other) => compatibleAlone(instance, other, load))
    ) {
      fixed.push(load);
    }
  }
  return fixed;
}
