/** Vehicle routing with time windows: the table of Solomon's files and the sections of VRPLIB's. */
import { WordLines } from './word-lines.ts';

/** In the units of the file; times and lengths share one. */
export interface RoundsFile {
  readonly vans: number;
  readonly capacity: number;
  /** The depot first; customers by their number. */
  readonly nodes: readonly RoundsNode[];
}

export interface RoundsNode {
  readonly x: number;
  readonly y: number;
  readonly demand: number;
  /** Of the start of service; of the depot: leaving and coming back. */
  readonly from: number;
  readonly to: number;
  readonly service: number;
  /** Its goods are at the depot from then on. */
  readonly release: number;
}

export function readSolomon(text: string, file: string): RoundsFile {
  const lines = new WordLines(text, file);
  while (!lines.isAtEnd && lines.peek()[0] !== 'NUMBER') lines.next();
  lines.next();
  const [vans, capacity] = lines.row(2);
  while (!lines.isAtEnd && !/^\d/.test(lines.peek()[0])) lines.next();
  const nodes: RoundsNode[] = [];
  while (!lines.isAtEnd) {
    const [, x, y, demand, from, to, service] = lines.row(7);
    nodes.push({ x, y, demand, from, to, service, release: 0 });
  }
  if (nodes.length < 2) throw new Error(`${file}: there is no customer`);
  return { vans, capacity, nodes };
}

export function readVrplib(text: string, file: string): RoundsFile {
  const head = (name: string) => {
    const value = Number(text.match(new RegExp(`^${name}\\s*:\\s*(\\S+)`, 'm'))?.[1]);
    if (!Number.isFinite(value)) throw new Error(`${file}: there is no ${name}`);
    return value;
  };
  const section = (name: string): number[][] | undefined => {
    const start = text.indexOf(`${name}_SECTION`);
    if (start < 0) return undefined;
    const lines = new WordLines(text.slice(start), file);
    lines.next();
    return Array.from({ length: head('DIMENSION') }, () => lines.row(2));
  };
  const [coordinates, demands, windows] = ['NODE_COORD', 'DEMAND', 'TIME_WINDOW'].map(section);
  if (!coordinates || !demands || !windows) throw new Error(`${file}: coordinates, demands or windows are missing`);
  const releases = section('RELEASE_TIME');
  return {
    vans: head('VEHICLES'),
    capacity: head('CAPACITY'),
    nodes: coordinates.map(([, x, y], index) => ({
      ...{ x, y, demand: demands[index][1], from: windows[index][1], to: windows[index][2] },
      service: index === 0 ? 0 : head('SERVICE_TIME'),
      release: releases?.[index][1] ?? 0,
    })),
  };
}
