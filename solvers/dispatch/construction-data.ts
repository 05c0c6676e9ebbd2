/** What construction knows of a shift beyond its dense form: the wishes behind the numbers, and the constants of the method. */
import type { DispatchParameters } from '../../models/dispatch-parameters.ts';

export interface ConstructionData {
  readonly parameters: DispatchParameters;
  /** Length of the shift. */
  readonly shiftSeconds: number;

  // --- per order ------------------------------------------------------------------------------------------------------
  /** 0 normal, 1 high, 2 critical. */
  readonly priority: Uint8Array;
  /** Difficulty of the site, 0..1. */
  readonly difficulty: Float64Array;
  /** 1: has a window, and nothing outside of it is admitted. */
  readonly hardWindow: Uint8Array;
  /** 1: poured without a break. */
  readonly continuous: Uint8Array;

  // --- empty legs in km, rows and columns as those of the travel times -------------------------------------------------
  /** trucks x plants: yard to plant. */
  readonly kmStart: Float64Array;
  /** sites x plants. */
  readonly kmBack: Float64Array;
  /** trucks x sites: site to yard. */
  readonly kmEnd: Float64Array;
  /** trucks x plants, and trucks: from where trucks stand; 0 of others. */
  readonly kmStanding: Float64Array;
  readonly kmStandingEnd: Float64Array;
}
