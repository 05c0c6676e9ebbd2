import { describe, expect, test } from 'vitest';
import { alwaysOpen, indexCalendar, intersect } from './calendar.ts';
import { at, calendarOf, daily, onWorkdays, type Shifts } from './testing.ts';

const hours = (...shifts: readonly (readonly [number, number])[]): Shifts =>
  shifts.map(([from, to]) => [from * 3600, to * 3600]);
const hour = 3600;
/** Thursday, a week without clock changes. */
const base = at('2026-06-04T00:00:00Z');
const around = (moment: number) => ({ from: moment - 3 * 86_400, to: moment + 3 * 86_400 });
const office = calendarOf(onWorkdays(hours([8, 12], [13, 17])));
const night = hours([22, 30]);
const allDay = hours([0, 24]);

describe('borders', () => {
  const time = indexCalendar(office, around(base));

  test('inside a shift an answer is a point, at its end the whole pause', () => {
    expect(time.forward(base + 8 * hour, 2 * hour)).toEqual({ left: base + 10 * hour, right: base + 10 * hour });
    expect(time.forward(base + 8 * hour, 4 * hour)).toEqual({ left: base + 12 * hour, right: base + 13 * hour });
    expect(time.backward(base + 17 * hour, 4 * hour)).toEqual({ left: base + 12 * hour, right: base + 13 * hour });
  });

  test('no work: from the moment to the next shift, back to the end of the last', () => {
    expect(time.forward(base + 12 * hour, 0)).toEqual({ left: base + 12 * hour, right: base + 13 * hour });
    expect(time.backward(base + 12 * hour, 0)).toEqual({ left: base + 12 * hour, right: base + 12 * hour });
    expect(time.forward(base + 13 * hour, 0)).toEqual({ left: base + 13 * hour, right: base + 13 * hour });
    expect(time.backward(base + 13 * hour, 0)).toEqual({ left: base + 12 * hour, right: base + 13 * hour });
    expect(time.forward(base + 9 * hour, 0)).toEqual({ left: base + 9 * hour, right: base + 9 * hour });
  });

  test('a shift is half-open: at its start one works, at its end not', () => {
    const check = (moment: number) => time.check(base + moment);
    expect(check(8 * hour)).toEqual({ working: true, previousWork: base + 8 * hour, nextWork: base + 8 * hour });
    expect(check(12 * hour)).toEqual({ working: false, previousWork: base + 12 * hour, nextWork: base + 13 * hour });
    expect(check(12.5 * hour)).toEqual({ working: false, previousWork: base + 12 * hour, nextWork: base + 13 * hour });
  });

  test('Friday evening to Monday morning', () => {
    const friday = base + 24 * hour;
    expect(time.forward(friday + 16 * hour, hour)).toEqual({
      left: friday + 17 * hour,
      right: friday + (72 + 8) * hour,
    });
    expect(time.worked(base, base + 7 * 24 * hour)).toBe(40 * hour);
    expect(time.worked(base + 9 * hour, base + 8 * hour)).toBe(0);
  });

  test('an operation that must not pause waits for a window that holds it', () => {
    expect(time.fit(base + 9 * hour, 3 * hour)).toBe(base + 9 * hour);
    expect(time.fit(base + 9 * hour, 3 * hour + 1)).toBe(base + 13 * hour);
    expect(time.fit(base + 14 * hour, 4 * hour)).toBe(base + (24 + 8) * hour);
    expect(time.fitBackward(base + 14 * hour, hour)).toBe(base + 14 * hour);
    expect(time.fitBackward(base + 14 * hour, 2 * hour)).toBe(base + 12 * hour);
    expect(time.fitBackward(base + 10 * hour, 3 * hour)).toBe(base - 7 * hour);
    expect(time.fit(base, 5 * hour)).toBeUndefined();
    expect(time.fitBackward(base, 5 * hour)).toBeUndefined();
    expect(time.fit(base, 0)).toBe(base);
  });

  test('shifts that touch are one window, also over midnight', () => {
    const touching = indexCalendar(calendarOf(daily(hours([0, 12], [12, 24]))), around(base));
    expect(touching.forward(base, 12 * hour)).toEqual({ left: base + 12 * hour, right: base + 12 * hour });
    expect(touching.fit(base, 1000 * hour)).toBe(base);
    expect(touching.fitBackward(base, 1000 * hour)).toBe(base);
  });

  test('windows are cut at the ends of what is asked', () => {
    expect(time.windows(base + 9 * hour, base + 14 * hour)).toEqual([
      { from: base + 9 * hour, to: base + 12 * hour },
      { from: base + 13 * hour, to: base + 14 * hour },
    ]);
  });
});

