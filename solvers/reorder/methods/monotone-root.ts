/** Root of a continuous increasing function between two points. */

const mostRounds = 300;

/**
 * Regula falsi with the Illinois rule, and a bisection whenever three rounds have not halved the interval.
 * @param f - increasing, f(low) <= 0 <= f(high).
 * @returns a point within `relative` (of the greater of 1e-300 and |x|) of the root.
 */
export function monotoneRoot(f: (x: number) => number, low: number, high: number, relative = 1e-14): number {
  let fLow = f(low);
  let fHigh = f(high);
  if (fLow >= 0) return low;
  if (fHigh <= 0) return high;
  let moved: 'low' | 'high' | undefined;
  let widthBefore = high - low;
  for (let round = 1; round <= mostRounds; round++) {
    const secant = low - (fLow * (high - low)) / (fHigh - fLow);
    const halve = round % 3 === 0 && high - low > widthBefore / 2;
    if (round % 3 === 0) widthBefore = high - low;
    const x = halve || !(secant > low && secant < high) ? low + (high - low) / 2 : secant;
    const value = f(x);
    if (value === 0 || x === low || x === high) return x;
    // An end that stays where it is twice counts for half, or the secant would creep up from the other side.
    if (value < 0) {
      low = x;
      fLow = value;
      if (moved === 'low') fHigh /= 2;
      moved = 'low';
    } else {
      high = x;
      fHigh = value;
      if (moved === 'high') fLow /= 2;
      moved = 'high';
    }
    if (high - low <= relative * Math.max(1e-300, Math.abs(low), Math.abs(high))) break;
  }
  return low + (high - low) / 2;
}

/** The first of start, start + step, start + 3 step, ... at which `reached` holds; twice as far each time. */
export function firstReached(reached: (x: number) => boolean, start: number, step: number): number {
  let x = start;
  for (let round = 0; round < 1100 && !reached(x); round++) {
    x += step;
    step *= 2;
  }
  return x;
}
