/** The stages of a load in seconds from `start`, as both charts draw them. */
import type { DispatchLoad, DispatchShift, DispatchShiftPlan } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';

export type StageName = 'empty' | 'wait' | 'load' | 'loaded' | 'buffer' | 'unload' | 'after' | 'back';

export interface Stage {
  readonly name: StageName;
  readonly from: number;
  readonly to: number;
}

/** Stages that take time, in their order; `to` is never before `from`, whatever a hand-made plan says. */
export function stagesOf(problem: DispatchShift, load: DispatchLoad): Stage[] {
  const at = (moment: string) => secondsOf(problem, moment);
  const unloadStart = at(load.unloadStart);
  const waited = Math.max(0, unloadStart - at(load.siteArrival));
  const before = Math.min(waited, load.bufferMinutes * 60 * problem.parameters.buffers.beforeShare);
  const stages: Stage[] = [
    { name: 'empty', from: at(load.leave), to: at(load.plantArrival) },
    { name: 'wait', from: at(load.plantArrival), to: at(load.loadStart) },
    { name: 'load', from: at(load.loadStart), to: at(load.loadEnd) },
    { name: 'loaded', from: at(load.loadEnd), to: at(load.siteArrival) },
    { name: 'wait', from: at(load.siteArrival), to: unloadStart - before },
    { name: 'buffer', from: unloadStart - before, to: unloadStart },
    { name: 'unload', from: unloadStart, to: at(load.unloadEnd) },
    { name: 'after', from: at(load.unloadEnd), to: at(load.siteLeave) },
  ];
  return stages.filter(({ from, to }) => from < to);
}

/** What a truck does, for a row of a chart. */
export interface TruckRow {
  readonly truck: string;
  readonly utilisation: number;
  readonly loads: readonly { readonly load: DispatchLoad; readonly stages: readonly Stage[] }[];
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
}

type Schedule = Pick<DispatchShiftPlan, 'loads' | 'trucks'>;

/** Rows of the trucks that carry any load; the way back after its last load is a stage of that load. */
export function truckRows(problem: DispatchShift, plan: Schedule): TruckRow[] {
  const byTruck = Map.groupBy(plan.loads, ({ truck }) => truck);
  return plan.trucks.flatMap(({ truck, back, breaks, utilisation }) => {
    const own = (byTruck.get(truck) ?? []).toSorted((a, b) => Date.parse(a.loadStart) - Date.parse(b.loadStart));
    if (own.length === 0) return [];
    const pauses = breaks.map(({ from, to }) => ({ from: secondsOf(problem, from), to: secondsOf(problem, to) }));
    const left = secondsOf(problem, own[own.length - 1].siteLeave);
    const homeward = Math.max(left, ...pauses.map(({ to }) => to));
    const home = back === undefined ? homeward : secondsOf(problem, back);
    return [
      {
        truck,
        utilisation,
        breaks: pauses,
        loads: own.map((load, index) => ({
          load,
          stages: [
            ...stagesOf(problem, load),
            ...(index === own.length - 1 && home > homeward
              ? [{ name: 'back', from: homeward, to: home } as const]
              : []),
          ],
        })),
      },
    ];
  });
}

/** The shift, longer where loads are outside it; of a problem longer than a day only what the plan uses. */
export function chartSpan(problem: DispatchShift, rows: readonly TruckRow[]): { from: number; until: number } {
  const bars = rows.flatMap(({ loads, breaks }) => [...loads.flatMap(({ stages }) => stages), ...breaks]);
  const shift = problem.shiftMinutes <= 24 * 60 ? [{ from: 0, to: problem.shiftMinutes * 60 }] : [];
  const used = bars.length + shift.length > 0 ? [...bars, ...shift] : [{ from: 0, to: problem.shiftMinutes * 60 }];
  return { from: Math.min(...used.map(({ from }) => from)), until: Math.max(...used.map(({ to }) => to)) };
}
