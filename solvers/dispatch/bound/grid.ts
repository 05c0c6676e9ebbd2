/** The grid of starting times: the finest step that all times share, or as coarse as the number of cells asks for. */
import { type DispatchInstance, never } from '../instance.ts';
import type { Objective } from './load-kinds.ts';
import type { Grid } from './order-program.ts';

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return Math.abs(a);
}

/**
 * Greatest step of which every time is a multiple, so that whatever can be done at all can be done at multiples of it;
 * 1 where times depend on volumes or on the hour, or where an off-step time may cost less.
 */
export function timeStep(instance: DispatchInstance, objective: Objective): number {
  const varies = (rates: Float64Array) => rates.some((rate) => rate !== 0);
  if (instance.traffic || varies(instance.loadPerKl) || varies(instance.unloadPerKl)) return 1;
  if (objective === 'cost' && (anyCost(instance.deviationCost) || instance.costlyHours.length > 0)) return 1;
  let step = 0;
  const times = [
    instance.plantFrom,
    instance.plantTo,
    instance.loadFixed,
    instance.loadLeast,
    instance.dockHold,
    instance.afterLoading,
    instance.shiftFrom,
    instance.shiftTo,
    instance.startBy,
    instance.regularTo,
    instance.leastSpan,
    instance.wash,
    instance.breakFrom,
    instance.breakTo,
    instance.breakTime,
    instance.travelStart,
    instance.travelOut,
    instance.travelBack,
    instance.travelEnd,
    instance.windowFrom,
    instance.windowTo,
    instance.startTo,
    instance.firstTo,
    instance.lifetime,
    instance.gapLeast,
    instance.gapGreatest,
    instance.followLeast,
    instance.followGreatest,
    instance.unloadFixed,
    instance.slackBefore,
    instance.slackAfter,
    instance.firstLateFrom,
    instance.earlyTo,
    instance.lateFrom,
    instance.gapSoft,
    instance.reserveFrom,
    instance.ideal,
    instance.fixed.flatMap((load) => [load.loadStart, load.unloadStart]),
  ];
  for (const list of times) {
    for (const time of list) {
      if (Math.abs(time) >= never || (list === instance.dockHold && time < 0)) continue;
      step = gcd(step, time);
      if (step === 1) return 1;
    }
  }
  return Math.max(1, step);
}

const anyCost = (costs: Float64Array) => costs.some((cost) => cost !== 0);

export function gridOf(instance: DispatchInstance, order: number, step: number, mostCells: number): Grid {
  const last = Math.min(instance.startTo[order], instance.windowTo[order], latestReturn(instance));
  const length = Math.max(1, last - instance.windowFrom[order]);
  if (length / step <= mostCells) return { cell: step, exact: true };
  return { cell: Math.ceil(length / mostCells / step) * step, exact: false };
}

function latestReturn(instance: DispatchInstance): number {
  return Math.max(...instance.shiftTo, 0);
}
