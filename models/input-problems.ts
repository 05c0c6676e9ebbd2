/** Findings of a schema, told so that whoever wrote the request can mend it: where, which rule, what came, what would do. */
import type { z } from 'zod';
import { type InputProblem, TaktError } from './errors.ts';
import { fieldsOf, nearest, schemaAt, screenLists, typeInWords, whatFits } from './schema-walk.ts';

/** More are counted, not listed. */
export const mostProblems = 50;

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

export interface InputContext {
  /** The whole input, as the schema got it. */
  readonly input: unknown;
  readonly schema: z.ZodType;
  /** The text of a number in the input where the text says more than the value, e.g. `1e400`. */
  readonly sourceOf?: (pointer: string) => string | undefined;
  /** Where the input was put together from parts: a finding, told of the part that it is about. */
  readonly relocate?: (problem: InputProblem) => InputProblem;
}

/** Findings are not collected beyond this number; see `addProblem` and `screenLists`. */
const mostCounted = 1000;

/**
 * Parses or refuses an input.
 * @param options.isLarge - the input has so many entries that they are better looked at one by one first.
 * @throws TaktError `invalid-request` (its shape is wrong) or `inconsistent-request` (only its cross-references are), with
 *   at most `mostProblems` entries in `details.errors`.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  options: Pick<InputContext, 'sourceOf' | 'relocate'> & { isLarge?: boolean } = {},
): z.output<Schema> {
  const { isLarge, ...told } = options;
  const context = { input, schema, sourceOf: told.sourceOf, relocate: told.relocate };
  const screened = isLarge ? screenLists(schema, input, mostCounted) : [];
  if (screened.length > 0) throw problemError('invalid-request', inputProblems(screened, context));
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const hasShape = issues.every((issue) => noteOf(issue) !== undefined);
  throw problemError(hasShape ? 'inconsistent-request' : 'invalid-request', inputProblems(issues, context));
}

/** An error that lists the first problems and says in words how many there are. */
export function problemError(
  code: 'invalid-request' | 'inconsistent-request' | 'invalid-parameter' | 'malformed-json',
  problems: readonly InputProblem[],
): TaktError {
  const [first] = problems;
  const at = first.pointer === '' ? '' : `${first.pointer}: `;
  const more = problems.length > mostProblems ? `, of which the first ${mostProblems} are listed` : '';
  const total = `${problems.length} problems${problems.length >= mostCounted ? ' or more' : ''} in all`;
  const count = problems.length === 1 ? '' : ` (${total}${more})`;
  return new TaktError(code, `${at}${first.message}${count}`, { errors: problems.slice(0, mostProblems) });
}

/**
 * One entry per finding; an issue that names several unknown fields gives several. No more than `mostCounted`: an object
 * of half a million unknown fields is one issue, and telling each of them would take seconds.
 */
export function inputProblems(issues: readonly Issue[], context: InputContext): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const issue of issues) {
    if (problems.length >= mostCounted) break;
    problems.push(...translate(issue, context));
  }
  const counted = problems.slice(0, mostCounted);
  return context.relocate ? counted.map(context.relocate) : counted;
}

/** JSON pointer, RFC 6901. */
export function toPointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

interface Note {
  readonly rule: string;
  readonly remedy: string;
  readonly received?: unknown;
}

/** What `addProblem` left with an issue. */
function noteOf(issue: Issue): Note | undefined {
  const note = issue.code === 'custom' ? (issue.params as Note | undefined) : undefined;
  return typeof note?.rule === 'string' ? note : undefined;
}

function translate(issue: Issue, context: InputContext): InputProblem[] {
  const pointer = toPointer(issue.path);
  const value = valueAt(context.input, issue.path);
  const note = noteOf(issue);
  if (note) {
    const received = preview(note.received === undefined ? value : note.received);
    return [{ pointer, rule: note.rule, message: issue.message, received, remedy: note.remedy }];
  }
  const problem = (rule: string, message: string, remedy: string): InputProblem[] => [
    { pointer, rule, message, received: preview(value), remedy },
  ];
  const name = nameOf(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return [{ pointer, ...wrongType(issue, value, context) }];
    case 'too_small':
    case 'too_big':
      return problem(...outOfBounds(issue, name));
    case 'invalid_format':
      return problem(...wrongFormat(issue, name));
    case 'invalid_value':
      return problem(...notOneOf(issue.values, value, name));
    case 'unrecognized_keys':
      return issue.keys.slice(0, mostCounted).map((key) => unknownField([...issue.path, key], context));
    case 'invalid_union':
      return inUnion(issue, value, context);
    case 'invalid_key':
      return problem(
        'key',
        `the key "${String(issue.path.at(-1))}" does not fit: ${issue.issues[0]?.message ?? ''}`,
        'rename the key: 1 to 120 characters, no control characters, no space at either end',
      );
    case 'not_multiple_of':
      return problem(
        'multiple-of',
        `${name} must be a multiple of ${issue.divisor}`,
        `write a multiple of ${issue.divisor}`,
      );
    default:
      return problem('fits', `${name} does not fit: ${issue.message}`, `write ${issue.message}`);
  }
}

