/** What a single field's schema cannot see of a repair of a melt plan: references, times, lines that are added. */
import type { z } from 'zod';
import { addProblem, refuseDuplicateIds } from './common.ts';
import { checkLoadReferences, checkReferences } from './melt-rules.ts';
import type { RepairMeltProblem } from './repair-melt.ts';
import { checkAdded, refuseSameOptions } from './repair-shop-rules.ts';

export function checkRepairMelt(request: RepairMeltProblem, context: z.RefinementCtx): void {
  const { problem, heats } = request;
  if (problem.calendar === undefined || problem.spread === false)
    addProblem(context, ['problem', 'calendar'], {
      rule: 'repair-needs-times',
      message: 'a plan without places in time cannot be repaired',
      remedy: 'add problem.calendar and leave out problem.spread: false',
      received: problem.calendar && problem.spread,
    });
  refuseDuplicateIds(context, heats, ['heats']);
  checkLoadReferences(context, problem, heats, ['heats']);
  heats.forEach(({ day, start, end, fixed }, index) => {
    const isTimed = day !== undefined && start !== undefined && end !== undefined;
    if (isTimed ? Date.parse(end) <= Date.parse(start) : !fixed || start !== undefined || end !== undefined)
      addProblem(context, ['heats', index, 'start'], {
        rule: 'heat-times',
        message: 'a heat of the plan that runs has day, start and a later end; one that is fixed may have no times',
        remedy: 'give all three as the plan has them',
        received: { day, start, end },
      });
  });
  checkQuantities(request, context);
  checkEvents(request, context);
  const known = new Set(heats.map(({ id }) => id));
  request.facts.heats.forEach(({ heat, start, end }, index) => {
    const path = ['facts', 'heats', index];
    refer(context, 'heat', known, heat, [...path, 'heat']);
    if (start !== undefined && end !== undefined && Date.parse(end) <= Date.parse(start))
      addProblem(context, [...path, 'end'], {
        rule: 'end-after-start',
        message: `end ${end} is not after start ${start}`,
        remedy: 'correct the times',
        received: end,
      });
  });
  refuseSameOptions(request.options, context);
}

function checkQuantities({ problem, heats }: RepairMeltProblem, context: z.RefinementCtx): void {
  const left = new Map(problem.lines.map(({ id, quantity }) => [id, quantity]));
  heats.forEach(({ contents }, index) => {
    contents.forEach(({ line, pieces }, at) => {
      left.set(line, (left.get(line) ?? 0) - pieces);
      if (left.has(line) && left.get(line)! < 0)
        addProblem(context, ['heats', index, 'contents', at, 'pieces'], {
          rule: 'quantity',
          message: `the heats hold more of line "${line}" than its quantity`,
          remedy: 'give the plan as it was made for the problem',
          received: pieces,
        });
    });
  });
}

function checkEvents({ problem, heats, events }: RepairMeltProblem, context: z.RefinementCtx): void {
  const furnaces = new Set(problem.furnaces.map(({ id }) => id));
  const groups = new Set(problem.powerGroups.map(({ id }) => id));
  const known = new Set(heats.map(({ id }) => id));
  const lines = new Set(problem.lines.map(({ id }) => id));
  const open = new Set(lines);
  events.forEach((event, index) => {
    const path = ['events', index];
    if (event.type === 'furnace-down') refer(context, 'furnace', furnaces, event.furnace, [...path, 'furnace']);
    if (event.type === 'heat-lost') refer(context, 'heat', known, event.heat, [...path, 'heat']);
    if (event.type === 'power-cut') refer(context, 'power group', groups, event.group, [...path, 'group']);
    if (event.type === 'order-changed' || event.type === 'order-cancelled')
      refer(context, 'line', lines, event.line, [...path, 'line']);
    if (event.type === 'order-cancelled') open.delete(event.line);
    if (event.type === 'order-added') {
      checkAddedLine(problem, event.line, [...path, 'line'], context);
      lines.add(event.line.id);
      open.add(event.line.id);
    }
  });
  if (open.size === 0)
    addProblem(context, ['events'], {
      rule: 'some-line',
      message: 'every line is cancelled, so that nothing is left to plan',
      remedy: 'leave a line, or stop the plan without a repair',
      received: events.length,
    });
}

/** The line as one more of the problem: what it breaks there is told at the event. */
function checkAddedLine(
  problem: RepairMeltProblem['problem'],
  line: RepairMeltProblem['problem']['lines'][number],
  path: readonly (string | number)[],
  context: z.RefinementCtx,
): void {
  const { lines } = problem;
  checkAdded({ name: 'lines', length: lines.length }, path, context, (listening) => {
    checkReferences({ ...problem, lines: [...lines, line] }, listening);
  });
}

function refer(
  context: z.RefinementCtx,
  what: string,
  known: ReadonlySet<string>,
  id: string,
  path: readonly (string | number)[],
): void {
  if (known.has(id)) return;
  addProblem(context, path, {
    rule: `known-${what.replace(' ', '-')}`,
    message: `there is no ${what} "${id}"`,
    remedy: `name a ${what} of the request`,
    received: id,
  });
}
