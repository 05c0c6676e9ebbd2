/** A problem with all that is worked out of it once: arrays, calendars, and how plans of it are told and checked. */
import type { TechcardGiven, TechcardPlan, TechcardProblem, TechcardWarmStart } from '../../../models/techcard.ts';
import { checkTechcardPlan } from '../../techcard/check.ts';
import { createInstance, type Instance, operationIndex, type Schedule } from '../../techcard/instance.ts';
import { Openings } from '../../techcard/openings.ts';
import { analyse, createPlan } from '../../techcard/plan.ts';
import { readWarmStart } from '../../techcard/warm-start.ts';

export type Row = TechcardWarmStart['operations'][number];

export class Shop {
  readonly problem: TechcardProblem;
  readonly instance: Instance;
  readonly openings: Openings;
  readonly index: ReadonlyMap<string, number>;

  constructor(problem: TechcardProblem) {
    this.problem = problem;
    this.instance = createInstance(problem);
    this.openings = new Openings(problem);
    this.index = operationIndex(this.instance);
  }

  /** What is told of some or all operations, as arrays; `never` for the others. */
  read(rows: readonly Row[]): Schedule {
    const missing = this.instance.operations - rows.length;
    const read = readWarmStart(this.instance, this.openings, { operations: [...rows] });
    if (read.schedule) return read.schedule;
    if (missing <= 0) throw new Error('a plan with an operation of no piece was read');
    return this.#readPart(rows, read.hint.starts);
  }

  tell(schedule: Schedule): TechcardPlan {
    return createPlan(this.instance, this.openings, analyse(this.instance, schedule, this.openings));
  }

  /** Rules that the plan breaks. */
  faultsOf(plan: TechcardPlan): string[] {
    return checkTechcardPlan({ problem: this.problem }, plan).violations.map(({ rule }) => rule);
  }

  with(given: readonly TechcardGiven[]): Shop {
    return new Shop({ ...this.problem, given: [...this.problem.given, ...given] });
  }

  /** The reader of earlier plans wants all operations; those that are not there are read as if they took no time. */
  #readPart(rows: readonly Row[], starts: Int32Array): Schedule {
    const fillers: Row[] = [];
    for (const [key, operation] of this.index) {
      if (starts[operation] !== never) continue;
      const [order, serial, name] = key.split('\n');
      fillers.push({
        order,
        serial: Number(serial),
        operation: name,
        mode: 0,
        start: never,
        end: never,
        resources: [],
      });
    }
    const { schedule } = readWarmStart(this.instance, this.openings, { operations: [...rows, ...fillers] });
    if (schedule) return schedule;
    throw new Error('a part of a plan was not read');
  }
}

export function rowsOf({ operations }: TechcardPlan): Row[] {
  return operations.map(({ order, serial, operation, mode, start, end, resources }) => ({
    order,
    serial,
    operation,
    mode,
    start: start.seconds,
    end: end.seconds,
    resources,
  }));
}

const never = 2_000_000_000;
