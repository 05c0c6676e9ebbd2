/**
 * Whether a melt plan can be carried out, from request and plan alone. Shares no code with the search: ids, masses,
 * times and sums are worked out anew.
 */
import type { MeltFurnace, MeltHeat, MeltLine, MeltPlan, MeltRequest, MeltStage } from '../../models/melt.ts';
import { fillerWeight, gramsPer, pouredGrams, shiftMinutes } from '../../models/melt-units.ts';
import type { CheckReport, Violation } from '../solver.ts';

interface Context {
  readonly problem: MeltRequest['problem'];
  readonly plan: MeltPlan;
  readonly lines: ReadonlyMap<string, MeltLine>;
  readonly furnaces: ReadonlyMap<string, MeltFurnace>;
  /** Poured grams of a piece, by line. */
  readonly grams: ReadonlyMap<string, number>;
  readonly report: (rule: string, message: string) => void;
}

/** @returns every broken rule, and the objective of the plan's first stage in the plan's `objectiveUnit`. */
export function checkMeltPlan(request: MeltRequest, plan: MeltPlan): CheckReport {
  const { problem } = request;
  const violations: Violation[] = [];
  const context: Context = {
    problem,
    plan,
    lines: new Map(problem.lines.map((line) => [line.id, line])),
    furnaces: new Map(problem.furnaces.map((furnace) => [furnace.id, furnace])),
    grams: new Map(problem.lines.map((line) => [line.id, pouredGrams(problem, line)])),
    report: (rule, message) => violations.push({ rule, message }),
  };
  const poured = checkHeats(context);
  checkQuantities(context, poured);
  checkCaps(context);
  checkFixed(context);
  checkColdStarts(context);
  if (problem.calendar && problem.spread !== false) checkTimes(context);
  checkTotals(context, poured);
  const objective = objectiveOf(context, poured);
  checkClaims(context, objective, poured);
  return { violations, objective };
}

/** Each heat by itself. @returns pieces poured by line. */
function checkHeats(context: Context): Map<string, number> {
  const { problem, plan, lines, furnaces, grams, report } = context;
  const perUnit = gramsPer[problem.massUnit];
  const poured = new Map<string, number>();
  const ids = new Set<string>();
  const partners = new Map<string, Set<string>>();
  for (const [a, b] of problem.incompatibleLines) {
    partners.set(a, (partners.get(a) ?? new Set()).add(b));
    partners.set(b, (partners.get(b) ?? new Set()).add(a));
  }
  for (const heat of plan.heats) {
    if (ids.has(heat.id)) report('unique-id', `heat id ${heat.id} comes twice`);
    ids.add(heat.id);
    const furnace = furnaces.get(heat.furnace);
    if (!furnace) {
      report('known-furnace', `heat ${heat.id} is in unknown furnace ${heat.furnace}`);
      continue;
    }
    if (furnace.grades && !furnace.grades.includes(heat.grade))
      report('furnace-grade', `furnace ${furnace.id} does not melt ${heat.grade} (heat ${heat.id})`);
    let mass = 0;
    const sizes = new Map(problem.dimensions.map((dimension) => [dimension, 0]));
    const linesOfHeat = new Set<string>();
    for (const { line: lineId, pieces } of heat.contents) {
      const line = lines.get(lineId);
      if (!line) {
        report('known-line', `heat ${heat.id} holds unknown line ${lineId}`);
        continue;
      }
      if (linesOfHeat.has(lineId)) report('line-once', `heat ${heat.id} lists line ${lineId} twice`);
      linesOfHeat.add(lineId);
      for (const partner of partners.get(lineId) ?? [])
        if (linesOfHeat.has(partner))
          report('incompatible', `heat ${heat.id} holds ${lineId} and ${partner}, which must not share one`);
      if (!Number.isInteger(pieces) || pieces < 1)
        report('whole-pieces', `heat ${heat.id} holds ${pieces} pieces of ${lineId}`);
      if (line.grade !== heat.grade)
        report('one-grade', `heat ${heat.id} of ${heat.grade} holds line ${lineId} of ${line.grade}`);
      if (line.furnaces && !line.furnaces.includes(furnace.id))
        report('eligible-furnace', `line ${lineId} may not be poured from ${furnace.id} (heat ${heat.id})`);
      mass += pieces * grams.get(lineId)!;
      poured.set(lineId, (poured.get(lineId) ?? 0) + pieces);
      for (const [dimension, used] of sizes)
        sizes.set(dimension, used + pieces * Math.round((line.sizes[dimension] ?? 0) * 1000));
    }
    if (mass > Math.round(furnace.greatestMass * perUnit))
      report('greatest-mass', `heat ${heat.id}: ${mass / perUnit} is above ${furnace.greatestMass}`);
    // A heat that is poured already may have been a light one.
    if (!heat.fixed && mass < Math.round(furnace.leastMass * perUnit))
      report('least-mass', `heat ${heat.id}: ${mass / perUnit} is below ${furnace.leastMass}`);
    if (mass === 0) report('empty-heat', `heat ${heat.id} holds nothing`);
    for (const [dimension, used] of sizes) {
      if (used > Math.round(furnace.capacities[dimension] * 1000))
        report('capacity', `heat ${heat.id}: ${used / 1000} ${dimension} exceed ${furnace.capacities[dimension]}`);
      if (Math.abs(heat.sizes[dimension] - used / 1000) > 1e-6)
        report('sizes', `heat ${heat.id} claims ${heat.sizes[dimension]} ${dimension}, holds ${used / 1000}`);
    }
    if (Math.abs(heat.mass - mass / perUnit) > 1e-6)
      report('mass', `heat ${heat.id} claims mass ${heat.mass}, holds ${mass / perUnit}`);
    if (Math.abs(heat.fill - mass / (furnace.greatestMass * perUnit)) > 1e-6)
      report('fill', `heat ${heat.id} claims fill ${heat.fill}`);
  }
  return poured;
}

