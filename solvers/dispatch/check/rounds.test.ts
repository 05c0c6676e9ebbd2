/** Rounds by a plan made by hand: each claim of it, and a fault for each rule. */
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { DispatchProblem } from '../../../models/dispatch.ts';
import { DispatchRoundsPlan, type DispatchRoundsProblem } from '../../../models/dispatch-rounds.ts';
import { checkDispatch } from '../check.ts';

type Input = z.input<typeof DispatchRoundsProblem>;

const at = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '');

/** At 36 km/h a km takes 100 s. Two rounds of one van: 1, 2 and 3 km, and 2 and 2 km; one drop is not served. */
const request: Input = {
  mode: 'rounds',
  depot: 'depot',
  places: [
    { id: 'depot', xKm: 0, yKm: 0 },
    { id: 'one', xKm: 1, yKm: 0 },
    { id: 'two', xKm: 0, yKm: 2 },
    { id: 'three', xKm: 3, yKm: 0 },
  ],
  travel: { speedKmh: 36, detour: 1 },
  vans: [
    { id: 'v', capacity: 10, shift: { from: 90, to: 1400 } },
    { id: 'w', capacity: 1 },
  ],
  drops: [
    { id: 'a', place: 'one', demand: 2.125, window: { from: 200, to: 400 }, serviceSeconds: 50 },
    { id: 'b', place: 'three', demand: 3, window: { from: 460, to: 500 }, serviceSeconds: 10, release: 100 },
    { id: 'c', place: 'two', demand: 5, vans: ['v'], unservedCost: 11 },
    { id: 'd', place: 'two', demand: 5, unservedCost: 7 },
  ],
  roundsPerVan: 2,
  reloadSeconds: 30,
};

const plan: z.input<typeof DispatchRoundsPlan> = {
  ...{ mode: 'rounds', objectiveUnit: 'km' },
  rounds: [
    {
      ...{ van: 'v', number: 1, leave: at(100), back: at(770), load: 5.125, km: 6 },
      drops: [
        // From 250 it is 200 s to b, which waits for 10 s; b could start 40 s later, and a could be 10 s later than that.
        { drop: 'a', arrival: at(200), start: at(200), end: at(250), slackMinutes: 50 / 60 },
        { drop: 'b', arrival: at(450), start: at(460), end: at(470), slackMinutes: 40 / 60 },
      ],
    },
    {
      ...{ van: 'v', number: 2, leave: at(800), back: at(1200), load: 5, km: 4 },
      drops: [{ drop: 'c', arrival: at(1000), start: at(1000), end: at(1000), slackMinutes: 200 / 60 }],
    },
  ],
  unserved: [{ drop: 'd', reason: 'it costs more than it saves' }],
  terms: { vans: 1, km: 10, unserved: 7, total: 17 },
  metrics: { drops: 4, served: 3, rounds: 2, fill: (0.5125 + 0.5) / 2, waitingMinutes: 10 / 60 },
};

const rulesOf = (problem: Input, other: object = plan) => {
  const report = checkDispatch({ problem: DispatchProblem.parse(problem) }, DispatchRoundsPlan.parse(other));
  return [...new Set(report.violations.map(({ rule }) => rule))];
};

test('a plan of rounds that is right', () => {
  expect(rulesOf(request)).toEqual([]);
  const byVans = { ...plan, terms: { ...plan.terms, total: 1_000_017 } };
  expect(rulesOf({ ...request, objective: 'vans-then-distance' }, byVans)).toEqual([]);
  expect(rulesOf({ ...request, objective: 'vans-then-distance' })).toEqual(['terms']);
});

test('its objective is recomputed', () => {
  const report = checkDispatch({ problem: DispatchProblem.parse(request) }, DispatchRoundsPlan.parse(plan));
  expect(report.objective).toBe(17);
});

const withVan = (more: object): Input => ({ ...request, vans: [{ ...request.vans[0], ...more }, request.vans[1]] });
const withDrop = (index: number, more: object): Input => ({
  ...request,
  drops: request.drops.map((drop, position) => (position === index ? { ...drop, ...more } : drop)),
});

