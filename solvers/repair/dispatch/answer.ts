/**
 * The answer as it grows: plans that stand for election, the options they are chosen for, and what is said of them. A plan
 * is the option of every name for which it measures least, and is told once, under the first of these names.
 */

import { instantOf } from '../../../models/moments.ts';
import type { RepairAffected, RepairDispatchPlan, RepairOption } from '../../../models/repair.ts';
import type { RepairOptionName } from '../../../models/repair-learning.ts';
import type { Valued } from '../../../models/result.ts';
import { checkDispatch } from '../../dispatch/check.ts';
import type { Placement } from '../../dispatch/instance.ts';
import { unitOf } from '../../dispatch/plan.ts';
import type { Schedule } from '../../dispatch/schedule.ts';
import { explainPlan, unplacedInBrief } from '../../dispatch/unplaced-report.ts';
import type { Budget } from '../../solver.ts';
import { type Learned, learn } from '../learning/learn.ts';
import { scoreWith } from '../learning/score.ts';
import type { RepairContext } from './context.ts';
import type { Service } from './engine/change-prices.ts';
import type { ZoneName } from './engine/search.ts';
import { escalationOf } from './escalation.ts';
import { freshened, type Ground, planOf } from './ground.ts';
import { optionOf } from './option.ts';
import { moderate, type Served, servedBy, serviceToKeep, serving } from './service.ts';
import { measureOf } from './weights.ts';

interface Candidate {
  readonly ground: Ground;
  readonly placements: readonly Placement[];
  readonly key: string;
  /** Its figures; the name is that of the option it is chosen for later. */
  option?: RepairOption;
  served?: Served;
}

interface Chosen {
  readonly name: RepairOptionName;
  readonly candidate: Candidate;
  readonly option: RepairOption;
}

/** Part of the time for putting an answer together; at most so much. */
const tellingShare = 0.03;
const mostTellingMs = 250;
const zones = ['none', 'ripple', 'perimeter', 'shift'] as const;
/** From these times on effort is called operative, thorough and analytic. */
const efforts = [
  [1_200_000, 'analytic'],
  [600_000, 'thorough'],
  [120_000, 'operative'],
] as const;

