/** Figures of an option that follow from its pairs and from what each client gets: depth, width, lateness, score. */
import type { RepairDispatchPlan, RepairDispatchProblem, RepairOption } from '../../../models/repair.ts';
import { sum } from '../../dispatch/check/terms.ts';
import { laterBy, type Pair } from './matching.ts';
import { missingOf, type Service } from './notices.ts';
import type { RunningPlan } from './running.ts';

type Lateness = RepairOption['lateness'];

/** Pairs that are later than promised, and loads more that begin so long after the last of their order was to begin. */
export function latenessOf({ problem, loads }: RunningPlan, pairs: readonly Pair[]): Lateness {
  const last = new Map<string, number>();
  for (const { order, planned } of loads) last.set(order, Math.max(last.get(order) ?? -Infinity, planned.unloadStart));
  const late = pairs.flatMap((pair) => {
    const { was, is } = pair;
    if (!is) return [];
    const seconds = was ? laterBy(pair) : is.unloadStart - (last.get(is.order) ?? Infinity);
    return seconds > 60 * problem.promiseMinutes ? [{ minutes: seconds / 60, m3: is.litres / 1000 }] : [];
  });
  return {
    loads: late.length,
    m3: sum(late, ({ m3 }) => m3),
    minutes: sum(late, ({ minutes }) => minutes),
    greatestMinutes: late.reduce((greatest, { minutes }) => Math.max(greatest, minutes), 0),
  };
}

/** Trucks that lose, get or move a load. */
export function widthOf(changed: readonly Pair[]): number {
  const trucks = changed.flatMap(({ was, is }) => [was?.truck, is?.truck]);
  return new Set(trucks.filter((truck) => truck !== undefined)).size;
}

export function scoreOf(
  services: ReadonlyMap<string, Service>,
  untouchedShare: number,
  { reactionMs, limitMs }: Pick<RepairDispatchPlan['effort'], 'reactionMs' | 'limitMs'>,
): RepairOption['score'] {
  const promised = [...services.values()].filter(({ client }) => client.promised > 0);
  const share = (part: (service: Service) => number, whole: (service: Service) => number) =>
    promised.length === 0 ? 1 : sum(promised, part) / sum(promised, whole);
  const quality = share(
    (service) => service.client.weight * (service.client.promised - missingOf(service)),
    ({ client }) => client.weight * client.promised,
  );
  const clients = share(
    (service) => (missingOf(service) === 0 && !service.isMoved ? service.client.weight : 0),
    ({ client }) => client.weight,
  );
  const reaction = 1 - Math.min(1, reactionMs / limitMs);
  const total = 0.3 * reaction + 0.4 * quality + 0.2 * untouchedShare + 0.1 * clients;
  return { reaction, quality, stability: untouchedShare, clients, total };
}

/** A change at depth d follows another at d - 1. */
export function depthFaults({ changes, depth }: Pick<RepairOption, 'changes' | 'depth'>): string[] {
  const depths = new Set(changes.map((change) => change.depth));
  const faults = [...depths]
    .filter((one) => one > 1 && !depths.has(one - 1))
    .map((one) => `a change is at depth ${one}, none at ${one - 1}`);
  const greatest = Math.max(0, ...depths);
  return depth === greatest ? faults : [...faults, `depth is stated as ${depth}, it is ${greatest}`];
}

/**
 * Of one point: by the request, else what a load of the plan that runs costs on average, or a fiftieth of what it saves.
 * @param costOfLoads - of the plan that runs, what it leaves out aside.
 * @param costOfNone - of what is not served, were nothing served.
 */
export function pointPriceOf(
  { prices, loads }: RepairDispatchProblem,
  costOfLoads: number,
  costOfNone: number,
): number {
  if (prices.unit !== undefined) return prices.unit;
  return Math.max(0.001, loads.length === 0 ? 0 : Math.max(costOfLoads, 0.02 * costOfNone) / loads.length);
}
