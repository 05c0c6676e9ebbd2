/** What a plan kind brings along to be measured. */
import type { InstanceFamily } from '../instances/family.ts';
import type { GeneratedSuite } from '../instances/generated.ts';

export interface KindBenchmark {
  /** Formats that this kind can be measured on. */
  readonly families: readonly InstanceFamily[];
  /** Its generated instances. */
  readonly suite: GeneratedSuite;
}
