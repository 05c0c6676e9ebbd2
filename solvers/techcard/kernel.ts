/**
 * The simulation kernel: of the operations whose predecessors are calculated and that all their resources permit, a rule
 * chooses one; its end follows, and the resources note both moments. So on until all are calculated or none is permitted.
 *
 * Resources keep marks of time, not a clock: an operation that is chosen is completed at once. One kernel serves any number
 * of runs over the same instance.
 */
import { Dispatcher } from './dispatcher.ts';
import { Evaluator } from './evaluator.ts';
import { eventsOf, type TechcardEvents } from './event-log.ts';
import { applyGiven, givenAssignments } from './facts.ts';
import { type Assignment, type Instance, never, type Schedule } from './instance.ts';
import { type Precedence, precedenceOf, shortestDurations } from './precedence.ts';
import { type Preparation, ResourceModel, refused, type Setting, type Use } from './resources/model.ts';
import { type Registry, resourceModels } from './resources/registry.ts';
import { keysOf, type Rule, workOf } from './rules.ts';
import { type Movement, Recorder } from './text-log.ts';
import { type OpeningOf, usesOf } from './uses.ts';
import { brokenLags, type Refusal, Waits } from './waits.ts';

/**
 * Questions without an operation that is taken after which a run gives up, as a model errs: each operation may be asked
 * about again after each piece for which a line gives way.
 */
const mostQuestions = (operations: number) => 4 * (operations + 300) ** 2;

export interface RunOptions {
  readonly rule: Rule;
  /** Operations in the order in which they are taken, as far as lags and lines allow it; the rule then decides nothing. */
  readonly list?: Int32Array;
  /** Mode of each operation by its index in the operation; -1, or absent: that with the earliest end, then the first. */
  readonly modes?: Int32Array;
  /** Moment of each operation before which it does not start. */
  readonly notBefore?: Int32Array;
  /** Takes down events, waits, set-ups and movements. */
  readonly log?: boolean;
}

export interface DeadEnd {
  /** All that could not be calculated. */
  readonly operations: readonly number[];
  /** Of those that were ready. */
  readonly refusals: readonly Refusal[];
}

export interface Run {
  /** Where there is a dead end, starts and ends of what is missing are `never`. */
  readonly schedule: Schedule;
  readonly setupSeconds: number;
  /** Operations as they were taken, facts first: as a list, and with these modes, it gives the same schedule. */
  readonly order: Int32Array;
  readonly deadEnd?: DeadEnd;
  /** Lags that do not hold: greatest ones, and those into operations that are given. */
  readonly violatedLags: Int32Array;
  /** Operations that end after the deadline of their order. */
  readonly late: Int32Array;
  /** With `log` only, as all that follows. */
  readonly waits?: Waits;
  readonly events?: TechcardEvents;
  readonly preparations?: readonly Preparation[];
  readonly movements?: readonly Movement[];
}

export class Kernel {
  readonly instance: Instance;
  readonly models: readonly ResourceModel[];
  readonly uses: readonly (readonly Use[])[];
  readonly precedence: Precedence;
  /** Of the operation asked about last. */
  blame: Use | undefined;
  refusedBy = -1;
  unsteady: readonly number[] = [];

