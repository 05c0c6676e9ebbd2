import { describe, expect, test } from 'vitest';
import { CalendarConfig } from './calendar.ts';
import { checkCalendar } from './calendar-rules.ts';
import { TaktError } from './errors.ts';
import { parseInput } from './input-problems.ts';

const Checked = CalendarConfig.superRefine((calendar, context) => checkCalendar(context, calendar, []));
const week = {
  monday: 'work',
  tuesday: 'work',
  wednesday: 'work',
  thursday: 'work',
  friday: 'work',
  saturday: 'off',
  sunday: 'off',
};
const hour = 3600;
type Bounds = readonly (readonly [number, number])[];
const shifts = (bounds: Bounds) => bounds.map(([from, to]) => ({ from: from * hour, to: to * hour }));
const calendar = (work: Bounds, changes: object = {}) => ({
  id: 'c',
  dayTypes: [
    { id: 'work', shifts: shifts(work) },
    { id: 'off', shifts: [] },
  ],
  week,
  ...changes,
});

function problems(input: unknown) {
  try {
    parseInput(Checked, input);
    return [];
  } catch (error) {
    if (!(error instanceof TaktError)) throw error;
    const errors = error.details?.errors ?? [];
    for (const { message, remedy } of errors) expect([message, remedy].every((text) => text.length > 0)).toBe(true);
    return errors.map(({ pointer, rule }) => `${pointer} ${rule}`);
  }
}

describe('what a calendar may be', () => {
  test.each<[string, Bounds]>([
    [
      'shifts that touch',
      [
        [0, 12],
        [12, 24],
      ],
    ],
    [
      'a night that ends when the next day begins',
      [
        [8, 18],
        [25, 32],
      ],
    ],
    [
      'shifts out of order',
      [
        [14, 18],
        [8, 12],
      ],
    ],
    [
      'a shift wholly on the next date, around one of that day',
      [
        [10, 11],
        [36, 37],
      ],
    ],
    ['no work at all', []],
  ])('%s', (_, work) => {
    expect(problems(calendar(work))).toEqual([]);
  });

  test('UTC and no exceptions where nothing is said', () => {
    expect(Checked.parse(calendar([[8, 16]]))).toMatchObject({ timeZone: 'UTC', exceptions: [] });
  });

  test('a night before a day off: only days that really follow each other count', () => {
    // 22:00 to 10:00 would run into Tuesday's 08:00, but no long night comes before a work day.
    const types = [
      { id: 'work', shifts: shifts([[8, 18]]) },
      {
        id: 'long',
        shifts: shifts([
          [8, 18],
          [22, 34],
        ]),
      },
      { id: 'off', shifts: [] },
    ];
    const fine = { id: 'c', dayTypes: types, week: { ...week, friday: 'long' } };
    expect(problems(fine)).toEqual([]);
    expect(problems({ ...fine, exceptions: [{ date: '2026-06-06', dayType: 'work' }] })).toEqual([
      '/exceptions/0 neighbour-overlap',
    ]);
  });
});