function wrongType(
  issue: z.core.$ZodIssueInvalidType,
  value: unknown,
  context: InputContext,
): Omit<InputProblem, 'pointer'> {
  const name = nameOf(issue.path);
  const expected = typeInWords[issue.expected] ?? `a value of type ${issue.expected}`;
  const fits = whatFits(schemaAt(context.schema, issue.path, context.input)) ?? expected;
  if (value === undefined)
    return {
      rule: 'required',
      message: `${name} is missing`,
      received: '(nothing)',
      remedy: `add ${issue.path.length > 0 ? `"${String(issue.path.at(-1))}": ` : ''}${fits}`,
    };
  const received = preview(value);
  if (value === Infinity || value === -Infinity) {
    const source = context.sourceOf?.(toPointer(issue.path)) ?? received;
    return {
      rule: 'finite-number',
      message: `${name} is beyond what a number can hold (about 1.8e308)`,
      received: source,
      remedy: `write ${fits}`,
    };
  }
  if (issue.expected === 'int' && typeof value === 'number')
    return {
      rule: 'whole-number',
      message: `${name} must be a whole number`,
      received,
      remedy: `write ${Math.round(value)}, or another whole number`,
    };
  if (typeof value === 'string' && (issue.expected === 'number' || issue.expected === 'int'))
    return {
      rule: 'type',
      message: `${name} must be ${expected}, not text`,
      received,
      remedy: textForNumber(value, fits),
    };
  return {
    rule: 'type',
    message: `${name} must be ${expected}, not ${inWords(value)}`,
    received,
    remedy: `write ${fits}`,
  };
}

function textForNumber(text: string, fits: string): string {
  if (/^\s*[-+]?(nan|inf(inity)?)\s*$/i.test(text))
    return `JSON has no NaN and no Infinity: write ${fits}, or leave an optional field out`;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? `write ${Number(text)} without quotes` : `write ${fits}`;
}

function outOfBounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, name: string): [string, string, string] {
  const small = issue.code === 'too_small';
  const limit = String(small ? issue.minimum : issue.maximum);
  const unit =
    { string: ' characters', array: ' entries', set: ' entries', map: ' entries' }[issue.origin as string] ?? '';
  const atEnd = issue.inclusive ?? true;
  const bound = small
    ? atEnd
      ? `at least ${limit}`
      : `more than ${limit}`
    : atEnd
      ? `at most ${limit}`
      : `less than ${limit}`;
  const rule = small ? (atEnd ? 'at-least' : 'more-than') : atEnd ? 'at-most' : 'less-than';
  const units = limit === '1' ? unit.replace(/ies$/, 'y').replace(/s$/, '') : unit;
  return unit === ''
    ? [rule, `${name} must be ${bound}`, `write a number of ${bound}`]
    : [rule, `${name} must have ${bound}${units}`, `give it ${bound}${units}`];
}

const formats: Record<string, string> = {
  datetime: 'a date and time with offset, such as 2026-11-23T07:00:00+03:00 or 2026-11-23T04:00:00Z',
  date: 'a calendar day that exists, such as 2026-11-23',
  uuid: 'a UUID such as 018f3c1e-0000-7000-8000-000000000000',
};

function wrongFormat(issue: z.core.$ZodIssueInvalidStringFormat, name: string): [string, string, string] {
  const known = formats[issue.format];
  if (known) return ['format', `${name} is not ${known.replace(/, such as.*/, '')}`, `write ${known}`];
  return ['format', `${name} does not fit: ${issue.message}`, `write text with ${issue.message}`];
}

