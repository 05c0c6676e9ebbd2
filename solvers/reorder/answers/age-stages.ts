/** Answers to questions about systems of several stages. */
import type { GuaranteedServiceQuestion, SerialEchelonQuestion } from '../../../models/reorder-questions/age.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import type { ServiceNetwork } from '../methods/guaranteed-service/network.ts';
import { guaranteedService } from '../methods/guaranteed-service.ts';
import { serialEchelon } from '../methods/serial-echelon.ts';
import type { Answerer } from './answerer.ts';

/** Cycle service of 95 % for normal demand, where a question does not name a factor. */
const usualSafetyFactor = 1.645;
/** Relative error of the cost that still counts as exact recursion: far below what the demand's parameters are known to. */
const latticeTolerance = 1e-4;
const curvePoints = 31;

export const answerSerialEchelon: Answerer<SerialEchelonQuestion> = (question) => {
  const stages = echelonStages(question);
  const found = serialEchelon({ ...question, stages });
  const { echelonBaseStock, costPerTime, wholeUnits, latticeError } = found;
  return {
    method: question.echelonBaseStock
      ? 'Cost of an echelon base-stock policy in a serial system'
      : 'Clark and Scarf decomposition of a serial system',
    reference:
      'Clark and Scarf (1960); Chen and Zheng (1994), Management Science 40(11):1426-1443; Snyder and Shen (2019), 6.2',
    exact: wholeUnits || latticeError <= latticeTolerance * Math.abs(costPerTime),
    values: {
      echelonBaseStock,
      localBaseStock: found.localBaseStock,
      costPerTime,
      pipelineStock: stages.map(({ leadTime }) => leadTime * distributionOf(question.demand).mean),
      step: found.step,
      latticeError,
    },
    cost: costPerTime,
    curve: outermostCurve(question, echelonBaseStock[stages.length - 1], wholeUnits).map((quantity) => ({
      quantity,
      cost: found.outermostCost(quantity),
    })),
  };
};

/** Stage 1 first, with h_j = local holding cost less that of the next stage upstream where local costs are given. */
export function echelonStages({ stages }: SerialEchelonQuestion): { echelonHoldingCost: number; leadTime: number }[] {
  const inLine = stages.toSorted((a, b) => a.index - b.index);
  return inLine.map(({ echelonHoldingCost, localHoldingCost = 0, leadTime }, at) => ({
    echelonHoldingCost: echelonHoldingCost ?? localHoldingCost - (inLine[at + 1]?.localHoldingCost ?? 0),
    leadTime,
  }));
}

/** Levels of the outermost stage, two deviations of the whole lead time's demand either side. */
function outermostCurve({ stages, demand }: SerialEchelonQuestion, level: number, wholeUnits: boolean): number[] {
  const leadTime = stages.reduce((sum, stage) => sum + stage.leadTime, 0);
  const half = (curvePoints - 1) / 2;
  const spread = Math.max(2 * distributionOf(demand).sd * Math.sqrt(leadTime), 0.1 * Math.abs(level), 1e-3);
  const gap = wholeUnits ? Math.max(1, Math.round(spread / half)) : spread / half;
  return Array.from({ length: curvePoints }, (_, k) => level + (k - half) * gap);
}

export const answerGuaranteedService: Answerer<GuaranteedServiceQuestion> = (question) => {
  const found = guaranteedService(networkOf(question));
  const byStage = <Value>(value: (stage: (typeof found.stages)[number]) => Value) => found.stages.map(value);
  return {
    method: 'Guaranteed-service model of safety stock placement',
    reference:
      'Graves and Willems (2000), Manufacturing & Service Operations Management 2(1):68-83; Snyder and Shen (2019), 6.3',
    exact: found.exact,
    values: {
      costPerTime: found.costPerTime,
      serviceTimes: byStage(({ serviceTime }) => serviceTime),
      inboundServiceTimes: byStage(({ inboundServiceTime }) => inboundServiceTime),
      netReplenishmentTimes: byStage(({ netReplenishmentTime }) => netReplenishmentTime),
      safetyStocks: byStage(({ safetyStock }) => safetyStock),
      baseStocks: byStage(({ baseStock }) => baseStock),
      pipelineStocks: byStage(({ pipelineStock }) => pipelineStock),
      stageCosts: byStage(({ cost }) => cost),
      demandMeans: byStage(({ demandMean }) => demandMean),
      demandSds: byStage(({ demandSd }) => demandSd),
    },
    cost: found.costPerTime,
    ...(found.exact ? {} : { lowerBound: found.lowerBound }),
  };
};

export function networkOf({
  stages,
  arcs,
  safetyFactor = usualSafetyFactor,
}: GuaranteedServiceQuestion): ServiceNetwork {
  const at = new Map(stages.map(({ id }, index) => [id, index]));
  return {
    stages: stages.map((stage) => ({ ...stage, safetyFactor: stage.safetyFactor ?? safetyFactor })),
    arcs: arcs.map(({ from, to, unitsRequired }) => ({ from: at.get(from)!, to: at.get(to)!, unitsRequired })),
  };
}
