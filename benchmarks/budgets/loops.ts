/** Requests that never end by themselves: told by seeds that no other request of the mix has, so that any route takes them. */

export const loops = {
  'js loop, first plan known': { seed: 2_147_483_644, wasm: false, plan: true },
  'js loop, nothing known': { seed: 2_147_483_645, wasm: false, plan: false },
  'wasm loop, first plan known': { seed: 2_147_483_646, wasm: true, plan: true },
  'wasm loop, nothing known': { seed: 2_147_483_647, wasm: true, plan: false },
} as const;
export type LoopName = keyof typeof loops;

export interface Loop {
  readonly seed: number;
  /** It hangs in a WebAssembly function; else in JavaScript. */
  readonly wasm: boolean;
  /** It hands out a first plan before it hangs. */
  readonly plan: boolean;
}

export function loopOfSeed(seed: number): Loop | undefined {
  return Object.values(loops).find((loop) => loop.seed === seed);
}