function notOneOf(values: readonly unknown[], value: unknown, name: string): [string, string, string] {
  const options = values.map((option) => JSON.stringify(option)).join(', ');
  const close =
    typeof value === 'string'
      ? nearest(
          value,
          values.filter((option) => typeof option === 'string'),
        )
      : undefined;
  const one = values.length === 1 ? options : `one of ${options}`;
  return ['one-of', `${name} must be ${one}`, close ? `did you mean "${close}"? It takes ${one}` : `write ${one}`];
}

function unknownField(path: Path, { schema, input }: InputContext): InputProblem {
  const key = String(path.at(-1));
  const known = fieldsOf(schemaAt(schema, path.slice(0, -1), input), valueAt(input, path.slice(0, -1)));
  const close = nearest(key, known);
  const owner = path.length > 1 ? nameOf(path.slice(0, -1)) : 'the request';
  return {
    pointer: toPointer(path),
    rule: 'unknown-field',
    message: `${owner} has no field "${preview(key)}"`,
    received: preview(valueAt(input, path)),
    remedy: close ? `did you mean "${close}"? Rename or remove it` : `remove it; ${owner} takes ${known.join(', ')}`,
  };
}

/** Of a union's branches the one that the value was meant for says what is wrong; where none is, all say what they take. */
function inUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown, context: InputContext): InputProblem[] {
  const name = nameOf(issue.path);
  const { discriminator, options } = issue as { discriminator?: string; options?: readonly unknown[] };
  if (discriminator !== undefined) {
    if (value === undefined) {
      const remedy = `add "${discriminator}": ${(options ?? []).map((option) => JSON.stringify(option)).join(' or ')}`;
      return [
        {
          pointer: toPointer(issue.path),
          rule: 'required',
          message: `${name} is missing`,
          received: '(nothing)',
          remedy,
        },
      ];
    }
    const [rule, message, remedy] = notOneOf(options ?? [], value, name);
    return [{ pointer: toPointer(issue.path), rule, message, received: preview(value), remedy }];
  }
  const meant = issue.errors.find(
    (issues) => !issues.some((inner) => inner.path.length === 0 && inner.code !== 'unrecognized_keys'),
  );
  if (meant) return meant.flatMap((inner) => translate({ ...inner, path: [...issue.path, ...inner.path] }, context));
  const takes = issue.errors.flat().map((inner) => {
    if (inner.code === 'invalid_value') return inner.values.map((option) => JSON.stringify(option)).join(' or ');
    return inner.code === 'invalid_type' ? (typeInWords[inner.expected] ?? inner.expected) : inner.message;
  });
  const either = [...new Set(takes)].join(', or ');
  return [
    {
      pointer: toPointer(issue.path),
      rule: 'type',
      message: `${name} must be ${either}`,
      received: preview(value),
      remedy: `write ${either}`,
    },
  ];
}

function nameOf(path: Path): string {
  if (path.length === 0) return 'the body';
  const last = path.at(-1);
  return typeof last === 'number' ? `entry ${last} of ${nameOf(path.slice(0, -1))}` : `"${preview(String(last))}"`;
}

function inWords(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'text', number: 'a number', boolean: 'true or false', object: 'an object' }[typeof value as string] ??
    typeof value
  );
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

const longestPreview = 200;
const deepestPreview = 4;

/** A value cut down so that it can be repeated in an answer: text to 200 characters, lists and objects as such text. */
export function preview(value: unknown): unknown {
  if (value === undefined) return '(nothing)';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'string') return shorten(value.toWellFormed());
  if (value === null || typeof value !== 'object') return value;
  return shorten(sketch(value, deepestPreview));
}

/** JSON of the beginning of a value; it never goes deep, because a body may be nested a million times. */
function sketch(value: unknown, depth: number): string {
  if (value === null || typeof value !== 'object')
    return String(JSON.stringify(typeof value === 'string' ? shorten(value) : value));
  if (depth === 0) return '…';
  if (Array.isArray(value))
    return `[${value
      .slice(0, 20)
      .map((entry) => sketch(entry, depth - 1))
      .join(',')}${value.length > 20 ? ',…' : ''}]`;
  const entries: string[] = [];
  for (const key in value) {
    if (entries.length === 20) break;
    entries.push(`${JSON.stringify(shorten(key))}:${sketch((value as Record<string, unknown>)[key], depth - 1)}`);
  }
  return `{${entries.join(',')}}`;
}

function shorten(text: string): string {
  return text.length <= longestPreview ? text : `${text.slice(0, longestPreview - 1).toWellFormed()}…`;
}
