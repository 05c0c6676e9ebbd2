/**
 * First-order model of an oven: dT/dt = heating * power - (T - ambient) * k, with k grown by an open door and by forced
 * cooling. Every step is the exact solution for constant power, so its length is a matter of control only.
 */

export interface ThermalParameters {
  readonly ambient: number;
  /** Degrees per minute at full power without losses. */
  readonly heatingPerMin: number;
  /** Time in which an unheated oven loses 63 % of its distance to the surroundings. */
  readonly lossMinutes: number;
  /** The same for the forced cooling alone, full on. */
  readonly coolingMinutes: number;
  /** Losses with the door open, as a multiple of those with it closed. */
  readonly doorFactor: number;
}

/** An arc furnace, roughly: full power is nine times the losses at 1600 degC, from cold it takes half an hour. */
export const defaultThermal: ThermalParameters = {
  ambient: 20,
  heatingPerMin: 60,
  lossMinutes: 240,
  coolingMinutes: 60,
  doorFactor: 4,
};

export interface Actuation {
  /** 0 to 1. */
  readonly power: number;
  /** 0 to 1. */
  readonly cooling: number;
  readonly doorOpen: boolean;
}

/** Loss rate per minute. */
function lossRate(
  parameters: ThermalParameters,
  { cooling, doorOpen }: Pick<Actuation, 'cooling' | 'doorOpen'>,
): number {
  return (doorOpen ? parameters.doorFactor : 1) / parameters.lossMinutes + cooling / parameters.coolingMinutes;
}

/** Where the temperature goes in the end. */
export function asymptote(parameters: ThermalParameters, actuation: Actuation): number {
  return parameters.ambient + (parameters.heatingPerMin * actuation.power) / lossRate(parameters, actuation);
}

/** Temperature after `minutes` of constant actuation. */
export function thermalStep(
  parameters: ThermalParameters,
  temperature: number,
  actuation: Actuation,
  minutes: number,
): number {
  const end = asymptote(parameters, actuation);
  return end + (temperature - end) * Math.exp(-lossRate(parameters, actuation) * minutes);
}

/**
 * The actuation that comes nearest to `setpoint` at the end of the step, by inverting the model. It never goes past the
 * setpoint: heating and cooling are cut off where less than the step's worth is needed.
 */
export function actuationFor(
  parameters: ThermalParameters,
  temperature: number,
  setpoint: number,
  doorOpen: boolean,
  minutes: number,
): Actuation {
  const idle: Actuation = { power: 0, cooling: 0, doorOpen };
  const rate = lossRate(parameters, idle);
  const decay = Math.exp(-rate * minutes);
  const wantedEnd = (setpoint - temperature * decay) / (1 - decay);
  const power = ((wantedEnd - parameters.ambient) * rate) / parameters.heatingPerMin;
  if (power >= 0) return { ...idle, power: Math.min(1, power) };
  const distance = (temperature - parameters.ambient) / Math.max(setpoint - parameters.ambient, 1e-9);
  const wantedRate = distance > 1 ? Math.log(distance) / minutes : 0;
  return { ...idle, cooling: Math.min(1, Math.max(0, (wantedRate - rate) * parameters.coolingMinutes)) };
}
