/** Advice in a sentence. */
import type { Subject } from '../subject.ts';
import { type Candidate, changedLoads } from './candidate.ts';

export function adviceText(subject: Subject, candidate: Candidate, saves: number, cost: number): string {
  const { ids, problem } = subject;
  const { action, load, minutes, hired, dense, placements } = candidate;
  const changed = changedLoads(subject, candidate);
  const others = changed.length - 1;
  const along = others === 0 ? '' : `, and ${others} other load${others === 1 ? '' : 's'} with it`;
  const from = problem.trucks[subject.placements[load].truck].id;
  const what = {
    earlier: `load and unload ${ids[load]} ${minutes} min earlier${along}`,
    'load-earlier': `load ${ids[load]} ${minutes} min earlier, unload it as planned${along}`,
    later: `let ${ids[load]} wait ${minutes} min${along}: who comes behind it has as much more time`,
    truck: `give ${ids[load]} to ${dense.problem.trucks[placements[load].truck].id}, which has time, in place of ${from}`,
    hire: `hire ${hired?.id ?? 'a truck'} for ${changed.map((one) => ids[one]).join(', ')}`,
  }[action];
  return `${what}; saves ${round(saves)} violations per shift, costs ${round(cost)}`;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);
