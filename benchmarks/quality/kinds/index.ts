/** Kind -> its instances. A new kind is a file beside this one and a line here. */
import type { PlanKind } from '../../../models/plan-request.ts';
import type { KindBenchmark } from '../kind-benchmark.ts';
import { dispatchBenchmark } from './dispatch.ts';
import { meltBenchmark } from './melt.ts';
import { reorderBenchmark } from './reorder.ts';
import { techcardBenchmark } from './techcard.ts';

export const kindBenchmarks: Record<PlanKind, KindBenchmark> = {
  melt: meltBenchmark,
  techcard: techcardBenchmark,
  reorder: reorderBenchmark,
  dispatch: dispatchBenchmark,
};
