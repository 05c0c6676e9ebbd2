import { expect, test } from 'vitest';
import { HostPresence } from './host-presence.ts';

function hostAt(now: number): { host: HostPresence; wait(ms: number): void } {
  let at = now;
  const host = new HostPresence(() => at);
  return {
    host,
    wait(ms) {
      at += ms;
    },
  };
}

test('birth and will of a session carry one timestamp, and each session a later one, whatever the clock does', () => {
  const { host, wait } = hostAt(1000);
  expect(host.will()).toEqual({ online: false, timestamp: 1000 });
  wait(5);
  expect(host.birth()).toEqual({ online: true, timestamp: 1000 });
  expect(host.death()).toEqual({ online: false, timestamp: 1005 });
  wait(-500);
  expect(host.will()).toEqual({ online: false, timestamp: 1001 });
  expect(host.death()).toEqual({ online: false, timestamp: 1001 });
});

test('a late will of an earlier bridge is answered with the birth, which it had replaced at the broker', () => {
  const { host } = hostAt(1000);
  host.will();
  expect(host.hear({ online: false, timestamp: 900 }, false)).toBe('republish');
  expect(host.birth()).toEqual({ online: true, timestamp: 1000 });
});

test('the own birth, and what was said before this session, need no answer', () => {
  const { host } = hostAt(1000);
  host.will();
  expect(host.hear({ online: true, timestamp: 1000 }, false)).toBe('none');
  expect(host.hear({ online: false, timestamp: 900 }, true)).toBe('none');
  expect(host.hear({ online: true, timestamp: 900 }, true)).toBe('none');
});

test.each([
  ['a birth kept by the broker', { online: true, timestamp: 1500 }, true],
  ['a death kept by the broker', { online: false, timestamp: 1500 }, true],
  ['the death of a bridge that left late', { online: false, timestamp: 1500 }, false],
])('%s with a later timestamp makes a new session that is later still', (_, state, isRetained) => {
  const { host } = hostAt(1000);
  host.will();
  expect(host.hear(state, isRetained)).toBe('renew');
  expect(host.will()).toEqual({ online: false, timestamp: 1501 });
});

test('a bridge that another has followed does not declare the host dead', () => {
  const { host } = hostAt(1000);
  host.will();
  expect(host.hear({ online: true, timestamp: 1500 }, false)).toBe('none');
  expect(host.death()).toBeUndefined();
  host.will();
  expect(host.death()).toBeDefined();
});
