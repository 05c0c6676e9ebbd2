/** Whether a plan of rounds can be driven and says what is so; rules as in `docs/dispatch-rules.md`. */
import type {
  DispatchDrop,
  DispatchRound,
  DispatchRoundsPlan,
  DispatchRoundsProblem,
  DispatchVan,
} from '../../../models/dispatch-rounds.ts';
import { secondsOf } from '../../../models/moments.ts';
import { isNear, type Report } from './claims.ts';
import { noWay, Roads, wholeUp } from './travel.ts';

const perVan = 1_000_000;
/** Left out although it must be served, which may be unavoidable. */
const perMissedDrop = 1_000_000_000;
/** Demands and capacities count in thousandths of their unit. */
const milliOf = (quantity: number): number => Math.round(quantity * 1000);

interface Driven {
  readonly km: number;
  readonly fill: number;
  readonly waiting: number;
}

class Rounds {
  readonly problem: DispatchRoundsProblem;
  readonly report: Report;
  readonly roads: Roads;
  readonly drops: ReadonlyMap<string, DispatchDrop>;
  readonly vans: ReadonlyMap<string, DispatchVan>;
  readonly served = new Set<string>();

  constructor(problem: DispatchRoundsProblem, report: Report) {
    [this.problem, this.report] = [problem, report];
    this.roads = new Roads(problem.places, problem.travel);
    this.drops = new Map(problem.drops.map((drop) => [drop.id, drop]));
    this.vans = new Map(problem.vans.map((van) => [van.id, van]));
  }

  /** Adds a leg; where there is no way it takes no time. */
  metres(name: string, from: string, to: string): { seconds: number; metres: number } {
    const leg = this.roads.leg(from, to);
    if (leg === noWay) this.report('way', `${name}: there is no way from ${from} to ${to}`);
    return { seconds: leg.seconds, metres: Math.round(leg.km * 1000) };
  }
}

/** @returns the objective. */
export function checkRounds(problem: DispatchRoundsProblem, plan: DispatchRoundsPlan, report: Report): number {
  const rounds = new Rounds(problem, report);
  const driven = plan.rounds.flatMap((round) => {
    const van = rounds.vans.get(round.van);
    if (!van) report('rounds', `van ${round.van} is not known`);
    return van ? [checkRound(rounds, van, round)] : [];
  });
  const ofVan = Map.groupBy(plan.rounds, ({ van }) => van);
  for (const [van, ofOne] of ofVan) if (rounds.vans.has(van)) checkTurns(rounds, van, ofOne);
  const unservedCost = checkUnserved(rounds, plan);
  const km = driven.reduce((sum, one) => sum + one.km, 0);
  const vans = [...ofVan.keys()].filter((van) => rounds.vans.has(van)).length;
  const total = km + unservedCost + (problem.objective === 'vans-then-distance' ? perVan * vans : 0);
  const fills = driven.reduce((sum, { fill }) => sum + fill, 0);
  compare('terms', plan.terms, { vans, km, unserved: unservedCost, total }, report);
  compare(
    'metrics',
    plan.metrics,
    {
      drops: problem.drops.length,
      served: rounds.served.size,
      rounds: plan.rounds.length,
      fill: driven.length === 0 ? 0 : fills / driven.length,
      waitingMinutes: driven.reduce((sum, { waiting }) => sum + waiting, 0) / 60,
    },
    report,
  );
  return total;
}

function compare<Figures extends Record<string, number>>(
  rule: string,
  stated: Figures,
  actual: Figures,
  report: Report,
): void {
  for (const name of Object.keys(actual))
    if (!isNear(stated[name], actual[name]))
      report(rule, `${name} is stated as ${stated[name]}, it is ${actual[name]}`);
}

