/** Units of a pool that are given for later, as steps of time: facts are the same in every run, so they are added up once. */
import { never } from '../instance.ts';

export interface Step {
  readonly from: number;
  /** Taken from then until the next step. */
  readonly units: number;
}

export class ReservedUnits {
  readonly #changes = new Map<number, number>();
  #steps: readonly Step[] | undefined;
  #added = false;

  get isEmpty(): boolean {
    return !this.#added;
  }

  /** The next run begins. */
  clear(): void {
    this.#added = false;
    this.#changes.clear();
  }

  add(units: number, start: number, end: number): void {
    this.#added = true;
    if (this.#steps) return;
    this.#changes.set(start, (this.#changes.get(start) ?? 0) + units);
    this.#changes.set(end, (this.#changes.get(end) ?? 0) - units);
  }

  get steps(): readonly Step[] {
    if (this.#steps) return this.#steps;
    let units = 0;
    const steps: Step[] = [{ from: -never, units: 0 }];
    for (const [from, change] of [...this.#changes].sort(([one], [other]) => one - other)) {
      units += change;
      steps.push({ from, units });
    }
    this.#steps = steps;
    return steps;
  }

  /** Index of the step that holds at `at`. */
  stepAt(at: number): number {
    const { steps } = this;
    let low = 0;
    let high = steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (steps[middle].from <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
