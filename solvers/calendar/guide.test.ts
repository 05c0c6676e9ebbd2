/** What docs/calendar.md says is true. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { indexCalendar } from './calendar.ts';
import { at, CheckedCalendar } from './testing.ts';

const guide = readFileSync(new URL('../../docs/calendar.md', import.meta.url), 'utf8');
const calendar = CheckedCalendar.parse(JSON.parse(/```json\n(.*?)```/s.exec(guide)![1]));
const time = indexCalendar(calendar, { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') });
const rows = [...guide.matchAll(/^\| (forward|backward|fit|check) \| (\S+) \| (\d*) ?\| (.*) \|$/gm)];

test('the table of answers is found', () => {
  expect(rows).toHaveLength(8);
});

test.each(rows.map(([, ...cells]) => cells))('%s from %s, %s hours: %s', (question, moment, hours, answer) => {
  const [left, right = left] = (answer.match(/\d{4}\S+/g) ?? []).map(at);
  const seconds = Number(hours) * 3600;
  if (question === 'fit') expect(time.fit(at(moment), seconds)).toBe(left);
  else if (question === 'check')
    expect(time.check(at(moment))).toEqual({
      working: !answer.startsWith('not working'),
      previousWork: left,
      nextWork: right,
    });
  else expect(time[question as 'forward' | 'backward'](at(moment), seconds)).toEqual({ left, right });
});