function checkRound(rounds: Rounds, van: DispatchVan, round: DispatchRound): Driven {
  const { problem, report } = rounds;
  const name = `round ${round.number} of van ${van.id}`;
  const late = (rule: string, seconds: number, what: string) => {
    if (seconds > 0) report(rule, `${name} ${what} by ${seconds} s`);
  };
  const at = (moment: string) => secondsOf(problem, moment);
  const [leave, back] = [at(round.leave), at(round.back)];
  const from = van.shift ? secondsOf(problem, van.shift.from) : 0;
  const to = van.shift ? secondsOf(problem, van.shift.to) : wholeUp(problem.shiftMinutes * 60);
  late('shift', from - leave, 'leaves before its shift');
  late('shift', back - to, 'is back after its shift');
  if (round.drops.length === 0) report('rounds', `${name} serves nobody`);
  let [place, ready, metres, load, waiting] = [problem.depot, leave, 0, 0, 0];
  for (const stop of round.drops) {
    const drop = rounds.drops.get(stop.drop);
    if (!drop || rounds.served.has(stop.drop)) {
      report('drops', `${name} serves drop ${stop.drop}, which is ${drop ? 'served before' : 'not known'}`);
      if (!drop) continue;
    }
    rounds.served.add(stop.drop);
    const leg = rounds.metres(name, place, drop.place);
    const [arrival, start, end] = [at(stop.arrival), at(stop.start), at(stop.end)];
    const stated = `${name}, drop ${stop.drop}: `;
    if (arrival !== ready + leg.seconds)
      report('times', `${stated}arrival at ${arrival} s is stated, it is ${ready + leg.seconds}`);
    if (end !== start + drop.serviceSeconds)
      report('times', `${stated}end at ${end} s is stated, it is ${start + drop.serviceSeconds}`);
    late('times', arrival - start, `serves drop ${stop.drop} before it arrives,`);
    if (drop.window) checkWindow(problem, drop, start, (seconds, what) => late('window', seconds, what));
    if (drop.release !== undefined)
      late('release', secondsOf(problem, drop.release) - leave, `leaves before the release of drop ${stop.drop}`);
    if (drop.vans && !drop.vans.includes(van.id)) report('van-allowed', `${stated}not with this van`);
    [place, ready] = [drop.place, end];
    metres += leg.metres;
    load += milliOf(drop.demand);
    waiting += start - arrival;
  }
  checkSlacks(rounds, round, to, name);
  const last = rounds.metres(name, place, problem.depot);
  if (back !== ready + last.seconds)
    report('times', `${name}: back at ${back} s is stated, it is ${ready + last.seconds}`);
  metres += last.metres;
  const capacity = milliOf(van.capacity);
  if (load > capacity) report('capacity', `${name} takes ${load / 1000}, the van holds ${van.capacity}`);
  if (milliOf(round.load) !== load) report('load', `${name}: load ${round.load} is stated, it is ${load / 1000}`);
  if (!isNear(round.km, metres / 1000)) report('km', `${name}: ${round.km} km are stated, it is ${metres / 1000}`);
  return { km: metres / 1000, fill: load / capacity, waiting };
}

function checkWindow(
  problem: DispatchRoundsProblem,
  { id, window }: DispatchDrop,
  start: number,
  late: (seconds: number, what: string) => void,
): void {
  late(secondsOf(problem, window!.from) - start, `serves drop ${id} before its window`);
  late(start - secondsOf(problem, window!.to), `serves drop ${id} after its window`);
}

/** Slack of a drop: how much later its service could start with every window from then on, and the shift, still kept. */
function checkSlacks(rounds: Rounds, round: DispatchRound, shiftEnd: number, name: string): void {
  const { problem, report } = rounds;
  const at = (moment: string) => secondsOf(problem, moment);
  let latest = shiftEnd - at(round.back);
  for (let index = round.drops.length - 1; index >= 0; index--) {
    const stop = round.drops[index];
    const drop = rounds.drops.get(stop.drop);
    if (!drop) return;
    const next = round.drops[index + 1];
    // The next one waits already, and takes up that much.
    if (next) latest += at(next.start) - at(next.arrival);
    if (drop.window) latest = Math.min(latest, secondsOf(problem, drop.window.to) - at(stop.start));
    if (!isNear(stop.slackMinutes, latest / 60))
      report('slack', `${name}: drop ${stop.drop} has ${latest / 60} min of slack, ${stop.slackMinutes} are stated`);
  }
}

/** Rounds of a van are numbered as they are driven, each after the one before it. */
function checkTurns({ problem, report }: Rounds, van: string, rounds: readonly DispatchRound[]): void {
  if (rounds.length > problem.roundsPerVan)
    report('rounds-per-van', `van ${van} goes on ${rounds.length} rounds, ${problem.roundsPerVan} are allowed`);
  const inOrder = rounds.toSorted((one, other) => one.number - other.number);
  inOrder.forEach(({ number, leave }, index) => {
    if (number !== index + 1) report('rounds', `van ${van} has a round ${number} where ${index + 1} is due`);
    if (index === 0) return;
    const ready = secondsOf(problem, inOrder[index - 1].back) + problem.reloadSeconds;
    const early = ready - secondsOf(problem, leave);
    if (early > 0) report('reload', `round ${number} of van ${van} leaves ${early} s before it can be loaded`);
  });
}

/** @returns the cost of what is not served. */
function checkUnserved({ problem, served, report }: Rounds, plan: DispatchRoundsPlan): number {
  const open = new Set(problem.drops.flatMap(({ id }) => (served.has(id) ? [] : [id])));
  let cost = 0;
  for (const { id, unservedCost } of problem.drops) {
    if (!open.has(id)) continue;
    cost += unservedCost ?? perMissedDrop;
  }
  for (const { drop, reason } of plan.unserved) {
    if (!open.delete(drop)) report('unserved', `drop ${drop} is listed as unserved once more, or is served`);
    if (reason === '') report('unserved', `drop ${drop} is unserved for no reason`);
  }
  for (const drop of open) report('unserved', `drop ${drop} is not served, and not listed as such`);
  return cost;
}
