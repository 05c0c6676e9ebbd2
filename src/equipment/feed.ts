/**
 * What happens to the ovens of a site in any process, told to all others a moment after it is committed. Hints for speed:
 * bridges and streams also look by themselves.
 */
import type { Database } from '../db/database.ts';
import { Notices } from '../db/notices.ts';

const channel = 'takt_equipment';

/**
 * work: there may be something to send, or no longer (a plan has ended, commands were approved, a hold came or went);
 * report: the bridge wrote down what it sent or what ovens said. Bridges need the first only: none has to look for what
 * another one, or it itself, has just written. Letters, to keep payloads short.
 */
const letters = { work: 'w', report: 'r' } as const;
export type EquipmentChange = keyof typeof letters;
const changesByLetter = new Map<string, EquipmentChange>(
  Object.entries(letters).map(([change, letter]) => [letter, change as EquipmentChange]),
);

/** @param site - undefined: any site may be meant. Must not throw. */
export type EquipmentListener = (change: EquipmentChange, site: string | undefined) => void;

export class EquipmentFeed {
  readonly #notices: Notices;
  readonly #listeners = new Set<EquipmentListener>();
  #hearsOthers = false;

  constructor(database: Database) {
    this.#notices = new Notices(database, channel, {
      heard: (entry) => {
        const change = changesByLetter.get(entry[0]);
        if (change) this.#act(change, entry.slice(1) || undefined);
      },
      lookAtAll: () => this.#act('work', undefined),
      listening: (comes) => {
        this.#hearsOthers = comes;
      },
    });
  }

  start(): Promise<void> {
    return this.#notices.start();
  }

  stop(): Promise<void> {
    return this.#notices.stop();
  }

  /** Whether changes that other processes make are heard here, so that looking may be rare. */
  get hearsOthers(): boolean {
    return this.#hearsOthers;
  }

  /** This process has changed something at the site, or at no one site, and committed it. */
  tell(site: string | undefined, change: EquipmentChange): void {
    this.#act(change, site);
    this.#notices.send(letters[change] + (site ?? ''));
  }

  /** @returns what ends it. */
  onChange(listener: EquipmentListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #act(change: EquipmentChange, site: string | undefined): void {
    for (const listener of this.#listeners) listener(change, site);
  }
}
