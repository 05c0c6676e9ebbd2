/** Why a techcard plan is as it is: terms, the chain that decides its end, what waits for what, what is late. */
import type { TechcardPlan, TechcardPlannedOperation, TechcardProblem } from '../../models/techcard.ts';
import { count, duration, type ExplainedPlan, figure, names, percent, sum } from '../explain/parts.ts';

const termsInWords = {
  makespan: 'time until the last end',
  tardiness: 'time after due dates, by priority',
  flowTime: 'time between release and end of each piece',
  setupTime: 'set-up time',
} as const;

export function explainTechcardPlan(
  { problem }: { readonly problem: TechcardProblem },
  plan: TechcardPlan,
): ExplainedPlan {
  if (problem.mode === 'volume') return { mode: problem.mode, ...explainVolume(plan) };
  const tardy = plan.orders.filter(({ tardinessSeconds }) => tardinessSeconds > 0);
  const bottlenecks = plan.resources.filter(({ bottleneck }) => bottleneck);
  const waits = waitsByResource(plan.operations);
  const chain = criticalOperations(plan);
  return {
    mode: problem.mode,
    summary: [
      `${count(plan.orders.length, 'order')} with ${count(plan.operations.length, 'operation')} end ${duration(plan.terms.makespan)} after the start.`,
      tardy.length === 0
        ? plan.orders.some(({ due }) => due !== undefined)
          ? 'Every due date is met.'
          : 'No order has a due date.'
        : `${count(tardy.length, 'order')} end after their due dates: ${names(tardy.map(({ order }) => order))}.`,
      ...(chain.length > 0 ? [chainInWords(chain)] : []),
      ...bottlenecks.map(
        ({ resource, utilisation }) =>
          `${resource} is the bottleneck: busy for ${percent(utilisation)} of its open time.`,
      ),
    ],
    terms: (Object.keys(termsInWords) as (keyof typeof termsInWords)[]).map((name) => ({
      name,
      value: problem.objective[name] * plan.terms[name],
      message: `${termsInWords[name]}: ${duration(plan.terms[name])}, each second counted ${figure(problem.objective[name])}`,
    })),
    binding: [
      ...[...tardy]
        .sort((a, b) => b.tardinessSeconds - a.tardinessSeconds)
        .map(({ order, tardinessSeconds, tardyPieces }) => ({
          code: 'tardy',
          about: { order },
          message: `order ${order} ends ${duration(tardinessSeconds)} after its due date, ${count(tardyPieces, 'piece')} of it late`,
        })),
      ...chain.map(({ order, serial, operation, start, end, wait }) => ({
        code: 'critical',
        about: { order, operation },
        message: `${operation} of ${order}, piece ${serial}, from ${start.at} to ${end.at}${wait ? `, after a wait of ${duration(wait.seconds)}: ${wait.reason}` : ''}`,
      })),
      ...waits.map(({ resource, operations, seconds, longest }) => ({
        code: 'waits',
        about: { resource },
        message: `${count(operations, 'operation')} wait ${duration(seconds)} in all for ${resource}; the longest: ${longest}`,
      })),
    ],
    help: [
      ...(problem.objective.makespan > 0 ? chainHelp(problem, plan, chain) : []),
      ...(problem.objective.flowTime > 0 || tardy.length > 0 ? waitHelp(waits) : []),
    ],
  };
}

function criticalOperations({ criticalPath, operations }: TechcardPlan): TechcardPlannedOperation[] {
  const keyOf = ({ order, serial, operation }: TechcardPlan['criticalPath'][number]) =>
    JSON.stringify([order, serial, operation]);
  const byKey = new Map(operations.map((operation) => [keyOf(operation), operation]));
  return criticalPath.flatMap((step) => byKey.get(keyOf(step)) ?? []);
}

function chainInWords(chain: readonly TechcardPlannedOperation[]): string {
  const name = ({ order, operation }: TechcardPlannedOperation) => `${operation} of ${order}`;
  const ends = chain.length === 1 ? name(chain[0]) : `from ${name(chain[0])} to ${name(chain.at(-1)!)}`;
  return `The last end is decided by a chain of ${count(chain.length, 'operation')}, ${ends}.`;
}

