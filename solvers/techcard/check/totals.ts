/** What a plan says of itself in sum: terms, rows of orders, names in lists. */
import { instantOf, secondsOf } from '../../../models/moments.ts';
import type { LaidOut } from './laid-out.ts';
import { isInstant } from './times.ts';

/** Sums of seconds times weights that are no whole numbers. */
const tolerance = 1e-6;

export function differ(one: number, other: number): boolean {
  return Math.abs(one - other) > tolerance * Math.max(1, Math.abs(one), Math.abs(other));
}

/** @returns the weighted objective, computed again. */
export function checkTotals(laid: LaidOut, setupTime: number): number {
  const { problem, plan, report, pieces, ofPiece } = laid;
  const terms = { makespan: -Infinity, tardiness: 0, flowTime: 0, setupTime };
  const orders = new Map(problem.orders.map(({ id }) => [id, { end: -Infinity, tardyPieces: 0 }]));
  pieces.forEach(({ order }, index) => {
    if (ofPiece[index].length === 0) return;
    const end = ofPiece[index].reduce((latest, placed) => Math.max(latest, placed.end), -Infinity);
    const tardiness = order.due === undefined ? 0 : Math.max(0, end - secondsOf(problem, order.due));
    terms.makespan = Math.max(terms.makespan, end);
    terms.tardiness += order.priority * tardiness;
    terms.flowTime += end - secondsOf(problem, order.release);
    const row = orders.get(order.id)!;
    row.end = Math.max(row.end, end);
    if (tardiness > 0) row.tardyPieces++;
  });
  if (!Number.isFinite(terms.makespan)) terms.makespan = 0;
  for (const name of ['makespan', 'tardiness', 'flowTime', 'setupTime'] as const)
    if (differ(plan.terms[name], terms[name]))
      report('terms', `${name} is ${terms[name]}, told as ${plan.terms[name]}`);
  checkOrders(laid, orders);
  checkNames(laid);
  const { makespan, tardiness, flowTime, setupTime: setup } = problem.objective;
  return makespan * terms.makespan + tardiness * terms.tardiness + flowTime * terms.flowTime + setup * terms.setupTime;
}

function checkOrders(
  { problem, plan, report }: LaidOut,
  orders: ReadonlyMap<string, { readonly end: number; readonly tardyPieces: number }>,
): void {
  const seen = new Set<string>();
  for (const row of plan.orders) {
    const found = orders.get(row.order);
    if (!found || seen.has(row.order)) {
      report('orders', `order "${row.order}" ${found ? 'comes twice' : 'is not known'}`);
      continue;
    }
    seen.add(row.order);
    const { due } = problem.orders.find(({ id }) => id === row.order)!;
    const tardiness = due === undefined ? 0 : Math.max(0, found.end - secondsOf(problem, due));
    if (row.end.seconds !== found.end || !isInstant(row.end.at, instantOf(problem, row.end.seconds)))
      report('orders', `order "${row.order}" ends at ${found.end}, told as ${row.end.seconds} or ${row.end.at}`);
    if (row.tardinessSeconds !== tardiness)
      report('orders', `order "${row.order}" is ${tardiness} s late, told as ${row.tardinessSeconds}`);
    if (row.tardyPieces !== found.tardyPieces)
      report('orders', `order "${row.order}" has ${found.tardyPieces} tardy pieces, told as ${row.tardyPieces}`);
    const dueAt = due === undefined ? undefined : instantOf(problem, secondsOf(problem, due));
    if (dueAt === undefined ? row.due !== undefined : row.due === undefined || !isInstant(row.due, dueAt))
      report('orders', `order "${row.order}" is due ${dueAt}, told as ${row.due}`);
  }
  for (const id of orders.keys()) if (!seen.has(id)) report('orders', `order "${id}" is missing`);
}

function checkNames({ problem, plan, placed, report }: LaidOut): void {
  const resources = new Set(problem.resources.map(({ id }) => id));
  for (const { resource } of [...plan.resources, ...plan.runs])
    if (!resources.has(resource)) report('resources', `there is no resource "${resource}"`);
  const names = new Set(placed.map(({ name }) => name));
  for (const { order, serial, operation } of plan.criticalPath)
    if (!names.has(`${order}/${serial}/${operation}`))
      report('critical path', `${order}/${serial}/${operation} is no operation of the plan`);
}
