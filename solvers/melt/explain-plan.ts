/** Why a melt plan is as it is, from request and plan alone; what its limits are worth is found by `explain/`. */
import type { MeltPlan, MeltProblem, MeltStage } from '../../models/melt.ts';
import type { MeltExplanation, MeltRelaxation, MeltWay } from '../../models/melt-explanation.ts';
import { fillerWeight, gramsPer, pouredGrams } from '../../models/melt-units.ts';
import { type About, count, type ExplainedPlan, figure, names, percent, sum } from '../explain/parts.ts';

/** @param whatIf - what solves of changed requests found; absent: nothing was asked. */
export function explainMeltPlan(
  { problem }: { readonly problem: MeltProblem },
  plan: MeltPlan,
  whatIf?: MeltExplanation,
): ExplainedPlan {
  return {
    summary: [
      pouredInWords(plan),
      ...(plan.shortfall ? [plan.shortfall.message] : []),
      ...plan.stages.map(stageInWords),
      ...(plan.filler.length > 0 ? [fillerInWords(plan)] : []),
    ],
    terms: termsOf(problem, plan),
    binding: [...leftOut(problem, plan), ...usedUp(problem, plan)],
    help: whatIf ? helpOf(whatIf) : [],
  };
}

function pouredInWords({ heats, left, totals, massUnit }: MeltPlan): string {
  const what = `${count(heats.length, 'heat')} pour ${figure(totals.pouredMass)} ${massUnit}, ${percent(totals.meanFill)} of what they could hold`;
  if (left.length === 0) return `${what}; everything that must be poured is.`;
  return `${what}; ${figure(totals.leftMass)} ${massUnit} that must be poured are left out: ${names(left.map(({ line }) => line))}.`;
}

function stageInWords({ stage, objective, lowerBound, proved, unit }: MeltStage, at: number): string {
  const is = `Stage ${stage}: ${figure(objective)} ${unit}`;
  const kept = at === 0 ? '' : ', the stages before it kept';
  if (proved) return `${is}, proved to be the least there is${kept}.`;
  if (lowerBound === undefined) return `${is}; no bound is proved.`;
  return `${is}; it is proved that no plan has less than ${figure(lowerBound)}${kept}.`;
}

function fillerInWords({ filler }: MeltPlan): string {
  const pieces = sum(filler, ({ poured }) => poured);
  return `${count(pieces, 'piece')} of later periods fill what room was left; ${sum(filler, ({ open }) => open)} wait.`;
}

/** What the first stage minimises, by what makes it up; as the checker adds it. */
function termsOf(problem: MeltProblem, plan: MeltPlan): ExplainedPlan['terms'] {
  if (problem.givenHeats) {
    const unplaced = problem.givenHeats.length - plan.heats.filter((heat) => !heat.fixed).length;
    return [{ name: 'unplaced', value: unplaced, message: 'heats handed in for which there is no place in time' }];
  }
  const lines = new Map(problem.lines.map((line) => [line.id, line]));
  if (plan.outcome === 'shortfall' || problem.objective === 'most-mass')
    return plan.left.map(({ line, pieces, mass, message }) => {
      const { penaltyPerPiece, priority } = lines.get(line)!;
      const value = penaltyPerPiece === undefined ? mass * priority : penaltyPerPiece * pieces;
      return { name: 'left-out', about: { line }, value, message: `${count(pieces, 'piece')} of ${line}: ${message}` };
    });
  if (problem.fill === 'all-heats') {
    const lastPeriod = Math.max(...problem.lines.map(({ period }) => period));
    return plan.filler.map(({ line: id, period, open }) => {
      const line = lines.get(id)!;
      const ofPiece = line.penaltyPerPiece ?? (pouredGrams(problem, line) / gramsPer[problem.massUnit]) * line.priority;
      const value = open * ofPiece * fillerWeight(lastPeriod, period);
      return {
        name: 'waiting',
        about: { line: id },
        value,
        message: `${count(open, 'piece')} of ${id}, period ${period}, wait`,
      };
    });
  }
  return plan.totals.byFurnace.map(({ furnace, heats, meanFill }) => {
    const price =
      problem.objective === 'cheapest-heats' ? (problem.furnaces.find(({ id }) => id === furnace)?.heatCost ?? 1) : 1;
    return {
      name: 'heats',
      about: { furnace },
      value: heats * price,
      message: `${count(heats, 'heat')} of ${furnace}, ${percent(meanFill)} full on average`,
    };
  });
}

