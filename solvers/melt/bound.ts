/**
 * How many heats of which furnace for which grade: the relaxation that looks at masses only, with every limit that the
 * furnaces share in one model. Its optimum bounds every plan, and its solutions are what packing tries to realise.
 *
 * Columns: heats h[furnace, grade], whole numbers, and poured mass y[class], where a class is all mass of one grade,
 * period and priority with the same eligible furnaces. Masses are in units of the greatest heat, so that the library's
 * tolerances mean the same for every instance.
 *
 *   plan         y[c] = mass of c   (period 0; <= for later periods and for the most mass)
 *   room         sum of y[c] over classes that only furnaces of S may pour  <=  sum over f in S of greatest * h[f, g]
 *   least loads  sum over f in S of least * h[f, g]  <=  sum of y[c] over classes that some furnace of S may pour
 *                for the sets S that occur (Hall's condition; with flows from class to furnace in its place the
 *                library did not end within a second on weeks that it now proves in tenths)
 *   conflicts    heats of a grade  >=  what types that exclude each other need together (conflicts.ts)
 *   caps         heats per furnace and per grade; weighted cuts (dual-feasible.ts); further dimensions
 *   power        heat time x draw, summed over a group  <=  limit x time in which any of its furnaces works, less what
 *                fixed heats draw in that time
 */
import { fillerWeight } from '../../models/melt-units.ts';
import type { MilpAnswer, MilpModel } from '../milp/milp.ts';
import { ModelBuilder } from '../milp/model.ts';
import { leastHeatsByConflicts } from './conflicts.ts';
import { weightCuts } from './dual-feasible.ts';
import type { Instance } from './instance.ts';
import { possibleLoads } from './loads.ts';
import { powerGroups } from './spread.ts';

/** What is asked of the model. */
export interface CountQuestion {
  /**
   * cost: pour period 0 at least cost; left: leave the least worth of period 0; filler: pour period 0, fill most;
   * extension: pour period 0, minimise what `extend` puts a cost on.
   */
  readonly minimise: 'cost' | 'left' | 'filler' | 'extension';
  /**
   * Whether later periods may help a heat to its least mass. What is to be proved needs them where the request lets
   * them in; counts that do not lean on them are easier to pack.
   */
  readonly withFiller: boolean;
  /** Spare capacity wanted by grade, as a share of its mass: packing needs some where pieces are coarse. */
  readonly spare?: readonly number[];
  /** Cost of heats at most this. */
  readonly mostCost?: number;
  /** Heats by furnace at most this, beside the instance's own caps. */
  readonly mostHeats?: ArrayLike<number>;
  /** Rows and columns of a later decision. */
  readonly extend?: CountExtension;
  /** Added to the cost of each column by furnace and grade, to see other solutions of like cost. */
  readonly disturb?: (furnace: number, grade: number) => number;
}

/**
 * Adds to the model what a later decision asks for.
 * @param heat - `heat[grade][furnace]`: columns of the heats.
 * @param greatest - `greatest[grade][furnace]`: most that a heat can hold, in units of the instance; NaN: none.
 */
export type CountExtension = (
  builder: ModelBuilder,
  heat: readonly (readonly number[])[],
  greatest: readonly (readonly number[])[],
) => void;

export interface HeatCounts {
  /** `heats[grade][furnace]`. */
  readonly heats: readonly (readonly number[])[];
  /** Heats (or their cost) of period 0's plan. */
  readonly cost: number;
}

interface Class {
  readonly grade: number;
  readonly period: number;
  readonly priority: number;
  readonly furnaces: readonly number[];
  mass: number;
  /** Mass of each of its pieces, NaN where they differ. */
  pieceMass: number;
}

/** Built once per instance; answers several questions. */
export class HeatCountModel {
  readonly instance: Instance;
  readonly #classes: Class[];
  /** `least[grade][furnace]`, `greatest` likewise: loads that pieces of the grade can really have; NaN: none. */
  readonly #least: number[][];
  readonly #greatest: number[][];
  readonly #scale: number;
  readonly #cuts: ReturnType<typeof weightCuts>[];

