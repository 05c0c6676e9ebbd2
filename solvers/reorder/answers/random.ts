/** The questions about random demand: who answers, and who looks at the answer. */
import type { z } from 'zod';
import type * as questions from '../../../models/reorder-questions/random.ts';
import * as level from '../check/answers/random-level.ts';
import * as rq from '../check/answers/random-rq.ts';
import * as ss from '../check/answers/random-ss.ts';
import type { AnswerCheck, Answerer } from './answerer.ts';
import * as newsvendor from './random-newsvendor.ts';
import * as rqAnswers from './random-rq.ts';
import * as ssAnswers from './random-ss.ts';

type Question = z.infer<(typeof questions.randomQuestions)[number]>;
type Entry<Model extends Question['model']> = {
  readonly answer: Answerer<Extract<Question, { model: Model }>>;
  readonly check: AnswerCheck<Extract<Question, { model: Model }>>;
};

export const randomAnswers: { readonly [Model in Question['model']]: Entry<Model> } = {
  'loss-function': { answer: newsvendor.answerLossFunction, check: level.checkLossFunction },
  'second-loss-function': { answer: newsvendor.answerSecondLossFunction, check: level.checkSecondLossFunction },
  newsvendor: { answer: newsvendor.answerNewsvendor, check: level.checkNewsvendor },
  'newsvendor-profit': { answer: newsvendor.answerNewsvendorProfit, check: level.checkNewsvendorProfit },
  'newsvendor-myopic': { answer: newsvendor.answerNewsvendorMyopic, check: level.checkNewsvendorMyopic },
  'rq-normal-cost': { answer: rqAnswers.answerRqNormalCost, check: rq.checkRqNormalCost },
  'rq-normal-optimal': { answer: rqAnswers.answerRqNormalOptimal, check: rq.checkRqNormalOptimal },
  'rq-normal-r-for-q': { answer: rqAnswers.answerRqNormalRForQ, check: rq.checkRqNormalRForQ },
  'rq-approx-eil': { answer: rqAnswers.answerEil, check: rq.checkEil },
  'rq-approx-eoqb': { answer: rqAnswers.answerEoqb, check: rq.checkEoqb },
  'rq-approx-eoqss': { answer: rqAnswers.answerEoqss, check: rq.checkEoqss },
  'rq-approx-loss': { answer: rqAnswers.answerLossApproximation, check: rq.checkLossApproximation },
  'rq-poisson-optimal': { answer: rqAnswers.answerRqPoissonOptimal, check: rq.checkRqPoissonOptimal },
  'rq-poisson-cost': { answer: rqAnswers.answerRqPoissonCost, check: rq.checkRqPoissonCost },
  'rq-optimal': { answer: rqAnswers.answerRqOptimal, check: rq.checkRqOptimal },
  'ss-poisson-optimal': { answer: ssAnswers.answerSsPoissonOptimal, check: ss.checkSsPoissonOptimal },
  'ss-poisson-cost': { answer: ssAnswers.answerSsPoissonCost, check: ss.checkSsPoissonCost },
  'ss-optimal': { answer: ssAnswers.answerSsOptimal, check: ss.checkSsOptimal },
  'ss-power-approximation': { answer: ssAnswers.answerPowerApproximation, check: ss.checkPowerApproximation },
  'safety-stock': { answer: ssAnswers.answerSafetyStock, check: ss.checkSafetyStock },
};
