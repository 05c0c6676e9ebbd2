/** A table of figures with a column an option, the recommended one marked. */
import { type Column, counted, number, table } from './table.ts';

export interface Figure<Option> {
  readonly title: string;
  readonly cell: (option: Option) => string;
}

interface Answer<Option> {
  readonly options: readonly Option[];
  readonly recommended: string;
  readonly pointPrice: number;
  readonly objectiveUnit: string;
}

export function figureTable<Option extends { readonly name: string }>(
  { options, recommended, pointPrice, objectiveUnit }: Answer<Option>,
  figures: readonly Figure<Option>[],
): string {
  const columns: Column<Figure<Option>>[] = [
    { title: counted(options.length, 'option'), cell: ({ title }) => title },
    ...options.map((option) => ({
      title: option.name === recommended ? `* ${option.name}` : option.name,
      cell: ({ cell }: Figure<Option>) => cell(option),
      right: true,
    })),
  ];
  return [
    table(columns, figures),
    `* recommended. A point is worth ${number(pointPrice, 2)}; cost and total in ${objectiveUnit}.`,
  ].join('\n');
}

/** What every option has, whatever it is about. */
interface Priced {
  readonly name: string;
  readonly cost: number;
  readonly extraCost: number;
  readonly points: number;
  readonly total: number;
  readonly score: {
    readonly reaction: number;
    readonly quality: number;
    readonly stability: number;
    readonly clients: number;
    readonly total: number;
  };
}

export const priceFigures: readonly Figure<Priced>[] = [
  { title: 'cost of the plan', cell: ({ cost }) => number(cost, 2) },
  { title: '  more than without the event', cell: ({ extraCost }) => number(extraCost, 2) },
  { title: 'points of the changes', cell: ({ points }) => number(points, 2) },
  { title: 'total', cell: ({ total }) => number(total, 2) },
  { title: 'score', cell: ({ score }) => score.total.toFixed(3) },
  { title: '  reaction, counts 0.3', cell: ({ score }) => score.reaction.toFixed(3) },
  { title: '  quality, 0.4', cell: ({ score }) => score.quality.toFixed(3) },
  { title: '  stability, 0.2', cell: ({ score }) => score.stability.toFixed(3) },
  { title: '  clients, 0.1', cell: ({ score }) => score.clients.toFixed(3) },
];
