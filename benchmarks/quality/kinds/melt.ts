/** Instances that plan kind `melt` is measured on. */
import { csp } from '../../instances/csp/family.ts';
import { generatedMelt } from '../../instances/melt/generated.ts';
import { mkp } from '../../instances/mkp/family.ts';
import { vscsp } from '../../instances/vscsp/family.ts';
import type { KindBenchmark } from '../kind-benchmark.ts';

export const meltBenchmark: KindBenchmark = { families: [csp, vscsp, mkp], suite: generatedMelt };
