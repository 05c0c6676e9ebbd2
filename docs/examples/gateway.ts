/** A gateway before a controller of your own: MQTT_URL, TAKT_SITE_KEY, TAKT_SITE, TAKT_OVEN and TAKT_MEMORY say which. */
import { readVerifyingKey } from '../../src/bridge/key-files.ts';
import { OvenClient } from '../../src/bridge/oven/client.ts';
import type { Controller, Target } from '../../src/bridge/oven/controller.ts';
import { Gateway } from '../../src/bridge/oven/gateway.ts';
import { MemoryFolder } from '../../src/bridge/oven/memory-folder.ts';
import { Ramp } from '../../src/bridge/oven/ramp.ts';

const {
  MQTT_URL = '',
  TAKT_SITE_KEY = '',
  TAKT_SITE: site = '',
  TAKT_OVEN: oven = '',
  TAKT_MEMORY = '.',
} = process.env;

/** Here `cycle` would write the working setpoint to a fieldbus and read the rest from it; this oven follows at once. */
class Hardware implements Controller {
  readonly points = new Map([['temperature', { unit: 'degC', min: 20, max: 1100, rampPerMin: 20, safe: 20 }]]);
  #measured = 20;
  #ramp: Ramp | undefined;
  report() {
    const [setpoint, target] = [this.#ramp?.value ?? null, this.#ramp?.target ?? null];
    const reading = { tag: 'temperature', unit: 'degC', value: this.#measured, setpoint, target };
    return { mode: 'remote' as const, door: 'closed' as const, readings: [reading], interlocks: [], faults: [] };
  }
  ready = () => true;
  take([{ value, rampPerMin }]: readonly Target[]) {
    this.#ramp ??= new Ramp(this.#measured);
    this.#ramp.aim(value, rampPerMin);
  }
  cycle(ms: number) {
    this.#ramp?.advance(ms);
    this.#measured = this.#ramp?.value ?? this.#measured;
  }
}

const memories = new MemoryFolder(TAKT_MEMORY);
const [memory, keep] = [memories.read(site, oven), memories.keep.bind(memories)];
const controller = new Hardware();
const key = readVerifyingKey(TAKT_SITE_KEY);
const gateway = new Gateway({ site, oven, key, controller, memory, keep });
const client = new OvenClient({ mqttUrl: MQTT_URL, site, oven: gateway, warn: console.error });
client.start();
let last = performance.now();
setInterval(() => {
  controller.cycle(performance.now() - last);
  last = performance.now();
  client.advance();
}, 100);
setInterval(() => client.report(), 1000);
process.once('SIGTERM', () => client.stop().then(() => process.exit(0)));
