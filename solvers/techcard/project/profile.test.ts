import { describe, expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { toProject } from './problem.ts';
import { IntervalProfile, type Profile, WideProfile, WordProfile } from './profile.ts';
import { randomProblem } from './testing.ts';

const shape = { activities: 12, resources: 3, mostDuration: 6, mostCapacity: 9, arcShare: 0, general: false };

describe('profiles', () => {
  test('units of time, several words and intervals put activities at the same places', () => {
    const rng = new Rng(7);
    let compared = 0;
    for (let round = 0; round < 300; round++) {
      const project = toProject(randomProblem(rng, shape));
      if (project.resources.words !== 1) continue;
      // Twice the horizon leaves room for later earliest starts.
      const long = { ...project, horizon: 3 * project.horizon + 10 };
      const profiles: Profile[] = [new WordProfile(long), new WideProfile(long), new IntervalProfile(long)];
      for (let again = 0; again < 2; again++) {
        for (const profile of profiles) profile.clear();
        for (let i = 0; i < project.activities; i++) {
          const from = rng.below(project.horizon + 1);
          expect(new Set(profiles.map((profile) => profile.fits(i, from))).size).toBe(1);
          expect(new Set(profiles.map((profile) => profile.insert(i, from))).size).toBe(1);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });

  test('a place is the first one that fits: 2 of 3 are taken over [2, 5), so 2 more wait until 5', () => {
    const project = toProject({
      durations: Int32Array.of(3, 4, 2),
      capacities: Int32Array.of(3),
      demands: Int32Array.of(2, 2, 1),
      arcFrom: new Int32Array(),
      arcTo: new Int32Array(),
      arcLag: new Int32Array(),
      releases: new Int32Array(3),
      tails: new Int32Array(3),
    });
    for (const profile of [new WordProfile(project), new WideProfile(project), new IntervalProfile(project)]) {
      expect(profile.insert(0, 2)).toBe(2);
      expect(profile.insert(1, 0)).toBe(5);
      expect(profile.insert(2, 0)).toBe(0);
      expect(profile.fits(2, 1)).toBe(true);
      expect(profile.fits(1, 4)).toBe(false);
    }
  });
});
