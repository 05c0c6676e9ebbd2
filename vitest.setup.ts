/**
 * Properties draw the same cases in every run, so that a change is judged by what it does and a failure comes back.
 * Other cases: `TAKT_TEST_SEED=$RANDOM npm test`. A property with a seed of its own keeps it.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['TAKT_TEST_SEED'] ?? 1) });
