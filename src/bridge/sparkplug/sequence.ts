/**
 * Puts the messages of one edge node back into the order in which it sent them. A broker need not keep the order of
 * messages on different topics; what is missing is seen by the numbers, which run from 0 to 255 and around.
 */
export class Sequence<Message> {
  #next: number;
  readonly #early = new Map<number, Message>();

  /** @param birth - number of the NBIRTH. */
  constructor(birth: number) {
    this.#next = following(birth);
  }

  /** Messages wait here for one that came before them and has not arrived. */
  get isWaiting(): boolean {
    return this.#early.size > 0;
  }

  /** @returns what may be read now, in order: nothing where an earlier one is missing, else this one and all that it held up. */
  take(seq: number, message: Message): Message[] {
    this.#early.set(seq, message);
    const ready: Message[] = [];
    for (let next = this.#early.get(this.#next); next !== undefined; next = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#next = following(this.#next);
      ready.push(next);
    }
    return ready;
  }
}

/** The number after `seq`. */
export function following(seq: number): number {
  return (seq + 1) % 256;
}
