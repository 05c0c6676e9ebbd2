/** For the checkers of modes `melt` and `techcard`: what both answers claim in the same words. */
import type { RepairScore } from '../../../models/repair-parts.ts';

type Report = (rule: string, message: string) => void;

export function close(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(other));
}

export function limitMsOf(events: readonly { readonly type: string }[]): number {
  const minutes: Record<string, number> = {
    'order-cancelled': 2,
    'order-changed': 2,
    'order-added': 2,
    'operation-late': 3,
    'heat-lost': 3,
    'furnace-down': 5,
    'power-cut': 5,
    'resource-down': 5,
  };
  return Math.min(10, ...events.map(({ type }) => minutes[type])) * 60_000;
}

export function checkScore(
  score: RepairScore,
  parts: { readonly quality: number; readonly stability: number; readonly clients: number },
  effort: { readonly reactionMs: number; readonly limitMs: number },
  say: Report,
): void {
  for (const part of ['quality', 'stability', 'clients'] as const)
    if (!close(score[part], parts[part])) say('score', `${part} is ${parts[part]}, not ${score[part]}`);
  const reaction = Math.max(0, 1 - effort.reactionMs / effort.limitMs);
  if (!close(score.reaction, reaction)) say('score', `reaction is ${reaction}, not ${score.reaction}`);
  const total = 0.3 * score.reaction + 0.4 * score.quality + 0.2 * score.stability + 0.1 * score.clients;
  if (!close(score.total, total)) say('score', `the total is ${total}, not ${score.total}`);
}

/** @returns the least of the totals. */
export function checkClaimed(
  answer: {
    readonly options: readonly {
      readonly name: string;
      readonly total: number;
      readonly unrescued: readonly unknown[];
    }[];
    readonly recommended: string;
    readonly escalation?: unknown;
    readonly effort: { readonly limitMs: number };
  },
  totals: readonly number[],
  asked: readonly string[],
  limitMs: number,
  report: Report,
): number {
  const least = Math.min(...totals);
  const names = answer.options.map(({ name }) => name);
  if (new Set(names).size < names.length) report('options', 'an option comes twice');
  for (const name of names) if (!asked.includes(name)) report('options', `${name} was not asked for`);
  const at = names.indexOf(answer.recommended);
  if (at < 0 || !close(totals[at], least)) report('recommended', `${answer.recommended} does not have the least total`);
  else if ((answer.escalation !== undefined) !== answer.options[at].unrescued.length > 0)
    report('escalation', 'the dispatcher is told of what cannot be saved, and of nothing else');
  if (answer.effort.limitMs !== limitMs) report('effort', `limitMs is ${limitMs}`);
  return least;
}
