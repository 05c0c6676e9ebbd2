/**
 * How many messages a broker takes before it has confirmed the first: receive maximum of MQTT 5 (section 3.3.4). mqtt.js
 * does not count, and a strict broker ends the connection of a client that sends more.
 */
export class SendWindow {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  /**
   * Resolves when there is room, in the order of asking.
   * @returns what gives the place back; calling it again does nothing.
   */
  async enter(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    };
  }
}
