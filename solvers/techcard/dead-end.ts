/**
 * What is left of a run when no resource permits any of it: told in words, and whether any other run could do better.
 *
 * Stocks and paced lines refuse by what was done before, so that another order or mode may well get through; whatever an
 * operation lacks on pools, machines and workers that stand idle it lacks for ever.
 */
import { Evaluator } from './evaluator.ts';
import { type Instance, never } from './instance.ts';
import type { DeadEnd, Kernel } from './kernel.ts';
import { reference } from './plan.ts';
import { refused } from './resources/model.ts';
import type { OpeningOf } from './uses.ts';

/** A message that lists more is read by nobody. */
const mostListed = 20;

/** Operations and refusals concerned. */
export function deadEndInWords(instance: Instance, { operations, refusals }: DeadEnd): string {
  const why = refusals.slice(0, mostListed).map(({ operation, resource, reason }) => {
    const by = resource < 0 ? '' : ` by "${instance.resources[resource].id}"`;
    return `${nameOf(instance, operation)} is refused${by}: ${reason}`;
  });
  const more = refusals.length > mostListed ? `; and ${refusals.length - mostListed} more` : '';
  const left = operations.length === 1 ? '1 operation is left' : `${operations.length} operations are left`;
  return `${left} and no resource permits any more: ${why.join('; ')}${more}`;
}

/** An operation as messages name it. */
export function nameOf(instance: Instance, operation: number): string {
  const { order, serial, operation: id } = reference(instance, operation);
  return `"${id}" of order "${order}" (piece ${serial})`;
}

/** Whether some operation can run at no time even if nothing else does. The kernel's resources are reset. */
export function isContradiction(kernel: Kernel, openingOf: OpeningOf, { refusals }: DeadEnd): boolean {
  const { instance, models, uses } = kernel;
  for (const model of models) model.reset(false);
  const evaluator = new Evaluator(instance, models, uses, openingOf);
  const neverRuns = (mode: number, release: number) =>
    uses[mode].every(({ resource }) => !dependsOnOthers(instance, resource)) &&
    evaluator.evaluate(mode, release, -never) >= refused;
  return refusals.some(({ operation }) => {
    for (let mode = instance.modeFrom[operation]; mode < instance.modeFrom[operation + 1]; mode += 1)
      if (!neverRuns(mode, instance.releases[operation])) return false;
    return true;
  });
}

/** Other operations may make an idle resource permit what it refuses: they fill a stock, change a state, move a line. */
function dependsOnOthers({ resources }: Instance, index: number): boolean {
  const resource = resources[index];
  return (
    resource.type === 'reservoir' ||
    resource.type === 'paced-line' ||
    ('setups' in resource && resource.setups !== undefined) ||
    ('heating' in resource && resource.heating !== undefined)
  );
}
