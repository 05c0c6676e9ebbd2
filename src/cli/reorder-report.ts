/** A purchase plan for people: what it costs, the draft orders with their reasons, stock, rules, replay. */
import type {
  ReorderLine,
  ReorderOrder,
  ReorderPlanProblem,
  ReorderProjection,
  ReorderPurchasePlan,
  ReorderReplay,
} from '../../models/reorder.ts';
import { dateOf } from '../../models/reorder-days.ts';
import type { Valued } from '../../models/result.ts';
import { type Column, counted, number, percent, shortTable, table } from './table.ts';

/** Of a table; what is beyond stands in the JSON. */
const mostRows = 40;
const levels = ' ▁▂▃▄▅▆▇█';

export function reorderSummary(
  { days, start, currency }: ReorderPlanProblem,
  plan: ReorderPurchasePlan,
  value?: Pick<Valued<unknown>, 'objective' | 'lowerBound'>,
): string {
  const lines = plan.orders.reduce((sum, order) => sum + order.lines.length, 0);
  const short = plan.projection.filter((row) => row.short.length > 0);
  const wasted = plan.projection.filter((row) => row.wasted.length > 0);
  const bound = value?.lowerBound === undefined ? '' : `, lower bound ${number(value.lowerBound, 2)}`;
  return [
    `${counted(plan.orders.length, 'draft order')} with ${counted(lines, 'line')} for ${counted(days, 'day')} from ${start}, goods for ${number(plan.costs.purchase, 2)} ${currency}.`,
    `  objective ${number(value?.objective ?? plan.costs.total, 2)} ${currency}${bound}`,
    `  items that run short: ${names(short)}; items with waste: ${names(wasted)}`,
  ].join('\n');
}

function names(rows: readonly { readonly item: string }[]): string {
  if (rows.length === 0) return 'none';
  const some = rows.slice(0, 6).map(({ item }) => item);
  return `${rows.length} (${some.join(', ')}${rows.length > 6 ? ', ...' : ''})`;
}

export function costTable({ currency }: ReorderPlanProblem, { costs }: ReorderPurchasePlan): string {
  const rows = [
    ['goods ordered', costs.purchase],
    ['orders', costs.ordering],
    ['lines', costs.lines],
    ['holding', costs.holding],
    ['shortage', costs.shortage],
    ['below safety stock', costs.belowSafety],
    ['waste, disposal', costs.waste],
    ['stock used up (+) or left (-)', costs.stockChange],
    ['total', costs.total],
  ] as const;
  return table(
    [
      { title: 'cost', cell: ([name]) => name },
      { title: currency, cell: ([, amount]) => amount.toFixed(2), right: true },
    ],
    rows.filter(([name, amount]) => amount !== 0 || name === 'total'),
  );
}

/** A table a draft order. */
export function orderTables(problem: ReorderPlanProblem, { orders }: ReorderPurchasePlan): string[] {
  const units = new Map(problem.items.map(({ id, unit }) => [id, unit]));
  const columns: Column<ReorderLine>[] = [
    { title: 'item', cell: ({ item }) => item },
    { title: 'quantity', cell: ({ item, quantity }) => `${number(quantity, 3)} ${units.get(item)}`, right: true },
    { title: 'packs', cell: ({ packs }) => (packs === undefined ? '' : String(packs)), right: true },
    { title: 'amount', cell: ({ amount }) => amount.toFixed(2), right: true },
    { title: 'why', cell: ({ reason }) => reason.text },
    { title: 'next best', cell: ({ reason }) => nextBest(reason, problem.currency) },
  ];
  const tables = orders.slice(0, mostRows).map((order) => `${heading(order, problem)}\n${table(columns, order.lines)}`);
  return orders.length > mostRows ? [...tables, `... and ${orders.length - mostRows} more orders`] : tables;
}

function heading(
  { supplier, order, delivery, amount, orderCost }: ReorderOrder,
  { currency }: ReorderPlanProblem,
): string {
  const cost = orderCost > 0 ? ` + ${orderCost.toFixed(2)} for the order` : '';
  return `${supplier}: order on ${order}, delivery on ${delivery}: ${amount.toFixed(2)} ${currency}${cost}`;
}

