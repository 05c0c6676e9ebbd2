import { BackendCrash } from './milp.ts';

/**
 * Every call into a library goes through its guard. A WASM module that aborted has left its memory as it was at that
 * moment: it would go on answering, from corrupt data, so after an error that it does not survive it is not asked again.
 */
export class LibraryGuard {
  readonly name: string;
  readonly #survives: (error: unknown) => boolean;
  #dead: BackendCrash | undefined;

  /** @param survives - true for errors that the library raises deliberately, its state intact. */
  constructor(name: string, survives: (error: unknown) => boolean) {
    this.name = name;
    this.#survives = survives;
  }

  get usable(): boolean {
    return this.#dead === undefined;
  }

  /** @throws BackendCrash for all that `operation` throws, and at once where the library is dead. */
  run<Result>(operation: () => Result): Result {
    if (this.#dead) throw new BackendCrash(this.name, `not usable after a crash (${this.#dead.message})`);
    try {
      return operation();
    } catch (error) {
      const crash = new BackendCrash(this.name, error);
      if (!this.#survives(error)) this.#dead = crash;
      throw crash;
    }
  }
}
