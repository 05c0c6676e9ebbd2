/** What the explanation of a kind consists of, and words that all kinds share. */
import type { Explanation, ExplanationHelp, ExplanationPoint, ExplanationTerm } from '../../models/explanation.ts';

/** What a kind says of one of its plans; the rest of an explanation is the same for all. */
export interface ExplainedPlan {
  readonly mode?: string;
  readonly summary: readonly string[];
  /** Those of 0 may be among them. */
  readonly terms: readonly Omit<ExplanationTerm, 'share'>[];
  /** The weightiest first. */
  readonly binding: readonly ExplanationPoint[];
  /** The most helpful first. */
  readonly help: readonly ExplanationHelp[];
}

/** A pure function of request and plan; the plan is one that passed the check when it was made. */
export type ExplainPlan<Request, Plan> = (request: Request, plan: Plan) => ExplainedPlan;

export type About = ExplanationPoint['about'];

/** At most two decimals, and no more digits than the figure has. */
export function figure(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 && value !== 0 ? Number(value.toPrecision(2)) : rounded);
}

export function percent(share: number): string {
  const value = share * 100;
  // A gap that is there is not told as none.
  return `${value > 0 && value < 0.01 ? 'less than 0.01' : figure(value)} %`;
}

/** `1 heat`, `2 heats`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

/** Seconds for people. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${figure(seconds)} s`;
  if (seconds < 7200) return `${figure(seconds / 60)} min`;
  return `${figure(seconds / 3600)} h`;
}

/** Names, the first of them where there are many. */
export function names(all: readonly string[], most = 5): string {
  const shown = all.slice(0, most).join(', ');
  return all.length > most ? `${shown} and ${all.length - most} more` : shown;
}

export function sum<Item>(items: Iterable<Item>, value: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += value(item);
  return total;
}

/** The terms of an objective with their shares, the greatest first, without those of 0. */
export function withShares(terms: ExplainedPlan['terms'], objective: number): Explanation['terms'] {
  const there = terms.filter(({ value }) => value !== 0).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const oneSign = there.every(({ value }) => value > 0);
  return there.map((term) => (oneSign && objective > 0 ? { ...term, share: term.value / objective } : term));
}
