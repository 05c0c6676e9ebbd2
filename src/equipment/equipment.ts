/** The ovens of tenants for whoever looks at them and holds them. What is changed is told to bridges and streams. */
import { TaktError } from '../../models/errors.ts';
import type { Origin } from '../access/audit.ts';
import { type Approval, approveOnBehalf } from '../bridge/approval.ts';
import type { Database } from '../db/database.ts';
import { SharedRead } from '../db/shared-read.ts';
import { type ChangesRead, changesAfter, newestPosition, type Position, positionOf } from './changes.ts';
import type { EquipmentFeed } from './feed.ts';
import type { EquipmentReads } from './follower.ts';
import { type HistoryPage, listChanges } from './history.ts';
import { type HoldFilter, holdsNow, listHolds, makeHold, releaseHold, siteNotFound } from './holds.ts';
import { leftBefore } from './in-flight.ts';
import { OvenSnapshots } from './oven-snapshots.ts';
import { hasOven, hasSite, listOvens, type OvenFilter, type OvenPage, readOven } from './ovens.ts';
import { type ReadingsSpan, readReadings } from './readings.ts';
import type { CommandChange, EquipmentList, HoldInput, HoldView, NewHold, OvenDetail, OvenReadings } from './view.ts';

type OvenName = Required<OvenFilter>;

export class Equipment {
  readonly #database: Database;
  readonly #feed: EquipmentFeed;
  readonly #snapshots: OvenSnapshots;
  readonly #changes = new SharedRead<ChangesRead>();
  readonly #holds = new SharedRead<HoldView[]>();

  constructor(database: Database, feed: EquipmentFeed) {
    this.#database = database;
    this.#feed = feed;
    this.#snapshots = new OvenSnapshots(database);
  }

  list(tenant: string, page: OvenPage): Promise<Omit<EquipmentList, 'next'>> {
    return listOvens(this.#database, tenant, page);
  }

  /** @throws TaktError `equipment-not-found`, here and below also for ovens of other tenants. */
  async oven(tenant: string, name: OvenName): Promise<OvenDetail> {
    const oven = await readOven(this.#database, tenant, name);
    if (!oven) throw ovenNotFound(name);
    return oven;
  }

  async history(tenant: string, name: OvenName, page: HistoryPage): Promise<CommandChange[]> {
    await this.#mustHaveOven(tenant, name);
    return listChanges(this.#database, tenant, name, page);
  }

  async readings(tenant: string, name: OvenName, span: ReadingsSpan): Promise<OvenReadings> {
    await this.#mustHaveOven(tenant, name);
    return readReadings(this.#database, name, span);
  }

  holds(tenant: string, filter: HoldFilter): Promise<HoldView[]> {
    return listHolds(this.#database, tenant, filter);
  }

  /** @throws TaktError `equipment-not-found` where the tenant has no such site. */
  async hold(origin: Origin, input: HoldInput): Promise<NewHold> {
    const hold = await makeHold(this.#database, origin, input);
    this.#feed.tell(input.site, 'work');
    return { ...hold, ...(await leftBefore(this.#database, origin.tenant, input)) };
  }

  /** @throws TaktError `hold-not-found`. */
  async release(origin: Origin, release: { id: string; by: string }): Promise<HoldView> {
    const hold = await releaseHold(this.#database, origin, release);
    if (!hold) throw holdNotFound(release.id);
    this.#feed.tell(hold.site, 'work');
    return hold;
  }

  /** Lets commands of a plan go that wait for a person. @returns how many were waiting. */
  async approve(origin: Origin, approval: Approval): Promise<number> {
    const { approved, site } = await approveOnBehalf(this.#database, origin, approval);
    if (site !== undefined) this.#feed.tell(site, 'work');
    return approved;
  }

  /** @throws TaktError `equipment-not-found` where a site, or an oven of it, is named that the tenant does not have. */
  async mustHave(tenant: string, { site, oven }: OvenFilter): Promise<void> {
    if (site === undefined) return;
    if (oven !== undefined) return this.#mustHaveOven(tenant, { site, oven });
    if (!(await hasSite(this.#database, tenant, site))) throw siteNotFound(site);
  }

  /** Where a stream goes on after the change `last`, or begins, where there is none. */
  positionAfter(last: number | undefined): Promise<Position> {
    return last === undefined ? newestPosition(this.#database) : positionOf(this.#database, last);
  }

  /** For streams: those of the same tenant and filter that are at the same point share what they read. */
  readsOf(tenant: string, filter: OvenFilter): EquipmentReads {
    const key = JSON.stringify([tenant, filter.site, filter.oven]);
    return {
      changesAfter: (position) =>
        this.#changes.ask(`${key} ${position.transaction} ${position.id}`, () =>
          changesAfter(this.#database, tenant, filter, position),
        ),
      snapshot: () => this.#snapshots.of(tenant, filter),
      holds: (ids) => this.#holds.ask(JSON.stringify([tenant, ids]), () => holdsNow(this.#database, tenant, ids)),
    };
  }

  /** Whether changes of other processes are heard at once. */
  get hearsOthers(): boolean {
    return this.#feed.hearsOthers;
  }

  /** @param site - absent: of all sites. @returns what ends it. */
  onChange(site: string | undefined, listener: () => void): () => void {
    return this.#feed.onChange((_change, changed) => {
      if (site === undefined || changed === undefined || changed === site) listener();
    });
  }

  async #mustHaveOven(tenant: string, name: OvenName): Promise<void> {
    if (!(await hasOven(this.#database, tenant, name))) throw ovenNotFound(name);
  }
}

export function ovenNotFound({ site, oven }: OvenName): TaktError {
  return new TaktError('equipment-not-found', `there is no oven ${oven.slice(0, 100)} at a site ${site.slice(0, 100)}`);
}

export function holdNotFound(id: string): TaktError {
  return new TaktError('hold-not-found', `there is no hold ${id.slice(0, 100)}`);
}
