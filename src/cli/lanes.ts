/** Bars side by side: what overlaps in time goes to lanes of its own. */
export interface Spanned {
  /** Seconds from `start`. */
  readonly start: number;
  readonly end: number;
}

/** Each bar on the first lane that is free, in the order of their starts. */
export function spread<Bar extends Spanned>(bars: readonly Bar[]): Bar[][] {
  const lanes: { end: number; bars: Bar[] }[] = [];
  for (const bar of bars.toSorted((a, b) => a.start - b.start)) {
    const free = lanes.find(({ end }) => end <= bar.start);
    if (free) {
      free.end = bar.end;
      free.bars.push(bar);
    } else lanes.push({ end: bar.end, bars: [bar] });
  }
  return lanes.map((lane) => lane.bars);
}
