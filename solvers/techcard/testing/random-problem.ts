/** Random problems with all types of resources, and calendars that are asked second by second. */
import type { Rng } from '../../shared/rng.ts';
import { alwaysOpen, type Opening } from '../opening.ts';

const hours: Record<string, (second: number) => boolean> = {
  day: (second) => second < 8,
  late: (second) => second >= 4,
  lunch: (second) => second !== 5,
};
const period = 12;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** For the schema only: `openingOf` knows the hours. */
const declared = Object.keys(hours).map((id) => ({
  id,
  dayTypes: [{ id: 'any', shifts: [] }],
  week: Object.fromEntries(weekdays.map((day) => [day, 'any'])),
}));
/** Longer than any plan of a test: what does not open until then never does. */
const horizon = 3000;

export function isOpen(calendars: readonly string[], at: number): boolean {
  return calendars.every((id) => hours[id](((at % period) + period) % period));
}

export function openingOf(calendars: readonly string[]): Opening {
  if (calendars.length === 0) return alwaysOpen;
  const open = (at: number) => isOpen(calendars, at);
  const nextOpen = (at: number) => {
    for (let second = at; second < at + 2 * period; second += 1) if (open(second)) return second;
    return Infinity;
  };
  const endOf = (start: number, seconds: number) => {
    let left = seconds;
    let at = start;
    for (; left > 0 && at < start + horizon; at += 1) if (open(at)) left -= 1;
    return left > 0 ? Infinity : at;
  };
  const startOf = (end: number, seconds: number) => {
    let left = seconds;
    let at = end;
    for (; left > 0 && at > end - horizon; at -= 1) if (open(at - 1)) left -= 1;
    return left > 0 ? -Infinity : at;
  };
  const whole = (at: number, seconds: number) => {
    for (let second = at; second < at + seconds; second += 1) if (!open(second)) return false;
    return true;
  };
  return {
    always: false,
    nextOpen,
    endOf,
    startOf,
    fit: (at, seconds) => {
      for (let start = at; start < at + 2 * period; start += 1) if (whole(start, seconds)) return start;
      return Infinity;
    },
    fitBackward: (at, seconds) => {
      for (let end = at; end > at - 2 * period; end -= 1) if (whole(end - seconds, seconds)) return end;
      return -Infinity;
    },
    worked: (from, to) => {
      let seconds = 0;
      for (let second = from; second < to; second += 1) if (open(second)) seconds += 1;
      return seconds;
    },
  };
}

const states = ['red', 'blue', 'green'];
const types = ['pool', 'workers', 'machine', 'batch-oven', 'conveyor-oven', 'reservoir', 'paced-line'] as const;

export interface Taste {
  readonly calendars: boolean;
  readonly modes: boolean;
  readonly greatestLags: boolean;
}

