/** A kind of fault: what is done to the service while it works, and what may come of it. */
import type { Rng } from '../../../solvers/shared/rng.ts';
import type { PlanState } from '../../../src/jobs/plan-view.ts';
import type { EmbeddedStage, PostgresLayout, PostgresStage } from '../stage.ts';
import type { Client } from '../workload.ts';

export interface Scene<At> {
  readonly stage: At;
  readonly client: Client;
  readonly rng: Rng;
  /** Begins the names of all requests of this repeat. */
  readonly prefix: string;
  /** Further requests of the fault itself; waited for like the others. */
  readonly sending: Promise<unknown>[];
  /** Shorter in tests: outages last this share of their time. */
  readonly pace: number;
}

interface Kind {
  readonly name: string;
  /** For the help and the page of results. */
  readonly says: string;
  /** A process that holds plans is killed: its plans must begin again within 30 s. */
  readonly killsHolder?: boolean;
  /** How plans of these names may end besides `succeeded`. */
  readonly mayEnd?: (name: string) => readonly PlanState[] | undefined;
  /** Why it cannot be done here; absent where it can. */
  readonly impossible?: () => string | undefined;
}

export interface PostgresKind extends Kind {
  readonly on: 'postgres';
  readonly layout?: PostgresLayout;
  /** The fault and its healing. Processes that are not running afterwards are started again by the caller. */
  readonly fault: (scene: Scene<PostgresStage>) => Promise<void>;
}

export interface EmbeddedKind extends Kind {
  readonly on: 'embedded';
  /** Folder of the database, where it must be a certain one, and what to do with it in the end. */
  readonly data?: () => { readonly folder: string; remove(): void };
  readonly fault: (scene: Scene<EmbeddedStage>) => Promise<void>;
}

export type FaultKind = PostgresKind | EmbeddedKind;
