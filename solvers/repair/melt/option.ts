/** An option, told in full: changes, price, lateness, losses, who is to be told, score. */
import type { MeltPlan } from '../../../models/melt.ts';
import type { RepairMeltNotice, RepairMeltOption } from '../../../models/repair-melt.ts';
import type { RepairSeverity } from '../../../models/repair-parts.ts';
import type { RepairShopOptionName } from '../../../models/repair-shop.ts';
import { depthOf, pointsOf, priced } from '../shop/price.ts';
import { reactionOf, scoreOf, shareOf } from '../shop/score.ts';
import { changesOf } from './changes.ts';
import { type MeltContext, meltCost } from './context.ts';
import type { LineLateness } from './promises.ts';
import { secondsOf } from './running.ts';

export function optionOf(
  context: MeltContext,
  name: RepairShopOptionName,
  plan: MeltPlan,
  reactionMs: number,
): RepairMeltOption {
  const { amended, pourable, gramsPerUnit, leftPrice, limitMs } = context;
  const { request, problem, heats } = amended;
  const changes = amended.touched ? changesOf(amended, plan) : [];
  const lateness = context.promises.lateness(
    plan.heats.flatMap((heat) => (heat.fixed ? [] : [{ contents: heat.contents, end: secondsOf(heat.end!) }])),
  );
  const moved = lateness.filter(({ lastMinutes }) => lastMinutes > request.promiseMinutes);
  const points = pointsOf(changes, moved.length * request.prices.promise);
  const poured = new Map(lateness.map((line) => [line.line, line.poured]));
  const cost = meltCost(problem, plan.heats, poured, leftPrice);
  const openHeats = heats.filter(({ state, given }) => state === 'open' && !given.fixed).length;
  const changedHeats = changes.length;
  const touchedOpen = changes.filter(({ what }) => !what.includes('added')).length;
  const untouchedShare = openHeats > 0 ? 1 - touchedOpen / openHeats : 1;
  const massOf = (line: string, pieces: number) => (pieces * pourable.gramsOf(line)) / gramsPerUnit;
  const missing = lateness.filter(({ promised, poured }) => poured < promised);
  return {
    name,
    plan,
    ...priced(cost, points, context),
    changes,
    changedHeats,
    openHeats,
    untouchedShare,
    depth: depthOf(changes),
    width: new Set(changes.flatMap(({ was, is }) => [was?.furnace ?? is!.furnace, is?.furnace ?? was!.furnace])).size,
    lateness: {
      pieces: lateness.reduce((sum, { latePieces }) => sum + latePieces, 0),
      mass: lateness.reduce((sum, { line, latePieces }) => sum + massOf(line, latePieces), 0),
      massHours: lateness.reduce((sum, { line, pieceHours }) => sum + massOf(line, pieceHours), 0),
      greatestMinutes: lateness.reduce((most, { greatestMinutes }) => Math.max(most, greatestMinutes), 0),
    },
    lostMass: missing.reduce((sum, { line, promised, poured }) => sum + massOf(line, promised - poured), 0),
    notices: noticesOf(context, lateness),
    unrescued: missing.map(({ line, promised, poured }) => unrescuedOf(context, plan, line, promised - poured)),
    score: scoreOf({
      reaction: reactionOf(reactionMs, limitMs),
      ...qualityOf(context, lateness),
      stability: untouchedShare,
    }),
  };
}

function qualityOf({ amended, pourable }: MeltContext, lateness: readonly LineLateness[]) {
  const weights = new Map(amended.problem.lines.map(({ id, priority }) => [id, priority]));
  let [promisedMass, savedMass, lines, kept] = [0, 0, 0, 0];
  for (const { line, promised, poured, lastMinutes } of lateness) {
    if (promised === 0) continue;
    const weight = weights.get(line)!;
    promisedMass += weight * promised * pourable.gramsOf(line);
    savedMass += weight * Math.min(promised, poured) * pourable.gramsOf(line);
    lines += weight;
    if (poured >= promised && lastMinutes <= amended.request.promiseMinutes) kept += weight;
  }
  return { quality: shareOf(savedMass, promisedMass), clients: shareOf(kept, lines) };
}

/** One for each line: what comes first here goes first. */
function noticesOf({ amended }: MeltContext, lateness: readonly LineLateness[]): RepairMeltNotice[] {
  const { request } = amended;
  const { events, promiseMinutes } = request;
  const cancelled = [...new Set(events.flatMap((event) => (event.type === 'order-cancelled' ? [event.line] : [])))];
  const added = new Set(events.flatMap((event) => (event.type === 'order-added' ? [event.line.id] : [])));
  return [
    ...cancelled.map((line): RepairMeltNotice => ({ line, what: 'cancelled', message: `${line} is taken out` })),
    ...lateness.flatMap(({ line, promised, poured, lastMinutes }): RepairMeltNotice[] => {
      if (cancelled.includes(line) || promised === 0) return [];
      const missingPieces = promised - poured;
      if (poured === 0) return [{ line, what: 'not-poured', missingPieces, message: `${line} is not poured` }];
      if (missingPieces > 0)
        return [{ line, what: 'less', missingPieces, message: `${missingPieces} pieces of ${line} are not poured` }];
      if (added.has(line)) return [{ line, what: 'added', message: `${line} is poured in full` }];
      if (lastMinutes <= promiseMinutes) return [];
      return [
        { line, what: 'later', minutes: lastMinutes, message: `${line} is ready ${Math.round(lastMinutes)} min later` },
      ];
    }),
  ];
}

function unrescuedOf(
  { amended, pourable, gramsPerUnit }: MeltContext,
  plan: MeltPlan,
  line: string,
  pieces: number,
): RepairMeltOption['unrescued'][number] {
  const { period, priority } = amended.problem.lines.find(({ id }) => id === line)!;
  const left = plan.left.find((entry) => entry.line === line);
  const severity: RepairSeverity = period > 0 ? 'low' : priority >= 4 ? 'critical' : priority >= 2 ? 'high' : 'medium';
  return {
    line,
    pieces,
    mass: (pieces * pourable.gramsOf(line)) / gramsPerUnit,
    reason: left?.reason ?? 'filler',
    severity,
    text: `${pieces} pieces of ${line} find no heat: ${left?.message ?? 'lines of later periods only fill what is left'}`,
  };
}
