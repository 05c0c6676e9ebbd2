/**
 * A shift of full trucks as a model of a constraint solver: which orders to serve, by which trucks, and when.
 *
 *   served[o];  of load i of order o: present[o, i], start[o, i] and truck[o, i, k], exactly one where it is present
 *   present[o, 0] = served[o];  present[o, i + 1] implies present[o, i];  the trucks' volumes reach the order's where it is served
 *   least gap <= start[o, i + 1] - end[o, i] <= greatest gap, an end being the start plus the truck's time of unloading
 *   window, first way from home and end of the shift as limits of start and end
 *   an optional interval for each truck that a load may have: no overlap of a truck's
 *   of two loads of the same truck, the later starts no sooner than the end of the other plus the way through the cheapest plant
 *   litres of the orders served, to be made great
 *
 * Times count in the greatest whole second that divides them all. Besides, windows alone tell the sequence of most pairs
 * of loads; that is all that is done beforehand.
 */
import type { DispatchGivenLoad, DispatchPlanProblem } from '../../../models/dispatch.ts';
import { secondsOf } from '../../../models/moments.ts';
import { litresIn, secondsIn } from '../../../solvers/dispatch/units.ts';
import { type CpConstraint, type CpModelProto, type Linear, not } from '../cp-model.ts';
import { ShiftWays, unloadingSeconds } from './shift-ways.ts';

export interface ShiftModel {
  /** Its objective counts litres, negative. */
  readonly proto: CpModelProto;
  /** Loads that the model may use. */
  readonly loads: number;
  /** @param values - a value per variable. */
  loadsOf(values: readonly number[]): readonly DispatchGivenLoad[];
}

interface Load {
  readonly order: number;
  readonly present: number;
  readonly start: number;
  /** Variable by truck; undefined where the truck cannot. */
  readonly trucks: readonly (number | undefined)[];
  /** Limits of its start and end, whichever truck has it. */
  readonly earliest: number;
  readonly latestEnd: number;
  readonly shortest: number;
}

export function buildShiftModel(problem: DispatchPlanProblem): ShiftModel {
  return new ShiftModelBuilder(problem).build();
}

class ShiftModelBuilder {
  readonly problem: DispatchPlanProblem;
  readonly ways: ShiftWays;
  /** Seconds of a unit of time. */
  readonly unit: number;
  readonly variables: { domain: readonly number[] }[] = [];
  readonly constraints: CpConstraint[] = [];
  readonly loads: Load[] = [];

  constructor(problem: DispatchPlanProblem) {
    this.problem = problem;
    this.ways = new ShiftWays(problem);
    this.unit = this.ways.commonSeconds();
  }

  build(): ShiftModel {
    const { orders } = this.problem;
    const served = orders.map((_, order) => this.addOrder(order));
    this.problem.trucks.forEach((_, truck) => {
      this.keepApart(truck);
    });
    for (let one = 0; one < this.loads.length; one++)
      for (let other = one + 1; other < this.loads.length; other++) this.separate(this.loads[one], this.loads[other]);
    const coeffs = orders.map(({ volumeM3 }) => -litresIn(volumeM3));
    return {
      proto: {
        variables: this.variables,
        constraints: this.constraints,
        objective: { vars: served, coeffs },
      },
      loads: this.loads.length,
      loadsOf: (values) => this.loadsOf(values),
    };
  }

  /** @returns the variable of its being served. */
  addOrder(order: number): number {
    const { volumeM3, window, leastGapMinutes } = this.problem.orders[order];
    const litres = litresIn(volumeM3);
    const able = this.problem.trucks.map((_, truck) => this.ways.isAble(truck, order));
    const capacities = this.problem.trucks.map(({ capacityM3 }) => litresIn(capacityM3));
    const smallest = Math.min(...capacities.filter((_, truck) => able[truck]));
    const from = this.inUnits(secondsOf(this.problem, window!.from));
    const to = this.inUnits(secondsOf(this.problem, window!.to));
    const served = this.variable(0, 1);
    const most = Number.isFinite(smallest) && to >= from ? Math.ceil(litres / smallest) : 0;
    const held = { vars: [served], coeffs: [-litres] };
    let before: Load | undefined;
    for (let number = 0; number < most; number++) {
      const present = number === 0 ? served : this.variable(0, 1);
      const start = this.variable(from, to);
      const trucks = able.map((is) => (is ? this.variable(0, 1) : undefined));
      const shortest = Math.min(
        ...trucks.flatMap((literal, truck) => (literal === undefined ? [] : this.unloading(order, truck))),
      );
      const load: Load = { order, present, start, trucks, earliest: from, latestEnd: to, shortest };
      const chosen = trucks.flatMap((literal) => literal ?? []);
      this.add({ exactlyOne: { literals: [...chosen, not(present)] } });
      trucks.forEach((literal, truck) => {
        if (literal === undefined) return;
        held.vars.push(literal);
        held.coeffs.push(capacities[truck]);
        this.limit(load, truck, literal);
      });
      if (before) {
        this.add({ boolOr: { literals: [not(present), before.present] } });
        const greatest = this.greatestGap(order);
        const gap = this.span(before, load);
        this.add({
          enforcementLiteral: [present],
          linear: { ...gap, domain: [this.inUnits(secondsIn(leastGapMinutes)), greatest] },
        });
      }
      this.loads.push(load);
      before = load;
    }
    this.add({ linear: { ...held, domain: [0, far] } });
    return served;
  }

