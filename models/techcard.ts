/**
 * Plan kind `techcard`: process cards of products, run on modelled resources.
 *
 * A card lists the operations of one product with durations, lags and demands; an order asks for pieces of a card; each
 * piece is an instance of the card with a serial number of its product. Time is whole seconds from `start`, real time:
 * calendars close resources, they do not stretch the axis.
 */
import { z } from 'zod';
import { CalendarConfig } from './calendar.ts';
import { Id, Instant, list, Moment, mostSeconds } from './common.ts';
import { checkTechcard } from './techcard-rules.ts';

const Seconds = z.int().min(0).max(mostSeconds);
const Amount = z.int().min(0).max(1_000_000);
const Weight = z.number().min(0).max(1_000_000);

const common = {
  id: Id,
  site: Id.default('main').describe('site it belongs to, for the volume-calendar plan'),
  calendars: list(Id, 10).default([]).describe('it works where all of them are open; none: always'),
};

const Setups = z
  .strictObject({
    initial: Id.optional().describe('state before the first operation; absent: none, so no set-up time for the first'),
    times: list(z.strictObject({ from: Id, to: Id, seconds: Seconds }), 10_000).default([]),
    otherwise: Seconds.default(0).describe('between two different states that `times` does not list'),
  })
  .describe('time to go from one state to another, between two operations; the resource is busy and its calendar open');

const Heating = z
  .strictObject({
    warmUpSeconds: Seconds.default(0).describe('from cold to the first operation'),
    coolDownSeconds: Seconds.default(0).describe('after the last operation before it stands cold'),
    keepWarmSeconds: Seconds.optional().describe(
      'idle time after which it is cooled down and must be warmed up again; absent: it is kept warm',
    ),
    warmAtStart: z.boolean().default(false),
  })
  .describe('warm-up and cool-down; they need no open calendar: an oven heats before the shift');

export const TechcardWorker = z.strictObject({
  id: Id,
  skills: list(Id, 50).default([]),
  calendars: list(Id, 10).default([]).describe("beside those of the pool: the worker's own shifts"),
});
export type TechcardWorker = z.infer<typeof TechcardWorker>;

export const TechcardResource = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('pool'), ...common, capacity: z.int().min(1).max(1_000_000) })
    .describe('units all alike: workers of one trade, trolleys, kilowatts'),
  z
    .strictObject({ type: z.literal('workers'), ...common, workers: list(TechcardWorker, 500).min(1) })
    .describe('named workers with skills; a worker does one operation at a time'),
  z
    .strictObject({
      type: z.literal('machine'),
      ...common,
      setups: Setups.optional(),
      heating: Heating.optional(),
    })
    .describe('one operation at a time; set-ups may depend on the sequence of states'),
  z
    .strictObject({
      type: z.literal('batch-oven'),
      ...common,
      capacity: z.int().min(1).max(1_000_000).describe('sum of the amounts of the operations of a batch'),
      setups: Setups.optional(),
      heating: Heating.optional(),
    })
    .describe('several operations at once that have the same state (regime) and duration and start together'),
  z
    .strictObject({
      type: z.literal('conveyor-oven'),
      ...common,
      capacity: z.int().min(1).max(1_000_000).describe('sum of the amounts on the belt at any moment'),
      entrySeconds: Seconds.default(0).describe('least time between two entries'),
      setups: Setups.optional(),
      heating: Heating.optional(),
    })
    .describe(
      'continuous: pieces enter one after another; those on the belt together have the same state and duration',
    ),
  z
    .strictObject({
      type: z.literal('reservoir'),
      ...common,
      capacity: z.int().min(0).max(1_000_000_000).optional().describe('absent: no upper limit'),
      initial: z.int().min(0).max(1_000_000_000).default(0),
      supplies: list(z.strictObject({ at: Moment, amount: z.int().min(1).max(1_000_000_000) }), 10_000).default([]),
    })
    .describe('stock or buffer: operations take from it when they start and add to it when they end'),
  z
    .strictObject({
      type: z.literal('paced-line'),
      ...common,
      lines: z.int().min(1).max(100),
      stations: z.int().min(1).max(200),
      emptyTakts: z
        .boolean()
        .default(true)
        .describe('whether a takt may begin without a new piece while some are to come'),
    })
    .describe('like lines whose stations all move together; the takt is as long as the longest work on a station'),
]);
export type TechcardResource = z.infer<typeof TechcardResource>;

