/**
 * The volume-calendar plan of a request: how many pieces of each order in which period, at which site, against rough
 * capacity. Rough means: unit-seconds of each resource by period, without the order of operations; where an operation has
 * several modes at a site, its load is spread evenly over them.
 */

import { instantOf, secondsOf } from '../../models/moments.ts';
import type { SolveResult, StopReason } from '../../models/result.ts';
import type { TechcardCard, TechcardPlan, TechcardProblem, TechcardVolumePlan } from '../../models/techcard.ts';
import { productOf } from '../../models/techcard-pieces.ts';
import type { MilpBackend } from '../milp/milp.ts';
import type { Budget } from '../solver.ts';
import { Openings } from './openings.ts';
import type { VolumeProblem } from './volume/problem.ts';
import { solveVolume } from './volume/solve.ts';

export const volumeUnit = 'weighted piece-periods';

const secondsPerDay = 86_400;

export interface VolumeOutcome {
  readonly volume: TechcardVolumePlan;
  readonly endedBy: StopReason;
  readonly isOptimal: boolean;
  readonly iterations: number;
}

export function solveVolumeOnly(
  problem: TechcardProblem,
  budget: Budget,
  backends: readonly MilpBackend[],
): SolveResult<TechcardPlan> {
  const { volume, endedBy, isOptimal, iterations } = volumePlan(problem, budget, backends);
  const plan: TechcardPlan = {
    objectiveUnit: volumeUnit,
    operations: [],
    terms: { makespan: 0, tardiness: 0, flowTime: 0, setupTime: 0 },
    orders: [],
    resources: [],
    criticalPath: [],
    runs: [],
    volume,
  };
  const { objective, lowerBound } = volume;
  const found = { plan, objective, lowerBound, unit: volumeUnit };
  budget.onIncumbent?.(found);
  return {
    found: isOptimal ? 'optimal' : 'feasible',
    ...found,
    endedBy,
    statistics: { iterations, method: 'volume' },
  };
}

export function volumePlan(problem: TechcardProblem, budget: Budget, backends: readonly MilpBackend[]): VolumeOutcome {
  const { periods, daysPerPeriod } = problem.volume ?? { periods: 13, daysPerPeriod: 7 };
  const length = daysPerPeriod * secondsPerDay;
  const model = volumeModel(problem, periods, length);
  const result = solveVolume(model.asked, budget, backends);
  const cards = new Map(problem.cards.map((card) => [card.id, card]));
  const product = (order: number) => productOf(cards.get(problem.orders[order].card)!);
  const volume: TechcardVolumePlan = {
    rows: result.rows
      .filter(({ quantity }) => quantity > 0)
      .map(({ demand, way, period, quantity }) => ({
        order: problem.orders[demand].id,
        product: product(demand),
        site: model.sites[model.asked.ways[way].site],
        period,
        from: instantOf(problem, period * length),
        quantity,
      })),
    unplaced: [...result.unmet].flatMap((quantity, demand) =>
      quantity > 0 ? [{ order: problem.orders[demand].id, product: product(demand), quantity }] : [],
    ),
    load: loadRows(problem, model, result.load, periods),
    latePiecePeriods: result.late,
    objective: result.objective,
    lowerBound: result.lowerBound,
  };
  return { volume, endedBy: result.endedBy, isOptimal: result.found === 'optimal', iterations: result.iterations };
}

interface VolumeModel {
  readonly asked: VolumeProblem;
  readonly sites: readonly string[];
  /** Index into the resources of the problem, by resource of the model. */
  readonly resources: readonly number[];
}

