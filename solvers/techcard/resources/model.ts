/**
 * What the kernel knows of a resource: three methods, `bind`, `canRun` and `apply`, and marks of time as its only state.
 *
 * A model is append-only: an operation that is applied is a fact, later ones come after it as far as the resource is
 * concerned. Only before what is given for later, and reserved, there is room left. Nothing but whole seconds and small integers passes the border in a run; words are made when asked for.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { type Assignment, type Instance, never } from '../instance.ts';
import type { Opening } from '../opening.ts';
import type { Recorder } from '../text-log.ts';

/** What `canRun` answers where it gives no time mark: not now, perhaps after another operation. */
export const refused = never;

/** What one operation asks of one resource in one of its modes. */
export interface Use {
  readonly resource: number;
  readonly operation: number;
  readonly piece: number;
  /** Working seconds; of a fact that tells its end, all until then. */
  readonly duration: number;
  readonly pausable: boolean;
  /** Index into the demands of the instance. */
  readonly demand: number;
  readonly amount: number;
  readonly adds: number;
  readonly skill: number;
  readonly state: number;
  readonly station: number;
  /** More than one only where a mode asks one pool for several skills; the first repeats the fields above. */
  readonly parts: readonly Part[];
  /** Every mode of the operation uses this resource, at this station or an earlier one. */
  readonly certain: boolean;
}

export interface Part {
  readonly demand: number;
  readonly amount: number;
  readonly skill: number;
}

/** All that a model may look at when it is made. */
export interface Setting {
  readonly instance: Instance;
  /** Index of the resource. */
  readonly resource: number;
  /** Of the resource's own calendars. */
  readonly opening: Opening;
  openingOf(calendars: readonly string[]): Opening;
  readonly recorder: Recorder;
}

export type ModelOf<Resource = TechcardResource> = (resource: Resource, setting: Setting) => ResourceModel;

/** Set-up and warm-up before an operation. */
export interface Preparation {
  readonly operation: number;
  readonly resource: number;
  /** When the first of them begins. */
  readonly from: number;
  readonly setupSeconds: number;
  readonly warmUpSeconds: number;
}

export abstract class ResourceModel {
  /** Why the last answer of `canRun` was later than asked, in numbers of the model's own; `explain` has the words. */
  reason = 0;
  /** Set-up seconds of the run so far. */
  setupSeconds = 0;

  /**
   * Whether `apply` never makes an answer of `canRun` earlier. The kernel then asks again only when it must; a model that
   * says so wrongly makes the kernel take operations in another order, not break a rule.
   */
  get steady(): boolean {
    return true;
  }

  /** Whether an operation of duration 0 concerns it too. */
  get countsInstants(): boolean {
    return false;
  }

  /** An operation joins the queue: once for each use, before the first run. */
  bind(_use: Use): void {}

  /**
   * @param end - moment at which an operation begun at `time` would end.
   * @returns the earliest moment from `time` on that this resource permits, or `refused`. Asked again at its own answer,
   *   it gives the same one.
   */
  abstract canRun(use: Use, time: number, end: number): number;

  /** Marks start, then end, of an operation that was permitted, or that is a fact. */
  abstract apply(use: Use, moment: 'start' | 'end', time: number): void;

  /** As after binding. @param patient - the rule is `first-permitted`: a paced line waits for pieces that may come. */
  abstract reset(patient: boolean): void;

  /**
   * A fact that begins after work that is still to be planned, before all of that and in order of start.
   * @returns whether the model plans around it; if not, it is applied at once and everything else comes after it.
   */
  reserve(_use: Use, _start: number, _end: number): boolean {
    return false;
  }

  abstract explain(reason: number, use: Use): string;

  /** Uses with the same key have the same earliest moment when asked at the beginning of time. */
  classKey(use: Use): string {
    return `${use.amount} ${use.adds} ${use.state} ${use.duration} ${use.parts.map(({ skill }) => skill)}`;
  }

  /** Fixes workers, line, takt or batch before `apply`: of a fact, or of a plan that is replayed. */
  assign(_use: Use, _part: Part, _assignment: Assignment): void {}

  /** What was chosen for a use that was applied. */
  assignment(_use: Use, _part: Part): Assignment | undefined {
    return undefined;
  }

  /** Calendars of what `canRun` chose last for this use, beside the resource's own. */
  calendarsOf(_use: Use): readonly string[] {
    return none;
  }

  /** Of the operation applied last, if it needed any. */
  preparation(_use: Use): Preparation | undefined {
    return undefined;
  }

  /** No operation is permitted anywhere: gives up what it holds back for. @returns whether that may help. */
  giveWay(): boolean {
    return false;
  }

  /** The run has ended. @returns what only the end could tell, by demand: numbers of batches where some are given. */
  finish(): ReadonlyMap<number, Assignment> | undefined {
    return undefined;
  }

  /** Whether the model looks at all operations of a plan together: a replay then asks `fault`, not `canRun`. */
  get weighsWhole(): boolean {
    return false;
  }

  /** What a whole plan breaks that no operation shows alone. */
  fault(): string | undefined {
    return undefined;
  }
}

const none: readonly string[] = [];
