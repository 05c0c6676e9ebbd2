/** Random requests of every class: what is answered is checked, repeated, replayed, asked in other words and by rules. */
import { expect, test } from 'vitest';
import { Rng } from '../shared/rng.ts';
import { brokenLaws, Tally } from './testing/laws.ts';
import { flavours, randomRequest, small } from './testing/random-request.ts';

/** Requests of each flavour; more with TAKT_CASES, others with TAKT_FIRST_SEED. */
const cases = Number(process.env.TAKT_CASES ?? 12);
const firstSeed = Number(process.env.TAKT_FIRST_SEED ?? 1);
const iterations = 30;

test.each(flavours)('answers to %s requests keep every law', (flavour) => {
  const tally = new Tally();
  for (let seed = firstSeed; seed < firstSeed + cases; seed += 1) {
    const input = randomRequest(new Rng(seed), flavour, small);
    expect(brokenLaws(input, seed, iterations, tally), `seed ${seed}`).toEqual([]);
  }
  expect(tally.get('replays'), String(tally)).toBeGreaterThan(cases / 2);
  expect(tally.get('warm starts'), String(tally)).toBeGreaterThan(cases / 2);
});
