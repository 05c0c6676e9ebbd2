/** Finds out where a text stops being JSON, and what its numbers looked like. Only for error messages: JSON.parse parses. */
import { toPointer } from '../../models/input-problems.ts';

export interface JsonFault {
  /** Place in the text, in UTF-16 units. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** The field that was being read. */
  readonly pointer: string;
  readonly expected: string;
  /** What stands there instead. */
  readonly found: string;
}

export interface JsonScan {
  readonly fault?: JsonFault;
  /** Pointer -> text of the numbers that are beyond a double. */
  readonly hugeNumbers: ReadonlyMap<string, string>;
}

/** No request is nested deeper; pointers end there. */
export const deepestPath = 64;

const space = /[ \t\n\r]*/y;
const text = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\u007f-\u009f])*"/uy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-])/y;
const literal = /(?:true|false|null)(?!\w)/y;
const misfit = /[-+]?[\w.+-]+|.|$/suy;

type Expectation = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'comma-or-end' | 'end';

/** Walks through the text without recursion, whatever its depth. */
export function scanJson(source: string): JsonScan {
  const path: (string | number)[] = [];
  /** The closing bracket of each open list or object. */
  const open: (']' | '}')[] = [];
  const hugeNumbers = new Map<string, string>();
  let at = 0;
  let expectation: Expectation = 'value';
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(source)?.[0];
    if (match !== undefined) at += match.length;
    return match;
  };
  const fault = (expected: string): JsonScan => ({ hugeNumbers, fault: describe(source, at, path, expected) });
  const close = () => {
    at++;
    open.pop();
    path.pop();
    expectation = open.length === 0 ? 'end' : 'comma-or-end';
  };
  for (;;) {
    take(space);
    const next = source[at];
    if (expectation === 'end') return next === undefined ? { hugeNumbers } : fault('nothing after the end of the body');
    if (expectation === 'comma-or-end') {
      const end = open.at(-1);
      if (next === end) close();
      else if (next !== ',') return fault(`a comma or ${end}`);
      else {
        at++;
        expectation = end === ']' ? 'value' : 'key';
        if (end === ']') path[path.length - 1] = (path.at(-1) as number) + 1;
      }
    } else if ((expectation === 'key-or-end' && next === '}') || (expectation === 'value-or-end' && next === ']'))
      close();
    else if (expectation === 'key' || expectation === 'key-or-end') {
      const key = take(text);
      if (key === undefined) return fault('a field name in double quotes');
      path[path.length - 1] = JSON.parse(key);
      take(space);
      if (source[at] !== ':') return fault('a colon');
      at++;
      expectation = 'value';
    } else if (next === '{' || next === '[') {
      at++;
      open.push(next === '{' ? '}' : ']');
      path.push(next === '{' ? '' : 0);
      expectation = next === '{' ? 'key-or-end' : 'value-or-end';
    } else {
      const digits = take(number);
      const isHuge = digits !== undefined && !Number.isFinite(Number(digits));
      if (isHuge && hugeNumbers.size < 100 && path.length <= deepestPath)
        hugeNumbers.set(toPointer(path), digits.slice(0, 40));
      if (digits === undefined && take(text) === undefined && take(literal) === undefined) return fault('a value');
      expectation = open.length === 0 ? 'end' : 'comma-or-end';
    }
  }
}

function describe(source: string, offset: number, path: readonly (string | number)[], expected: string): JsonFault {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  misfit.lastIndex = offset;
  const found = misfit.exec(source)?.[0] ?? '';
  return {
    offset,
    line,
    column: offset - before.lastIndexOf('\n'),
    // An object whose field is not named yet is meant itself. Of a body nested without end, the beginning is enough.
    pointer: toPointer((path.at(-1) === '' ? path.slice(0, -1) : path).slice(0, deepestPath)),
    expected,
    found: found === '' ? '(the end of the body)' : found.slice(0, 40),
  };
}
