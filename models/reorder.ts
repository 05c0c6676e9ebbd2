/**
 * Plan kind `reorder`: what to order, how much, when and from whom.
 *
 * Mode `plan` makes a purchase plan: dated orders per supplier over `days` days from `start`, with the stock that follows.
 * Mode `calculate` answers questions to named methods of inventory theory.
 *
 * Quantities come in the item's own unit and count in thousandths of it; money is in one currency; days are calendar
 * days of the site. A day runs so: deliveries come in, back orders and then the day's demand are served from the stock
 * that expires first, what was last usable that day goes to waste, and what stands then is charged.
 */
import { z } from 'zod';
import { Id, LocalDate, list, refuseDuplicateIds } from './common.ts';
import { DemandDistribution } from './reorder-questions/distribution.ts';
import { ReorderAnswer, ReorderQuestion } from './reorder-questions/questions.ts';
import { checkReorderPlan } from './reorder-rules.ts';

/** Most days of a plan. */
export const mostDays = 366;
const most = 1_000_000_000;
const Quantity = z.number().min(0).max(most);
const Money = z.number().min(0).max(1_000_000_000_000);
const Pack = z.number().min(0.001).max(most);
const Level = z.number().gt(0).lt(1);

export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof Weekday>;
const Weekdays = z.array(Weekday).min(1).max(7);

const PerDay = z.array(Quantity).min(1).max(3660);

export const ForecastMethod = z
  .enum(['auto', 'moving-average', 'weekday-mean', 'exponential-smoothing', 'holt-winters', 'croston', 'arima'])
  .describe('auto: whichever foretold the last part of the history best');
export type ForecastMethod = z.infer<typeof ForecastMethod>;

export const ReorderDemand = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('constant'), perDay: Quantity }),
    z
      .strictObject({
        type: z.literal('distribution'),
        perDay: DemandDistribution,
        weekdayFactors: z
          .array(z.number().min(0).max(100))
          .length(7)
          .optional()
          .describe('Monday first; times the mean'),
      })
      .describe('each day is drawn by itself'),
    z
      .strictObject({
        type: z.literal('series'),
        perDay: PerDay.describe('from `start`; days beyond its end have none'),
        sd: z.number().min(0).max(most).default(0).describe('standard deviation of the error of a day'),
      })
      .describe('a forecast or plan, day by day'),
    z
      .strictObject({
        type: z.literal('dated'),
        amounts: list(z.strictObject({ date: LocalDate, quantity: Quantity }), 100_000),
      })
      .describe('orders of customers'),
    z
      .strictObject({
        type: z.literal('history'),
        from: LocalDate.describe('day of the first figure; the last one must lie before `start`'),
        perDay: PerDay,
        method: ForecastMethod.default('auto'),
      })
      .describe('what was used day by day, to be forecast; also what the plan is replayed on'),
  ])
  .describe('demand of a day');
export type ReorderDemand = z.infer<typeof ReorderDemand>;

const None = { type: 'constant', perDay: 0 } as const;

export const ReorderShortage = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('never') }).describe('demand must be met; no plan where it cannot be'),
    z.strictObject({
      type: z.literal('backorder'),
      costPerUnitDay: Money.describe('for each unit owed at the end of a day'),
    }),
    z.strictObject({
      type: z.literal('lost'),
      costPerUnit: Money.optional().describe('for each unit not served; absent: ten times its dearest price'),
    }),
  ])
  .describe('what happens to demand that stock does not cover');
export type ReorderShortage = z.infer<typeof ReorderShortage>;

export const ReorderSafety = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('none') }),
    z.strictObject({ type: z.literal('stock'), quantity: Quantity }),
    z
      .strictObject({ type: z.literal('cycle-service'), level: Level })
      .describe('probability that no shortage occurs between two deliveries'),
    z.strictObject({ type: z.literal('fill-rate'), level: Level }).describe('share of demand served from stock'),
  ])
  .describe('stock kept against demand and lead times that differ from their means');
export type ReorderSafety = z.infer<typeof ReorderSafety>;

export const ReplayPolicy = z
  .discriminatedUnion('type', [
    z
      .strictObject({ type: z.literal('reorder-point'), reorderPoint: Quantity, orderQuantity: Quantity })
      .describe('(r, Q): at or below r, order Q or the least multiple of it that lifts the position above r'),
    z
      .strictObject({ type: z.literal('min-max'), reorderPoint: Quantity, orderUpTo: Quantity })
      .describe('(s, S): at or below s, order up to S'),
    z
      .strictObject({ type: z.literal('periodic'), every: z.int().min(1).max(366), orderUpTo: Quantity })
      .describe('(R, S): every so many days, order up to S'),
  ])
  .describe('a rule by which stock is replenished');
