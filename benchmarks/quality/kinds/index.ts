/** Kind -> its instances. A new kind is a file beside this one and a line here. */
import type { PlanKind } from '../../../models/plan-request.ts';
import type { KindBenchmark } from '../kind-benchmark.ts';
import { dispatchBenchmark } from './dispatch.ts';
import { meltBenchmark } from './melt.ts';
import { reorderBenchmark } from './reorder.ts';
import { techcardBenchmark } from './techcard.ts';

/** Kinds that are measured on single instances; a repair is measured on a plan that runs and what happens to it. */
export type InstanceKind = Exclude<PlanKind, 'repair'>;

export const kindBenchmarks: Record<InstanceKind, KindBenchmark> = {
  melt: meltBenchmark,
  techcard: techcardBenchmark,
  reorder: reorderBenchmark,
  dispatch: dispatchBenchmark,
};

export const instanceKinds = Object.keys(kindBenchmarks) as InstanceKind[];
