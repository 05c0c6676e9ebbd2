/** Why a load changes where the reason lies in itself, its order or an event, and not in another load that changes. */
import type { RepairContext } from './context.ts';
import type { PairedLoad } from './differences.ts';
import type { Reason } from './loads.ts';
import { raisedBy } from './promised.ts';
import { inM3, reason } from './wording.ts';

/** @returns undefined: look for a load that it makes room for. */
export function ownReason(context: RepairContext, pair: PairedLoad): Reason | undefined {
  if (!pair.load) return reasonOfAdded(context, pair);
  return context.hits.get(pair.load.id) ?? reasonOfOrder(context, pair) ?? reasonOfLack(context, pair);
}

/** A load more. */
function reasonOfAdded(context: RepairContext, { order }: PairedLoad): Reason | undefined {
  const { current } = context;
  const news = current.news.get(order);
  if (news?.added !== undefined) return reason('order-added', `${order} is a new order`, news.added);
  if (raisedBy(current, order) > 0) return reason('order-changed', `${order} takes more now`, news?.changed);
  const lack = current.lacks.get(order);
  if (!lack) return undefined;
  return reason('order-incomplete', `${order} is still to get what ${lack.id} does not bring`, lack.hit?.event);
}

/** Its order is another one now, or gets concrete from elsewhere. */
function reasonOfOrder({ current, amended }: RepairContext, { order, what, load }: PairedLoad): Reason | undefined {
  const news = current.news.get(order);
  const isAbout = (...any: PairedLoad['what'][number][]) => any.some((one) => what.includes(one));
  if (news?.changed !== undefined) {
    const { volumeM3, window, ideal, latestFirst, greatestGapMinutes, grade } = news.to;
    const isVolume = volumeM3 !== undefined && isAbout('volume', 'dropped');
    const isTime = window ?? ideal ?? latestFirst ?? greatestGapMinutes;
    if (isVolume) {
      const how = raisedBy(current, order) < 0 ? 'less' : raisedBy(current, order) > 0 ? 'more' : 'as much as before';
      return reason('order-changed', `${order} takes ${how} now`, news.changed);
    }
    if (isTime !== undefined && isAbout('earlier', 'later'))
      return reason('order-changed', `${order} is wanted at another time now`, news.changed);
    if (grade !== undefined && isAbout('plant'))
      return reason('order-changed', `${order} is of another grade now`, news.changed);
  }
  if (!isAbout('volume', 'dropped')) return undefined;
  const brought = amended.rescues.find((rescue) => rescue.order === order && orderOf(current, rescue.load) !== order);
  if (!brought) return undefined;
  const message = `${order} gets ${inM3(brought.volumeM3 * 1000)} of ${brought.load} instead of ${load?.id}`;
  return reason('makes-room', message, brought.reason.event);
}

/** A load before it, or with it, is gone: it brings more or comes earlier to make up for that. */
function reasonOfLack({ current }: RepairContext, { order, what, was, is }: PairedLoad): Reason | undefined {
  const lack = current.lacks.get(order);
  if (!lack) return undefined;
  const bringsMore = was && is && is.volumeL > was.volumeL;
  if (!bringsMore && !what.includes('earlier')) return undefined;
  const how = bringsMore ? `brings ${inM3(is.volumeL - was.volumeL)} more` : 'comes earlier';
  return reason('order-incomplete', `it ${how}, as ${lack.id} does not come`, lack.hit?.event);
}

function orderOf({ loads }: RepairContext['current'], load: string): string | undefined {
  return loads.get(load)?.order;
}