/** The weightiest first: what is left out by what it counts. */
function leftOut(problem: MeltProblem, plan: MeltPlan): ExplainedPlan['binding'] {
  const counts = plan.outcome === 'shortfall' || problem.objective === 'most-mass';
  const costs = new Map(counts ? termsOf(problem, plan).map(({ about, value }) => [about?.line, value]) : []);
  return plan.left
    .map(({ line, pieces, reason, message }) => ({
      code: reason,
      about: { line },
      message: `${count(pieces, 'piece')} of ${line} ${pieces === 1 ? 'is' : 'are'} left out: ${message}`,
      ...(costs.has(line) ? { cost: costs.get(line)! } : {}),
    }))
    .sort((a, b) => (b.cost ?? 0) - (a.cost ?? 0));
}

/** Caps that the plan is at. */
function usedUp(problem: MeltProblem, { totals, heats }: MeltPlan): ExplainedPlan['binding'] {
  const of = (entries: readonly { heats: number }[], at: number) => entries[at]?.heats ?? 0;
  const capped = (code: string, about: About, name: string, used: number, most: number | undefined) =>
    most !== undefined && used >= most && used > 0
      ? [{ code, about, message: `${name} has all the ${count(most, 'heat')} it may have` }]
      : [];
  const furnaces = problem.furnaces.flatMap(({ id, mostHeats }) => {
    const used = of(
      totals.byFurnace.filter(({ furnace }) => furnace === id),
      0,
    );
    return capped('furnace-heats', { furnace: id }, `furnace ${id}`, used, mostHeats);
  });
  const grades = problem.grades.flatMap(({ id, mostHeats }) => {
    const used = of(
      totals.byGrade.filter(({ grade }) => grade === id),
      0,
    );
    return capped('grade-heats', { grade: id }, `grade ${id}`, used, mostHeats);
  });
  const fullest = heats.filter(({ fill }) => fill >= 1 - 1e-9).length;
  const full =
    fullest > 0
      ? [
          {
            code: 'full-heats',
            about: {},
            message: `${count(fullest, 'heat')} of ${heats.length} hold as much as their furnaces take`,
          },
        ]
      : [];
  return [...furnaces, ...grades, ...full];
}

function helpOf({ impossible, worths, present }: MeltExplanation): ExplainedPlan['help'] {
  const ways = (impossible?.ways ?? []).map((way) => ({
    about: aboutRelaxation(way.relaxations[0]),
    message: wayInWords(way),
    ...(present.leftMass > 0 ? { gain: present.leftMass - way.value.leftMass, unit: 'mass poured' } : {}),
    basis: 'found' as const,
  }));
  const saving = worths
    .filter(({ saves }) => saves > 0)
    .sort((a, b) => b.saves - a.saves)
    .map(({ relaxation, saves, worth }) => ({
      about: aboutRelaxation(relaxation),
      message: `${relaxation.message} saves ${figure(saves)} ${present.objectiveUnit}`,
      gain: saves,
      unit: present.objectiveUnit,
      basis: worth !== undefined && worth.most - worth.least < 1e-6 ? ('proved' as const) : ('found' as const),
    }));
  return [...ways, ...saving];
}

function wayInWords({ relaxations, value, irreducibleProved }: MeltWay): string {
  const what = names(
    relaxations.map(({ message }) => message),
    8,
  );
  const then = value.outcome === 'complete' ? 'makes room for everything' : `leaves ${figure(value.leftMass)} out`;
  const needed = relaxations.length > 1 && irreducibleProved ? ', and none of it can be spared' : '';
  return `${what} ${then}: ${figure(value.objective)} ${value.objectiveUnit}${needed}`;
}

function aboutRelaxation({ furnace, grade, line, powerGroup, dimension }: MeltRelaxation): About {
  const entries = Object.entries({ furnace, grade, line, powerGroup, dimension });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
