/** Answers of named methods as a table. */
import type { ReorderAnswers } from '../../models/reorder.ts';
import type { Figure } from '../../models/reorder-questions/answer.ts';
import { type Column, number, table } from './table.ts';

type Answer = ReorderAnswers['answers'][number];

const columns: Column<Answer>[] = [
  { title: 'question', cell: ({ id }) => id },
  { title: 'method', cell: ({ method }) => method },
  { title: '', cell: ({ exact }) => (exact ? 'exact' : 'approximate') },
  { title: 'cost', cell: ({ cost }) => (cost === undefined ? '' : number(cost, 4)), right: true },
  {
    title: 'answer',
    cell: ({ values }) =>
      Object.entries(values)
        .map(([name, figure]) => `${name} ${short(figure)}`)
        .join(', '),
  },
];

export function answerTable({ answers, unanswered }: ReorderAnswers): string {
  const open = unanswered.length > 0 ? `\nNo time was left for: ${unanswered.join(', ')}` : '';
  return `${table(columns, answers)}${open}`;
}

/** Long lists and tables are for the JSON. */
function short(figure: Figure): string {
  if (typeof figure === 'number') return number(figure, 4);
  if (!Array.isArray(figure)) return typeof figure === 'object' && figure !== null ? '{...}' : String(figure);
  const some = figure.slice(0, 6).map((part: Figure) => (Array.isArray(part) ? '[...]' : short(part)));
  return `[${some.join(' ')}${figure.length > 6 ? ' ...' : ''}]`;
}
