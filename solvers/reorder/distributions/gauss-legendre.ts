/** Gauss-Legendre quadrature with 16 points: exact for polynomials up to degree 31. */

const order = 16;
const nodes = new Float64Array(order);
const weights = new Float64Array(order);
for (let i = 0; i < order; i++) {
  let x = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
  let slope = 1;
  // Newton's method on the Legendre polynomial doubles the digits of that first guess in every round.
  for (let round = 0; round < 6; round++) {
    let before = 1;
    let value = x;
    for (let degree = 2; degree <= order; degree++)
      [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
    slope = (order * (x * value - before)) / (x * x - 1);
    x -= value / slope;
  }
  nodes[i] = x;
  weights[i] = 2 / ((1 - x * x) * slope * slope);
}

/** Integral of a smooth function over [from, to]. */
export function integrate(f: (x: number) => number, from: number, to: number): number {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  let sum = 0;
  for (let i = 0; i < order; i++) sum += weights[i] * f(middle + half * nodes[i]);
  return half * sum;
}
