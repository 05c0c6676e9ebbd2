import { describe, expect, test } from 'vitest';
import { wellFormed } from '../testing/xml.ts';
import { paints } from './repair-paint.ts';
import { repairPresentation } from './repair-presentation.ts';
import { repaired, stuckOnRoad, truckOut } from './testing/repair-sample.ts';

const { gantt } = repairPresentation;
const count = (svg: string, what: RegExp | string) => svg.split(what).length - 1;

/** The two charts of a document. */
function panelsOf(svg: string): [before: string, after: string] {
  const at = svg.indexOf('>After: option ');
  return [svg.slice(svg.indexOf('>Before: '), at), svg.slice(at)];
}

/** The bar of a load: its title to the end of its group. */
function barOf(panel: string, load: string): string {
  return panel.split('<g class="load">').find((bar) => bar.startsWith(`<title>${load}:`)) ?? '';
}

describe('a truck is out, and another one can take its loads', () => {
  const { problem, plan } = truckOut();
  const svg = gantt(problem, plan, 'Monday & more');
  const [before, after] = panelsOf(svg);

  test('has every load before and after, in one document', () => {
    expect(wellFormed(svg)).toBe('svg');
    expect(svg).toContain('Monday &#38; more');
    expect(count(before, '<g class="load">')).toBe(4);
    expect(count(after, '<g class="load">')).toBe(4);
    expect(before).toContain('the plan that runs, 4 loads, 20 m3');
    expect(after).toContain('option fewest-changes   ·   2 changes to 3 open loads   ·   none late');
  });

  test('has the same rows in both charts, trucks without loads too', () => {
    for (const panel of [before, after])
      for (const truck of ['t1', 't2', 't3']) expect(count(panel, `>${truck} · 5 m3<`)).toBe(1);
  });

  test('colours what changes, mutes what is done, says why', () => {
    for (const panel of [before, after]) {
      expect(barOf(panel, 'a/1')).toContain(`fill="${paints.frozen.colour}"`);
      expect(barOf(panel, 'c/1')).toContain(`fill="${paints.stays.colour}"`);
      for (const load of ['a/2', 'b/1']) {
        expect(barOf(panel, load)).toContain(`fill="${paints.truck.colour}"`);
        expect(barOf(panel, load)).toContain(
          'truck: t2 -&#62; t1\nbecause t2 is out for the rest of the shift</title>',
        );
      }
    }
  });

  test('has a line at the moment of the event in both, and shades the truck that stands still', () => {
    // 06:00 is at 150 px, two pixels a minute: 07:00 at 270.
    expect(count(svg, '<g class="event">')).toBe(2);
    expect(count(svg, '<line x1="270" x2="270"')).toBeGreaterThanOrEqual(2);
    expect(svg).toContain('07:00  now\n07:00  t2 is out for the rest of the shift</title>');
    expect(count(svg, '<rect class="stop" x="270"')).toBe(2);
  });
});

test('loads that are not carried out are hollow before, loads more are marked after', () => {
  // Nobody can bring b any more, c is to get a second load.
  const { problem, plan } = repaired({
    events: [
      { type: 'order-changed', order: 'c', to: { volumeM3: 10 } },
      { type: 'order-changed', order: 'b', to: { window: { from: 0, to: 65 * 60, hard: true } } },
    ],
    options: ['fewest-changes'],
  });
  const [before, after] = panelsOf(gantt(problem, plan, 'both'));
  expect(barOf(before, 'b/1')).toContain('stroke-dasharray');
  expect(barOf(before, 'b/1')).toContain(`>${paints.dropped.sign}<`);
  expect(barOf(after, 'b/1')).toBe('');
  expect(barOf(after, 'c/2')).toContain(`fill="${paints.added.colour}"`);
  expect(after).toContain('Not rescued:  b (5 m3)');
});

test('concrete on board that another truck takes over has its colour in both charts', () => {
  const { problem, plan } = stuckOnRoad();
  const svg = gantt(problem, plan, 'stuck');
  const [before, after] = panelsOf(svg);
  for (const panel of [before, after]) expect(barOf(panel, 'b/1')).toContain(`fill="${paints.rescued.colour}"`);
  expect(svg).toContain('travel takes 1.5 times as long until 09:20');
  // The event at 08:05 and now, in each chart.
  expect(count(svg, '<g class="event">')).toBe(4);
});

test('ids and clients that look like markup stay text', () => {
  const hostile = '<script>"&\'';
  const { problem, plan } = repaired(
    { events: [{ type: 'order-cancelled', order: 'b' }], options: ['fewest-changes'] },
    {
      trucks: ['t1', 't2', 't3'].map((id) => ({ id, capacityM3: 5, home: 'plant', unloadMinutesPerM3: 2 })),
      orders: [
        { id: 'a', client: hostile, place: 'site a', volumeM3: 10 },
        { id: 'b', client: hostile, place: 'site b', volumeM3: 5 },
        { id: 'c', client: hostile, place: 'site c', volumeM3: 5 },
      ],
    },
  );
  const svg = gantt(problem, plan, hostile);
  expect(wellFormed(svg)).toBe('svg');
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&#60;script&#62;');
});

test('is empty where there is nothing to draw', () => {
  const { problem, plan } = repaired({ loads: [], events: [], options: ['fewest-changes'] });
  expect(gantt(problem, plan, 'nothing')).toBe('');
});
