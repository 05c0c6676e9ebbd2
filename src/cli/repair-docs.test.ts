/** Every event and fact that `docs/repair.md` shows fits the example of the kind. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { concreteBreakdown } from '../../models/examples/concrete-breakdown.ts';
import { RepairProblem } from '../../models/repair.ts';
import { RepairEvent } from '../../models/repair-events.ts';

const page = readFileSync(new URL('../../docs/repair.md', import.meta.url), 'utf8');
const events = [...page.matchAll(/`(\{"type".*\})`/g)].map(([, json]) => json);
const [facts] = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => json);

test('there is one of each type', () => {
  const types = RepairEvent.options.map((option) => option.shape.type.value);
  expect(events.map((json) => JSON.parse(json).type).sort()).toEqual(types.sort());
});

test.each(events)('%s', (json) => {
  expect(RepairProblem.safeParse({ ...concreteBreakdown.problem, events: [JSON.parse(json)] }).error).toBeUndefined();
});

test('facts', () => {
  const asked = {
    ...concreteBreakdown.problem,
    events: [],
    facts: JSON.parse(facts),
    now: '2026-11-23T12:00:00+03:00',
  };
  expect(RepairProblem.safeParse(asked).error).toBeUndefined();
});
