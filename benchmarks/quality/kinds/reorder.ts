/** Instances that plan kind `reorder` is measured on. */
import { generatedReorder } from '../../instances/reorder/suite.ts';
import type { KindBenchmark } from '../kind-benchmark.ts';

export const reorderBenchmark: KindBenchmark = { families: [], suite: generatedReorder };
