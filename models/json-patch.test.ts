import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyMergePatch, applyPatch, isSameJson, JsonPatch, type JsonPatchOperation } from './json-patch.ts';

const apply = (document: unknown, operations: unknown[]) =>
  applyPatch(document, operations as JsonPatchOperation[], { mostCopied: 1000 });

/** The cases of RFC 6902, appendix A, by their sections. */
test.each([
  ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
  ['A.2', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
  ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
  ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
  ['A.5', { baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
  [
    'A.6',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  ['A.7', { foo: ['a', 'b', 'c'] }, [{ op: 'move', from: '/foo/1', path: '/foo/2' }], { foo: ['a', 'c', 'b'] }],
  [
    'A.8',
    { baz: 'qux', foo: ['a', 2] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2] },
  ],
  ['A.10', { foo: 'bar' }, [{ op: 'add', path: '/child', value: { a: {} } }], { foo: 'bar', child: { a: {} } }],
  ['A.11', { foo: 1 }, [{ op: 'add', path: '/baz', value: 2, xyz: 1 }], { foo: 1, baz: 2 }],
  ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
  ['A.16', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc'] }], { foo: ['bar', ['abc']] }],
  [
    'copy',
    { a: [1] },
    [
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'add', path: '/b/0', value: 0 },
    ],
    { a: [1], b: [0, 1] },
  ],
  ['whole', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
  ['null', { a: 1 }, [{ op: 'replace', path: '/a', value: null }], { a: null }],
])('JSON Patch, %s', (_, document, operations, changed) => {
  const before = structuredClone(document);
  expect(apply(document, operations)).toEqual(changed);
  expect(document).toEqual(before);
});

test.each([
  ['A.9', { baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }, 'value', 'test'],
  ['A.12', { foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }, 'path', 'exists'],
  ['A.15', { '/': 9, '~1': 10 }, { op: 'test', path: '/~01', value: '10' }, 'value', 'test'],
  ['remove nothing', {}, { op: 'remove', path: '/a' }, 'path', 'exists'],
  ['remove all', {}, { op: 'remove', path: '' }, 'path', 'exists'],
  ['replace nothing', [], { op: 'replace', path: '/0', value: 1 }, 'path', 'exists'],
  ['beyond the end', [], { op: 'add', path: '/1', value: 1 }, 'path', 'exists'],
  ['leading zero', [1, 2], { op: 'remove', path: '/01' }, 'path', 'list-index'],
  ['- is no value', [1], { op: 'remove', path: '/-' }, 'path', 'list-index'],
  ['into itself', { a: {} }, { op: 'move', from: '/a', path: '/a/b' }, 'path', 'not-into-itself'],
  ['from nowhere', {}, { op: 'copy', from: '/a', path: '/b' }, 'from', 'exists'],
  ['what every object inherits', {}, { op: 'replace', path: '/constructor/prototype', value: 1 }, 'path', 'exists'],
  ['prototype', {}, { op: 'add', path: '/__proto__/x', value: 1 }, 'path', 'unknown-field'],
  ['prototype itself', {}, { op: 'add', path: '/__proto__', value: {} }, 'path', 'unknown-field'],
])('JSON Patch refuses: %s', (_, document, operation, field, rule) => {
  const before = structuredClone(document);
  const first = { op: 'test', path: '', value: document };
  expect(() => apply(document, [first, operation])).toThrow(expect.objectContaining({ index: 1, field, rule }));
  expect(document).toEqual(before);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('copies that double the document end before they fill the memory', () => {
  const doublings = Array.from({ length: 1000 }, () => ({ op: 'copy', from: '', path: '/a' }));
  expect(() => apply({ a: 'x'.repeat(100) }, doublings)).toThrow(expect.objectContaining({ rule: 'size' }));
});

describe('the schema of changes', () => {
  test.each([
    [{ op: 'add', path: 'a', value: 1 }],
    [{ op: 'add', path: '/~2', value: 1 }],
    [{ op: 'append', path: '/a', value: 1 }],
    [{ op: 'move', path: '/a' }],
    [{ op: 'add', path: '/a' }],
  ])('%j does not fit', (operation) => {
    expect(JsonPatch.safeParse([operation]).success).toBe(false);
  });
});

/** The cases of RFC 7396, appendix A. */
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('merge patch of %j by %j', (document, patch, changed) => {
  const before = structuredClone(document);
  expect(applyMergePatch(document, patch)).toEqual(changed);
  expect(document).toEqual(before);
});

test('a document replaced by any other, and what is merged into nothing, is that other', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(isSameJson(apply(one, [{ op: 'replace', path: '', value: other }]), other)).toBe(true);
      const keys = (value: unknown) => JSON.stringify(value, (_, inner) => (Object.is(inner, -0) ? 0 : inner));
      expect(isSameJson(one, other)).toBe(isSameJson(other, one));
      if (keys(one) === keys(other)) expect(isSameJson(one, other)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
