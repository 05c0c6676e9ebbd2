/** When pieces of a line were to be poured, and how much later they are: of each line in order of time, piece by piece. */
import type { AmendedMelt } from './amend.ts';
import type { PlacedHeat } from './keep.ts';
import type { Pourable } from './pour.ts';
import { secondsOf } from './running.ts';

/** So many pieces of a line end at this moment (epoch seconds). */
interface Lot {
  readonly end: number;
  readonly pieces: number;
}

export interface LineLateness {
  readonly line: string;
  readonly promised: number;
  readonly poured: number;
  /** Minutes by which the last promised piece that is poured is later; 0 where it is not. */
  readonly lastMinutes: number;
  /** Pieces later by more than `promiseMinutes`. */
  readonly latePieces: number;
  /** Sum over pieces. */
  readonly pieceHours: number;
  readonly greatestMinutes: number;
}

type PouredHeat = Pick<PlacedHeat, 'contents' | 'end'>;

export class Promises {
  readonly #amended: AmendedMelt;
  readonly #planned: ReadonlyMap<string, readonly Lot[]>;
  readonly #fixed: readonly PouredHeat[];

  constructor(amended: AmendedMelt) {
    this.#amended = amended;
    this.#planned = lotsOf(
      amended.heats.map(({ given, planned }) => ({ contents: given.contents, end: planned?.end ?? -Infinity })),
    );
    this.#fixed = amended.problem.fixedHeats.map(({ contents, end }) => ({
      contents,
      end: end === undefined ? -Infinity : secondsOf(end),
    }));
  }

  /** Mean planned end of the pieces of a line that fixed heats do not hold; undefined where the plan had none. */
  dueOf(line: string): number | undefined {
    const held = this.#fixed.reduce(
      (sum, { contents }) => sum + contents.reduce((own, one) => own + (one.line === line ? one.pieces : 0), 0),
      0,
    );
    let skip = held;
    let pieces = 0;
    let sum = 0;
    for (const lot of this.#planned.get(line) ?? []) {
      const skipped = Math.min(skip, lot.pieces);
      skip -= skipped;
      if (lot.pieces === skipped) continue;
      pieces += lot.pieces - skipped;
      sum += (lot.pieces - skipped) * lot.end;
    }
    return pieces > 0 ? sum / pieces : undefined;
  }

  /** Of every line of the problem as it is now. */
  lateness(heats: readonly PouredHeat[]): LineLateness[] {
    const now = lotsOf([...this.#fixed, ...heats]);
    const { promised, problem, request } = this.#amended;
    return problem.lines.map(({ id }) =>
      compare(id, promised.get(id) ?? 0, this.#planned.get(id) ?? [], now.get(id) ?? [], request.promiseMinutes),
    );
  }

  /** Poured mass of all pieces times the hours by which they are later, in tonnes or kilograms as `massUnit` has it. */
  massHours(heats: readonly PouredHeat[], pourable: Pourable, gramsPerUnit: number): number {
    return this.lateness(heats).reduce(
      (sum, { line, pieceHours }) => sum + (pieceHours * pourable.gramsOf(line)) / gramsPerUnit,
      0,
    );
  }
}

function lotsOf(heats: readonly PouredHeat[]): Map<string, Lot[]> {
  const lots = new Map<string, Lot[]>();
  for (const { contents, end } of heats)
    for (const { line, pieces } of contents) {
      const own = lots.get(line);
      if (own) own.push({ end, pieces });
      else lots.set(line, [{ end, pieces }]);
    }
  for (const own of lots.values()) own.sort((a, b) => a.end - b.end);
  return lots;
}

function compare(
  line: string,
  promised: number,
  planned: readonly Lot[],
  now: readonly Lot[],
  promiseMinutes: number,
): LineLateness {
  const poured = now.reduce((sum, { pieces }) => sum + pieces, 0);
  let left = Math.min(
    promised,
    poured,
    planned.reduce((sum, { pieces }) => sum + pieces, 0),
  );
  let [was, is] = [0, 0];
  let [wasTaken, isTaken] = [0, 0];
  let latePieces = 0;
  let pieceHours = 0;
  let greatestMinutes = 0;
  let lastMinutes = 0;
  while (left > 0) {
    const step = Math.min(left, planned[was].pieces - wasTaken, now[is].pieces - isTaken);
    // A fixed heat without times is no later than itself, and neither later nor earlier than another.
    const minutes = Number.isFinite(planned[was].end) ? Math.max(0, (now[is].end - planned[was].end) / 60) : 0;
    if (minutes > promiseMinutes) latePieces += step;
    pieceHours += (step * minutes) / 60;
    greatestMinutes = Math.max(greatestMinutes, minutes);
    lastMinutes = minutes;
    left -= step;
    wasTaken += step;
    isTaken += step;
    if (wasTaken === planned[was].pieces) [was, wasTaken] = [was + 1, 0];
    if (isTaken === now[is].pieces) [is, isTaken] = [is + 1, 0];
  }
  return { line, promised, poured, lastMinutes, latePieces, pieceHours, greatestMinutes };
}
