/**
 * Keeps what the ovens of a site said last, for people, and samples of it. Apart from the passes: the many rows of a large
 * site must not hold up a command.
 */
import type { Queryable } from '../db/database.ts';
import { Nap } from './nap.ts';
import type { OvenView } from './oven-view.ts';
import { ReadingSamples } from './readings.ts';
import { saveOvens, saveReadings } from './work.ts';

export interface OvenRecordsParts {
  readonly site: string;
  readonly views: ReadonlyMap<string, OvenView>;
  readonly saveMs: number;
  /** Least time between two kept samples of an oven; 0: none are kept. */
  readonly readingsMs: number;
  readonly clock: () => number;
  /** Runs it in a transaction where the site is still this bridge's: nobody writes over the head of the next one. */
  fenced(work: (transaction: Queryable) => Promise<void>): Promise<unknown>;
  /** What was kept is there to be seen. */
  changed(): void;
  warn(details: object, message: string): void;
}

/** A sample of a clock that is wrong by more would stand in nobody's chart, and stay for as long. */
const dayMs = 86_400_000;

export class OvenRecords {
  readonly #parts: OvenRecordsParts;
  readonly #samples: ReadingSamples;
  readonly #untilSave = new Nap();
  #loop: Promise<void> | undefined;
  #stopping = false;

  constructor(parts: OvenRecordsParts) {
    this.#parts = parts;
    this.#samples = new ReadingSamples(parts.readingsMs);
  }

  start(): void {
    this.#loop = this.#keepSaving();
  }

  /** Resolves when nothing is being kept any more; `save` keeps the last. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#untilSave.wake();
    await this.#loop;
  }

  async save(): Promise<void> {
    const { site, views, clock, fenced, changed } = this.#parts;
    const unsaved = [...views].filter(([, view]) => view.unsaved);
    if (unsaved.length === 0) return;
    const reports = unsaved.map(([oven, { present, state, waitsFor, clockOffsetMs }]) => {
      return { oven, present, state, waitsFor, clockOffsetMs };
    });
    const isDated = ({ clockOffsetMs = 0 }) => Math.abs(clockOffsetMs) < dayMs;
    const samples = this.#samples.choose(reports.filter(isDated).flatMap(({ state }) => state ?? []));
    for (const [, view] of unsaved) view.unsaved = false;
    try {
      await fenced(async (transaction) => {
        await saveOvens(transaction, site, reports, clock());
        await saveReadings(transaction, samples);
      });
    } catch (error) {
      for (const [, view] of unsaved) view.unsaved = true;
      throw error;
    }
    changed();
  }

  async #keepSaving(): Promise<void> {
    const { site, saveMs, warn } = this.#parts;
    while (!this.#stopping) {
      await this.save().catch((error) => warn({ site, error }, 'states of ovens were not kept'));
      if (!this.#stopping) await this.#untilSave.sleep(saveMs);
    }
  }
}