function checkQuantities(context: Context, poured: ReadonlyMap<string, number>): void {
  const { problem, plan, report } = context;
  const left = new Map(plan.left.map((entry) => [entry.line, entry.pieces]));
  const filler = new Map(plan.filler.map((entry) => [entry.line, entry]));
  if (left.size !== plan.left.length) report('left-once', 'a line is listed twice in left');
  for (const line of problem.lines) {
    const pieces = poured.get(line.id) ?? 0;
    if (pieces > line.quantity) report('quantity', `line ${line.id}: ${pieces} poured of ${line.quantity}`);
    if (line.period === 0) {
      if (pieces + (left.get(line.id) ?? 0) !== line.quantity)
        report('quantity', `line ${line.id}: ${pieces} poured and ${left.get(line.id) ?? 0} left of ${line.quantity}`);
    } else {
      const entry = filler.get(line.id);
      if (!entry || entry.poured !== pieces || entry.open !== line.quantity - pieces || entry.period !== line.period)
        report('filler', `filler line ${line.id}: ${pieces} of ${line.quantity} poured, stated otherwise`);
    }
  }
  for (const id of left.keys())
    if (context.lines.get(id)?.period !== 0) report('left', `left names ${id}, which is no line of period 0`);
  if ((plan.outcome === 'complete') !== (plan.left.length === 0))
    report('outcome', `outcome ${plan.outcome} with ${plan.left.length} lines left`);
}

function checkCaps({ problem, plan, report }: Context): void {
  const count = (key: 'furnace' | 'grade', id: string) => plan.heats.filter((heat) => heat[key] === id).length;
  for (const furnace of problem.furnaces)
    if (furnace.mostHeats !== undefined && count('furnace', furnace.id) > furnace.mostHeats)
      report(
        'furnace-heats',
        `${count('furnace', furnace.id)} heats of furnace ${furnace.id}, at most ${furnace.mostHeats}`,
      );
  for (const grade of problem.grades)
    if (grade.mostHeats !== undefined && count('grade', grade.id) > grade.mostHeats)
      report('grade-heats', `${count('grade', grade.id)} heats of grade ${grade.id}, at most ${grade.mostHeats}`);
}

/** Heats without the order in which their lines are listed, for comparison. */
function contentsKey({ furnace, grade, contents }: Pick<MeltHeat, 'furnace' | 'grade' | 'contents'>): string {
  return JSON.stringify([furnace, grade, contents.map(({ line, pieces }) => `${pieces} ${line}`).sort()]);
}

