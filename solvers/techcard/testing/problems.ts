/** Small problems for tests, in few words. */
import { TechcardProblem } from '../../../models/techcard.ts';
import { createInstance, type Instance } from '../instance.ts';
import { createKernel, type Kernel, type Run } from '../kernel.ts';
import { alwaysOpen } from '../opening.ts';
import type { Rule } from '../rules.ts';

type Input = Parameters<typeof TechcardProblem.parse>[0];

export function instanceOf(input: object): Instance {
  return createInstance(TechcardProblem.parse(input as Input));
}

export function kernelOf(input: object): Kernel {
  return createKernel(instanceOf(input), () => alwaysOpen);
}

export function simulate(input: object, rule: Rule = 'first-permitted'): Run {
  return kernelOf(input).run({ rule, log: true });
}

/** A card of one operation for each demand on a resource, one piece of each: `[seconds, demand]`. */
export function singles(resources: object[], operations: readonly (readonly [number, object])[], more: object = {}) {
  const cards = operations.map(([durationSeconds, demand], index) => ({
    id: `c${index}`,
    operations: [{ id: 'o', modes: [{ durationSeconds, demands: [demand] }] }],
  }));
  return { resources, cards, orders: cards.map(({ id }) => ({ id, card: id })), ...more };
}

export function intervals({ schedule }: Run): [number, number][] {
  return Array.from(schedule.starts, (start, operation) => [start, schedule.ends[operation]]);
}
