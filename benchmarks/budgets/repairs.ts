/** Repairs of the mix: first plans of generated shifts, shops and weeks, and what happens to them. */
import type { DispatchPlanProblem, DispatchShiftPlan } from '../../models/dispatch.ts';
import type { MeltProblem } from '../../models/melt.ts';
import type { TechcardProblem } from '../../models/techcard.ts';
import { registry } from '../../solvers/registry.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { generateShift, type Shape as ShiftShape } from '../instances/dispatch/generate.ts';
import { generateWeek } from '../instances/melt/generate.ts';
import type { WeekShape } from '../instances/melt/shape.ts';
import { drawHappening } from '../instances/repair/draw-events.ts';
import { repairProblem } from '../instances/repair/request.ts';
import { runningLoads } from '../instances/repair/running-loads.ts';
import { generateShop, type Shape as ShopShape } from '../instances/techcard/generate.ts';
import type { Case } from './cases.ts';
import { firstPlan } from './first-plan.ts';

type BySize<Shape> = Readonly<Record<'small' | 'middle' | 'large', Shape>>;

export interface RepairSizes {
  readonly shift: BySize<Omit<ShiftShape, 'load'>>;
  readonly shop: BySize<Omit<ShopShape, 'family'>>;
  readonly week: BySize<Omit<WeekShape, 'family'>>;
}

const sizeNames = ['small', 'middle', 'large'] as const;
/** Of every base the plan is made once; what happens to it is drawn for each request. */
const baseSeed = 1;
const hits = [['truck-out'], ['unload-delay', 'truck-down'], ['order-added']] as const;

export function repairsOf({ shift, shop, week }: RepairSizes): readonly Case[] {
  return sizeNames.flatMap((size): Case[] => [
    { name: `shift ${size}`, problem: once(() => shiftRepair({ ...shift[size], load: 1 })) },
    { name: `shop ${size}`, problem: once(() => shopRepair({ family: 'mixed', ...shop[size] })) },
    { name: `heats ${size}`, problem: once(() => weekRepair({ family: 'few-types', ...week[size] })) },
  ]);
}

/** The base is planned when its first request is drawn. */
function once(make: () => Case['problem']): Case['problem'] {
  let made: Case['problem'] | undefined;
  return (seed) => {
    made ??= make();
    return made(seed);
  };
}

function planOf<Plan>(kind: 'dispatch' | 'techcard' | 'melt', problem: unknown): Plan {
  const first = firstPlan(registry[kind], { problem });
  if (first === undefined) throw new Error(`a generated problem of kind ${kind} has no first plan`);
  return first.plan as Plan;
}

function shiftRepair(shape: ShiftShape): Case['problem'] {
  const problem = generateShift(shape, baseSeed).request.problem as DispatchPlanProblem;
  const loads = runningLoads(problem, planOf<DispatchShiftPlan>('dispatch', problem));
  return (seed) => {
    const types = hits[seed % hits.length];
    const happening = () => drawHappening(types, seed, problem, loads);
    return repairProblem({ happening }, problem, loads, ['fewest-changes', 'least-lateness', 'least-cost']);
  };
}

function shopRepair(shape: ShopShape): Case['problem'] {
  const problem: TechcardProblem = generateShop(shape, baseSeed).problem;
  const { operations, terms } = planOf<{
    operations: readonly { order: string; serial: number; operation: string }[];
    terms: { makespan: number };
  }>('techcard', problem);
  return (seed) => {
    const rng = new Rng(seed);
    const now = rng.below(Math.ceil(terms.makespan / 2));
    const { order, serial, operation } = operations[rng.below(operations.length)];
    const events = [
      { type: 'operation-late', order, serial, operation, seconds: 60 * (1 + rng.below(60)) },
      ...(rng.below(2) === 0 ? [{ type: 'order-cancelled', order: operations.at(-1)!.order }] : []),
    ];
    return { mode: 'techcard', problem, operations, now, events };
  };
}

function weekRepair(shape: WeekShape): Case['problem'] {
  const { problem }: { problem: MeltProblem } = generateWeek(shape, baseSeed);
  const { heats } = planOf<{ heats: readonly { id: string; start?: string; furnace: string }[] }>('melt', problem);
  const starts = heats.flatMap(({ start }) => start ?? []).toSorted();
  return (seed) => {
    const rng = new Rng(seed);
    const now = starts[rng.below(Math.ceil(starts.length / 2))];
    const furnace = heats[rng.below(heats.length)].furnace;
    const until = new Date(Date.parse(now) + 3_600_000 * (1 + rng.below(8))).toISOString();
    return { mode: 'melt', problem, heats, now, events: [{ type: 'furnace-down', furnace, until }] };
  };
}