export class Answer {
  readonly #context: RepairContext;
  readonly #assessment: {
    readonly affected: readonly RepairAffected[];
    readonly clusters: RepairDispatchPlan['clusters'];
  };
  readonly #budget: Budget;
  readonly #totalMs: number;
  readonly #candidates: Candidate[] = [];
  readonly #latest = new Map<RepairOptionName, Candidate>();
  readonly #learned: Learned;
  #zone = 0;
  #told = Infinity;
  #reactionMs: number | undefined;

  constructor(
    context: RepairContext,
    assessment: { readonly affected: readonly RepairAffected[]; readonly clusters: RepairDispatchPlan['clusters'] },
    budget: Budget,
    totalMs: number,
  ) {
    this.#context = context;
    this.#assessment = assessment;
    this.#budget = budget;
    this.#learned = learn(context.amended.problem.history);
    this.#totalMs = totalMs;
  }

  /** A plan of the search: it breaks nothing. */
  add(ground: Ground, placements: readonly Placement[]): void {
    this.#enter(candidateOf(ground, freshened(ground, placements)));
    this.#reactionMs ??= Number.isFinite(this.#totalMs) ? Math.max(0, this.#totalMs - this.#budget.remainingMs()) : 0;
  }

  /** A plan from outside, taken as it is if it breaks nothing. */
  addGiven(ground: Ground, placements: readonly Placement[]): void {
    const plan = planOf(ground, placements, unplacedInBrief(ground.dense, placements));
    const { problem } = ground.dense;
    if (problem.mode !== 'plan' || checkDispatch({ problem }, plan).violations.length > 0) return;
    this.#enter(candidateOf(ground, placements));
  }

  /** The best so far of a search that goes on; `settle` enters it. */
  keep(name: RepairOptionName, ground: Ground, schedule: Schedule): void {
    this.#latest.set(name, candidateOf(ground, freshened(ground, schedule.placements())));
  }

  settle(name: RepairOptionName): void {
    const candidate = this.#latest.get(name);
    if (candidate) this.#enter(candidate);
    this.#latest.delete(name);
  }

  noteZone(zone: ZoneName): void {
    this.#zone = Math.max(this.#zone, zones.indexOf(zone));
  }

  /** Whether some plan serves all that was promised without any change. */
  isPerfect(): boolean {
    return this.#candidates.some((candidate) => {
      const { points, lostM3 } = this.#figures(candidate);
      return points === 0 && lostM3 <= 0;
    });
  }

  /** The best so far, reasons not asked for yet. */
  incumbent(): Valued<RepairDispatchPlan> | undefined {
    const chosen = this.#choose([...this.#candidates, ...this.#latest.values()]);
    const found = this.#valued(chosen);
    // Another option may be worth less in sum: that is no better answer.
    if (found.objective > this.#told) return undefined;
    this.#told = found.objective;
    // What is told stands for election until the end: the search that found it may go on to a plan of greater total.
    for (const { candidate } of chosen) this.#enter(candidate);
    return found;
  }

  /** The end: reasons and what could be done for all that is not served, as far as time lasts. */
  final(): Valued<RepairDispatchPlan> {
    const chosen = this.#choose(this.#candidates).map((one) => {
      const { ground, placements } = one.candidate;
      if (one.option.plan.unplaced.length === 0) return one;
      const { unplaced } = explainPlan(ground.dense, placements, this.#askingBudget());
      const option = this.#optionOf(one.candidate, unplaced);
      return { ...one, option };
    });
    return this.#valued(chosen);
  }

  /** Of two that are one to a dispatcher the cheaper one stays, where both have been looked at: docks and waits may differ. */
  /** The budget but for the time that it takes to put the answer together. */
  #askingBudget(): Budget {
    const { shouldStop, remainingMs } = this.#budget;
    const telling = Math.min(mostTellingMs, tellingShare * this.#totalMs);
    const leftMs = () => Math.max(0, remainingMs() - telling);
    return { ...this.#budget, shouldStop: () => shouldStop() || leftMs() <= 0, remainingMs: leftMs };
  }

  #enter(candidate: Candidate): void {
    const at = this.#candidates.findIndex(({ key }) => key === candidate.key);
    if (at < 0) this.#candidates.push(candidate);
    else if (candidate.option && candidate.option.total < this.#figures(this.#candidates[at]).total)
      this.#candidates[at] = candidate;
  }

  #figures(candidate: Candidate): RepairOption {
    candidate.option ??= this.#optionOf(candidate, unplacedInBrief(candidate.ground.dense, candidate.placements));
    return candidate.option;
  }

  #optionOf({ ground, placements }: Candidate, unplaced: Parameters<typeof planOf>[2]): RepairOption {
    return optionOf(this.#context, {
      name: ground.hired.length > 0 ? 'hired-truck' : 'fewest-changes',
      hired: ground.hired,
      plan: planOf(ground, placements, unplaced),
      reactionMs: this.#reactionMs ?? 0,
    });
  }

  #choose(candidates: readonly Candidate[]): Chosen[] {
    const { options } = this.#context.amended.problem;
    const own = candidates.filter(({ ground }) => ground.hired.length === 0);
    const asked = options.filter((name) => name !== 'hired-truck');
    const names: readonly RepairOptionName[] = asked.length > 0 ? asked : ['fewest-changes'];
    const chosen: Chosen[] = [];
    const choose = (name: RepairOptionName, among: readonly Candidate[]) => {
      const candidate = this.#least(among, name);
      if (!candidate || chosen.some((one) => one.candidate === candidate)) return;
      chosen.push({ name, candidate, option: this.#figures(candidate) });
    };
    const moderateOwn = moderate(own, (one) => this.#figures(one));
    for (const name of names)
      choose(name, name === 'fewest-changes' ? serving(moderateOwn, (one) => this.#servedBy(one)) : own);
    const hired = options.includes('hired-truck') ? this.#worthHiring(candidates, chosen) : undefined;
    if (hired) chosen.push(hired);
    // There is something to choose from: else the second best of another name.
    const [other] = names.filter((name) => chosen.every((one) => one.name !== name));
    if (chosen.length < 2 && other)
      choose(
        other,
        own.filter((candidate) => candidate !== chosen[0].candidate),
      );
    return chosen;
  }

  /** The best plan with hired trucks, if it is better in something than every option without. */
  #worthHiring(candidates: readonly Candidate[], chosen: readonly Chosen[]): Chosen | undefined {
    const hiring = candidates.filter((one) => one.ground.hired.length > 0 && usesHired(this.#figures(one)));
    const candidate = this.#least(hiring, 'hired-truck');
    if (!candidate) return undefined;
    const option = this.#figures(candidate);
    const isWorth = chosen.every(
      (one) =>
        option.lostM3 < one.option.lostM3 - 1e-6 ||
        option.lateness.minutes < one.option.lateness.minutes ||
        option.points < one.option.points - 1e-9 ||
        option.total < one.option.total,
    );
    return isWorth ? { name: 'hired-truck', candidate, option } : undefined;
  }

  /** What a search for the fewest changes has to serve, by the plans so far. */
  serviceToKeep(ground: Ground): Service {
    const own = this.#candidates.filter((candidate) => candidate.ground.hired.length === 0);
    return serviceToKeep(
      ground,
      own.map((candidate) => this.#servedBy(candidate)),
      this.#context,
    );
  }

  #servedBy(candidate: Candidate): Served {
    candidate.served ??= servedBy(this.#figures(candidate).plan, this.#context);
    return candidate.served;
  }

  /** Of the options that serve nearly as much as any, the one that changes least for its cost; none that hires. */
  #recommended(options: readonly RepairOption[]): RepairOption {
    const own = options.filter(({ hired }) => hired.length === 0);
    const { amended, pointPrice } = this.#context;
    const worthOf = (option: RepairOption) => measureOf(option, amended.problem, pointPrice, 'fewest-changes');
    const moderateOwn = moderate(own, (option) => option);
    return serving(moderateOwn, ({ plan }) => servedBy(plan, this.#context)).reduce((best, one) =>
      worthOf(one) < worthOf(best) ? one : best,
    );
  }

  #least(candidates: readonly Candidate[], name: RepairOptionName): Candidate | undefined {
    const { amended, pointPrice } = this.#context;
    let best: Candidate | undefined;
    let least = Infinity;
    for (const candidate of candidates) {
      const measure = measureOf(this.#figures(candidate), amended.problem, pointPrice, name);
      if (measure >= least) continue;
      best = candidate;
      least = measure;
    }
    return best;
  }

  #valued(chosen: readonly Chosen[]): Valued<RepairDispatchPlan> {
    const { amended, pointPrice, limitMs } = this.#context;
    const { shift, now, loads, rescues } = amended;
    const named = chosen.map(({ name, option }) => ({ ...option, name }));
    const { options, calibration } = scoreWith(this.#learned, named);
    const recommended = this.#recommended(options);
    const objective = Math.min(...options.filter(({ hired }) => hired.length === 0).map(({ total }) => total));
    const ofState = (state: (typeof loads)[number]['state']) =>
      loads.filter((load) => load.state === state).map(({ id }) => id);
    const escalation = escalationOf(recommended, this.#context);
    const baseCost = chosen[0].candidate.ground.instance.baseCost;
    const plan: RepairDispatchPlan = {
      mode: 'dispatch',
      objectiveUnit: `${unitOf(shift.objective.name)}, changes priced`,
      now: instantOf(shift, now),
      shift,
      pointPrice,
      loads: { done: ofState('done'), underWay: ofState('under-way'), open: ofState('open'), gone: ofState('gone') },
      clusters: [...this.#assessment.clusters],
      affected: [...this.#assessment.affected],
      rescues: [...rescues],
      options: [...options],
      recommended: recommended.name,
      effort: {
        mode: efforts.find(([from]) => Number.isFinite(this.#totalMs) && this.#totalMs >= from)?.[1] ?? 'emergency',
        zone: zones[this.#zone],
        reactionMs: this.#reactionMs ?? 0,
        limitMs,
      },
      ...(escalation && { escalation }),
      ...(calibration && { calibration }),
    };
    // Every term of the objective and every change costs something or nothing.
    return {
      plan,
      objective,
      lowerBound: Math.min(baseCost, objective),
      unit: plan.objectiveUnit,
    };
  }
}

/** Two plans are one to a dispatcher where the same trucks bring the same loads at the same times. */
function candidateOf(ground: Ground, placements: readonly Placement[]): Candidate {
  const names = placements.map(
    ({ order, truck, plant, volumeL, unloadStart }) => `${order} ${truck} ${plant} ${volumeL} ${unloadStart}`,
  );
  return { ground, placements, key: names.sort().join() };
}

function usesHired({ hired, plan }: RepairOption): boolean {
  const ids = new Set(hired.map(({ id }) => id));
  return plan.loads.some(({ truck }) => ids.has(truck));
}
