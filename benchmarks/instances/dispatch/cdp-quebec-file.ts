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
 * Minutes. The survey puts one site in twenty hours or days away, where its address was taken for another; whoever drives
 * longer than this cannot unload a full truck before the concrete sets, and the authors' plans left nearly nothing out.
 */
const longestRide = 90;

interface Ride {
  readonly plant: string;
  readonly client: string;
  readonly there: number;
  readonly back: number;
}

/**
 * Travel times of the instance as published, where they are known, else those of the survey.
 * @throws Error where no table is there, or a pair of sites is in none.
 */
export function readQuebecTravel({ clients, plants }: Quebec, name: string, textOf: TextOf): QuebecTravel {
  const exact = textOf(`${folder}/exact_travel_${name}.csv`);
  const rides = new Map(
    (exact === undefined ? withoutErrors(survey(table('travel_plant_client_approx.csv'))) : published(exact)).map(
      (ride) => [`${ride.plant} ${ride.client}`, ride],
    ),
  );
  const columns = ['from_plant_matrix_id', 'to_plant_matrix_id', 'travel_s'] as const;
  const across = new Map(
    readTsv(table('travel_plant_plant_approx.csv'), columns, ',').map((row) => [
      `${row.from_plant_matrix_id} ${row.to_plant_matrix_id}`,
      Number(row.travel_s) / 60,
    ]),
  );
  return {
    isWhole: exact === undefined,
    toClient: (plant, client) => known(rides, plants[plant].matrixId, clients[client].matrixId).there,
    toPlant: (client, plant) => known(rides, plants[plant].matrixId, clients[client].matrixId).back,
    between: (plant, other) => (plant === other ? 0 : known(across, plants[plant].matrixId, plants[other].matrixId)),
  };

  function table(file: string): string {
    const text = textOf(`${folder}/${file}`);
    if (text === undefined) throw new Error(`${name}: there is no ${folder}/${file}`);
    return text;
  }

  function known<Entry>(entries: ReadonlyMap<string, Entry>, one: string, other: string): Entry {
    const entry = entries.get(`${one} ${other}`);
    if (entry === undefined) throw new Error(`${name}: no travel time between ${one} and ${other}`);
    return entry;
  }
}

const ids = ['plant_matrix_id', 'client_matrix_id'] as const;

function published(text: string): Ride[] {
  return readTsv(text, [...ids, 'to_client_min', 'back_to_plant_min'], ',').map((row) => ({
    plant: row.plant_matrix_id,
    client: row.client_matrix_id,
    there: Number(row.to_client_min),
    back: Number(row.back_to_plant_min),
  }));
}

function survey(text: string): Ride[] {
  return readTsv(text, [...ids, 'to_client_s', 'back_to_plant_s'], ',').map((row) => ({
    plant: row.plant_matrix_id,
    client: row.client_matrix_id,
    there: Number(row.to_client_s) / 60,
    back: Number(row.back_to_plant_s) / 60,
  }));
}

/** The plant's median stands for rides that are too long to be true, as it does in the survey for sites it does not know. */
function withoutErrors(rides: readonly Ride[]): Ride[] {
  const isPlausible = ({ there, back }: Ride) => Math.max(there, back) <= longestRide;
  const typical = new Map(
    [...Map.groupBy(rides.filter(isPlausible), ({ plant }) => plant)].map(([plant, ofPlant]) => [
      plant,
      { there: median(ofPlant.map(({ there }) => there)), back: median(ofPlant.map(({ back }) => back)) },
    ]),
  );
  return rides.map((ride) => (isPlausible(ride) ? ride : { ...ride, ...typical.get(ride.plant) }));
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
