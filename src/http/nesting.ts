/** Bodies that are nested deeper than any request: walking over them would fill the stack. */
import { preview, problemError, toPointer } from '../../models/input-problems.ts';
import { deepestPath } from './json-scan.ts';

/** @throws TaktError `invalid-request`. */
export function refuseDeepNesting(body: unknown): void {
  const stack: { value: unknown; path: readonly (string | number)[] }[] = [{ value: body, path: [] }];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { value, path } = entry;
    if (value === null || typeof value !== 'object') continue;
    if (path.length >= deepestPath)
      throw problemError('invalid-request', [
        {
          pointer: toPointer(path),
          rule: 'nesting',
          message: `the body is nested more than ${deepestPath} levels deep`,
          received: preview(value),
          remedy: 'send the fields that the schema names',
        },
      ]);
    for (const [key, child] of Object.entries(value)) stack.push({ value: child, path: [...path, key] });
  }
}