/** Every fixed heat is in the plan as it was given, and nothing else is called fixed. */
function checkFixed({ problem, plan, report }: Context): void {
  const open = plan.heats.filter((heat) => heat.fixed).map((heat) => ({ heat, key: contentsKey(heat) }));
  for (const given of problem.fixedHeats) {
    const wanted = contentsKey(given);
    const same = ({ heat, key }: { heat: MeltHeat; key: string }) =>
      key === wanted &&
      (given.id === undefined || heat.id === given.id) &&
      (['day', 'shift', 'start', 'end'] as const).every((key) => heat[key] === given[key]);
    const at = open.findIndex(same);
    if (at < 0)
      report('fixed', `fixed heat ${given.id ?? contentsKey(given)} is not in the plan as it was given, marked fixed`);
    else open.splice(at, 1);
  }
  for (const { heat } of open) report('fixed', `heat ${heat.id} is called fixed, the request fixes no such heat`);
}

/** The first heat of a furnace on a day starts cold, and no other; a fixed one without a start is first of its day. */
function checkColdStarts({ plan, report }: Context): void {
  const startOf = (heat: MeltHeat) => (heat.start === undefined ? -Infinity : Date.parse(heat.start));
  const firstOf = new Map<string, MeltHeat>();
  for (const heat of plan.heats) {
    if ((heat.day === undefined) !== (heat.coldStart === undefined))
      report('cold-start', `heat ${heat.id}: day ${heat.day}, coldStart ${heat.coldStart}`);
    if (heat.day === undefined) continue;
    const furnaceDay = JSON.stringify([heat.furnace, heat.day]);
    const first = firstOf.get(furnaceDay);
    if (!first || startOf(heat) < startOf(first)) firstOf.set(furnaceDay, heat);
  }
  const firsts = new Set(firstOf.values());
  for (const heat of plan.heats)
    if (heat.day !== undefined && heat.coldStart !== firsts.has(heat))
      report('cold-start', `heat ${heat.id}: coldStart ${heat.coldStart}`);
}

interface Timed {
  readonly heat: MeltHeat;
  readonly furnace: MeltFurnace;
  readonly start: number;
  readonly end: number;
}

function checkTimes(context: Context): void {
  const { problem, plan, furnaces, report } = context;
  const timed: Timed[] = [];
  const work = workSpans(context);
  for (const heat of plan.heats) {
    const furnace = furnaces.get(heat.furnace);
    if (!furnace) continue;
    // When a fixed heat was poured, how long it took and in which shift are facts of the request.
    if (heat.fixed && !heat.start) continue;
    if (!heat.start || !heat.end || (!heat.fixed && (!heat.day || !heat.shift))) {
      report('placed', `heat ${heat.id} has no place in time`);
      continue;
    }
    const start = Date.parse(heat.start) / 1000;
    const end = Date.parse(heat.end) / 1000;
    if (!heat.fixed && end - start !== Math.round(furnace.heatMinutes! * 60))
      report('heat-minutes', `heat ${heat.id} lasts ${(end - start) / 60} min, not ${furnace.heatMinutes}`);
    const entry = { heat, furnace, start, end };
    if (!heat.fixed) checkWithinShifts(context, work, entry);
    timed.push(entry);
  }
  timed.sort((a, b) => a.start - b.start);
  const lastOf = new Map<string, Timed>();
  for (const entry of timed) {
    const last = lastOf.get(entry.furnace.id);
    if (last && last.end > entry.start)
      report('furnace-overlap', `heats ${last.heat.id} and ${entry.heat.id} overlap in ${entry.furnace.id}`);
    lastOf.set(entry.furnace.id, entry);
  }
  for (const group of problem.powerGroups) {
    const members = timed.filter(({ furnace }) => group.furnaces.includes(furnace.id));
    for (const { start, heat } of members) {
      const on = members.filter((other) => other.start <= start && start < other.end);
      const draw = on.reduce((sum, { furnace }) => sum + furnace.powerKw, 0);
      if (group.limitKw !== undefined && draw > group.limitKw * (1 + 1e-9))
        report('power', `group ${group.id}: ${draw} kW at the start of heat ${heat.id}, limit ${group.limitKw}`);
      if (group.mostAtOnce !== undefined && on.length > group.mostAtOnce)
        report('power', `group ${group.id}: ${on.length} furnaces at the start of heat ${heat.id}`);
    }
  }
}

export interface WorkSpan {
  readonly day: string;
  readonly shift: string;
  readonly furnaces: readonly string[] | undefined;
  /** Epoch seconds. */
  readonly start: number;
  readonly end: number;
}

