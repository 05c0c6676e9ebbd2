/** The instances of a set, generated or read, for every command that measures. */
import { type BenchmarkInstance, dataFolder, findInstances } from '../instances/data-folder.ts';
import { findGenerated, isGenerated } from '../instances/generated.ts';
import type { KindBenchmark } from './kind-benchmark.ts';
import { type InstanceKind, kindBenchmarks } from './kinds/index.ts';

interface Chosen {
  readonly set: string;
  readonly data?: string;
}

/** As `instancesIn`, of a kind by its name. */
export function instancesOf(
  { kind, ...chosen }: Chosen & { readonly kind: InstanceKind },
  print: (lines: string) => void,
): readonly BenchmarkInstance[] {
  return instancesIn(kindBenchmarks[kind], chosen, print);
}

/**
 * @param print - told of instances that are passed over, and why.
 * @throws TaktError `invalid-parameter` where there is no such set.
 */
export function instancesIn(
  { families, suite }: KindBenchmark,
  { set, data }: Chosen,
  print: (lines: string) => void,
): readonly BenchmarkInstance[] {
  if (isGenerated(set)) return findGenerated(suite, set);
  const passedOver = new Map<string, number>();
  const found = findInstances(dataFolder(data), set, families, (_name, why) =>
    passedOver.set(why, (passedOver.get(why) ?? 0) + 1),
  );
  for (const [why, count] of passedOver) print(`passed over ${count} instance${count === 1 ? '' : 's'}: ${why}`);
  return found;
}
