import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlant, moveStep, report } from '../equipment/testing/plant.ts';
import { takt } from '../testing/command-line.ts';
import { freePort } from '../testing/free-port.ts';
import { type SecuredApi, startSecuredApi } from '../testing/tenants.ts';

describe('takt ovens, hold and release', () => {
  let api: SecuredApi;
  let environment: Record<string, string>;
  beforeAll(async () => {
    api = await startSecuredApi();
    environment = {
      TAKT_CLIENT_URL: await api.app.listen({ port: 0, host: '127.0.0.1' }),
      TAKT_CLIENT_KEY: await api.key('foundry', ['plan:read', 'equipment:write']),
    };
    const { database } = api.opened;
    await makePlant(database, { site: 'works', tenant: 'foundry', furnaces: ['a', 'b'] });
    await moveStep(database, { site: 'works', oven: 'a-oven' }, ['sent', 'accepted', 'applied']);
    await report(database, { site: 'works', oven: 'a-oven', value: 1234.56, waitsFor: 'answer' });
  });
  afterAll(() => api.close());

  test('hold the works, show it, release it', async () => {
    const shown = await takt(['ovens', '-o', 'table'], { environment });
    expect(shown).toMatchObject({ code: 0, error: 'takt: no bridge holds site works: nothing is sent there\n' });
    expect(shown.out).toMatch(
      /works +a-oven +yes +1 234\.6 degC +20 degC +a-1 applied +another command is in flight for the oven\n/,
    );
    expect(shown.out).toMatch(/works +b-oven +no +- +- +- +its start at 2026-11-23T07:00:00\.000Z/);

    const words = ['hold', '--site', 'works', '--reason', 'smoke in hall 2', '--by', 'M. Ivanova', '-o', 'table'];
    const held = await takt(words, { environment });
    const id = held.out.trim();
    expect(held.code).toBe(0);
    expect(held.error).toMatch(
      /held: site works; .*\ntakt: sent before and not called back: works\/a-oven, .*applied\n/,
    );
    const json = await takt(['ovens', '--oven', 'b-oven', '-o', 'json'], { environment });
    expect(JSON.parse(json.out)).toMatchObject({ ovens: [{ oven: 'b-oven', hold: { id, createdBy: 'M. Ivanova' } }] });

    const released = await takt(['release', id, '--by', 'P. Petrov', '-o', 'table'], { environment });
    expect(released).toMatchObject({ code: 0, out: expect.stringMatching(/^released: site works, by P. Petrov at /) });
  });

  test('what the service refuses, and that there is none, is said with the exit code for it', async () => {
    const elsewhere = await takt(['hold', '--site', 'nowhere', '--by', 'me'], { environment });
    expect(elsewhere).toMatchObject({ code: 2, out: '', error: 'takt: there is no site nowhere\n' });
    const url = `http://127.0.0.1:${await freePort()}`;
    const nobody = await takt(['hold', '--by', 'me', '--url', url], { environment });
    expect(nobody).toMatchObject({ code: 3, error: expect.stringContaining('no takt service answered') });
    expect(await takt(['ovens', '--url', 'works'], { environment })).toMatchObject({ code: 2 });
  });
});
