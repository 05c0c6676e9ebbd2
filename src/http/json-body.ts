/** From the bytes of a body to a value, or to an error that says where and why not. */
import type { InputProblem } from '../../models/errors.ts';
import { preview, problemError, toPointer } from '../../models/input-problems.ts';
import { deepestPath, type JsonFault, scanJson } from './json-scan.ts';

const largeBodyBytes = 65_536;

export interface JsonBody {
  readonly value: unknown;
  /** Beyond the size at which a schema's findings could become many; see `screenLists`. */
  readonly isLarge: boolean;
  /** The text of a number that is beyond a double, by pointer. */
  sourceOf(pointer: string): string | undefined;
}

/**
 * @throws TaktError `malformed-json` where the bytes are no UTF-8 or no JSON; `invalid-request` where a text cannot be
 *   kept (U+0000, half a surrogate pair) or a field is called `__proto__`.
 */
export function readJsonBody(bytes: Uint8Array | undefined): JsonBody {
  if (!bytes || bytes.length === 0)
    throw malformed(
      'not-empty',
      'the body is empty',
      '(nothing)',
      'send a JSON object; GET /v1/kinds has one to begin with',
    );
  const text = decode(bytes);
  const value = parse(text);
  refuseUnkeepable(text, value);
  let scanned: ReadonlyMap<string, string> | undefined;
  return {
    value,
    isLarge: bytes.length > largeBodyBytes,
    sourceOf(pointer) {
      scanned ??= scanJson(text).hugeNumbers;
      return scanned.get(pointer);
    },
  };
}

function malformed(rule: string, message: string, received: unknown, remedy: string, pointer = '') {
  return problemError('malformed-json', [{ pointer, rule, message, received, remedy }]);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lenient = new TextDecoder('utf-8').decode(bytes);
    const good = lenient.slice(0, lenient.indexOf('\ufffd'));
    const offset = new TextEncoder().encode(good).length;
    throw malformed(
      'utf-8',
      `byte ${offset} of the body is not UTF-8`,
      `byte 0x${bytes[offset]?.toString(16).padStart(2, '0')} after ${JSON.stringify(good.slice(-20))}`,
      'encode the body as UTF-8',
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { fault } = scanJson(text);
    if (!fault) throw malformed('json', (error as Error).message, preview(text), 'send valid JSON (RFC 8259)');
    const place = `line ${fault.line}, column ${fault.column}`;
    throw malformed(
      'json',
      `the body is not JSON at ${place}: ${fault.expected} is missing, there is ${fault.found}`,
      fault.found,
      remedyFor(fault),
      fault.pointer,
    );
  }
}

function remedyFor({ found, expected }: JsonFault): string {
  if (/^[-+]?(nan|inf(inity)?)$/i.test(found))
    return 'JSON has no NaN and no Infinity: write a number, or leave an optional field out';
  if (found === 'None' || found === 'undefined') return 'write null in its place, or leave an optional field out';
  if (found === 'True' || found === 'False') return `write ${found.toLowerCase()}`;
  if (found.startsWith("'")) return 'use double quotes';
  if (/^[-+.]?\d/.test(found))
    return 'write the number as JSON does, e.g. 0.5 or -3 or 1e6: no leading +, zeros or dots';
  if (found === '}' || found === ']') return 'remove the comma before it, or add what is missing';
  if (found === '"')
    return 'close the text with a double quote; inside it write \\n, \\t, \\\\, \\" or \\u and four hex digits for what JSON does not take as it is';
  if (found === '/') return 'JSON has no comments: remove it';
  return `put ${expected} there`;
}

/** What PostgreSQL's jsonb refuses, and a name that JavaScript treats apart. Rare, so the text is looked at first. */
function refuseUnkeepable(text: string, value: unknown): void {
  if (!/\\u(?:0000|d[89a-f]|005f)|__proto__/i.test(text)) return;
  const problems: InputProblem[] = [];
  const stack: { value: unknown; path: readonly (string | number)[] }[] = [{ value, path: [] }];
  for (let entry = stack.pop(); entry && problems.length < 1000; entry = stack.pop()) {
    const { value: current, path } = entry;
    // No request is so deep; and without this, paths of a body nested a million times would fill the memory.
    if (path.length > deepestPath) {
      problems.push({
        pointer: toPointer(path),
        rule: 'nesting',
        message: `the body is nested more than ${deepestPath} levels deep`,
        received: preview(current),
        remedy: 'send the fields that the schema names',
      });
      break;
    }
    if (typeof current === 'string') problems.push(...badText(current, path));
    else if (Array.isArray(current))
      current.forEach((child, index) => {
        stack.push({ value: child, path: [...path, index] });
      });
    else if (current !== null && typeof current === 'object')
      for (const key of Object.keys(current)) {
        const at = [...path, key];
        if (key === '__proto__') problems.push(protoField(at, Object.getOwnPropertyDescriptor(current, key)?.value));
        else {
          problems.push(...badText(key, at));
          stack.push({ value: (current as Record<string, unknown>)[key], path: at });
        }
      }
  }
  if (problems.length > 0) throw problemError('invalid-request', problems);
}

function badText(text: string, path: readonly (string | number)[]): InputProblem[] {
  const pointer = toPointer(path);
  if (text.includes('\0'))
    return [
      {
        pointer,
        rule: 'no-nul',
        message: 'a text holds the character U+0000, which cannot be kept',
        received: preview(text.replaceAll('\0', '\\u0000')),
        remedy: 'remove \\u0000',
      },
    ];
  if (!text.isWellFormed())
    return [
      {
        pointer,
        rule: 'well-formed-text',
        message: 'a text holds half of a surrogate pair',
        received: preview(text),
        remedy: 'write both halves of the pair, or remove the one',
      },
    ];
  return [];
}

function protoField(path: readonly (string | number)[], value: unknown): InputProblem {
  return {
    pointer: toPointer(path),
    rule: 'unknown-field',
    message: 'there is no field "__proto__"',
    received: preview(value),
    remedy: 'remove it',
  };
}