export const TechcardDemand = z.strictObject({
  resource: Id,
  amount: Amount.default(1).describe('units of a pool, workers, places in an oven; of a reservoir: taken at the start'),
  adds: Amount.default(0).describe('reservoir only: added at the end'),
  skill: Id.optional().describe('workers only: skill that each of them must have'),
  state: Id.optional().describe('machine and ovens: state (regime, tool, colour) that the operation needs'),
  station: z.int().min(0).max(199).optional().describe('paced line only: station, from 0'),
});
export type TechcardDemand = z.infer<typeof TechcardDemand>;

export const TechcardMode = z.strictObject({
  id: Id.optional(),
  durationSeconds: Seconds,
  demands: list(TechcardDemand, 50).default([]),
});
export type TechcardMode = z.infer<typeof TechcardMode>;

export const TechcardLag = z
  .strictObject({
    operation: Id,
    from: z.enum(['start', 'end']).default('end').describe('which moment of the other operation'),
    to: z.enum(['start', 'end']).default('start').describe('which moment of this one'),
    leastSeconds: z.int().min(-mostSeconds).max(mostSeconds).default(0),
    greatestSeconds: z.int().min(-mostSeconds).max(mostSeconds).optional(),
  })
  .describe('this operation after another of the same piece: least <= to - from <= greatest');
export type TechcardLag = z.infer<typeof TechcardLag>;

export const TechcardOperation = z.strictObject({
  id: Id,
  name: z.string().max(200).optional().describe('for people'),
  modes: list(TechcardMode, 200).min(1).describe('ways to do it: other machines, more workers'),
  after: list(TechcardLag, 500).default([]),
  pausable: z.boolean().default(false).describe('may pause while its resources are closed, holding them'),
  workers: z.int().min(0).max(10_000).default(1).describe("workers it takes of the card's `workerLimit`"),
});
export type TechcardOperation = z.infer<typeof TechcardOperation>;

export const TechcardCard = z.strictObject({
  id: Id,
  product: Id.optional().describe('type of product, with serial numbers of its own; absent: the id of the card'),
  workerLimit: z.int().min(1).max(10_000).optional().describe('most workers at one piece at the same time'),
  operations: list(TechcardOperation, 20_000).min(1),
});
export type TechcardCard = z.infer<typeof TechcardCard>;

export const TechcardOrder = z.strictObject({
  id: Id,
  card: Id,
  quantity: z.int().min(1).max(100_000).default(1),
  release: Moment.default(0).describe('nothing of it starts before'),
  due: Moment.optional().describe('what ends later is tardy'),
  deadline: Moment.optional().describe('nothing of it ends after'),
  priority: Weight.default(1).describe('weight of a second of tardiness of a piece'),
});
export type TechcardOrder = z.infer<typeof TechcardOrder>;

const PieceOperation = {
  order: Id,
  serial: z.int().min(0).max(10_000_000).describe('number of the piece among those of its product, from 0'),
  operation: Id,
};

export const TechcardAssignment = z.strictObject({
  resource: Id,
  workers: list(Id, 500).optional().describe('who does it'),
  line: z.int().min(0).optional().describe('of a paced line'),
  station: z.int().min(0).optional(),
  takt: z.int().min(0).max(1_000_000).optional().describe('number of the takt of that line'),
  batch: z.int().min(0).optional().describe('number of the batch of that oven'),
});
export type TechcardAssignment = z.infer<typeof TechcardAssignment>;

