/**
 * EOQ with a supplier that fails: it works for an exponential time of rate lambda, then delivers nothing for one of rate
 * mu. Orders are placed at stock zero; while the supplier is down, demand is lost at a cost per unit.
 */

export interface EoqDisruptionsProblem {
  readonly fixedCost: number;
  /** Cost of holding a unit for one time unit; > 0. */
  readonly holdingCost: number;
  /** Cost of a unit of lost demand. */
  readonly stockoutCost: number;
  readonly demandRate: number;
  /** Failures per time unit while the supplier works (lambda). */
  readonly disruptionRate: number;
  /** Recoveries per time unit while it is down (mu); > 0. */
  readonly recoveryRate: number;
}

export interface EoqDisruptionsSolution {
  readonly orderQuantity: number;
  readonly costPerTime: number;
}

/**
 * Cost per time unit of orders of Q > 0. A cycle lasts Q / D plus, with the probability
 * beta(Q) = lambda / (lambda + mu) (1 - exp(-(lambda + mu) Q / D)) that the supplier is down at its end, 1 / mu:
 * g(Q) = (K + h Q^2 / (2 D) + D p beta / mu) / (Q / D + beta / mu).
 * @see Berk and Arreola-Risa (1994), Naval Research Logistics 41:725-731 (correcting Parlar and Berkin, 1991);
 *   Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.2.2.
 */
export function eoqDisruptionsCost(problem: EoqDisruptionsProblem, orderQuantity: number): number {
  // The limit of ever smaller orders, where they are free: demand is lost whenever the supplier is down.
  if (orderQuantity === 0) return problem.demandRate * problem.stockoutCost * downShare(problem);
  return costAt(problem, orderQuantity, downAtCycleEnd(problem, orderQuantity));
}

/**
 * The quantity of least exact cost: a root of N' M - N M' where g = N / M, found by halving between the points of a
 * logarithmic grid where the cost turns from falling to rising. The paper states that g has a single minimum; the grid
 * is there so that nothing hangs on it. Where orders are free the best quantity may be 0: ordering as demand arises.
 */
export function eoqDisruptions(problem: EoqDisruptionsProblem): EoqDisruptionsSolution {
  if (problem.demandRate === 0) return { orderQuantity: 0, costPerTime: 0 };
  const [low, high] = optimumRange(problem);
  const steps = 400;
  const start = problem.fixedCost === 0 ? 0 : low;
  let best = { orderQuantity: start, costPerTime: eoqDisruptionsCost(problem, start) };
  let from = low;
  for (let step = 1; step <= steps; step++) {
    const to = low * (high / low) ** (step / steps);
    if (slope(problem, from) < 0 && slope(problem, to) >= 0) {
      const orderQuantity = rootBetween(problem, from, to);
      const costPerTime = eoqDisruptionsCost(problem, orderQuantity);
      if (costPerTime < best.costPerTime) best = { orderQuantity, costPerTime };
    }
    from = to;
  }
  return best;
}

/**
 * Where the optimum must lie. Let G = max(sqrt(2 K D h), D p): the EOQ costs no more than G. Where g' = 0, g is a
 * weighted mean of h Q (weight 1) and D p (weight at most lambda / mu), so h Q <= G (1 + lambda / mu); and a cycle
 * lasts at most Q / D (1 + lambda / mu) and costs at least K, so Q >= K D / (G (1 + lambda / mu)).
 */
function optimumRange(problem: EoqDisruptionsProblem): [low: number, high: number] {
  const { fixedCost, holdingCost, stockoutCost, demandRate, disruptionRate, recoveryRate } = problem;
  const most = Math.max(Math.sqrt(2 * fixedCost * demandRate * holdingCost), demandRate * stockoutCost);
  const stretch = 1 + disruptionRate / recoveryRate;
  const high = (1.01 * most * stretch) / holdingCost;
  // Free orders leave no lower end.
  return [fixedCost === 0 ? high * 1e-12 : (0.99 * fixedCost * demandRate) / (most * stretch), high];
}

/**
 * The quantity of least cost when beta(Q) is taken as its limit psi = lambda / (lambda + mu): the chance that the
 * supplier is down at a moment long after the last order. Its cost, under the same assumption, is h Q.
 * @see Snyder (2014), in: Choi (ed.), Handbook of EOQ Inventory Problems, "A tight approximation for an EOQ model with
 *   supply disruptions"; Snyder and Shen (2019), 9.2.2.
 */
export function eoqDisruptionsApproximate(problem: EoqDisruptionsProblem): EoqDisruptionsSolution {
  const { fixedCost, holdingCost, stockoutCost, demandRate, disruptionRate, recoveryRate } = problem;
  const idle = (demandRate * downShare(problem)) / recoveryRate;
  if (demandRate === 0 || (disruptionRate === 0 && fixedCost === 0)) return { orderQuantity: 0, costPerTime: 0 };
  const orderQuantity =
    Math.sqrt(idle ** 2 + (2 * demandRate * (fixedCost + stockoutCost * idle)) / holdingCost) - idle;
  return { orderQuantity, costPerTime: costAt(problem, orderQuantity, downShare(problem)) };
}

/** Cost per time unit of orders of Q > 0 under the approximation. */
export function eoqDisruptionsApproximateCost(problem: EoqDisruptionsProblem, orderQuantity: number): number {
  return costAt(problem, orderQuantity, downShare(problem));
}

/** psi: long-run share of time in which the supplier is down. */
function downShare({ disruptionRate, recoveryRate }: EoqDisruptionsProblem): number {
  return disruptionRate / (disruptionRate + recoveryRate);
}

/** beta(Q). */
function downAtCycleEnd(problem: EoqDisruptionsProblem, orderQuantity: number): number {
  const { demandRate, disruptionRate, recoveryRate } = problem;
  return -downShare(problem) * Math.expm1((-(disruptionRate + recoveryRate) * orderQuantity) / demandRate);
}

function costAt(problem: EoqDisruptionsProblem, quantity: number, down: number): number {
  const { fixedCost, holdingCost, stockoutCost, demandRate, recoveryRate } = problem;
  const outage = down / recoveryRate;
  const cycleCost = fixedCost + (holdingCost * quantity ** 2) / (2 * demandRate) + demandRate * stockoutCost * outage;
  return cycleCost / (quantity / demandRate + outage);
}

/** Sign of g': N' M - N M'. */
function slope(problem: EoqDisruptionsProblem, quantity: number): number {
  const { fixedCost, holdingCost, stockoutCost, demandRate, disruptionRate, recoveryRate } = problem;
  const outage = downAtCycleEnd(problem, quantity) / recoveryRate;
  const growth =
    ((disruptionRate / demandRate) * Math.exp((-(disruptionRate + recoveryRate) * quantity) / demandRate)) /
    recoveryRate;
  const cost = fixedCost + (holdingCost * quantity ** 2) / (2 * demandRate) + demandRate * stockoutCost * outage;
  const time = quantity / demandRate + outage;
  return (
    ((holdingCost * quantity) / demandRate + demandRate * stockoutCost * growth) * time -
    cost * (1 / demandRate + growth)
  );
}

function rootBetween(problem: EoqDisruptionsProblem, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (slope(problem, middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