/** Where the end would have to come from: work of the chain by resource. How much it would gain, only a solve can tell. */
function chainHelp(
  { resources: all }: TechcardProblem,
  { terms }: TechcardPlan,
  chain: readonly TechcardPlannedOperation[],
): ExplainedPlan['help'] {
  const stocks = new Set(all.flatMap(({ type, id }) => (type === 'reservoir' ? [id] : [])));
  const work = new Map<string, number>();
  for (const { resources, start, end } of chain)
    for (const { resource } of resources) work.set(resource, (work.get(resource) ?? 0) + end.seconds - start.seconds);
  return [...work]
    .filter(([resource, seconds]) => seconds > 0 && !stocks.has(resource))
    .sort(([, a], [, b]) => b - a)
    .map(([resource, seconds]) => ({
      about: { resource },
      message: `less work on ${resource}, or another mode: it takes ${duration(seconds)} of the chain that decides the last end, which is ${duration(terms.makespan)} after the start`,
      basis: 'suggestion' as const,
    }));
}

function waitHelp(waits: ReturnType<typeof waitsByResource>): ExplainedPlan['help'] {
  return waits.map(({ resource, operations, seconds }) => ({
    about: { resource },
    message: `more of ${resource}, or less work on it: ${count(operations, 'operation')} wait ${duration(seconds)} in all for it`,
    basis: 'suggestion' as const,
  }));
}

function waitsByResource(operations: readonly TechcardPlannedOperation[]) {
  const waiting = operations.flatMap(({ wait, order, operation }) =>
    wait?.resource === undefined ? [] : [{ ...wait, resource: wait.resource, order, operation }],
  );
  return [...Map.groupBy(waiting, ({ resource }) => resource)]
    .map(([resource, waits]) => {
      const longest = waits.reduce((most, wait) => (wait.seconds > most.seconds ? wait : most));
      return {
        resource,
        operations: waits.length,
        seconds: sum(waits, ({ seconds }) => seconds),
        longest: `${longest.operation} of ${longest.order} for ${duration(longest.seconds)}, ${longest.reason}`,
      };
    })
    .sort((a, b) => b.seconds - a.seconds);
}

function explainVolume({ volume }: TechcardPlan): Omit<ExplainedPlan, 'mode'> {
  if (!volume) return { summary: ['There is no volume plan.'], terms: [], binding: [], help: [] };
  const { rows, unplaced, load, latePiecePeriods, objective } = volume;
  const missing = sum(unplaced, ({ quantity }) => quantity);
  const full = load
    .map((entry) => ({ ...entry, share: entry.capacitySeconds > 0 ? entry.loadSeconds / entry.capacitySeconds : 0 }))
    .filter(({ share }) => share >= fullShare)
    .sort((a, b) => b.share - a.share);
  return {
    summary: [
      `${count(
        sum(rows, ({ quantity }) => quantity),
        'piece',
      )} are placed in ${count(new Set(rows.map(({ period }) => period)).size, 'period')}${missing > 0 ? `; ${missing} have no place` : ''}.`,
      full.length > 0
        ? `The fullest: ${names(full.map(({ resource, period, share }) => `${resource} in period ${period} (${percent(share)})`))}.`
        : `No resource is loaded to ${percent(fullShare)} or more in any period.`,
    ],
    terms: [
      { name: 'late', value: latePiecePeriods, message: 'pieces times periods after the due one, by priority' },
      { name: 'other', value: objective - latePiecePeriods, message: 'pieces without a place, and pieces made early' },
    ],
    binding: [
      ...unplaced.map(({ order, product, quantity }) => ({
        code: 'unplaced',
        about: { order, product },
        message: `${count(quantity, 'piece')} of order ${order} have no place`,
      })),
      ...full.map(({ resource, site, period, loadSeconds, capacitySeconds }) => ({
        code: 'capacity',
        about: { resource, site },
        message: `period ${period}: ${resource} has ${duration(loadSeconds)} of work and ${duration(capacitySeconds)} of capacity`,
      })),
    ],
    help: [],
  };
}

/** From here on a resource is worth a word. */
const fullShare = 0.95;