describe('what it may not be', () => {
  test.each<[string, Bounds, object, string[]]>([
    [
      'shifts that overlap',
      [
        [8, 13],
        [12, 18],
      ],
      {},
      ['/dayTypes/0/shifts/1 shift-overlap'],
    ],
    [
      'a shift inside another',
      [
        [8, 18],
        [9, 10],
        [17, 19],
      ],
      {},
      ['/dayTypes/0/shifts/1 shift-overlap', '/dayTypes/0/shifts/2 shift-overlap'],
    ],
    ['an end at the start', [[14, 14]], {}, ['/dayTypes/0/shifts/0/to shift-order']],
    ['an end before the start', [[22, 6]], {}, ['/dayTypes/0/shifts/0/to shift-order']],
    [
      'a shift of more than a day',
      [[8, 33]],
      {
        week: {
          ...week,
          ...Object.fromEntries(Object.keys(week).map((day) => [day, day === 'monday' ? 'work' : 'off'])),
        },
      },
      ['/dayTypes/0/shifts/0/to shift-length'],
    ],
    [
      'a night into the next morning',
      [
        [8, 18],
        [25, 32.5],
      ],
      {},
      [
        '/week/tuesday neighbour-overlap',
        '/week/wednesday neighbour-overlap',
        '/week/thursday neighbour-overlap',
        '/week/friday neighbour-overlap',
      ],
    ],
    [
      'Sunday’s night into Monday',
      [[4, 12]],
      {
        dayTypes: [
          { id: 'work', shifts: shifts([[4, 12]]) },
          { id: 'off', shifts: [] },
          { id: 'late', shifts: shifts([[22, 30]]) },
        ],
        week: { ...week, sunday: 'late' },
      },
      ['/week/monday neighbour-overlap'],
    ],
    [
      'names that lead nowhere',
      [[8, 16]],
      {
        week: { ...week, sunday: 'of' },
        exceptions: [{ date: '2026-01-01', dayType: 'feast' }],
      },
      ['/week/sunday known-id', '/exceptions/0/dayType known-id'],
    ],
    ['an unknown zone', [[8, 16]], { timeZone: 'Europe/Atlantis' }, ['/timeZone time-zone']],
    [
      'a date told twice',
      [[8, 16]],
      {
        exceptions: [
          { date: '2026-01-01', dayType: 'off' },
          { date: '2026-01-01', dayType: 'off' },
        ],
      },
      ['/exceptions/1/date unique-date'],
    ],
    [
      'a date far off',
      [[8, 16]],
      { exceptions: [{ date: '2206-01-01', dayType: 'off' }] },
      ['/exceptions/0/date date-range'],
    ],
    [
      'a date that is none',
      [[8, 16]],
      { exceptions: [{ date: '2026-02-29', dayType: 'off' }] },
      ['/exceptions/0/date format'],
    ],
    [
      'a day type told twice',
      [[8, 16]],
      {
        dayTypes: [
          { id: 'work', shifts: [] },
          { id: 'work', shifts: [] },
          { id: 'off', shifts: [] },
        ],
      },
      ['/dayTypes/1/id unique-id'],
    ],
    ['a start before midnight', [[-1, 8]], {}, ['/dayTypes/0/shifts/0/from at-least']],
    ['an end after two days', [[40, 49]], {}, ['/dayTypes/0/shifts/0/to at-most']],
  ])('%s', (_, work, changes, expected) => {
    expect(problems(calendar(work, changes))).toEqual(expected);
  });

  test('an exception that puts a morning after a night, and one that puts a night before a morning', () => {
    const types = [
      { id: 'day', shifts: shifts([[4, 12]]) },
      { id: 'night', shifts: shifts([[22, 30]]) },
      { id: 'off', shifts: [] },
    ];
    const all = (id: string) => Object.fromEntries(Object.keys(week).map((day) => [day, id]));
    const nights = { id: 'c', dayTypes: types, week: all('night') };
    expect(problems({ ...nights, exceptions: [{ date: '2026-06-03', dayType: 'day' }] })).toEqual([
      '/exceptions/0 neighbour-overlap',
    ]);
    const days = { id: 'c', dayTypes: types, week: all('day') };
    expect(problems({ ...days, exceptions: [{ date: '2026-06-03', dayType: 'night' }] })).toEqual([
      '/exceptions/0 neighbour-overlap',
    ]);
    // Two exceptions side by side are told of once, and a day off between keeps them apart.
    const pair = [
      { date: '2026-06-03', dayType: 'night' },
      { date: '2026-06-04', dayType: 'day' },
    ];
    expect(problems({ ...days, week: all('off'), exceptions: pair })).toEqual(['/exceptions/1 neighbour-overlap']);
    expect(problems({ ...days, exceptions: [pair[0], { date: '2026-06-04', dayType: 'off' }] })).toEqual([]);
  });
});
