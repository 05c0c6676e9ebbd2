/** Why a repair recommends what it does: the options side by side, the changes with their reasons, what is not rescued. */
import type { RepairDispatchPlan, RepairPlan, RepairProblem } from '../../models/repair.ts';
import type { RepairMeltPlan } from '../../models/repair-melt.ts';
import type { RepairTechcardPlan } from '../../models/repair-techcard.ts';
import type { RepairWarningPlan } from '../../models/repair-warning.ts';
import { type About, count, type ExplainedPlan, figure, names, percent } from '../explain/parts.ts';

export function explainRepairPlan(_request: { readonly problem: RepairProblem }, plan: RepairPlan): ExplainedPlan {
  if (plan.mode === 'warning') return { mode: plan.mode, ...explainWarning(plan) };
  const parts = { dispatch: dispatchParts, melt: meltParts, techcard: techcardParts };
  return { mode: plan.mode, ...explainOptions(plan, parts[plan.mode](plan as never)) };
}

type OptionsPlan = RepairDispatchPlan | RepairMeltPlan | RepairTechcardPlan;
type Parts = Pick<ExplainedPlan, 'binding' | 'help'>;

function explainOptions(plan: OptionsPlan, parts: Parts): Omit<ExplainedPlan, 'mode'> {
  const options = plan.options as readonly OptionsPlan['options'][number][];
  const chosen = options.find(({ name }) => name === plan.recommended)!;
  // The objective is the least total of an option that hires nobody; the recommended one may be another.
  const own = options.filter((option) => !('hired' in option) || option.hired.length === 0);
  const least = [...(own.length > 0 ? own : options)].sort((a, b) => a.total - b.total)[0];
  const others = options.filter(({ name }) => name !== chosen.name);
  return {
    summary: [
      `Recommended: ${chosen.name}, which leaves ${percent(chosen.untouchedShare)} of what was open untouched and costs ${figure(chosen.extraCost)} ${chosen.extraCost < 0 ? '(less)' : 'more'} than the plan that runs; its score is ${figure(chosen.score.total)}.`,
      ...others.map((option) => {
        const dearer = option.total - chosen.total;
        const hires =
          'hired' in option && option.hired.length > 0 ? `, with ${count(option.hired.length, 'hired truck')}` : '';
        return `The option ${option.name} comes to ${figure(Math.abs(dearer))} ${dearer < 0 ? 'less' : 'more'} in all${hires}, with a score of ${figure(option.score.total)} and ${figure(option.points)} points of change in place of ${figure(chosen.points)}.`;
      }),
      ...(plan.escalation ? [plan.escalation.text] : []),
    ],
    terms: [
      { name: 'cost', about: { option: least.name }, value: least.cost, message: `the plan of option ${least.name}` },
      {
        name: 'points',
        about: { option: least.name },
        value: least.total - least.cost,
        message: `its ${figure(least.points)} points of changes and promises at ${figure(plan.pointPrice)} each`,
      },
    ],
    binding: parts.binding,
    help: [
      ...parts.help,
      ...(plan.escalation?.actions ?? []).map((message) => ({ about: {}, message, basis: 'suggestion' as const })),
    ],
  };
}

function dispatchParts(plan: RepairDispatchPlan): Parts {
  const { unrescued, changes } = plan.options.find(({ name }) => name === plan.recommended)!;
  return {
    binding: [
      ...unrescued.map(({ order, severity, text }) => ({
        code: 'unrescued',
        about: { order, severity },
        message: text,
      })),
      ...plan.rescues.map(({ load, action, message }) => ({ code: action, about: { load }, message })),
      ...changes.map(({ order, load, what, points, reason }) => ({
        code: reason.code,
        about: { order, ...(load === undefined ? {} : { load }) },
        message: `${what.join(', ')}: ${reason.message}`,
        cost: points * plan.pointPrice,
      })),
    ],
    help: unrescued.flatMap(({ order, suggestions }) =>
      suggestions.map(({ message, volumeM3 }) => ({
        about: { order },
        message: `order ${order}: ${message}`,
        gain: volumeM3,
        unit: 'm3 placed',
        basis: 'found' as const,
      })),
    ),
  };
}

