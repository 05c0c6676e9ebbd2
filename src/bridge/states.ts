/**
 * The life of a command.
 *
 * | State | Entered when | Leaves when |
 * | --- | --- | --- |
 * | planned | its program is written | a person (or the request, where none is needed) approves it |
 * | approved | it may be sent | its start has come and the oven is there |
 * | sent | it was handed to the broker, perhaps more than once | the oven answers, or its latest start is past |
 * | accepted | the oven passed all checks and keeps it | the oven's controller works with it |
 * | applied | so says the oven | the reading stayed within tolerance for the dwell time |
 * | verified | that was seen | never |
 * | rejected | the oven refused; `reason` says why | the oven reports it as applied after all: the refusal was somebody else's |
 * | expired | its latest start passed before it was sent | never |
 * | superseded | a newer plan for the oven came: at once where unsent, else when its first step is due | never |
 * | timed-out | sent, and no answer told what became of it | an answer comes after all |
 * | late-applied | that answer after all | never |
 * | verify-failed | applied, and not within tolerance in time | never |
 */
export const commandStates = [
  'planned',
  'approved',
  'sent',
  'accepted',
  'applied',
  'verified',
  'rejected',
  'expired',
  'superseded',
  'timed-out',
  'late-applied',
  'verify-failed',
] as const;
export type CommandState = (typeof commandStates)[number];

/** Which states a command may go to from each; the database refuses nothing here, transitions.ts does. */
export const nextStates: Readonly<Record<CommandState, readonly CommandState[]>> = {
  planned: ['approved', 'expired', 'superseded'],
  approved: ['sent', 'expired', 'superseded'],
  sent: ['accepted', 'rejected', 'timed-out', 'superseded'],
  accepted: ['applied', 'timed-out', 'superseded'],
  applied: ['verified', 'verify-failed', 'superseded'],
  verified: [],
  rejected: ['late-applied'],
  expired: [],
  superseded: [],
  'timed-out': ['late-applied'],
  'late-applied': [],
  'verify-failed': [],
};

export const unsentStates = ['planned', 'approved'] as const satisfies readonly CommandState[];
export const inFlightStates = ['sent', 'accepted', 'applied'] as const satisfies readonly CommandState[];

/** After one of these nobody knows what the oven does, so its program halts: no later step is sent. */
export const haltingStates: readonly CommandState[] = ['rejected', 'timed-out', 'verify-failed'];

/**
 * active: steps are sent as they come due; halted: a step failed, the rest stays unsent and expires; superseded: a newer
 * plan took the oven; done: every step has ended.
 */
export type ProgramState = 'active' | 'halted' | 'superseded' | 'done';

/** What `onTransition` hands out and takt.command_transitions keeps. */
export interface Transition {
  readonly id: number;
  readonly cmdId: string;
  readonly planId: string;
  readonly site: string;
  readonly oven: string;
  readonly step: number;
  readonly version: number;
  /** null for the first one. */
  readonly from: CommandState | null;
  readonly to: CommandState;
  /** Of a rejection one of `refusalReasons`; elsewhere a sentence, where there is something to say. */
  readonly reason: string | null;
  readonly at: Date;
}
