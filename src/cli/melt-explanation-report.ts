/** An explanation of a melt plan for people: what would make room, or what each limit is worth. */
import type { MeltProblem } from '../../models/melt.ts';
import type { MeltExplanation, MeltValue, MeltWay, MeltWorth } from '../../models/melt-explanation.ts';
import { type Column, number, table } from './table.ts';

export function explanationReport(problem: MeltProblem, explanation: MeltExplanation): string {
  const { present, impossible, worths, notLookedAt, statistics } = explanation;
  return [
    presentText(problem, present, impossible),
    ...(impossible ? [waysText(problem, impossible.ways)] : []),
    worthTable(problem, worths, present),
    notLookedAt.length > 0 ? ['Not looked at:', ...notLookedAt.map((sentence) => `  ${sentence}`)].join('\n') : '',
    `${statistics.solves} solves of changed requests; every figure is that of a plan that passed the check.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function presentText({ massUnit }: MeltProblem, present: MeltValue, impossible: MeltExplanation['impossible']): string {
  const bound = present.proved
    ? 'proved optimal'
    : present.lowerBound === undefined
      ? 'no bound'
      : `bound ${number(present.lowerBound)}`;
  const objective = `${number(present.objective)} ${present.objectiveUnit} (${bound})`;
  if (!impossible) return `Every mandatory piece is poured: ${objective}.`;
  const verdict = impossible.proved
    ? 'It is proved that no plan pours it all.'
    : 'That no plan pours it all is not proved.';
  return `Not everything can be poured: ${number(present.leftMass)} ${massUnit} left out; ${objective}. ${verdict}`;
}

/** A way each row or, where limits give way together, several rows under one number. */
function waysText(problem: MeltProblem, ways: readonly MeltWay[]): string {
  if (ways.length === 0) return 'No way to make room was found within the budget.';
  const rows = ways.flatMap((way, at) =>
    wayRows(way).map((row, part) => ({
      ...row,
      way: part === 0 ? String(at + 1) : '',
      change: `${part === 0 ? '' : 'and '}${row.change}`,
      gives: part === 0 ? valueText(problem, way.value) : '',
      fewest: part === 0 ? fewestText(way) : '',
    })),
  );
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { title: '', cell: (row) => row.way, right: true },
    { title: 'what would make room', cell: (row) => row.change },
    { title: 'how much', cell: (row) => row.least },
    { title: 'then', cell: (row) => row.gives },
    { title: 'fewer limits', cell: (row) => row.fewest },
  ];
  return `Each of these makes room for everything:\n\n${table(columns, rows)}`;
}

/** Parts of a way that are shown; the JSON has them all. */
const mostParts = 8;

function wayRows({ relaxations }: MeltWay): { change: string; least: string }[] {
  const rows = relaxations.map(({ message, leastProved }) => ({
    change: message,
    least: leastProved ? 'least, proved' : 'no less found',
  }));
  if (rows.length <= mostParts) return rows;
  const shown = rows.slice(0, mostParts - 1);
  return [...shown, { change: `${rows.length - shown.length} further limits, listed in the JSON`, least: '' }];
}

function fewestText({ fewestProved, irreducibleProved }: MeltWay): string {
  if (fewestProved) return 'proved not to do';
  return irreducibleProved ? 'none of them can be spared' : 'none found that do';
}

function valueText(
  { massUnit }: MeltProblem,
  { outcome, objective, objectiveUnit, leftMass, proved }: MeltValue,
): string {
  if (outcome === 'shortfall') return `${number(leftMass)} ${massUnit} left out`;
  return `${number(objective)} ${objectiveUnit}${proved ? '' : ' or fewer'}`;
}

const questions: Record<MeltWorth['question'], string> = {
  'one-more-heat': 'one more heat',
  'one-more-kilogram': 'one more kilogram',
  'line-waits': 'a line that waits',
  'least-step': 'least step that saves',
};

/** What saves something first; the rest in a row a question. */
function worthTable(problem: MeltProblem, worths: readonly MeltWorth[], present: MeltValue): string {
  if (worths.length === 0) return '';
  const saving = worths.filter(({ saves }) => saves > 0);
  const columns: Column<MeltWorth>[] = [
    { title: 'question', cell: ({ question }) => questions[question] },
    { title: 'change', cell: ({ relaxation }) => relaxation.message },
    { title: `saves (${present.objectiveUnit})`, cell: ({ saves }) => number(saves), right: true },
    { title: 'worth', cell: worthText },
    { title: 'then', cell: ({ value }) => valueText(problem, value) },
  ];
  const nothing = worths.filter(({ saves }) => saves <= 0);
  const proved = nothing.filter(({ worth }) => worth?.most === 0);
  const open = nothing.filter((worth) => !proved.includes(worth));
  const listed = (title: string, entries: readonly MeltWorth[]) =>
    entries.length === 0 ? [] : [[title, ...entries.map(({ relaxation }) => `  ${relaxation.message}`)].join('\n')];
  return [
    saving.length > 0 ? table(columns, saving) : 'None of the changes looked at saves anything.',
    ...listed('Saves nothing, proved:', proved),
    ...listed('Saves nothing as far as was found:', open),
  ].join('\n\n');
}

function worthText({ question, worth, leastStepProved }: MeltWorth): string {
  const step =
    question !== 'least-step' ? '' : leastStepProved ? ', no smaller step does' : ', a smaller step not ruled out';
  if (worth === undefined) return `not bounded${step}`;
  if (worth.most - worth.least < 1e-6) return `proved${step}`;
  return `${number(worth.least)} to ${number(worth.most)}${step}`;
}
