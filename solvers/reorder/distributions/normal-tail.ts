/**
 * Tail probability of the standard normal distribution and its repeated integrals, without cancellation.
 *
 * With H(-1) the density, H(0)(z) = Pr{Z > z} and H(n)(z) the integral of H(n-1) from z on, integration by parts gives
 * n H(n) = H(n-2) - z H(n-1), so that the ratios r(n) = H(n) / H(n-1) obey r(n-1) = 1 / (z + n r(n)): a continued fraction
 * whose terms are all positive for z > 0. H(1) is the loss function, H(2) the second-order loss function.
 * @see Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 7.2.5 and 26.2.14.
 */
import { normalCentre, normalDensity } from './special-functions.ts';

/** From here on the continued fraction has its 16 digits within some hundred terms; below, differences lose at most two digits. */
const tailBegins = 2;

/** Pr{Z > z}, E[(Z-z)+] and E[((Z-z)+)^2] / 2, each divided by the density at z. */
export interface TailRatios {
  readonly survival: number;
  readonly loss: number;
  readonly secondLoss: number;
}

/** For z above -37; further down the density is no number to divide by. */
export function tailRatios(z: number): TailRatios {
  if (z >= tailBegins) {
    let ratio = 0;
    for (let n = Math.ceil(20 + 320 / (z * z)); n > 3; n--) ratio = 1 / (z + n * ratio);
    const r2 = 1 / (z + 3 * ratio);
    const r1 = 1 / (z + 2 * r2);
    const r0 = 1 / (z + r1);
    return { survival: r0, loss: r0 * r1, secondLoss: r0 * r1 * r2 };
  }
  const survival = normalCentre(-z) / normalDensity(z);
  const loss = 1 - z * survival;
  return { survival, loss, secondLoss: (survival - z * loss) / 2 };
}

/** Pr{Z > z}. */
export function normalSurvival(z: number): number {
  return Math.abs(z) < 5
    ? normalCentre(-z)
    : z > 0
      ? normalDensity(z) * tailRatios(z).survival
      : 1 - normalSurvival(-z);
}

/** Standard normal loss function E[(Z-z)+]. */
export function normalLoss(z: number): number {
  return z < 0 ? normalLoss(-z) - z : normalDensity(z) * tailRatios(z).loss;
}

/** Standard normal second-order loss function E[((Z-z)+)^2] / 2. */
export function normalSecondLoss(z: number): number {
  return z < 0 ? (z * z + 1) / 2 - normalSecondLoss(-z) : normalDensity(z) * tailRatios(z).secondLoss;
}
