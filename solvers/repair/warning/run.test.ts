import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secondsOf } from '../../../models/moments.ts';
import { RepairWarningProblem } from '../../../models/repair-warning.ts';
import { factsOf } from '../../dispatch/check/facts.ts';
import { example, five, ten } from '../../dispatch/check/hand-made.ts';
import { layOut } from '../../dispatch/check/laid-out.ts';
import { brokenRules } from '../../dispatch/check/rules.ts';
import { causeOf } from './blame.ts';
import { Drawer, meanDraws } from './draws.ts';
import { broken, play, runState } from './run.ts';
import { subjectOf } from './subject.ts';
import { naiveRun } from './testing/naive-run.ts';
import { randomWarning } from './testing/solved.ts';

const kinds = Object.entries(broken);
const namesOf = (bits: number) => kinds.filter(([, bit]) => bits & bit).map(([name]) => name);

test('times and violations are those of the slow way, breakdowns included', () => {
  const seen = { runs: 0, late: 0, broken: 0, lost: 0 };
  fc.assert(
    fc.property(fc.nat(100_000), (seed) => {
      const simulation = { breakdownsPerHour: 0.1, patienceMinutes: 20, downLeastMinutes: 20, downGreatestMinutes: 90 };
      const problem = randomWarning(seed, { simulation });
      if (!problem) return;
      const subject = subjectOf(problem);
      const { network } = subject;
      const loads = problem.loads.map((load) => ({
        ...load,
        loadStart: secondsOf(problem.shift, load.loadStart),
        unloadStart: secondsOf(problem.shift, load.unloadStart),
      }));
      const laid = layOut(factsOf(problem.shift), loads);
      if (brokenRules(laid).length > 0) return;
      const drawer = new Drawer(network, subject.model, seed);
      const state = runState(network);
      for (let run = 0; run < 4; run++) {
        drawer.draw(run);
        const slow = naiveRun(laid, drawer.draws, network.patience);
        play(network, drawer.draws, state);
        slow.forEach((one, load) => {
          expect([load, ...namesOf(state.broken[load]).sort()]).toEqual([load, ...[...one.breaks].sort()]);
          if (one.lost) return;
          expect(state.load[load]).toBeCloseTo(one.loadStart!, 4);
          expect(state.unload[load]).toBeCloseTo(one.unloadStart!, 4);
          if (one.unloadStart! > network.plannedUnload[load]) seen.late++;
        });
        seen.runs++;
        seen.broken += slow.filter(({ breaks }) => breaks.length > 0).length;
        seen.lost += slow.filter(({ lost }) => lost).length;
      }
    }),
    { numRuns: 35 },
  );
  expect(seen.runs).toBeGreaterThan(60);
  expect(seen.late).toBeGreaterThan(60);
  expect(seen.lost).toBeGreaterThan(10);
});

describe('the worked example: 10 m3 unloaded 7200 to 8700, then 5 m3 from 8700 to 9450', () => {
  const subject = subjectOf(RepairWarningProblem.parse({ mode: 'warning', shift: example, loads: [ten, five] }));
  const { network, model } = subject;
  const played = (change: (draws: ReturnType<typeof meanDraws>) => void) => {
    const draws = meanDraws(network, model);
    change(draws);
    const state = runState(network);
    play(network, draws, state);
    return state;
  };

  test('with all as planned nothing moves', () => {
    const state = played(() => {});
    expect([...state.load, ...state.unload, ...state.end]).toEqual([4305, 6705, 7200, 8700, 8700, 9450]);
    expect([...state.broken]).toEqual([0, 0]);
  });

  test('a slow unloading moves the next one, whose concrete grows old: the first is to blame', () => {
    // 1500 s of unloading take 4500: until 11,700. The second load was mixed at 6705 and is unloaded until 12,450, 5745 s old:
    // its 90 min are 5400 s. The window is open until 18,000, the pour goes on without a gap.
    const state = played(({ unloading }) => {
      unloading[0] = 3;
    });
    expect([state.unload[1], state.end[1]]).toEqual([11_700, 12_450]);
    expect(namesOf(state.broken[0])).toEqual(['lifetime']);
    expect(namesOf(state.broken[1])).toEqual(['lifetime']);
    expect([causeOf(network, state, 0), causeOf(network, state, 1)]).toEqual([0, 0]);
  });

  test('a slow way spends the buffer of 195 s first', () => {
    // 900 s to the site take 1080: 180 s late at most, the buffer holds; 1170 are 75 s too many.
    expect(played(({ toSite }) => toSite.fill(1.2)).unload[0]).toBe(7200);
    const state = played(({ toSite }) => {
      toSite[0] = 1.3;
    });
    expect(state.unload[0]).toBe(7275);
    expect(state.unload[1]).toBe(8775);
  });

  test('the dock is late, and the load behind it loads later', () => {
    // 1800 s of loading take 2700, until 7005, where the second was to begin at 6705: 300 s late, of which the buffer takes 195.
    const state = played(({ loading }) => {
      loading[0] = 1.5;
    });
    expect(state.load[1]).toBe(7005);
    // The first is there at 7905, unloads until 9405; then the second.
    expect([state.unload[0], state.unload[1]]).toEqual([7905, 9405]);
  });

  test('a truck that is out on the way loses its load, and the other comes all the same', () => {
    const state = played(({ breakdownAt, breakdownTime }) => {
      breakdownAt[4] = 6500;
      breakdownTime[4] = Infinity;
    });
    expect(state.broken[0]).toBe(broken.lost);
    expect([state.unload[1], state.broken[1]]).toEqual([8700, 0]);
    expect(causeOf(network, state, 0)).toBe(0);
  });

  test('a truck down for two hours is not waited for: the pour begins without it', () => {
    const state = played(({ breakdownAt, breakdownTime }) => {
      breakdownAt[4] = 6500;
      breakdownTime[4] = 7200;
    });
    // There at 7005 + 7200 = 14,205; its concrete, mixed at 4305, is far older than 90 min.
    expect([state.unload[0], state.unload[1]]).toEqual([14_205, 8700]);
    expect(namesOf(state.broken[0])).toEqual(['lifetime']);
    expect(state.broken[1]).toBe(0);
  });

  test('what has started runs as planned', () => {
    const started = subjectOf(
      RepairWarningProblem.parse({ mode: 'warning', shift: example, loads: [ten, five], now: 5000 }),
    );
    const draws = meanDraws(started.network, started.model);
    draws.unloading.fill(3);
    const state = runState(started.network);
    play(started.network, draws, state);
    expect([state.end[0], state.unload[1], state.end[1]]).toEqual([8700, 8700, 10_950]);
  });
});
