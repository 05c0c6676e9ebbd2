/** Perishable stock in its plainest form, for checks: one vector per state, one step per unit, every outcome listed. */

export interface PlainItem {
  readonly shelfLife: number;
  readonly leadTime: number;
  readonly maxOrder: number;
  readonly oldestFirst: boolean;
  readonly orderCost: number;
  readonly fixedOrderCost: number;
  readonly shortageCost: number;
  readonly wasteCost: number;
  readonly holdingCost: number;
  readonly holdingOnWaste: boolean;
  readonly salesPrice: number;
  /** 1: the average of a cycle. */
  readonly discountFactor: number;
  /** Pr{D = d}, d = 0, 1, ..., of each period of the cycle, up to where nothing is left of any stock. */
  readonly demand: readonly (readonly number[])[];
  readonly mean: readonly number[];
  /** Life left on arrival for an order of q units; missing: fresh. */
  readonly arrivalLife?: (quantity: number) => readonly number[];
}

interface Outcome {
  readonly probability: number;
  readonly next: number;
}

interface Choice {
  readonly cost: number;
  readonly outcomes: readonly Outcome[];
}

export interface PlainSolution {
  /** Digits of each state: orders under way, latest first, then units by life left, longest first. */
  readonly states: readonly (readonly number[])[];
  /** Value of the first state (discounted), or the average per period. */
  readonly value: number;
  readonly error: number;
  /** How much dearer an order is than the best one, by period, state and order. */
  readonly regret: (period: number, state: readonly number[], quantity: number) => number;
}

/** Outcomes that all periods, states and orders have together, for a judgement of whether to list them. */
export function plainSize(item: PlainItem): number {
  const digits = item.shelfLife + item.leadTime - 1;
  let splits = 1;
  if (item.arrivalLife) for (let k = 1; k < item.shelfLife; k++) splits *= item.maxOrder + 1;
  const demands = Math.max(...item.demand.map((probabilities) => probabilities.length));
  return item.demand.length * (item.maxOrder + 1) ** (digits + 1) * demands * splits;
}

/** Value iteration with the bounds of the span; half of the old values is kept where no discount makes it converge. */
export function plainSolution(item: PlainItem): PlainSolution {
  const digits = item.shelfLife + item.leadTime - 1;
  const base = item.maxOrder + 1;
  const states = Array.from({ length: base ** digits }, (_, index) => digitsOf(index, base, digits));
  const choices = item.demand.map((_, period) =>
    states.map((state) => Array.from({ length: base }, (_, quantity) => choiceOf(item, period, state, quantity))),
  );
  const worth = ({ cost, outcomes }: Choice, values: readonly number[]) =>
    outcomes.reduce((sum, { probability, next }) => sum + item.discountFactor * probability * values[next], cost);
  const backward = (last: readonly number[]) => {
    const values: (readonly number[])[] = new Array(item.demand.length + 1);
    values[item.demand.length] = last;
    for (let period = item.demand.length - 1; period >= 0; period--)
      values[period] = choices[period].map((each) =>
        Math.min(...each.map((choice) => worth(choice, values[period + 1]))),
      );
    return values;
  };
  const factor = item.discountFactor ** item.demand.length;
  const reach = factor < 1 ? factor / (1 - factor) : 1;
  let values: number[] = states.map(() => 0);
  for (let sweep = 0; ; sweep++) {
    const next = backward(values)[0];
    const changes = next.map((value, state) => value - values[state]);
    const [least, most] = [Math.min(...changes), Math.max(...changes)];
    const error = (reach * (most - least)) / 2;
    const middle = (least + most) / 2;
    if (error < 1e-8 * (1 + Math.abs(reach * middle)) || sweep > 2000) {
      const limit = factor < 1 ? next.map((value) => value + reach * middle) : next;
      const byPeriod = backward(limit);
      const regret = (period: number, state: readonly number[], quantity: number) => {
        const at = indexOf(state, base);
        return worth(choices[period][at][quantity], byPeriod[period + 1]) - byPeriod[period][at];
      };
      return { states, value: factor < 1 ? limit[0] : middle / item.demand.length, error, regret };
    }
    const kept = factor < 1 ? 0 : 0.5;
    values = next.map((value, state) => value + kept * (values[state] - value) - next[0]);
  }
}

