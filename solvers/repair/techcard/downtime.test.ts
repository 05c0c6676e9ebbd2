/** Down times as calendars, by hand. */
import { expect, test } from 'vitest';
import { TechcardProblem } from '../../../models/techcard.ts';
import { Openings } from '../../techcard/openings.ts';
import { withDowntimes } from './downtime.ts';

const problem = TechcardProblem.parse({
  start: '2026-11-23T20:00:00Z',
  resources: [
    { type: 'machine', id: 'mill' },
    { type: 'workers', id: 'crew', workers: [{ id: 'ann' }, { id: 'bob' }] },
  ],
  cards: [{ id: 'c', operations: [{ id: 'o', modes: [{ durationSeconds: 1 }] }] }],
  orders: [{ id: 'q', card: 'c' }],
});

test('a machine is closed from the very second to the very second, across two midnights', () => {
  // From 21:00 of the 23rd to 01:30 of the 25th.
  const down = { event: 0, resource: 'mill', from: 3600, until: 29.5 * 3600 };
  const next = { ...problem, ...withDowntimes(problem, [down]) };
  expect(TechcardProblem.safeParse(next).error).toBe(undefined);
  const opening = new Openings(next).of(next.resources[0].calendars);
  expect(opening.worked(0, 40 * 3600)).toBe(40 * 3600 - 28.5 * 3600);
  expect(opening.nextOpen(3599)).toBe(3599);
  expect(opening.nextOpen(3600)).toBe(29.5 * 3600);
  // Without a break before and after.
  expect(opening.fit(0, 3600)).toBe(0);
  expect(opening.fit(0, 3601)).toBe(29.5 * 3600);
  expect(opening.fit(30 * 3600, 90 * 3600)).toBe(30 * 3600);
});

test('one worker is away, the others are there; a second time is a calendar of its own', () => {
  const downs = [
    { event: 0, resource: 'crew', worker: 'ann', from: 0, until: 60 },
    { event: 1, resource: 'crew', worker: 'ann', from: 120, until: 180 },
  ];
  const { calendars, resources } = withDowntimes(problem, downs);
  expect(calendars.map(({ id }) => id)).toEqual(['down ann', 'down ann 2']);
  expect(resources[1]).toMatchObject({
    calendars: [],
    workers: [
      { id: 'ann', calendars: ['down ann', 'down ann 2'] },
      { id: 'bob', calendars: [] },
    ],
  });
});
