/** What a gateway keeps through a restart: plain JSON, written before it answers. */
import { z } from 'zod';
import { Ack, Command, OvenReading, Setpoint } from '../protocol.ts';

/** For deliveries that come again. */
export const keptAnswers = 200;

const Milliseconds = z.number().describe('ms since 1970');

export const Answer = Ack.pick({ cmdId: true, status: true, reason: true, message: true });
export type Answer = z.infer<typeof Answer>;

export const KeptCommand = Command.pick({
  cmdId: true,
  epoch: true,
  version: true,
  notAfter: true,
  setpoints: true,
}).extend({
  status: z
    .enum(['accepted', 'applied', 'lapsed'])
    .describe('lapsed: its window closed before it could be applied, and it never will be'),
});
export type KeptCommand = z.infer<typeof KeptCommand>;

export const OvenMemory = z.strictObject({
  v: z.literal(1),
  site: Command.shape.site,
  oven: Command.shape.oven,
  epoch: Command.shape.epoch.describe('highest seen, 0: none'),
  version: Command.shape.version.describe('highest accepted, 0: none'),
  command: KeptCommand.nullable().describe('the last accepted one'),
  targets: z
    .array(z.strictObject({ tag: OvenReading.shape.tag, value: z.number(), rampPerMin: Setpoint.shape.rampPerMin }))
    .describe('in force, one per tag that was ever given one'),
  safe: z.boolean().describe('the bridge was silent too long; the targets are the safe ones'),
  answers: z.array(Answer).max(keptAnswers).describe('oldest first'),
  signedTime: Milliseconds.nullable().describe('how late it was at least, by signed messages'),
  newestSign: Milliseconds.nullable().describe('newest sign of life of the epoch, as it was signed'),
});
export type OvenMemory = z.infer<typeof OvenMemory>;

export function emptyMemory(site: string, oven: string): OvenMemory {
  return {
    v: 1,
    site,
    oven,
    epoch: 0,
    version: 0,
    command: null,
    targets: [],
    safe: false,
    answers: [],
    signedTime: null,
    newestSign: null,
  };
}

/** The answers with this one in place of an earlier one to the same command, or as the newest. */
export function withAnswer(answers: readonly Answer[], answer: Answer): Answer[] {
  const at = answers.findIndex(({ cmdId }) => cmdId === answer.cmdId);
  return at >= 0 ? answers.with(at, answer) : [...answers, answer].slice(-keptAnswers);
}
