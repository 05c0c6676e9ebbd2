import { expect, it } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { Roulette } from './roulette.ts';

it('comes to choose the way that brings rewards, and still tries the others', () => {
  const roulette = new Roulette(3, new Rng(1));
  const uses = [0, 0, 0];
  for (let spin = 0; spin < 2000; spin++) {
    const way = roulette.spin();
    uses[way]++;
    roulette.reward(way, way === 1 ? 1 : 0);
  }
  expect(uses[1]).toBeGreaterThan(1400);
  expect(uses[0]).toBeGreaterThan(20);
  expect(uses[2]).toBeGreaterThan(20);
});
