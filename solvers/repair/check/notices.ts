/** Whether the clients who must be told are, each once and of the right thing; and who lost what. */
import { instantOf, secondsOf, type Timed } from '../../../models/moments.ts';
import type { RepairNotice, RepairOption, RepairUnrescued } from '../../../models/repair.ts';
import { isNear, type Report } from '../../dispatch/check/claims.ts';
import type { Client } from './promised.ts';

/** First unloadings of an order that are still open, in the plan that runs and in an option; seconds. */
export interface FirstUnloadings {
  readonly was?: number;
  readonly is?: number;
}

/** What an option does for one client. */
export interface Service {
  readonly client: Client;
  /** Litres. */
  readonly served: number;
  readonly firsts: FirstUnloadings;
  /** The first unloading moves by more than is left unsaid. */
  readonly isMoved: boolean;
}

export const missingOf = ({ client, served }: Service): number => Math.max(0, client.promised - served);

type Told = Pick<RepairNotice, 'what' | 'minutes' | 'missingM3'>;

/** @returns what the client of an order is to be told; absent: nothing. */
function noticeOf(service: Service): Told | undefined {
  const { client, served, firsts, isMoved } = service;
  if (client.isCancelled) return { what: 'cancelled' };
  const missing = missingOf(service);
  if (missing > 0) return { what: served > 0 ? 'less' : 'not-served', missingM3: missing / 1000 };
  if (isMoved) {
    const seconds = firsts.is! - firsts.was!;
    return { what: seconds > 0 ? 'later' : 'earlier', minutes: seconds / 60 };
  }
  return client.isAdded ? { what: 'added' } : undefined;
}

export function checkNotices(
  problem: Timed,
  services: ReadonlyMap<string, Service>,
  stated: RepairOption['notices'],
  report: Report,
): void {
  const told = new Set<string>();
  for (const notice of stated) {
    const { order } = notice;
    const fault = (message: string) => report('notices', `order ${order}: ${message}`);
    if (told.has(order)) fault('it is told of twice');
    told.add(order);
    const service = services.get(order);
    const actual = service && noticeOf(service);
    if (!service || !actual) fault('there is nothing to tell');
    else checkNotice(problem, service, notice, actual, fault);
  }
  for (const [order, service] of services) {
    const actual = noticeOf(service);
    if (actual && !told.has(order)) report('notices', `order ${order}: nobody is told, it is ${actual.what}`);
  }
}

function checkNotice(
  problem: Timed,
  { client, firsts }: Service,
  stated: RepairNotice,
  actual: Told,
  fault: (message: string) => void,
): void {
  if (stated.what !== actual.what) fault(`${stated.what} is told, it is ${actual.what}`);
  if (stated.client !== undefined && stated.client !== client.client)
    fault(`client is stated as ${stated.client}, it is ${client.client ?? 'nobody'}`);
  // By how much it is earlier may be told without a sign.
  const minutes =
    stated.minutes !== undefined && actual.what === 'earlier' ? -Math.abs(stated.minutes) : stated.minutes;
  if (actual.minutes !== undefined && !(minutes !== undefined && isNear(minutes, actual.minutes)))
    fault(`${stated.minutes ?? 'no'} minutes are told, it is ${actual.minutes}`);
  if (actual.missingM3 !== undefined && !isNear(stated.missingM3 ?? 0, actual.missingM3))
    fault(`${stated.missingM3 ?? 'no'} m3 are said to be missing, it is ${actual.missingM3}`);
  for (const side of ['was', 'is'] as const) {
    const [told, first] = [stated[side], firsts[side]];
    if (told !== undefined && secondsOf(problem, told) !== first)
      fault(`${side} is stated as ${told}, it is ${first === undefined ? 'absent' : instantOf(problem, first)}`);
  }
}

export function checkUnrescued(
  services: ReadonlyMap<string, Service>,
  stated: readonly RepairUnrescued[],
  report: Report,
): void {
  const open = new Map([...services].filter(([, service]) => missingOf(service) > 0));
  for (const { order, volumeM3 } of stated) {
    const service = open.get(order);
    open.delete(order);
    if (!service) report('unrescued', `order ${order} loses nothing, or is listed twice`);
    else if (!isNear(volumeM3, missingOf(service) / 1000))
      report('unrescued', `order ${order} loses ${missingOf(service) / 1000} m3, not ${volumeM3}`);
  }
  for (const [order, service] of open)
    report('unrescued', `order ${order} loses ${missingOf(service) / 1000} m3 and is not listed`);
}
