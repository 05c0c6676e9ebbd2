/** The rows of a techcard chart: a machine, an oven, a worker, a station, or as many lanes of a pool as were in use at once. */
import type { TechcardPlan, TechcardPlannedOperation, TechcardProblem } from '../../models/techcard.ts';
import { type Spanned, spread } from './lanes.ts';

export interface Lane {
  readonly name: string;
  readonly bars: readonly Bar[];
}

/** As much of a plan as the chart draws. */
export interface DrawnPlan {
  readonly operations: readonly DrawnOperation[];
  readonly runs: TechcardPlan['runs'];
}

export interface DrawnOperation
  extends Pick<TechcardPlannedOperation, 'order' | 'serial' | 'operation' | 'resources' | 'critical'> {
  readonly start: Pick<TechcardPlannedOperation['start'], 'seconds' | 'at'>;
  readonly end: Pick<TechcardPlannedOperation['end'], 'seconds' | 'at'>;
}

export interface Bar extends Spanned {
  readonly operation: DrawnOperation;
}

/** Rows beyond it tell nobody anything. */
export const mostLanes = 200;

/** Lanes in the order of the resources, those without work left out; operations of duration 0 are not drawn. */
export function lanesOf(problem: TechcardProblem, plan: Pick<DrawnPlan, 'operations'>): Lane[] {
  const bars = new Map<string, Bar[]>();
  const shared = new Map<string, Bar[]>();
  const put = (rows: Map<string, Bar[]>, name: string, bar: Bar) => {
    const row = rows.get(name);
    if (row) row.push(bar);
    else rows.set(name, [bar]);
  };
  const types = new Map(problem.resources.map(({ id, type }) => [id, type]));
  for (const operation of plan.operations) {
    const bar = { operation, start: operation.start.seconds, end: operation.end.seconds };
    if (bar.end === bar.start) continue;
    for (const { resource, workers, line, station } of operation.resources) {
      const type = types.get(resource);
      if (workers) for (const worker of workers) put(bars, `${resource}: ${worker}`, bar);
      else if (line !== undefined) put(bars, `${resource}: line ${line}, station ${station}`, bar);
      else if (type === 'machine') put(bars, resource, bar);
      else if (type !== 'reservoir') put(shared, resource, bar);
    }
  }
  const lanes = problem.resources.flatMap(({ id }) => {
    const own = [...bars].filter(([name]) => name === id || name.startsWith(`${id}: `));
    own.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    return [...own.map(([name, row]) => ({ name, bars: row })), ...pooled(id, shared.get(id) ?? [])];
  });
  return lanes.slice(0, mostLanes);
}

function pooled(name: string, bars: readonly Bar[]): Lane[] {
  const lanes = spread(bars);
  return lanes.map((lane, at) => ({ name: lanes.length > 1 ? `${name} ${at + 1}` : name, bars: lane }));
}
