/**
 * Orders of one product that may be planned as one: of equal weight, and ordered alike by release and by due period.
 *
 * In such a class the k-th piece made goes to the k-th piece due at no loss (an exchange of two pieces never helps), so it is enough to
 * know how many pieces are made by the end of each period: what is ahead of the due pieces is stock, what is behind is backlog, and
 * no more may be made than are released.
 */
import { demandsOfProducts, type VolumeCosts, type VolumeProblem } from './problem.ts';

export interface DemandClass {
  readonly product: number;
  readonly weight: number;
  /** Demands in order of release and due period. */
  readonly demands: readonly number[];
}

export function demandClasses(problem: VolumeProblem, costs: VolumeCosts): DemandClass[] {
  return demandsOfProducts(problem).flatMap((indices, product) => {
    const chains: { weight: number; demands: number[] }[] = [];
    const release = (demand: number) => Math.max(0, problem.demands[demand].releasePeriod);
    const due = (demand: number) => costs.due(problem.demands[demand]);
    const sorted = indices
      .filter((demand) => release(demand) < problem.periods)
      .sort((a, b) => due(a) - due(b) || release(a) - release(b) || a - b);
    for (const demand of sorted) {
      const { weight } = problem.demands[demand];
      // The chain whose last release is the latest that still fits: the others stay open for earlier releases.
      const open = chains.filter(
        (chain) => chain.weight === weight && release(chain.demands.at(-1)!) <= release(demand),
      );
      open.sort((a, b) => release(b.demands.at(-1)!) - release(a.demands.at(-1)!));
      if (open.length > 0) open[0].demands.push(demand);
      else chains.push({ weight, demands: [demand] });
    }
    return chains.map((chain) => ({ product, ...chain }));
  });
}
