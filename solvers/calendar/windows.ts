/** Rows of windows of work while an index is built: half-open, in order, apart from each other. */

export interface Windows {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Takes windows in almost any order and merges those that overlap or touch. */
export class WindowRow implements Windows {
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  /** Near the end is cheap: windows come in order but for those that a clock change has pushed past their neighbours. */
  add(start: number, end: number): void {
    if (start >= end) return;
    if (this.ends.length === 0 || start > this.ends[this.ends.length - 1]) {
      this.starts.push(start);
      this.ends.push(end);
      return;
    }
    let at = this.starts.length;
    while (at > 0 && this.ends[at - 1] >= start) at--;
    // Those from `at` on end at or after the new start; the ones that it reaches become one with it.
    let next = at;
    while (next < this.starts.length && this.starts[next] <= end) next++;
    if (next === at) {
      this.starts.splice(at, 0, start);
      this.ends.splice(at, 0, end);
      return;
    }
    const mergedStart = Math.min(start, this.starts[at]);
    const mergedEnd = Math.max(end, this.ends[next - 1]);
    this.starts.splice(at, next - at, mergedStart);
    this.ends.splice(at, next - at, mergedEnd);
  }
}

/** What lies in both rows. */
export function commonWindows(one: Windows, other: Windows): Windows {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = 0, j = 0; i < one.starts.length && j < other.starts.length; ) {
    const start = Math.max(one.starts[i], other.starts[j]);
    const end = Math.min(one.ends[i], other.ends[j]);
    if (start < end) {
      starts.push(start);
      ends.push(end);
    }
    if (one.ends[i] < other.ends[j]) i++;
    else j++;
  }
  return { starts, ends };
}
