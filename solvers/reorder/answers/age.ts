/** The named methods of perishable items and of several stages: model name to answer and check. */
import {
  checkPerishablePolicy,
  checkPerishableProfit,
  checkPerishableWeekday,
} from '../check/answers/age-perishable.ts';
import { checkGuaranteedService, checkSerialEchelon } from '../check/answers/age-stages.ts';
import { answerPerishablePolicy, answerPerishableProfit, answerPerishableWeekday } from './age-perishable.ts';
import { answerGuaranteedService, answerSerialEchelon } from './age-stages.ts';

export const ageAnswers = {
  'perishable-optimal-policy': { answer: answerPerishablePolicy, check: checkPerishablePolicy },
  'perishable-average-profit': { answer: answerPerishableProfit, check: checkPerishableProfit },
  'perishable-weekday-policy': { answer: answerPerishableWeekday, check: checkPerishableWeekday },
  'serial-echelon': { answer: answerSerialEchelon, check: checkSerialEchelon },
  'guaranteed-service': { answer: answerGuaranteedService, check: checkGuaranteedService },
};
