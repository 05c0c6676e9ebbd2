/**
 * Entry of plan kind `melt`: first plan in milliseconds, then counts, packing, fillers and spread within the budget.
 *
 * Order of decisions (each keeps what the ones before it have reached): pour period 0; at least cost of heats; fewest
 * changes against the plan before; load of the furnaces; most of the later periods; places in days and shifts. Where
 * period 0 cannot be poured in full the first aim becomes its most mass.
 */
import { type MeltPlan, MeltProblem, type MeltRequest, type MeltStage } from '../../models/melt.ts';
import type { MeltCertificate } from '../../models/melt-certificate.ts';
import { gramsPer } from '../../models/melt-units.ts';
import { type Incumbent, relativeGap, type SolveResult, type StopReason, type Valued } from '../../models/result.ts';
import { loadBackends } from '../milp/backends.ts';
import type { MilpBackend } from '../milp/milp.ts';
import type { Rng } from '../shared/rng.ts';
import { type Budget, iterationBudget, type KindSolver } from '../solver.ts';
import { keptHeats, leastChanges } from './changes.ts';
import { checkMeltPlan } from './check.ts';
import { constructByBestFit, constructHeats } from './construct.ts';
import { furnaceLoad, furnaceLoadUnit, leastFurnaceLoad } from './furnace-load.ts';
import { Search } from './improve.ts';
import { buildInstance, type Instance, indexOfIds } from './instance.ts';
import { type LaterLedger, restBesideKept, searchChanges, searchLoad, startFromPrevious } from './later-decisions.ts';
import { isPourable } from './loads.ts';
import { certificatesOf } from './patterns/certificate.ts';
import { buildPlan, type ComposedHeat, type LeftNote, pouredPieces, tidy } from './plan.ts';
import { verifyMeltProofs } from './proof/verify.ts';
import { leftNotes } from './reasons.ts';
import { isBetterSchedule, isPerfect, type Schedule, spreadHeats } from './spread.ts';
import { leftWorth } from './worth.ts';

const warmUp: MeltRequest = {
  problem: MeltProblem.parse({
    lines: [7, 6, 5, 4, 3].map((pieceMass, at) => ({ id: `${at}`, pieceMass, quantity: 4, grade: `${at % 2}` })),
    furnaces: [
      { id: 'a', leastMass: 5, greatestMass: 11 },
      { id: 'b', leastMass: 8, greatestMass: 17, mostHeats: 3 },
    ],
    grades: [{ id: '0' }, { id: '1' }],
  }),
};

/** Iterations of packing before column generation begins. */
const packingIterations = 3000;

let backends: readonly MilpBackend[] = [];

export const meltSolver: KindSolver<MeltRequest, MeltPlan> = {
  prepare: async () => {
    backends = await loadBackends();
    // The first model makes the library's code compile; better here than in the first request's budget.
    meltSolver.solve(warmUp, iterationBudget(20));
  },
  solve: solveMelt,
  check: checkMeltPlan,
  verifyProofs: verifyMeltProofs,
  resumeFrom: ({ problem }, plan) => ({
    problem,
    // Fixed heats are in every plan, so they are no part of a start.
    warmStart: {
      heats: plan.heats
        .filter((heat) => !heat.fixed)
        .map(({ furnace, grade, contents }) => ({ furnace, grade, contents })),
    },
  }),
};

/** A set of heats with what it leaves undone; compared field by field, in order of the decisions. */
interface Candidate {
  readonly heats: readonly ComposedHeat[];
  readonly schedule: Schedule | undefined;
  /** Worth of period 0 left out, in units of the instance. */
  readonly left: number;
  readonly cost: number;
  /** Heats of the plan before that are not kept. */
  readonly changes: number;
  readonly load: number;
  /** Worth of later periods left open. */
  readonly open: number;
}

/** Keeps the best candidate and hands plans out as they improve. */
class Best implements LaterLedger {
  candidate: Candidate | undefined;
  readonly #instance: Instance;
  readonly #rng: Rng;
  readonly #emit: (candidate: Candidate) => void;

  constructor(instance: Instance, rng: Rng, emit: (candidate: Candidate) => void) {
    this.#instance = instance;
    this.#rng = rng;
    this.#emit = emit;
  }

  get completeHeats(): readonly ComposedHeat[] | undefined {
    return this.candidate?.left === 0 ? this.candidate.heats : undefined;
  }

  get bestHeats(): readonly ComposedHeat[] | undefined {
    return this.candidate?.heats;
  }

  get completeCost(): number | undefined {
    return this.candidate?.left === 0 ? this.candidate.cost : undefined;
  }

