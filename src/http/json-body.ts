/** From the bytes of a body to a value, or to an error that says where and why not. */
import type { InputProblem } from '../../models/errors.ts';
import { preview, problemError, toPointer } from '../../models/input-problems.ts';
import { deepestPath, type JsonFault, scanJson } from './json-scan.ts';

const largeBodyBytes = 65_536;
/** Texts that cannot be kept are not looked for beyond so many. */
const mostUnkeepable = 1000;

export interface JsonBody {
  readonly value: unknown;
  readonly bytes: number;
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
    bytes: bytes.length,
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
  // Numbers and the like hold no text: of millions of them none is put on the stack.
  const stack: Place[] = [{ value, depth: 0 }];
  for (let place = stack.pop(); place && problems.length < mostUnkeepable; place = stack.pop()) {
    const { value: current, depth } = place;
    // No request is so deep; and an error's pointer has to end somewhere.
    if (depth > deepestPath) {
      problems.push({
        pointer: toPointer(pathOf(place)),
        rule: 'nesting',
        message: `the body is nested more than ${deepestPath} levels deep`,
        received: preview(current),
        remedy: 'send the fields that the schema names',
      });
      break;
    }
    if (typeof current === 'string') {
      if (isBadText(current)) problems.push(badText(current, pathOf(place)));
      continue;
    }
    const visit = (child: unknown, step: string | number) => {
      if (typeof child === 'string' || (child !== null && typeof child === 'object'))
        stack.push({ value: child, depth: depth + 1, within: place, step });
    };
    if (Array.isArray(current)) current.forEach(visit);
    else
      for (const key of Object.keys(current as object)) {
        const at = { value: undefined, depth: depth + 1, within: place, step: key };
        if (key === '__proto__')
          problems.push(protoField(pathOf(at), Object.getOwnPropertyDescriptor(current, key)?.value));
        else {
          if (isBadText(key)) problems.push(badText(key, pathOf(at)));
          visit((current as Record<string, unknown>)[key], key);
        }
      }
  }
  if (problems.length > 0) throw problemError('invalid-request', problems);
}

/** A value on the way through a body. Its path is put together only for an error: for each value it would fill the memory. */
interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly within?: Place;
  readonly step?: string | number;
}

function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at?.step !== undefined; at = at.within) path.unshift(at.step);
  return path;
}

function isBadText(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

function badText(text: string, path: readonly (string | number)[]): InputProblem {
  const pointer = toPointer(path);
  if (text.includes('\0'))
    return {
      pointer,
      rule: 'no-nul',
      message: 'a text holds the character U+0000, which cannot be kept',
      received: preview(text.replaceAll('\0', '\\u0000')),
      remedy: 'remove \\u0000',
    };
  return {
    pointer,
    rule: 'well-formed-text',
    message: 'a text holds half of a surrogate pair',
    received: preview(text),
    remedy: 'write both halves of the pair, or remove the one',
  };
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
