/** Messages to another process, those of one turn of the event loop together: a write costs more than what is in it. */

export class Outbox<Message> {
  readonly #write: (messages: readonly Message[], written: () => void) => void;
  #waiting: Message[] = [];
  #written: (() => void)[] = [];

  /** @param write - sends a list as one; calls back once it is handed to the system. */
  constructor(write: (messages: readonly Message[], written: () => void) => void) {
    this.#write = write;
  }

  /** Sends at the end of this turn, in order. @param written - called once it is on its way. */
  send(message: Message, written?: () => void): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    this.#waiting.push(message);
    if (written) this.#written.push(written);
  }

  #flush(): void {
    const messages = this.#waiting;
    const written = this.#written;
    this.#waiting = [];
    this.#written = [];
    this.#write(messages, () => {
      for (const tell of written) tell();
    });
  }
}
