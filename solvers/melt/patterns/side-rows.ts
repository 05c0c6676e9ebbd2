/**
 * Rows beyond pieces and limits: cuts that hold for every plan, and branches that hold in a part of the tree. Each is
 * a rule that gives a pattern its coefficient, so that it applies to patterns of any cell, known or not.
 */

/** What a rule looks at: a pattern's cell and its pieces by row of the problem. */
export interface PatternView {
  readonly cell: number;
  piecesOf(row: number): number;
}

/**
 * odd-set: floor of half the pieces of a set of types; no plan exceeds the floor of half their demands (cuts.ts).
 * together: 1 where the heat holds both types; twice the same type: two pieces of it (Ryan and Foster, 1981).
 * cells: 1 for heats of these cells.
 * pattern: 1 for this very pattern.
 */
export type SideRule =
  | { readonly kind: 'odd-set'; readonly rows: readonly number[] }
  | { readonly kind: 'together'; readonly rows: readonly [number, number] }
  | { readonly kind: 'cells'; readonly cells: readonly number[] }
  | {
      readonly kind: 'pattern';
      readonly cell: number;
      readonly rows: readonly number[];
      readonly pieces: readonly number[];
    };

/** A rule with the bounds that hold for its sum. */
export interface SideRow {
  readonly rule: SideRule;
  readonly lower: number;
  readonly upper: number;
}

export function coefficientOf(rule: SideRule, pattern: PatternView): number {
  switch (rule.kind) {
    case 'odd-set': {
      let pieces = 0;
      for (const row of rule.rows) pieces += pattern.piecesOf(row);
      return pieces >> 1;
    }
    case 'together': {
      const [i, j] = rule.rows;
      if (i === j) return pattern.piecesOf(i) >= 2 ? 1 : 0;
      return pattern.piecesOf(i) > 0 && pattern.piecesOf(j) > 0 ? 1 : 0;
    }
    case 'cells':
      return rule.cells.includes(pattern.cell) ? 1 : 0;
    case 'pattern':
      return rule.cell === pattern.cell && rule.rows.every((row, k) => pattern.piecesOf(row) === rule.pieces[k])
        ? 1
        : 0;
  }
}

export function ruleKey(rule: SideRule): string {
  return rule.kind === 'cells'
    ? `cells ${rule.cells.join(' ')}`
    : `${rule.kind} ${rule.rows.join(' ')}${rule.kind === 'pattern' ? ` ${rule.cell} ${rule.pieces.join(' ')}` : ''}`;
}