export function randomProblem(rng: Rng, { calendars, modes, greatestLags }: Taste) {
  const chance = (share: number) => rng.float() < share;
  const pick = <Item>(items: readonly Item[]): Item => items[rng.below(items.length)];
  const shifts = () => (calendars && chance(0.4) ? [pick(Object.keys(hours))] : []);
  const setups = () =>
    chance(0.6)
      ? {
          ...(chance(0.5) && { initial: pick([...states, 'black']) }),
          times: [
            { from: 'red', to: 'blue', seconds: rng.below(6) },
            { from: 'blue', to: 'red', seconds: rng.below(6) },
          ],
          otherwise: rng.below(4),
        }
      : undefined;
  const heating = () =>
    chance(0.4)
      ? {
          warmUpSeconds: rng.below(5),
          coolDownSeconds: rng.below(4),
          ...(chance(0.7) && { keepWarmSeconds: rng.below(4) }),
          warmAtStart: chance(0.5),
        }
      : undefined;
  const resources = Array.from({ length: 1 + rng.below(4) }, (_, index) => {
    const type = pick(types);
    const common = { type, id: `${type} ${index}`, calendars: shifts() };
    switch (type) {
      case 'pool':
        return { ...common, capacity: 1 + rng.below(4) };
      case 'workers':
        return {
          ...common,
          workers: Array.from({ length: 2 + rng.below(3) }, (_, worker) => ({
            id: `w${worker}`,
            skills: worker === 0 ? ['a', 'b'] : ['a', 'b'].filter(() => chance(0.5)),
            calendars: calendars && chance(0.3) ? ['lunch'] : [],
          })),
        };
      case 'machine':
        return { ...common, setups: setups(), heating: heating() };
      case 'batch-oven':
        return { ...common, capacity: 2 + rng.below(3), setups: setups(), heating: heating() };
      case 'conveyor-oven':
        return {
          ...common,
          capacity: 2 + rng.below(3),
          entrySeconds: rng.below(3),
          setups: setups(),
          heating: heating(),
        };
      case 'reservoir':
        return {
          ...common,
          capacity: chance(0.5) ? 40 : undefined,
          initial: rng.below(5),
          supplies: [{ at: rng.below(20), amount: 1 + rng.below(20) }],
        };
      default:
        return { ...common, lines: 1 + rng.below(2), stations: 1 + rng.below(3), emptyTakts: chance(0.7) };
    }
  });
  const cards = Array.from({ length: 1 + rng.below(3) }, (_, card) => {
    const size = 1 + rng.below(4);
    /** By paced line: the station that the operations of the card have reached. */
    const reached = new Map<string, number>();
    return {
      id: `c${card}`,
      ...(chance(0.3) && { workerLimit: 1 + rng.below(2) }),
      operations: Array.from({ length: size }, (_, operation) => ({
        id: `o${operation}`,
        pausable: chance(0.4),
        after: Array.from({ length: operation }, (_, other) => other)
          .filter((other) => other === operation - 1 || chance(0.2))
          .map((other) => ({
            operation: `o${other}`,
            leastSeconds: rng.below(3),
            ...(greatestLags && chance(0.3) && { greatestSeconds: 4 + rng.below(20) }),
            ...(other < operation - 1 && { from: pick(['start', 'end']), to: pick(['start', 'end']) }),
          })),
        modes: Array.from({ length: modes && chance(0.4) ? 2 : 1 }, () => ({
          durationSeconds: chance(0.1) ? 0 : 1 + rng.below(5),
          demands: resources.filter(() => chance(0.5)).flatMap((resource) => demandOn(resource as never, reached, rng)),
        })),
      })),
    };
  });
  // A second mode on another station would make pieces jump: lines stay with operations of one mode.
  for (const { operations } of cards)
    for (const { modes } of operations)
      if (modes.length > 1)
        for (const mode of modes)
          mode.demands = mode.demands.filter(
            (demand) => !String((demand as { resource: string }).resource).startsWith('paced'),
          );
  const orders = Array.from({ length: 1 + rng.below(3) }, (_, order) => ({
    id: `q${order}`,
    card: pick(cards).id,
    quantity: 1 + rng.below(3),
    release: rng.below(8),
    due: 10 + rng.below(40),
    priority: 1 + rng.below(3),
  }));
  return { calendars: calendars ? declared : [], resources, cards, orders };

  function demandOn(
    resource: { id: string; type: (typeof types)[number]; capacity?: number; stations?: number },
    reached: Map<string, number>,
    random: Rng,
  ): object[] {
    const common = { resource: resource.id };
    switch (resource.type) {
      case 'pool':
        return [{ ...common, amount: 1 + random.below(resource.capacity!) }];
      case 'workers':
        if (chance(0.2)) return [{ ...common, skill: 'a' }, { ...common }];
        return [{ ...common, ...(chance(0.6) && { skill: pick(['a', 'b']) }), amount: 1 }];
      case 'machine':
        return [{ ...common, ...(chance(0.8) && { state: pick(states) }) }];
      case 'batch-oven':
      case 'conveyor-oven':
        return [{ ...common, ...(chance(0.8) && { state: pick(states) }), amount: 1 + random.below(2) }];
      case 'reservoir':
        return [{ ...common, amount: random.below(3), adds: random.below(3) }];
      default: {
        const station = Math.min(resource.stations! - 1, (reached.get(resource.id) ?? 0) + random.below(2));
        reached.set(resource.id, station);
        return [{ ...common, station }];
      }
    }
  }
}
