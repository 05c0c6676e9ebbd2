import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What the files of a folder may import from; every folder may import from itself. */
const mayImport: Record<string, readonly string[]> = {
  models: [],
  solvers: ['models'],
  workers: ['models', 'solvers'],
  src: ['models', 'solvers', 'workers'],
  benchmarks: ['models', 'solvers', 'workers', 'src'],
};

interface Import {
  file: string;
  target: string;
}

function importsOf(folder: string): Import[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(root, folder, file), 'utf8');
    const targets = [...text.matchAll(/\b(?:from\s+|import\s*\(?\s*)'([^']+)'/g)].map((match) => match[1]);
    return targets.map((target) => ({ file: join(folder, file), target }));
  });
}

describe('imports point models <- solvers <- workers <- src <- benchmarks', () => {
  for (const [folder, allowed] of Object.entries(mayImport)) {
    test(folder, () => {
      const imports = importsOf(folder);
      expect(imports.length, `${folder} has imports to look at`).toBeGreaterThan(0);
      const wrong = imports
        .filter(({ target }) => target.startsWith('.'))
        .map(({ file, target }) => ({
          file,
          target,
          top: relative(root, join(root, dirname(file), target)).split('/')[0],
        }))
        .filter(({ top }) => top !== folder && !allowed.includes(top));
      expect(wrong).toEqual([]);
    });
  }

  test('models need zod only', () => {
    const packages = importsOf('models').filter(
      ({ file, target }) => !target.startsWith('.') && !file.endsWith('.test.ts'),
    );
    expect(new Set(packages.map(({ target }) => target))).toEqual(new Set(['zod']));
  });

  test('solvers read no clock, no chance, no environment and no files', () => {
    const impure = readdirSync(join(root, 'solvers'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .filter((file) =>
        /Date\.now|Math\.random|performance\.now|process\.|from 'node:/.test(
          readFileSync(join(root, 'solvers', file), 'utf8'),
        ),
      );
    expect(impure).toEqual([]);
  });
});
