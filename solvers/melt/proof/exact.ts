/** Whole numbers for the checker of proofs: what came as a decimal is read digit by digit, and nothing is rounded unseen. */

/** What the checker says when a proof does not hold, in words for people. */
export class Refused extends Error {}

/** Steps that a check may take; past them the proof is refused, so that a check always ends. */
export class Work {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws Refused once the steps are used up. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new Refused('checking it would take more work than allowed');
  }
}

/** `value * factor`, rounded down. @param value - finite, read as the decimal that it prints as. */
export function timesDown(value: number, factor: bigint): bigint {
  const { digits, places } = decimal(value);
  return floorDivide(digits * factor, 10n ** places);
}

/** `value * factor`, rounded up. */
export function timesUp(value: number, factor: bigint): bigint {
  const { digits, places } = decimal(value);
  return -floorDivide(-digits * factor, 10n ** places);
}

export function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** The same number where it is below 2^53. @throws Refused. */
export function safeNumber(value: bigint, what: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
    throw new Refused(`${what} is too large to be added up exactly`);
  return Number(value);
}

function decimal(value: number): { digits: bigint; places: bigint } {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
  const digits = BigInt(sign + whole + fraction);
  const places = fraction.length - Number(exponent);
  return places >= 0 ? { digits, places: BigInt(places) } : { digits: digits * 10n ** BigInt(-places), places: 0n };
}
