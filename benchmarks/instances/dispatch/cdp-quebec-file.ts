/** The text files of the ready-mix days of Montreal, and the tables of travel between their sites. */
import type { TextOf } from '../family.ts';
import { readTsv } from '../tsv.ts';
import { WordLines } from './word-lines.ts';

export interface Quebec {
  readonly drivers: readonly {
    readonly id: string;
    /** Index of the plant where the shift begins and ends. */
    readonly home: number;
    readonly capacity: number;
    /** Minutes of the day. */
    readonly start: number;
  }[];
  readonly clients: readonly {
    readonly id: string;
    readonly matrixId: string;
    readonly due: number;
    /** In the order in which they are delivered. */
    readonly orders: readonly { readonly id: string; readonly volume: number; readonly plant: number }[];
  }[];
  readonly plants: readonly { readonly id: string; readonly matrixId: string; readonly m3PerHour: number }[];
}

export function readQuebec(text: string, file: string): Quebec {
  const lines = new WordLines(text, file);
  const section = (head: string) => {
    const [count] = lines.numbers(head);
    lines.next();
    return Array.from({ length: count }, () => lines.row());
  };
  const drivers = section('DRIVERS:').map(([id, home, capacity, start]) => ({
    id: `driver-${id}`,
    home,
    capacity,
    start,
  }));
  const clients = section('CLIENTS:');
  const orders = section('ORDERS:').map(([id, client, volume, plant]) => ({
    id: `order-${id}`,
    client,
    volume,
    plant,
  }));
  const plants = section('PLANTS:').map(([id, matrixId, m3PerHour]) => ({
    id: `plant-${id}`,
    matrixId: `${matrixId}`,
    m3PerHour,
  }));
  return {
    drivers,
    plants,
    clients: clients.map(([id, matrixId, due]) => ({
      id: `client-${id}`,
      matrixId: `${matrixId}`,
      due,
      orders: orders.filter(({ client }) => client === id).map(({ client: _, ...order }) => order),
    })),
  };
}

/** Minutes of the legs, by index of plant and client. */
export interface QuebecTravel {
  toClient(plant: number, client: number): number;
  toPlant(client: number, plant: number): number;
  between(plant: number, other: number): number;
  /** Legs are whole seconds. */
  readonly isWhole: boolean;
}

const folder = 'dispatch/cdp_quebec';

/**
 * Travel times of the instance as published, where they are known, else those of the survey.
 * @throws Error where no table is there, or a pair of sites is in none.
 */
export function readQuebecTravel({ clients, plants }: Quebec, name: string, textOf: TextOf): QuebecTravel {
  const [plantColumn, clientColumn] = ['plant_matrix_id', 'client_matrix_id'] as const;
  const there = new Map<string, number>();
  const back = new Map<string, number>();
  const exact = textOf(`${folder}/exact_travel_${name}.csv`);
  if (exact !== undefined)
    for (const row of readTsv(exact, [plantColumn, clientColumn, 'to_client_min', 'back_to_plant_min'], ',')) {
      there.set(`${row.plant_matrix_id} ${row.client_matrix_id}`, Number(row.to_client_min));
      back.set(`${row.plant_matrix_id} ${row.client_matrix_id}`, Number(row.back_to_plant_min));
    }
  else
    for (const row of readTsv(
      table('travel_plant_client_approx.csv'),
      [plantColumn, clientColumn, 'to_client_s', 'back_to_plant_s'],
      ',',
    )) {
      there.set(`${row.plant_matrix_id} ${row.client_matrix_id}`, Number(row.to_client_s) / 60);
      back.set(`${row.plant_matrix_id} ${row.client_matrix_id}`, Number(row.back_to_plant_s) / 60);
    }
  const across = new Map(
    readTsv(
      table('travel_plant_plant_approx.csv'),
      ['from_plant_matrix_id', 'to_plant_matrix_id', 'travel_s'],
      ',',
    ).map((row) => [`${row.from_plant_matrix_id} ${row.to_plant_matrix_id}`, Number(row.travel_s) / 60]),
  );
  return {
    isWhole: exact === undefined,
    toClient: (plant, client) => known(there, plants[plant].matrixId, clients[client].matrixId),
    toPlant: (client, plant) => known(back, plants[plant].matrixId, clients[client].matrixId),
    between: (plant, other) => (plant === other ? 0 : known(across, plants[plant].matrixId, plants[other].matrixId)),
  };

  function table(file: string): string {
    const text = textOf(`${folder}/${file}`);
    if (text === undefined) throw new Error(`${name}: there is no ${folder}/${file}`);
    return text;
  }

  function known(table: ReadonlyMap<string, number>, one: string, other: string): number {
    const minutes = table.get(`${one} ${other}`);
    if (minutes === undefined) throw new Error(`${name}: no travel time between ${one} and ${other}`);
    return minutes;
  }
}
