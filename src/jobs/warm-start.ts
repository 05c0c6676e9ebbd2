/** An earlier plan as the start of a changed request: what no longer fits is left out, and told. */
import { inputProblems, toPointer } from '../../models/input-problems.ts';
import { kindSchemas, type PlanRequest } from '../../models/plan-request.ts';
import { type Misfit, misfitsOf } from '../../models/warm-start-rules.ts';
import type { WarmStartUse } from './plan-view.ts';

/** Findings that are told; all are counted. */
const mostTold = 50;
/** A schema finds up to a thousand things at a time, and leaving some out may bring others to light. */
const mostRounds = 100;

type Path = readonly PropertyKey[];

export interface Fitted {
  readonly request: PlanRequest;
  readonly use: WarmStartUse;
}

/**
 * Puts as much of a warm start into a request as fits it.
 * @param request - valid without a warm start.
 * @param warmStart - as the kind's `resumeFrom` gives it.
 */
export function fitWarmStart(request: PlanRequest, warmStart: unknown): Fitted {
  const schema = kindSchemas[request.kind].request;
  const given = new Pruned(warmStart);
  const left = new Map<string, WarmStartUse['left'][number]>();
  const told = () => [...left.values()];
  const leaveOut = (misfits: readonly Misfit[]): boolean => {
    for (const { path, rule, message } of misfits) {
      const pointer = given.pointerOf(path);
      if (!left.has(pointer)) left.set(pointer, { pointer, rule, message });
    }
    return given.remove(misfits.map(({ path }) => path));
  };
  for (let round = 0; round < mostRounds; round++) {
    const input = { ...request, warmStart: given.value };
    const parsed = schema.safeParse(input);
    const misfits = parsed.success
      ? misfitsOf(request.kind, request.problem, parsed.data.warmStart)
      : parsed.error.issues.flatMap((issue) => {
          const path = issue.path.slice(1) as (string | number)[];
          return inputProblems([issue], { input, schema }).map(({ rule, message }) => ({ path, rule, message }));
        });
    if (parsed.success && misfits.length === 0) {
      const entries = countEntries(given.value);
      const use = useOf(entries, told());
      return { request: entries > 0 ? parsed.data : request, use };
    }
    if (!leaveOut(misfits)) break;
  }
  return { request, use: useOf(0, told()) };
}

/** Nothing to begin from. */
export function noWarmStart(rule: string, message: string): WarmStartUse {
  return useOf(0, [{ pointer: '', rule, message }]);
}

function useOf(entries: number, left: WarmStartUse['left']): WarmStartUse {
  return { used: entries > 0, entries, left: left.slice(0, mostTold), leftCount: left.length };
}

function countEntries(warmStart: unknown): number {
  return Object.values(warmStart as object).reduce((sum, part) => sum + (Array.isArray(part) ? part.length : 0), 0);
}

/** A value whose lists lose entries, and which knows where each entry stood at first. */
class Pruned {
  #value: unknown;
  /** Of each list that lost entries: the first places of those that it still has. */
  readonly #origins = new WeakMap<readonly unknown[], readonly number[]>();

  constructor(value: unknown) {
    this.#value = value;
  }

  get value(): unknown {
    return this.#value;
  }

  /** Where something stood at first. */
  pointerOf(path: Path): string {
    let at = this.#value;
    const first = path.map((step) => {
      const place = Array.isArray(at) ? (this.#origins.get(at)?.[step as number] ?? step) : step;
      at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
      return place;
    });
    return toPointer(first);
  }

  /**
   * Removes the innermost list entry that each path goes through.
   * @returns false, and nothing is removed, where one goes through none: then there is no part that could be left out.
   */
  remove(paths: readonly Path[]): boolean {
    const entries = paths.map((path) => path.slice(0, path.findLastIndex((step) => typeof step === 'number') + 1));
    if (entries.some((entry) => entry.length === 0)) return false;
    this.#value = this.#without(this.#value, entries);
    return true;
  }

  #without(value: unknown, paths: readonly Path[]): unknown {
    const byStep = Map.groupBy(paths, (path) => path[0]);
    if (!Array.isArray(value))
      return Object.fromEntries(
        Object.entries(value as object).map(([key, child]) => {
          const within = byStep.get(key);
          return [
            key,
            within
              ? this.#without(
                  child,
                  within.map((path) => path.slice(1)),
                )
              : child,
          ];
        }),
      );
    const origins = this.#origins.get(value) ?? value.map((_, index) => index);
    const kept: unknown[] = [];
    const keptOrigins: number[] = [];
    value.forEach((child, index) => {
      const within = byStep.get(index);
      if (within?.some((path) => path.length === 1)) return;
      kept.push(
        within
          ? this.#without(
              child,
              within.map((path) => path.slice(1)),
            )
          : child,
      );
      keptOrigins.push(origins[index]);
    });
    this.#origins.set(kept, keptOrigins);
    return kept;
  }
}
