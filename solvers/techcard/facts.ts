/** What is given of a request, as the kernel applies it: in order of start, whatever the resources say. */
import type { Assignment, Instance } from './instance.ts';

/** @param apply - of a given operation: its mode among those of the instance, start, and end (`never`: not told). */
export function applyGiven(
  { operations, givenMode, givenStart, givenEnd, modeFrom }: Instance,
  apply: (operation: number, mode: number, start: number, end: number) => void,
): void {
  const given: number[] = [];
  for (let operation = 0; operation < operations; operation += 1) if (givenMode[operation] >= 0) given.push(operation);
  if (given.length === 0) return;
  given.sort((a, b) => givenStart[a] - givenStart[b] || a - b);
  for (const operation of given)
    apply(operation, modeFrom[operation] + givenMode[operation], givenStart[operation], givenEnd[operation]);
}

/** What a fact says, by demand of its mode; a mode with several skills of one pool lists an assignment for each. */
export function givenAssignments(
  { demandFrom, demandResource, resources, problem, givenIndex }: Instance,
  operation: number,
  mode: number,
): Map<number, Assignment> {
  const told = [...(problem.given[givenIndex[operation]]?.resources ?? [])];
  const assignments = new Map<number, Assignment>();
  for (let demand = demandFrom[mode]; demand < demandFrom[mode + 1]; demand += 1) {
    const resource = resources[demandResource[demand]];
    const at = told.findIndex((assignment) => assignment.resource === resource.id);
    if (at < 0) continue;
    const [{ line, takt, batch, workers }] = told.splice(at, 1);
    if (resource.type !== 'workers' || workers === undefined) assignments.set(demand, { line, takt, batch });
    else {
      const index = new Map(resource.workers.map(({ id }, worker) => [id, worker]));
      assignments.set(demand, { workers: workers.map((id) => index.get(id)!) });
    }
  }
  return assignments;
}