function digitsOf(index: number, base: number, digits: number): number[] {
  const spelled: number[] = [];
  for (let k = 0, rest = index; k < digits; k++, rest = Math.floor(rest / base)) spelled.unshift(rest % base);
  return spelled;
}

function indexOf(state: readonly number[], base: number): number {
  return state.reduce((index, digit) => index * base + digit, 0);
}

/** Expected cost of one period and where it leads, for a state and an order. */
function choiceOf(item: PlainItem, period: number, state: readonly number[], quantity: number): Choice {
  const { leadTime, shelfLife, maxOrder } = item;
  let cost = quantity > 0 ? item.fixedOrderCost + item.orderCost * quantity : 0;
  const outcomes = new Map<number, number>();
  const pipeline = leadTime === 0 ? [] : [quantity, ...state.slice(0, leadTime - 1)];
  for (const [arrived, chance] of arrivals(item, leadTime === 0 ? quantity : 0)) {
    const before = leadTime === 0 ? [0, ...state] : state.slice(leadTime - 1);
    const stock = before.map((units, at) => Math.min(maxOrder, units + arrived[shelfLife - 1 - at]));
    item.demand[period].forEach((probability, demand) => {
      const { left, short } = issued(stock, demand, item.oldestFirst);
      const wasted = left[shelfLife - 1];
      const kept = left.reduce((sum, units) => sum + units, 0) - (item.holdingOnWaste ? 0 : wasted);
      const sold = Math.min(
        demand,
        stock.reduce((sum, units) => sum + units, 0),
      );
      cost +=
        chance *
        probability *
        (item.shortageCost * short + item.wasteCost * wasted + item.holdingCost * kept - item.salesPrice * sold);
      const next = indexOf([...pipeline, ...left.slice(0, shelfLife - 1)], maxOrder + 1);
      outcomes.set(next, (outcomes.get(next) ?? 0) + chance * probability);
    });
    // Demand beyond the list finds nothing left: only its mean matters.
    const listed = item.demand[period].reduce((sum, probability, demand) => sum + probability * demand, 0);
    cost += chance * item.shortageCost * (item.mean[period] - listed);
  }
  return { cost, outcomes: [...outcomes].map(([next, probability]) => ({ probability, next })) };
}

/** Units of an order by life left (1, 2, ...) and the chance of that, unit by unit. */
function arrivals(item: PlainItem, quantity: number): [number[], number][] {
  const none: number[] = new Array(item.shelfLife).fill(0);
  if (!item.arrivalLife) return [[none.with(item.shelfLife - 1, quantity), 1]];
  const lives = item.arrivalLife(quantity);
  let splits = new Map<string, [number[], number]>([[none.join(), [none, 1]]]);
  for (let unit = 0; unit < quantity; unit++) {
    const grown = new Map<string, [number[], number]>();
    for (const [split, chance] of splits.values())
      lives.forEach((probability, life) => {
        const with1 = split.with(life, split[life] + 1);
        const known = grown.get(with1.join())?.[1] ?? 0;
        grown.set(with1.join(), [with1, known + chance * probability]);
      });
    splits = grown;
  }
  return [...splits.values()];
}

/** Takes units one by one from the end of the list (oldest) or from its start. */
function issued(stock: readonly number[], demand: number, oldestFirst: boolean): { left: number[]; short: number } {
  const left = [...stock];
  let short = demand;
  const order = oldestFirst ? left.map((_, at) => left.length - 1 - at) : left.map((_, at) => at);
  for (const at of order)
    while (left[at] > 0 && short > 0) {
      left[at]--;
      short--;
    }
  return { left, short };
}
