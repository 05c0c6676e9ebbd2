/** A load as a dispatcher sets it, and on its way to a placement. */

/** What is absent is to be filled in. */
export interface GivenLoad {
  readonly order: number;
  readonly truck: number;
  readonly plant: number;
  readonly dock?: number;
  readonly volumeL?: number;
  readonly loadStart?: number;
  readonly unloadStart?: number;
}

export interface FilledLoad {
  readonly order: number;
  readonly truck: number;
  readonly plant: number;
  /** -1 until it is chosen. */
  dock: number;
  readonly volumeL: number;
  readonly givenStart: number | undefined;
  readonly givenUnload: number | undefined;
  loadStart: number;
  unloadStart: number;
}
