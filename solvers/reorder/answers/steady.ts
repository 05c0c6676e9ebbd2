/** The named methods of constant demand: model name to answer and check. */
import {
  checkEoq,
  checkEoqBackorders,
  checkEpq,
  checkPractical,
  checkPriceBreaks,
} from '../check/answers/steady-lot-size.ts';
import {
  checkBudget,
  checkJointReplenishment,
  checkPowerOfTwo,
  checkStorage,
} from '../check/answers/steady-several.ts';
import {
  checkEoqDisruptions,
  checkEoqYieldAdditive,
  checkEoqYieldMultiplicative,
  checkNewsvendorDisruptions,
  checkNewsvendorYieldAdditive,
  checkNewsvendorYieldMultiplicative,
  checkNewsvendorYieldUniform,
} from '../check/answers/steady-supply.ts';
import {
  answerAllUnits,
  answerEoq,
  answerEoqBackorders,
  answerEpq,
  answerIncremental,
  answerPractical,
} from './steady-lot-size.ts';
import { answerBudget, answerJointReplenishment, answerPowerOfTwo, answerStorage } from './steady-several.ts';
import {
  answerEoqDisruptions,
  answerEoqYieldAdditive,
  answerEoqYieldMultiplicative,
  answerNewsvendorDisruptions,
  answerNewsvendorYieldAdditive,
  answerNewsvendorYieldMultiplicative,
  answerNewsvendorYieldUniform,
} from './steady-supply.ts';
export const steadyAnswers = {
  eoq: { answer: answerEoq, check: checkEoq },
  'eoq-backorders': { answer: answerEoqBackorders, check: checkEoqBackorders },
  epq: { answer: answerEpq, check: checkEpq },
  'eoq-discount-all-units': { answer: answerAllUnits, check: checkPriceBreaks },
  'eoq-discount-incremental': { answer: answerIncremental, check: checkPriceBreaks },
  'eoq-practical-constraints': { answer: answerPractical, check: checkPractical },
  'eoq-multi-item-storage': { answer: answerStorage, check: checkStorage },
  'eoq-multi-item-budget': { answer: answerBudget, check: checkBudget },
  'joint-replenishment': { answer: answerJointReplenishment, check: checkJointReplenishment },
  'joint-replenishment-power-of-two': { answer: answerPowerOfTwo, check: checkPowerOfTwo },
  'eoq-disruptions': { answer: answerEoqDisruptions, check: checkEoqDisruptions },
  'newsvendor-disruptions': { answer: answerNewsvendorDisruptions, check: checkNewsvendorDisruptions },
  'eoq-yield-additive': { answer: answerEoqYieldAdditive, check: checkEoqYieldAdditive },
  'eoq-yield-multiplicative': { answer: answerEoqYieldMultiplicative, check: checkEoqYieldMultiplicative },
  'newsvendor-yield-additive-uniform': { answer: answerNewsvendorYieldUniform, check: checkNewsvendorYieldUniform },
  'newsvendor-yield-additive': { answer: answerNewsvendorYieldAdditive, check: checkNewsvendorYieldAdditive },
  'newsvendor-yield-multiplicative': {
    answer: answerNewsvendorYieldMultiplicative,
    check: checkNewsvendorYieldMultiplicative,
  },
};