/** Every shift of the calendar, which must be there; for the checker of proofs as well. */
export function workSpans({ problem }: Pick<Context, 'problem'>): WorkSpan[] {
  const calendar = problem.calendar!;
  const clock = siteClock(calendar.timeZone);
  return calendar.days.flatMap((day) =>
    (day.shifts ?? calendar.shifts).map((shift) => {
      const midnight = Date.parse(`${day.date}T00:00:00Z`) / 1000;
      const { start, end } = shiftMinutes(shift);
      return {
        day: day.date,
        shift: shift.id,
        furnaces: shift.furnaces,
        start: firstShown(clock, midnight + start * 60),
        end: firstShown(clock, midnight + end * 60),
      };
    }),
  );
}

/** Walks from the shift in which the heat starts to adjoining ones of its furnace. */
function checkWithinShifts({ report }: Context, work: readonly WorkSpan[], { heat, start, end }: Timed): void {
  const spans = work.filter(({ furnaces }) => !furnaces || furnaces.includes(heat.furnace));
  const home = spans.find((span) => span.start <= start && start < span.end);
  if (!home || home.day !== heat.day || home.shift !== heat.shift) {
    report('shift', `heat ${heat.id} does not start in shift ${heat.shift} of ${heat.day}`);
    return;
  }
  let reach = home.end;
  for (let next = true; next; ) {
    const adjoining = spans.find((span) => span.start <= reach && span.end > reach);
    if (adjoining) reach = adjoining.end;
    next = adjoining !== undefined;
  }
  if (end > reach) report('shift', `heat ${heat.id} runs past the end of work of ${heat.furnace}`);
}

/** What the clock on the site's wall shows at a moment, written as if it were UTC; seconds both. */
type Clock = (moment: number) => number;

function siteClock(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (moment) => Date.parse(`${format.format(moment * 1000).replace(' ', 'T')}Z`) / 1000;
}

/**
 * The earliest moment at which the clock shows `wall` or later: of a time that comes twice the first one, of a time
 * that a clock change skips the change. Clocks change at whole quarters of an hour.
 */
function firstShown(clock: Clock, wall: number): number {
  const candidates = [wall - 86_400, wall + 86_400].map((moment) => wall - (clock(moment) - moment));
  const shown = candidates.filter((moment) => clock(moment) === wall);
  if (shown.length > 0) return Math.min(...shown);
  let moment = Math.floor(Math.min(...candidates) / 900) * 900;
  while (clock(moment) < wall) moment += 900;
  return moment;
}

function checkTotals(context: Context, poured: ReadonlyMap<string, number>): void {
  const { problem, plan, report } = context;
  const perUnit = gramsPer[problem.massUnit];
  const sum = (heats: readonly MeltHeat[]) => heats.reduce((total, heat) => total + heat.mass, 0);
  const same = (name: string, claimed: number, actual: number) => {
    if (!(Math.abs(claimed - actual) <= 1e-6 * Math.max(1, Math.abs(actual))))
      report('totals', `${name} is stated as ${claimed}, adds up to ${actual}`);
  };
  const massOf = (mandatory: boolean) =>
    problem.lines
      .filter((line) => (line.period === 0) === mandatory)
      .reduce((total, line) => total + (poured.get(line.id) ?? 0) * context.grams.get(line.id)!, 0) / perUnit;
  const { totals } = plan;
  same('heats', totals.heats, plan.heats.length);
  same('pouredMass', totals.pouredMass, sum(plan.heats));
  same('mandatoryMass', totals.mandatoryMass, massOf(true));
  same('fillerMass', totals.fillerMass, massOf(false));
  same(
    'leftMass',
    totals.leftMass,
    plan.left.reduce((total, entry) => total + entry.mass, 0),
  );
  for (const entry of plan.left)
    same(`left mass of ${entry.line}`, entry.mass, (entry.pieces * (context.grams.get(entry.line) ?? 0)) / perUnit);
  same('heatCost', totals.heatCost, heatCost(context));
  const cold = plan.heats.filter((heat) => heat.coldStart);
  const placed = plan.heats.some((heat) => heat.day !== undefined);
  same('coldStarts', totals.coldStarts ?? 0, cold.length);
  if ((totals.coldStarts !== undefined) !== placed) report('totals', 'coldStarts stands where heats have their times');
  const meanFill = (heats: readonly MeltHeat[]) =>
    heats.reduce((total, heat) => total + heat.fill, 0) / Math.max(1, heats.length);
  same('meanFill', totals.meanFill, meanFill(plan.heats));
  const energy = (heats: readonly MeltHeat[], of: (furnace: MeltFurnace) => number) =>
    heats.reduce(
      (total, heat) => total + (context.furnaces.has(heat.furnace) ? of(context.furnaces.get(heat.furnace)!) : 0),
      0,
    );
  same('energyKwh', totals.energyKwh, energy(plan.heats, (f) => f.heatKwh) + energy(cold, (f) => f.coldStartKwh));
  const byFurnace = new Map(totals.byFurnace.map((entry) => [entry.furnace, entry]));
  for (const { id } of problem.furnaces) {
    const heats = plan.heats.filter((heat) => heat.furnace === id);
    same(`heats of ${id}`, byFurnace.get(id)?.heats ?? Number.NaN, heats.length);
    same(`mass of ${id}`, byFurnace.get(id)?.mass ?? Number.NaN, sum(heats));
    same(`meanFill of ${id}`, byFurnace.get(id)?.meanFill ?? Number.NaN, meanFill(heats));
  }
  const byGrade = new Map(totals.byGrade.map((entry) => [entry.grade, entry]));
  for (const { id } of problem.grades) {
    const heats = plan.heats.filter((heat) => heat.grade === id);
    same(`heats of ${id}`, byGrade.get(id)?.heats ?? Number.NaN, heats.length);
    same(`mass of ${id}`, byGrade.get(id)?.mass ?? Number.NaN, sum(heats));
  }
}

