/** Answers to questions about one item whose supplier fails, or delivers more or less than was ordered. */
import type {
  EoqDisruptionsQuestion,
  EoqYieldAdditiveQuestion,
  EoqYieldMultiplicativeQuestion,
  NewsvendorDisruptionsQuestion,
  NewsvendorYieldAdditiveQuestion,
  NewsvendorYieldMultiplicativeQuestion,
  NewsvendorYieldUniformQuestion,
} from '../../../models/reorder-questions/steady.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import {
  eoqDisruptions,
  eoqDisruptionsApproximate,
  eoqDisruptionsApproximateCost,
  eoqDisruptionsCost,
} from '../methods/eoq-disruptions.ts';
import {
  eoqYieldAdditive,
  eoqYieldAdditiveCost,
  eoqYieldMultiplicative,
  eoqYieldMultiplicativeCost,
} from '../methods/eoq-yield.ts';
import { newsvendorDisruptions, newsvendorDisruptionsCost } from '../methods/newsvendor-disruptions.ts';
import {
  newsvendorYieldAdditive,
  newsvendorYieldAdditiveCost,
  newsvendorYieldAdditiveUniform,
  newsvendorYieldAdditiveUniformCost,
  newsvendorYieldMultiplicative,
  newsvendorYieldMultiplicativeCost,
} from '../methods/newsvendor-yield.ts';
import type { Answerer } from './answerer.ts';
import { curveAround, figures } from './steady-figures.ts';

export const answerEoqDisruptions: Answerer<EoqDisruptionsQuestion> = (question) => {
  const approximate = question.approximate ?? false;
  const cost = (quantity: number) =>
    approximate ? eoqDisruptionsApproximateCost(question, quantity) : eoqDisruptionsCost(question, quantity);
  const optimise = approximate ? eoqDisruptionsApproximate : eoqDisruptions;
  const { orderQuantity, costPerTime } =
    question.orderQuantity === undefined
      ? optimise(question)
      : { orderQuantity: question.orderQuantity, costPerTime: cost(question.orderQuantity) };
  const { disruptionRate, recoveryRate } = question;
  return {
    method: approximate ? 'EOQ with disruptions, closed-form approximation' : 'EOQ with disruptions',
    reference: approximate
      ? 'Snyder (2014), in: Choi (ed.), Handbook of EOQ Inventory Problems; Snyder and Shen (2019), 9.2.2'
      : 'Parlar and Berkin (1991); Berk and Arreola-Risa (1994), Naval Research Logistics 41:725-731',
    exact: !approximate,
    values: figures({
      orderQuantity,
      costPerTime,
      exactCostPerTime: approximate ? eoqDisruptionsCost(question, orderQuantity) : undefined,
      supplierDownShare: disruptionRate / (disruptionRate + recoveryRate),
      cycleTimeUndisrupted: orderQuantity / question.demandRate,
      costPerTimeNeverOrdering: question.stockoutCost * question.demandRate,
    }),
    cost: costPerTime,
    curve: curveAround(orderQuantity, cost),
  };
};

export const answerNewsvendorDisruptions: Answerer<NewsvendorDisruptionsQuestion> = (question) => {
  const cost = (level: number) => newsvendorDisruptionsCost(question, level);
  const { baseStockLevel, costPerPeriod } = levelOf(question.baseStockLevel, newsvendorDisruptions(question), cost);
  return {
    method: 'Base stock with supply disruptions and known demand',
    reference: 'Tomlin (2006), Management Science 52(5):639-657; Snyder and Shen (2019), 9.2.3',
    exact: true,
    values: figures({
      baseStockLevel,
      costPerPeriod,
      supplierDownShare: question.disruptionProb / (question.disruptionProb + question.recoveryProb),
      coveredPeriods: baseStockLevel / question.demand,
    }),
    cost: costPerPeriod,
    curve: curveAround(baseStockLevel, cost),
  };
};

