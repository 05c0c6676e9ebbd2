import { expect, test } from 'vitest';
import { indexCalendar } from './calendar.ts';
import { at, calendarOf, daily, type Shifts } from './testing.ts';
import { checkLines, trace, traceLines } from './trace.ts';

const hours = (...shifts: readonly (readonly [number, number])[]): Shifts =>
  shifts.map(([from, to]) => [from * 3600, to * 3600]);
const workday = hours([8, 13], [14, 18], [19, 24], [25, 31]);
const shortday = hours([8, 13], [14, 18]);
const holidays = Array.from({ length: 14 }, (_, day): readonly [string, Shifts] => [
  `2018-01-${String(day + 1).padStart(2, '0')}`,
  [],
]);
/** The published example: four long days with a night part, a short Friday, two weeks of holidays. */
const calendar = calendarOf([workday, workday, workday, workday, shortday, [], []], { exceptions: holidays });
const time = indexCalendar(calendar, { from: at('2018-01-01T00:00:00Z'), to: at('2018-02-01T00:00:00Z') });

/**
 * From New Year's Eve the first work is on Monday the 15th. A long day is worked in pieces of 5, 4, 5 hours and, on the
 * date after, 6 more. After Friday's 4 hours the next date with work is Monday, and its midnight is shown.
 */
const forwardRows = [
  [0, '15/01/2018 00:00:00'],
  [18000, '15/01/2018 13:00:00'],
  [32400, '15/01/2018 18:00:00'],
  [50400, '16/01/2018 00:00:00'],
  [72000, '16/01/2018 07:00:00'],
  [90000, '16/01/2018 13:00:00'],
  [104400, '16/01/2018 18:00:00'],
  [122400, '17/01/2018 00:00:00'],
  [144000, '17/01/2018 07:00:00'],
  [162000, '17/01/2018 13:00:00'],
  [176400, '17/01/2018 18:00:00'],
  [194400, '18/01/2018 00:00:00'],
  [216000, '18/01/2018 07:00:00'],
  [234000, '18/01/2018 13:00:00'],
  [248400, '18/01/2018 18:00:00'],
  [266400, '19/01/2018 00:00:00'],
  [288000, '19/01/2018 07:00:00'],
  [306000, '19/01/2018 13:00:00'],
  [320400, '22/01/2018 00:00:00'],
  [338400, '22/01/2018 13:00:00'],
  [352800, '22/01/2018 18:00:00'],
  [370800, '23/01/2018 00:00:00'],
  [392400, '23/01/2018 07:00:00'],
  [410400, '23/01/2018 13:00:00'],
  [424800, '23/01/2018 18:00:00'],
  [442800, '24/01/2018 00:00:00'],
  [464400, '24/01/2018 07:00:00'],
  [482400, '24/01/2018 13:00:00'],
  [496800, '24/01/2018 18:00:00'],
  [514800, '25/01/2018 00:00:00'],
  [518400, '25/01/2018 02:00:00'],
] as const;

/** Backward a row shows where a piece begins, and after the first piece of a date the end of the work day before it. */
const backwardRows = [
  [0, '25/01/2018 02:00:00'],
  [3600, '25/01/2018 00:00:00'],
  [21600, '24/01/2018 19:00:00'],
  [36000, '24/01/2018 14:00:00'],
  [54000, '24/01/2018 08:00:00'],
  [75600, '24/01/2018 00:00:00'],
  [93600, '23/01/2018 19:00:00'],
  [108000, '23/01/2018 14:00:00'],
  [126000, '23/01/2018 08:00:00'],
  [147600, '23/01/2018 00:00:00'],
  [165600, '22/01/2018 19:00:00'],
  [180000, '22/01/2018 14:00:00'],
  [198000, '20/01/2018 00:00:00'],
  [212400, '19/01/2018 14:00:00'],
  [230400, '19/01/2018 08:00:00'],
  [252000, '19/01/2018 00:00:00'],
  [270000, '18/01/2018 19:00:00'],
  [284400, '18/01/2018 14:00:00'],
  [302400, '18/01/2018 08:00:00'],
  [324000, '18/01/2018 00:00:00'],
  [342000, '17/01/2018 19:00:00'],
  [356400, '17/01/2018 14:00:00'],
  [374400, '17/01/2018 08:00:00'],
  [396000, '17/01/2018 00:00:00'],
  [414000, '16/01/2018 19:00:00'],
  [428400, '16/01/2018 14:00:00'],
  [446400, '16/01/2018 08:00:00'],
  [468000, '16/01/2018 00:00:00'],
  [486000, '15/01/2018 19:00:00'],
  [500400, '15/01/2018 14:00:00'],
  [518400, '30/12/2017 00:00:00'],
] as const;

const epoch = (date: string) => at(date.replace(/(\d\d)\/(\d\d)\/(\d{4}) (.*)/, '$3-$2-$1T$4Z'));
const asLines = (rows: readonly (readonly [number, string])[]) =>
  rows.map(([logical, date]) => `${logical} .....| ${epoch(date)} (${date})`);

test('forward, 144 hours from New Year’s Eve: all 31 rows and the result', () => {
  expect(traceLines(trace(calendar, time, 'forward', 1514678400, 518400)!, 'UTC')).toEqual([
    'Start time is: 1514678400 (31/12/2017 00:00:00)',
    'Given logical time is: 518400 (144 in hours)',
    'Logical time | Physical time',
    '-----|-----',
    ...asLines(forwardRows),
    'Result:',
    '-----|-----',
    '518400 .....| [1516845600 ..... - 1516845600 .....]',
    '518400 .....| [25/01/2018 02:00:00 - 25/01/2018 02:00:00]',
  ]);
});

test('backward, 144 hours before that end: all 31 rows, and the result with its later border first', () => {
  expect(traceLines(trace(calendar, time, 'backward', 1516845600, 518400)!, 'UTC')).toEqual([
    'Start time is: 1516845600 (25/01/2018 02:00:00)',
    'Given logical time is: -518400 (-144 in hours)',
    'Logical time | Physical time',
    '-----|-----',
    ...asLines(backwardRows),
    'Result:',
    '-----|-----',
    '518400 .....| [1516003200 ..... - 1514570400 .....]',
    '518400 .....| [15/01/2018 08:00:00 - 29/12/2017 18:00:00]',
  ]);
});

test('check of a day off: zero work is told twice, and the moment reached stands for the interval', () => {
  const holiday = calendarOf(daily(hours([0, 24])), { exceptions: [['2018-01-02', []]] });
  const lines = checkLines(holiday, indexCalendar(holiday, { from: 0, to: 0 }), 1514851200);
  const [back, next] = ['1514851200 (02/01/2018 00:00:00)', '1514937600 (03/01/2018 00:00:00)'];
  expect(lines.slice(0, 6)).toEqual([
    `Start time is: ${back}`,
    'Given logical time is: 0 (0 in hours)',
    'Logical time | Physical time',
    '-----|-----',
    `0 .....| ${back}`,
    `0 .....| ${back}`,
  ]);
  expect(lines.slice(12, 14)).toEqual([`0 .....| ${next}`, `0 .....| ${next}`]);
  expect(lines.at(-1)).toBe('0 .....| [03/01/2018 00:00:00 - 03/01/2018 00:00:00]');
});

test('where there is not so much work there is no trace', () => {
  const never = calendarOf(daily([]));
  expect(trace(never, indexCalendar(never, { from: 0, to: 0 }), 'forward', 0, 1)).toBeUndefined();
});