  readonly #recorder: Recorder;
  readonly #evaluator: Evaluator;
  readonly #dispatcher: Dispatcher;
  readonly #keys = new Map<Rule, Float64Array>();
  readonly #shortest: Int32Array;
  readonly #work: Float64Array;
  readonly #workLeft: Float64Array;
  readonly #steady: Uint8Array;
  readonly #assigns: Uint8Array;
  readonly #waiting: Int32Array;
  readonly #done: Uint8Array;
  readonly #startFrom: Int32Array;
  readonly #endFrom: Int32Array;
  readonly #position: Float64Array;
  /** Nothing but facts starts before. */
  readonly #floor: number;
  #key: Float64Array;
  #byWork = false;
  /** The smallest key goes, not the earliest start. */
  #inOrder = false;
  /** Position of the list up to which operations join the heap when they get ready; those further on wait their turn. */
  #reached = -1;
  #dispatching = false;
  #left = 0;
  #order!: Int32Array;
  /** Questions, and resources that gave way, since the last operation was taken. */
  #questions = 0;
  #options: RunOptions = { rule: 'earliest-start' };
  #starts!: Int32Array;
  #ends!: Int32Array;
  #modes!: Int32Array;
  #assignments!: Map<number, Assignment>;
  #waits: Waits | undefined;
  #preparations: Preparation[] = [];
  /** Of the operation asked about last: mode index, start and end. */
  #mode = 0;
  #start = 0;
  #end = 0;

  constructor(instance: Instance, openingOf: OpeningOf, registry: Registry = resourceModels) {
    this.instance = instance;
    this.#recorder = new Recorder();
    this.models = instance.resources.map((resource, index) => {
      const opening = openingOf(resource.calendars);
      const setting: Setting = { instance, resource: index, opening, openingOf, recorder: this.#recorder };
      return (registry[resource.type] as (resource: unknown, setting: Setting) => ResourceModel)(resource, setting);
    });
    this.uses = usesOf(instance, this.models);
    for (const uses of this.uses) for (const use of uses) this.models[use.resource].bind(use);
    this.precedence = precedenceOf(instance);
    this.#evaluator = new Evaluator(instance, this.models, this.uses, openingOf);
    this.#floor = instance.releases.reduce((least, release) => Math.min(least, release), never);
    this.#dispatcher = new Dispatcher(instance.operations, this.models, this.uses, this.#floor);
    this.#shortest = shortestDurations(instance);
    this.#work = workOf(instance, this.#shortest);
    this.#workLeft = new Float64Array(this.#work.length);
    this.#steady = Uint8Array.from(this.models, ({ steady }) => (steady ? 1 : 0));
    this.#assigns = Uint8Array.from(this.models, (model) =>
      model.assignment === ResourceModel.prototype.assignment ? 0 : 1,
    );
    this.#waiting = new Int32Array(instance.operations);
    this.#done = new Uint8Array(instance.operations);
    this.#startFrom = new Int32Array(instance.operations);
    this.#endFrom = new Int32Array(instance.operations);
    this.#position = new Float64Array(instance.operations);
    this.#key = this.#position;
  }

