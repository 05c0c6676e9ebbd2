import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../models/errors.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';
import type { Problem } from './problem.ts';

interface Case {
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

const spoilt = (spoil: Spoil): string => {
  const request = smallRequest();
  spoil(request);
  return JSON.stringify(request);
};
/** A body in which one number is replaced by a text that JSON.stringify would not write. */
const withRaw = (raw: string) =>
  spoilt((request) => {
    request.problem.lines[0].pieceMass = '@';
  }).replace('"@"', raw);
const equipment = {
  site: 'plant-1',
  ovens: [{ oven: 'oven-1', furnace: 'F1', min: 0, max: 1700, rampPerMin: 10 }],
  setpoints: [{ grade: 'G1', value: 1500 }],
};
const calendar = { shifts: [{ id: 'A', start: '06:00', end: '14:00' }], days: [{ date: '2026-11-23' }] };

const shape = (name: string, spoil: Spoil, pointer: string, rule: string, received: RegExp, remedy: RegExp): Case => ({
  name,
  body: spoilt(spoil),
  code: 'invalid-request',
  pointer,
  rule,
  received,
  remedy,
});
const cross = (name: string, spoil: Spoil, pointer: string, rule: string, received: RegExp, remedy: RegExp): Case => ({
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
): Case => ({
  name,
  body,
  code,
  pointer,
  rule,
  received,
  remedy,
});

const cases: Case[] = [
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

describe('a malformed body is answered with a problem that can be mended', () => {
  let opened: TestDatabase;
  let api: TestApi;
  beforeAll(async () => {
    opened = await openTestDatabase('pglite');
    api = await startTestApi(opened);
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  const post = (payload: string | Buffer, headers = {}, url = '/v1/plans') =>
    api.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

  test('there are at least sixty of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test('one letter is no misspelling of another: tonnes are not told to become grams', async () => {
    const answer = await post(
      spoilt((r) => {
        r.problem.massUnit = 't';
      }),
    );
    const [error] = answer.json<Problem>().errors!;
    expect(error).toMatchObject({ pointer: '/problem/massUnit', remedy: 'write one of "kg", "g"' });
  });

  test('a body nested a hundred thousand times gets a short answer', async () => {
    for (const unit of ['[', '{"a":']) {
      const answer = await post(unit.repeat(100_000));
      expect(answer.statusCode).toBe(400);
      expect(answer.json<Problem>().code).toBe('malformed-json');
      expect(answer.payload.length).toBeLessThan(2000);
    }
  });

  test('a body that is said to be compressed is refused as such', async () => {
    const answer = await post(JSON.stringify(smallRequest()), { 'content-encoding': 'gzip' });
    expect(answer.statusCode).toBe(415);
    expect(answer.json<Problem>().errors).toMatchObject([{ pointer: 'Content-Encoding', received: 'gzip' }]);
  });

  test.each(['%00', 'nope', ''])('plans of a kind that is none (%j) are 400, not 500', async (kind) => {
    const answer = await api.app.inject({ method: 'GET', url: `/v1/plans?kind=${kind}` });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().errors).toMatchObject([
      { pointer: 'kind', remedy: expect.stringContaining('"melt"') },
    ]);
  });

  test.each(cases)('$name', async ({ body, code, pointer, rule, received, remedy }) => {
    const answer = await post(body);
    const problem = answer.json<Problem>();
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect({ status: answer.statusCode, code: problem.code }).toEqual({
      status: code === 'inconsistent-request' ? 422 : 400,
      code,
    });
    const { errors = [] } = problem;
    expect(errors.map((error) => [error.pointer, error.rule])).toContainEqual([pointer, rule]);
    const error = errors.find((one) => one.pointer === pointer && one.rule === rule)!;
    expect(typeof error.received === 'string' ? error.received : JSON.stringify(error.received)).toMatch(received);
    expect(error.remedy).toMatch(remedy);
    expect(error.message.length).toBeGreaterThan(5);
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|\bat \/|\.ts:\d/);
  });

  test.each(cases)('the same without the store: $name', async ({ body, code }) => {
    const validated = await post(body, {}, '/v1/plans:validate');
    expect([validated.statusCode, validated.json().code]).toEqual([code === 'inconsistent-request' ? 422 : 400, code]);
    const solved = await post(body, {}, '/v1/solve/melt');
    // Without `kind` in the body the address says it, so what is wrong may be told otherwise; a body that is right is solved.
    expect(solved.statusCode).toBeGreaterThanOrEqual(400);
    expect(solved.statusCode).toBeLessThan(500);
  });

  test('ten megabytes', async () => {
    const answer = await post(`{"kind":"melt","x":"${'x'.repeat(10_000_000)}"}`);
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({
      code: 'body-too-large',
      errors: [{ rule: 'body-size', received: '10000022 bytes' }],
    });
  });

  test('another content type, and none', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '', 'nonsense']) {
      const answer = await post('{}', { 'content-type': type });
      expect([type, answer.statusCode, answer.json().code]).toEqual([type, 415, 'unsupported-media-type']);
      expect(answer.json().errors[0]).toMatchObject({
        pointer: 'Content-Type',
        remedy: expect.stringContaining('application/json'),
      });
    }
  });

