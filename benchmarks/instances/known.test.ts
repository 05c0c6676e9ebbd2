import { describe, expect, test } from 'vitest';
import { improved, isProved, type Known, readKnown, referenceOf, writeKnown } from './known.ts';

const id = { name: 'generated/x/01', digest: 'd1' };
const known: Known = { ...id, objective: 12, planBy: 'as built', lowerBound: 10, boundBy: 'first run' };

test('a written table reads the same; what is missing stays missing', () => {
  const none: Known = { name: 'generated/x/02', digest: 'd2', planBy: '', boundBy: '' };
  const table = writeKnown([known, none]);
  expect(table).toBe(
    'name\tobjective\tlower_bound\tproved\tplan_by\tbound_by\tdigest\n' +
      'generated/x/01\t12\t10\tno\tas built\tfirst run\td1\n' +
      'generated/x/02\t\t\tno\t\t\td2\n',
  );
  expect(readKnown(table)).toEqual([known, none]);
});

test('an optimum is what plan and bound enclose', () => {
  expect(isProved(known)).toBe(false);
  expect(referenceOf(known)).toEqual({ lowerBound: 10, upperBound: 12, optimum: undefined });
  expect(referenceOf({ ...known, objective: 10 })).toEqual({ lowerBound: 10, upperBound: 10, optimum: 10 });
  expect(referenceOf({ ...known, lowerBound: undefined }).optimum).toBeUndefined();
});

describe('recording', () => {
  test('only what is better changes, and tells whose it is', () => {
    expect(improved(known, id, { objective: 11, lowerBound: 9 }, 'second run')).toEqual({
      ...known,
      objective: 11,
      planBy: 'second run',
    });
    expect(improved(known, id, { objective: null, lowerBound: 12 }, 'second run')).toEqual({
      ...known,
      lowerBound: 12,
      boundBy: 'second run',
    });
  });

  test('nothing better, or nothing at all, leaves the entry as it is', () => {
    expect(improved(known, id, { objective: 12, lowerBound: 10 }, 'second run')).toBe(known);
    expect(improved(known, id, { objective: 13, lowerBound: null }, 'second run')).toBe(known);
    expect(improved(known, id, { objective: null, lowerBound: null }, 'second run')).toBe(known);
  });

  test('another digest is another instance', () => {
    const other = { ...id, digest: 'd3' };
    expect(improved(known, other, { objective: 20, lowerBound: null }, 'second run')).toEqual({
      ...other,
      objective: 20,
      planBy: 'second run',
      boundBy: '',
    });
  });

  test('a bound above a plan is refused, whichever of them is known', () => {
    expect(() => improved(known, id, { objective: null, lowerBound: 13 }, 'second run')).toThrow(
      'the bound 13 (second run) is above the plan of 12 (as built)',
    );
    expect(() => improved(known, id, { objective: 9, lowerBound: null }, 'second run')).toThrow(
      'the bound 10 (first run) is above the plan of 9 (second run)',
    );
  });
});
