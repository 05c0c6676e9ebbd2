/** Whether a text is well-formed XML, as far as charts need: elements nested and closed, attributes quoted, text escaped. */
const token = /<(?:\/([\w:-]+)\s*|([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?))>|([^<]+)/y;
const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/;

/** @returns the name of the root element. @throws Error naming the place where the text is not well-formed. */
export function wellFormed(xml: string): string {
  const open: string[] = [];
  let root: string | undefined;
  token.lastIndex = 0;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const fail = (why: string) => new Error(`${why} at ${at}: ${xml.slice(at, at + 80)}`);
    const match = token.exec(xml);
    if (!match) throw fail('no element and no text');
    const [whole, closing, opening, , empty, text] = match;
    if (entity.test(whole)) throw fail('an unescaped &');
    if (closing !== undefined && open.pop() !== closing) throw fail(`</${closing}> closes another element`);
    if (opening !== undefined) {
      if (open.length === 0 && root !== undefined) throw fail('a second root');
      root ??= opening;
      if (!empty) open.push(opening);
    }
    if (text !== undefined && open.length === 0 && text.trim() !== '') throw fail('text outside the root');
  }
  if (root === undefined || open.length > 0) throw new Error(`not closed: ${open.join(' ')}`);
  return root;
}
