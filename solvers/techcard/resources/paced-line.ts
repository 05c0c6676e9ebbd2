/**
 * Like lines whose stations all move together: a piece enters station 0 and moves on one station a takt.
 *
 * What has to be done at which station for which piece (the projection) is kept apart from the lines, so that the line of a
 * piece is chosen only when its first operation is: the one whose takt began first, then the lower number. A takt begins at
 * the last end of all before it.
 *
 * With `first-permitted`, and where a takt may not begin empty, a line moves as soon as it is ready but waits while a piece
 * could still enter station 0. Else it moves only when an operation asks for it: until then a piece may enter late.
 */
import type { TechcardResource } from '../../../models/techcard.ts';
import { type Assignment, never } from '../instance.ts';
import type { Recorder } from '../text-log.ts';
import { type Part, ResourceModel, refused, type Setting, type Use } from './model.ts';

const passed = 2;
const unready = 3;
const moving = 4;

interface Line {
  readonly number: number;
  takt: number;
  /** Start of the takt. */
  mark: number;
  /** Last end so far. */
  last: number;
  /** By station: piece, -1 for none. */
  readonly stations: Int32Array;
  pieces: number;
  /** Operations that its pieces still have to do before the next move. */
  pending: number;
  /** Takt of the last entry; -1 before the first. */
  entered: number;
  /** First start of each takt of a plan that is replayed. */
  readonly began: number[];
  /** A takt began empty where none may: no piece enters any more. */
  closed: boolean;
}

export class PacedLine extends ResourceModel {
  readonly #resource: number;
  readonly #id: string;
  readonly #count: number;
  readonly #gaps: boolean;
  readonly #recorder: Recorder;
  readonly #lines: Line[];
  /** By operation: the last station at which it can be done; -1 where it need not be done on the line. */
  readonly #due: Int32Array;
  readonly #bound: Int32Array;
  /** By piece and station. */
  readonly #remaining: Int32Array;
  /** By piece: first station it is bound to; the line it is on, -1 before. */
  readonly #first: Int32Array;
  readonly #lineOf: Int32Array;
  readonly #stationOf: Int32Array;
  /** By piece on a line: the takt in which it enters. */
  readonly #entryOf: Int32Array;
  /** By piece: something that is done there is not given. */
  readonly #plans: Uint8Array;
  /** By piece: another one is given its place, so that no more can be planned for it. */
  readonly #shares: Uint8Array;
  readonly #givenMode: Int32Array;
  readonly #fixed = new Map<number, Assignment>();
  #applied: { line: number; takt: number } = { line: -1, takt: -1 };
  #waiting = 0;
  #patient = false;
  /** Of the last plan: line and moves before the operation. */
  #line = -1;
  #moves = 0;
  #clash = '';

