import { expect, test } from 'vitest';
import { openPool, taskOf } from './testing/open-pool.ts';

test('an express thread takes no long task, and short ones go there while long ones hold the others', async () => {
  const pool = await openPool({ threads: 2, expressThreads: 1, queueLimit: 2 });
  try {
    const stop = new AbortController();
    const long = [1, 2].map((incumbent) =>
      pool.begin(taskOf('deaf', { incumbent }, { timeMs: 600_000 }), { signal: stop.signal }),
    );
    await long[0].first;
    const short = await Promise.all([3, 4].map((value) => pool.solve(taskOf('trivial', { value }, { timeMs: 2000 }))));
    expect(short.map(({ result }) => result)).toMatchObject([{ objective: 3 }, { objective: 4 }]);
    expect(pool.stats()).toMatchObject({ running: 1, queued: 1 });
    stop.abort();
    const ends = await Promise.all(long.map(({ answer }) => answer));
    expect(ends.map(({ attempts }) => attempts)).toEqual([1, 0]);
  } finally {
    await pool.close();
  }
});