  run(options: RunOptions): Run {
    this.#begin(options);
    applyGiven(this.instance, (operation, mode, start, end) => this.#applyFact(operation, mode, start, end));
    this.#dispatcher.begin(this, this.#inOrder);
    this.#dispatching = true;
    if (this.#inOrder) this.#takeInOrder(options.list);
    else {
      for (let operation = 0; operation < this.instance.operations; operation += 1)
        if (this.#waiting[operation] === 0 && this.#done[operation] === 0) this.#dispatcher.add(operation);
      this.#takeAll();
    }
    for (const model of this.models)
      for (const [demand, assignment] of model.finish() ?? []) this.#assignments.set(demand, assignment);
    return this.#result();
  }

  #begin(options: RunOptions): void {
    const { instance } = this;
    this.#options = options;
    this.#dispatching = false;
    this.#inOrder = options.list !== undefined || options.rule === 'first-permitted';
    // Of one piece all operations have the same work left.
    this.#byWork = options.rule === 'most-work-left' && options.list === undefined && this.#work.length > 1;
    if (this.#byWork) this.#workLeft.set(this.#work);
    this.#waiting.set(this.precedence.waits);
    this.#done.fill(0);
    this.#startFrom.set(instance.releases);
    this.#endFrom.fill(-never);
    this.#left = instance.operations;
    this.#order = new Int32Array(instance.operations);
    this.#questions = 0;
    this.#starts = new Int32Array(instance.operations).fill(never);
    this.#ends = new Int32Array(instance.operations).fill(never);
    this.#modes = new Int32Array(instance.operations);
    this.#assignments = new Map();
    this.#waits = options.log ? new Waits(this) : undefined;
    this.#preparations = [];
    this.#recorder.movements = options.log ? [] : undefined;
    const patient = options.rule === 'first-permitted' && options.list === undefined;
    for (const model of this.models) model.reset(patient);
    if (options.list) {
      options.list.forEach((operation, position) => {
        this.#position[operation] = position;
      });
      this.#key = this.#position;
    } else this.#key = this.#keysOf(options.rule);
  }

  #keysOf(rule: Rule): Float64Array {
    const known = this.#keys.get(rule);
    if (known) return known;
    const keys = keysOf(this.instance, this.precedence, rule);
    this.#keys.set(rule, keys);
    return keys;
  }

  #takeAll(): void {
    for (;;) {
      const operation = this.#dispatcher.next();
      if (operation >= 0) this.#take(operation);
      else if (this.#left === 0 || !this.#giveWay()) return;
    }
  }

  /** Down the list; what is not permitted in its turn comes as soon as it is. */
  #takeInOrder(list: Int32Array | undefined): void {
    const { operations } = this.instance;
    const dispatcher = this.#dispatcher;
    this.#reached = -1;
    for (let at = 0; at < operations; at += 1) {
      const operation = list ? list[at] : at;
      while (dispatcher.leastKey < at) {
        const earlier = dispatcher.next();
        if (earlier < 0) break;
        this.#take(earlier);
      }
      this.#reached = at;
      if (this.#done[operation] === 1 || this.#waiting[operation] > 0) continue;
      dispatcher.add(operation);
    }
    this.#reached = operations;
    this.#takeAll();
  }

  #giveWay(): boolean {
    let helped = false;
    this.#questions += 1;
    if (this.#gaveUp) return false;
    this.models.forEach((model, resource) => {
      if (!model.giveWay()) return;
      helped = true;
      this.#dispatcher.wake(resource);
    });
    return helped;
  }

  get #gaveUp(): boolean {
    return this.#questions > mostQuestions(this.instance.operations);
  }

  readyAt(operation: number): number {
    const { notBefore } = this.#options;
    const from = this.#startFrom[operation];
    return notBefore === undefined || notBefore[operation] <= from ? from : notBefore[operation];
  }

  firstUse(operation: number): Use | undefined {
    const { modeFrom } = this.instance;
    const mode = modeFrom[operation];
    return modeFrom[operation + 1] === mode + 1 ? this.uses[mode][0] : undefined;
  }

  keyOf(operation: number): number {
    return this.#byWork ? -this.#workLeft[this.instance.pieceOf[operation]] : this.#key[operation];
  }

  isDone(operation: number): boolean {
    return this.#done[operation] === 1;
  }

  evaluate(operation: number): number {
    const { modeFrom } = this.instance;
    const { modes } = this.#options;
    const first = modeFrom[operation];
    const forced = modes === undefined ? -1 : modes[operation];
    const low = forced >= 0 ? first + forced : first;
    const high = forced >= 0 ? low + 1 : modeFrom[operation + 1];
    this.refusedBy = -1;
    this.#questions += 1;
    if (this.#gaveUp) {
      this.unsteady = [];
      this.blame = undefined;
      this.#start = refused;
    } else if (high - low === 1) this.#evaluateOne(operation, low, first);
    else this.#evaluateAll(operation, low, high);
    return this.#start;
  }

  #evaluateOne(operation: number, mode: number, first: number): void {
    const evaluator = this.#evaluator;
    this.#start = evaluator.evaluate(mode, this.readyAt(operation), this.#endFrom[operation]);
    this.#end = this.#start >= refused ? never : evaluator.end;
    this.#mode = mode - first;
    this.unsteady = evaluator.unsteady;
    this.blame = evaluator.blame;
    if (this.#start >= refused && this.blame !== undefined) this.refusedBy = this.blame.resource;
    if (this.#waits) this.#waits.note(operation, this.blame, evaluator.reason);
  }

  /** The mode with the earliest end, then the first. */
  #evaluateAll(operation: number, low: number, high: number): void {
    const evaluator = this.#evaluator;
    const from = this.readyAt(operation);
    const unsteady: number[] = [];
    let blame: Use | undefined;
    let reason = 0;
    this.#start = refused;
    this.#end = never;
    for (let mode = low; mode < high; mode += 1) {
      const start = evaluator.evaluate(mode, from, this.#endFrom[operation]);
      for (const resource of evaluator.unsteady) if (!unsteady.includes(resource)) unsteady.push(resource);
      const taken = start < refused && evaluator.end < this.#end;
      if (start >= refused && evaluator.blame !== undefined) this.refusedBy = evaluator.blame.resource;
      if (!taken && this.#start < refused) continue;
      blame = evaluator.blame;
      reason = evaluator.reason;
      if (!taken) continue;
      this.#start = start;
      this.#end = evaluator.end;
      this.#mode = mode - low;
    }
    this.unsteady = unsteady;
    // The mark of one resource says nothing of the other modes.
    this.blame = undefined;
    if (this.#waits) this.#waits.note(operation, blame, reason);
  }

  #take(operation: number): void {
    this.#questions = 0;
    const mode = this.instance.modeFrom[operation] + this.#mode;
    const start = this.#start;
    const end = this.#end;
    this.#waits?.taken(operation, start, this.#startFrom[operation]);
    const uses = this.uses[mode];
    this.#apply(operation, mode, start, end, uses);
    this.#complete(operation, start, end);
    for (let k = 0; k < uses.length; k += 1)
      if (this.#steady[uses[k].resource] === 0) this.#dispatcher.wake(uses[k].resource);
  }

  #apply(operation: number, mode: number, start: number, end: number, uses: readonly Use[]): void {
    this.#starts[operation] = start;
    this.#ends[operation] = end;
    this.#modes[operation] = mode - this.instance.modeFrom[operation];
    for (const use of uses) {
      this.models[use.resource].apply(use, 'start', start);
      this.#record(use, 'start', start);
    }
    for (const use of uses) {
      const model = this.models[use.resource];
      if (this.#options.log) {
        const preparation = model.preparation(use);
        if (preparation) this.#preparations.push(preparation);
      }
      this.#record(use, 'end', end);
      // Before `end`, which may already make room for the next one.
      this.#noteAssignments(use);
      model.apply(use, 'end', end);
    }
  }

  #noteAssignments(use: Use): void {
    if (this.#assigns[use.resource] === 0) return;
    for (const part of use.parts) {
      const assignment = this.models[use.resource].assignment(use, part);
      if (assignment) this.#assignments.set(part.demand, assignment);
    }
  }

  #record(use: Use, kind: 'start' | 'end', at: number): void {
    if (!this.#options.log || this.instance.resources[use.resource].type === 'paced-line') return;
    this.#recorder.add({ kind, resource: use.resource, piece: use.piece, operation: use.operation, at });
  }

  #applyFact(operation: number, mode: number, start: number, givenEnd: number): void {
    // What takes no time uses nothing, but the plan names what it is said to have used.
    for (const [demand, assignment] of givenAssignments(this.instance, operation, mode))
      this.#assignments.set(demand, assignment);
    for (const use of this.uses[mode])
      for (const part of use.parts) {
        const assignment = this.#assignments.get(part.demand);
        if (assignment) this.models[use.resource].assign(use, part, assignment);
      }
    const end = givenEnd === never ? this.#endOfFact(mode, start) : givenEnd;
    if (start > this.#floor) this.#reserve(operation, mode, start, end);
    else this.#apply(operation, mode, start, end, this.uses[mode]);
    this.#complete(operation, start, end);
  }

  /** The workers who decide when it ends do it. */
  #endOfFact(mode: number, start: number): number {
    const end = this.#evaluator.endOfGiven(mode, start);
    for (const use of this.uses[mode])
      for (const part of use.parts) {
        const assignment = this.models[use.resource].assignment(use, part);
        if (assignment?.workers?.length) this.models[use.resource].assign(use, part, assignment);
      }
    return end;
  }

  #reserve(operation: number, mode: number, start: number, end: number): void {
    const applied = this.uses[mode].filter((use) => {
      if (!this.models[use.resource].reserve(use, start, end)) return true;
      this.#record(use, 'start', start);
      this.#record(use, 'end', end);
      this.#noteAssignments(use);
      return false;
    });
    this.#apply(operation, mode, start, end, applied);
  }

  #complete(operation: number, start: number, end: number): void {
    const { lags, lagsFrom, pieceOf } = this.instance;
    const { decides } = this.precedence;
    this.#done[operation] = 1;
    this.#order[this.#done.length - this.#left] = operation;
    this.#left -= 1;
    if (this.#byWork) this.#workLeft[pieceOf[operation]] -= this.#shortest[operation];
    for (let k = lagsFrom.from[operation]; k < lagsFrom.from[operation + 1]; k += 1) {
      const lag = lagsFrom.items[k];
      if (decides[lag] === 0) continue;
      const to = lags.to[lag];
      const from = (lags.fromEnd[lag] === 1 ? end : start) + lags.least[lag];
      const bounds = lags.toEnd[lag] === 1 ? this.#endFrom : this.#startFrom;
      if (bounds[to] < from) bounds[to] = from;
      this.#waiting[to] -= 1;
      if (this.#waiting[to] === 0 && this.#done[to] === 0) this.#join(to);
    }
  }

  #join(operation: number): void {
    if (!this.#dispatching || (this.#inOrder && this.#key[operation] > this.#reached)) return;
    this.#dispatcher.add(operation);
  }

  #result(): Run {
    const schedule: Schedule = {
      starts: this.#starts,
      ends: this.#ends,
      modes: this.#modes,
      assignments: this.#assignments,
    };
    const { deadlines, givenMode } = this.instance;
    const late: number[] = [];
    this.#ends.forEach((end, operation) => {
      if (end > deadlines[operation] && end < never && givenMode[operation] < 0) late.push(operation);
    });
    const run = {
      schedule,
      order: this.#order,
      setupSeconds: this.models.reduce((sum, model) => sum + model.setupSeconds, 0),
      violatedLags: brokenLags(this.instance, schedule),
      late: Int32Array.from(late),
      ...(this.#left > 0 && { deadEnd: this.#deadEnd() }),
    };
    if (!this.#waits) return run;
    return {
      ...run,
      waits: this.#waits,
      events: eventsOf(this.instance, schedule, this.#waits),
      preparations: this.#preparations,
      movements: this.#recorder.movements ?? [],
    };
  }

  #deadEnd(): DeadEnd {
    const operations: number[] = [];
    for (let operation = 0; operation < this.instance.operations; operation += 1)
      if (this.#done[operation] === 0) operations.push(operation);
    const waits = this.#waits ?? new Waits(this);
    const kept = this.#waits;
    this.#waits = waits;
    this.#questions = 0;
    const refusals = operations.flatMap((operation): Refusal[] => {
      if (this.#waiting[operation] > 0) return [];
      this.evaluate(operation);
      return [waits.refusal(operation)];
    });
    this.#waits = kept;
    if (refusals.length > 0) return { operations, refusals };
    // All that is left waits for one another.
    const reason = 'it waits for operations that are never calculated';
    return { operations, refusals: operations.map((operation) => ({ operation, resource: -1, reason })) };
  }
}

export function createKernel(instance: Instance, openingOf: OpeningOf, registry?: Registry): Kernel {
  return new Kernel(instance, openingOf, registry);
}
