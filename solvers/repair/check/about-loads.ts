/** What an answer says of the loads of the plan that runs, and how it groups the events. */
import type { RepairDispatchPlan } from '../../../models/repair.ts';
import type { Report } from '../../dispatch/check/claims.ts';
import type { RunningPlan } from './running.ts';

const names = { done: 'done', underWay: 'under-way', open: 'open', gone: 'gone' } as const;

/** Every load is in the list of its state, once. */
export function checkStates({ loads, byId }: RunningPlan, stated: RepairDispatchPlan['loads'], report: Report): void {
  const seen = new Set<string>();
  for (const list of Object.keys(names) as (keyof typeof names)[])
    for (const id of stated[list]) {
      const load = byId.get(id);
      if (!load) report('loads', `${list}: load ${id} is not known`);
      else if (load.state !== names[list])
        report('loads', `load ${id} is stated as ${names[list]}, it is ${load.state}`);
      else if (seen.has(id)) report('loads', `load ${id} is listed twice`);
      seen.add(id);
    }
  for (const { id, state } of loads) if (!seen.has(id)) report('loads', `load ${id} is not listed, it is ${state}`);
}

/** Every event is in one cluster, and each is led by one of its own. */
export function checkClusters(
  { problem: { events }, byId }: RunningPlan,
  stated: RepairDispatchPlan['clusters'],
  report: Report,
): void {
  const times = events.map(() => 0);
  stated.forEach((cluster, index) => {
    for (const event of cluster.events)
      if (event < times.length) times[event]++;
      else report('clusters', `cluster ${index}: there is no event ${event}`);
    if (!cluster.events.includes(cluster.dominant))
      report('clusters', `cluster ${index}: event ${cluster.dominant} leads it and is not in it`);
    for (const load of cluster.affected)
      if (!byId.has(load)) report('clusters', `cluster ${index}: load ${load} is not known`);
  });
  times.forEach((count, event) => {
    if (count !== 1) report('clusters', `event ${event} is in ${count} clusters`);
  });
}

/** Loads that are not done, each once, ranked 1, 2, 3, and so on. */
export function checkAffected(
  { problem: { events }, byId }: RunningPlan,
  stated: RepairDispatchPlan['affected'],
  report: Report,
): void {
  const seen = new Set<string>();
  for (const { load: id, order, reason } of stated) {
    const load = byId.get(id);
    if (!load || seen.has(id)) report('affected', `load ${id} is listed twice, or is not known`);
    else if (load.state === 'done') report('affected', `load ${id} is done`);
    else if (load.order !== order) report('affected', `load ${id} is of order ${load.order}, not ${order}`);
    if (reason.event !== undefined && reason.event >= events.length)
      report('affected', `load ${id}: there is no event ${reason.event}`);
    seen.add(id);
  }
  const ranks = stated.map(({ rank }) => rank).sort((one, other) => one - other);
  if (ranks.some((rank, index) => rank !== index + 1))
    report('affected', `the ranks are ${ranks.join(', ')}, not 1, 2, 3 and so on`);
}
