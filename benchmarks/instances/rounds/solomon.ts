/** The table layout of Solomon's instances and of Gehring and Homberger's: one vehicle line, then a line for each node. */
import type { RoutingData } from './routing-data.ts';

/** @throws Error where the text is not of the layout. */
export function readSolomon(text: string): RoutingData {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const rows = lines
    .map((line) => line.split(/\s+/).map(Number))
    .filter((row) => row.length > 1 && row.every((value) => Number.isFinite(value)));
  const [vehicles, ...nodes] = rows;
  if (vehicles?.length !== 2) throw new Error(`${lines[0]}: the first row of numbers should be vehicles and capacity`);
  for (const row of nodes) if (row.length !== 7) throw new Error(`${lines[0]}: a node has 7 figures: ${row.join(' ')}`);
  if (nodes.length < 2) throw new Error(`${lines[0]}: there should be a depot and a customer`);
  const column = (index: number) => nodes.map((row) => row[index]);
  return {
    name: lines[0],
    vehicles: vehicles[0],
    capacity: vehicles[1],
    ids: nodes.map((row) => String(row[0])),
    x: column(1),
    y: column(2),
    demand: column(3),
    readyFrom: column(4),
    readyTo: column(5),
    service: column(6),
    release: nodes.map(() => 0),
    reloads: false,
  };
}
