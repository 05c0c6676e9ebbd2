/** What is checked alike in repairs of heats and of operations: options asked for, lines and orders that events add. */
import type { z } from 'zod';
import { addProblem } from './common.ts';
import type { RepairShopOptionName } from './repair-shop.ts';

export function refuseSameOptions(options: readonly RepairShopOptionName[], context: z.RefinementCtx): void {
  if (new Set(options).size < options.length)
    addProblem(context, ['options'], {
      rule: 'options-differ',
      message: 'an option is asked for twice',
      remedy: 'name each once',
      received: options,
    });
}

/**
 * Checks what an event adds as one more entry of a list of the problem: what it breaks there is told at the event.
 * @param list - name of that list in the problem, and how many entries it has without this one.
 * @param path - of the entry in the event.
 * @param check - of the problem with the entry at the end of the list.
 */
export function checkAdded(
  list: { readonly name: 'lines' | 'orders'; readonly length: number },
  path: readonly (string | number)[],
  context: z.RefinementCtx,
  check: (listening: z.RefinementCtx) => void,
): void {
  const found: z.core.$ZodRawIssue[] = [];
  check({
    ...context,
    issues: found,
    addIssue: (issue: z.core.$ZodRawIssue) => found.push(issue),
  } as unknown as z.RefinementCtx);
  for (const issue of found)
    if (issue.path?.[0] === list.name && (issue.path.length === 1 || issue.path[1] === list.length))
      context.addIssue({ ...issue, path: [...path, ...issue.path.slice(2)] } as Parameters<typeof context.addIssue>[0]);
}