export const answerEoqYieldAdditive: Answerer<EoqYieldAdditiveQuestion> = (question) => {
  const cost = (quantity: number) => eoqYieldAdditiveCost(question, quantity);
  const given = question.orderQuantity;
  const { orderQuantity, costPerTime } =
    given === undefined ? eoqYieldAdditive(question) : { orderQuantity: given, costPerTime: cost(given) };
  const arriving = orderQuantity + question.yieldMean;
  // Orders so small that nothing arrives on average have no cost.
  const curve = curveAround(orderQuantity, cost)?.filter((point) => point.quantity + question.yieldMean > 0);
  return {
    method: 'EOQ with additive random yield',
    reference: 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.1',
    exact: true,
    values: figures({ orderQuantity, costPerTime, meanReceived: arriving, cycleTime: arriving / question.demandRate }),
    cost: costPerTime,
    curve,
  };
};

export const answerEoqYieldMultiplicative: Answerer<EoqYieldMultiplicativeQuestion> = (question) => {
  const cost = (quantity: number) => eoqYieldMultiplicativeCost(question, quantity);
  const given = question.orderQuantity;
  const { orderQuantity, costPerTime } =
    given === undefined ? eoqYieldMultiplicative(question) : { orderQuantity: given, costPerTime: cost(given) };
  const arriving = orderQuantity * question.yieldMean;
  return {
    method: 'EOQ with multiplicative random yield',
    reference: 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.2',
    exact: true,
    values: figures({ orderQuantity, costPerTime, meanReceived: arriving, cycleTime: arriving / question.demandRate }),
    cost: costPerTime,
    curve: curveAround(orderQuantity, cost),
  };
};

export const answerNewsvendorYieldUniform: Answerer<NewsvendorYieldUniformQuestion> = (question) => {
  const cost = (level: number) => newsvendorYieldAdditiveUniformCost(question, level);
  const best = newsvendorYieldAdditiveUniform(question);
  const { baseStockLevel, costPerPeriod } = levelOf(question.baseStockLevel, best, cost);
  return {
    method: 'Base stock with uniform additive yield and known demand',
    reference: 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.3',
    exact: true,
    values: figures({ baseStockLevel, costPerPeriod }),
    cost: costPerPeriod,
    curve: curveAround(baseStockLevel, cost),
  };
};

export const answerNewsvendorYieldAdditive: Answerer<NewsvendorYieldAdditiveQuestion> = (question) => {
  const problem = { ...question, yield: distributionOf(question.yield) };
  const cost = (level: number) => newsvendorYieldAdditiveCost(problem, level);
  const { baseStockLevel, costPerPeriod } = levelOf(question.baseStockLevel, newsvendorYieldAdditive(problem), cost);
  return {
    method: 'Base stock with additive random yield and known demand',
    reference: 'Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.3',
    exact: true,
    values: figures({ baseStockLevel, costPerPeriod, meanYield: problem.yield.mean }),
    cost: costPerPeriod,
    curve: curveAround(baseStockLevel, cost),
  };
};

export const answerNewsvendorYieldMultiplicative: Answerer<NewsvendorYieldMultiplicativeQuestion> = (question) => {
  const problem = { ...question, yield: distributionOf(question.yield) };
  const cost = (level: number) => newsvendorYieldMultiplicativeCost(problem, level);
  const best = newsvendorYieldMultiplicative(problem);
  const { baseStockLevel, costPerPeriod } = levelOf(question.baseStockLevel, best, cost);
  return {
    method: 'Order with multiplicative random yield and known demand',
    reference: 'Yano and Lee (1995), Operations Research 43(2):311-334, section 2',
    exact: true,
    values: figures({ baseStockLevel, costPerPeriod, meanReceived: problem.yield.mean * baseStockLevel }),
    cost: costPerPeriod,
    curve: curveAround(baseStockLevel, cost),
  };
};

interface Level {
  readonly baseStockLevel: number;
  readonly costPerPeriod: number;
}

/** The given level with its cost, or the best. */
function levelOf(given: number | undefined, best: Level, cost: (level: number) => number): Level {
  return given === undefined ? best : { baseStockLevel: given, costPerPeriod: cost(given) };
}
