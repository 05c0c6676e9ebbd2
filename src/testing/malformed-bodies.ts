/** Bodies of plan-requests that must be refused, each with what its refusal has to say. */
import type { ErrorCode } from '../../models/errors.ts';
import { smallRequest } from './requests.ts';

export interface MalformedBody {
  readonly name: string;
  readonly body: string | Buffer;
  readonly code: ErrorCode;
  readonly pointer: string;
  readonly rule: string;
  /** Part of what is given back of the input. */
  readonly received: RegExp;
  /** Part of what would do. */
  readonly remedy: RegExp;
}

// biome-ignore lint/suspicious/noExplicitAny: the point is to write what the types forbid
type Spoil = (request: any) => void;

/** A good request with one thing wrong. */
export const spoilt = (spoil: Spoil): string => {
  const request = smallRequest();
  spoil(request);
  return JSON.stringify(request);
};
/** A body in which one number is replaced by a text that JSON.stringify would not write. */
export const withRaw = (raw: string) =>
  spoilt((request) => {
    request.problem.lines[0].pieceMass = '@';
  }).replace('"@"', raw);
const equipment = {
  site: 'plant-1',
  ovens: [{ oven: 'oven-1', furnace: 'F1', min: 0, max: 1700, rampPerMin: 10 }],
  setpoints: [{ grade: 'G1', value: 1500 }],
};
const calendar = { shifts: [{ id: 'A', start: '06:00', end: '14:00' }], days: [{ date: '2026-11-23' }] };

const shape = (
  name: string,
  spoil: Spoil,
  pointer: string,
  rule: string,
  received: RegExp,
  remedy: RegExp,
): MalformedBody => ({
  name,
  body: spoilt(spoil),
  code: 'invalid-request',
  pointer,
  rule,
  received,
  remedy,
});
const cross = (
  name: string,
  spoil: Spoil,
  pointer: string,
  rule: string,
  received: RegExp,
  remedy: RegExp,
): MalformedBody => ({
  ...shape(name, spoil, pointer, rule, received, remedy),
  code: 'inconsistent-request',
});
const raw = (
  name: string,
  body: string | Buffer,
  pointer: string,
  rule: string,
  received: RegExp,
  remedy: RegExp,
  code: ErrorCode = 'malformed-json',
): MalformedBody => ({
  name,
  body,
  code,
  pointer,
  rule,
  received,
  remedy,
});

