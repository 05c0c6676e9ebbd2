/** How often a base cycle finds an item due: what the shared cost would be if empty cycles went unpaid. */

/** Beyond this many multiples, none a multiple of another, the sum over subsets is too long. */
const mostMultiples = 14;

/**
 * Share of base cycles in which an item is due, 1 where some multiple is 1: by inclusion and exclusion the sum over
 * non-empty sets of multiples of (-1)^(size + 1) / lcm(set).
 * @param multiples - by item; 0 for an item never ordered.
 * @returns undefined where the multiples are too many to sum over.
 * @see Dagpunar (1982), Journal of the Operational Research Society 33(1):94-95; Porras and Dekker (2008), European
 *   Journal of Operational Research 189:1-20 (the correction factor).
 */
export function usedCycleShare(multiples: readonly number[]): number | undefined {
  const distinct = [...new Set(multiples)].filter((m) => m > 0).sort((a, b) => a - b);
  // Where a multiple of another one is due, the other is due as well.
  const needed = distinct.filter((m, at) => !distinct.slice(0, at).some((smaller) => m % smaller === 0));
  if (needed.length > mostMultiples) return undefined;
  const share = (from: number, period: number, sign: number): number => {
    let sum = 0;
    for (let at = from; at < needed.length; at++) {
      const common = (period / greatestCommonDivisor(period, needed[at])) * needed[at];
      sum += sign / common + share(at + 1, common, -sign);
    }
    return sum;
  };
  return share(0, 1, 1);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
