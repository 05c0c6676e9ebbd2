import { describe, expect, test } from 'vitest';
import { judgeCampaign, type Rule, rules } from './judge.ts';
import type { Application, Ledger, Sample } from './ledger.ts';
import type { BridgeRecord, RecordedCommand, RecordedTransition } from './record.ts';

const t0 = Date.parse('2026-11-23T07:00:00Z');
const setpoints = [{ tag: 'temperature', value: 200, unit: 'degC', min: 20, max: 400, rampPerMin: 6000 }];

interface Story {
  applications: Application[];
  samples: Sample[];
  commands: RecordedCommand[];
  transitions: RecordedTransition[];
}

/** Two commands of one oven, each sent, applied and verified; nothing is wrong with them. */
function goodStory(): Story {
  const story: Story = { applications: [], samples: [], commands: [], transitions: [] };
  for (const [index, id] of ['first', 'second'].entries()) {
    const startAt = t0 + index * 2000;
    const version = 10 + index;
    const latestStartAt = startAt + 3000;
    story.commands.push({
      id,
      oven: 'o1',
      version,
      state: 'verified',
      setpoints,
      startAt,
      latestStartAt,
      verifyBy: startAt + 4000,
    });
    story.applications.push({
      kind: 'applied',
      oven: 'o1',
      cmdId: id,
      version,
      epoch: 5,
      epochSeen: 5,
      notAfter: latestStartAt,
      setpoints,
      acceptedAt: startAt + 40,
      at: startAt + 50,
      ovenAt: startAt + 50,
    });
    for (const [ms, working] of [
      [60, 20],
      [160, 30],
      [260, 40],
    ])
      story.samples.push({
        kind: 'sample',
        oven: 'o1',
        phase: id,
        at: startAt + ms,
        working,
        rampPerMin: 6000,
      });
    const states = ['planned', 'approved', 'sent', 'accepted', 'applied', 'verified'] as const;
    for (const [order, to] of states.entries())
      story.transitions.push({
        id: story.transitions.length + 1,
        cmdId: id,
        oven: 'o1',
        from: order === 0 ? null : states[order - 1],
        to,
        recordedAt: startAt + 20 * order - 10,
      });
  }
  return story;
}

function judged({ applications, samples, commands, transitions }: Story): Rule[] {
  const oven = { kind: 'oven', oven: 'o1', min: 20, max: 300, rampPerMin: 6000 } as const;
  const ledger: Ledger = { ovens: new Map([['o1', oven]]), applications, samples };
  const record: BridgeRecord = { commands, transitions };
  return judgeCampaign(ledger, record).map(({ rule }) => rule);
}

/** @param index - which of both commands; the transitions of one are six in a row. */
function change<Item extends object>(items: Item[], index: number, changes: Partial<Item>): void {
  items[index] = { ...items[index], ...changes };
}

/** Its window ended 2 s before it was accepted, and its controller took all the time that it may. */
function appliedAtLast(story: Story): void {
  change(story.commands, 1, { latestStartAt: t0 + 40 });
  change(story.applications, 1, { notAfter: t0 + 40, acceptedAt: t0 + 2040, at: t0 + 2290 });
  for (const learned of [10, 11]) change(story.transitions, learned, { recordedAt: t0 + 2300 });
}

test('a clean campaign has no violations', () => {
  expect(judged(goodStory())).toEqual([]);
});

test('what the protocol forgives is forgiven: 2 s after the latest start, and a turn of the controller', () => {
  const story = goodStory();
  appliedAtLast(story);
  expect(judged(story)).toEqual([]);
});

const forgeries: readonly [Rule, string, (story: Story) => void][] = [
  [
    'late',
    'accepted after the window',
    (story) => {
      change(story.applications, 1, { notAfter: t0 + 39 });
      change(story.commands, 1, { latestStartAt: t0 + 39 });
    },
  ],
  [
    'late',
    'accepted in time and kept until it was over',
    (story) => {
      appliedAtLast(story);
      change(story.applications, 1, { at: t0 + 2291 });
    },
  ],
  ['order', 'an older version after a newer one', (story) => void story.applications.reverse()],
  ['twice', 'the same command again', (story) => void story.applications.push(story.applications[1])],
  ['limits', 'a target that the oven does not take', (story) => retarget(story, { value: 350 })],
  ['limits', 'a target that the command itself excludes', (story) => retarget(story, { max: 150 })],
  ['limits', 'a target that is no number', (story) => retarget(story, { value: Number.NaN })],
  ['limits', 'a ramp that leaves the limits', (story) => change(story.samples, 0, { working: 19 })],
  ['ramp', 'a ramp that the oven does not take', (story) => retarget(story, { rampPerMin: 7000 })],
  ['ramp', 'a jump on the ramp', (story) => change(story.samples, 2, { working: 41 })],
  ['ramp', 'steeper than the command allows', (story) => change(story.samples, 1, { rampPerMin: 3000 })],
  ['old-epoch', 'from a bridge that was fenced off', (story) => change(story.applications, 1, { epochSeen: 6 })],
  [
    'never-sent',
    'superseded before it was sent',
    (story) => {
      change(story.commands, 1, { state: 'superseded' });
      story.transitions.splice(8, 4, { ...story.transitions[8], from: 'approved', to: 'superseded' });
    },
  ],
  ['never-sent', 'applied before it was recorded', (story) => change(story.applications, 1, { acceptedAt: t0 + 2029 })],
  [
    'altered',
    'another value',
    (story) => change(story.applications, 1, { setpoints: [{ ...setpoints[0], value: 210 }] }),
  ],
  ['altered', 'another window', (story) => change(story.applications, 1, { notAfter: t0 + 9000 })],
  ['not-applied', 'verified by the bridge alone', (story) => void story.applications.pop()],
  ['not-applied', 'known before it was so', (story) => change(story.applications, 1, { at: t0 + 2071 })],
  [
    'denied',
    'recorded as rejected',
    (story) => {
      change(story.commands, 1, { state: 'rejected' });
      story.transitions.splice(9, 3, { ...story.transitions[9], to: 'rejected' });
    },
  ],
  [
    'unsettled',
    'still in flight at the end',
    (story) => {
      change(story.commands, 1, { state: 'applied' });
      story.transitions.pop();
    },
  ],
  ['illegal', 'a step left out', (story) => void story.transitions.splice(3, 1)],
  ['illegal', 'a step that is none', (story) => change(story.transitions, 5, { to: 'expired' })],
  ['illegal', 'a state that nobody told of', (story) => change(story.commands, 1, { state: 'verify-failed' })],
  [
    'two-in-flight',
    'the second is sent before the first has ended',
    (story) => {
      const [last] = story.transitions.splice(5, 1);
      story.transitions.splice(8, 0, last);
    },
  ],
];

function retarget(story: Story, changes: Partial<(typeof setpoints)[number]>): void {
  const changed = [{ ...setpoints[0], ...changes }];
  change(story.applications, 1, { setpoints: changed });
  change(story.commands, 1, { setpoints: changed });
}

describe('a broken rule is found', () => {
  test.each(forgeries)('%s: %s', (rule, _, forge) => {
    const story = goodStory();
    forge(story);
    expect(judged(story)).toContain(rule);
  });

  test('every rule has a forgery', () => {
    expect(new Set(forgeries.map(([rule]) => rule))).toEqual(new Set(Object.keys(rules)));
  });
});