function nextBest({ nextBest }: ReorderLine['reason'], currency: string): string {
  return nextBest ? `${nextBest.change}: +${nextBest.extraCost.toFixed(2)} ${currency}` : '';
}

export function stockTable(problem: ReorderPlanProblem, plan: ReorderPurchasePlan): string {
  const units = new Map(problem.items.map(({ id, unit }) => [id, unit]));
  const columns: Column<ReorderProjection>[] = [
    { title: 'item', cell: ({ item }) => item },
    { title: `stock from ${problem.start}`, cell: ({ stock }) => sparkline(stock) },
    { title: 'least', cell: ({ stock }) => number(Math.min(...stock), 2), right: true },
    { title: 'most', cell: ({ stock }) => number(Math.max(...stock), 2), right: true },
    { title: '', cell: ({ item }) => units.get(item) ?? '' },
    { title: 'short', cell: ({ short }) => days(problem, short) },
    { title: 'waste', cell: ({ wasted }) => days(problem, wasted) },
  ];
  return shortTable(columns, plan.projection, mostRows);
}

/** At most a character a week where the plan is long. */
function sparkline(stock: readonly number[]): string {
  const most = Math.max(...stock, Number.MIN_VALUE);
  const step = Math.ceil(stock.length / 56);
  const shown = stock.filter((_, day) => day % step === 0);
  return shown.map((quantity) => levels[Math.ceil((Math.max(0, quantity) / most) * 8)]).join('');
}

function days(
  { start }: ReorderPlanProblem,
  events: readonly { readonly day: number; readonly quantity: number }[],
): string {
  if (events.length === 0) return '';
  const [{ day }] = events;
  const total = events.reduce((sum, { quantity }) => sum + quantity, 0);
  return `${number(total, 2)} from ${dateOf(start, day).slice(5)}`;
}

export function policyTable(problem: ReorderPlanProblem, { policies }: ReorderPurchasePlan): string {
  const units = new Map(problem.items.map(({ id, unit }) => [id, unit]));
  const columns: Column<(typeof policies)[number]>[] = [
    { title: 'rule for', cell: ({ item }) => item },
    { title: 'from', cell: ({ supplier = '' }) => supplier },
    { title: 'a day', cell: ({ meanPerDay }) => number(meanPerDay, 2), right: true },
    { title: 'order at', cell: ({ reorderPoint }) => number(reorderPoint, 2), right: true },
    { title: 'up to', cell: ({ orderUpTo }) => number(orderUpTo, 2), right: true },
    { title: 'safety stock', cell: ({ safetyStock }) => number(safetyStock, 2), right: true },
    { title: '', cell: ({ item }) => units.get(item) ?? '' },
    { title: 'method', cell: ({ method }) => method },
  ];
  return shortTable(columns, policies, mostRows);
}

export function replayTable({ currency }: ReorderPlanProblem, { replay }: ReorderPurchasePlan): string {
  if (replay.length === 0) return '';
  const pair = (of: (figures: ReorderReplay['proposed']) => string) => (row: ReorderReplay) =>
    row.present ? `${of(row.proposed)} / ${of(row.present)}` : of(row.proposed);
  const columns: Column<ReorderReplay>[] = [
    { title: 'replayed: proposed / present', cell: ({ item, from, days }) => `${item} (${days} days from ${from})` },
    { title: 'fill rate', cell: pair(({ fillRate }) => percent(fillRate)), right: true },
    { title: 'days out', cell: pair(({ stockOutDays }) => String(stockOutDays)), right: true },
    { title: 'wasted', cell: pair(({ wasted }) => number(wasted, 1)), right: true },
    { title: 'mean stock', cell: pair(({ averageStock }) => number(averageStock, 1)), right: true },
    { title: `cost, ${currency}`, cell: pair(({ cost }) => number(cost, 0)), right: true },
  ];
  return shortTable(columns, replay, mostRows);
}
