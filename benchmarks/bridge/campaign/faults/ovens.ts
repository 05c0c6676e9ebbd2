/** Ovens that begin anew in the middle, that hear things late and out of order, and that do not know what time it is. */
import { shuffled } from '../shuffled.ts';
import type { CampaignFault, Scene } from './kind.ts';

/** @param most - as a share of all. */
function someOvens({ stage, rng }: Scene, most = 0.1): string[] {
  const all = shuffled(
    rng,
    stage.segments.flatMap(({ ovens }) => ovens),
  );
  return all.slice(0, 1 + rng.below(Math.ceil(most * all.length)));
}

export const ovenFaults: readonly CampaignFault[] = [
  {
    name: 'oven-reboot',
    says: 'ovens lose all but what they keep, half of them between accepting a command and applying it',
    async play(scene, meets) {
      const ovens = someOvens(scene);
      meets(ovens);
      for (const oven of ovens) {
        const inMidCommand = scene.rng.float() < 0.5;
        scene.stage.order({ order: 'reboot', oven, downMs: scene.rng.below(3000), inMidCommand });
      }
      await scene.pause(3000, 4000);
    },
  },
  {
    name: 'commands-scrambled',
    says: 'commands for some ovens are lost on the last hop, or come up to twelve seconds later, after newer ones',
    async play(scene, meets) {
      const ovens = someOvens(scene, 0.4);
      meets(ovens);
      const ms = 3000 + scene.rng.below(5000);
      for (const oven of ovens) scene.stage.order({ order: 'scramble', oven, ms });
      await scene.pause(ms, ms);
    },
  },
  {
    name: 'clock-skew',
    says: 'clocks of ovens jump by up to two minutes, forward or back, once more, and then right again',
    async play(scene, meets) {
      const ovens = someOvens(scene);
      meets(ovens);
      for (let round = 0; round < 2; round++) {
        for (const oven of ovens) scene.stage.order({ order: 'skew', oven, ms: drawSkew(scene) });
        await scene.pause(1000, 4000);
      }
      for (const oven of ovens) scene.stage.order({ order: 'skew', oven, ms: 0 });
    },
  },
];

/** As often some seconds as minutes. */
function drawSkew({ rng }: Scene): number {
  const greatest = rng.float() < 0.5 ? 5000 : 120_000;
  return Math.round((2 * rng.float() - 1) * greatest);
}