  constructor(instance: Instance) {
    this.instance = instance;
    this.#scale = Math.max(...instance.greatest, 1);
    this.#classes = classesOf(instance);
    this.#least = instance.grades.map(() => []);
    this.#greatest = instance.grades.map(() => []);
    for (const grade of instance.grades)
      for (const furnace of grade.furnaces) {
        const [least, greatest] = possibleLoads(instance, grade.grade, furnace);
        this.#least[grade.grade][furnace] = least;
        this.#greatest[grade.grade][furnace] = greatest;
      }
    this.#cuts = instance.grades.map((grade) =>
      weightCuts(
        instance,
        grade,
        grade.types.map((type) => (instance.period[type] === 0 ? instance.quantity[type] : 0)),
      ),
    );
  }

  /** Mass of period 0 that must be poured, by grade, in units of the instance. */
  mandatoryMass(grade: number): number {
    return this.#classes.reduce((sum, c) => sum + (c.grade === grade && c.period === 0 ? c.mass : 0), 0);
  }

  /** The question as a MILP; `read` turns its answer back into heats. */
  model(question: CountQuestion): { model: MilpModel; read: (answer: MilpAnswer) => HeatCounts; constant: number } {
    const builder = new ModelBuilder();
    const addRow = (lower: number, upper: number, entries: readonly Entry[]) =>
      addEntries(builder, lower, upper, entries);
    const { instance } = this;
    const scale = this.#scale;
    const pourAll = question.minimise !== 'left';
    const classes = this.#classes.filter((c) => c.period === 0 || question.withFiller);
    const heat = instance.grades.map((grade) => {
      const columns: number[] = [];
      for (const furnace of grade.furnaces) {
        const cap = Math.min(
          instance.mostHeats[furnace],
          instance.mostHeatsOfGrade[grade.grade],
          question.mostHeats?.[furnace] ?? Infinity,
        );
        const possible = !Number.isNaN(this.#greatest[grade.grade][furnace]);
        const disturb = question.disturb?.(furnace, grade.grade) ?? 0;
        const cost = question.minimise === 'cost' ? instance.heatCost[furnace] + disturb : disturb;
        columns[furnace] = builder.addColumn({ cost, upper: possible ? cap : 0, integer: true });
      }
      return columns;
    });
    let constant = 0;
    const pour = classes.map((c) => {
      const worth = worthOf(instance, c, question.minimise);
      const total = c.mass / scale;
      constant += worth * total;
      const mustPour = pourAll && c.period === 0;
      const pourable = c.furnaces.length > 0 || mustPour ? total : 0;
      return builder.addColumn({ cost: -worth, lower: mustPour ? total : 0, upper: pourable });
    });
    // Where worths differ from line to line a class is one type, of which whole pieces are poured.
    if (!pourAll)
      classes.forEach(({ mass, pieceMass }, at) => {
        if (Number.isNaN(pieceMass) || mass === 0) return;
        const pieces = builder.addColumn({ upper: mass / pieceMass, integer: true });
        addRow(0, 0, [
          [pour[at], 1],
          [pieces, -pieceMass / scale],
        ]);
      });
    for (const { grade, furnaces } of instance.grades) {
      const own = classes.flatMap((c, at) => (c.grade === grade ? [{ furnaces: c.furnaces, column: pour[at] }] : []));
      const sets = distinctSets([furnaces, ...own.map((c) => c.furnaces)]);
      for (const set of sets) {
        // Mass that only this set may pour has to fit its heats ...
        const captive = own.filter((c) => c.furnaces.every((f) => set.includes(f)));
        addRow(-Infinity, 0, [
          ...captive.map((c): Entry => [c.column, 1]),
          ...set.map((f): Entry => [heat[grade][f], -this.#greatest[grade][f] / scale || 0]),
        ]);
      }
      const others = sets.map((set) => furnaces.filter((f) => !set.includes(f)));
      for (const set of distinctSets([furnaces, ...furnaces.map((f) => [f]), ...others])) {
        // ... and heats of a set need their least mass from what the set may pour.
        const welcome = own.filter((c) => c.furnaces.some((f) => set.includes(f)));
        addRow(-Infinity, 0, [
          ...welcome.map((c): Entry => [c.column, -1]),
          ...set.map((f): Entry => [heat[grade][f], this.#least[grade][f] / scale || 0]),
        ]);
      }
    }
    for (let furnace = 0; furnace < instance.furnaces; furnace++) {
      const columns = heat.flatMap((byFurnace) => (byFurnace[furnace] === undefined ? [] : [byFurnace[furnace]]));
      const cap = Math.min(instance.mostHeats[furnace], question.mostHeats?.[furnace] ?? Infinity);
      if (columns.length > 1)
        addRow(
          -Infinity,
          cap,
          columns.map((column): Entry => [column, 1]),
        );
    }
    for (const { grade, furnaces } of instance.grades) {
      const entries = (factor: (furnace: number) => number) =>
        furnaces.map((furnace): Entry => [heat[grade][furnace], factor(furnace)]);
      addRow(
        -Infinity,
        instance.mostHeatsOfGrade[grade],
        entries(() => 1),
      );
      if (!pourAll) continue;
      const apart = leastHeatsByConflicts(instance, instance.grades[grade]);
      if (apart > 0)
        addRow(
          apart,
          Infinity,
          entries(() => 1),
        );
      for (const cut of this.#cuts[grade])
        addRow(
          cut.need,
          Infinity,
          entries((furnace) => cut.most[furnace]),
        );
      for (let d = 0; d < instance.dimensions; d++)
        addRow(
          this.#mandatorySize(grade, d),
          Infinity,
          entries((f) => instance.capacity[f * instance.dimensions + d]),
        );
      const spare = question.spare?.[grade] ?? 0;
      if (spare > 0) {
        const mass = this.mandatoryMass(grade) / scale;
        addRow(
          mass * (1 + spare),
          Infinity,
          entries((f) => this.#greatest[grade][f] / scale || 0),
        );
      }
    }
    this.#addPowerRows(builder, heat);
    if (question.mostCost !== undefined)
      addRow(
        -Infinity,
        question.mostCost,
        heat.flatMap((columns) => columns.flatMap((column, f): Entry[] => [[column, instance.heatCost[f]]])),
      );
    question.extend?.(builder, heat, this.#greatest);
    const read = (answer: MilpAnswer): HeatCounts => {
      const heats = heat.map((columns) =>
        Array.from({ length: instance.furnaces }, (_, f) =>
          columns[f] === undefined ? 0 : Math.round(answer.values![columns[f]]),
        ),
      );
      const cost = heats.reduce((sum, counts) => sum + counts.reduce((s, n, f) => s + n * instance.heatCost[f], 0), 0);
      return { heats, cost };
    };
    return { model: builder, read, constant };
  }

  /** Factor from the model's objective (in units of the greatest heat) to mass in the instance's unit. */
  get scale(): number {
    return this.#scale;
  }

  #mandatorySize(grade: number, dimension: number): number {
    const { instance } = this;
    return instance.grades[grade].types.reduce(
      (sum, type) =>
        instance.period[type] === 0
          ? sum + instance.quantity[type] * instance.size[type * instance.dimensions + dimension]
          : sum,
      0,
    );
  }

  #addPowerRows(builder: ModelBuilder, heat: readonly (readonly number[])[]): void {
    const { instance } = this;
    const addRow = (lower: number, upper: number, entries: readonly Entry[]) =>
      addEntries(builder, lower, upper, entries);
    if (!instance.spread) return;
    for (const group of powerGroups(instance)) {
      const members = instance.problem.furnaces.flatMap((_, f) => (group.draw[f] > 0 ? [f] : []));
      addRow(
        -Infinity,
        group.limit * (workingSeconds(instance, members) / 3600) -
          fixedHours(instance, members).reduce((sum, hours, f) => sum + hours * group.draw[f], 0),
        heat.flatMap((columns) =>
          members
            .filter((f) => columns[f] !== undefined)
            .map((f): Entry => [columns[f], (group.draw[f] * instance.heatSeconds[f]) / 3600]),
        ),
      );
      // Furnaces that each take more than half the limit never run together: their heat times add up.
      const large = members.filter((f) => 2 * group.draw[f] > group.limit);
      if (large.length > 1)
        addRow(
          -Infinity,
          workingSeconds(instance, large) / 3600 -
            fixedHours(instance, large).reduce((sum, hours, f) => sum + (large.includes(f) ? hours : 0), 0),
          heat.flatMap((columns) =>
            large
              .filter((f) => columns[f] !== undefined)
              .map((f): Entry => [columns[f], instance.heatSeconds[f] / 3600]),
          ),
        );
    }
  }
}

function distinctSets(sets: readonly (readonly number[])[]): (readonly number[])[] {
  return [...new Map(sets.filter((set) => set.length > 0).map((set) => [set.join(','), set])).values()];
}

type Entry = readonly [column: number, coefficient: number];

function addEntries(builder: ModelBuilder, lower: number, upper: number, entries: readonly Entry[]): void {
  const present = entries.filter(([, coefficient]) => coefficient !== 0);
  builder.addRow({
    lower,
    upper,
    columns: present.map(([column]) => column),
    coefficients: present.map(([, coefficient]) => coefficient),
  });
}

/** Times in which at least one of the furnaces works, apart and in order. */
function workingSpans(instance: Instance, furnaces: readonly number[]): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of furnaces.flatMap((f) => instance.windows[f]).sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

/** Seconds in which at least one of the furnaces works. */
export function workingSeconds(instance: Instance, furnaces: readonly number[]): number {
  return workingSpans(instance, furnaces).reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Hours by furnace in which fixed heats are on while one of the given furnaces could work. */
function fixedHours(instance: Instance, furnaces: readonly number[]): number[] {
  const hours = Array.from({ length: instance.furnaces }, () => 0);
  if (instance.fixed.busy.length === 0) return hours;
  const working = workingSpans(instance, furnaces);
  for (const { furnace, start, end } of instance.fixed.busy)
    for (const span of working)
      hours[furnace] += Math.max(0, Math.min(end, span.end) - Math.max(start, span.start)) / 3600;
  return hours;
}

/** Worth of a class's mass in the question's objective. */
function worthOf(instance: Instance, c: Class, minimise: CountQuestion['minimise']): number {
  if (minimise === 'left') return c.period === 0 ? c.priority : 0;
  if (minimise === 'filler' && c.period > 0) return c.priority * fillerWeight(instance.lastPeriod, c.period);
  return 0;
}

function classesOf(instance: Instance): Class[] {
  const classes = new Map<string, Class>();
  instance.gradeOf.forEach((grade, type) => {
    const furnaces = instance.grades[grade].furnaces.filter(
      (furnace) => instance.eligible[type * instance.furnaces + furnace] === 1,
    );
    const period = instance.period[type];
    const priority = instance.priority[type];
    const key = [grade, period, priority, furnaces].join('|');
    const found = classes.get(key) ?? {
      grade,
      period,
      priority,
      furnaces,
      mass: 0,
      pieceMass: instance.mass[type],
    };
    if (found.pieceMass !== instance.mass[type]) found.pieceMass = Number.NaN;
    found.mass += instance.mass[type] * instance.quantity[type];
    classes.set(key, found);
  });
  return [...classes.values()];
}
