/** Reads the lines of a plain text file as words, blank lines left out, with messages that name the line. */
export class WordLines {
  readonly #file: string;
  readonly #lines: { readonly words: readonly string[]; readonly number: number }[];
  #next = 0;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#lines = text
      .split('\n')
      .map((line, index) => ({ words: line.match(/\S+/g) ?? [], number: index + 1 }))
      .filter(({ words }) => words.length > 0);
  }

  get isAtEnd(): boolean {
    return this.#next >= this.#lines.length;
  }

  /** Words of the next line, which stays the next. */
  peek(): readonly string[] {
    return this.#lines[this.#next]?.words ?? [];
  }

  /** @throws Error where the file ends, or the line has not so many words. */
  next(least = 1): readonly string[] {
    const line = this.#lines[this.#next++];
    if (line === undefined) throw new Error(`${this.#file}: ends too early`);
    if (line.words.length < least)
      throw new Error(`${this.#file}, line ${line.number}: there should be ${least} values: ${line.words.join(' ')}`);
    return line.words;
  }

  /**
   * The rest of a line that begins with `head`.
   * @throws Error where it begins otherwise.
   */
  words(head: string): readonly string[] {
    const [first, ...rest] = this.next();
    if (first !== head)
      throw new Error(`${this.#file}, line ${this.#lines[this.#next - 1].number}: ${head} should be here: ${first}`);
    return rest;
  }

  /** As `words`, of numbers. */
  numbers(head: string): number[] {
    return this.words(head).map((word) => this.#number(word));
  }

  /** A line of numbers and nothing else. */
  row(least = 1): number[] {
    return this.next(least).map((word) => this.#number(word));
  }

  #number(word: string): number {
    const value = Number(word);
    if (!Number.isFinite(value))
      throw new Error(`${this.#file}, line ${this.#lines[this.#next - 1].number}: this should be a number: ${word}`);
    return value;
  }
}
