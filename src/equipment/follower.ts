/** One reader's way through what happens to the ovens of a tenant: each look gives what is new since the one before. */
import type { ChangesRead, Position } from './changes.ts';
import { changedReports, type OvenSnapshot } from './oven-snapshots.ts';
import type { OvenFilter } from './ovens.ts';
import type { CommandChange, HoldView, OvenReport } from './view.ts';

export type EquipmentEvent =
  | { readonly event: 'command'; readonly id: number; readonly data: CommandChange }
  | { readonly event: 'oven'; readonly data: OvenReport }
  | { readonly event: 'hold' | 'release'; readonly data: HoldView };

/** Where followers read; each for the tenant and filter of the follower. */
export interface EquipmentReads {
  changesAfter(position: Position): Promise<ChangesRead>;
  snapshot(): Promise<OvenSnapshot>;
  /** Holds of the tenant that hold now, and those of `ids` that hold no more. */
  holds(ids: readonly string[]): Promise<HoldView[]>;
}

export class EquipmentFollower {
  readonly #reads: EquipmentReads;
  readonly #filter: OvenFilter;
  #position: Position;
  #ovens: OvenSnapshot;
  #holds: ReadonlySet<string>;
  #hasAll = false;

  private constructor(
    reads: EquipmentReads,
    filter: OvenFilter,
    start: { position: Position; ovens: OvenSnapshot; holds: ReadonlySet<string> },
  ) {
    this.#reads = reads;
    this.#filter = filter;
    this.#position = start.position;
    this.#ovens = start.ovens;
    this.#holds = start.holds;
  }

  /** Ovens and holds as they are now are taken as known; changes of commands come from the position on. */
  static async from(position: Position, filter: OvenFilter, reads: EquipmentReads): Promise<EquipmentFollower> {
    const [ovens, holds] = await Promise.all([reads.snapshot(), reads.holds([])]);
    return new EquipmentFollower(reads, filter, { position, ovens, holds: new Set(holds.map(({ id }) => id)) });
  }

  /** Whether the last look left nothing unread. */
  get hasAll(): boolean {
    return this.#hasAll;
  }

  async look(): Promise<EquipmentEvent[]> {
    const [read, ovens, holds] = await Promise.all([
      this.#reads.changesAfter(this.#position),
      this.#reads.snapshot(),
      this.#reads.holds([...this.#holds]),
    ]);
    const events = [
      ...this.#holdEvents(holds),
      ...read.changes.map((data) => ({ event: 'command' as const, id: data.id, data })),
      ...changedReports(this.#ovens, ovens).map((data) => ({ event: 'oven' as const, data })),
    ];
    this.#position = read.position;
    this.#hasAll = read.all;
    this.#ovens = ovens;
    this.#holds = new Set(holds.filter(({ releasedAt }) => releasedAt === undefined).map(({ id }) => id));
    return events;
  }

  #holdEvents(holds: readonly HoldView[]): EquipmentEvent[] {
    const ofInterest = holds.filter((hold) => mayMeet(hold, this.#filter));
    const isOver = ({ releasedAt }: HoldView) => releasedAt !== undefined;
    return ofInterest
      .filter((hold) => isOver(hold) || !this.#holds.has(hold.id))
      .map((data) => ({ event: isOver(data) ? 'release' : 'hold', data }));
  }
}

/** Whether the hold is for an oven that the filter lets through. */
function mayMeet(hold: HoldView, { site, oven }: OvenFilter): boolean {
  const fits = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return fits(hold.site, site) && fits(hold.oven, oven);
}
