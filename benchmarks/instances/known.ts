/** What checked plans and proved bounds have shown of generated instances; kept as a table that only gets better. */
import { isAbove } from '../quality/judge.ts';
import type { Reference } from './family.ts';
import { numberOrNone, readTsv } from './tsv.ts';

export interface Known {
  readonly name: string;
  readonly digest: string;
  /** Of the best plan; absent where none is known. */
  readonly objective?: number;
  readonly planBy: string;
  /** The best that is proved; absent where nothing is. */
  readonly lowerBound?: number;
  readonly boundBy: string;
}

/** What a run has shown; its plan is checked. */
export interface Shown {
  readonly objective: number | null;
  readonly lowerBound: number | null;
}

const columns = ['name', 'objective', 'lower_bound', 'proved', 'plan_by', 'bound_by', 'digest'] as const;

export function readKnown(table: string): readonly Known[] {
  return readTsv(table, columns).map((row) => ({
    name: row.name,
    digest: row.digest,
    objective: numberOrNone(row.objective),
    planBy: row.plan_by,
    lowerBound: numberOrNone(row.lower_bound),
    boundBy: row.bound_by,
  }));
}

export function writeKnown(known: readonly Known[]): string {
  const rows = known.map((entry) => [
    entry.name,
    entry.objective ?? '',
    entry.lowerBound ?? '',
    isProved(entry) ? 'yes' : 'no',
    entry.planBy,
    entry.boundBy,
    entry.digest,
  ]);
  return [columns, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
}

/** Whether plan and bound meet; they may be of different runs. */
export function isProved({ objective, lowerBound }: Known): boolean {
  return objective !== undefined && lowerBound !== undefined && !isAbove(objective, lowerBound);
}

export function referenceOf(known: Known): Reference {
  const { objective, lowerBound } = known;
  return { lowerBound, upperBound: objective, optimum: isProved(known) ? objective : undefined };
}

/**
 * The entry with what a run has shown, where that is better.
 * @param known - absent, or of another digest: nothing is known yet.
 * @param by - whose plan and bound it is.
 * @returns `known` itself where nothing is better.
 * @throws Error where a bound is above a plan, one of which must then be wrong.
 */
export function improved(
  known: Known | undefined,
  { name, digest }: { readonly name: string; readonly digest: string },
  { objective, lowerBound }: Shown,
  by: string,
): Known {
  const old: Known = known?.digest === digest ? known : { name, digest, planBy: '', boundBy: '' };
  const isBetterPlan = objective !== null && (old.objective === undefined || isAbove(old.objective, objective));
  const isBetterBound = lowerBound !== null && (old.lowerBound === undefined || isAbove(lowerBound, old.lowerBound));
  if (old === known && !isBetterPlan && !isBetterBound) return known;
  const entry: Known = {
    ...old,
    ...(isBetterPlan ? { objective, planBy: by } : {}),
    ...(isBetterBound ? { lowerBound, boundBy: by } : {}),
  };
  if (entry.objective !== undefined && entry.lowerBound !== undefined && isAbove(entry.lowerBound, entry.objective))
    throw new Error(
      `the bound ${entry.lowerBound} (${entry.boundBy}) is above the plan of ${entry.objective} (${entry.planBy})`,
    );
  return entry;
}
