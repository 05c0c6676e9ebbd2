/** An option with everything that it says about itself. */
import type { z } from 'zod';
import type { DispatchShiftPlan, DispatchTruck } from '../../../models/dispatch.ts';
import type { RepairOption } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import { litresIn } from '../../dispatch/units.ts';
import { causesOf } from './causes.ts';
import { changesOf, widthOf } from './changes.ts';
import type { RepairContext } from './context.ts';
import { pairLoads } from './differences.ts';
import { featuresOf } from './features.ts';
import { latenessOf } from './lateness.ts';
import { noticesOf } from './notices.ts';
import { ordersNow } from './orders-now.ts';
import { scoreOf } from './score.ts';
import { unrescuedOf } from './unrescued.ts';

export interface FoundOption {
  readonly name: z.infer<typeof RepairOptionName>;
  readonly hired: readonly DispatchTruck[];
  /** Of the shift as it is now, with the hired trucks behind its own. */
  readonly plan: DispatchShiftPlan;
  /** Until the first answer. */
  readonly reactionMs: number;
}

/** @returns the option without a prediction; its reliability is that of a repair without a history. */
export function optionOf(context: RepairContext, { name, hired, plan, reactionMs }: FoundOption): RepairOption {
  const { amended, baseCost, pointPrice, limitMs } = context;
  const pairs = pairLoads(context, plan);
  const changes = changesOf(context, pairs, causesOf(context, pairs));
  const orders = ordersNow(context, plan, pairs);
  const promises = orders.filter(({ promiseMovedSeconds }) => promiseMovedSeconds !== 0).length;
  const points = pairs.reduce((sum, pair) => sum + pair.points, 0) + amended.problem.prices.promise * promises;
  const openLoads = amended.loads.filter(({ state }) => state === 'open').length;
  const touched = changes.filter(({ load }) => load !== undefined).length;
  const untouchedShare = openLoads === 0 ? 1 : 1 - touched / openLoads;
  const cost = plan.terms.total;
  const wastedL = amended.rescues.reduce(
    (sum, { action, volumeM3 }) => sum + (action === 'loss' ? litresIn(volumeM3) : 0),
    0,
  );
  const changed = pairs.filter(({ what }) => what.length > 0);
  return {
    name,
    hired: [...hired],
    plan,
    cost,
    points,
    total: cost + pointPrice * points,
    extraCost: cost - baseCost,
    changes,
    changedLoads: changes.length,
    openLoads,
    untouchedShare,
    depth: Math.max(0, ...changes.map(({ depth }) => depth)),
    width: widthOf(changes),
    lateness: latenessOf(context, pairs),
    lostM3: orders.reduce((sum, { lostL }) => sum + lostL, 0) / 1000,
    wastedM3: wastedL / 1000,
    notices: noticesOf(context, orders),
    unrescued: unrescuedOf(context, orders, plan),
    score: scoreOf(orders, untouchedShare, reactionMs, limitMs),
    features: featuresOf(context, changed, plan, hired),
  };
}
