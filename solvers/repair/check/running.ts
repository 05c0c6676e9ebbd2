/** The plan that runs: its loads with what became of each so far, as `docs/repair-rules.md` has it. */
import { secondsOf } from '../../../models/moments.ts';
import type { RepairDispatchProblem } from '../../../models/repair.ts';
import type { RepairLoad } from '../../../models/repair-events.ts';
import { factsOf, litresOf } from '../../dispatch/check/facts.ts';
import { type Laid, type LaidOut, layOut, type NamedLoad } from '../../dispatch/check/laid-out.ts';
import { actualTimes } from './actual-times.ts';
import { cancelledOrders, delaysOf, type Halt, haltsOf } from './events.ts';

export interface Running {
  readonly id: string;
  /** As planned, in the shift of the request. */
  readonly planned: Laid;
  readonly order: string;
  readonly truck: string;
  readonly plant: string;
  readonly litres: number;
  readonly started: boolean;
  readonly held: boolean;
  /** Equals an entry of `fixed` of the request. */
  readonly wasFixed: boolean;
  /** Known times of started and held loads, planned ones of the rest. */
  readonly loadStart: number;
  readonly unloadStart: number;
  readonly unloadEnd: number;
  /** The age of the concrete counts from here. */
  readonly mixedAt: number;
  readonly state: 'done' | 'under-way' | 'open' | 'gone';
  /** The event with which it is stuck; absent: it is not. */
  readonly stuck?: Halt;
  readonly unwanted: boolean;
  readonly tooOld: boolean;
}

export interface RunningPlan {
  readonly problem: RepairDispatchProblem;
  readonly now: number;
  readonly laid: LaidOut;
  readonly loads: readonly Running[];
  readonly byId: ReadonlyMap<string, Running>;
  readonly halts: ReadonlyMap<string, readonly Halt[]>;
}

/** What is to be rescued: concrete on board that does not get to its site as planned. */
export const isCase = ({ stuck, unwanted, tooOld }: Running): boolean => stuck !== undefined || unwanted || tooOld;

export const isTouched = ({ events, facts }: RepairDispatchProblem): boolean =>
  events.length + facts.loads.length + facts.trucks.length > 0;

/** The loads with what is known of each; without events and facts all but those of `fixed` are open. */
export function runningPlan(problem: RepairDispatchProblem): RunningPlan {
  const { shift } = problem;
  const now = secondsOf(shift, problem.now);
  const timed = problem.loads.map(
    (load): NamedLoad => ({
      ...{ order: load.order, truck: load.truck, plant: load.plant, dock: load.dock, volumeM3: load.volumeM3 },
      ...{ loadStart: secondsOf(shift, load.loadStart), unloadStart: secondsOf(shift, load.unloadStart) },
    }),
  );
  const laid = layOut(factsOf(shift), timed);
  const halts = haltsOf(problem);
  const facts = new Map(problem.facts.loads.map((fact) => [fact.load, fact]));
  const cancelled = cancelledOrders(problem);
  const delays = delaysOf(problem);
  const touched = isTouched(problem);
  const isFixed = amongFixed(problem);
  const begun = laid.loads.map((planned, index) => {
    const fact = facts.get(planned.id);
    const wasFixed = isFixed(problem.loads[index]);
    const loadStart = fact?.loadStart === undefined ? planned.loadStart : secondsOf(shift, fact.loadStart);
    const cut = Math.min(now, halts.get(planned.truck.truck.id)?.[0].at ?? now);
    const started = wasFixed || (touched && (fact?.started ?? loadStart < cut));
    const mixedAt = fact?.mixedAt === undefined ? loadStart : secondsOf(shift, fact.mixedAt);
    const [order, truck] = [planned.order.order.id, planned.truck.truck.id];
    const isOut = halts.get(truck)?.some(({ type }) => type === 'truck-out') ?? false;
    const held = !started && delays.has(planned.id) && !cancelled.has(order) && !isOut;
    return { planned, fact, wasFixed, started, held, loadStart, mixedAt };
  });
  const fateOf = fates(now, halts, cancelled);
  const times = actualTimes(
    problem,
    now,
    begun.filter(({ started, held }) => started || held),
    delays,
    (load, unloadStart) => {
      const { stuck, unwanted } = fateOf(load, unloadStart);
      return stuck !== undefined || unwanted;
    },
  );
  const loads = begun.map(({ planned, wasFixed, started, held, mixedAt }): Running => {
    const { id, litres } = planned;
    const [order, truck, plant] = [planned.order.order.id, planned.truck.truck.id, planned.plant.plant.id];
    const { loadStart, unloadStart, unloadEnd } = (touched && times.get(id)) || planned;
    const { onBoard, stuck, unwanted } = fateOf({ planned, started: started && touched }, unloadStart);
    const { lifetime } = planned.order;
    const tooOld = onBoard && unloadEnd > mixedAt + lifetime && !(planned.unloadEnd > planned.loadStart + lifetime);
    let state: Running['state'] = 'open';
    if (stuck || unwanted || tooOld || (cancelled.has(order) && !started)) state = 'gone';
    else if (started && unloadEnd <= now) state = 'done';
    else if (started || held) state = 'under-way';
    return {
      ...{ id, planned, order, truck, plant, litres, started, held, wasFixed, loadStart, unloadStart, unloadEnd },
      ...{ mixedAt, state, stuck, unwanted, tooOld },
    };
  });
  return { problem, now, laid, loads, byId: new Map(loads.map((load) => [load.id, load])), halts };
}

/** What an unloading that starts at some second means for a load; absent or false for loads that have not started. */
function fates(now: number, halts: ReadonlyMap<string, readonly Halt[]>, cancelled: ReadonlySet<string>) {
  return ({ planned, started }: { readonly planned: Laid; readonly started: boolean }, unloadStart: number) => {
    const ofTruck = halts.get(planned.truck.truck.id) ?? [];
    const unloadEnd = unloadStart + planned.unloadEnd - planned.unloadStart;
    const onBoard = started && unloadStart > (ofTruck[0]?.at ?? now);
    const keeps = ({ onBoard: fate, at }: Halt) =>
      fate === 'auto' ? unloadStart > at : fate === 'stuck' && unloadEnd > at;
    const stuck = started ? ofTruck.find(keeps) : undefined;
    return { onBoard, stuck, unwanted: onBoard && cancelled.has(planned.order.order.id) };
  };
}

/** Whether a load is of same order, truck and plant as an entry of `fixed`, and the same in whatever else the entry names. */
function amongFixed({ shift }: RepairDispatchProblem): (load: RepairLoad) => boolean {
  const at = (moment: RepairLoad['loadStart']) => secondsOf(shift, moment);
  const keyOf = ({ order, truck, plant }: Pick<RepairLoad, 'order' | 'truck' | 'plant'>) =>
    [order, truck, plant].join('\n');
  const entries = Map.groupBy(shift.fixed, keyOf);
  return (load) =>
    (entries.get(keyOf(load)) ?? []).some(
      ({ dock, volumeM3, loadStart, unloadStart }) =>
        (dock === undefined || dock === load.dock) &&
        (volumeM3 === undefined || litresOf(volumeM3) === litresOf(load.volumeM3)) &&
        (loadStart === undefined || at(loadStart) === at(load.loadStart)) &&
        (unloadStart === undefined || at(unloadStart) === at(load.unloadStart)),
    );
}
