/** A plan laid beside its request: each planned operation with its piece, mode, demands and open time. */
import type { CalendarConfig } from '../../../models/calendar.ts';
import { originSeconds } from '../../../models/moments.ts';
import type {
  TechcardAssignment,
  TechcardDemand,
  TechcardGiven,
  TechcardMode,
  TechcardOperation,
  TechcardPlan,
  TechcardPlannedOperation,
  TechcardProblem,
  TechcardResource,
} from '../../../models/techcard.ts';
import { type Piece, piecesOf } from '../../../models/techcard-pieces.ts';
import { OpenTime, Walks } from './open-time.ts';

export type Report = (rule: string, message: string) => void;

export interface Placed {
  /** For messages. */
  readonly name: string;
  readonly row: TechcardPlannedOperation;
  readonly piece: Piece;
  readonly operation: TechcardOperation;
  readonly mode: TechcardMode;
  readonly start: number;
  readonly end: number;
  /** Takes time: what takes none holds nothing. */
  readonly holds: boolean;
  readonly given?: TechcardGiven;
  /** Of all that it uses. */
  readonly open: OpenTime;
}

/** A placed operation on one resource. */
export interface Use {
  readonly placed: Placed;
  readonly demands: readonly TechcardDemand[];
  readonly assignments: readonly TechcardAssignment[];
}

export interface LaidOut {
  readonly problem: TechcardProblem;
  readonly plan: TechcardPlan;
  readonly report: Report;
  readonly pieces: readonly Piece[];
  readonly placed: readonly Placed[];
  /** By piece, in the order of `pieces`. */
  readonly ofPiece: readonly (readonly Placed[])[];
  /** By id of the resource, in order of start; operations that hold nothing among them. */
  readonly uses: ReadonlyMap<string, readonly Use[]>;
  readonly openTime: (calendars: readonly string[]) => OpenTime;
}

/** Reports what does not fit the request, and leaves it out. */
export function layOut(problem: TechcardProblem, plan: TechcardPlan, report: Report): LaidOut {
  const pieces = piecesOf(problem);
  const pieceAt = new Map(pieces.map(({ order, serial }, index) => [`${order.id}\n${serial}`, index]));
  const operationsOf = new Map(
    problem.cards.map((card) => [card.id, new Map(card.operations.map((operation) => [operation.id, operation]))]),
  );
  const resources = new Map(problem.resources.map((resource) => [resource.id, resource]));
  const given = new Map(problem.given.map((entry) => [keyOf(entry), entry]));
  const openTime = openTimes(problem, plan);
  const placed: Placed[] = [];
  const ofPiece: Placed[][] = pieces.map(() => []);
  const uses = new Map<string, Use[]>(problem.resources.map(({ id }) => [id, []]));
  const seen = new Set<string>();
  for (const row of plan.operations) {
    const key = keyOf(row);
    const name = `${row.order}/${row.serial}/${row.operation}`;
    const index = pieceAt.get(`${row.order}\n${row.serial}`);
    const piece = index === undefined ? undefined : pieces[index];
    const operation = piece && operationsOf.get(piece.card.id)!.get(row.operation);
    const mode = operation?.modes[row.mode];
    if (!piece || !operation || !mode) {
      report('operations', `${name}: the request has no such ${!piece ? 'piece' : !operation ? 'operation' : 'mode'}`);
      continue;
    }
    if (seen.has(key)) {
      report('operations', `${name} comes twice`);
      continue;
    }
    seen.add(key);
    const calendars = calendarsOf(mode, row, resources);
    const [start, end] = [row.start.seconds, row.end.seconds];
    const one: Placed = {
      ...{ name, row, piece, operation, mode, start, end, holds: end > start },
      given: given.get(key),
      open: openTime(calendars),
    };
    placed.push(one);
    ofPiece[index!].push(one);
    layUses(one, resources, uses, report);
  }
  pieces.forEach((piece, index) => {
    if (ofPiece[index].length === piece.card.operations.length) return;
    for (const { id } of piece.card.operations)
      if (!seen.has(keyOf({ order: piece.order.id, serial: piece.serial, operation: id })))
        report('operations', `${piece.order.id}/${piece.serial}/${id} is missing`);
  });
  for (const list of uses.values()) list.sort((one, other) => one.placed.start - other.placed.start);
  return { problem, plan, report, pieces, placed, ofPiece, uses, openTime };
}

/** Whether something is no fault of the plan: all of it was given. */
export function isFact(...all: readonly Placed[]): boolean {
  return all.every(({ given }) => given !== undefined);
}

function keyOf({ order, serial, operation }: Pick<TechcardPlannedOperation, 'order' | 'serial' | 'operation'>): string {
  return `${order}\n${serial}\n${operation}`;
}

function layUses(
  placed: Placed,
  resources: ReadonlyMap<string, TechcardResource>,
  uses: ReadonlyMap<string, Use[]>,
  report: Report,
): void {
  for (const { resource } of placed.row.resources)
    if (!placed.mode.demands.some((demand) => demand.resource === resource))
      report('assignments', `${placed.name} is on "${resource}", which its mode does not ask for`);
  for (const id of new Set(placed.mode.demands.map(({ resource }) => resource))) {
    if (!resources.has(id)) continue;
    const demands = placed.mode.demands.filter(({ resource }) => resource === id);
    const assignments = placed.row.resources.filter(({ resource }) => resource === id);
    if (assignments.length === 0)
      report('assignments', `${placed.name} does not name "${id}", which its mode asks for`);
    uses.get(id)!.push({ placed, demands, assignments });
  }
}

/** Ids of the calendars of every resource and worker that it uses. */
function calendarsOf(
  mode: TechcardMode,
  row: TechcardPlannedOperation,
  resources: ReadonlyMap<string, TechcardResource>,
): string[] {
  const calendars = new Set<string>();
  for (const demand of mode.demands)
    for (const calendar of resources.get(demand.resource)?.calendars ?? []) calendars.add(calendar);
  for (const { resource: id, workers = [] } of row.resources) {
    const resource = resources.get(id);
    if (resource?.type !== 'workers') continue;
    for (const worker of resource.workers)
      if (worker.calendars.length > 0 && workers.includes(worker.id))
        for (const calendar of worker.calendars) calendars.add(calendar);
  }
  return [...calendars].sort();
}

/** What is open where all of some calendars are; known by their ids, in order. */
export function openTimes(problem: TechcardProblem, plan: TechcardPlan): (calendars: readonly string[]) => OpenTime {
  const configs = new Map<string, CalendarConfig>(problem.calendars.map((config) => [config.id, config]));
  const origin = originSeconds(problem);
  const walks = new Walks(origin);
  let [from, to] = [0, 0];
  for (const { start, end } of plan.operations) {
    from = Math.min(from, start.seconds);
    to = Math.max(to, end.seconds);
  }
  const known = new Map<string, OpenTime>();
  return (calendars) => {
    const key = calendars.join('\n');
    let open = known.get(key);
    if (!open) {
      const used = calendars.flatMap((id) => configs.get(id) ?? []);
      open = new OpenTime(used, walks, origin, from, to);
      known.set(key, open);
    }
    return open;
  };
}