export const TechcardGiven = z
  .strictObject({
    ...PieceOperation,
    mode: z.int().min(0).default(0).describe('index of its mode'),
    start: Moment,
    end: Moment.optional().describe('actual or expected end; absent: as long as the mode takes'),
    resources: list(TechcardAssignment, 50).optional().describe('as in a plan; absent: chosen'),
  })
  .describe('an operation that has started or ended, or that must stay where it is');
export type TechcardGiven = z.infer<typeof TechcardGiven>;

export const dispatchingRules = [
  'first-permitted',
  'earliest-start',
  'shortest-first',
  'longest-first',
  'earliest-due',
  'least-slack',
  'most-work-left',
  'highest-priority',
  'longest-tail',
] as const;

export const TechcardProblem = z
  .strictObject({
    mode: z
      .enum(['simulate', 'optimize', 'volume'])
      .default('optimize')
      .describe('run it by a rule; search the best plan; quantities by week only'),
    start: Instant.default('1970-01-01T00:00:00Z').describe('second 0'),
    calendars: list(CalendarConfig, 200).default([]),
    resources: list(TechcardResource, 2000).default([]),
    cards: list(TechcardCard, 2000).min(1),
    orders: list(TechcardOrder, 20_000).min(1),
    objective: z
      .strictObject({
        makespan: Weight.default(0).describe('per second until the last end'),
        tardiness: Weight.default(0).describe("per second, times the order's priority"),
        flowTime: Weight.default(0).describe('per second between release and end of each piece'),
        setupTime: Weight.default(0).describe('per second of set-up'),
      })
      .default({ makespan: 1, tardiness: 0, flowTime: 0, setupTime: 0 })
      .describe('weights of what is made small; all 0 is refused'),
    direction: z
      .enum(['forward', 'backward'])
      .default('forward')
      .describe('backward: the same objective, and everything as late as it allows, from the due dates'),
    rule: z.enum(dispatchingRules).default('earliest-start').describe('dispatching rule of `simulate`'),
    log: z
      .strictObject({
        events: z.boolean().default(true).describe('what started, ended, waited and why'),
        text: z.boolean().default(false).describe('as lines of text, one for each movement'),
      })
      .default({ events: true, text: false })
      .describe('log of `simulate`'),
    now: Moment.optional().describe('nothing starts before, save what is given'),
    given: list(TechcardGiven, 100_000).default([]).describe('facts and the frozen part of an earlier plan'),
    volume: z
      .strictObject({
        periods: z.int().min(1).max(520).default(13),
        daysPerPeriod: z.int().min(1).max(31).default(7),
      })
      .optional()
      .describe('a volume-calendar plan too: quantities by period, site and product against rough capacity'),
  })
  .superRefine((problem, context) => checkTechcard(problem, context));
export type TechcardProblem = z.infer<typeof TechcardProblem>;

const PlanMoment = z
  .strictObject({
    seconds: z.int().describe('from `start` of the problem'),
    at: Instant,
    logicalSeconds: z
      .int()
      .describe('working seconds of its calendars from `start`; as `seconds` where there are none'),
    left: Instant.describe('first and last instant with as much work done: apart at the border of a pause'),
    right: Instant,
  })
  .describe('a moment: physical, logical, and the closed physical interval that the logical one stands for');

export const TechcardWait = z
  .strictObject({
    seconds: z.int().min(1),
    resource: Id.optional().describe('absent: it waits for no resource'),
    reason: z.string(),
  })
  .describe('between the moment its predecessors allow and its start');
export type TechcardWait = z.infer<typeof TechcardWait>;