function meltParts(plan: RepairMeltPlan): Parts {
  const { unrescued, changes } = plan.options.find(({ name }) => name === plan.recommended)!;
  return {
    binding: [
      ...unrescued.map(({ line, severity, text }) => ({ code: 'unrescued', about: { line, severity }, message: text })),
      ...changes.map(({ heat, what, reason, points }) => ({
        code: reason.code,
        about: { heat },
        message: `${what.join(', ')}: ${reason.message}`,
        cost: points * plan.pointPrice,
      })),
    ],
    help: [],
  };
}

function techcardParts(plan: RepairTechcardPlan): Parts {
  const { unrescued, changes } = plan.options.find(({ name }) => name === plan.recommended)!;
  return {
    binding: [
      ...unrescued.map(({ order, severity, text }) => ({
        code: 'unrescued',
        about: { order, severity },
        message: text,
      })),
      ...plan.lifted.map((order) => ({
        code: 'lifted',
        about: { order },
        message: `deadline and greatest lags of ${order} are given up, since no plan that keeps them was found`,
      })),
      ...changes.map(({ order, operation, what, reason, points }) => ({
        code: reason.code,
        about: { order, operation },
        message: `${what.join(', ')}: ${reason.message}`,
        cost: points * plan.pointPrice,
      })),
    ],
    help: [],
  };
}

function aboutFirst([load]: readonly string[]): About {
  return load === undefined ? {} : { load };
}

/** The objective is the mean number of violations in a run. */
function explainWarning(plan: RepairWarningPlan): Omit<ExplainedPlan, 'mode'> {
  const { level, index, simulation, stressPoints, cascades, advice, loads } = plan;
  const riskiest = loads.filter((load) => load.index > 0).slice(0, 20);
  return {
    summary: [
      `The risk is ${level}: the tenth of the loads with the highest index has ${figure(index)} on average.`,
      `In ${count(simulation.runs, 'simulated run')}, ${figure(simulation.violations.mean)} limits are broken on average, ${figure(simulation.violations.p95)} in one of twenty runs; ${percent(simulation.quietShare)} of the runs break none.`,
      ...(advice.length > 0
        ? [
            `${advice[0].message}, which saves ${figure(advice[0].saves)} violations a run at a cost of ${figure(advice[0].cost)}.`,
          ]
        : ['No advice was found that saves enough for its cost.']),
    ],
    terms: (Object.keys(simulation.kinds) as (keyof typeof simulation.kinds)[]).map((name) => ({
      name,
      value: simulation.kinds[name],
      message: `limits of this kind broken in a run, on average`,
    })),
    binding: [
      ...stressPoints.map(({ indicator, loads, message }) => ({
        code: indicator,
        about: aboutFirst(loads),
        message,
      })),
      ...riskiest.map(({ load, order, truck, index, violations }) => ({
        code: 'risk',
        about: { load, order, truck },
        message: `load ${load} breaks a limit with a probability of ${figure(index)} by its plan, ${figure(violations)} a run as simulated`,
        cost: violations,
      })),
      ...cascades.map(({ load, chance, others, hits }) => ({
        code: 'cascade',
        about: { load },
        message: `in ${percent(chance)} of the runs load ${load} makes ${figure(others)} others break a limit, most often ${names(hits.map((hit) => hit.load))}`,
      })),
    ],
    help: advice.map(({ load, message, saves, cost }) => ({
      about: { load },
      message: `${message}; at a cost of ${figure(cost)}`,
      gain: saves,
      unit: 'violations per run',
      basis: 'found' as const,
    })),
  };
}
