/** Clients who are to be told: of a cancellation that counts, of m3 that are missing, of another time, of a new order that fits in. */
import type { z } from 'zod';
import { instantOf } from '../../../models/moments.ts';
import type { RepairNotice } from '../../../models/repair.ts';
import type { RepairContext } from './context.ts';
import type { OrderNow } from './orders-now.ts';
import { inM3, inMinutes } from './wording.ts';

type Notice = z.infer<typeof RepairNotice>;
type Told = Pick<Notice, 'what' | 'missingM3' | 'message'>;

const inOrder: readonly Notice['what'][] = ['cancelled', 'not-served', 'less', 'later', 'earlier', 'added'];

/** At most one for each order; the worst news first. */
export function noticesOf({ amended }: RepairContext, orders: readonly OrderNow[]): Notice[] {
  const at = (seconds: number) => instantOf(amended.shift, seconds);
  return orders
    .flatMap((one): Notice[] => {
      const told = toldOf(one);
      if (!told) return [];
      const { order, was, is } = one;
      const hasTimes = told.what !== 'cancelled';
      return [
        {
          order: order.id,
          ...(order.client === undefined ? {} : { client: order.client }),
          ...told,
          ...(hasTimes && was !== undefined ? { was: at(was) } : {}),
          ...(hasTimes && is !== undefined ? { is: at(is) } : {}),
          ...(hasTimes && was !== undefined && is !== undefined ? { minutes: (is - was) / 60 } : {}),
        },
      ];
    })
    .sort((a, b) => inOrder.indexOf(a.what) - inOrder.indexOf(b.what));
}

function toldOf({
  order,
  promisedL,
  servedL,
  lostL,
  promiseMovedSeconds,
  isCancelled,
  isAdded,
}: OrderNow): Told | undefined {
  if (isCancelled) return { what: 'cancelled', message: `the cancellation of ${order.id} is confirmed` };
  if (lostL > 0) {
    const missingM3 = lostL / 1000;
    if (servedL === 0)
      return { what: 'not-served', missingM3, message: `none of the ${inM3(promisedL)} of ${order.id} comes` };
    const message = `${order.id} gets ${inM3(servedL)} of ${inM3(promisedL)}: ${inM3(lostL)} are missing`;
    return { what: 'less', missingM3, message };
  }
  if (promiseMovedSeconds !== 0) {
    const what = promiseMovedSeconds > 0 ? 'later' : 'earlier';
    return { what, message: `${order.id} begins ${inMinutes(Math.abs(promiseMovedSeconds))} ${what} than told` };
  }
  return isAdded ? { what: 'added', message: `${order.id} can be served: ${inM3(servedL)}` } : undefined;
}
