/** Instances that plan kind `techcard` is measured on. */
import { fjs, fjsp } from '../../instances/fjsp/family.ts';
import { mmrcpsp } from '../../instances/mmrcpsp/family.ts';
import { pacedLine } from '../../instances/pacedline/family.ts';
import { patterson, psplib, psplibModes, rcpsp } from '../../instances/rcpsp/family.ts';
import { progenMax, progenMaxUpper, rcpspMax } from '../../instances/rcpspmax/family.ts';
import { generatedTechcard } from '../../instances/techcard/suite.ts';
import type { KindBenchmark } from '../kind-benchmark.ts';

export const techcardBenchmark: KindBenchmark = {
  families: [
    ...[rcpsp, mmrcpsp, rcpspMax, fjsp, pacedLine],
    ...[psplib, psplibModes, patterson, progenMax, progenMaxUpper, fjs],
  ],
  suite: generatedTechcard,
};
