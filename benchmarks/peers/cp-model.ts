/** What is used of OR-Tools' CpModelProto, in the names of its JSON form. */

export interface Linear {
  readonly vars: readonly number[];
  readonly coeffs: readonly number[];
}

/** `sum of coeffs * vars + offset`. */
export interface Expression extends Linear {
  readonly offset?: number;
}

/** The literal that is true where the variable is 0. */
export const not = (variable: number): number => -variable - 1;

export type CpConstraint = {
  /** Variables of 0 or 1; the constraint holds where all are 1. */
  readonly enforcementLiteral?: readonly number[];
} & (
  | { readonly linear: Linear & { readonly domain: readonly number[] } }
  | { readonly exactlyOne: { readonly literals: readonly number[] } }
  | { readonly boolOr: { readonly literals: readonly number[] } }
  | {
      /** Circuits through node 0 that visit each other node once; an arc for each literal. */
      readonly routes: {
        readonly tails: readonly number[];
        readonly heads: readonly number[];
        readonly literals: readonly number[];
      };
    }
  | { readonly interval: { readonly start: Expression; readonly size: Expression; readonly end: Expression } }
  | { readonly noOverlap: { readonly intervals: readonly number[] } }
  | {
      readonly cumulative: {
        readonly capacity: Expression;
        readonly intervals: readonly number[];
        readonly demands: readonly Expression[];
      };
    }
);

export interface CpModelProto {
  readonly variables: readonly { readonly domain: readonly number[] }[];
  readonly constraints: readonly CpConstraint[];
  readonly objective?: Linear;
  readonly floatingPointObjective?: Linear;
}
