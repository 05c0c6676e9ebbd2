import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['vitest.setup.ts'],
    include: ['{models,solvers,workers,src,benchmarks}/**/*.test.ts'],
    // Files start solver processes and databases of their own; more at once only queue on two cores.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
