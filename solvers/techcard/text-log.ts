/** The log of a run as lines of text: one for each movement, in the order in which the kernel made them. */
import type { Instance } from './instance.ts';

export type Movement =
  | { kind: 'loaded'; resource: number; line: number; piece: number; station: number }
  | { kind: 'station'; resource: number; line: number; piece: number; from: number; to: number }
  | { kind: 'unloaded'; resource: number; line: number; piece: number; at: number }
  | { kind: 'timestamp'; resource: number; line: number; piece: number; at: number }
  | { kind: 'start' | 'end'; resource: number; line?: undefined; piece: number; operation: number; at: number };

/** Takes down what resources move, where somebody wants to read it. */
export class Recorder {
  movements: Movement[] | undefined;

  add(movement: Movement): void {
    this.movements?.push(movement);
  }
}

export function textLog(instance: Instance, movements: readonly Movement[]): string[] {
  const { resources, pieces } = instance;
  const lines = resources.filter(({ type }) => type === 'paced-line').length;
  return movements.map((movement) => {
    const { id, type } = resources[movement.resource];
    const { product, serial } = pieces[movement.piece];
    const piece = `product (${product}, ${serial})`;
    if (movement.line === undefined) {
      const operation = operationName(instance, movement.operation);
      const did =
        movement.kind === 'start'
          ? `operation (${operation}) started (timestamp: ${movement.at})`
          : `changing timestamp (${movement.at})`;
      return `${titles[type] ?? type} (${id}) ${piece} ${did}`;
    }
    // With several groups of lines the number alone does not tell them apart.
    const line = `Line (${lines > 1 ? `${id}, ` : ''}${movement.line}) ${piece}`;
    switch (movement.kind) {
      case 'loaded':
        return `${line} loaded on station ${movement.station}`;
      case 'station':
        return `${line} changing station (${movement.from} → ${movement.to})`;
      case 'unloaded':
        return `${line} unloaded from line (timestamp: ${movement.at})`;
      default:
        return `${line} changing timestamp (${movement.at})`;
    }
  });
}

const titles: Record<string, string> = {
  pool: 'Pool',
  workers: 'Workers',
  machine: 'Machine',
  'batch-oven': 'Oven',
  'conveyor-oven': 'Conveyor',
  reservoir: 'Reservoir',
};

export function operationName({ pieces, pieceFrom, pieceOf }: Instance, operation: number): string {
  const piece = pieceOf[operation];
  return pieces[piece].card.operations[operation - pieceFrom[piece]].id;
}
