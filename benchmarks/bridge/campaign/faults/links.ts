/** Links that go silent, slow, or away. */
import type { OvenSegment } from '../stage.ts';
import type { CampaignFault, Scene } from './kind.ts';

function anySegment({ stage, rng }: Scene): OvenSegment {
  return stage.segments[rng.below(stage.segments.length)];
}

export const linkFaults: readonly CampaignFault[] = [
  {
    name: 'bridge-link-silent',
    says: 'nothing goes on between a bridge and the broker, and nobody is told; then all of it comes late',
    async play(scene) {
      const { toBroker } = await scene.stage.activeBridge();
      toBroker.set('stall');
      await scene.pause(500, 8000);
      toBroker.set('pass');
    },
  },
  {
    name: 'bridge-link-mute',
    says: 'the same in one direction: the broker hears the bridge, the bridge hears nothing',
    async play(scene) {
      const { toBroker } = await scene.stage.activeBridge();
      toBroker.set('mute');
      await scene.pause(500, 8000);
      toBroker.set('pass');
    },
  },
  {
    name: 'bridge-link-dead',
    says: 'the connection of a bridge is half-open for ever, a new one would pass',
    async play(scene) {
      const { toBroker } = await scene.stage.activeBridge();
      toBroker.forget();
      await scene.pause(3000, 8000);
    },
  },
  {
    name: 'oven-partition',
    says: 'the ovens of one segment cannot be reached: silent, silent in one direction, or cut off',
    async play(scene, meets) {
      const { link, ovens } = anySegment(scene);
      meets(ovens);
      const way = scene.rng.below(3);
      link.set(way === 0 ? 'mute' : 'stall');
      if (way === 2) link.cut();
      await scene.pause(500, 12_000);
      link.set('pass');
    },
  },
  {
    name: 'oven-link-slow',
    says: 'what goes to and from a segment takes up to a second longer',
    async play(scene, meets) {
      const { link, ovens } = anySegment(scene);
      meets(ovens);
      link.delayMs = 50 + scene.rng.below(950);
      await scene.pause(2000, 6000);
      link.delayMs = 0;
    },
  },
];
