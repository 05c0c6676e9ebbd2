/** What the semantic conventions put in place of a value that is not listed. */
export const otherValue = '_OTHER';

/**
 * Keeps the number of different values of a metric's attribute small: the first `limit` stand as they are, all later ones
 * become `_OTHER`. A series for each route, code or outcome is wanted; one for each text that a caller can make up is an
 * attack on the memory of this process and of whoever collects.
 */
export class BoundedValues {
  readonly #seen = new Set<string>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  keep(value: string): string {
    if (this.#seen.has(value)) return value;
    if (this.#seen.size >= this.#limit || value.length > 100) return otherValue;
    this.#seen.add(value);
    return value;
  }
}
