import { describe, expect, test } from 'vitest';
import { at, wallTime } from './testing.ts';
import { ZoneClock, zoneClock } from './time-zone.ts';

const wall = (text: string) => at(`${text}Z`);

describe('a zone’s clock', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T01:59:59+01:00'],
    // Skipped: on by an hour.
    ['Europe/Berlin', '2026-03-29T02:00:00', '2026-03-29T03:00:00+02:00'],
    ['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T03:30:00+02:00'],
    ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T03:00:00+02:00'],
    // Twice: the first.
    ['Europe/Berlin', '2026-10-25T02:00:00', '2026-10-25T02:00:00+02:00'],
    ['Europe/Berlin', '2026-10-25T02:59:59', '2026-10-25T02:59:59+02:00'],
    ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T03:00:00+01:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:15:00', '2026-10-04T02:45:00+11:00'],
    ['Australia/Lord_Howe', '2026-04-05T01:45:00', '2026-04-05T01:45:00+11:00'],
    ['Africa/Cairo', '2026-04-24T00:00:00', '2026-04-24T01:00:00+03:00'],
    // A whole date is left out.
    ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-31T12:00:00+14:00'],
    // Offsets of old had seconds.
    ['Africa/Monrovia', '1971-06-01T00:00:00', '1971-06-01T00:44:30Z'],
    ['UTC', '2026-03-29T02:30:00', '2026-03-29T02:30:00Z'],
  ])('%s at %s', (timeZone, shown, moment) => {
    const clock = new ZoneClock(timeZone);
    clock.cover(at(moment), at(moment));
    expect(clock.momentOf(wall(shown))).toBe(at(moment));
  });

  test('shows what the runtime shows, every hour of two years, however it came to know them', () => {
    const [from, to] = [at('2025-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z')];
    for (const timeZone of ['Africa/Casablanca', 'America/St_Johns', 'Asia/Gaza', 'Asia/Kathmandu']) {
      const clock = new ZoneClock(timeZone);
      // From the middle outwards, so that what was read is joined on both sides.
      for (const days of [0, 40, 41, 200, 365])
        clock.cover(at('2026-01-01T00:00:00Z') - days * 86_400, at('2026-01-01T00:00:00Z') + days * 86_400);
      const wrong: number[] = [];
      for (let moment = from; moment < to; moment += 3600)
        if (moment + clock.offsetAt(moment) !== wallTime(moment, timeZone)) wrong.push(moment);
      expect(wrong).toEqual([]);
    }
  });

  test('is shared between the spellings of a zone', () => {
    expect(zoneClock('europe/BERLIN')).toBe(zoneClock('Europe/Berlin'));
  });
});
