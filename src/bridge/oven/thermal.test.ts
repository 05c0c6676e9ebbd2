import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actuationFor, asymptote, defaultThermal, type ThermalParameters, thermalStep } from './thermal.ts';

const parameters: fc.Arbitrary<ThermalParameters> = fc.record({
  ambient: fc.double({ min: -20, max: 40, noNaN: true }),
  heatingPerMin: fc.double({ min: 1, max: 200, noNaN: true }),
  lossMinutes: fc.double({ min: 10, max: 1000, noNaN: true }),
  coolingMinutes: fc.double({ min: 5, max: 500, noNaN: true }),
  doorFactor: fc.double({ min: 1, max: 20, noNaN: true }),
});
const actuation = fc.record({
  power: fc.double({ min: 0, max: 1, noNaN: true }),
  cooling: fc.double({ min: 0, max: 1, noNaN: true }),
  doorOpen: fc.boolean(),
});
const temperature = fc.double({ min: 50, max: 2000, noNaN: true });

describe('thermal model', () => {
  test('by hand: half the time constant of losses, no power', () => {
    const off = { power: 0, cooling: 0, doorOpen: false };
    // 20 + 1000 e^-0.5 = 626.53
    expect(thermalStep(defaultThermal, 1020, off, 120)).toBeCloseTo(626.5307, 4);
    // Power 0.1: 20 + 6 degC/min * 240 min.
    expect(asymptote(defaultThermal, { ...off, power: 0.1 })).toBeCloseTo(1460, 9);
  });

  test('constant power: comes nearer to the asymptote with every step and never passes it', () => {
    fc.assert(
      fc.property(
        parameters,
        actuation,
        temperature,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (model, act, start, minutes) => {
          const end = asymptote(model, act);
          const next = thermalStep(model, start, act, minutes);
          expect(Math.abs(next - end)).toBeLessThanOrEqual(Math.abs(start - end));
          expect((next - end) * (start - end)).toBeGreaterThanOrEqual(0);
          expect(thermalStep(model, start, act, 1e6)).toBeCloseTo(end, 6);
        },
      ),
    );
  });

  test('constant power: two steps are one of their sum', () => {
    fc.assert(
      fc.property(
        parameters,
        actuation,
        temperature,
        fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true })),
        (model, act, start, [a, b]) => {
          const twice = thermalStep(model, thermalStep(model, start, act, a), act, b);
          expect(twice).toBeCloseTo(thermalStep(model, start, act, a + b), 6);
        },
      ),
    );
  });

  test('controlled: never passes the setpoint, from above or below, and reaches it where the power suffices', () => {
    let reached = 0;
    fc.assert(
      fc.property(parameters, temperature, temperature, fc.boolean(), (model, start, setpoint, doorOpen) => {
        let now = start;
        for (let step = 0; step < 150; step++) {
          const act = actuationFor(model, now, setpoint, doorOpen, 0.5);
          expect(act.power).toBeGreaterThanOrEqual(0);
          expect(act.power).toBeLessThanOrEqual(1);
          expect(act.cooling).toBeGreaterThanOrEqual(0);
          expect(act.cooling).toBeLessThanOrEqual(1);
          const next = thermalStep(model, now, act, 0.5);
          const slack = 1e-6 * Math.max(1, Math.abs(setpoint));
          // Where full power cannot hold the setpoint, an oven that was hotter cools past it: that is no overshoot.
          const canHold = asymptote(model, { power: 1, cooling: 0, doorOpen }) >= setpoint;
          if (start <= setpoint) expect(next).toBeLessThanOrEqual(setpoint + slack);
          else if (canHold) expect(next).toBeGreaterThanOrEqual(setpoint - slack);
          now = next;
        }
        if (Math.abs(now - setpoint) < 0.01) reached++;
      }),
      { numRuns: 150 },
    );
    expect(reached).toBeGreaterThan(20);
  });
});
