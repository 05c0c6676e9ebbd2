/** Heats written down one by one, so that rules of any kind can be counted over them. */
import { Refused, type Work } from './exact.ts';
import { eachHeat } from './heats.ts';
import type { ReadRule } from './rules.ts';
import type { ProofCell, Week } from './week.ts';

const mostHeats = 1_000_000;
const mostEntries = 16_000_000;

/** What a rule counts of the heats that it counts anything of. */
export interface Counted {
  readonly heats: Int32Array;
  readonly counts: Int32Array;
}

export class Listing {
  size = 0;
  /** By heat, place of its cell in the week. */
  readonly cell: number[] = [];
  /** Entries of heat h: from `starts[h]` to `starts[h + 1]`. */
  readonly starts: number[] = [0];
  readonly classes: number[] = [];
  readonly pieces: number[] = [];
  readonly #week: Week;
  /** By class: heats that hold it and how many pieces. */
  readonly #holders: { heat: number; pieces: number }[][];

  constructor(week: Week) {
    this.#week = week;
    this.#holders = week.classes.map(() => []);
  }

  /** Adds the heats of a cell of at least so much mass and profit. */
  add(index: number, profit: Float64Array, leastMass: number, need: number, work: Work): void {
    const cell = this.#week.cells[index];
    eachHeat(cell, profit, leastMass, need, work, (_, pieces) => {
      this.#push(index, cell, pieces);
      return need;
    });
  }

  #push(index: number, { classes }: ProofCell, pieces: Int32Array): void {
    for (let at = 0; at < pieces.length; at++) {
      if (pieces[at] === 0) continue;
      this.classes.push(classes[at]);
      this.pieces.push(pieces[at]);
      this.#holders[classes[at]].push({ heat: this.size, pieces: pieces[at] });
    }
    this.cell.push(index);
    this.starts.push(this.classes.length);
    this.size++;
    if (this.size > mostHeats || this.classes.length > mostEntries)
      throw new Refused(`more than ${mostHeats} heats, or pieces in them, would have to be listed`);
  }

  count(rule: ReadRule, work: Work): Counted {
    const counts = new Map<number, number>();
    const bump = (heat: number, by: number) => counts.set(heat, (counts.get(heat) ?? 0) + by);
    switch (rule.kind) {
      case 'odd-set':
        for (const index of rule.classes) for (const { heat, pieces } of this.#held(index, work)) bump(heat, pieces);
        for (const [heat, pieces] of counts) counts.set(heat, Math.floor(pieces / 2));
        break;
      case 'together': {
        const [one, other] = rule.classes;
        const second = new Set(one === other ? [] : this.#held(other, work).map(({ heat }) => heat));
        for (const { heat, pieces } of this.#held(one, work))
          if (one === other ? pieces >= 2 : second.has(heat)) bump(heat, 1);
        break;
      }
      case 'cells':
        work.spend(this.size);
        this.cell.forEach((cell, heat) => {
          if (rule.has(this.#week.cells[cell])) bump(heat, 1);
        });
        break;
      case 'pattern': {
        const [first] = rule.pieces.keys();
        for (const { heat } of this.#held(first, work)) if (this.#isPattern(heat, rule)) bump(heat, 1);
        break;
      }
    }
    const entries = [...counts].filter(([, count]) => count > 0);
    return {
      heats: Int32Array.from(entries, ([heat]) => heat),
      counts: Int32Array.from(entries, ([, count]) => count),
    };
  }

  #held(index: number, work: Work): readonly { heat: number; pieces: number }[] {
    work.spend(10 * this.#holders[index].length);
    return this.#holders[index];
  }

  #isPattern(heat: number, rule: Extract<ReadRule, { kind: 'pattern' }>): boolean {
    const from = this.starts[heat];
    const to = this.starts[heat + 1];
    if (!rule.has(this.#week.cells[this.cell[heat]]) || to - from !== rule.pieces.size) return false;
    for (let entry = from; entry < to; entry++)
      if (rule.pieces.get(this.classes[entry]) !== this.pieces[entry]) return false;
    return true;
  }
}
