/** The families of made-up shops: what each has of resources, cards and orders. */
import type { Draw, ProblemInput, Shape } from './generate.ts';

type Card = ProblemInput['cards'][number];
type Operation = Card['operations'][number];
type Demand = NonNullable<Operation['modes'][number]['demands']>[number];
type Order = ProblemInput['orders'][number];

export type Family = 'kitchen' | 'heat-treatment' | 'crew' | 'batch' | 'stock' | 'mixed';

const hour = 3600;
const week = <Id extends string>(workday: Id, weekend: Id) => ({
  ...{ monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday },
  ...{ saturday: weekend, sunday: weekend },
});
/** Two shifts with a break each on workdays. */
const twoShifts = {
  id: 'two-shifts',
  timeZone: 'Europe/Moscow',
  dayTypes: [
    {
      id: 'workday',
      shifts: [
        { id: 'early', from: 7 * hour, to: 11 * hour },
        { id: 'noon', from: 11.5 * hour, to: 15.5 * hour },
        { id: 'late', from: 15.5 * hour, to: 19 * hour },
        { id: 'evening', from: 19.5 * hour, to: 23 * hour },
      ],
    },
    { id: 'free', shifts: [] },
  ],
  week: week('workday', 'free'),
};
const dayShift = {
  id: 'day-shift',
  timeZone: 'Europe/Moscow',
  dayTypes: [
    {
      id: 'workday',
      shifts: [
        { id: 'morning', from: 8 * hour, to: 12 * hour },
        { id: 'afternoon', from: 13 * hour, to: 17 * hour },
      ],
    },
    { id: 'free', shifts: [] },
  ],
  week: week('workday', 'free'),
};

function operation(id: string, durationSeconds: number, demands: Demand[], after: string[] = []): Operation {
  return { id, modes: [{ durationSeconds, demands }], after: after.map((other) => ({ operation: other })) };
}

