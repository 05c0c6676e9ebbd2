/** Ovens, what they were told and who holds them, as they read outside. */
import { z } from 'zod';
import { addProblem, Id } from '../../models/common.ts';
import { type WaitReason, waitReasons } from '../bridge/oven-view.ts';
import { OvenState, Setpoint } from '../bridge/protocol.ts';
import { commandStates } from '../bridge/states.ts';

export const Name = Id.regex(/^[A-Za-z0-9_.-]+$/, 'letters, digits, _ . - only');
const Reason = z.string().trim().min(1).max(500);
const Person = z.string().trim().min(1).max(200);
const At = z.iso.datetime();

export const HoldInput = z
  .strictObject({
    site: Name.optional().describe('absent: every site of the tenant, those that it gets later included'),
    oven: Name.optional().describe('of `site`, known already or not; absent: every oven'),
    reason: Reason.optional().describe('for whoever wonders why nothing moves; kept'),
    by: Person.describe('who holds; kept'),
  })
  .superRefine(({ site, oven }, context) => {
    if (oven !== undefined && site === undefined)
      addProblem(context, ['site'], {
        rule: 'oven-with-site',
        message: 'there is an oven and no site',
        remedy: 'name the site of the oven, or leave the oven out to hold everything',
        received: undefined,
      });
  });
export type HoldInput = z.infer<typeof HoldInput>;

export const HoldRelease = z.strictObject({ by: Person.describe('who releases; kept') });

export const HoldView = z
  .object({
    id: z.uuid(),
    site: z.string().optional().describe('absent: every site of the tenant'),
    oven: z.string().optional().describe('absent: every oven'),
    reason: z.string().optional(),
    createdBy: z.string(),
    createdAt: At,
    releasedBy: z.string().optional(),
    releasedAt: At.optional().describe('absent: it holds'),
  })
  .describe('no command is sent to what it names until it is released');
export type HoldView = z.infer<typeof HoldView>;

export const NewHold = HoldView.extend({
  inFlight: z
    .array(
      z.object({
        site: z.string(),
        oven: z.string(),
        cmdId: z.uuid(),
        state: z.enum(['sent', 'accepted', 'applied']),
        since: At,
      }),
    )
    .describe('commands that were sent before and cannot be called back: their ovens go on to these setpoints'),
  settled: z
    .boolean()
    .describe('`inFlight` has all of them; false: it holds, but a bridge or the database stands still, so look again'),
});
export type NewHold = z.infer<typeof NewHold>;

export const HoldList = z.object({
  holds: z.array(HoldView).describe('newest first'),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});

const Reported = OvenState.pick({
  mode: true,
  door: true,
  holding: true,
  readings: true,
  interlocks: true,
  faults: true,
})
  .extend({
    at: z.string().describe('when it was measured, by the clock of the oven'),
    ageMs: z.int().min(0).describe('since then, by the clock of the service and what is known of that of the oven'),
  })
  .describe('what the oven said last');

export const OvenReport = z.object({
  site: z.string(),
  oven: z.string(),
  present: z.boolean().describe('connected, as far as the bridge knows'),
  reported: Reported.optional().describe('absent: it has said nothing yet'),
  waitsFor: z
    .object({ reason: z.enum(Object.keys(waitReasons) as [WaitReason, ...WaitReason[]]), detail: z.string() })
    .optional()
    .describe('why the next command, though it is due, is not on its way, as the bridge saw it last'),
  clockOffsetMs: z.int().optional().describe('clock of the oven less that of the bridge; absent: not known'),
});
export type OvenReport = z.infer<typeof OvenReport>;

const Step = z.object({
  cmdId: z.uuid(),
  planId: z.uuid(),
  step: z.int().describe('of the program of this plan, from 1'),
  version: z.int().describe('rises per oven'),
  heat: z.string().optional().describe('heat of the plan; absent: the idle step after the last one'),
  grade: z.string().optional(),
  state: z.enum(commandStates),
  setpoints: z.array(Setpoint.loose()),
});

const SentCommand = Step.extend({
  reason: z.string().optional().describe('why it ended otherwise than verified'),
  since: At.describe('when it came to this state'),
});

export const WaitingCommand = Step.extend({
  startAt: At.describe('not sent before'),
  latestStartAt: At.describe('not sent after'),
});
export type WaitingCommand = z.infer<typeof WaitingCommand>;

export const OvenView = OvenReport.extend({
  command: SentCommand.optional().describe('the last one that was sent, in flight or not'),
  next: WaitingCommand.optional().describe('the next one that is to be sent'),
  program: z
    .object({
      planId: z.uuid(),
      state: z.enum(['active', 'halted', 'superseded', 'done']),
      reason: z.string().optional().describe('why it is halted or superseded'),
    })
    .optional()
    .describe('the newest one of the oven'),
  hold: HoldView.optional().describe('the newest one that keeps commands from it'),
});
export type OvenView = z.infer<typeof OvenView>;

export const OvenDetail = OvenView.extend({
  queue: z.array(WaitingCommand).describe('unsent commands in order, the first 200'),
  queued: z.int().describe('how many there are in all'),
});
export type OvenDetail = z.infer<typeof OvenDetail>;

export const SiteView = z.object({
  site: z.string(),
  bridge: z.object({
    alive: z.boolean().describe('a bridge holds the site now'),
    epoch: z.int().optional().describe('of the last one that held it; absent: none did'),
  }),
  hold: HoldView.optional().describe('the newest one of the whole site'),
});
export type SiteView = z.infer<typeof SiteView>;

export const EquipmentList = z.object({
  sites: z.array(SiteView).describe('on every page, whatever `oven` and `state`'),
  ovens: z.array(OvenView).describe('by site and name'),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});
export type EquipmentList = z.infer<typeof EquipmentList>;

export const CommandChange = z
  .object({
    id: z.int().describe('rises; also the id of the event `command`'),
    site: z.string(),
    oven: z.string(),
    cmdId: z.uuid(),
    planId: z.uuid(),
    step: z.int(),
    version: z.int(),
    from: z.enum(commandStates).optional().describe('absent: it was written'),
    to: z.enum(commandStates),
    reason: z.string().optional(),
    actor: z.string().describe('a plan, a bridge, or a person with the key that was shown'),
    at: At,
  })
  .describe('a change of state of a command');
export type CommandChange = z.infer<typeof CommandChange>;

export const OvenHistory = z.object({
  changes: z.array(CommandChange).describe('newest first'),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});

export const ReadingSeries = z.object({
  tag: z.string(),
  unit: z.string(),
  points: z.array(
    z.object({
      at: At.describe('begin of the interval'),
      samples: z.int().min(1),
      min: z.number(),
      max: z.number(),
      mean: z.number(),
      setpoint: z.number().optional().describe('working setpoint, at the last sample'),
      target: z.number().optional().describe('where its ramp ends, at the last sample'),
    }),
  ),
});
export type ReadingSeries = z.infer<typeof ReadingSeries>;

export const OvenReadings = z.object({
  from: At,
  to: At,
  intervalMs: z.int().describe('that each point stands for; those without a sample are left out'),
  series: z.array(ReadingSeries).describe('by tag'),
});
export type OvenReadings = z.infer<typeof OvenReadings>;
