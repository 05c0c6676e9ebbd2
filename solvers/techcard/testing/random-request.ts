/** Random requests of every class, small enough to solve thousands of them, with calendars whose shifts last seconds. */
import type { z } from 'zod';
import type { TechcardProblem } from '../../../models/techcard.ts';
import type { Rng } from '../../shared/rng.ts';

export type RequestInput = z.input<typeof TechcardProblem>;
type ResourceInput = NonNullable<RequestInput['resources']>[number];
type CardInput = RequestInput['cards'][number];
type OperationInput = CardInput['operations'][number];
type ModeInput = OperationInput['modes'][number];
type DemandInput = NonNullable<ModeInput['demands']>[number];
type LagInput = NonNullable<OperationInput['after']>[number];

/** `mixed` draws from everything; the others stay within the class of problems that a method is made for. */
export const flavours = ['mixed', 'project', 'modes', 'shop', 'lags', 'paced'] as const;
export type Flavour = (typeof flavours)[number];

export interface Size {
  readonly mostOperations: number;
  readonly longest: number;
}
export const small: Size = { mostOperations: 15, longest: 7 };
/** For enumeration of every plan. */
export const tiny: Size = { mostOperations: 4, longest: 3 };

/** Shifts of some seconds, again and again; what does not fit into the shifts of a day waits for the next one. */
const hours = { day: [0, 8, 12], late: [3, 12, 12], even: [1, 9, 10] } as const;
const shiftsOfDay = 20;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const calendars = Object.entries(hours).map(([id, [from, to, period]]) => ({
  id,
  dayTypes: [
    {
      id: 'any',
      shifts: Array.from({ length: shiftsOfDay }, (_, index) => ({
        from: index * period + from,
        to: index * period + to,
      })),
    },
  ],
  week: Object.fromEntries(weekdays.map((day) => [day, 'any'])),
})) as unknown as NonNullable<RequestInput['calendars']>;

/** Of the same calendars, without theirs. */
export function isOpen(ids: readonly string[], at: number): boolean {
  return ids.every((id) => {
    const [from, to, period] = hours[id as keyof typeof hours];
    const second = at % 86_400;
    const inPeriod = second % period;
    return second < shiftsOfDay * period && from <= inPeriod && inPeriod < to;
  });
}

const states = ['red', 'blue', 'green'];
const types: Record<Flavour, readonly ResourceInput['type'][]> = {
  mixed: ['pool', 'workers', 'machine', 'batch-oven', 'conveyor-oven', 'reservoir', 'paced-line'],
  project: ['pool', 'machine', 'workers'],
  modes: ['pool', 'machine', 'workers', 'reservoir'],
  shop: ['machine'],
  lags: ['pool', 'machine', 'workers'],
  paced: ['paced-line'],
};

export function randomRequest(rng: Rng, flavour: Flavour, size: Size): RequestInput {
  return new Draft(rng, flavour, size).request();
}

class Draft {
  readonly #rng: Rng;
  readonly #flavour: Flavour;
  readonly #size: Size;
  readonly #hasCalendars: boolean;

  constructor(rng: Rng, flavour: Flavour, size: Size) {
    this.#rng = rng;
    this.#flavour = flavour;
    this.#size = size;
    this.#hasCalendars = flavour === 'mixed' && this.#chance(0.5);
  }

