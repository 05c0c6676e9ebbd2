/** The layout of keys and sections that newer routing sets share, as far as time windows, releases and reloads go. */
import type { RoutingData } from './routing-data.ts';

/** @throws Error where a key or section that is needed is not there. */
export function readVrplib(text: string): RoutingData {
  const keys = new Map<string, string>();
  const sections = new Map<string, number[][]>();
  let section: number[][] | undefined;
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    const header = /^([A-Z_]+_SECTION)\s*:?$/.exec(line);
    const key = /^([A-Z_]+)\s*:\s*(.*)$/.exec(line);
    if (header) {
      section = [];
      sections.set(header[1], section);
    } else if (key) {
      keys.set(key[1], key[2]);
    } else if (line !== '' && line !== 'EOF') {
      section?.push(line.split(/\s+/).map(Number));
    }
  }
  const name = keys.get('NAME') ?? '';
  const number = (key: string) => {
    const value = Number(keys.get(key));
    if (!keys.has(key) || !Number.isFinite(value)) throw new Error(`${name}: ${key} should be a number`);
    return value;
  };
  const count = number('DIMENSION');
  const table = (title: string) => {
    const rows = sections.get(title);
    if (rows?.length !== count) throw new Error(`${name}: ${title} should have ${count} lines`);
    return rows;
  };
  const places = table('NODE_COORD_SECTION');
  const windows = table('TIME_WINDOW_SECTION');
  const serviceTime = keys.has('SERVICE_TIME') ? number('SERVICE_TIME') : undefined;
  const services = serviceTime === undefined ? table('SERVICE_TIME_SECTION').map((row) => row[1]) : undefined;
  return {
    name,
    vehicles: number('VEHICLES'),
    capacity: number('CAPACITY'),
    ids: places.map((row) => String(row[0])),
    x: places.map((row) => row[1]),
    y: places.map((row) => row[2]),
    demand: table('DEMAND_SECTION').map((row) => row[1]),
    readyFrom: windows.map((row) => row[1]),
    readyTo: windows.map((row) => row[2]),
    service: places.map((_, node) => services?.[node] ?? (node === 0 ? 0 : (serviceTime ?? 0))),
    release: sections.has('RELEASE_TIME_SECTION')
      ? table('RELEASE_TIME_SECTION').map((row) => row[1])
      : places.map(() => 0),
    reloads: sections.has('VEHICLES_RELOAD_DEPOT_SECTION'),
  };
}
