/** What a single field's schema cannot see of a techcard request: references, cycles, fields that do not belong together. */
import type { z } from 'zod';
import { checkCalendar } from './calendar-rules.ts';
import { addProblem, type Moment, refuseDuplicateIds } from './common.ts';
import { secondsOf } from './moments.ts';
import type {
  TechcardAssignment,
  TechcardCard,
  TechcardDemand,
  TechcardGiven,
  TechcardMode,
  TechcardOperation,
  TechcardProblem,
  TechcardResource,
} from './techcard.ts';
import { piecesOf } from './techcard-pieces.ts';

/** Of all pieces together. */
export const mostOperations = 200_000;
/** Seconds from `start`; times are counted in 32 bits, and some are left for the work that follows. */
const farthest = 1_900_000_000;

type Path = readonly (string | number)[];
type Context = z.RefinementCtx;

/** Reports every broken reference and rule of a problem whose fields fit. */
export function checkTechcard(problem: TechcardProblem, context: Context): void {
  refuseDuplicateIds(context, problem.calendars, ['calendars']);
  refuseDuplicateIds(context, problem.resources, ['resources']);
  refuseDuplicateIds(context, problem.cards, ['cards']);
  refuseDuplicateIds(context, problem.orders, ['orders']);
  problem.calendars.forEach((calendar, index) => {
    checkCalendar(context, calendar, ['calendars', index]);
  });
  const calendars = new Set(problem.calendars.map(({ id }) => id));
  const cards = new Set(problem.cards.map(({ id }) => id));
  problem.resources.forEach((resource, index) => {
    checkResource(resource, calendars, ['resources', index], context);
  });
  const resources = new Map(problem.resources.map((resource) => [resource.id, resource]));
  problem.cards.forEach((card, index) => {
    checkCard(card, resources, ['cards', index], context);
  });
  problem.orders.forEach((order, index) => {
    refer(context, 'card', cards, order.card, ['orders', index, 'card']);
    if (order.deadline !== undefined && secondsOf(problem, order.deadline) < secondsOf(problem, order.release))
      addProblem(context, ['orders', index, 'deadline'], {
        rule: 'deadline-after-release',
        message: `the deadline of order "${order.id}" lies before its release`,
        remedy: 'move one of them',
        received: order.deadline,
      });
  });
  const { makespan, tardiness, flowTime, setupTime } = problem.objective;
  if (makespan + tardiness + flowTime + setupTime === 0)
    addProblem(context, ['objective'], {
      rule: 'some-weight',
      message: 'every weight of the objective is 0, so that any plan is as good as any other',
      remedy: 'give a weight above 0, such as { makespan: 1 }',
      received: problem.objective,
    });
  checkReach(problem, context);
  if (problem.orders.every((order) => cards.has(order.card))) checkPieces(problem, resources, context);
}

/** Instants that lie too far from `start` to be counted in seconds. */
function checkReach(problem: TechcardProblem, context: Context): void {
  const check = (moment: Moment | undefined, path: Path) => {
    if (typeof moment !== 'string' || Math.abs(secondsOf(problem, moment)) <= farthest) return;
    addProblem(context, path, {
      rule: 'within-reach',
      message: `${moment} lies more than ${farthest} s from \`start\`, ${problem.start}`,
      remedy: 'set `start` shortly before the first moment of the request',
      received: moment,
    });
  };
  problem.orders.forEach(({ release, due, deadline }, index) => {
    check(release, ['orders', index, 'release']);
    check(due, ['orders', index, 'due']);
    check(deadline, ['orders', index, 'deadline']);
  });
  problem.resources.forEach((resource, index) => {
    if (resource.type !== 'reservoir') return;
    resource.supplies.forEach(({ at }, supply) => {
      check(at, ['resources', index, 'supplies', supply, 'at']);
    });
  });
  problem.given.forEach(({ start, end }, index) => {
    check(start, ['given', index, 'start']);
    check(end, ['given', index, 'end']);
  });
  check(problem.now, ['now']);
}

