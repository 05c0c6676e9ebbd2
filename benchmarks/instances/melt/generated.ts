/** The generated suite as instances that can be measured. */
import { fileURLToPath } from 'node:url';
import type { GeneratedSuite } from '../generated.ts';
import { generateWeek } from './generate.ts';
import { meltSuite } from './suite.ts';

export const generatedMelt: GeneratedSuite = {
  table: fileURLToPath(new URL('optima.tsv', import.meta.url)),
  instances: meltSuite.map(({ name, shape, seed }) => ({
    name: `generated/${name}`,
    generate: () => {
      const { problem, planted, digest } = generateWeek(shape, seed);
      return {
        request: { problem },
        planted: planted && { problem, warmStart: { heats: planted } },
        digest,
      };
    },
  })),
};
