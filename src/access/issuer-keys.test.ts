import { exportJWK, type FlattenedJWSInput, generateKeyPair, type JWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { IssuerKeys } from './issuer-keys.ts';

const minute = 60_000;

describe('the keys of an issuer', () => {
  let one: JWK;
  let two: JWK;
  beforeAll(async () => {
    const make = async (kid: string) => ({
      ...(await exportJWK((await generateKeyPair('ES256')).publicKey)),
      kid,
      alg: 'ES256',
    });
    [one, two] = [await make('one'), await make('two')];
  });

  /** An issuer that answers what the test says, and a clock that the test turns. */
  function issuer() {
    const state = {
      now: 1_000_000,
      fetched: 0,
      errors: [] as unknown[],
      answer: () => Response.json({ keys: [one] }) as Response | Promise<Response>,
    };
    const keys = new IssuerKeys('http://issuer.test/jwks', {
      fetch: async (_url, init) => {
        state.fetched++;
        expect(init?.redirect).toBe('error');
        expect(init?.signal).toBeInstanceOf(AbortSignal);
        return state.answer();
      },
      now: () => state.now,
      onError: (error) => state.errors.push(error),
    });
    const get = (kid: string) => keys.get({ alg: 'ES256', kid }, {} as FlattenedJWSInput);
    return { state, keys, get };
  }
  const away = () => Promise.reject(new Error('ECONNREFUSED'));

  test('are fetched once, however many ask at once, and again in the background when they are old', async () => {
    const { state, get } = issuer();
    await Promise.all([get('one'), get('one'), get('one')]);
    expect(state.fetched).toBe(1);
    state.now += 11 * minute;
    const gate = Promise.withResolvers<Response>();
    state.answer = () => gate.promise;
    await get('one');
    expect(state.fetched).toBe(2);
    gate.resolve(Response.json({ keys: [two] }));
    await expect
      .poll(() =>
        get('two').then(
          () => 'known',
          () => 'unknown',
        ),
      )
      .toBe('known');
  });

  test('an issuer that is away costs nothing while its keys are known, and is asked again only now and then', async () => {
    const { state, get } = issuer();
    await get('one');
    state.answer = away;
    for (let minutes = 11; minutes < 59; minutes++) {
      state.now += minutes === 11 ? 11 * minute : minute;
      for (let request = 0; request < 20; request++) await get('one');
    }
    expect(state.fetched).toBeLessThan(60);
    expect(state.errors).toHaveLength(state.fetched - 1);
    state.now += 3 * minute;
    await expect(get('one')).rejects.toMatchObject({ code: 'issuer-unavailable' });
  });

  test('whose keys were never known is told as unavailable, at once after the first try', async () => {
    const { state, get } = issuer();
    state.answer = away;
    await expect(get('one')).rejects.toMatchObject({ code: 'issuer-unavailable', details: { retryAfterSeconds: 10 } });
    state.now += 4000;
    for (let request = 0; request < 50; request++)
      await expect(get('one')).rejects.toMatchObject({ details: { retryAfterSeconds: 6 } });
    expect(state.fetched).toBe(1);
    state.now += 6000;
    state.answer = () => Response.json({ keys: [one] });
    await get('one');
  });

  test('made-up key ids do not have them fetched more often than every half minute; a new one is found', async () => {
    const { state, get } = issuer();
    await get('one');
    for (let at = 0; at < 100; at++)
      await expect(get(`made-up-${at}`)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    expect(state.fetched).toBe(1);
    state.now += minute / 2;
    state.answer = () => Response.json({ keys: [one, two] });
    await get('two');
    await expect(get('made-up')).rejects.toThrow();
    expect(state.fetched).toBe(2);
  });

  test.each([
    ['an error page', () => new Response('no', { status: 502 })],
    ['what is not JSON', () => new Response('<html>')],
    ['JSON that is no key set', () => Response.json({ jwks: 1 })],
    [
      'a body without end',
      () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65_536)) })),
    ],
  ])('%s leaves the keys as they were', async (_, answer) => {
    const { state, get } = issuer();
    await get('one');
    state.answer = answer;
    state.now += minute;
    await expect(get('two')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    expect(state.errors).toHaveLength(1);
    await get('one');
  });
});
