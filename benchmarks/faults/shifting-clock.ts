/** Loaded before the service: SIGUSR2 moves the wall clock of this process by what TAKT_BENCH_CLOCK_SHIFT_MS says. */
const real = Date.now;
let shiftMs = 0;
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...words: ConstructorParameters<typeof Date> | []) {
    if (words.length === 0) super(real() + shiftMs);
    else super(...words);
  }
  static override now(): number {
    return real() + shiftMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
process.on('SIGUSR2', () => {
  shiftMs = Number(process.env.TAKT_BENCH_CLOCK_SHIFT_MS ?? 0);
});
