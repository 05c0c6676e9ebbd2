import { describe, expect, test } from 'vitest';
import type { SiteLink } from './link.ts';
import { newOvenView } from './oven-view.ts';
import type { Command } from './protocol.ts';
import { Sender } from './sender.ts';
import { noon, testKey, workItem } from './testing/fixtures.ts';

function stage() {
  const delivered: Command[] = [];
  const counts: string[] = [];
  const answers: number[] = [];
  const state = { now: noon, epoch: 5, endsAt: performance.now() + 60_000, fails: false };
  const link: SiteLink = {
    ready: true,
    open() {},
    async deliver(command) {
      if (state.fails) throw new Error('the broker did not confirm');
      delivered.push(command);
    },
    tell() {},
    async close() {},
  };
  const sender = new Sender({
    link,
    key: testKey,
    times: { resendMs: 100, longestResendMs: 350, publishTimeoutMs: 1000 },
    clock: () => state.now,
    lease: () => ({ site: 's1', epoch: state.epoch, endsAt: state.endsAt }),
    warn() {},
    count: (event) => counts.push(event),
    answered: (ms) => answers.push(ms),
  });
  return { sender, state, delivered, counts, answers };
}

const item = workItem({ state: 'approved', attempts: 0 });

describe('a sealed command', () => {
  test('is the same one at each delivery, at growing distances', () => {
    const { sender } = stage();
    const deliveries = [0, 1, 2, 3].map((attempts) => sender.seal(newOvenView(), { ...item, attempts }));
    expect(new Set(deliveries.map(({ command }) => command.cmdId))).toEqual(new Set([item.id]));
    expect(deliveries.map(({ delivery }) => delivery.attempts)).toEqual([1, 2, 3, 4]);
    expect(deliveries.map(({ delivery }) => delivery.nextSendAt.getTime() - noon)).toEqual([100, 200, 350, 350]);
  });

  test('goes to the link, and its answer is timed once', async () => {
    const { sender, delivered, counts, answers } = stage();
    sender.send(sender.seal(newOvenView(), item));
    await sender.settled();
    sender.heardOf(item.id);
    sender.heardOf(item.id);
    expect(delivered).toHaveLength(1);
    expect(counts).toEqual(['published']);
    expect(answers).toHaveLength(1);
  });

  test.each([
    ['its window closed', { now: noon + 60_000 }],
    ['the lease ran out', { endsAt: 0 }],
    ['the site was lost and taken again', { epoch: 6 }],
  ])('is withheld where %s while it was written down', async (_, changes) => {
    const { sender, state, delivered, counts } = stage();
    const sealed = sender.seal(newOvenView(), item);
    Object.assign(state, changes);
    sender.send(sealed);
    await sender.settled();
    expect(delivered).toEqual([]);
    expect(counts).toEqual(['withheld']);
  });

  test('that the broker does not take is counted and is no unhandled error', async () => {
    const { sender, state, counts } = stage();
    state.fails = true;
    sender.send(sender.seal(newOvenView(), { ...item, attempts: 1 }));
    await sender.settled();
    expect(counts).toEqual(['resent', 'publishFailed']);
  });
});