export type ReplayPolicy = z.infer<typeof ReplayPolicy>;

export const ReorderItem = z.strictObject({
  id: Id,
  unit: z.string().min(1).max(20).default('pcs'),
  onHand: Quantity.default(0).describe('usable stock without a date; with a shelf life: as fresh as if it came today'),
  lots: list(
    z.strictObject({ quantity: Quantity, expires: LocalDate.describe('first day on which it is no more of use') }),
    1000,
  )
    .default([])
    .describe('stock on hand with dates, beside `onHand`'),
  onOrder: list(
    z.strictObject({
      quantity: Quantity,
      arrives: LocalDate,
      expires: LocalDate.optional().describe('absent: by the shelf life from its arrival'),
      supplier: Id.optional(),
    }),
    1000,
  )
    .default([])
    .describe('ordered and not yet there; counts from the day on which it arrives, no sooner'),
  backOrders: Quantity.default(0).describe('owed to customers'),
  shelfLifeDays: z
    .int()
    .min(1)
    .max(3660)
    .optional()
    .describe('days of use, the day of delivery included; absent: keeps'),
  space: z.number().min(0).max(1_000_000).default(0).describe('storage that a unit takes'),
  holdingCost: Money.optional().describe('per unit and day; absent: by `holdingRate`'),
  holdingRate: z.number().min(0).max(100).default(0.2).describe('per year, of the cheapest price'),
  stockValue: Money.optional().describe('worth of a unit that is left at the end; absent: its cheapest price'),
  wasteCost: Money.default(0).describe('of throwing a unit away, beside its price'),
  shortage: ReorderShortage.default({ type: 'lost' }),
  safety: ReorderSafety.optional().describe(
    'absent: for random demand the service that shortage and holding cost call for, else none',
  ),
  belowSafetyCost: Money.optional().describe(
    'per unit that is missing from the safety stock at the end of a day; absent: what the service level is worth',
  ),
  demand: ReorderDemand.default(None).describe('own demand, beside what recipes ask for'),
  present: ReplayPolicy.optional().describe('how it is ordered now, for comparison on the history'),
});
export type ReorderItem = z.infer<typeof ReorderItem>;

export const ReorderProduct = z
  .strictObject({ id: Id, demand: ReorderDemand })
  .describe('what is sold; its demand goes through the recipe of the same id');
export type ReorderProduct = z.infer<typeof ReorderProduct>;

export const ReorderRecipe = z
  .strictObject({
    makes: Id.describe('a product, or something that other recipes use'),
    yields: Pack.default(1).describe('units that one run of the recipe gives'),
    waste: z.number().min(0).lt(1).default(0).describe('share of what is made that is lost'),
    daysBefore: z.int().min(0).max(30).default(0).describe('days before its use on which it is made'),
    ingredients: list(
      z.strictObject({
        use: Id.describe('an item, or what another recipe makes'),
        quantity: Quantity.describe('net, for one run'),
        waste: z.number().min(0).lt(1).default(0).describe('share of what is taken that is lost: peel, trimmings'),
      }),
      200,
    ).min(1),
  })
  .describe('bill of ingredients; recipes may use what other recipes make, to any depth');
export type ReorderRecipe = z.infer<typeof ReorderRecipe>;

export const ReorderSupplier = z.strictObject({
  id: Id,
  orderCost: Money.default(0).describe('of an order, whatever is in it: shared by its lines'),
  leadTimeDays: z.int().min(0).max(366).default(1).describe('calendar days from order to delivery'),
  leadTimeSdDays: z.number().min(0).max(100).default(0),
  orderDays: Weekdays.optional().describe('on which orders are taken; absent: every day'),
  deliveryDays: Weekdays.optional().describe('absent: every day'),
  closed: list(LocalDate, 400).default([]).describe('days on which it neither takes orders nor delivers'),
  leastOrderValue: Money.default(0).describe('an order below it is not taken'),
});
export type ReorderSupplier = z.infer<typeof ReorderSupplier>;

export const ReorderOffer = z.strictObject({
  item: Id,
  supplier: Id,
  price: Money.describe('per unit'),
  breaks: list(z.strictObject({ from: Pack, price: Money }), 20)
    .default([])
    .describe('prices from a quantity on, in order of quantity'),
  breakKind: z
    .enum(['all-units', 'incremental'])
    .default('all-units')
    .describe('all-units: the price holds for the whole order; incremental: for the units beyond `from`'),
  lineCost: Money.default(0).describe('of a line of this item in an order'),
  packSize: Pack.optional().describe('orders are multiples of it; absent: any quantity'),
  leastQuantity: Quantity.default(0),
  greatestQuantity: Quantity.optional(),
  leadTimeDays: z.int().min(0).max(366).optional().describe("absent: the supplier's"),
  shelfLifeDays: z.int().min(1).max(3660).optional().describe("on delivery; absent: the item's"),
  from: LocalDate.optional().describe('first delivery day for which it holds'),
  until: LocalDate.optional().describe('last delivery day for which it holds'),
});
export type ReorderOffer = z.infer<typeof ReorderOffer>;

