/** Instances that plan kind `dispatch` is measured on. */
import { cdpKinable } from '../../instances/dispatch/cdp-kinable.ts';
import { cdpQuebec } from '../../instances/dispatch/cdp-quebec.ts';
import { rmcUanl } from '../../instances/dispatch/rmc-uanl.ts';
import { homberger200, homberger1000, manyRounds, solomon } from '../../instances/dispatch/rounds.ts';
import { generatedDispatch } from '../../instances/dispatch/suite.ts';
import type { KindBenchmark } from '../kind-benchmark.ts';

export const dispatchBenchmark: KindBenchmark = {
  families: [cdpKinable, rmcUanl, cdpQuebec, solomon, homberger200, homberger1000, manyRounds],
  suite: generatedDispatch,
};
