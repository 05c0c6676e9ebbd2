/** A kind of fault of a campaign. */
import type { Rng } from '../../../../solvers/shared/rng.ts';
import type { Poltergeist } from '../poltergeist.ts';
import type { CampaignStage } from '../stage.ts';

export interface Scene {
  readonly stage: CampaignStage;
  readonly poltergeist: Poltergeist;
  readonly rng: Rng;
  /** Waits for a time drawn between the two, in ms. */
  pause(leastMs: number, mostMs: number): Promise<void>;
}

export interface CampaignFault {
  readonly name: string;
  /** For the help and the page of results. */
  readonly says: string;
  /**
   * The fault and its healing.
   * @param meets - to be called with the ovens that it concerns, where it does not concern all.
   */
  readonly play: (scene: Scene, meets: (ovens: readonly string[]) => void) => Promise<void>;
}
