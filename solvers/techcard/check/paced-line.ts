/** Paced lines: where pieces enter, and that a line's stations move together. */
import type { TechcardResource } from '../../../models/techcard.ts';
import { isFact, type LaidOut, type Placed, type Use } from './laid-out.ts';

type PacedLine = Extract<TechcardResource, { type: 'paced-line' }>;

interface OnLine {
  readonly placed: Placed;
  readonly line: number;
  readonly takt: number;
  /** Takt in which its piece enters station 0. */
  readonly entry: number;
}

/** A piece's stay on the resource. */
interface Stay {
  readonly line: number;
  readonly entry: number;
  readonly first: Placed;
  /** All of it is given. */
  isGiven: boolean;
}

export function checkPacedLine(laid: LaidOut, resource: PacedLine, uses: readonly Use[]): void {
  const work = uses.flatMap((use) => onLine(laid, resource, use) ?? []);
  const stays = staysOf(laid, work);
  checkEntries(laid, resource, stays);
  for (let line = 0; line < resource.lines; line++)
    checkTakts(
      laid,
      resource,
      line,
      work.filter((one) => one.line === line),
    );
}

function onLine({ report }: LaidOut, { id, lines }: PacedLine, { placed, demands, assignments }: Use) {
  const wanted = demands[0].station!;
  const { line, takt, station = wanted } = assignments[0] ?? {};
  if (line === undefined || takt === undefined || line >= lines) {
    report(
      'paced line',
      `${placed.name} is on line ${line} of "${id}" in takt ${takt}; there are lines 0 to ${lines - 1}`,
    );
    return undefined;
  }
  if (station !== wanted) report('paced line', `${placed.name} is on station ${station}, its mode says ${wanted}`);
  return { placed, line, takt, entry: takt - wanted };
}

function staysOf({ report }: LaidOut, work: readonly OnLine[]): Stay[] {
  const stays = new Map<unknown, Stay>();
  for (const { placed, line, entry } of work) {
    const stay = stays.get(placed.piece);
    if (!stay) stays.set(placed.piece, { line, entry, first: placed, isGiven: isFact(placed) });
    else {
      stay.isGiven &&= isFact(placed);
      if ((stay.line !== line || stay.entry !== entry) && !isFact(placed, stay.first))
        report(
          'paced line',
          `${stay.first.name} entered line ${stay.line} in takt ${stay.entry}, ${placed.name} line ${line} in takt ${entry}`,
        );
    }
  }
  return [...stays.values()];
}

function checkEntries({ report }: LaidOut, { id, emptyTakts }: PacedLine, stays: readonly Stay[]): void {
  const sorted = stays.toSorted((one, other) => one.line - other.line || one.entry - other.entry);
  sorted.forEach((stay, index) => {
    if (stay.entry < 0 && !stay.isGiven)
      report('paced line', `${stay.first.name} would have entered "${id}" before takt 0`);
    const before = sorted[index - 1];
    if (!before || before.line !== stay.line || (before.isGiven && stay.isGiven)) return;
    if (before.entry === stay.entry)
      report('paced line', `${before.first.name} and ${stay.first.name} enter line ${stay.line} in takt ${stay.entry}`);
    if (!emptyTakts && stay.entry > before.entry + 1)
      report('paced line', `line ${stay.line} of "${id}" has empty takts between ${before.entry} and ${stay.entry}`);
  });
}

/** No operation starts before all of earlier takts have ended. */
function checkTakts({ report }: LaidOut, { id }: PacedLine, line: number, work: readonly OnLine[]): void {
  const sorted = work.toSorted((one, other) => one.takt - other.takt);
  let [end, ownEnd] = [-Infinity, -Infinity];
  for (let index = 0; index < sorted.length; ) {
    const { takt } = sorted[index];
    let [taktEnd, ownTaktEnd] = [end, ownEnd];
    for (; index < sorted.length && sorted[index].takt === takt; index++) {
      const { placed } = sorted[index];
      const earlier = isFact(placed) ? ownEnd : end;
      if (placed.start < earlier)
        report(
          'paced line',
          `${placed.name} starts at ${placed.start} in takt ${takt} of line ${line} of "${id}"; takts before it last until ${earlier}`,
        );
      taktEnd = Math.max(taktEnd, placed.end);
      if (!isFact(placed)) ownTaktEnd = Math.max(ownTaktEnd, placed.end);
    }
    [end, ownEnd] = [taktEnd, ownTaktEnd];
  }
}