function heatCost({ problem, plan, furnaces }: Context): number {
  const priced = problem.objective === 'cheapest-heats';
  return plan.heats.reduce((sum, heat) => sum + (priced ? (furnaces.get(heat.furnace)?.heatCost ?? 1) : 1), 0);
}

/** What the first stage minimises: handed-in heats without a place; heats or their cost where all is poured, else the worth of what is left. */
function objectiveOf(context: Context, poured: ReadonlyMap<string, number>): number {
  const { problem, plan } = context;
  if (problem.givenHeats) return problem.givenHeats.length - plan.heats.filter((heat) => !heat.fixed).length;
  if (plan.outcome === 'shortfall' || problem.objective === 'most-mass') return worthOpen(context, poured, true);
  if (problem.fill === 'all-heats') return worthOpen(context, poured, false);
  return heatCost(context);
}

/** Worth of what is not poured, of period 0 or of the later ones. */
function worthOpen({ problem, grams }: Context, poured: ReadonlyMap<string, number>, mandatory: boolean): number {
  const lastPeriod = Math.max(...problem.lines.map((line) => line.period));
  const counted = problem.lines.filter((line) => (line.period === 0) === mandatory);
  const worth = counted.reduce((sum, line) => {
    const weight = mandatory ? 1 : fillerWeight(lastPeriod, line.period);
    const ofPiece = line.penaltyPerPiece ?? (grams.get(line.id)! / gramsPer[problem.massUnit]) * line.priority;
    return sum + (line.quantity - (poured.get(line.id) ?? 0)) * ofPiece * weight;
  }, 0);
  return worth;
}

/** What the spread minimises: furnace days with a heat, or squared distances from the mean heats of a furnace's days. */
function spreadObjective(context: Context): number {
  const { problem, plan } = context;
  if (problem.spread === undefined || problem.spread === false || problem.spread.preference === 'packed')
    return plan.heats.filter((heat) => heat.coldStart).length;
  const work = workSpans(context).filter(({ start, end }) => start < end);
  return problem.furnaces.reduce((sum, { id }) => {
    const days = [...new Set(work.filter((span) => span.furnaces?.includes(id) ?? true).map(({ day }) => day))];
    const heats = plan.heats.filter((heat) => heat.furnace === id && days.includes(heat.day ?? ''));
    const perDay = days.map((day) => heats.filter((heat) => heat.day === day).length);
    return sum + perDay.reduce((squares, count) => squares + (count - heats.length / days.length) ** 2, 0);
  }, 0);
}

/**
 * Heats of the plan before that are not in the plan; checks that those that are, and only those, are marked as kept.
 * A fixed heat is the one of the same id where both have one; otherwise furnace, grade and contents make heats the same.
 */
