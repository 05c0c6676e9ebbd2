/** What the rules of a certificate count, of a heat and of a plan. */
import type { MeltProofRule } from '../../../models/melt-certificate.ts';
import { Refused } from './exact.ts';
import type { ProofCell, Week } from './week.ts';

/** A rule with ids made indices. */
export type ReadRule =
  | { readonly kind: 'odd-set'; readonly classes: readonly number[] }
  | { readonly kind: 'together'; readonly classes: readonly [number, number] }
  | { readonly kind: 'cells'; has(cell: ProofCell): boolean }
  | { readonly kind: 'pattern'; has(cell: ProofCell): boolean; readonly pieces: ReadonlyMap<number, number> };

/** @throws Refused where it names what is not there, or the same twice. */
export function readRule(rule: MeltProofRule, week: Week): ReadRule {
  const indexOf = (line: string) => classIndex(week, line);
  const once = (ids: readonly string[]) => {
    if (new Set(ids).size < ids.length) throw new Refused('a rule names the same line twice');
    return ids.map(indexOf);
  };
  switch (rule.kind) {
    case 'odd-set':
      return { kind: 'odd-set', classes: once(rule.lines) };
    case 'together': {
      const [one, other] = rule.lines;
      return { kind: 'together', classes: [indexOf(one), indexOf(other)] };
    }
    case 'cells': {
      const named = new Set(rule.cells.map(({ furnace, grade }) => JSON.stringify([furnace, grade])));
      return { kind: 'cells', has: ({ furnace, grade }) => named.has(JSON.stringify([furnace, grade])) };
    }
    case 'pattern': {
      const classes = once(rule.contents.map(({ line }) => line));
      return {
        kind: 'pattern',
        has: ({ furnace, grade }) => furnace === rule.furnace && grade === rule.grade,
        pieces: new Map(classes.map((index, k) => [index, rule.contents[k].pieces])),
      };
    }
  }
}

/** Place of a class in the week by its first line. @throws Refused. */
export function classIndex({ classes }: Week, line: string): number {
  const index = classes.findIndex((candidate) => candidate.line === line);
  if (index < 0) throw new Refused(`"${line}" is not the first of the lines that cannot be told apart from it`);
  return index;
}

/**
 * What a plan's heats count at most without any split: of an odd set, half the pieces there are, since halves of heats
 * rounded down add up to no more than half of all, and to a whole number.
 */
export function mostOfRule(rule: ReadRule, { classes }: Week): number | undefined {
  if (rule.kind !== 'odd-set') return undefined;
  return Math.floor(rule.classes.reduce((sum, index) => sum + classes[index].demand, 0) / 2);
}
