/** What the methods ask of a distribution of demand. */

/** A distribution with finite mean and deviation. Quantities in the caller's unit. */
export interface Distribution {
  readonly mean: number;
  readonly sd: number;
  /** On integers (or, for listed values, on a grid): sums stand where integrals would. */
  readonly discrete: boolean;
  /** Pr{D <= x}. */
  cdf(x: number): number;
  /** Probability of exactly x where discrete, else density at x. */
  pdf(x: number): number;
  /** The least x with cdf(x) >= p, 0 < p < 1. */
  quantile(p: number): number;
  /** First-order loss n(x) = E[(D - x)+]: the expected shortage at level x. */
  loss(x: number): number;
  /** E[(x - D)+]: the expected stock left at level x. */
  complementaryLoss(x: number): number;
  /** Second-order loss: E[((D - x)+)^2] / 2 where continuous, E[(D - x)+ (D - x - 1)+] / 2 where discrete. */
  secondLoss(x: number): number;
  /** E[((x - D)+)^2] / 2 where continuous, E[(x - D)+ (x - D + 1)+] / 2 where discrete. */
  complementarySecondLoss(x: number): number;
}
