/** Broken rules of a plan made by hand, most costly first. */
import type { DispatchCheckedPlan, DispatchViolation } from '../../models/dispatch.ts';
import { type Column, counted, number, shortTable } from './table.ts';

const mostRows = 60;

export function violationTable({ violations, violationCost }: DispatchCheckedPlan): string {
  if (violations.length === 0) return 'The plan keeps every rule.';
  const columns: Column<DispatchViolation>[] = [
    { title: 'rule', cell: ({ rule }) => rule },
    { title: 'who', cell: whoText },
    {
      title: 'beyond by',
      cell: ({ by, unit }) => `${number(by, 3)} ${unit === 'minutes' ? 'min' : unit}`,
      right: true,
    },
    { title: 'cost', cell: ({ cost }) => number(cost, 2), right: true },
    { title: 'what', cell: ({ message }) => message },
  ];
  return `${counted(violations.length, 'rule')} broken, cost ${number(violationCost, 2)}\n${shortTable(columns, violations, mostRows)}`;
}

/** The load where one is named, it tells the order; else whoever is. */
function whoText({ load, order, truck, plant }: DispatchViolation): string {
  return [
    load ?? order,
    truck === undefined ? undefined : `truck ${truck}`,
    plant === undefined ? undefined : `plant ${plant}`,
  ]
    .filter((name) => name !== undefined)
    .join(', ');
}
