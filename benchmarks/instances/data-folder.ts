/** Finds sets of instances under the data folder, which is no part of the repository. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TaktError } from '../../models/errors.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import type { InstanceFamily, PublishedValue, ReadInstance, Reference } from './family.ts';

/** An instance ready to be solved. */
export interface BenchmarkInstance {
  /** Path under the data folder, with `#name` where the file holds many: what `--set` takes. */
  readonly name: string;
  /** Builds the kind's request, as the solver gets it. */
  request(): unknown;
  readonly reference?: Reference;
  /** As of `ReadInstance`. */
  published?(plan: unknown): PublishedValue;
}

/** `--data`, else the environment's TAKT_BENCH_DATA, else `../shared/bench` beside the repository. */
export function dataFolder(given?: string): string {
  const beside = fileURLToPath(new URL('../../../shared/bench', import.meta.url));
  return resolve(given ?? (process.env['TAKT_BENCH_DATA'] || beside));
}

/**
 * The instances of a set, in natural order of their names (`x2` before `x10`).
 * @param set - path under the data folder of a folder (searched to the bottom) or a file; `folder/start*` for its files
 *   whose names begin so; `file#name` or `file/name` for one instance of a file of many, `folder#name` for the instances
 *   of that name in each of its files.
 * @param passOver - told of instances that the plan kind cannot stand for, and why; they are left out.
 * @throws TaktError `invalid-parameter` where there is no such set; Error where a file is not of its format.
 */
export function findInstances(
  data: string,
  set: string,
  families: readonly InstanceFamily[],
  passOver: (name: string, why: string) => void = () => {},
): readonly BenchmarkInstance[] {
  const { path, name, start = '' } = locate(data, set, families);
  const files = (statSync(join(data, path)).isDirectory() ? filesUnder(data, path) : [path]).filter((file) =>
    basename(file).startsWith(start),
  );
  const instances = families.flatMap((family) => {
    const own = files.filter((file) => file.startsWith(`${family.folder}/`) && file.endsWith(family.extension));
    if (own.length === 0) return [];
    const tables = family.tables.map((table) => join(data, table)).filter((table) => existsSync(table));
    const references = family.references(tables.map((table) => readFileSync(table, 'utf8')));
    return own.flatMap((file) => readFile(data, file, family, references));
  });
  const wanted = name === undefined ? instances : instances.filter((instance) => isNamed(instance.name, path, name));
  if (wanted.length === 0) throw noSuchSet(data, set, families);
  const collator = new Intl.Collator('en', { numeric: true });
  wanted.sort((one, other) => collator.compare(one.name, other.name));
  for (const { name, unsuited } of wanted) if (unsuited !== undefined) passOver(name, unsuited);
  const suited = wanted.filter(({ unsuited }) => unsuited === undefined);
  if (suited.length === 0)
    throw new TaktError('invalid-parameter', `no instance of "${set}" suits this kind: ${wanted[0].unsuited}`);
  return suited;
}

/**
 * A sample of `limit` items that is spread evenly: the list is cut into `limit` runs of equal length, and of each the
 * item at the same place is taken, a place that the seed draws.
 */
export function spreadSample<Item>(items: readonly Item[], limit: number, seed: number): readonly Item[] {
  if (limit >= items.length) return items;
  const place = new Rng(seed).float();
  return Array.from({ length: limit }, (_, run) => items[Math.floor(((run + place) * items.length) / limit)]);
}

/** Whether it is the instance `name` of the file `path`, or of a file in the folder `path`. */
function isNamed(instance: string, path: string, name: string): boolean {
  return instance.endsWith(`#${name}`) && (instance === `${path}#${name}` || instance.startsWith(`${path}/`));
}

function readFile(
  data: string,
  file: string,
  family: InstanceFamily,
  references: ReadonlyMap<string, Reference>,
): (BenchmarkInstance & Pick<ReadInstance, 'unsuited'>)[] {
  const textOf = (path: string) => (existsSync(join(data, path)) ? readFileSync(join(data, path), 'utf8') : undefined);
  return family.read(readFileSync(join(data, file), 'utf8'), file, textOf).map((read) => {
    const name = read.name === undefined ? file : `${file}#${read.name}`;
    const found = references.get(name) ?? read.reference;
    const reference = found && read.convert ? read.convert(found) : found;
    return { name, request: read.request, reference, published: read.published, unsuited: read.unsuited };
  });
}

interface Located {
  readonly path: string;
  /** Names an instance inside that file. */
  readonly name?: string;
  /** Of the names of the files that are meant. */
  readonly start?: string;
}

/** @returns the part of `set` that is a path, and what narrows it. */
function locate(data: string, set: string, families: readonly InstanceFamily[]): Located {
  if (!existsSync(data))
    throw new TaktError(
      'invalid-parameter',
      `there is no data folder ${data}; name it with --data or in TAKT_BENCH_DATA`,
    );
  const [file, hashName] = set.split(/#(.*)/s);
  const whole = normalize(file).replace(/^\.\/|\/+$/g, '');
  if (whole.startsWith('..') || whole.startsWith('/')) throw noSuchSet(data, set, families);
  if (existsSync(join(data, whole))) return { path: whole, name: hashName };
  if (whole.endsWith('*') && existsSync(join(data, dirname(whole))))
    return { path: dirname(whole), name: hashName, start: basename(whole).slice(0, -1) };
  for (let path = dirname(whole); path !== '.'; path = dirname(path))
    if (statSync(join(data, path), { throwIfNoEntry: false })?.isFile())
      return { path, name: whole.slice(path.length + 1) };
  throw noSuchSet(data, set, families);
}

function filesUnder(data: string, folder: string): string[] {
  return readdirSync(join(data, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(data, '/').length));
}

/** Files and folders that an error message names. */
const mostNamed = 20;

function noSuchSet(data: string, set: string, families: readonly InstanceFamily[]): TaktError {
  const there = [...new Set(families.map(({ folder }) => folder))].flatMap((folder) => {
    const path = join(data, folder);
    return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
  });
  const more = there.length > mostNamed ? ` and ${there.length - mostNamed} more` : '';
  const choice =
    there.length > 0 ? `there are ${there.slice(0, mostNamed).join(', ')}${more}` : 'it holds no set of this kind';
  return new TaktError('invalid-parameter', `there is no set "${set}" of this kind under ${data}; ${choice}`);
}