function refer(context: Context, what: string, known: ReadonlySet<string>, id: string, path: Path): boolean {
  if (known.has(id)) return true;
  const some = [...known].slice(0, 5).map((name) => `"${name}"`);
  addProblem(context, path, {
    rule: `known-${what}`,
    message: `there is no ${what} "${id}"`,
    remedy: some.length > 0 ? `use a declared ${what}, such as ${some.join(', ')}` : `declare the ${what} first`,
    received: id,
  });
  return false;
}

function checkResource(resource: TechcardResource, calendars: ReadonlySet<string>, path: Path, context: Context): void {
  const referAll = (ids: readonly string[], at: Path) =>
    ids.forEach((id, index) => {
      refer(context, 'calendar', calendars, id, [...at, 'calendars', index]);
    });
  referAll(resource.calendars, path);
  if (resource.type === 'workers') {
    refuseDuplicateIds(context, resource.workers, [...path, 'workers']);
    resource.workers.forEach((worker, index) => {
      referAll(worker.calendars, [...path, 'workers', index]);
    });
  }
  if (resource.type === 'reservoir' && resource.capacity !== undefined && resource.initial > resource.capacity)
    addProblem(context, [...path, 'initial'], {
      rule: 'initial-within-capacity',
      message: `reservoir "${resource.id}" begins with ${resource.initial}, more than its capacity ${resource.capacity}`,
      remedy: 'raise the capacity or lower the initial level',
      received: resource.initial,
    });
}

function checkCard(
  card: TechcardCard,
  resources: ReadonlyMap<string, TechcardResource>,
  path: Path,
  context: Context,
): void {
  const at = [...path, 'operations'];
  refuseDuplicateIds(context, card.operations, at);
  const operations = new Set(card.operations.map(({ id }) => id));
  const known = new Set(resources.keys());
  let complete = true;
  card.operations.forEach((operation, index) => {
    const here = [...at, index];
    operation.after.forEach((lag, position) => {
      complete =
        refer(context, 'operation', operations, lag.operation, [...here, 'after', position, 'operation']) && complete;
      if (lag.greatestSeconds !== undefined && lag.greatestSeconds < lag.leastSeconds)
        addProblem(context, [...here, 'after', position, 'greatestSeconds'], {
          rule: 'least-below-greatest',
          message: `the greatest lag ${lag.greatestSeconds} is below the least ${lag.leastSeconds}`,
          remedy: 'raise greatestSeconds or lower leastSeconds',
          received: lag.greatestSeconds,
        });
    });
    operation.modes.forEach((mode, position) => {
      checkMode(mode, resources, known, [...here, 'modes', position], context);
    });
    if (card.workerLimit !== undefined && operation.workers > card.workerLimit)
      addProblem(context, [...here, 'workers'], {
        rule: 'workers-within-limit',
        message: `operation "${operation.id}" takes ${operation.workers} workers and its card admits ${card.workerLimit}`,
        remedy: "raise the card's workerLimit or take fewer workers",
        received: operation.workers,
      });
  });
  if (complete) refuseCycle(card, at, context);
}

/** Fields that a type of resource understands, beside `resource` and `amount`. */
const understood: Record<TechcardResource['type'], readonly (keyof TechcardDemand)[]> = {
  pool: [],
  workers: ['skill'],
  machine: ['state'],
  'batch-oven': ['state'],
  'conveyor-oven': ['state'],
  reservoir: ['adds'],
  'paced-line': ['station'],
};