export const ReorderLimits = z
  .strictObject({
    budget: Money.optional().describe('goods bought over the plan, at their prices'),
    storage: Quantity.optional().describe('space that stock may take on any day, after its deliveries'),
    money: Money.optional().describe(
      'value at the cheapest prices that may lie in stock on any day, after its deliveries',
    ),
    orders: z.int().min(0).max(1_000_000).optional().describe('orders placed, of all suppliers'),
  })
  .describe('shared by all items; stock that is there or on its way without a new order is never a breach');
export type ReorderLimits = z.infer<typeof ReorderLimits>;

export const ReorderPlanProblem = z
  .strictObject({
    mode: z.literal('plan'),
    start: LocalDate.describe('first day; orders are placed from it on'),
    days: z.int().min(1).max(mostDays),
    currency: z.string().min(1).max(8).default('EUR'),
    items: list(ReorderItem, 50_000).min(1),
    products: list(ReorderProduct, 20_000).default([]),
    recipes: list(ReorderRecipe, 50_000).default([]),
    suppliers: list(ReorderSupplier, 2000).default([]),
    offers: list(ReorderOffer, 200_000).default([]),
    limits: ReorderLimits.default({}),
    replay: z.boolean().default(true).describe('run the proposed rules over the history, where there is one'),
  })
  .superRefine((problem, context) => checkReorderPlan(problem, context));
export type ReorderPlanProblem = z.infer<typeof ReorderPlanProblem>;

export const ReorderCalculateProblem = z
  .strictObject({
    mode: z.literal('calculate'),
    questions: list(ReorderQuestion, 1000).min(1),
  })
  .superRefine(({ questions }, context) => refuseDuplicateIds(context, questions, ['questions']));
export type ReorderCalculateProblem = z.infer<typeof ReorderCalculateProblem>;

export const ReorderProblem = z.discriminatedUnion('mode', [ReorderPlanProblem, ReorderCalculateProblem]);
export type ReorderProblem = z.infer<typeof ReorderProblem>;

export const ReorderReason = z
  .strictObject({
    decidedBy: z
      .enum([
        'demand',
        'pack',
        'least-quantity',
        'greatest-quantity',
        'price-break',
        'shelf-life',
        'shared-order',
        'least-order-value',
        'order-cost',
        'safety-stock',
        'budget',
        'storage',
        'money',
        'order-count',
        'stock-value',
      ])
      .describe('cost or limit that decided when and how much'),
    text: z.string().describe('the same as a sentence'),
    nextBest: z
      .strictObject({
        change: z.string().describe('what else could be done with this line'),
        quantity: Quantity.describe('on this line; 0: nothing'),
        extraCost: z.number().describe('what it costs more, all else of the plan re-planned for the item'),
      })
      .optional()
      .describe('the next-best choice; absent: there is none'),
  })
  .describe('why a line is as it is');
export type ReorderReason = z.infer<typeof ReorderReason>;

export const ReorderLine = z.strictObject({
  item: Id,
  quantity: Quantity,
  packs: z.number().optional().describe('absent: sold by any quantity'),
  unitPrice: z.number().describe('amount by quantity'),
  amount: z.number().describe('price of the line'),
  lineCost: z.number(),
  reason: ReorderReason,
});
export type ReorderLine = z.infer<typeof ReorderLine>;

export const ReorderOrder = z
  .strictObject({
    supplier: Id,
    order: LocalDate.describe('day to place it on'),
    delivery: LocalDate,
    lines: list(ReorderLine, 50_000).min(1),
    amount: z.number().describe('price of its lines'),
    orderCost: z.number(),
  })
  .describe('a draft order');
export type ReorderOrder = z.infer<typeof ReorderOrder>;

const DailyFigures = list(z.number(), mostDays);

export const ReorderProjection = z
  .strictObject({
    item: Id,
    demand: DailyFigures,
    arriving: list(z.strictObject({ day: z.int().min(0), quantity: z.number() }), 10_000).describe(
      'all deliveries, also those on order',
    ),
    stock: DailyFigures.describe('usable, at the end of each day'),
    wasted: list(z.strictObject({ day: z.int().min(0), quantity: z.number() }), mostDays),
    short: list(z.strictObject({ day: z.int().min(0), quantity: z.number() }), mostDays).describe(
      'owed at the end of the day, or lost that day',
    ),
  })
  .describe('days count from 0, the first day');
