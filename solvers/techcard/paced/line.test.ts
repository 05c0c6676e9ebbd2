import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Line } from './line.ts';
import { pacedInstance } from './problem.ts';
import { schedulePaced, trimmed } from './schedule.ts';

const changes = fc.array(fc.record({ kind: fc.nat(3), where: fc.nat(1000), job: fc.nat(1000) }), {
  minLength: 5,
  maxLength: 30,
});

test('a line is as long as its plan after any changes, and longer by the delta that was told before', () => {
  let deltas = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.nat(9), { minLength: 60, maxLength: 60 }),
      fc.boolean(),
      changes,
      (stations, works, hasReleases, list) => {
        const jobs = 12;
        const instance = pacedInstance({
          lines: 1,
          stations,
          work: Int32Array.from(works.slice(0, jobs * stations)),
          emptyTakts: true,
          releases: hasReleases ? Int32Array.from(works.slice(0, jobs), (value) => 3 * value) : undefined,
          dues: hasReleases ? Int32Array.from(works.slice(12, 24), (value) => 4 * value) : undefined,
        });
        const line = new Line(instance, jobs);
        const outside = new Set(Array.from({ length: jobs }, (_, job) => job));
        for (const { kind, where, job: drawn } of list) {
          const free = [...outside][drawn % Math.max(1, outside.size)];
          const before = line.end;
          let delta = 0;
          if ((kind === 0 || line.length < 2) && outside.size > 0) {
            const position = where % (line.length + 1);
            if (!hasReleases) delta = line.insertionDelta(position, free);
            line.insert(position, free);
            outside.delete(free);
          } else if (kind === 1) {
            outside.add(line.remove(where % line.length));
          } else if (kind === 2 && outside.size > 0) {
            const position = where % line.length;
            if (!hasReleases) delta = line.replacementDelta(position, free);
            outside.add(line.at(position));
            outside.delete(free);
            line.replace(position, free);
          } else line.moveRight(where % (line.length - 1));
          const { makespan, tardiness } = schedulePaced(instance, [trimmed(line.toEntries(), instance.empty)]);
          expect([line.end, line.tardiness]).toEqual([makespan, tardiness]);
          if (delta !== 0) {
            deltas++;
            expect(line.end).toBe(before + delta);
          }
        }
      },
    ),
    { numRuns: 300, seed: 3 },
  );
  expect(deltas).toBeGreaterThan(500);
});