function checkMode(
  mode: TechcardMode,
  resources: ReadonlyMap<string, TechcardResource>,
  known: ReadonlySet<string>,
  path: Path,
  context: Context,
): void {
  const seen = new Set<string>();
  mode.demands.forEach((demand, index) => {
    const here = [...path, 'demands', index];
    if (!refer(context, 'resource', known, demand.resource, [...here, 'resource'])) return;
    const resource = resources.get(demand.resource)!;
    const key = resource.type === 'workers' ? `${resource.id} ${demand.skill}` : resource.id;
    if (seen.has(key))
      addProblem(context, [...here, 'resource'], {
        rule: 'one-demand-for-each-resource',
        message: `the mode asks for "${demand.resource}" twice`,
        remedy: 'add the amounts up in one demand',
        received: demand.resource,
      });
    seen.add(key);
    for (const field of ['skill', 'state', 'station', 'adds'] as const) {
      const given = field === 'adds' ? demand.adds !== 0 : demand[field] !== undefined;
      if (given && !understood[resource.type].includes(field))
        addProblem(context, [...here, field], {
          rule: 'demand-fits-resource',
          message: `a ${resource.type} knows no ${field}`,
          remedy: `leave ${field} out`,
          received: demand[field],
        });
    }
    if (resource.type === 'paced-line' && (demand.station === undefined || demand.station >= resource.stations))
      addProblem(context, [...here, 'station'], {
        rule: 'station-of-the-line',
        message: `line "${resource.id}" has stations 0 to ${resource.stations - 1}`,
        remedy: 'name one of them',
        received: demand.station,
      });
  });
}

/** A circle of operations that each wait for the end of the one before; other lags may close circles and hold. */
function refuseCycle(card: TechcardCard, path: Path, context: Context): void {
  const index = new Map(card.operations.map(({ id }, position) => [id, position]));
  const waiting = card.operations.map(() => 0);
  const followers = card.operations.map((): number[] => []);
  card.operations.forEach((operation, position) => {
    for (const lag of operation.after)
      if (lag.from === 'end' && lag.to === 'start' && lag.leastSeconds >= 0) {
        followers[index.get(lag.operation)!].push(position);
        waiting[position] += 1;
      }
  });
  const free = waiting.flatMap((count, position) => (count === 0 ? [position] : []));
  for (const position of free)
    for (const follower of followers[position]) {
      waiting[follower] -= 1;
      if (waiting[follower] === 0) free.push(follower);
    }
  if (free.length === card.operations.length) return;
  const caught = waiting.flatMap((count, position) => (count > 0 ? [position] : []));
  addProblem(context, [...path, caught[0], 'after'], {
    rule: 'no-cycle',
    message: `operations ${caught
      .slice(0, 10)
      .map((position) => `"${card.operations[position].id}"`)
      .join(', ')} wait for each other in a circle, or for one that does`,
    remedy: 'take out an entry of `after`',
    received: card.operations[caught[0]].after.map(({ operation }) => operation),
  });
}

function checkPieces(
  problem: TechcardProblem,
  resources: ReadonlyMap<string, TechcardResource>,
  context: Context,
): void {
  const sizes = new Map(problem.cards.map((card) => [card.id, card.operations.length]));
  const total = problem.orders.reduce((sum, order) => sum + order.quantity * sizes.get(order.card)!, 0);
  if (total > mostOperations) {
    addProblem(context, ['orders'], {
      rule: 'most-operations',
      message: `the orders come to ${total} operations, more than ${mostOperations}`,
      remedy: 'plan a shorter time, or let a card stand for a batch of pieces',
      received: total,
    });
    return;
  }
  if (problem.given.length === 0) return;
  const pieces = new Map(piecesOf(problem).map((piece) => [`${piece.order.id}\n${piece.serial}`, piece]));
  const seen = new Map<string, number>();
  problem.given.forEach((given, index) => {
    const path = ['given', index];
    const operation = findOperation(problem, pieces, given, path, context);
    if (!operation) return;
    const key = `${given.order}\n${given.serial}\n${given.operation}`;
    const earlier = seen.get(key);
    if (earlier !== undefined)
      addProblem(context, path, {
        rule: 'given-once',
        message: `operation "${given.operation}" of piece ${given.serial} is given by entry ${earlier} already`,
        remedy: 'keep one of them',
        received: given.operation,
      });
    seen.set(key, index);
    checkGiven(problem, given, operation, resources, path, context);
  });
}