export type ReorderProjection = z.infer<typeof ReorderProjection>;

export const ReorderItemPolicy = z
  .strictObject({
    item: Id,
    method: z.string(),
    reference: z.string(),
    exact: z.boolean(),
    supplier: Id.optional().describe('whose offer it goes by'),
    meanPerDay: z.number(),
    sdPerDay: z.number(),
    protectionDays: z.number().describe('lead time and longest wait for the next delivery'),
    safetyStock: z.number(),
    reorderPoint: z.number(),
    orderQuantity: z.number(),
    orderUpTo: z.number(),
    service: z.number().optional().describe('level that the safety stock is for'),
    costPerDay: z.number().optional().describe('ordering, holding and goods at the order quantity'),
    sensitivity: list(z.strictObject({ quantity: z.number(), costPerDay: z.number() }), 101).describe(
      'cost around the order quantity',
    ),
  })
  .describe('the rule for the long run, beside the plan of the days');
export type ReorderItemPolicy = z.infer<typeof ReorderItemPolicy>;

export const ReorderCosts = z.strictObject({
  purchase: z.number().describe('goods ordered'),
  ordering: z.number().describe('fixed costs of orders'),
  lines: z.number().describe('fixed costs of lines'),
  holding: z.number(),
  shortage: z.number(),
  belowSafety: z.number(),
  waste: z.number().describe('of throwing away; the goods themselves are in stockChange'),
  stockChange: z.number().describe('worth of the stock at the beginning and on order, less that at the end'),
  total: z.number(),
});
export type ReorderCosts = z.infer<typeof ReorderCosts>;

export const ReplayFigures = z.strictObject({
  fillRate: z.number().describe('share of demand served at once'),
  stockOutDays: z.int().min(0),
  short: z.number(),
  wasted: z.number(),
  averageStock: z.number(),
  orders: z.int().min(0),
  cost: z.number().describe('goods used and wasted, lines and orders, holding, shortage and waste'),
});
export type ReplayFigures = z.infer<typeof ReplayFigures>;

export const ReorderReplay = z.strictObject({
  item: Id,
  from: LocalDate,
  days: z.int().min(1),
  proposed: ReplayFigures,
  present: ReplayFigures.optional(),
});
export type ReorderReplay = z.infer<typeof ReorderReplay>;

export const ReorderForecast = z
  .strictObject({
    of: Id.describe('item or product'),
    method: z.string().describe('as chosen, with its parameters'),
    mean: DailyFigures,
    sd: DailyFigures.describe('standard deviation of the error of each day'),
    error: z
      .number()
      .describe('mean absolute error of a day on the last part of the history, foretold from what was before'),
  })
  .describe('what a history leads to expect');
export type ReorderForecast = z.infer<typeof ReorderForecast>;

export const ReorderPurchasePlan = z.strictObject({
  mode: z.literal('plan'),
  objectiveUnit: z.string(),
  orders: list(ReorderOrder, 1_000_000),
  projection: list(ReorderProjection, 50_000),
  policies: list(ReorderItemPolicy, 50_000),
  forecasts: list(ReorderForecast, 70_000).default([]),
  costs: ReorderCosts,
  shadowPrices: list(
    z.strictObject({
      limit: z.enum(['budget', 'storage', 'money']),
      day: LocalDate.optional(),
      price: z
        .number()
        .describe(
          'what one unit more saves by the relaxation, an estimate: packs and fixed costs may make it worth more, or nothing',
        ),
    }),
    10_000,
  ).default([]),
  replay: list(ReorderReplay, 50_000).default([]),
});
export type ReorderPurchasePlan = z.infer<typeof ReorderPurchasePlan>;

export const ReorderAnswers = z.strictObject({
  mode: z.literal('calculate'),
  objectiveUnit: z.string(),
  answers: list(ReorderAnswer, 1000),
  unanswered: list(Id, 1000).default([]).describe('questions for which no time was left'),
});
export type ReorderAnswers = z.infer<typeof ReorderAnswers>;

export const ReorderPlan = z.discriminatedUnion('mode', [ReorderPurchasePlan, ReorderAnswers]);
export type ReorderPlan = z.infer<typeof ReorderPlan>;

export const ReorderWarmStart = z
  .strictObject({
    orders: list(
      z.strictObject({
        supplier: Id,
        delivery: LocalDate,
        lines: list(z.strictObject({ item: Id, quantity: Quantity }), 50_000).min(1),
      }),
      1_000_000,
    ),
  })
  .describe('orders to begin from');
export type ReorderWarmStart = z.infer<typeof ReorderWarmStart>;