/** Pieces dealt to orders of a few pieces each, due one after another. */
function ordersOf({ pieces }: Shape, cards: readonly Card[], draw: Draw, most: number, dueEvery: number): Order[] {
  const orders: Order[] = [];
  for (let left = pieces; left > 0; ) {
    const quantity = Math.min(left, draw.whole(1, most));
    left -= quantity;
    const due = (orders.length + 2) * dueEvery + draw.minutes(0, 30);
    orders.push({
      id: `order-${orders.length + 1}`,
      card: draw.one(cards).id,
      quantity,
      due,
      priority: draw.whole(1, 3),
    });
  }
  return orders;
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** An evening in a restaurant: dishes are plated soon after they are cooked, tables want theirs in time. */
function kitchen(shape: Shape, draw: Draw): ProblemInput {
  const cards = times(shape.cards, (index): Card => {
    const inOven = draw.chance(0.4);
    const cook: Demand = inOven
      ? { resource: 'oven', state: draw.one(['180', '220']), amount: draw.whole(1, 2) }
      : { resource: 'stove' };
    return {
      id: `dish-${index + 1}`,
      workerLimit: 1,
      operations: [
        operation('prepare', draw.minutes(3, 12), [{ resource: 'cooks' }]),
        {
          ...operation('cook', inOven ? 60 * draw.one([15, 20]) : draw.minutes(4, 15), [cook], ['prepare']),
          workers: 0,
        },
        {
          ...operation('plate', draw.minutes(1, 3), [{ resource: 'pass' }]),
          after: [{ operation: 'cook', greatestSeconds: 300 }],
        },
      ],
    };
  });
  return {
    start: '2026-11-20T17:00:00+03:00',
    resources: [
      { type: 'pool', id: 'cooks', capacity: Math.max(2, Math.round(shape.pieces / 15)) },
      { type: 'pool', id: 'stove', capacity: 4 },
      { type: 'batch-oven', id: 'oven', capacity: 6, setups: { otherwise: 300 } },
      { type: 'pool', id: 'pass', capacity: 2 },
    ],
    cards,
    orders: ordersOf(shape, cards, draw, 4, 420),
    objective: { tardiness: 1, flowTime: 0.1 },
  };
}

/** Furnaces with set-ups between regimes, loaded by people who work in shifts. */
function heatTreatment(shape: Shape, draw: Draw): ProblemInput {
  const regimes = ['anneal', 'harden', 'temper'];
  const furnaces = ['furnace-1', 'furnace-2'];
  const cards = times(shape.cards, (index): Card => {
    const stages = draw.whole(1, 3);
    const operations: Operation[] = [];
    times(stages, (stage) => {
      const state = draw.one(regimes);
      const durationSeconds = draw.minutes(60, 240);
      const load = operation(`load-${stage}`, draw.minutes(10, 30), [{ resource: 'loaders' }]);
      if (stage > 0) load.after = [{ operation: `heat-${stage - 1}`, leastSeconds: hour }];
      operations.push({ ...load, pausable: true });
      operations.push({
        id: `heat-${stage}`,
        modes: furnaces.map((resource) => ({ durationSeconds, demands: [{ resource, state }] })),
        after: [{ operation: `load-${stage}` }],
        workers: 0,
      });
    });
    return { id: `part-${index + 1}`, operations };
  });
  const pairs = regimes.flatMap((from) =>
    regimes.filter((to) => to !== from).map((to) => ({ from, to, seconds: draw.minutes(20, 90) })),
  );
  return {
    start: '2026-11-23T07:00:00+03:00',
    calendars: [twoShifts],
    resources: [
      { type: 'pool', id: 'loaders', capacity: 2, calendars: ['two-shifts'] },
      { type: 'machine', id: 'furnace-1', setups: { initial: 'anneal', times: pairs } },
      {
        type: 'machine',
        id: 'furnace-2',
        setups: { times: pairs },
        heating: { warmUpSeconds: hour, coolDownSeconds: hour, keepWarmSeconds: 2 * hour },
      },
    ],
    cards,
    orders: ordersOf(shape, cards, draw, 3, 4 * hour),
    objective: { makespan: 1, tardiness: 0.2, setupTime: 0.5 },
  };
}

/** People with skills and shifts of their own; some work may pause. */
function crew(shape: Shape, draw: Draw): ProblemInput {
  const skills = ['weld', 'turn', 'paint', 'test'];
  const workers = times(Math.max(4, Math.round(shape.pieces / 6)), (index) => ({
    id: `worker-${index + 1}`,
    // The first four can do one thing each, so that somebody can do everything.
    skills: index < 4 ? [skills[index]] : skills.filter(() => draw.chance(0.5)),
    calendars: index < 4 || draw.chance(0.5) ? ['day-shift'] : ['two-shifts'],
  }));
  const cards = times(shape.cards, (index): Card => {
    const steps = draw.whole(3, 6);
    return {
      id: `job-${index + 1}`,
      workerLimit: 2,
      operations: times(steps, (step) => ({
        ...operation(
          `step-${step + 1}`,
          draw.minutes(20, 150),
          [{ resource: 'people', skill: draw.one(skills) }],
          // Some steps go beside the one before.
          step === 0 ? [] : [`step-${Math.max(1, step - (draw.chance(0.3) ? 1 : 0))}`],
        ),
        pausable: draw.chance(0.7),
      })),
    };
  });
  return {
    start: '2026-11-23T08:00:00+03:00',
    calendars: [twoShifts, dayShift],
    resources: [{ type: 'workers', id: 'people', workers }],
    cards,
    orders: ordersOf(shape, cards, draw, 3, 3 * hour),
    objective: { makespan: 1, tardiness: 0.1 },
  };
}

/** Batch ovens of two sizes and a conveyor oven, in regimes. */
function batch(shape: Shape, draw: Draw): ProblemInput {
  const regimes = ['slow', 'quick'];
  const bake = { slow: 3 * hour, quick: hour };
  const cards = times(shape.cards, (index): Card => {
    const state = draw.one(regimes) as keyof typeof bake;
    const amount = draw.whole(1, 4);
    return {
      id: `tray-${index + 1}`,
      operations: [
        operation('shape', draw.minutes(5, 25), [{ resource: 'bakers' }]),
        {
          id: 'bake',
          modes: ['oven-1', 'oven-2'].map((resource) => ({
            durationSeconds: bake[state],
            demands: [{ resource, state, amount }],
          })),
          after: [{ operation: 'shape', leastSeconds: draw.minutes(0, 30) }],
        },
        operation('glaze', 20 * 60, [{ resource: 'belt', state: draw.one(['light', 'dark']) }], ['bake']),
      ],
    };
  });
  return {
    resources: [
      { type: 'pool', id: 'bakers', capacity: 3 },
      { type: 'batch-oven', id: 'oven-1', capacity: 8, setups: { otherwise: 900 } },
      { type: 'batch-oven', id: 'oven-2', capacity: 4, heating: { warmUpSeconds: 1800 } },
      { type: 'conveyor-oven', id: 'belt', capacity: 5, entrySeconds: 120, setups: { otherwise: 600 } },
    ],
    cards,
    orders: ordersOf(shape, cards, draw, 5, hour),
  };
}

/** Raw stock that comes in over time, and a buffer between two stages. */
function stock(shape: Shape, draw: Draw): ProblemInput {
  const cards = times(shape.cards, (index): Card => {
    const raw = draw.whole(1, 5);
    return {
      id: `item-${index + 1}`,
      operations: [
        operation('press', draw.minutes(5, 30), [
          { resource: 'press' },
          { resource: 'raw', amount: raw },
          { resource: 'rack', amount: 0, adds: 1 },
        ]),
        operation('finish', draw.minutes(5, 40), [{ resource: 'finishers' }, { resource: 'rack' }], ['press']),
        operation('pack', draw.minutes(2, 10), [{ resource: 'packers' }], ['finish']),
      ],
    };
  });
  const lorries = Math.ceil(shape.pieces / 10);
  return {
    resources: [
      { type: 'pool', id: 'press', capacity: 2 },
      { type: 'pool', id: 'finishers', capacity: 3 },
      { type: 'pool', id: 'packers', capacity: 1 },
      {
        type: 'reservoir',
        id: 'raw',
        initial: 20,
        // Five for each piece is as much as any takes.
        supplies: times(lorries, (index) => ({ at: (index + 1) * 90 * 60, amount: 5 * 10 })),
      },
      { type: 'reservoir', id: 'rack', capacity: 3 },
    ],
    cards,
    orders: ordersOf(shape, cards, draw, 6, hour),
    objective: { makespan: 1, flowTime: 0.05 },
  };
}

/** Cut, weld, bake the paint, and assemble on a paced line. */
function mixed(shape: Shape, draw: Draw): ProblemInput {
  const stations = 3;
  const cards = times(shape.cards, (index): Card => {
    const operations = [
      operation('cut', draw.minutes(10, 30), [{ resource: 'saw', state: draw.one(['thin', 'thick']) }]),
      operation(
        'weld',
        draw.minutes(20, 60),
        [{ resource: 'welders', amount: draw.whole(1, 2), skill: 'weld' }],
        ['cut'],
      ),
      operation('paint', 40 * 60, [{ resource: 'tunnel', state: draw.one(['red', 'blue']) }], ['weld']),
      ...times(stations, (station) =>
        operation(
          `assemble-${station + 1}`,
          draw.minutes(8, 30),
          [{ resource: 'line', station }],
          [station === 0 ? 'paint' : `assemble-${station}`],
        ),
      ),
    ];
    return { id: `model-${index + 1}`, operations };
  });
  return {
    resources: [
      { type: 'machine', id: 'saw', setups: { otherwise: 600 } },
      {
        type: 'workers',
        id: 'welders',
        workers: times(4, (index) => ({ id: `welder-${index + 1}`, skills: ['weld'] })),
      },
      { type: 'conveyor-oven', id: 'tunnel', capacity: 4, entrySeconds: 300, setups: { otherwise: 900 } },
      { type: 'paced-line', id: 'line', lines: 2, stations },
    ],
    cards,
    orders: ordersOf(shape, cards, draw, 3, 2 * hour),
    objective: { makespan: 1, tardiness: 0.1, setupTime: 0.1 },
  };
}

export const shops: Readonly<Record<Family, (shape: Shape, draw: Draw) => ProblemInput>> = {
  kitchen,
  'heat-treatment': heatTreatment,
  crew,
  batch,
  stock,
  mixed,
};
