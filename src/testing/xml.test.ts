import { expect, test } from 'vitest';
import { wellFormed } from './xml.ts';

test('well-formed XML has a root', () => {
  expect(wellFormed('<svg a="1"><g/><text x="2">a &amp; b</text></svg>\n')).toBe('svg');
});

test.each([
  '',
  '<a>',
  '<a></b>',
  '<a b=1/>',
  '<a>x & y</a>',
  '<a/><b/>',
  'x<a/>',
  '<a b="<"/>',
  '<a>1 < 2</a>',
])('%j is not well-formed', (xml) => {
  expect(() => wellFormed(xml)).toThrow();
});
