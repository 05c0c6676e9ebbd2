import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TaktError } from '../../models/errors.ts';
import { smallRequest } from '../testing/requests.ts';
import { placeOf, putIn, stepsTo } from './places.ts';
import { completeRequest, type FoundItem, type Loaded, type LoadItems, resolveReferences } from './resolve.ts';

const room = () => ({ usedBytes: 1000, limitBytes: 100_000 });

function item(id: string, body: unknown, version = 1): FoundItem {
  const bytes = JSON.stringify(body).length;
  return { type: 'furnaces', id, version, kind: 'melt', part: 'furnace', hash: `hash of ${id}`, bytes, body };
}

const catalogOf =
  (entries: Record<string, Loaded>): LoadItems =>
  async (names) => {
    const known = new Map(Object.entries(entries));
    return new Map(
      names.flatMap(({ type, id, version }) => {
        const name = `${type}/${id}${version === undefined ? '' : `@${version}`}`;
        const loaded = known.get(name);
        return loaded ? [[name, loaded]] : [];
      }),
    );
  };
const found = (of: FoundItem): Loaded => ({ state: 'found', item: of });
const furnace = (id: string) => ({ id, greatestMass: 800 });
const refer = (name: string) => ({ $catalog: name });

async function refusal(work: Promise<unknown>): Promise<TaktError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TaktError)) throw new Error(`it was not refused: ${error}`);
  return error;
}

