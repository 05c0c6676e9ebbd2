/** The functions of cephes that we use; its own types are not found by an ES module. */
declare module 'cephes' {
  /** Settles once the WebAssembly is compiled; no function may be called before. */
  export const compiled: Promise<void>;
  /** Regularised lower incomplete gamma function P(a, x). */
  export function igam(a: number, x: number): number;
  /** Regularised upper incomplete gamma function Q(a, x). */
  export function igamc(a: number, x: number): number;
  /** Regularised incomplete beta function I_x(a, b). */
  export function incbet(a: number, b: number, x: number): number;
  /** ln |gamma(x)|. */
  export function lgam(x: number): number;
  /** Standard normal distribution function. */
  export function ndtr(x: number): number;
  /** Its inverse. */
  export function ndtri(p: number): number;
}
