/** What may happen to an oven, for properties over sequences of it. */
import fc from 'fast-check';

/** Relative to what the oven has seen, so that most of it is near the border between accepted and refused. */
export interface CommandEvent {
  readonly kind: 'command';
  readonly epoch: number;
  readonly version: number;
  /** ms from now. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly setpoints: readonly SetpointKind[];
  readonly expects: Readonly<{ mode?: 'remote' | 'local'; door?: 'open' | 'closed' }>;
  readonly flaw: 'none' | 'key' | 'changed' | 'schema' | 'site' | 'oven';
  /** false: it is on its way for as long as no `deliver` picks it. */
  readonly arrives: boolean;
}

export const setpointKinds = {
  mild: { value: 300, rampPerMin: 10 },
  steep: { value: 900, rampPerMin: 25 },
  least: { value: 50 },
  greatest: { value: 1000 },
  'too low': { value: 49.9 },
  'too high': { value: 1000.1, max: 5000 },
  'outside its own': { value: 400, min: 401 },
  'other unit': { unit: 'K' },
  'no such tag': { tag: 'pressure' },
  'too steep': { rampPerMin: 25.1 },
  top: { tag: 'top', value: 200, rampPerMin: 5 },
  'top too high': { tag: 'top', value: 501, rampPerMin: 5 },
  'top too steep': { tag: 'top', value: 200, rampPerMin: 11 },
} as const;
export type SetpointKind = keyof typeof setpointKinds;

export type OvenEvent =
  | CommandEvent
  | { readonly kind: 'deliver'; readonly index: number }
  | { readonly kind: 'again'; readonly index: number; readonly epoch: number }
  | {
      readonly kind: 'heartbeat';
      readonly epoch: number;
      readonly flaw: 'none' | 'key' | 'site';
      readonly arrives: boolean;
    }
  | { readonly kind: 'beat'; readonly index: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'skew'; readonly ms: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'reboot'; readonly downMs: number }
  | { readonly kind: 'fault'; readonly fault: 'local-mode' | 'door-open' | 'cooling-water'; readonly active: boolean };

/** One of the values, the first of them `times` as often as all others together. */
function mostly<Value>(times: number, usual: Value, ...others: Value[]): fc.Arbitrary<Value> {
  return fc.constantFrom(...Array.from({ length: times * others.length }, () => usual), ...others);
}

const allowed: SetpointKind[][] = [
  ['mild'],
  ['steep'],
  ['least'],
  ['greatest'],
  ['top'],
  ['mild', 'top'],
  ['top', 'steep'],
];
const refused: SetpointKind[][] = [
  ...[['too low'], ['too high'], ['outside its own'], ['other unit'], ['no such tag'], ['too steep']],
  ...[
    ['mild', 'top too high'],
    ['top too steep', 'mild'],
    ['too steep', 'top too high'],
  ],
] as SetpointKind[][];

const command: fc.Arbitrary<CommandEvent> = fc.record({
  kind: fc.constant('command'),
  epoch: mostly(4, 0, 1, -1),
  version: mostly(4, 1, 2, 0, -1),
  notBefore: mostly(4, 0, -10_000, 2000, 2001, 30_000),
  notAfter: mostly(2, 60_000, 200_000, 5000, 0, -2000, -2001),
  setpoints: fc.constantFrom(...allowed, ...allowed, ...allowed, ...refused),
  expects: mostly<CommandEvent['expects']>(3, {}, { mode: 'remote' }, { door: 'closed' }, { mode: 'local' }),
  flaw: mostly<CommandEvent['flaw']>(4, 'none', 'key', 'changed', 'schema', 'site', 'oven'),
  arrives: mostly(3, true, false),
});

const index = fc.nat(20);

const event: fc.Arbitrary<OvenEvent> = fc.oneof(
  { weight: 8, arbitrary: command },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      ms: mostly(2, 10, 1000, 14_999, 20_000, 61_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deliver'), index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again'), index, epoch: mostly(1, 0, 1, -1) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('heartbeat'),
      epoch: mostly(2, 0, 1, -1),
      flaw: mostly<'none' | 'key' | 'site'>(2, 'none', 'key', 'site'),
      arrives: mostly(2, true, false),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('beat'), index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('skew'),
      ms: fc.constantFrom(0, 0, -3000, -70_000, -3_600_000, 1000, 70_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('slow'), ms: fc.constantFrom(0, 500, 61_500) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reboot'), downMs: fc.constantFrom(0, 1000, 62_500) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fault'),
      fault: fc.constantFrom('local-mode', 'door-open', 'cooling-water'),
      active: fc.boolean(),
    }),
  },
);

/** One to 20 events, half of that in the mean. */
export const ovenEvents: fc.Arbitrary<OvenEvent[]> = fc.array(event, { minLength: 1, maxLength: 20, size: 'max' });
