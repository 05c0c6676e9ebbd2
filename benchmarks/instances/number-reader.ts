/** Reads the whole numbers of a plain text file one after another, with messages that name the line. */
export class NumberReader {
  readonly #file: string;
  readonly #words: { word: string; line: number }[];
  #next = 0;

  /** @param firstLine - number of the text's first line in the file. */
  constructor(text: string, file: string, firstLine = 1) {
    this.#file = file;
    this.#words = text
      .split('\n')
      .flatMap((line, index) => [...line.matchAll(/\S+/g)].map(([word]) => ({ word, line: firstLine + index })));
  }

  /**
   * @param what - what the format has here.
   * @throws Error where the file ends or has something else than a whole number from `least` to `most`.
   */
  next(what: string, least = 0, most = Infinity): number {
    const found = this.#words[this.#next++];
    if (found === undefined) throw new Error(`${this.#file}: ends where ${what} should be`);
    const value = Number(found.word);
    if (!Number.isSafeInteger(value) || value < least)
      throw new Error(
        `${this.#file}, line ${found.line}: ${what} should be a whole number${least === -Infinity ? '' : ` >= ${least}`}: ${found.word}`,
      );
    if (value > most)
      throw new Error(`${this.#file}, line ${found.line}: ${what} should be at most ${most}: ${found.word}`);
    return value;
  }

  /** @throws Error where there is more to read. */
  end(): void {
    const found = this.#words[this.#next];
    if (found !== undefined) throw new Error(`${this.#file}, line ${found.line}: the file should have ended before`);
  }
}