describe('rules', () => {
  test.each<[string, Input, string[]]>([
    ['shift', withVan({ shift: { from: 101, to: 1400 } }), ['shift']],
    ['capacity', withVan({ capacity: 5.124 }), ['capacity', 'metrics']],
    ['release', withDrop(0, { release: 101 }), ['release']],
    ['before the window', withDrop(1, { window: { from: 461, to: 500 } }), ['window']],
    ['van', withDrop(2, { vans: ['w'] }), ['van-allowed']],
    ['rounds', { ...request, roundsPerVan: 1 }, ['rounds-per-van']],
    ['reload', { ...request, reloadSeconds: 31 }, ['reload']],
    ['left out though it must be served', withDrop(3, { unservedCost: undefined }), ['terms']],
    [
      'no way',
      { ...request, travel: { ...request.travel, blocks: [{ from: ['two'], to: ['depot'], seconds: [[null]] }] } },
      ['way', 'times', 'km', 'terms'],
    ],
    ['service', withDrop(0, { serviceSeconds: 51 }), ['times']],
  ])('%s', (_what, problem, rules) => expect(rulesOf(problem)).toEqual(rules));
});

const [first, second] = plan.rounds;
const [a, b] = first.drops;

describe('claims', () => {
  test.each<[string, object, string[]]>([
    ['leaves later than it says', { rounds: [{ ...first, leave: at(101) }, second] }, ['times']],
    [
      'arrives later',
      { rounds: [{ ...first, drops: [a, { ...b, arrival: at(451) }] }, second] },
      ['times', 'slack', 'metrics'],
    ],
    [
      'begins before it arrives',
      { rounds: [{ ...first, drops: [{ ...a, start: at(199), end: at(249) }, b] }, second] },
      ['times', 'window', 'metrics'],
    ],
    ['is back later', { rounds: [first, { ...second, back: at(1201) }] }, ['times', 'slack']],
    ['carries more', { rounds: [{ ...first, load: 5.126 }, second] }, ['load']],
    ['drives more', { rounds: [{ ...first, km: 6.001 }, second] }, ['km']],
    ['has less slack', { rounds: [{ ...first, drops: [{ ...a, slackMinutes: 0.8 }, b] }, second] }, ['slack']],
    ['has the wrong number', { rounds: [first, { ...second, number: 3 }] }, ['rounds']],
    ['is of nobody', { rounds: [first, { ...second, van: 'x' }] }, ['rounds', 'unserved', 'terms', 'metrics']],
    [
      'serves nobody',
      { rounds: [first, second, { ...first, van: 'w', number: 1, drops: [], load: 0, km: 0, back: at(100) }] },
      ['rounds', 'terms', 'metrics'],
    ],
    [
      'serves twice',
      { rounds: [first, { ...second, drops: [...second.drops, ...second.drops] }] },
      ['drops', 'load', 'metrics'],
    ],
    ['does not list', { unserved: [] }, ['unserved']],
    ['lists twice', { unserved: [...plan.unserved, ...plan.unserved] }, ['unserved']],
    ['lists what is served', { unserved: [...plan.unserved, { drop: 'a', reason: '-' }] }, ['unserved']],
    ['says no reason', { unserved: [{ drop: 'd', reason: '' }] }, ['unserved']],
    ...Object.entries(plan.terms).map(([term, value]): [string, object, string[]] => [
      `another ${term}`,
      { terms: { ...plan.terms, [term]: value + 1 } },
      ['terms'],
    ]),
    ...Object.entries(plan.metrics).map(([name, value]): [string, object, string[]] => [
      `another ${name}`,
      { metrics: { ...plan.metrics, [name]: value + 1 } },
      ['metrics'],
    ]),
  ])('%s', (_what, more, rules) => expect(rulesOf(request, { ...plan, ...more }).toSorted()).toEqual(rules.toSorted()));
});