  offer(offered: readonly ComposedHeat[], tries = 40): { unplaced: readonly number[] | undefined } {
    const instance = this.#instance;
    // Later periods alone are no reason for a heat, unless every heat is to be used.
    const heats =
      instance.problem.fill === 'all-heats' ? offered : offered.filter((heat) => holdsMandatory(instance, heat));
    const full = evaluate(instance, heats, undefined);
    if (this.candidate && !isBetter(instance, full, this.candidate)) return { unplaced: undefined };
    if (!instance.spread) {
      this.#keep(full);
      return { unplaced: undefined };
    }
    const schedule = spreadHeats(instance, countByFurnace(instance, heats), this.#rng, tries);
    const misses = schedule.unplaced.some((count) => count > 0);
    const placed = misses ? dropUnplaced(instance, heats, schedule) : heats;
    const candidate = evaluate(instance, placed, schedule);
    if (!this.candidate || isBetter(instance, candidate, this.candidate)) this.#keep(candidate);
    return { unplaced: misses ? schedule.unplaced : undefined };
  }

  /** Looks longer for places in time for the heats of the best plan, which may have come by a quick look. */
  respread(tries: number, shouldStop: () => boolean): void {
    const { candidate } = this;
    if (!candidate?.schedule || isPerfect(this.#instance, candidate.schedule)) return;
    // Heats that found no place are out of the plan already; the schedule that says so is what their reasons rest on.
    if (candidate.schedule.unplaced.some((count) => count > 0)) return;
    const heats = countByFurnace(this.#instance, candidate.heats);
    const schedule = spreadHeats(this.#instance, heats, this.#rng, tries, shouldStop);
    const placesAll = schedule.unplaced.every((count) => count === 0);
    if (placesAll && isBetterSchedule(this.#instance, schedule, candidate.schedule))
      this.#keep({ ...candidate, schedule });
  }

  #keep(candidate: Candidate): void {
    this.candidate = candidate;
    this.#emit(candidate);
  }
}

function solveMelt(request: MeltRequest, budget: Budget): SolveResult<MeltPlan> {
  const instance = buildInstance(request.problem);
  const search = new Search(instance, budget, backends);
  const publish = (candidate: Candidate) => {
    if (!budget.onIncumbent) return;
    budget.onIncumbent(toPlan(instance, search, candidate) satisfies Incumbent<MeltPlan>);
  };
  const silent = request.problem.whenImpossible === 'report' && !request.problem.givenHeats;
  const best = new Best(instance, search.rng, (candidate) => {
    if (!silent || candidate.left === 0) publish(candidate);
  });
  if (request.problem.givenHeats) {
    best.offer(composeGiven(instance, request.problem.givenHeats), 400);
    return finish(instance, search, best.candidate!, budget);
  }
  if (request.warmStart) best.offer(composeGiven(instance, request.warmStart.heats));
  const worth = instance.grades.map(({ grade }) => leftWorth(instance, grade, false));
  best.offer(constructByBestFit(instance, worth), 2);
  if (request.problem.previousHeats && !budget.shouldStop()) startFromPrevious({ instance, best, budget });
  if (!budget.shouldStop())
    best.offer(
      constructHeats(instance, worth, () => budget.shouldStop()),
      4,
    );
  if (!budget.firstAimOnly || !budget.shouldStop()) searchInOrder(instance, search, best, budget);
  if (!budget.firstAimOnly && !budget.shouldStop()) best.respread(100, () => budget.shouldStop());
  if (silent && best.candidate!.left > 0)
    return {
      found: search.impossible ? 'infeasible' : 'unknown',
      endedBy: search.impossible ? 'proof' : (search.outOfBudget() ?? 'iterations'),
      statistics: statisticsOf(search),
      reason: shortfallMessage(search),
    };
  return finish(instance, search, best.candidate!, budget);
}

/** Period 0 first; what is left of the budget goes to fillers, or to the most mass where period 0 does not fit. */
function searchInOrder(instance: Instance, search: Search, best: Best, budget: Budget): void {
  const { firstAimOnly } = budget;
  const { problem } = instance;
  const wantsFiller = problem.fill === 'all-heats' || (problem.fill === 'top-up' && !firstAimOnly);
  const hasFiller = wantsFiller && instance.period.some((period) => period > 0);
  const costMatters = problem.objective !== 'most-mass' && problem.fill !== 'all-heats';
  const hasLater = !firstAimOnly && (problem.previousHeats !== undefined || problem.furnaceLoad !== 'any');
  // Half the budget stays for the most mass while there is no complete plan, a third for fillers once there is one.
  const share = () => {
    if (best.completeCost === undefined) return problem.whenImpossible === 'most-mass' ? 0.5 : 1;
    return hasLater ? 0.5 : hasFiller ? 0.67 : 1;
  };
  const wanted = () => best.completeCost === undefined || costMatters;
  // Most weeks are settled by counts and packing within moments; the others are for column generation.
  const forMoments = () => {
    const last = search.iterations + packingIterations;
    const latest = search.progress() + 0.12;
    return () => search.iterations < last && search.progress() < latest;
  };
  const leftIsSettled = () => search.isSettled({ minimise: 'left' }, best.candidate?.left);
  if (!search.impossible && wanted()) {
    const moments = forMoments();
    search.searchComplete(best, (progress) => wanted() && progress < share() && moments());
    if (wanted() && !search.impossible) search.closeStage({ minimise: 'cost' }, best, () => best.completeCost, share());
    search.searchComplete(best, (progress) => wanted() && progress < share());
  }
  if (best.completeCost === undefined && problem.whenImpossible === 'most-mass') {
    search.searchMostMass(best, forMoments());
    search.closeStage({ minimise: 'left' }, best, () => best.candidate?.left, problem.previousHeats ? 0.6 : 1);
    if (best.completeCost === undefined && !leftIsSettled())
      search.searchMostMass(best, () => !problem.previousHeats || search.progress() < 0.75);
  }
  const later = { instance, search, best, budget, backends, costFirst: costMatters && best.completeCost !== undefined };
  if (hasLater) {
    searchChanges(later, () => search.progress() < (hasFiller ? 0.75 : 0.9));
    searchLoad(later, () => search.progress() < (hasFiller ? 0.85 : 1));
  }
  if (best.completeCost === undefined) {
    // What the search for fewer changes has left of the budget goes to the mass again.
    if (problem.previousHeats && problem.whenImpossible === 'most-mass' && !leftIsSettled())
      search.searchMostMass(best, () => true);
    return;
  }
  if (!hasFiller) return;
  const mostCost = costMatters ? best.completeCost : undefined;
  const rest = restBesideKept(later);
  // What is proved beside the heats that stay says nothing of plans that keep others, so the whole is asked as well.
  if (rest.search !== search) search.boundFiller(best.candidate!.heats, costMatters);
  const fill = (mayGoOn: () => boolean) =>
    rest.search.searchFiller(rest.ledger, rest.heats, costMatters, mayGoOn, problem.furnaceLoad === 'any');
  if (rest.search === search && problem.furnaceLoad === 'any') {
    fill(forMoments());
    search.closeStage({ minimise: 'filler', mostCost }, best, () => best.candidate?.open);
  }
  const settled = search.isSettled({ minimise: 'filler', mostCost }, best.candidate?.open);
  if (rest.search !== search || !settled) fill(() => true);
  if (rest.search !== search) search.iterations += rest.search.iterations;
}

function evaluate(instance: Instance, heats: readonly ComposedHeat[], schedule: Schedule | undefined): Candidate {
  const poured = pouredPieces(instance, heats);
  let left = 0;
  let open = 0;
  instance.quantity.forEach((quantity, type) => {
    const worth = (quantity - poured[type]) * instance.mass[type] * instance.priority[type];
    if (instance.period[type] === 0) left += worth;
    else open += worth * instance.fillerWeight[type];
  });
  const cost = heats.reduce((sum, heat) => sum + instance.heatCost[heat.furnace], 0);
  const { changed: changes } = keptHeats(instance, heats);
  const load = furnaceLoad(instance, countByFurnace(instance, heats));
  return { heats, schedule, left, cost, changes, load, open };
}

function isBetter(instance: Instance, one: Candidate, other: Candidate): boolean {
  const { problem } = instance;
  // Changes and load come after the first stage, whatever that is.
  const keys: (keyof Pick<Candidate, 'left' | 'cost' | 'changes' | 'load' | 'open'>)[] =
    one.left > 0 || problem.objective === 'most-mass'
      ? ['left', 'changes', 'load', 'open', 'cost']
      : problem.fill === 'all-heats'
        ? ['left', 'open', 'changes', 'load', 'cost']
        : ['left', 'cost', 'changes', 'load', 'open'];
  for (const key of keys) {
    const tolerance = 1e-9 * Math.max(1, Math.abs(other[key]));
    if (Math.abs(one[key] - other[key]) > tolerance) return one[key] < other[key];
  }
  return false;
}

function holdsMandatory(instance: Instance, heat: ComposedHeat): boolean {
  return instance.grades[heat.grade].types.some((type, local) => instance.period[type] === 0 && heat.pieces[local] > 0);
}

function countByFurnace(instance: Instance, heats: readonly ComposedHeat[]): number[] {
  const counts = Array.from({ length: instance.furnaces }, () => 0);
  for (const heat of heats) counts[heat.furnace]++;
  return counts;
}

/** Of each furnace with too many heats the least worthy go. */
function dropUnplaced(instance: Instance, heats: readonly ComposedHeat[], schedule: Schedule): ComposedHeat[] {
  const worth = (heat: ComposedHeat) =>
    instance.grades[heat.grade].types.reduce(
      (sum, type, local) =>
        sum + (instance.period[type] === 0 ? heat.pieces[local] * instance.mass[type] * instance.priority[type] : 0),
      0,
    );
  const surplus = Array.from(schedule.unplaced);
  const dropped = new Set<ComposedHeat>();
  for (const heat of [...heats].sort((a, b) => worth(a) - worth(b)))
    if (surplus[heat.furnace] > 0) {
      surplus[heat.furnace]--;
      dropped.add(heat);
    }
  return heats.filter((heat) => !dropped.has(heat));
}

/** Heats handed in, as far as they are pourable; a warm start may be from other data. */
function composeGiven(instance: Instance, loads: NonNullable<MeltRequest['warmStart']>['heats']): ComposedHeat[] {
  const { problem } = instance;
  const asGiven = problem.givenHeats !== undefined;
  const furnaceIndex = indexOfIds(problem.furnaces);
  const gradeIndex = indexOfIds(problem.grades);
  const lineIndex = indexOfIds(problem.lines);
  const typeOfLine = new Map(instance.linesOf.flatMap((lines, type) => lines.map((line) => [line, type] as const)));
  const rest = instance.quantity.slice();
  const heatsLeft = Array.from(instance.mostHeats);
  const gradeLeft = Array.from(instance.mostHeatsOfGrade);
  return loads.flatMap((given): ComposedHeat[] => {
    const furnace = furnaceIndex.get(given.furnace)!;
    const grade = gradeIndex.get(given.grade)!;
    const { types } = instance.grades[grade];
    const pieces = new Int32Array(types.length);
    for (const content of given.contents) {
      const type = typeOfLine.get(lineIndex.get(content.line)!)!;
      const local = types.indexOf(type);
      if (local < 0) return [];
      if (!asGiven && problem.fill === 'none' && instance.period[type] > 0) continue;
      pieces[local] += content.pieces;
    }
    const mass = types.reduce((sum, type, local) => sum + pieces[local] * instance.mass[type], 0);
    const heat = { furnace, grade, pieces, mass };
    if (!isPourable(instance, heat, rest) || (!asGiven && (heatsLeft[furnace] <= 0 || gradeLeft[grade] <= 0)))
      return [];
    heatsLeft[furnace]--;
    gradeLeft[grade]--;
    types.forEach((type, local) => {
      rest[type] -= pieces[local];
    });
    return [heat];
  });
}

function finish(instance: Instance, search: Search, candidate: Candidate, budget: Budget): SolveResult<MeltPlan> {
  const valued = toPlan(instance, search, candidate);
  const { plan, objective, lowerBound } = valued;
  const everyStageProved = plan.stages.every((stage) => stage.proved);
  const gap = relativeGap(objective, lowerBound);
  const endedBy: StopReason = everyStageProved
    ? 'proof'
    : (search.outOfBudget() ?? (gap !== undefined && gap <= budget.gap ? 'gap' : 'iterations'));
  return {
    found: plan.stages[0].proved ? 'optimal' : 'feasible',
    ...valued,
    plan: instance.problem.certificate ? { ...plan, certificates: certificatesFor(plan, search) } : plan,
    endedBy,
    statistics: statisticsOf(search),
  };
}

/** Of the stages that the plan has; a proof of another is one of an aim that was given up. */
function certificatesFor({ stages }: MeltPlan, { proofs }: Search): MeltCertificate[] {
  return certificatesOf([...proofs.values()]).filter((certificate) =>
    stages.some(({ stage }) => stage === certificate.stage),
  );
}

function statisticsOf(search: Search) {
  return { iterations: search.iterations, milpBackend: search.milpBackend };
}

function toPlan(instance: Instance, search: Search, candidate: Candidate): Valued<MeltPlan> {
  const stages = stagesOf(instance, search, candidate);
  const notGiven: LeftNote = { reason: 'not-given', message: 'the heats handed in do not hold these pieces' };
  const given = instance.problem.givenHeats;
  const notes = leftNotes(instance, candidate.heats, candidate.schedule);
  const plan = buildPlan(instance, {
    heats: candidate.heats,
    schedule: candidate.schedule,
    stages,
    objectiveUnit: stages[0].unit,
    shortfall: {
      proved: given !== undefined || search.impossible,
      message: given ? notGiven.message : shortfallMessage(search),
    },
    noteOnLeft: given && candidate.heats.length === given.length ? () => notGiven : notes,
  });
  const phase = plan.outcome === 'complete' ? 1 : 0;
  const { objective, lowerBound, unit } = stages[0];
  return { plan, objective, lowerBound, phase, unit };
}

function shortfallMessage(search: Search): string {
  return search.impossible
    ? 'it is proved that these furnaces cannot pour every piece of period 0'
    : 'no way to pour every piece of period 0 was found within the budget; that there is none is not proved';
}

/** The decisions in their order, the first of them being the plan's objective. */
function stagesOf(instance: Instance, search: Search, candidate: Candidate): MeltStage[] {
  const { problem } = instance;
  const massFactor = instance.unit / gramsPer[problem.massUnit];
  const weights = [
    ...(problem.lines.some(({ priority }) => priority !== 1) ? ['priority'] : []),
    ...(problem.lines.some(({ penaltyPerPiece }) => penaltyPerPiece !== undefined) ? ['penalty'] : []),
  ];
  const weighted = weights.length > 0 ? `, weighted by ${weights.join(' and ')}` : '';
  const fixedCost = instance.fixed.heats.reduce((sum, { furnace }) => sum + instance.heatCost[furnace], 0);
  const stages: MeltStage[] = [];
  const complete = candidate.left === 0;
  const hasFiller = problem.fill !== 'none' && instance.period.some((period) => period > 0);
  if (problem.givenHeats) {
    const missing = problem.givenHeats.length - candidate.heats.length;
    stages.push(stage('spread', missing, 0, 'heats without a place'));
  } else {
    if (!complete || problem.objective === 'most-mass') {
      const unit = `${problem.massUnit} of period 0 left out${weighted}`;
      stages.push(stage('most-mass', candidate.left * massFactor, search.leftBound * massFactor, unit));
    } else if (problem.fill !== 'all-heats') {
      const priced = problem.objective === 'cheapest-heats';
      stages.push(
        stage(
          priced ? 'cheapest-heats' : 'fewest-heats',
          candidate.cost + fixedCost,
          search.costBound + fixedCost,
          priced ? 'cost of heats' : 'heats',
        ),
      );
    }
    const unit = `${problem.massUnit} of later periods left open${weighted}`;
    if (complete && (hasFiller || problem.fill === 'all-heats'))
      stages.push(
        stage(
          'filler',
          candidate.open * massFactor,
          search.fillerBound === undefined ? undefined : search.fillerBound * massFactor,
          unit,
        ),
      );
    stages.splice(1, 0, ...laterStages(instance, search, candidate));
  }
  if (candidate.schedule && !problem.givenHeats) {
    const { coldStarts, leastColdStarts, unevenness, leastUnevenness } = candidate.schedule;
    stages.push(
      instance.spread === 'packed'
        ? stage('spread', coldStarts, leastColdStarts, 'cold starts')
        : stage('spread', unevenness, leastUnevenness, 'squared distance from the mean heats of a day'),
    );
  }
  return stages;
}

function laterStages(instance: Instance, search: Search, candidate: Candidate): MeltStage[] {
  const { previousHeats, furnaceLoad } = instance.problem;
  const { changes, load } = search.laterBounds;
  const stages: MeltStage[] = [];
  if (previousHeats) {
    const bound = Math.max(leastChanges(instance), changes ?? 0);
    stages.push(stage('changes', candidate.changes, bound, 'heats of the plan before not kept'));
  }
  if (furnaceLoad !== 'any') {
    const bound = Math.max(leastFurnaceLoad(instance), load ?? 0);
    stages.push(stage('furnace-load', candidate.load, bound, furnaceLoadUnit[furnaceLoad]));
  }
  return stages;
}

function stage(name: MeltStage['stage'], objective: number, bound: number | undefined, unit: string): MeltStage {
  const value = tidy(objective);
  const slack = 1e-9 * Math.max(1, Math.abs(objective));
  const proved = bound !== undefined && objective <= bound + slack && bound <= objective + 1e3 * slack;
  // Short of the objective a bound is rounded down, so that what is proved stays proved. One clearly above it is wrong
  // and goes out as it is: the check says so, and nobody takes it for a proof.
  const lowerBound = proved ? value : bound === undefined ? undefined : Math.floor(bound * 1e6 + 1e-3) / 1e6;
  return { stage: name, objective: value, lowerBound, gap: relativeGap(value, lowerBound), proved, unit };
}