export const malformedBodies: readonly MalformedBody[] = [
  // Not JSON
  raw('empty body', '', '', 'not-empty', /nothing/, /GET \/v1\/kinds/),
  raw('blanks only', '  \n ', '', 'json', /end of the body/, /a value/),
  raw('cut off', '{"kind":"melt","problem":{"lines":[', '/problem/lines/0', 'json', /end of the body/, /a value/),
  raw('NaN', withRaw('NaN'), '/problem/lines/0/pieceMass', 'json', /NaN/, /no NaN/),
  raw('-Infinity', withRaw('-Infinity'), '/problem/lines/0/pieceMass', 'json', /-Infinity/, /no NaN and no Infinity/),
  raw('None', withRaw('None'), '/problem/lines/0/pieceMass', 'json', /None/, /null/),
  raw(
    'undefined',
    withRaw('undefined'),
    '/problem/lines/0/pieceMass',
    'json',
    /undefined/,
    /leave an optional field out/,
  ),
  raw('leading zero', withRaw('0300'), '/problem/lines/0/pieceMass', 'json', /0300/, /leading/),
  raw('leading plus', withRaw('+300'), '/problem/lines/0/pieceMass', 'json', /\+300/, /leading/),
  raw('decimal comma', withRaw('0,5'), '/problem/lines/0/pieceMass', 'json', /5/, /number as JSON|field name/),
  raw('hexadecimal', withRaw('0x12C'), '/problem/lines/0/pieceMass', 'json', /0x12C/, /number as JSON/),
  raw('single quotes', "{'kind':'melt'}", '', 'json', /'/, /double quotes|field name/),
  raw('trailing comma', '{"kind":"melt","problem":{"lines":[1,]}}', '/problem/lines/1', 'json', /\]/, /comma/),
  raw('comment', '{"kind":"melt" // which\n}', '/kind', 'json', /\//, /comments/),
  raw('two values', '{"kind":"melt"}{}', '', 'json', /\{/, /nothing after/),
  raw('line feed in a text', '{"kind":"me\nlt"}', '/kind', 'json', /"/, /double quote/),
  raw('not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), '', 'utf-8', /0xff/, /UTF-8/),
  raw('UTF-16', Buffer.from('{"kind":"melt"}', 'utf16le'), '', 'json', /./, /./),
  // Not an object of ours
  raw('a list', '[]', '', 'type', /\[\]/, /object/, 'invalid-request'),
  raw('a number', '5', '', 'type', /5/, /object/, 'invalid-request'),
  raw('null', 'null', '', 'type', /null/, /object/, 'invalid-request'),
  raw('a text', '"melt"', '', 'type', /melt/, /object/, 'invalid-request'),
  raw('no fields', '{}', '/kind', 'required', /nothing/, /"kind": "melt"/, 'invalid-request'),
  shape(
    'unknown kind',
    (r) => {
      r.kind = 'meld';
    },
    '/kind',
    'one-of',
    /meld/,
    /melt/,
  ),
  shape(
    'kind of wrong type',
    (r) => {
      r.kind = 7;
    },
    '/kind',
    'one-of',
    /7/,
    /melt/,
  ),
  // Fields missing, unknown, of the wrong type
  shape(
    'no problem',
    (r) => {
      delete r.problem;
    },
    '/problem',
    'required',
    /nothing/,
    /add "problem"/,
  ),
  shape(
    'no lines',
    (r) => {
      delete r.problem.lines;
    },
    '/problem/lines',
    'required',
    /nothing/,
    /list/,
  ),
  shape(
    'no piece mass',
    (r) => {
      delete r.problem.lines[1].pieceMass;
    },
    '/problem/lines/1/pieceMass',
    'required',
    /nothing/,
    /mass of one finished piece/,
  ),
  shape(
    'unknown field',
    (r) => {
      r.problem.lines[0].colour = 'red';
    },
    '/problem/lines/0/colour',
    'unknown-field',
    /red/,
    /pieceMass/,
  ),
  shape(
    'misspelt field',
    (r) => {
      r.problem.lines[0].piece_mass = 5;
    },
    '/problem/lines/0/piece_mass',
    'unknown-field',
    /5/,
    /"pieceMass"/,
  ),
  shape(
    'unknown field at the top',
    (r) => {
      r.buget = {};
    },
    '/buget',
    'unknown-field',
    /\{\}/,
    /"budget"/,
  ),
  raw(
    '__proto__',
    '{"kind":"melt","__proto__":{"admin":true}}',
    '/__proto__',
    'unknown-field',
    /admin/,
    /remove/,
    'invalid-request',
  ),
  raw(
    '__proto__ within',
    withRaw('1').replace('"grade"', '"__proto__":{},"grade"'),
    '/problem/lines/0/__proto__',
    'unknown-field',
    /\{\}/,
    /remove/,
    'invalid-request',
  ),
  shape(
    'constructor',
    (r) => {
      r.constructor = { prototype: {} };
    },
    '/constructor',
    'unknown-field',
    /prototype/,
    /remove/,
  ),
  shape(
    'lines as object',
    (r) => {
      r.problem.lines = { a: 1 };
    },
    '/problem/lines',
    'type',
    /"a":1/,
    /list/,
  ),
  shape(
    'line as number',
    (r) => {
      r.problem.lines[0] = 3;
    },
    '/problem/lines/0',
    'type',
    /3/,
    /object/,
  ),
  shape(
    'line as null',
    (r) => {
      r.problem.lines[0] = null;
    },
    '/problem/lines/0',
    'type',
    /null/,
    /object/,
  ),
  shape(
    'number in quotes',
    (r) => {
      r.problem.lines[0].pieceMass = '300';
    },
    '/problem/lines/0/pieceMass',
    'type',
    /300/,
    /300 without quotes/,
  ),
  shape(
    'NaN as text',
    (r) => {
      r.problem.lines[0].pieceMass = 'NaN';
    },
    '/problem/lines/0/pieceMass',
    'type',
    /NaN/,
    /no NaN/,
  ),
  shape(
    'number as list',
    (r) => {
      r.problem.lines[0].pieceMass = [300];
    },
    '/problem/lines/0/pieceMass',
    'type',
    /\[300\]/,
    /number/,
  ),
  shape(
    'text as number',
    (r) => {
      r.problem.lines[0].grade = 7;
    },
    '/problem/lines/0/grade',
    'type',
    /7/,
    /quotes/,
  ),
  shape(
    'flag as text',
    (r) => {
      r.budget.deterministic = 'yes';
    },
    '/budget/deterministic',
    'type',
    /yes/,
    /true or false/,
  ),
  shape(
    'null for an optional field',
    (r) => {
      r.problem.calendar = null;
    },
    '/problem/calendar',
    'type',
    /null/,
    /object/,
  ),
  // Numbers and texts out of bounds
  raw('1e400', withRaw('1e400'), '/problem/lines/0/pieceMass', 'finite-number', /^1e400$/, /number/, 'invalid-request'),
  raw(
    '-1e999',
    withRaw('-1e999'),
    '/problem/lines/0/pieceMass',
    'finite-number',
    /^-1e999$/,
    /number/,
    'invalid-request',
  ),
  shape(
    'negative mass',
    (r) => {
      r.problem.lines[0].pieceMass = -3;
    },
    '/problem/lines/0/pieceMass',
    'at-least',
    /-3/,
    /at least 0/,
  ),
  shape(
    'mass of zero',
    (r) => {
      r.problem.lines[0].pieceMass = 0;
    },
    '/problem/lines/0/pieceMass',
    'more-than',
    /0/,
    /more than 0/,
  ),
  shape(
    'mass beyond all',
    (r) => {
      r.problem.lines[0].pieceMass = 1e12;
    },
    '/problem/lines/0/pieceMass',
    'at-most',
    /1000000000000/,
    /at most 1000000000/,
  ),
  shape(
    'half a piece',
    (r) => {
      r.problem.lines[0].quantity = 1.5;
    },
    '/problem/lines/0/quantity',
    'whole-number',
    /1.5/,
    /whole number/,
  ),
  shape(
    'no pieces',
    (r) => {
      r.problem.lines[0].quantity = 0;
    },
    '/problem/lines/0/quantity',
    'at-least',
    /0/,
    /at least 1/,
  ),
  shape(
    'quantity beyond integers',
    (r) => {
      r.problem.lines[0].quantity = 1e300;
    },
    '/problem/lines/0/quantity',
    'at-most',
    /1e\+300/,
    /at most/,
  ),
  shape(
    'no time',
    (r) => {
      r.budget.timeMs = 0;
    },
    '/budget/timeMs',
    'at-least',
    /0/,
    /at least 10/,
  ),
  shape(
    'gap above one',
    (r) => {
      r.budget.gap = 2;
    },
    '/budget/gap',
    'at-most',
    /2/,
    /at most 1/,
  ),
  shape(
    'yield of zero',
    (r) => {
      r.problem.lines[0].yield = 0;
    },
    '/problem/lines/0/yield',
    'more-than',
    /0/,
    /more than 0/,
  ),
  shape(
    'priority of ten',
    (r) => {
      r.priority = 10;
    },
    '/priority',
    'at-most',
    /10/,
    /at most 9/,
  ),
  shape(
    'no lines in the list',
    (r) => {
      r.problem.lines = [];
    },
    '/problem/lines',
    'at-least',
    /\[\]/,
    /at least 1 entry/,
  ),
  shape(
    'too many lines',
    (r) => {
      r.problem.lines = new Array(5001).fill(0);
    },
    '/problem/lines',
    'at-most',
    /…/,
    /at most 5000 entries/,
  ),
  shape(
    'empty id',
    (r) => {
      r.problem.lines[0].id = '';
    },
    '/problem/lines/0/id',
    'at-least',
    /^$/,
    /at least 1 character/,
  ),
  shape(
    'long id',
    (r) => {
      r.problem.lines[0].id = 'x'.repeat(500);
    },
    '/problem/lines/0/id',
    'at-most',
    /^x+…$/,
    /at most 120/,
  ),
  shape(
    'id with a space at the end',
    (r) => {
      r.problem.lines[0].id = 'L1 ';
    },
    '/problem/lines/0/id',
    'format',
    /L1 /,
    /no space at either end/,
  ),
  shape(
    'id with a control character',
    (r) => {
      r.problem.lines[0].id = 'a\u0007b';
    },
    '/problem/lines/0/id',
    'format',
    /a.b/,
    /no control characters/,
  ),
  raw(
    'U+0000 in a text',
    spoilt((r) => {
      r.problem.lines[0].casting = 'a\0b';
    }),
    '/problem/lines/0/casting',
    'no-nul',
    /u0000/,
    /remove/,
    'invalid-request',
  ),
  raw(
    'half a surrogate pair',
    spoilt((r) => {
      r.problem.lines[0].casting = 'a\ud800b';
    }),
    '/problem/lines/0/casting',
    'well-formed-text',
    /a.b/,
    /pair/,
    'invalid-request',
  ),
  // Words, dates, keys
  shape(
    'unknown word',
    (r) => {
      r.problem.massUnit = 'KG';
    },
    '/problem/massUnit',
    'one-of',
    /KG/,
    /did you mean "kg"/,
  ),
  shape(
    'word far off',
    (r) => {
      r.problem.objective = 'profit';
    },
    '/problem/objective',
    'one-of',
    /profit/,
    /"fewest-heats"/,
  ),
  shape(
    'day that does not exist',
    (r) => {
      r.problem.calendar = { days: [{ date: '2026-02-30' }] };
    },
    '/problem/calendar/days/0/date',
    'format',
    /2026-02-30/,
    /2026-11-23/,
  ),
  shape(
    'time of day',
    (r) => {
      r.problem.calendar = { ...calendar, shifts: [{ id: 'A', start: '6:00', end: '24:00' }] };
    },
    '/problem/calendar/shifts/0/start',
    'format',
    /6:00/,
    /HH:MM/,
  ),
  shape(
    'time zone',
    (r) => {
      r.problem.calendar = { ...calendar, timeZone: 'Mars/Olympus' };
    },
    '/problem/calendar/timeZone',
    'fits',
    /Mars/,
    /Europe/,
  ),
  shape(
    'instant without offset',
    (r) => {
      r.notAfter = '2026-11-23T07:00:00';
    },
    '/notAfter',
    'format',
    /2026-11-23T07:00:00/,
    /offset/,
  ),
  shape(
    'spread of true',
    (r) => {
      r.problem.spread = true;
    },
    '/problem/spread',
    'type',
    /true/,
    /false/,
  ),
  shape(
    'preference within spread',
    (r) => {
      r.problem.spread = { preference: 'evn' };
    },
    '/problem/spread/preference',
    'one-of',
    /evn/,
    /"even"/,
  ),
  shape(
    'key of a tag',
    (r) => {
      r.tags = { ' x': 'y' };
    },
    '/tags/ x',
    'key',
    /y/,
    /rename/,
  ),
  shape(
    'tag as number',
    (r) => {
      r.tags = { 'a/b~c': 4 };
    },
    '/tags/a~1b~0c',
    'type',
    /4/,
    /text/,
  ),
  shape(
    'oven name for a topic',
    (r) => {
      r.equipment = { ...equipment, site: 'plant/#' };
    },
    '/equipment/site',
    'format',
    /plant\/#/,
    /letters/,
  ),
  // Nesting
  raw(
    'deep list',
    `{"kind":"melt","problem":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    '/problem',
    'type',
    /…/,
    /object/,
    'invalid-request',
  ),
  raw('deep list cut off', '['.repeat(50_000), '/0'.repeat(64), 'json', /end/, /a value/),
  raw(
    'deep object with __proto__',
    `${'{"a":'.repeat(3000)}{"__proto__":1}${'}'.repeat(3000)}`,
    `${'/a'.repeat(65)}`,
    'nesting',
    /./,
    /schema/,
    'invalid-request',
  ),
  // Contradictions
  cross(
    'id used twice',
    (r) => {
      r.problem.lines[1].id = 'L1';
    },
    '/problem/lines/1/id',
    'unique-id',
    /L1/,
    /of its own/,
  ),
  cross(
    'unknown grade',
    (r) => {
      r.problem.lines[0].grade = 'G7';
    },
    '/problem/lines/0/grade',
    'known-grade',
    /G7/,
    /grade/,
  ),
  cross(
    'unknown furnace',
    (r) => {
      r.problem.lines[0].furnaces = ['F9'];
    },
    '/problem/lines/0/furnaces/0',
    'known-furnace',
    /F9/,
    /furnace/,
  ),
  cross(
    'equipment without times',
    (r) => {
      r.equipment = equipment;
    },
    '/equipment',
    'equipment-needs-times',
    /oven-1|nothing/,
    /calendar/,
  ),
  cross(
    'warm start with an unknown line',
    (r) => {
      r.warmStart = { heats: [{ furnace: 'F1', grade: 'G1', contents: [{ line: 'L9', pieces: 1 }] }] };
    },
    '/warmStart/heats/0/contents/0/line',
    'known-line',
    /L9/,
    /line/,
  ),
  cross(
    'too many tags',
    (r) => {
      r.tags = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`t${i}`, '']));
    },
    '/tags',
    'at-most-20-tags',
    /21/,
    /20/,
  ),
  cross(
    'two ovens of one name: the field is oven, not id',
    (r) => {
      r.equipment = { ...equipment, ovens: [equipment.ovens[0], equipment.ovens[0]] };
      r.problem.calendar = { ...calendar, timeZone: 'Europe/Moscow' };
      r.problem.furnaces[0].heatMinutes = 60;
    },
    '/equipment/ovens/1/oven',
    'unique-id',
    /oven-1/,
    /an oven of its own/,
  ),
  cross(
    'shifts of all days that overlap are at fault where they stand, not in a day that has none of its own',
    (r) => {
      r.problem.calendar = {
        timeZone: 'Europe/Moscow',
        shifts: [...calendar.shifts, { id: 'B', start: '13:00', end: '20:00' }],
        days: [{ date: '2026-11-23' }, { date: '2026-11-24' }],
      };
      r.problem.furnaces[0].heatMinutes = 60;
    },
    '/problem/calendar/shifts/1/start',
    'shifts-apart',
    /13:00/,
    /follow/,
  ),
  raw('escape that JSON does not have', '{"kind":"m\\xelt"}', '/kind', 'json', /"/, /double quote.*hex digits/),
];