  /** Window, way from home and end of the shift, where the truck has the load. */
  limit({ order, start }: Load, truck: number, literal: number): void {
    const from = this.inUnits(this.ways.firstAt(truck, order));
    const to = this.inUnits(this.ways.lastEnd(truck, order)) - this.unloading(order, truck);
    if (from > to) this.add({ boolOr: { literals: [not(literal)] } });
    else this.add({ enforcementLiteral: [literal], linear: { vars: [start], coeffs: [1], domain: [from, to] } });
  }

  /** From the end of one load to the start of another. */
  span(one: Load, other: Load): Linear {
    const durations = one.trucks.flatMap((literal, truck) =>
      literal === undefined ? [] : [[literal, this.unloading(one.order, truck)] as const],
    );
    return {
      vars: [other.start, one.start, ...durations.map(([literal]) => literal)],
      coeffs: [1, -1, ...durations.map(([, duration]) => -duration)],
    };
  }

  keepApart(truck: number): void {
    const intervals = this.loads.flatMap(({ order, start, trucks }) => {
      const literal = trucks[truck];
      if (literal === undefined) return [];
      const size = this.unloading(order, truck);
      const interval = {
        start: { vars: [start], coeffs: [1] },
        size: { vars: [], coeffs: [], offset: size },
        end: { vars: [start], coeffs: [1], offset: size },
      };
      return this.add({ enforcementLiteral: [literal], interval });
    });
    if (intervals.length > 1) this.add({ noOverlap: { intervals } });
  }

  /** The way between two loads, should the same truck have both. */
  separate(one: Load, other: Load): void {
    const shared = one.trucks.flatMap((literal, truck) =>
      literal === undefined || other.trucks[truck] === undefined ? [] : [[literal, other.trucks[truck]] as const],
    );
    const there = this.inUnits(this.ways.between(one.order, other.order));
    const back = this.inUnits(this.ways.between(other.order, one.order));
    const isSure = (first: Load, then: Load, way: number) => first.latestEnd + way <= then.earliest;
    if (shared.length === 0 || isSure(one, other, there) || isSure(other, one, back)) return;
    const mayPrecede = (first: Load, then: Load, way: number) =>
      first.earliest + first.shortest + way + then.shortest <= then.latestEnd;
    const oneFirst = mayPrecede(one, other, there);
    const otherFirst = one.order !== other.order && mayPrecede(other, one, back);
    const clause = (...literals: number[]) => {
      for (const [mine, its] of shared) this.add({ boolOr: { literals: [not(mine), not(its), ...literals] } });
    };
    if (!oneFirst && !otherFirst) {
      clause();
      return;
    }
    const together = this.variable(0, 1);
    clause(together);
    const after = (first: Load, then: Load, way: number, literals: readonly number[]) =>
      this.add({ enforcementLiteral: literals, linear: { ...this.span(first, then), domain: [way, far] } });
    if (!otherFirst) after(one, other, there, [together]);
    else if (!oneFirst) after(other, one, back, [together]);
    else {
      const sequence = this.variable(0, 1);
      after(one, other, there, [together, sequence]);
      after(other, one, back, [together, not(sequence)]);
    }
  }

  /** Loads with both times: each truck loads as late as it can at the plant on its shortest way. */
  loadsOf(values: readonly number[]): readonly DispatchGivenLoad[] {
    const { orders, trucks, plants } = this.problem;
    const placed = this.loads
      .filter(({ present }) => values[present] === 1)
      .map(({ order, start, trucks: literals }) => {
        const truck = literals.findIndex((literal) => literal !== undefined && values[literal] === 1);
        return { order, truck, unloadStart: values[start] * this.unit };
      })
      .sort((one, other) => one.unloadStart - other.unloadStart);
    const at = new Map<number, number>();
    return placed.map(({ order, truck, unloadStart }) => {
      const before = at.get(truck);
      const plant =
        before === undefined ? this.ways.plantFromHome(truck, order) : this.ways.plantBetween(before, order);
      at.set(truck, order);
      const loadStart = unloadStart - this.ways.toSite(plant, order);
      return { order: orders[order].id, truck: trucks[truck].id, plant: plants[plant].id, loadStart, unloadStart };
    });
  }

  unloading(order: number, truck: number): number {
    return this.inUnits(unloadingSeconds(this.problem, order, truck));
  }

  greatestGap(order: number): number {
    const { greatestGapMinutes, continuous } = this.problem.orders[order];
    const minutes = greatestGapMinutes ?? (continuous ? 30 : undefined);
    return minutes === undefined ? far : this.inUnits(secondsIn(minutes));
  }

  inUnits(seconds: number): number {
    return seconds / this.unit;
  }

  variable(least: number, most: number): number {
    return this.variables.push({ domain: [least, Math.max(least, most)] }) - 1;
  }

  add(constraint: CpConstraint): number {
    return this.constraints.push(constraint) - 1;
  }
}

/** Beyond any sum of the model. */
const far = 1_000_000_000_000;
