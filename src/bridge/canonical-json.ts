/** The form of a message that is signed: RFC 8785, the JSON Canonicalization Scheme. */

/** Our messages nest four levels; far deeper ones are made to exhaust the stack. */
const mostLevels = 32;

/**
 * JSON with keys sorted by UTF-16 code units and no white space, numbers and strings as ECMAScript prints them.
 * @param value - parsed JSON; members that are undefined are left out.
 * @throws TypeError for what has no such form: a number that is not finite, half of a surrogate pair, a value that is no
 *   JSON, more than 32 levels.
 */
export function canonicalJson(value: unknown, levels = mostLevels): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object') throw new TypeError(`a message cannot hold a value of type ${typeof value}`);
  if (levels === 0) throw new TypeError(`a message has at most ${mostLevels} levels`);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, levels - 1)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, member]) => `${text(key)}:${canonicalJson(member, levels - 1)}`);
  return `{${members.join(',')}}`;
}

/** JSON.stringify would write null, and sign what nobody said. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`a message cannot hold the number ${value}`);
  return JSON.stringify(value);
}

/** RFC 8785, section 3.2.2.2: invalid Unicode must end in an error, since readers mend it each in their own way. */
function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a message cannot hold half of a surrogate pair');
  return JSON.stringify(value);
}