describe('references to the catalog', () => {
  const catalog = catalogOf({
    'furnaces/one': found(item('one', furnace('F1'), 3)),
    'furnaces/all': found(item('all', [furnace('F2'), furnace('F3')])),
    'furnaces/all@2': found(item('all', [furnace('F4')], 2)),
    'furnaces/gone': { state: 'withdrawn', newest: 3 },
    'furnaces/one@9': { state: 'no-such-version', newest: 3 },
    'recipes/steel': found({ ...item('steel', { id: 'G1' }), type: 'recipes', part: 'grade' }),
  });

  test('a thing and a list are put in, a list in a list is spliced, and the rest is as it was', async () => {
    const body = {
      kind: 'melt',
      problem: {
        furnaces: [refer('furnaces/one'), refer('furnaces/all'), furnace('F5')],
        grades: refer('furnaces/all@2'),
      },
      tags: refer('furnaces/one'),
    };
    const before = structuredClone(body);
    const resolved = await resolveReferences(body, catalog, room());
    expect(resolved.body).toEqual({
      kind: 'melt',
      problem: { furnaces: ['F1', 'F2', 'F3', 'F5'].map(furnace), grades: [furnace('F4')] },
      tags: refer('furnaces/one'),
    });
    expect(body).toEqual(before);
    expect(resolved.used).toEqual([
      { pointer: '/problem/furnaces/0', type: 'furnaces', id: 'one', version: 3, hash: 'hash of one' },
      { pointer: '/problem/furnaces/1', type: 'furnaces', id: 'all', version: 1, hash: 'hash of all' },
      { pointer: '/problem/grades', type: 'furnaces', id: 'all', version: 2, hash: 'hash of all' },
    ]);
  });

  test.each([
    ['unknown', refer('furnaces/none'), '', 'catalog-item', /there is no catalog item furnaces\/none/],
    ['withdrawn', refer('furnaces/gone'), '', 'catalog-item', /furnaces\/gone was withdrawn with version 3/],
    ['of no such version', refer('furnaces/one@9'), '', 'catalog-item', /has no version 9/],
    ['of no type', refer('ovens/one'), '/$catalog', 'catalog-reference', /does not name/],
    ['of version 0', refer('furnaces/one@0'), '/$catalog', 'catalog-reference', /does not name/],
    ['a number', { $catalog: 7 }, '/$catalog', 'catalog-reference', /does not name/],
    [
      'with a field beside it',
      { ...refer('furnaces/one'), mostHeats: 2 },
      '',
      'catalog-reference',
      /stands alone.*"mostHeats"/,
    ],
  ])('a reference that is %s is refused, and the answer says where', async (_, reference, below, rule, message) => {
    const body = { kind: 'melt', problem: { furnaces: [furnace('F9'), reference] } };
    const error = await refusal(resolveReferences(body, catalog, room()));
    expect(error.code).toBe(rule === 'catalog-item' ? 'inconsistent-request' : 'invalid-request');
    expect(error.details.errors).toEqual([
      expect.objectContaining({
        pointer: `/problem/furnaces/1${below}`,
        rule,
        message: expect.stringMatching(message),
      }),
    ]);
  });

  test('an item of another kind is refused by name, but repairs may hold any', async () => {
    const problem = { trucks: [refer('furnaces/one')] };
    const error = await refusal(resolveReferences({ kind: 'dispatch', problem }, catalog, room()));
    expect(error.message).toMatch(/part furnace of kind melt, and this request is of kind dispatch/);
    expect((await resolveReferences({ kind: 'repair', problem }, catalog, room())).used).toHaveLength(1);
  });

  test('at most a thousand references, and no more bytes with the items than a body may have', async () => {
    const many = (count: number) => ({ kind: 'melt', problem: { furnaces: Array(count).fill(refer('furnaces/one')) } });
    expect((await resolveReferences(many(1000), catalog, room())).used).toHaveLength(1000);
    const tooMany = await refusal(resolveReferences(many(1001), catalog, room()));
    expect(tooMany.details.errors).toMatchObject([{ pointer: '/problem', rule: 'at-most-references' }]);
    const bytes = 1000 + 1000 * item('one', furnace('F1')).bytes;
    const tooLarge = await refusal(resolveReferences(many(1000), catalog, { usedBytes: 1000, limitBytes: bytes - 1 }));
    expect([tooLarge.code, tooLarge.details.errors![0].received]).toEqual(['body-too-large', `${bytes} bytes`]);
  });

  test.each([
    ['deep', () => JSON.parse(`${'{"a":'.repeat(5000)}{"$catalog":"furnaces/one"}${'}'.repeat(5000)}`)],
    ['no object', () => 7],
    ['without a problem', () => ({ kind: 'melt' })],
  ])('a body that is %s is left to the schema', async (_, make) => {
    const problem = make();
    const body = typeof problem === 'object' && 'a' in problem ? { kind: 'melt', problem } : problem;
    expect((await resolveReferences(body, catalog, room())).body).toBe(body);
  });

  test('an error inside an item names item, version and place; one beside it has the pointer of the request as it came', async () => {
    const request = smallRequest();
    const furnaces = [refer('furnaces/pair'), { id: 'F3', greatestMass: 0 }];
    const body = { ...request, problem: { ...request.problem, furnaces } };
    const load = catalogOf({
      'furnaces/pair': found(item('pair', [furnace('F1'), { id: 'F2', greatestMass: 'much' }], 4)),
    });
    const error = await refusal(completeRequest(body, { load: load, room: room() }));
    expect(error.code).toBe('invalid-request');
    expect(error.details.errors).toEqual([
      expect.objectContaining({
        pointer: '/problem/furnaces/0',
        rule: 'type',
        received: 'much',
        message: expect.stringMatching(/^catalog item furnaces\/pair, version 4, at \/1\/greatestMass: /),
      }),
      expect.objectContaining({ pointer: '/problem/furnaces/1/greatestMass', rule: 'more-than', received: 0 }),
    ]);
  });

  test('ids that are there twice, once from the catalog, are told at the later one', async () => {
    const request = smallRequest();
    const body = { ...request, problem: { ...request.problem, furnaces: [furnace('F1'), refer('furnaces/one')] } };
    const error = await refusal(completeRequest(body, { load: catalog, room: room() }));
    expect([error.code, error.details.errors![0].pointer]).toEqual(['inconsistent-request', '/problem/furnaces/1']);
    expect(error.message).toMatch(/catalog item furnaces\/one, version 3, at \/id: .*already used/);
  });

  test('a completed request is what its caller would have written, and numbers beyond a double are told as they came', async () => {
    const request = smallRequest();
    const body = {
      ...request,
      problem: { ...request.problem, furnaces: refer('furnaces/all'), grades: [refer('recipes/steel')] },
    };
    const written = { ...request, problem: { ...request.problem, furnaces: ['F2', 'F3'].map(furnace) } };
    const byHand = await completeRequest(written, { load: catalog, room: room() });
    expect(byHand.catalog).toBeUndefined();
    expect((await completeRequest(body, { load: catalog, room: room() })).request).toEqual(byHand.request);
    const beyond = {
      ...body,
      problem: { ...body.problem, furnaces: [refer('furnaces/all'), { id: 'F', greatestMass: Infinity }] },
    };
    const sourceOf = (pointer: string) => (pointer === '/problem/furnaces/1/greatestMass' ? '1e400' : undefined);
    const error = await refusal(completeRequest(beyond, { load: catalog, room: room(), sourceOf }));
    expect(error.details.errors).toMatchObject([{ rule: 'finite-number', received: '1e400' }]);
  });

  test('every place of a completed list leads back to where it came from', () => {
    const entry = fc.oneof(fc.constant('own' as const), fc.constant('one' as const), fc.integer({ min: 0, max: 3 }));
    let spliced = 0;
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
        // Each thing says where it comes from: its own index, or the index of its reference and that in the list.
        const value = { list: entries.map((kind, index) => (kind === 'own' ? { from: [index] } : {})) };
        const items = entries.flatMap((kind, index) => {
          if (kind === 'own') return [];
          const body =
            kind === 'one'
              ? { from: [index, ''] }
              : Array.from({ length: kind }, (_, at) => ({ from: [index, `/${at}`] }));
          if (kind !== 'one' && kind > 1) spliced++;
          return [{ path: ['list', index], item: { type: 'furnaces', id: 'x', version: 1, body } }];
        });
        const root = stepsTo(items);
        const { list } = putIn(value, root) as { list: { from: [number, string?] }[] };
        list.forEach(({ from: [index, inside] }, at) => {
          const place = placeOf(`/list/${at}/a~1b`, root);
          expect(place.pointer).toBe(inside === undefined ? `/list/${index}/a~1b` : `/list/${index}`);
          expect(place.within?.pointer).toBe(inside === undefined ? undefined : `${inside}/a~1b`);
        });
      }),
      { numRuns: 200 },
    );
    expect(spliced).toBeGreaterThan(50);
  });
});
