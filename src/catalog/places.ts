/** Where in a completed request what came from, so that errors speak of the request as its caller wrote it. */
import type { InputProblem } from '../../models/errors.ts';
import { toPointer } from '../../models/input-problems.ts';
import type { Path } from './references.ts';

/** A place in the body as it came. */
export interface Place {
  readonly pointer: string;
  /** Where the place lies within what was put there: the item, and the pointer within its body. */
  readonly within?: { readonly item: PutItem; readonly pointer: string };
}

/** An item that was put in place of a reference. */
export interface PutItem {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
}

/** A step on the way to references: those of the body that have none below them are not there. */
export interface Step {
  readonly steps: Map<string | number, Step>;
  /** What takes the place of the reference that stands here. */
  item?: PutItem;
}

/** The steps to all references, which come in the order of the body; so do the steps of each. */
export function stepsTo(entries: readonly { readonly path: Path; readonly item: PutItem }[]): Step {
  const root: Step = { steps: new Map() };
  for (const { path, item } of entries) {
    let step = root;
    for (const key of path) {
      const next = step.steps.get(key) ?? { steps: new Map() };
      step.steps.set(key, next);
      step = next;
    }
    step.item = item;
  }
  return root;
}

/** The value with every reference replaced; shares with it, and with the items, all that does not change. */
export function putIn(value: unknown, { steps, item }: Step): unknown {
  if (item) return item.body;
  if (Array.isArray(value))
    return value.flatMap((entry: unknown, index) => {
      const step = steps.get(index);
      if (!step) return [entry];
      if (step.item && Array.isArray(step.item.body)) return step.item.body as unknown[];
      return [putIn(entry, step)];
    });
  const changed = [...steps].map(([key, step]) => [key, putIn((value as Record<string, unknown>)[key], step)]);
  return { ...(value as object), ...Object.fromEntries(changed) };
}

/** @param pointer - into the completed body. */
export function placeOf(pointer: string, root: Step): Place {
  const path: (string | number)[] = [];
  const tokens = pointer.split('/').slice(1).map(unescapeToken);
  let step: Step | undefined = root;
  for (const [depth, token] of tokens.entries()) {
    if (!step) {
      path.push(token);
      continue;
    }
    const rest = tokens.slice(depth + 1);
    const isIndex = [...step.steps.keys()].some((key) => typeof key === 'number');
    const { key, offset } = isIndex ? originalIndex(Number(token), step) : { key: token, offset: undefined };
    path.push(key);
    step = step.steps.get(key);
    if (step?.item) {
      const inside = toPointer(offset === undefined ? rest : [offset, ...rest]);
      return { pointer: toPointer(path), within: { item: step.item, pointer: inside } };
    }
  }
  return { pointer: toPointer(path) };
}

/** @returns index in the list as it came and, where a spliced list stands there, the index in that. */
function originalIndex(index: number, { steps }: Step): { key: number; offset?: number } {
  let shift = 0;
  for (const [key, { item }] of steps) {
    if (!item || !Array.isArray(item.body)) continue;
    const offset = index - shift - Number(key);
    if (offset < 0) break;
    if (offset < item.body.length) return { key: Number(key), offset };
    shift += item.body.length - 1;
  }
  return { key: index - shift };
}

const unescapeToken = (token: string) => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** A finding about the completed body, told of the body as it came. */
export function relocated(problem: InputProblem, root: Step): InputProblem {
  const { pointer, within } = placeOf(problem.pointer, root);
  if (!within) {
    // Messages count the entries of the completed lists.
    const counted = pointer !== problem.pointer && /\bentry \d/.test(problem.message);
    const note = counted ? ' (counted with the entries from the catalog)' : '';
    return { ...problem, pointer, message: `${problem.message}${note}` };
  }
  const { type, id, version } = within.item;
  const where = `${type}/${id}, version ${version}${within.pointer === '' ? '' : `, at ${within.pointer}`}`;
  return {
    ...problem,
    pointer,
    message: `catalog item ${where}: ${problem.message}`,
    remedy: `${problem.remedy}; put it so into the catalog as a new version, or refer to an item that fits here`,
  };
}