function changes({ problem, plan, report }: Context): number {
  let left = 0;
  const idsByKey = new Map<string, (string | undefined)[]>();
  for (const heat of problem.previousHeats ?? []) {
    const key = contentsKey(heat);
    idsByKey.set(key, [...(idsByKey.get(key) ?? []), heat.id]);
    left++;
  }
  const takeFirst = (key: string, agrees: (id: string | undefined) => boolean): boolean => {
    const ids = idsByKey.get(key) ?? [];
    const at = ids.findIndex(agrees);
    if (at < 0) return false;
    ids.splice(at, 1);
    left--;
    return true;
  };
  const expected = new Map<string, number>();
  const expect = (kind: string, key: string) => expected.set(kind + key, (expected.get(kind + key) ?? 0) + 1);
  const rounds: [fixedHasId: boolean, agrees: (own: string | undefined, id: string | undefined) => boolean][] = [
    [true, (own, id) => id === own],
    [true, (_, id) => id === undefined],
    [false, () => true],
  ];
  const open = new Set(problem.fixedHeats);
  for (const [hasId, agrees] of rounds)
    for (const fixed of open)
      if ((fixed.id !== undefined) === hasId && takeFirst(contentsKey(fixed), (id) => agrees(fixed.id, id))) {
        open.delete(fixed);
        expect('fixed', contentsKey(fixed));
      }
  for (const heat of plan.heats)
    if (!heat.fixed && takeFirst(contentsKey(heat), () => true)) expect('composed', contentsKey(heat));
  const marked = new Map<string, number>();
  for (const heat of plan.heats.filter(({ kept }) => kept)) {
    const key = (heat.fixed ? 'fixed' : 'composed') + contentsKey(heat);
    marked.set(key, (marked.get(key) ?? 0) + 1);
  }
  for (const key of new Set([...expected.keys(), ...marked.keys()]))
    if (expected.get(key) !== marked.get(key))
      report('kept', `${marked.get(key) ?? 0} heats are marked as kept, ${expected.get(key) ?? 0} are: ${key}`);
  return left;
}

function furnaceLoad({ problem, plan }: Context): number {
  const heats = (id: string) => plan.heats.filter((heat) => heat.furnace === id).length;
  if (problem.furnaceLoad === 'packed') return problem.furnaces.filter(({ id }) => heats(id) > 0).length;
  const shares = problem.furnaces
    .filter(({ mostHeats }) => mostHeats !== 0)
    .map(({ id, mostHeats }) => heats(id) / mostHeats!);
  return shares.length === 0 ? 0 : Math.max(...shares) - Math.min(...shares);
}

function checkClaims(context: Context, objective: number, poured: ReadonlyMap<string, number>): void {
  const { problem, plan, report } = context;
  if (plan.stages.length === 0) {
    report('stages', 'the plan names no stage');
    return;
  }
  if ((plan.outcome === 'shortfall') !== (plan.shortfall !== undefined))
    report('shortfall', `outcome ${plan.outcome}, and the shortfall is${plan.shortfall ? '' : ' not'} spoken of`);
  const notKept = changes(context);
  const stageValue = (name: MeltStage['stage']) => {
    if (name === 'changes' && problem.previousHeats) return notKept;
    if (name === 'furnace-load' && problem.furnaceLoad !== 'any') return furnaceLoad(context);
    if (name === 'filler') return worthOpen(context, poured, false);
    return name === 'spread' && problem.calendar ? spreadObjective(context) : Number.NaN;
  };
  const names = plan.stages.map(({ stage }) => stage);
  if (problem.previousHeats && !names.includes('changes')) report('stages', 'stage changes is missing');
  if (problem.furnaceLoad !== 'any' && !names.includes('furnace-load'))
    report('stages', 'stage furnace-load is missing');
  plan.stages.forEach((stage, index) => {
    const value = index === 0 ? objective : stageValue(stage.stage);
    if (!(Math.abs(stage.objective - value) <= 1e-6 * Math.max(1, Math.abs(value))))
      report('objective', `stage ${stage.stage} claims ${stage.objective}, the plan gives ${value}`);
  });
  for (const stage of plan.stages) {
    const tolerance = 1e-6 * Math.max(1, Math.abs(stage.objective));
    if (stage.lowerBound !== undefined && stage.lowerBound > stage.objective + tolerance)
      report('bound', `stage ${stage.stage}: bound ${stage.lowerBound} above objective ${stage.objective}`);
    if (stage.proved && (stage.lowerBound === undefined || stage.lowerBound < stage.objective - tolerance))
      report('proof', `stage ${stage.stage} is called proved, bound ${stage.lowerBound}, objective ${stage.objective}`);
  }
  for (const entry of plan.left)
    if (entry.message.length === 0) report('reason', `line ${entry.line} is left without a reason`);
}