describe('exceptions', () => {
  test('a day off leaves the night begun on the day before alone, and has no night of its own', () => {
    const calendar = calendarOf(daily(night), { exceptions: [['2026-06-04', []]] });
    const time = indexCalendar(calendar, around(base));
    expect(time.check(base + 5 * hour).working).toBe(true);
    expect(time.forward(base, 6 * hour)).toEqual({ left: base + 6 * hour, right: base + 46 * hour });
  });

  test('a Sunday worked instead', () => {
    const sunday = at('2026-06-07T00:00:00Z');
    const calendar = calendarOf(onWorkdays(hours([8, 16])), { exceptions: [['2026-06-07', hours([8, 16])]] });
    expect(indexCalendar(calendar, around(base)).nextOpen(sunday - hour)).toBe(sunday + 8 * hour);
  });
});

describe('clock changes', () => {
  const zoned = (shifts: Shifts, timeZone: string, moment: number) =>
    indexCalendar(calendarOf(daily(shifts), { timeZone }), around(moment));

  test.each([
    // Clocks jump from 02:00 to 03:00: eight hours on the clock are seven.
    ['Europe/Berlin', '2026-03-28T22:00:00+01:00', '2026-03-29T06:00:00+02:00', 7],
    // 02:00 to 03:00 comes twice: nine.
    ['Europe/Berlin', '2026-10-24T22:00:00+02:00', '2026-10-25T06:00:00+01:00', 9],
    ['America/New_York', '2026-03-07T22:00:00-05:00', '2026-03-08T06:00:00-04:00', 7],
    // Half an hour is put back.
    ['Australia/Lord_Howe', '2026-04-04T22:00:00+11:00', '2026-04-05T06:00:00+10:30', 8.5],
    ['America/St_Johns', '2026-03-07T22:00:00-03:30', '2026-03-08T06:00:00-02:30', 7],
    // The clock jumps over midnight itself.
    ['Africa/Cairo', '2026-04-23T22:00:00+02:00', '2026-04-24T06:00:00+03:00', 7],
    ['UTC', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z', 8],
  ])('%s: the night from %s to %s', (timeZone, from, to, length) => {
    const time = zoned(night, timeZone, at(from));
    expect(time.forward(at(from), length * hour)).toEqual({ left: at(to), right: at(to) + 16 * hour });
    expect(time.backward(at(to), length * hour)).toEqual({ left: at(from) - 16 * hour, right: at(from) });
    expect(time.forward(at(from), length * hour - 1)).toEqual({ left: at(to) - 1, right: at(to) - 1 });
  });

  test('round the clock, a day has 23 or 25 hours', () => {
    const march = at('2026-03-08T00:00:00-05:00');
    expect(zoned(allDay, 'America/New_York', march).worked(march, at('2026-03-09T00:00:00-04:00'))).toBe(23 * hour);
    const november = at('2026-11-01T00:00:00-04:00');
    const time = zoned(allDay, 'America/New_York', november);
    expect(time.worked(november, at('2026-11-02T00:00:00-05:00'))).toBe(25 * hour);
    expect(time.fit(november, 10_000 * hour)).toBe(november);
  });

  test('a bound that the clock jumps over moves on by the jump, one shown twice is the first', () => {
    const skipped = at('2026-03-29T01:00:00+01:00');
    // 01:00 to 02:30 goes on to 03:30 of summer time, which is an hour and a half of real time.
    expect(zoned(hours([1, 2.5]), 'Europe/Berlin', skipped).windows(skipped, skipped + 4 * hour)).toEqual([
      { from: skipped, to: skipped + 1.5 * hour },
    ]);
    // 02:30 to 03:00 would begin at 03:30 and end at 03:00: nothing is left of it.
    expect(zoned(hours([2.5, 3]), 'Europe/Berlin', skipped).windows(skipped, skipped + 4 * hour)).toEqual([]);
    // 01:00 to 02:30 and 03:00 to 04:00 both hold 03:00 to 03:30 of summer time, which counts once.
    expect(zoned(hours([1, 2.5], [3, 4]), 'Europe/Berlin', skipped).worked(skipped, skipped + 9 * hour)).toBe(2 * hour);
    const twice = at('2026-10-25T02:00:00+02:00');
    expect(zoned(hours([2.25, 2.5]), 'Europe/Berlin', twice).windows(twice, twice + 4 * hour)).toEqual([
      { from: twice + 0.25 * hour, to: twice + 0.5 * hour },
    ]);
  });

  test('a date that the zone leaves out has no work: Samoa went from the 29th to the 31st', () => {
    const before = at('2011-12-29T00:00:00-10:00');
    const calendar = calendarOf(daily([]), {
      timeZone: 'Pacific/Apia',
      exceptions: [['2011-12-30', hours([8, 16])]],
    });
    expect(indexCalendar(calendar, around(before)).worked(before, before + 7 * 86_400)).toBe(0);
  });

  test('office hours keep to the clock', () => {
    const time = indexCalendar(calendarOf(onWorkdays(hours([8, 18])), { timeZone: 'Europe/Berlin' }), around(base));
    const monday = at('2026-03-30T09:00:00+02:00');
    expect(time.forward(at('2026-03-27T17:00:00+01:00'), 2 * hour)).toEqual({ left: monday, right: monday });
  });
});

describe('growth', () => {
  test('answers do not depend on the horizon, on either side', () => {
    const wide = indexCalendar(office, { from: at('2000-01-01T00:00:00Z'), to: at('2060-01-01T00:00:00Z') });
    const questions = [-9000, -400, -30, -2, 0, 2, 30, 400, 9000].map((days) => base + days * 86_400);
    for (const moment of questions) {
      const narrow = () => indexCalendar(office, { from: base, to: base });
      expect(narrow().forward(moment, 20_000 * hour)).toEqual(wide.forward(moment, 20_000 * hour));
      expect(narrow().backward(moment, 20_000 * hour)).toEqual(wide.backward(moment, 20_000 * hour));
      expect(narrow().check(moment)).toEqual(wide.check(moment));
      expect(narrow().worked(moment, base)).toBe(wide.worked(moment, base));
      expect(narrow().worked(base, moment)).toBe(wide.worked(base, moment));
      const [later, earlier] = [narrow(), narrow()];
      expect(later.fit(moment, 4 * hour)).toBe(wide.fit(moment, 4 * hour));
      expect(earlier.fitBackward(moment, 4 * hour)).toBe(wide.fitBackward(moment, 4 * hour));
    }
  });

  test('no calendar answers for times outside 1900 to 2199', () => {
    const time = indexCalendar(office, around(base));
    const late = at('2300-01-01T00:00:00Z');
    expect(time.forward(late, 1)).toBeUndefined();
    expect(time.forward(base, 1e11)).toBeUndefined();
    expect(time.backward(base, 1e11)).toBeUndefined();
    expect(time.check(late)).toEqual({
      working: false,
      previousWork: at('2199-12-31T17:00:00Z'),
      nextWork: Number.POSITIVE_INFINITY,
    });
    expect(indexCalendar(office, { from: late, to: late }).previousOpen(base + 9 * hour)).toBe(base + 9 * hour);
  });
});

describe('refusals', () => {
  const never = calendarOf(daily([]));

  test('nothing is ever at work', () => {
    const time = indexCalendar(never, around(base));
    expect(time.forward(base, 1)).toBeUndefined();
    expect(time.backward(base, 1)).toBeUndefined();
    expect(time.fit(base, 1)).toBeUndefined();
    expect(time.fitBackward(base, 1)).toBeUndefined();
    expect(time.worked(base, base + 1e9)).toBe(0);
    expect(time.forward(base, 0)).toEqual({ left: base, right: Number.POSITIVE_INFINITY });
    expect(time.check(base)).toEqual({
      working: false,
      previousWork: Number.NEGATIVE_INFINITY,
      nextWork: Number.POSITIVE_INFINITY,
    });
  });

  test('what never ends leads on to what never ends', () => {
    const time = indexCalendar(office, around(base));
    const [never, ever] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect([time.endOf(never, 5), time.nextOpen(never), time.fit(never, 5)]).toEqual([never, never, undefined]);
    expect([time.startOf(ever, 5), time.previousOpen(ever), time.fitBackward(ever, 5)]).toEqual([
      ever,
      ever,
      undefined,
    ]);
  });

  test('only exceptions are worked: found however far away, and no more than there is', () => {
    const exceptions = [['2090-05-01', hours([8, 9])] as const];
    const time = indexCalendar(calendarOf(daily([]), { exceptions }), around(base));
    const start = at('2090-05-01T08:00:00Z');
    expect(time.forward(base, hour)).toEqual({ left: start + hour, right: Number.POSITIVE_INFINITY });
    expect(time.forward(base, hour + 1)).toBeUndefined();
    expect(time.backward(start + hour, hour)).toEqual({ left: Number.NEGATIVE_INFINITY, right: start });
  });

  test('calendars that never meet', () => {
    const early = indexCalendar(calendarOf(daily(hours([6, 14]))), around(base));
    const late = indexCalendar(calendarOf(daily(hours([14, 22]))), around(base));
    const both = intersect([early, late]);
    expect(both.forward(base, 1)).toBeUndefined();
    expect(both.backward(base, 1)).toBeUndefined();
    expect(both.fit(base, 1)).toBeUndefined();
    const may = indexCalendar(calendarOf(daily([]), { exceptions: [['2026-05-01', allDay]] }), around(base));
    const june = indexCalendar(calendarOf(daily([]), { exceptions: [['2026-06-01', allDay]] }), around(base));
    expect(intersect([may, june, alwaysOpen]).nextOpen(0)).toBe(Number.POSITIVE_INFINITY);
  });

  test('calendars that meet on one date only, long after', () => {
    const early = indexCalendar(calendarOf(daily(hours([6, 14]))), around(base));
    const late = indexCalendar(
      calendarOf(daily(hours([14, 22])), { exceptions: [['2071-03-03', hours([13, 22])]] }),
      around(base),
    );
    const start = at('2071-03-03T13:00:00Z');
    expect(intersect([early, late]).forward(base, hour)).toEqual({
      left: start + hour,
      right: Number.POSITIVE_INFINITY,
    });
  });

  test.each([
    ['a negative length', base, -1],
    ['a fraction of a second', base, 0.5],
    ['a moment between seconds', base + 0.5, 1],
    ['a moment that is no number', Number.NaN, 1],
  ])('%s is a fault of the caller', (_, moment, seconds) => {
    for (const time of [indexCalendar(office, around(base)), alwaysOpen]) {
      expect(() => time.forward(moment, seconds)).toThrow(RangeError);
      expect(() => time.backward(moment, seconds)).toThrow(RangeError);
    }
  });
});

describe('intersection', () => {
  test('of nothing, and with what is always open', () => {
    const time = indexCalendar(office, around(base));
    expect(intersect([])).toBe(alwaysOpen);
    expect(intersect([time, alwaysOpen, time])).toBe(time);
    expect(alwaysOpen.forward(base, 5)).toEqual({ left: base + 5, right: base + 5 });
    expect(alwaysOpen.backward(base, 5)).toEqual({ left: base - 5, right: base - 5 });
  });

  test('of a shift in Berlin with one in Moscow moves with the clock of Berlin alone', () => {
    const berlin = indexCalendar(calendarOf(daily(hours([8, 16])), { timeZone: 'Europe/Berlin' }), around(base));
    const moscow = indexCalendar(calendarOf(daily(hours([8, 16])), { timeZone: 'Europe/Moscow' }), around(base));
    const both = intersect([berlin, moscow]);
    const [winter, summer] = [at('2026-02-02T00:00:00Z'), at('2026-07-01T00:00:00Z')];
    expect(both.windows(winter, winter + 86_400)).toEqual([{ from: winter + 7 * hour, to: winter + 13 * hour }]);
    expect(both.windows(summer, summer + 86_400)).toEqual([{ from: summer + 6 * hour, to: summer + 13 * hour }]);
  });
});
