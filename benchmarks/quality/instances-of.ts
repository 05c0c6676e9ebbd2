/** The instances of a set, generated or read, for every command that measures. */
import type { PlanKind } from '../../models/plan-request.ts';
import { type BenchmarkInstance, dataFolder, findInstances } from '../instances/data-folder.ts';
import { findGenerated, isGenerated } from '../instances/generated.ts';
import { kindBenchmarks } from './kinds/index.ts';

/**
 * @param print - told of instances that are passed over, and why.
 * @throws TaktError `invalid-parameter` where there is no such set.
 */
export function instancesOf(
  { kind, set, data }: { readonly kind: PlanKind; readonly set: string; readonly data?: string },
  print: (lines: string) => void,
): readonly BenchmarkInstance[] {
  const { families, suite } = kindBenchmarks[kind];
  if (isGenerated(set)) return findGenerated(suite, set);
  const passedOver = new Map<string, number>();
  const found = findInstances(dataFolder(data), set, families, (_name, why) =>
    passedOver.set(why, (passedOver.get(why) ?? 0) + 1),
  );
  for (const [why, count] of passedOver) print(`passed over ${count} instance${count === 1 ? '' : 's'}: ${why}`);
  return found;
}