  constructor(resource: TechcardResource & { type: 'paced-line' }, { instance, resource: index, recorder }: Setting) {
    super();
    this.#resource = index;
    this.#id = resource.id;
    this.#count = resource.stations;
    this.#gaps = resource.emptyTakts;
    this.#recorder = recorder;
    this.#lines = Array.from({ length: resource.lines }, (_, number) => ({
      number,
      takt: 0,
      mark: -never,
      last: -never,
      stations: new Int32Array(resource.stations),
      pieces: 0,
      pending: 0,
      entered: -1,
      began: [],
      closed: false,
    }));
    this.#due = new Int32Array(instance.operations).fill(-1);
    this.#bound = new Int32Array(instance.pieces.length * resource.stations);
    this.#remaining = new Int32Array(this.#bound.length);
    this.#first = new Int32Array(instance.pieces.length).fill(resource.stations);
    this.#lineOf = new Int32Array(instance.pieces.length);
    this.#stationOf = new Int32Array(instance.pieces.length);
    this.#entryOf = new Int32Array(instance.pieces.length);
    this.#plans = new Uint8Array(instance.pieces.length);
    this.#shares = new Uint8Array(instance.pieces.length);
    this.#givenMode = instance.givenMode;
  }

  override get steady(): boolean {
    return false;
  }

  override get countsInstants(): boolean {
    return true;
  }

  override bind({ operation, piece, station, certain }: Use): void {
    if (!certain) return;
    const row = piece * this.#count;
    const due = this.#due[operation];
    if (due >= 0) this.#bound[row + due] -= 1;
    this.#due[operation] = Math.max(due, station);
    this.#bound[row + this.#due[operation]] += 1;
    this.#first[piece] = Math.min(this.#first[piece], station);
  }

  override reset(patient: boolean): void {
    this.#patient = patient || !this.#gaps;
    this.#remaining.set(this.#bound);
    this.#lineOf.fill(-1);
    this.#plans.fill(0);
    this.#shares.fill(0);
    this.#fixed.clear();
    this.#clash = '';
    this.#waiting = 0;
    for (const first of this.#first) if (first < this.#count) this.#waiting += 1;
    for (const line of this.#lines) {
      line.takt = 0;
      line.mark = -never;
      line.last = -never;
      line.stations.fill(-1);
      line.pieces = 0;
      line.pending = 0;
      line.entered = -1;
      line.began.length = 0;
      line.closed = false;
    }
  }

  override canRun(use: Use, time: number, end: number): number {
    const fixed = this.#fixed.get(use.demand);
    return fixed === undefined ? this.#plan(use, time) : this.#planFixed(fixed, time, end);
  }

  /** Finds line and moves for an operation; changes nothing else. */
  #plan(use: Use, time: number): number {
    const number = this.#lineOf[use.piece];
    if (number < 0) return this.#planEntry(use, time);
    const line = this.#lines[number];
    const moves = use.station - this.#stationOf[use.piece];
    const gone = moves < 0 || this.#shares[use.piece] === 1;
    if (gone || (moves > 0 && !this.#mayMove(line, moves))) {
      this.reason = gone ? passed : unready;
      return refused;
    }
    this.#line = number;
    this.#moves = moves;
    return this.#from(line, moves, time);
  }

  #from(line: Line, moves: number, time: number): number {
    const from = moves === 0 ? line.mark : line.last;
    if (from <= time) return time;
    this.reason = moving;
    return from;
  }

  /** Whether nothing keeps the line from so many moves, one right after the other. */
  #mayMove(line: Line, moves: number): boolean {
    for (let move = 0; move < moves; move += 1) {
      if (move === 0 ? line.pending > 0 : this.#pendingAfter(line, move) > 0) return false;
      if (this.#holds(line, move)) return false;
    }
    return true;
  }

  #holds(line: Line, move: number): boolean {
    return this.#patient && this.#waiting > 0 && !line.closed && (move > 0 || line.stations[0] < 0) && line.pieces > 0;
  }

  #pendingAfter(line: Line, moves: number): number {
    let pending = 0;
    for (let station = 0; station + moves < this.#count; station += 1)
      if (line.stations[station] >= 0)
        pending += this.#remaining[line.stations[station] * this.#count + station + moves];
    return pending;
  }

  #planEntry(use: Use, time: number): number {
    this.reason = unready;
    this.#line = -1;
    let best: number = never;
    for (const line of this.#lines) {
      const moves = this.#movesToEnter(line, use.station, time);
      if (moves < 0) continue;
      const mark = moves === 0 ? line.mark : line.last;
      if (this.#line >= 0 && mark >= best) continue;
      best = mark;
      this.#line = line.number;
      this.#moves = moves;
    }
    return this.#line < 0 ? refused : this.#from(this.#lines[this.#line], this.#moves, time);
  }

  /** Moves before a free place is at the station; -1 if the line cannot make them now. */
  #movesToEnter(line: Line, station: number, time: number): number {
    if (line.pieces === 0 && line.entered < 0) return this.#gaps || station === 0 ? 0 : -1;
    if (!this.#gaps) {
      const moves = line.entered + 1 + station - line.takt;
      if (line.closed || station > 0 || moves < 0) return -1;
      return this.#mayMove(line, moves) ? moves : -1;
    }
    for (let moves = 0; moves <= station + 1; moves += 1) {
      if (moves > 0 && !this.#mayMove(line, moves)) return -1;
      const free = moves > station || line.stations[station - moves] < 0;
      if (!free || line.takt + moves < station) continue;
      const late = moves === 0 && line.last > line.mark && time >= line.last;
      // All others are done by then: to enter now would lengthen their takt for nothing.
      return late && this.#mayMove(line, 1) && line.takt + 1 >= station && this.#freeAfterMove(line, station)
        ? 1
        : moves;
    }
    return -1;
  }

  #freeAfterMove(line: Line, station: number): boolean {
    return station === 0 || line.stations[station - 1] < 0;
  }

  #planFixed({ line: number = 0, takt = 0 }: Assignment, time: number, end: number): number {
    const line = this.#lines[number];
    // At one moment operations of no duration may come in any order.
    this.reason = moving;
    for (let later = takt + 1; later < line.began.length; later += 1) if (line.began[later] < end) return refused;
    if (takt < line.takt) return time;
    return this.#from(line, takt - line.takt, time);
  }

  override apply(use: Use, moment: 'start' | 'end', time: number): void {
    if (moment === 'start') this.#begin(use, time);
    else this.#finishWork(use, time);
  }

  #begin(use: Use, time: number): void {
    const fixed = this.#fixed.get(use.demand);
    if (fixed?.line !== undefined && fixed.takt !== undefined) {
      this.#beginFixed(use, fixed.line, fixed.takt, time);
      return;
    }
    if (this.#plan(use, time) === refused) this.#force(use);
    const line = this.#lines[this.#line];
    for (let move = 0; move < this.#moves; move += 1) this.#move(line);
    if (this.#lineOf[use.piece] < 0) this.#load(line, use.piece, use.station);
    this.#applied = { line: line.number, takt: line.takt + use.station - this.#stationOf[use.piece] };
  }

  #beginFixed(use: Use, number: number, takt: number, time: number): void {
    const line = this.#lines[number];
    const { piece } = use;
    const entry = takt - use.station;
    const planned = this.#givenMode[use.operation] < 0;
    line.began[takt] ??= time;
    while (line.takt < takt && line.pieces > 0) this.#move(line);
    // Nothing is left to hand on.
    if (line.takt < takt) {
      line.takt = takt;
      line.mark = line.last;
    }
    if (this.#lineOf[piece] < 0) {
      // Where it would be by now, or has left the line already.
      this.#load(line, piece, use.station + line.takt - takt);
    } else if (
      (this.#lineOf[piece] !== number || this.#entryOf[piece] !== entry) &&
      (planned || this.#plans[piece] === 1)
    )
      this.#clash = `a piece leaves its place on line ${number} of "${this.#id}"`;
    if (planned) this.#plans[piece] = 1;
    this.#applied = { line: number, takt };
  }

  /** A fact stands where the rules of the line would have it elsewhere. */
  #force(use: Use): void {
    const number = this.#lineOf[use.piece];
    if (number >= 0) {
      this.#line = number;
      this.#moves = Math.max(0, use.station - this.#stationOf[use.piece]);
      return;
    }
    const moves = this.#lines.map((line) => this.#movesToPlace(line, use.station));
    const best = this.#lines.reduce((best, other) => {
      const more = moves[other.number] - moves[best.number];
      return more < 0 || (more === 0 && other.mark < best.mark) ? other : best;
    });
    this.#line = best.number;
    this.#moves = moves[best.number];
  }

  /** Moves, allowed or not, before a piece could have come to the station from station 0. */
  #movesToPlace(line: Line, station: number): number {
    if (line.pieces === 0 && line.entered < 0) return 0;
    let moves = Math.max(0, station - line.takt);
    while (moves <= station && line.stations[station - moves] >= 0) moves += 1;
    return moves;
  }

  #load(line: Line, piece: number, station: number): void {
    if (line.pieces === 0 && line.entered < 0) line.takt = Math.max(line.takt, station);
    if (station < this.#count) {
      if (line.stations[station] >= 0) {
        this.#giveUp(line, station);
        this.#shares[piece] = 1;
      }
      line.stations[station] = piece;
      line.pieces += 1;
      line.pending += this.#remaining[piece * this.#count + station];
    }
    line.entered = Math.max(line.entered, line.takt - station);
    this.#lineOf[piece] = line.number;
    this.#entryOf[piece] = line.takt - station;
    this.#stationOf[piece] = Math.min(station, this.#count);
    if (this.#first[piece] < this.#count) this.#waiting -= 1;
    this.#recorder.add({ kind: 'loaded', resource: this.#resource, line: line.number, piece, station });
  }

  /** Two pieces are given one place: the earlier one counts as gone; what either still needs is refused. */
  #giveUp(line: Line, station: number): void {
    const piece = line.stations[station];
    line.pieces -= 1;
    line.pending -= this.#remaining[piece * this.#count + station];
    this.#stationOf[piece] = this.#count;
  }

  #finishWork(use: Use, time: number): void {
    const { piece, operation } = use;
    const line = this.#lines[this.#lineOf[piece]];
    const worked = this.#lines[this.#applied.line];
    worked.last = Math.max(worked.last, time);
    // A fact of a takt that is past, or on a line where its piece is not: what comes begins after it all the same.
    if (worked !== line || this.#applied.takt < line.takt) worked.mark = Math.max(worked.mark, time);
    this.#recorder.add({ kind: 'timestamp', resource: this.#resource, line: worked.number, piece, at: time });
    const due = this.#due[operation];
    if (due >= 0) {
      this.#remaining[piece * this.#count + due] -= 1;
      if (this.#stationOf[piece] === due) line.pending -= 1;
    }
    if (this.#patient && !this.#fixed.has(use.demand))
      for (let move = 0; move < this.#count && this.#isDone(line) && !this.#holds(line, 0); move += 1) this.#move(line);
  }

  #isDone(line: Line): boolean {
    return line.pieces > 0 && line.pending === 0;
  }

  /** All stations hand on what they hold, the last one first. */
  #move(line: Line): void {
    if (line.stations[0] < 0 && this.#waiting > 0 && line.entered >= 0 && !this.#gaps) line.closed = true;
    for (let station = this.#count - 1; station >= 0; station -= 1) {
      const piece = line.stations[station];
      if (piece < 0) continue;
      this.#stationOf[piece] = station + 1;
      const movement = { resource: this.#resource, line: line.number, piece };
      if (station + 1 < this.#count)
        this.#recorder.add({ kind: 'station', ...movement, from: station, to: station + 1 });
      else {
        this.#recorder.add({ kind: 'unloaded', ...movement, at: line.last });
        line.pieces -= 1;
      }
    }
    line.stations.copyWithin(1, 0, this.#count - 1);
    line.stations[0] = -1;
    line.takt += 1;
    line.mark = line.last;
    line.pending = this.#pendingAfter(line, 0);
  }

  override giveWay(): boolean {
    if (!this.#patient || this.#waiting === 0) return false;
    if (this.#gaps) {
      this.#patient = false;
      return true;
    }
    // A piece without work on the first station enters there all the same, in its turn.
    const piece = this.#first.findIndex((first, at) => first > 0 && first < this.#count && this.#lineOf[at] < 0);
    const lines = this.#lines.filter((line) => !line.closed && line.pending === 0);
    if (piece >= 0 && lines.length > 0) {
      const line = lines.reduce((best, other) => (other.mark < best.mark ? other : best));
      if (line.stations[0] >= 0) this.#move(line);
      this.#load(line, piece, 0);
      return true;
    }
    // As long as another line takes what is to come, one may end its row of entries.
    const open = this.#lines.filter((line) => !line.closed);
    const ready = open.filter((line) => line.pieces > 0 && line.pending === 0);
    if (open.length < 2 || ready.length === 0) return false;
    ready[ready.length - 1].closed = true;
    return true;
  }

  override finish(): undefined {
    // After so many moves every piece has left.
    for (const line of this.#lines)
      for (let move = 0; move < this.#count && this.#isDone(line); move += 1) this.#move(line);
  }

  override fault(): string | undefined {
    if (this.#clash !== '') return this.#clash;
    for (const { number } of this.#lines) {
      const pieces = [...this.#lineOf.keys()].filter((piece) => this.#lineOf[piece] === number);
      pieces.sort((a, b) => this.#entryOf[a] - this.#entryOf[b]);
      for (let k = 1; k < pieces.length; k += 1) {
        if (this.#plans[pieces[k]] === 0 && this.#plans[pieces[k - 1]] === 0) continue;
        const gap = this.#entryOf[pieces[k]] - this.#entryOf[pieces[k - 1]];
        if (gap === 0) return `two pieces share a place on line ${number} of "${this.#id}"`;
        if (!this.#gaps && gap > 1) return `line ${number} of "${this.#id}" has an empty takt`;
      }
    }
    return undefined;
  }

  override assign(use: Use, _part: Part, assignment: Assignment): void {
    if (assignment.line !== undefined && assignment.takt !== undefined) this.#fixed.set(use.demand, assignment);
  }

  override assignment(): Assignment {
    return this.#applied;
  }

  override classKey(use: Use): string {
    return `${use.piece} ${use.station}`;
  }

  override explain(reason: number): string {
    if (reason === passed) return `its piece has passed the station of "${this.#id}"`;
    if (reason === moving) return `the takt of "${this.#id}" has not begun`;
    return `no line of "${this.#id}" can move on: a piece is not ready, or one could still enter`;
  }
}