  request(): RequestInput {
    const mixed = this.#flavour === 'mixed';
    const count = this.#flavour === 'paced' ? 1 : 1 + this.#rng.below(3);
    const resources = Array.from({ length: count }, (_, index) => this.#resource(index));
    const most = this.#size.mostOperations;
    const cards: CardInput[] = [];
    const orders: RequestInput['orders'] = [];
    for (let left = most; left > 0 && cards.length < 4 && (cards.length === 0 || this.#chance(0.8)); ) {
      const card = this.#card(`c${cards.length}`, resources, Math.min(left, 1 + this.#rng.below(Math.min(5, most))));
      cards.push(card);
      const quantity = Math.min(1 + this.#rng.below(3), Math.floor(left / card.operations.length));
      orders.push(this.#order(`q${orders.length}`, card.id, quantity));
      left -= quantity * card.operations.length;
    }
    const base: RequestInput = {
      ...(this.#hasCalendars && { calendars }),
      resources,
      cards,
      orders,
      objective: this.#objective(),
      direction: this.#chance(0.3) ? 'backward' : 'forward',
    };
    return mixed && this.#chance(0.2) ? { ...base, ...this.#facts(base) } : base;
  }

  #chance(share: number): boolean {
    return this.#rng.float() < share;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#rng.below(items.length)] as Item;
  }

  #shifts(): string[] {
    return this.#hasCalendars && this.#chance(0.4) ? [this.#pick(Object.keys(hours))] : [];
  }

  #resource(index: number): ResourceInput {
    const type = this.#pick(types[this.#flavour]);
    const common = { id: `r${index}`, calendars: this.#shifts() };
    const withStates = { setups: this.#setups(), heating: this.#heating() };
    switch (type) {
      case 'pool':
        return { ...common, type, capacity: 1 + this.#rng.below(3) };
      case 'workers': {
        const areAlike = this.#flavour !== 'mixed';
        return {
          ...common,
          type,
          workers: Array.from({ length: 1 + this.#rng.below(3) }, (_, worker) => ({
            id: `w${worker}`,
            skills: worker === 0 || areAlike ? ['a', 'b'] : ['a', 'b'].filter(() => this.#chance(0.5)),
            calendars: this.#hasCalendars && this.#chance(0.3) ? ['late'] : [],
          })),
        };
      }
      case 'machine':
        return { ...common, type, ...(this.#flavour === 'mixed' && withStates) };
      case 'batch-oven':
        return { ...common, type, capacity: 1 + this.#rng.below(4), ...withStates };
      case 'conveyor-oven':
        return { ...common, type, capacity: 1 + this.#rng.below(4), entrySeconds: this.#rng.below(3), ...withStates };
      case 'reservoir':
        return this.#flavour === 'modes'
          ? { ...common, type, initial: this.#rng.below(2 * this.#size.mostOperations) }
          : {
              ...common,
              type,
              // A supply may be more than there is room for.
              ...(this.#chance(0.5) && { capacity: 4 + this.#rng.below(8) }),
              initial: this.#rng.below(5),
              supplies: this.#chance(0.5) ? [{ at: this.#rng.below(12) - 2, amount: 1 + this.#rng.below(8) }] : [],
            };
      default:
        return {
          ...common,
          type: 'paced-line',
          lines: 1 + this.#rng.below(2),
          stations: 1 + this.#rng.below(4),
          emptyTakts: this.#chance(0.6),
        };
    }
  }

  #setups() {
    if (this.#chance(0.5)) return undefined;
    return {
      ...(this.#chance(0.5) && { initial: this.#pick([...states, 'black']) }),
      times: [
        { from: 'red', to: 'blue', seconds: this.#rng.below(6) },
        { from: 'blue', to: 'red', seconds: this.#rng.below(6) },
      ],
      otherwise: this.#rng.below(4),
    };
  }

  #heating() {
    if (this.#chance(0.7)) return undefined;
    return {
      warmUpSeconds: this.#rng.below(5),
      coolDownSeconds: this.#rng.below(4),
      ...(this.#chance(0.7) && { keepWarmSeconds: this.#rng.below(4) }),
      warmAtStart: this.#chance(0.5),
    };
  }

  #card(id: string, resources: readonly ResourceInput[], count: number): CardInput {
    if (this.#flavour === 'paced') return this.#pacedCard(id, resources, count);
    /** By paced line: the station that the operations of the card have reached. */
    const reached = new Map<string, number>();
    const limited = this.#flavour !== 'shop' && this.#chance(0.2);
    const operations = Array.from({ length: count }, (_, index): OperationInput => {
      const modes = this.#modes(resources, reached);
      return {
        id: `o${index}`,
        modes,
        after: this.#lags(index),
        ...(this.#flavour === 'mixed' && this.#chance(0.4) && { pausable: true }),
        ...(limited && { workers: this.#rng.below(2) }),
      };
    });
    const hasLags = ['mixed', 'lags', 'project'].includes(this.#flavour);
    if (hasLags && count > 1 && this.#chance(0.15))
      startTogether(operations[0]!, operations[1 + this.#rng.below(count - 1)]!);
    return { id, ...(limited && { workerLimit: 1 + this.#rng.below(2) }), operations };
  }

  #pacedCard(id: string, resources: readonly ResourceInput[], count: number): CardInput {
    const line = resources[0] as ResourceInput & { type: 'paced-line' };
    const operations: OperationInput[] = [];
    for (let station = 0; station < line.stations && operations.length < count; station += 1)
      if (this.#chance(0.8) || station === line.stations - 1)
        operations.push({
          id: `o${station}`,
          modes: [
            { durationSeconds: 1 + this.#rng.below(this.#size.longest), demands: [{ resource: line.id, station }] },
          ],
          after: operations.length > 0 && this.#chance(0.8) ? [{ operation: operations.at(-1)!.id }] : [],
        });
    return { id, operations };
  }

  #modes(resources: readonly ResourceInput[], reached: Map<string, number>): ModeInput[] {
    const several = ['mixed', 'modes', 'shop'].includes(this.#flavour) && this.#chance(0.4);
    const modes = Array.from({ length: several ? 2 : 1 }, (): ModeInput => {
      const asked = this.#flavour === 'shop' ? [this.#pick(resources)] : resources.filter(() => this.#chance(0.6));
      // Two modes on stations of a line would let pieces jump: lines stay with operations of one mode.
      const fitting = several ? asked.filter(({ type }) => type !== 'paced-line') : asked;
      return {
        durationSeconds: this.#chance(0.1) ? 0 : 1 + this.#rng.below(this.#size.longest),
        demands: fitting.flatMap((resource) => this.#demands(resource, reached)),
      };
    });
    return modes;
  }

  #demands(resource: ResourceInput, reached: Map<string, number>): DemandInput[] {
    const common = { resource: resource.id };
    switch (resource.type) {
      case 'pool':
        return [{ ...common, amount: this.#rng.below(resource.capacity + 1) }];
      case 'workers':
        if (resource.workers.length > 1 && this.#chance(0.2)) return [{ ...common, skill: 'a' }, { ...common }];
        return [{ ...common, ...(this.#chance(0.6) && { skill: this.#pick(['a', 'b']) }) }];
      case 'machine':
        return [{ ...common, ...(this.#chance(0.8) && { state: this.#pick(states) }) }];
      case 'batch-oven':
      case 'conveyor-oven':
        return [
          {
            ...common,
            ...(this.#chance(0.8) && { state: this.#pick(states) }),
            amount: 1 + this.#rng.below(Math.min(2, resource.capacity)),
          },
        ];
      case 'reservoir':
        return [
          { ...common, amount: this.#rng.below(3), ...(this.#flavour !== 'modes' && { adds: this.#rng.below(3) }) },
        ];
      default: {
        const station = Math.min(resource.stations - 1, (reached.get(resource.id) ?? 0) + this.#rng.below(2));
        reached.set(resource.id, station);
        return [{ ...common, station }];
      }
    }
  }

  #lags(index: number): LagInput[] {
    const operation = (other: number) => `o${other}`;
    if (index === 0) return [];
    if (this.#flavour === 'shop') return [{ operation: operation(index - 1) }];
    const others = Array.from({ length: index }, (_, other) => other).filter((other) =>
      this.#chance(other === index - 1 ? 0.6 : 0.25),
    );
    return others.map((other) => {
      if (this.#flavour === 'modes') return { operation: operation(other), leastSeconds: this.#rng.below(3) };
      const isPlain = this.#chance(0.5);
      const hasGreatest = (this.#flavour === 'lags' || this.#flavour === 'mixed') && this.#chance(0.3);
      const leastSeconds = isPlain ? 0 : this.#rng.below(6) - (this.#flavour === 'project' ? 0 : 2);
      return {
        operation: operation(other),
        ...(!isPlain && { from: this.#pick(['start', 'end'] as const), to: this.#pick(['start', 'end'] as const) }),
        leastSeconds,
        ...(hasGreatest && { greatestSeconds: leastSeconds + this.#rng.below(10) }),
      };
    });
  }

  #order(id: string, card: string, quantity: number): RequestInput['orders'][number] {
    const release = this.#chance(0.5) ? 0 : this.#rng.below(8);
    const dated = this.#flavour === 'mixed' || this.#flavour === 'lags';
    return {
      id,
      card,
      quantity,
      release,
      ...(this.#chance(0.7) && { due: this.#rng.below(30) }),
      ...(dated && this.#chance(0.15) && { deadline: release + 4 + this.#rng.below(40) }),
      priority: this.#flavour === 'mixed' && this.#chance(0.3) ? 0.5 : 1 + this.#rng.below(3),
    };
  }

  #objective(): NonNullable<RequestInput['objective']> {
    const late = { makespan: this.#rng.below(2), tardiness: 1 + this.#rng.below(2) };
    switch (this.#flavour) {
      case 'mixed':
        return this.#pick([
          { makespan: 1 },
          { tardiness: 1 },
          { flowTime: 1 },
          { setupTime: 1, makespan: 0.25 },
          { makespan: 1, tardiness: 2, flowTime: 0.5, setupTime: 3 },
        ]);
      case 'shop':
      case 'paced':
        return this.#pick([{ makespan: 1 }, late]);
      default:
        return { makespan: this.#pick([1, 1, 0.5, 2]) };
    }
  }

  /** The present, and operations at the beginning of pieces that have started, most of them before it. */
  #facts({ cards, orders, resources = [] }: RequestInput): Pick<RequestInput, 'now' | 'given'> {
    const now = this.#rng.below(8);
    const given = orders.flatMap((order, index) => {
      const { operations } = cards.find(({ id }) => id === order.card)!;
      const facts: NonNullable<RequestInput['given']> = [];
      let start = 3 * index + this.#rng.below(3) - 6;
      for (const { id, modes } of operations) {
        if (this.#chance(0.5)) break;
        const [{ durationSeconds, demands = [] }] = modes as [ModeInput];
        const end = start + (this.#chance(0.3) ? 0 : this.#rng.below(10));
        const isTold = this.#chance(0.5);
        facts.push({
          ...{ order: order.id, serial: 0, operation: id, mode: 0, start },
          ...(isTold && { end }),
          ...(this.#chance(0.3) && { resources: demands.flatMap((demand) => this.#place(demand, resources)) }),
        });
        start = isTold ? end : start + durationSeconds;
      }
      return facts;
    });
    return { now, given };
  }

  /** Where on a paced line a fact was. */
  #place({ resource: id, station = 0 }: DemandInput, resources: readonly ResourceInput[]) {
    const resource = resources.find((one) => one.id === id)!;
    if (resource.type !== 'paced-line') return [];
    return [{ resource: id, line: this.#rng.below(resource.lines!), station, takt: station + this.#rng.below(3) }];
  }
}

/** Each after the other: a circle that holds. */
function startTogether(one: OperationInput, other: OperationInput): void {
  const lag = { from: 'start', to: 'start', leastSeconds: 0 } as const;
  one.after = [...(one.after ?? []), { operation: other.id, ...lag }];
  other.after = [...(other.after ?? []), { operation: one.id, ...lag }];
}