export const TechcardPlannedOperation = z.strictObject({
  ...PieceOperation,
  mode: z.int().min(0),
  resources: list(TechcardAssignment, 50),
  start: PlanMoment,
  end: PlanMoment,
  slackSeconds: z
    .int()
    .min(0)
    .describe('it may start so much later without harm to the end of all or to any due date kept'),
  critical: z.boolean(),
  given: z.boolean().optional(),
  wait: TechcardWait.optional(),
});
export type TechcardPlannedOperation = z.infer<typeof TechcardPlannedOperation>;

export const TechcardEvent = z
  .strictObject({
    at: z.int().describe('seconds from `start`'),
    event: z.enum(['start', 'end', 'refused']),
    ...PieceOperation,
    resource: Id.optional().describe('that refused'),
    reason: z.string().optional(),
    mode: z.int().min(0).optional(),
  })
  .describe('refused: the operation was ready and a resource did not permit it');
export type TechcardEvent = z.infer<typeof TechcardEvent>;

export const TechcardVolumeRow = z.strictObject({
  order: Id,
  product: Id,
  site: Id,
  period: z.int().min(0),
  from: Instant,
  quantity: z.int().min(1),
});

export const TechcardVolumePlan = z.strictObject({
  rows: list(TechcardVolumeRow, 1_000_000),
  unplaced: list(z.strictObject({ order: Id, product: Id, quantity: z.int().min(1) }), 100_000),
  load: list(
    z.strictObject({
      resource: Id,
      site: Id,
      period: z.int().min(0),
      loadSeconds: z.number(),
      capacitySeconds: z.number(),
    }),
    1_000_000,
  ).describe('rough load of each resource that has any'),
  latePiecePeriods: z.number().describe('pieces times periods after the due one, times priority'),
  objective: z.number(),
  lowerBound: z.number().optional(),
});
export type TechcardVolumePlan = z.infer<typeof TechcardVolumePlan>;

export const TechcardPlan = z.strictObject({
  objectiveUnit: z.string(),
  operations: list(TechcardPlannedOperation, 1_000_000),
  terms: z.strictObject({
    makespan: z.number().describe('seconds from `start` to the last end'),
    tardiness: z.number().describe('weighted by priority'),
    flowTime: z.number(),
    setupTime: z.number(),
  }),
  orders: list(
    z.strictObject({
      order: Id,
      end: PlanMoment,
      due: Instant.optional(),
      tardinessSeconds: z.int().min(0).describe('of its last piece'),
      tardyPieces: z.int().min(0),
    }),
    20_000,
  ),
  resources: list(
    z.strictObject({
      resource: Id,
      busySeconds: z.number().describe('unit-seconds taken, set-ups included'),
      openSeconds: z.number().describe('unit-seconds open until the last end'),
      utilisation: z.number().min(0),
      bottleneck: z.boolean(),
    }),
    2000,
  ),
  criticalPath: list(z.strictObject(PieceOperation), 1_000_000).describe(
    'a chain that decides the last end, in order of time',
  ),
  runs: list(
    z.strictObject({
      id: Id,
      resource: Id,
      state: Id.optional(),
      heatFrom: Instant.describe('when its set-up or warm-up begins'),
      start: Instant,
      end: Instant,
      operations: z.int().min(1),
      given: z.boolean().optional().describe('all its operations are given'),
    }),
    100_000,
  ).describe('what each oven and machine with states does: unbroken work in one state'),
  events: list(TechcardEvent, 5_000_000).optional(),
  text: list(z.string(), 5_000_000).optional(),
  volume: TechcardVolumePlan.optional(),
});
export type TechcardPlan = z.infer<typeof TechcardPlan>;

export const TechcardWarmStart = z
  .strictObject({
    operations: list(
      z.strictObject({
        ...PieceOperation,
        mode: z.int().min(0).default(0),
        start: z.int(),
        end: z.int().optional(),
        resources: list(TechcardAssignment, 50).default([]),
      }),
      1_000_000,
    ),
  })
  .describe('an earlier plan to begin from; operations that it does not hold come last');
export type TechcardWarmStart = z.infer<typeof TechcardWarmStart>;
