/**
 * Whether a techcard plan can be carried out, from request and plan alone; rules as in `docs/techcard-rules.md`. Shares no
 * code with search, simulation or their calendars. A rule broken among given operations alone is a fact and no fault.
 */
import type { TechcardPlan, TechcardProblem } from '../../models/techcard.ts';
import type { CheckReport, Violation } from '../solver.ts';
import { checkCapacity, checkReservoir, checkWorkerLimits, checkWorkers } from './check/amounts.ts';
import { type LaidOut, layOut, openTimes } from './check/laid-out.ts';
import { checkPacedLine } from './check/paced-line.ts';
import { checkStates } from './check/states.ts';
import { checkTimes } from './check/times.ts';
import { checkTotals } from './check/totals.ts';
import { checkVolume } from './check/volume.ts';

/** @returns every broken rule, and the objective: that of the volume plan where only that is asked for. */
export function checkTechcardPlan(request: { problem: TechcardProblem }, plan: TechcardPlan): CheckReport {
  const { problem } = request;
  const violations: Violation[] = [];
  const report = (rule: string, message: string) => violations.push({ rule, message });
  if ((problem.mode === 'volume' || problem.volume) && !plan.volume) report('volume', 'the volume plan is missing');
  if (plan.volume) checkVolume({ problem, report, openTime: openTimes(problem, plan) }, plan.volume);
  if (problem.mode === 'volume') {
    if (plan.operations.length > 0) report('volume', 'a volume plan has no operations');
    return { violations, objective: plan.volume?.objective ?? 0 };
  }
  const laid = layOut(problem, plan, report);
  checkTimes(laid);
  checkWorkerLimits(laid);
  const setupTime = checkResources(laid);
  return { violations, objective: checkTotals(laid, setupTime) };
}

/** @returns seconds of set-up in all. */
function checkResources(laid: LaidOut): number {
  let setupTime = 0;
  for (const resource of laid.problem.resources) {
    const uses = laid.uses.get(resource.id)!;
    switch (resource.type) {
      case 'pool':
        checkCapacity(laid, resource, uses, 'pool');
        break;
      case 'workers':
        checkWorkers(laid, resource, uses);
        break;
      case 'reservoir':
        checkReservoir(laid, resource, uses);
        break;
      case 'paced-line':
        checkPacedLine(laid, resource, uses);
        break;
      default:
        setupTime += checkStates(laid, resource, uses);
    }
  }
  return setupTime;
}