function findOperation(
  problem: TechcardProblem,
  pieces: ReadonlyMap<string, ReturnType<typeof piecesOf>[number]>,
  given: TechcardGiven,
  path: Path,
  context: Context,
): TechcardOperation | undefined {
  const orders = new Set(problem.orders.map(({ id }) => id));
  if (!refer(context, 'order', orders, given.order, [...path, 'order'])) return undefined;
  const piece = pieces.get(`${given.order}\n${given.serial}`);
  if (!piece) {
    addProblem(context, [...path, 'serial'], {
      rule: 'known-piece',
      message: `order "${given.order}" has no piece ${given.serial}`,
      remedy: 'serial numbers count the pieces of a product from 0, in the order of the orders',
      received: given.serial,
    });
    return undefined;
  }
  const operation = piece.card.operations.find(({ id }) => id === given.operation);
  if (!operation)
    refer(context, 'operation', new Set(piece.card.operations.map(({ id }) => id)), given.operation, [
      ...path,
      'operation',
    ]);
  return operation;
}

function checkGiven(
  problem: TechcardProblem,
  given: TechcardGiven,
  operation: TechcardOperation,
  resources: ReadonlyMap<string, TechcardResource>,
  path: Path,
  context: Context,
): void {
  if (given.mode >= operation.modes.length)
    addProblem(context, [...path, 'mode'], {
      rule: 'known-mode',
      message: `operation "${operation.id}" has modes 0 to ${operation.modes.length - 1}`,
      remedy: 'name one of them',
      received: given.mode,
    });
  if (given.end !== undefined && secondsOf(problem, given.end) < secondsOf(problem, given.start))
    addProblem(context, [...path, 'end'], {
      rule: 'end-after-start',
      message: `operation "${operation.id}" ends before it starts`,
      remedy: 'change start or end',
      received: given.end,
    });
  given.resources?.forEach((assignment, index) => {
    const here = [...path, 'resources', index];
    if (!refer(context, 'resource', new Set(resources.keys()), assignment.resource, [...here, 'resource'])) return;
    const demand = operation.modes[given.mode]?.demands.find(({ resource }) => resource === assignment.resource);
    if (demand) checkAssignment(assignment, demand, resources.get(assignment.resource)!, here, context);
    else if (given.mode < operation.modes.length)
      addProblem(context, [...here, 'resource'], {
        rule: 'given-as-its-mode',
        message: `mode ${given.mode} of operation "${operation.id}" does not ask for "${assignment.resource}"`,
        remedy: 'name the mode that was run, or leave the resource out',
        received: assignment.resource,
      });
  });
}

/** Fields of an assignment that a type of resource understands. */
const assigned: Partial<Record<TechcardResource['type'], readonly (keyof TechcardAssignment)[]>> = {
  workers: ['workers'],
  'batch-oven': ['batch'],
  'paced-line': ['line', 'station', 'takt'],
};

function checkAssignment(
  assignment: TechcardAssignment,
  demand: TechcardDemand,
  resource: TechcardResource,
  path: Path,
  context: Context,
): void {
  for (const field of ['workers', 'line', 'station', 'takt', 'batch'] as const)
    if (assignment[field] !== undefined && !assigned[resource.type]?.includes(field))
      addProblem(context, [...path, field], {
        rule: 'assignment-fits-resource',
        message: `a ${resource.type} knows no ${field}`,
        remedy: `leave ${field} out`,
        received: assignment[field],
      });
  if (resource.type === 'paced-line' && assignment.line !== undefined && assignment.line >= resource.lines)
    addProblem(context, [...path, 'line'], {
      rule: 'known-line',
      message: `"${resource.id}" has lines 0 to ${resource.lines - 1}`,
      remedy: 'name one of them',
      received: assignment.line,
    });
  if (assignment.station !== undefined && demand.station !== undefined && assignment.station !== demand.station)
    addProblem(context, [...path, 'station'], {
      rule: 'given-as-its-mode',
      message: `the mode is done at station ${demand.station}`,
      remedy: 'leave station out',
      received: assignment.station,
    });
  if (resource.type !== 'workers') return;
  const known = new Set(resource.workers.map(({ id }) => id));
  const seen = new Set<string>();
  assignment.workers?.forEach((worker, position) => {
    if (!refer(context, 'worker', known, worker, [...path, 'workers', position])) return;
    if (seen.has(worker))
      addProblem(context, [...path, 'workers', position], {
        rule: 'worker-once',
        message: `worker "${worker}" is named twice`,
        remedy: 'name each of them once',
        received: worker,
      });
    seen.add(worker);
  });
}
