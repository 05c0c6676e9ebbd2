/** How long things take, and how often trucks break down: the parameters of the request, and what was measured before. */
import type { RepairDelayHistory, RepairSimulation } from '../../../models/repair-warning.ts';
import type { DenseShift } from '../../dispatch/dense.ts';

/** A site or plant counts with its own ratio as if there were so many loads at the planned time beside those measured. */
const priorLoads = 10;
/** A truck counts with its own breakdowns as if it had run so many hours at the rate of the fleet. */
const priorHours = 500;

export interface DelayModel {
  readonly simulation: RepairSimulation;
  /** Mean over planned: unloading by site, loading by plant. */
  readonly unloadingRatio: Float64Array;
  readonly loadingRatio: Float64Array;
  /** Breakdowns per second on duty, by truck. */
  readonly breakdownRate: Float64Array;
}

export function delayModelOf(
  { problem, sites }: DenseShift,
  simulation: RepairSimulation,
  history: RepairDelayHistory,
): DelayModel {
  const places = new Map(history.places.map((measured) => [measured.place, measured]));
  const plants = new Map(history.plants.map((measured) => [measured.plant, measured]));
  const trucks = new Map(history.trucks.map((measured) => [measured.truck, measured]));
  const ratioOf = (measured: { readonly loads: number; readonly ratio: number } | undefined) =>
    measured ? (priorLoads + measured.loads * measured.ratio) / (priorLoads + measured.loads) : 1;
  return {
    simulation,
    unloadingRatio: Float64Array.from(sites, (place) => ratioOf(places.get(place))),
    loadingRatio: Float64Array.from(problem.plants, ({ id }) => ratioOf(plants.get(id))),
    breakdownRate: Float64Array.from(problem.trucks, ({ id }) => {
      const { hours, breakdowns } = trucks.get(id) ?? { hours: 0, breakdowns: 0 };
      return (breakdowns + simulation.breakdownsPerHour * priorHours) / (hours + priorHours) / 3600;
    }),
  };
}
