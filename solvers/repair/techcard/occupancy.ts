/** Whether what an operation needs was free when it was to begin, as far as is known of the operations before it. */
import type { TechcardAssignment, TechcardMode, TechcardResource } from '../../../models/techcard.ts';

/** An operation of the plan that runs, with its planned moments and, where it has started, those that are known. */
export interface Occupant {
  readonly resources: readonly TechcardAssignment[];
  readonly mode: TechcardMode;
  readonly planned: { readonly start: number; readonly end: number };
  readonly start: number;
  readonly end: number;
  readonly started: boolean;
}

/**
 * Machines, workers and the takts of a line take operations in their turn: none begins before the one before it has ended.
 * A batch begins when the one before it has ended; pools and belts need room. Operations are added in order of planned
 * start; those that take no time hold nothing.
 */
export class Occupancy {
  readonly #resources: ReadonlyMap<string, TechcardResource>;
  /** By resource, worker or line. */
  readonly #occupants = new Map<string, Occupant[]>();

  constructor(resources: readonly TechcardResource[]) {
    this.#resources = new Map(resources.map((resource) => [resource.id, resource]));
  }

  blocks(one: Occupant): boolean {
    if (one.planned.start === one.planned.end) return false;
    return one.resources.some((assignment) =>
      this.#unitsOf(assignment).some((unit) => this.#isTaken(one, assignment, this.#occupants.get(unit) ?? [])),
    );
  }

  add(one: Occupant): void {
    if (one.planned.start === one.planned.end) return;
    for (const assignment of one.resources)
      for (const unit of this.#unitsOf(assignment)) {
        const own = this.#occupants.get(unit);
        if (own) own.push(one);
        else this.#occupants.set(unit, [one]);
      }
  }

  #isTaken(one: Occupant, { resource, takt = 0 }: TechcardAssignment, occupants: readonly Occupant[]): boolean {
    const { start } = one.planned;
    const found = this.#resources.get(resource)!;
    switch (found.type) {
      case 'machine':
      case 'workers': {
        const before = occupants.findLast(({ planned }) => planned.start < start);
        return before !== undefined && (!before.started || before.end > start);
      }
      case 'paced-line':
        return occupants.some((other) => {
          const own = other.resources.find((assignment) => assignment.resource === resource);
          return (own?.takt ?? 0) < takt && (!other.started || other.end > start);
        });
      case 'batch-oven':
        return occupants.some(({ planned, started, end }) => planned.start < start && started && end > start);
      case 'pool':
      case 'conveyor-oven': {
        const on = occupants.filter((other) => other.started && other.start <= start && other.end > start);
        const taken = [...on, one].reduce((sum, { mode }) => sum + amountOf(mode, resource), 0);
        return on.length > 0 && taken > found.capacity;
      }
      case 'reservoir':
        return false;
    }
  }

  #unitsOf({ resource, workers = [], line = 0 }: TechcardAssignment): string[] {
    const type = this.#resources.get(resource)?.type;
    if (type === 'workers') return workers.map((worker) => `${resource}\n${worker}`);
    return type === undefined ? [] : type === 'paced-line' ? [`${resource}\n${line}`] : [resource];
  }
}

function amountOf({ demands }: TechcardMode, resource: string): number {
  return demands.reduce((sum, demand) => sum + (demand.resource === resource ? demand.amount : 0), 0);
}