  test('a key twice is JSON: the last one counts', async () => {
    const answer = await post(withRaw('100,"pieceMass":200'), {}, '/v1/plans:validate');
    expect(answer.statusCode).toBe(200);
    expect(answer.json().request.problem.lines[0].pieceMass).toBe(200);
  });

  test('many problems: fifty are listed and all are counted', async () => {
    const lines = Array.from({ length: 200 }, () => ({ id: 7 }));
    const answer = await post(
      spoilt((request) => {
        request.problem.lines = lines;
      }),
    );
    const problem = answer.json<Problem>();
    expect(problem.errors).toHaveLength(50);
    expect(problem.detail).toMatch(/\(800 problems in all, of which the first 50 are listed\)/);
  });

  test.each([
    ['shape', '0', 400],
    ['reference', '{"line":"L9","pieces":1}', 422],
  ])('megabytes of entries of wrong %s are not collected one by one', async (_what, content, status) => {
    const inHeat = Math.min(4999, Math.floor(9_000 / content.length));
    const heat = `{"furnace":"F1","grade":"G1","contents":[${new Array(inHeat).fill(content).join(',')}]}`;
    const heats = new Array(Math.floor(8_000_000 / (heat.length + 1))).fill(heat).join(',');
    const answer = await post(`${JSON.stringify(smallRequest()).slice(0, -1)},"warmStart":{"heats":[${heats}]}}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.json<Problem>().errors).toHaveLength(50);
    expect(answer.json<Problem>().detail).toMatch(/problems or more in all/);
  });
});

describe('what is wrong besides the body', () => {
  let opened: TestDatabase;
  let api: TestApi;
  beforeAll(async () => {
    opened = await openTestDatabase('pglite');
    api = await startTestApi(opened);
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  test.each([
    ['GET', '/nothing', 404, 'not-found', undefined],
    ['POST', '/v1/plan', 404, 'not-found', undefined],
    ['POST', '/v1/solve/cake', 404, 'not-found', undefined],
    ['PUT', '/v1/plans', 405, 'method-not-allowed', 'GET, HEAD, POST'],
    ['PATCH', '/v1/plans/018f3c1e-0000-7000-8000-000000000000', 405, 'method-not-allowed', 'DELETE, GET, HEAD'],
    ['GET', '/v1/plans:validate', 405, 'method-not-allowed', 'POST'],
    ['GET', '/v1/solve/melt', 405, 'method-not-allowed', 'POST'],
    ['GET', '/v1/plans/7', 404, 'plan-not-found', undefined],
    ['GET', '/v1/plans/018f3c1e-0000-7000-8000-000000000000', 404, 'plan-not-found', undefined],
    ['GET', '/v1/plans/018f3c1e-0000-7000-8000-000000000000/events', 404, 'plan-not-found', undefined],
    ['DELETE', '/v1/plans/018f3c1e-0000-7000-8000-000000000000', 404, 'plan-not-found', undefined],
    ['GET', '/v1/plans?state=done', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?limit=0', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?limit=501', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?stat=failed', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?state=failed&state=queued', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?cursor=abc', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans/%zz', 400, 'invalid-parameter', undefined],
    ['GET', `/${'x'.repeat(3000)}`, 404, 'not-found', undefined],
    ['GET', '/v1/plans/%00', 404, 'plan-not-found', undefined],
  ] as const)('%s %s', async (method, url, status, code, allow) => {
    const answer = await api.app.inject({ method, url });
    expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([status, code, allow]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json().requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a parameter is named with rule, value and remedy', async () => {
    const answer = await api.app.inject({ url: '/v1/plans?state=succeded&limit=x' });
    expect(answer.json().errors).toEqual([
      {
        pointer: 'state',
        rule: 'one-of',
        message: expect.any(String),
        received: 'succeded',
        remedy: expect.stringContaining('did you mean "succeeded"'),
      },
      {
        pointer: 'limit',
        rule: 'format',
        message: expect.any(String),
        received: 'x',
        remedy: expect.stringContaining('1 to 500'),
      },
    ]);
  });

  test('Last-Event-ID that is no number', async () => {
    const kept = await api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() });
    const answer = await api.app.inject({
      url: `${kept.headers.location}/events`,
      headers: { 'last-event-id': 'abc' },
    });
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, 'Last-Event-ID']);
    (await api.solver.next()).finish(1);
  });

  test('solve refuses what only a kept plan can have', async () => {
    const body = { ...smallRequest({ notAfter: '2020-01-01T00:00:00Z' }) };
    const answer = await api.app.inject({ method: 'POST', url: '/v1/solve/melt', payload: body });
    expect([answer.statusCode, answer.json().errors[0].rule]).toEqual([422, 'not-after-passed']);
    const otherKind = await api.app.inject({
      method: 'POST',
      url: '/v1/solve/melt',
      payload: { ...body, kind: 'cake' },
    });
    expect([otherKind.statusCode, otherKind.json().errors[0].pointer]).toEqual([400, '/kind']);
  });

  test('what is not HTTP is answered in kind', async () => {
    const { port } = new URL(await api.app.listen({ port: 0, host: '127.0.0.1' }));
    const { connect } = await import('node:net');
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ code: 'invalid-parameter', status: 400 });
  });

  test('every answer carries the security headers', async () => {
    for (const url of ['/livez', '/v1/kinds', '/nothing', '/docs']) {
      const { headers } = await api.app.inject({ url });
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
  });
});
