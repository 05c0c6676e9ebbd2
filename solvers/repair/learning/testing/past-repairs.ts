/** Histories drawn from a law that the test knows. */
import type { RepairFeatures, RepairOutcome } from '../../../../models/repair-learning.ts';
import { repairOptionNames } from '../../../../models/repair-learning.ts';
import { Rng } from '../../../shared/rng.ts';

/** Standard normal, by Box and Muller. */
export function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.float())) * Math.cos(2 * Math.PI * rng.float());
}

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** An ordinary day: eight loads affected, twelve trucks, 15 km. */
export function drawFeatures(rng: Rng): RepairFeatures {
  return {
    affectedLoads: Math.max(0, Math.round(8 + 4 * normal(rng))),
    meanPriority: between(1.5 + 0.5 * normal(rng), 1, 4),
    riskM3: Math.max(0, 60 + 30 * normal(rng)),
    horizonMinutes: Math.max(0, 200 + 80 * normal(rng)),
    trucksAvailable: Math.max(0, Math.round(12 + 3 * normal(rng))),
    meanKm: Math.max(0, 15 + 5 * normal(rng)),
    fill: between(0.8 + 0.1 * normal(rng), 0, 1),
    lifetimeSlackMinutes: 40 + 15 * normal(rng),
    logistics: between(4 + 1.5 * normal(rng), 1, 10),
    weather: between(0.3 + 0.15 * normal(rng), 0, 1),
    traffic: between(0.4 + 0.15 * normal(rng), 0, 1),
    reliability: between(0.6 + 0.15 * normal(rng), 0, 1),
  };
}

/** Log-odds of success in the law of the tests: loads affected against it, trucks and the careful option for it. */
function trueLogOdds({ option, features }: Pick<RepairOutcome, 'option' | 'features'>): number {
  const careful = option === 'fewest-changes' ? 0.8 : 0;
  return 0.8 - 0.3 * (features.affectedLoads - 8) + 0.35 * (features.trucksAvailable - 12) + careful;
}

export const trueProbability = (situation: Pick<RepairOutcome, 'option' | 'features'>): number =>
  1 / (1 + Math.exp(-trueLogOdds(situation)));

/** Outcomes that follow the law; recovery is 20 min and 3 for each load affected, with noise. */
export function drawHistory(count: number, seed: number): RepairOutcome[] {
  const rng = new Rng(seed);
  return Array.from({ length: count }, () => {
    const situation = { option: repairOptionNames[rng.below(4)], features: drawFeatures(rng) };
    const logOdds = trueLogOdds(situation);
    return {
      ...situation,
      success: rng.float() < trueProbability(situation),
      recoveryMinutes: Math.max(0, 20 + 3 * situation.features.affectedLoads + 5 * normal(rng)),
      loss: Math.expm1(Math.max(0, 8 - 0.3 * logOdds + 0.5 * normal(rng))),
      quality: between(70 + 4 * logOdds + 4 * normal(rng), 0, 100),
    };
  });
}

/** Mean squared error of probabilities. */
export function brierOf(history: readonly RepairOutcome[], predicted: (outcome: RepairOutcome) => number): number {
  return (
    history.reduce((sum, outcome) => sum + (predicted(outcome) - Number(outcome.success)) ** 2, 0) / history.length
  );
}
