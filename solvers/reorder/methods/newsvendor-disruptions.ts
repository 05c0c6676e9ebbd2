/**
 * Base stock against a supplier that fails: known demand every period, a supplier that goes down with probability alpha
 * and comes back with probability beta from one period to the next. Orders come at once while it works; demand waits.
 */

export interface NewsvendorDisruptionsProblem {
  /** Cost of a unit left at the end of a period. */
  readonly holdingCost: number;
  /** Cost of a unit on back order at the end of a period. */
  readonly stockoutCost: number;
  /** Units per period. */
  readonly demand: number;
  /** alpha: the chance that a supplier that works is down in the next period. */
  readonly disruptionProb: number;
  /** beta > 0: the chance that one that is down works in the next period. */
  readonly recoveryProb: number;
}

export interface NewsvendorDisruptionsSolution {
  readonly baseStockLevel: number;
  readonly costPerPeriod: number;
}

/**
 * The level of least cost: (1 + n) d with n the least number of periods down with F(n) >= p / (p + h), where
 * F(n) = 1 - alpha / (alpha + beta) (1 - beta)^n.
 * @see Tomlin (2006), Management Science 52(5):639-657; Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.2.3.
 */
export function newsvendorDisruptions(problem: NewsvendorDisruptionsProblem): NewsvendorDisruptionsSolution {
  const { holdingCost, stockoutCost, demand } = problem;
  const periods = coveredPeriodsDown(problem, holdingCost / (stockoutCost + holdingCost));
  const baseStockLevel = (1 + periods) * demand;
  return { baseStockLevel, costPerPeriod: newsvendorDisruptionsCost(problem, baseStockLevel) };
}

/**
 * Expected cost per period at a level S: sum over n of pi_n (h (S - (n + 1) d)+ + p ((n + 1) d - S)+), with
 * pi_0 = beta / (alpha + beta), pi_n = alpha beta / (alpha + beta) (1 - beta)^(n - 1). With k the periods that S covers
 * the sums are geometric: shortage = d Pr{n >= k} / beta - (S - k d) Pr{n >= k}.
 */
export function newsvendorDisruptionsCost(problem: NewsvendorDisruptionsProblem, baseStockLevel: number): number {
  const { holdingCost, stockoutCost, demand, disruptionProb, recoveryProb } = problem;
  const share = disruptionProb / (disruptionProb + recoveryProb);
  const meanShortfall = demand * (1 + share / recoveryProb);
  const covered = baseStockLevel / demand;
  let shortage: number;
  if (demand === 0) shortage = Math.max(0, -baseStockLevel);
  else if (covered <= 1) shortage = meanShortfall - baseStockLevel;
  else {
    // The level lies between k and k + 1 periods of demand: n >= k periods down are short, from n = k on.
    const whole = Math.floor(covered);
    const tail = share * (1 - recoveryProb) ** (whole - 1);
    shortage = demand * (tail / recoveryProb) - tail * (baseStockLevel - whole * demand);
  }
  return holdingCost * (baseStockLevel - meanShortfall + shortage) + stockoutCost * shortage;
}

/** The least n that all but a chance `risk` of the periods down do not exceed: share (1 - beta)^n <= risk. */
function coveredPeriodsDown(problem: NewsvendorDisruptionsProblem, risk: number): number {
  const { disruptionProb, recoveryProb } = problem;
  const share = disruptionProb / (disruptionProb + recoveryProb);
  if (share <= risk) return 0;
  if (recoveryProb === 1) return 1;
  // Rounding of the logarithms may miss by one.
  let n = Math.max(1, Math.ceil(Math.log(risk / share) / Math.log1p(-recoveryProb)) - 1);
  while (share * (1 - recoveryProb) ** n > risk) n++;
  return n;
}
