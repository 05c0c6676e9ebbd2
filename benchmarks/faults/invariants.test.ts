import { expect, test } from 'vitest';
import { PlanRequest } from '../../models/plan-request.ts';
import type { CheckPlan } from '../../src/jobs/solver-port.ts';
import type { History, HistoryEvent, HistoryPlan } from './history.ts';
import { findings, worstRecoveryS } from './invariants.ts';
import { quickRequest } from './workload.ts';

/** Agrees with plans that are numbers, their objective being the number itself. */
const check: CheckPlan = (_kind, _request, plan) => ({
  violations: plan === 13 ? [{ rule: 'unlucky', message: 'it is 13' }] : [],
  objective: plan as number,
});

const request = PlanRequest.parse(quickRequest(100, 'oven-1'));

const plan = (change: Partial<HistoryPlan> = {}): HistoryPlan => ({
  id: 'p1',
  state: 'succeeded',
  attempt: 2,
  lastEvent: 6,
  name: 'first',
  request,
  plan: 7,
  objective: 7,
  found: 'optimal',
  errorCode: null,
  idempotencyKey: 'first',
  ...change,
});

/** A plan whose first holder died: queued, running, incumbent, running again, incumbent, succeeded. */
const events: readonly HistoryEvent[] = (
  [
    [0, 'state', 'queued', undefined],
    [1000, 'state', 'running', 1],
    [2000, 'incumbent', undefined, 1],
    [18_000, 'state', 'running', 2],
    [18_500, 'incumbent', undefined, 2],
    [19_000, 'state', 'succeeded', 2],
  ] as const
).map(([at, type, state, attempt], index) => ({ planId: 'p1', sequence: index + 1, type, at, state, attempt }));

const sound: History = {
  plans: [plan()],
  events,
  programs: [{ planId: 'p1', oven: 'oven-1', commands: 2, badlyRecorded: 0 }],
  openJobsOfEndedPlans: 0,
};

const acknowledged = [{ id: 'p1', name: 'first' }];
const of = (history: History) =>
  findings(history, { acknowledged, check, onePlanPerName: true }).map(({ kind, message }) => `${kind}: ${message}`);
const withEvent = (index: number, change: Partial<HistoryEvent>): History => ({
  ...sound,
  events: events.with(index, { ...events[index], ...change }),
});
const withPlan = (change: Partial<HistoryPlan>): History => ({ ...sound, plans: [plan(change)] });

test('a sound history has no findings', () => {
  expect(of(sound)).toEqual([]);
});

test.each<[string, History, string]>([
  [
    'an acknowledged plan is not there',
    { ...sound, plans: [], events: [], programs: [] },
    'lost: first was acknowledged',
  ],
  ['a plan did not end', withPlan({ state: 'running' }), 'lost: first p1: has not ended'],
  ['a plan failed', withPlan({ state: 'failed', errorCode: 'crashed-solver' }), 'ended failed (crashed-solver)'],
  ['it ended twice', withEvent(4, { type: 'state', state: 'succeeded' }), 'doubled: first p1: ended 2 times'],
  ['a number is missing', withEvent(5, { sequence: 7 }), 'event 6 has number 7'],
  ['an event is missing', withPlan({ lastEvent: 7 }), 'has 6 events and counts 7'],
  ['time runs backwards', withEvent(4, { at: 500 }), 'event 5 is older than the one before it'],
  ['an older attempt wrote', withEvent(4, { attempt: 1 }), 'event 5 is of attempt 1, while 2 held the plan'],
  ['an attempt is left out', withEvent(3, { attempt: 3 }), 'attempt 3 began after attempt 1'],
  ['an older attempt ended it', withEvent(5, { attempt: 1 }), 'event 6 is of attempt 1, while 2 held the plan'],
  ['state and events differ', withPlan({ attempt: 3 }), 'its events know 2 attempts, its row 3'],
  ['the plan breaks a rule', withPlan({ plan: 13, objective: 13 }), 'unlucky: it is 13'],
  ['the objective is wrong', withPlan({ objective: 6 }), 'objective 6 is kept, the plan amounts to 7'],
  ['there is no plan', withPlan({ plan: null }), 'is optimal without a plan'],
  ['a program is missing', { ...sound, programs: [] }, 'lost: first p1: has no program for oven oven-1'],
  ['a program is there twice', { ...sound, programs: [...sound.programs, ...sound.programs] }, 'has 2 programs'],
  [
    'a command was not recorded',
    { ...sound, programs: [{ ...sound.programs[0], badlyRecorded: 1 }] },
    '1 without the one record',
  ],
  [
    'a key was kept twice',
    { ...sound, plans: [plan(), plan({ id: 'p2', request: { ...request, equipment: undefined } })] },
    'doubled: first was kept 2 times',
  ],
  ['a job stayed open', { ...sound, openJobsOfEndedPlans: 1 }, '1 jobs are open'],
])('found: %s', (_what, history, sentence) => {
  expect(of(history).join('\n')).toContain(sentence);
});

test('recovery counts from the fault, or from the last sign of life after it', () => {
  expect(worstRecoveryS(sound, 1500)).toBe(16);
  expect(worstRecoveryS(sound, 4000)).toBe(14);
  expect(worstRecoveryS(sound, 18_100)).toBeUndefined();
});
