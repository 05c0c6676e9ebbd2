/** Suites that are generated, not read: no data folder, names such as `generated/tight/03`, known values in a table. */
import { existsSync, readFileSync } from 'node:fs';
import { TaktError } from '../../models/errors.ts';
import type { BenchmarkInstance } from './data-folder.ts';
import { type Known, readKnown, referenceOf } from './known.ts';

export interface GeneratedInstance {
  /** `generated/<family>/<number>`. */
  readonly name: string;
  /** The same every time. */
  generate(): {
    readonly request: unknown;
    /** The same request with the plan in hand that it was built from, where there is one. */
    readonly planted?: unknown;
    /** Tells whether what is known of the instance is of this very request. */
    readonly digest: string;
  };
}

export interface GeneratedSuite {
  readonly instances: readonly GeneratedInstance[];
  /** File with what is known of them. */
  readonly table: string;
}

const root = 'generated';

/** Whether the set is one of a generated suite. */
export function isGenerated(set: string): boolean {
  return set === root || set.startsWith(`${root}/`);
}

/**
 * @param set - `generated`, `generated/<family>` or the name of one instance.
 * @throws TaktError `invalid-parameter` where there is no such set.
 */
export function instancesOfSuite(suite: GeneratedSuite, set: string): readonly GeneratedInstance[] {
  const whole = set.replace(/\/+$/, '');
  const found = suite.instances.filter(({ name }) => name === whole || name.startsWith(`${whole}/`));
  if (found.length > 0) return found;
  const sets = [...new Set(suite.instances.map(({ name }) => name.slice(0, name.lastIndexOf('/'))))];
  throw new TaktError('invalid-parameter', `there is no generated set "${set}"; there are ${sets.join(', ')}`);
}

/** Ready to be solved and judged; as `instancesOfSuite`. What the table knows of another digest is not used. */
export function findGenerated(suite: GeneratedSuite, set: string): readonly BenchmarkInstance[] {
  const known = knownOf(suite);
  return instancesOfSuite(suite, set).map((instance) => {
    const entry = known.get(instance.name);
    return {
      name: instance.name,
      request: () => instance.generate().request,
      reference: entry?.digest === instance.generate().digest ? referenceOf(entry) : undefined,
    };
  });
}

export function knownOf({ table }: GeneratedSuite): Map<string, Known> {
  const known = existsSync(table) ? readKnown(readFileSync(table, 'utf8')) : [];
  return new Map(known.map((entry) => [entry.name, entry]));
}
