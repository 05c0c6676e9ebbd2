import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wellFormed } from '../testing/xml.ts';
import { ovenChart } from './oven-chart.ts';
import { runs, stepped, thinned } from './oven-chart-lines.ts';
import { type OvenSample, type OvenTrend, valueTicks } from './oven-chart-panel.ts';

const minute = 60_000;
const seven = Date.parse('2026-11-23T07:00:00+03:00');
const options = { title: 'Monday & more', utcOffset: '+03:00', mostGapMs: 10 * minute };

const trend = (change: Partial<OvenTrend> = {}): OvenTrend => ({
  oven: 'eaf <6>',
  tag: 'temperature',
  unit: 'degC',
  samples: [sample(0, 20), sample(5, 220), sample(10, 420)],
  heats: [{ id: 'h1', grade: 'A&B', start: seven, end: seven + 110 * minute }],
  marks: [],
  ...change,
});
function sample(minutes: number, value: number, change: Partial<OvenSample> = {}): OvenSample {
  return { at: seven + minutes * minute, value, setpoint: value, target: 1600, ...change };
}
const count = (svg: string, what: RegExp) => svg.match(what)?.length ?? 0;
/** Of the measured values. */
const blueLines = /<polyline [^>]*stroke="#0072b2"/g;
const blueDots = /<circle [^>]*fill="#0072b2"/g;

describe('the chart of ovens', () => {
  test('has a panel per oven on one axis in the time of the site, names escaped, words for who cannot see it', () => {
    const marks = [
      { at: seven + minute, state: 'sent', value: 1600, title: 'step 1: sent' },
      { at: seven + 60 * minute, state: 'verified', value: 1600, title: 'step 1: verified' },
      { at: seven + 61 * minute, state: 'failed', value: 2600, title: 'step 2: rejected (<interlock>)' },
    ] as const;
    const later = { id: 'h2', grade: '25L', start: seven + 16 * 60 * minute, end: seven + 18 * 60 * minute };
    const svg = ovenChart([trend({ marks }), trend({ oven: 'ht-1', heats: [later] })], options);
    expect(wellFormed(svg)).toBe('svg');
    expect(svg).toMatch(/^<svg [^>]*width="1000"[^>]* role="img">/);
    expect(svg).toContain('<title>Monday &#38; more</title>');
    expect(svg).toContain(
      'eaf &#60;6&#62;: heats h1; 1 command verified, 1 command failed. ht-1: heats h2; 0 commands verified.',
    );
    expect(svg).toContain('from 2026-11-23 06:38 to 2026-11-24 01:21');
    expect(count(svg, /<g class="oven">/g)).toBe(2);
    // The scale holds what was told in vain.
    expect(svg).toContain('>3 000</text>');
    expect(count(svg, /class="heat"/g)).toBe(2);
    expect(svg).toContain('>h1 A&#38;B</text>');
    expect(svg).toContain('<title>h2 25L, 2026-11-23 23:00 to 2026-11-24 01:00</title>');
    expect(svg).toContain(
      '<g class="mark failed"><title>step 2: rejected (&#60;interlock&#62;), 2026-11-23 08:01</title>',
    );
    for (const date of ['2026-11-23', '2026-11-24']) expect(count(svg, new RegExp(`>${date}</text>`, 'g'))).toBe(1);
  });

  test('shows one sample as a dot, and breaks its lines where samples are missing', () => {
    const alone = ovenChart([trend({ samples: [sample(30, 400)] })], options);
    expect([count(alone, blueLines), count(alone, blueDots)]).toEqual([0, 1]);
    const samples = [0, 5, 16, 21, 60].map((minutes) => sample(minutes, 400 + minutes));
    const gaps = ovenChart([trend({ samples })], options);
    expect([count(gaps, blueLines), count(gaps, blueDots)]).toEqual([2, 1]);
  });

  test('says that there are no readings, leaves out those beyond its heats, and is empty where there is no heat', () => {
    const samples = [sample(-600, 5000), sample(600, 5000)];
    for (const svg of [ovenChart([trend({ samples: [] })], options), ovenChart([trend({ samples })], options)]) {
      expect(svg).toContain('>no readings</text>');
      expect(svg).not.toMatch(/NaN|Infinity|5 000/);
    }
    expect(ovenChart([trend({ heats: [] })], options)).toBe('');
  });

  test('of any series is well-formed and holds numbers only, within its width', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const samples = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 120 * minute }).map((after) => seven + after),
        value,
        setpoint: fc.option(value),
        target: fc.option(value),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(samples, fc.string({ maxLength: 20 }), (some, name) => {
        const oven = name.replace(/\p{Cc}/gu, '');
        const svg = ovenChart([trend({ oven, samples: some.toSorted((a, b) => a.at - b.at) })], options);
        expect(wellFormed(svg)).toBe('svg');
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        for (const [, path] of svg.matchAll(/<polyline points="([^"]*)"/g))
          for (const pair of path.split(' ')) {
            const [x, y] = pair.split(',').map(Number);
            expect(x >= 90 && x <= 1000 && y >= 30 && y <= 151).toBe(true);
          }
      }),
      { numRuns: 50 },
    );
  });

  test('of a hundred thousand samples is no larger than it can be seen, and keeps a peak of a single one', () => {
    const samples = Array.from({ length: 100_000 }, (_, index) => sample((index * 100) / 100_000, 800 + (index % 7)));
    samples[54_321] = sample(54.321, 1900);
    const svg = ovenChart([trend({ samples })], options);
    expect(svg.length).toBeLessThan(150_000);
    const [, path] = /<polyline points="([^"]*)"[^>]*stroke="#0072b2"/.exec(svg)!;
    const heights = path.split(' ').map((pair) => Number(pair.split(',')[1]));
    expect(heights.filter((y) => y < Math.min(...heights) + 1)).toHaveLength(1);
  });
});

describe('lines', () => {
  const points = (...values: readonly (readonly [number, number])[]) => values.map(([x, y]) => ({ x, y }));

  test('keep the first, least, greatest and last point of a column, in their order', () => {
    const column = points([1.1, 5], [1.2, 9], [1.3, 6], [1.4, 2], [1.5, 7], [1.6, 5], [2.1, 4]);
    expect(thinned(column)).toEqual(points([1.1, 5], [1.2, 9], [1.4, 2], [1.6, 5], [2.1, 4]));
  });

  test('of targets go up at the time of the new one', () => {
    expect(stepped(points([1, 5], [2, 5], [3, 8]))).toEqual(points([1, 5], [2, 5], [2, 5], [3, 5], [3, 8]));
  });

  test('end where there is no value and begin anew after it', () => {
    const readings = [1, null, 3, 4].map((value, at) => ({ at, value }));
    expect(runs(readings, 1).map((run) => run.map(({ value }) => value))).toEqual([[1], [3, 4]]);
  });
});

test.each([
  [
    [20, 1600],
    [0, 500, 1000, 1500, 2000],
  ],
  [
    [20, 920],
    [0, 200, 400, 600, 800, 1000],
  ],
  [
    [99.5, 100.5],
    [99.4, 99.6, 99.8, 100, 100.2, 100.4, 100.6],
  ],
  [
    [-40, 10],
    [-40, -30, -20, -10, 0, 10],
  ],
  [[7], [7, 7.2]],
  [[], [0, 0.2]],
])('round values around %j are %j', (values, ticks) => {
  expect(valueTicks(values)).toEqual(ticks);
});
