import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The many processes that tests start load the same modules: kept compiled, they start in half the time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('.takt/cache/compile', import.meta.url));

export default defineConfig({
  test: {
    setupFiles: ['vitest.setup.ts'],
    include: ['{models,solvers,workers,src,benchmarks}/**/*.test.ts'],
    // Files start solver processes and databases of their own; more at once only queue on two cores.
    maxWorkers: 2,
    testTimeout: 60_000,
    // What a test waits for may take its time on a busy machine; only one that never comes fails.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
  },
});
