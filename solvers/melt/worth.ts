/** What pieces are worth to a packing, by what it is to reach: all of period 0, its most mass, or fillers as well. */
import { fillerWeight } from '../../models/melt-units.ts';
import type { Instance } from './instance.ts';
import type { Worth } from './packing.ts';

/** Period 0 by mass; later periods stay out. */
export function completeWorth(instance: Instance, grade: number): Worth {
  return worthBy(instance, grade, (type) => (instance.period[type] === 0 ? 1 : 0), 1);
}

/** Period 0 by priority; fillers where they are let in, as far as nothing of period 0 is lost by it. */
export function leftWorth(instance: Instance, grade: number, withFiller: boolean): Worth {
  const most = Math.max(...instance.priority);
  const filler = withFiller ? 1e-9 : 0;
  return worthBy(
    instance,
    grade,
    (type) => instance.priority[type] * (instance.period[type] === 0 ? 1 : filler * instance.fillerWeight[type]),
    2 * most,
  );
}

/** Later periods by order and priority; a piece of period 0 is worth more than all of them. */
export function fillerWorth(instance: Instance, grade: number): Worth {
  const most = Math.max(...instance.priority) * fillerWeight(instance.lastPeriod, 1) * 1e4;
  return worthBy(
    instance,
    grade,
    (type) => (instance.period[type] === 0 ? most : instance.priority[type] * instance.fillerWeight[type]),
    2 * most,
  );
}

function worthBy(instance: Instance, grade: number, perMass: (type: number) => number, perMissingMass: number): Worth {
  return {
    ofPiece: Float64Array.from(instance.grades[grade].types, (type) => perMass(type) * instance.mass[type]),
    perMissingMass,
  };
}