function volumeModel(problem: TechcardProblem, periods: number, length: number): VolumeModel {
  const openings = new Openings(problem);
  const sites = [...new Set(problem.resources.map(({ site }) => site))];
  if (sites.length === 0) sites.push('main');
  const resources = problem.resources.flatMap(({ type }, index) => (type === 'reservoir' ? [] : [index]));
  const capacity = new Float64Array(resources.length * periods);
  resources.forEach((index, at) => {
    for (let period = 0; period < periods; period += 1)
      capacity[at * periods + period] = capacityOf(problem, openings, index, period * length, (period + 1) * length);
  });
  const products = problem.cards.map(({ id }) => id);
  const now = problem.now === undefined ? 0 : Math.max(0, secondsOf(problem, problem.now));
  return {
    sites,
    resources,
    asked: {
      periods,
      products: products.length,
      resources: resources.length,
      sites: sites.length,
      siteOfResource: Int32Array.from(resources, (index) => sites.indexOf(problem.resources[index].site)),
      capacity,
      ways: problem.cards.flatMap((card, at) => waysOf(problem, card, at, sites, resources)),
      demands: problem.orders.map(({ card, quantity, release, due, priority }) => ({
        product: products.indexOf(card),
        quantity,
        releasePeriod: Math.floor(Math.max(now, secondsOf(problem, release)) / length),
        // What is due at the very end of a period is due in it.
        duePeriod: due === undefined ? periods - 1 : Math.max(0, Math.ceil(secondsOf(problem, due) / length) - 1),
        weight: priority,
      })),
    },
  };
}

/** One way at each site that can do all of a card; where none can, one over all sites, told as that of its last operation. */
function waysOf(
  problem: TechcardProblem,
  card: TechcardCard,
  product: number,
  sites: readonly string[],
  resources: readonly number[],
): VolumeProblem['ways'][number][] {
  const resourceOf = new Map(problem.resources.map((resource, index) => [resource.id, { resource, index }]));
  const column = new Map(resources.map((index, at) => [index, at]));
  const modesAt = (operation: TechcardCard['operations'][number], site?: string) =>
    operation.modes.filter(({ demands }) =>
      demands.every(({ resource }) => {
        const { type, site: own } = resourceOf.get(resource)!.resource;
        return site === undefined || type === 'reservoir' || own === site;
      }),
    );
  const way = (site: string | undefined) => {
    const load = new Map<number, number>();
    for (const operation of card.operations) {
      const modes = modesAt(operation, site);
      for (const { durationSeconds, demands } of modes)
        for (const { resource, amount } of demands) {
          const { resource: own, index } = resourceOf.get(resource)!;
          const at = column.get(index);
          if (at === undefined) continue;
          const units = own.type === 'machine' || own.type === 'paced-line' ? 1 : amount;
          load.set(at, (load.get(at) ?? 0) + (units * durationSeconds) / modes.length);
        }
    }
    return [...load].map(([resource, seconds]) => ({ resource, seconds }));
  };
  const complete = sites.filter((site) => card.operations.every((operation) => modesAt(operation, site).length > 0));
  if (complete.length > 0) return complete.map((site) => ({ product, site: sites.indexOf(site), load: way(site) }));
  const last = card.operations.at(-1)!.modes[0].demands.at(-1);
  const site = last ? resourceOf.get(last.resource)!.resource.site : sites[0];
  return [{ product, site: sites.indexOf(site), load: way(undefined) }];
}

/** Open unit-seconds. */
function capacityOf(problem: TechcardProblem, openings: Openings, index: number, from: number, to: number): number {
  const resource = problem.resources[index];
  const open = openings.of(resource.calendars).worked(from, to);
  switch (resource.type) {
    case 'workers':
      return resource.workers.reduce(
        (sum, worker) => sum + openings.of([...resource.calendars, ...worker.calendars]).worked(from, to),
        0,
      );
    case 'machine':
    case 'reservoir':
      return open;
    case 'paced-line':
      return resource.lines * resource.stations * open;
    default:
      return resource.capacity * open;
  }
}

function loadRows(
  problem: TechcardProblem,
  { asked, resources }: VolumeModel,
  load: Float64Array,
  periods: number,
): TechcardVolumePlan['load'] {
  return resources.flatMap((index, at) =>
    Array.from({ length: periods }, (_, period) => ({
      resource: problem.resources[index].id,
      site: problem.resources[index].site,
      period,
      loadSeconds: load[at * periods + period],
      capacitySeconds: asked.capacity[at * periods + period],
    })).filter(({ loadSeconds }) => loadSeconds > 0),
  );
}
