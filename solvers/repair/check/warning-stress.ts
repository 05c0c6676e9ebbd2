/** Stress points of a plan that keeps the rules, worked out again as `docs/repair-warning.md` has them. */
import type { RepairStressPoint, RepairWarningPlan, RepairWarningProblem } from '../../../models/repair-warning.ts';
import { secondsOfMinutes } from '../../dispatch/check/facts.ts';
import type { Laid, LaidOut } from '../../dispatch/check/laid-out.ts';
import { gapsOf } from '../../dispatch/check/order-rules.ts';
import { groups } from './warning-reach.ts';

type Report = (rule: string, message: string) => void;
type Limits = RepairWarningProblem['stress'];

interface Point {
  readonly indicator: RepairStressPoint['indicator'];
  readonly loads: readonly Laid[];
  /** Seconds. */
  readonly slack: number;
}

export function checkStress(
  { stress }: RepairWarningProblem,
  plan: RepairWarningPlan,
  laid: LaidOut,
  report: Report,
): void {
  const back = betweenLoads(laid, stress);
  const expected = [
    ...back.map(({ loads, slack }) => ({ indicator: 'back-to-back' as const, loads, slack })),
    ...windows(laid, stress),
    ...gaps(laid, stress),
    ...trucks(laid, stress),
    ...longHauls(laid, stress),
    ...pours(back),
    ...docks(laid, stress),
    ...back
      .filter(({ loads: [, load] }) => load.toPlant.seconds >= 60 * stress.longHaulMinutes)
      .map(({ loads, slack }) => ({ indicator: 'geographic-conflict' as const, loads, slack })),
    ...sites(laid, stress),
  ];
  const index = new Map(plan.loads.map((risk) => [risk.load, risk.index]));
  const open = new Map<string, Point[]>();
  for (const point of expected) {
    const key = keyOf(
      point.indicator,
      point.loads.map(({ id }) => id),
    );
    open.set(key, [...(open.get(key) ?? []), point]);
  }
  plan.stressPoints.forEach((point, place) => {
    const name = `${point.indicator} of ${point.loads.join(', ')}`;
    const match = open.get(keyOf(point.indicator, point.loads))?.shift();
    if (!match) {
      report('stress', `${name} is none, or named before`);
      return;
    }
    if (Math.abs(point.slackMinutes - match.slack / 60) > 1e-6)
      report('stress', `${name} has a slack of ${match.slack / 60} min, ${point.slackMinutes} is stated`);
    const highest = Math.max(...point.loads.map((load) => index.get(load) ?? 0));
    if (Math.abs(point.index - highest) > 1e-9)
      report('stress', `${name}: its index is ${highest}, ${point.index} is stated`);
    if (place > 0 && point.index > plan.stressPoints[place - 1].index + 1e-9)
      report('stress', `${name} stands too low`);
    checkNames(point, match, name, report);
  });
  for (const [key, points] of open) if (points.length > 0) report('stress', `${key.replace('\n', ' of ')} is missing`);
}

function checkNames(point: RepairStressPoint, { loads }: Point, name: string, report: Report): void {
  const same = (stated: readonly string[], own: readonly string[]) =>
    [...stated].sort().join('\n') === [...new Set(own)].sort().join('\n');
  if (
    !same(
      point.trucks,
      loads.map(({ truck }) => truck.truck.id),
    ) ||
    !same(
      point.orders,
      loads.map(({ order }) => order.order.id),
    ) ||
    !same(
      point.plants,
      loads.map(({ plant }) => plant.plant.id),
    )
  )
    report('stress', `${name}: trucks, orders or plants are not those of its loads`);
}

const keyOf = (indicator: string, loads: readonly string[]): string => `${indicator}\n${[...loads].sort().join(', ')}`;

/** Consecutive loads of a truck with too little between them; the buffer after unloading counts as something. */
function betweenLoads(
  { facts, days }: LaidOut,
  { bufferMinutes }: Limits,
): { loads: readonly [Laid, Laid]; slack: number }[] {
  return [...days.values()].flatMap(({ truck, loads, breaks }) =>
    loads.slice(1).flatMap((load, index) => {
      const before = loads[index];
      let free = before.unloadEnd + secondsOfMinutes(truck.truck.washMinutes);
      for (const { from, to } of breaks)
        if (from >= before.siteLeave && to <= load.leave) free = Math.max(free, from) + to - from;
      const road = facts.traffic.between(load.from, load.plant.plant.place);
      const slack = load.loadStart - road.arrival(Math.max(free, load.standsUntil), load.toPlant.seconds);
      return slack < 60 * bufferMinutes ? [{ loads: [before, load] as const, slack }] : [];
    }),
  );
}

function windows({ ofOrder }: LaidOut, { windowMinutes }: Limits): Point[] {
  return [...ofOrder.values()].flat().flatMap((load) => {
    const { order, truck, unloadStart, unloadEnd, number } = load;
    const endsWith = order.order.window?.ends === 'unloading-start' ? unloadStart : unloadEnd;
    const slack = Math.min(
      order.to + order.windowSlack - endsWith,
      truck.lastUnloading - unloadStart,
      number === 1 ? order.latestFirst - unloadStart : Infinity,
    );
    return slack < 60 * windowMinutes ? [{ indicator: 'tight-window' as const, loads: [load], slack }] : [];
  });
}

function gaps({ ofOrder }: LaidOut, { gapMinutes }: Limits): Point[] {
  return [...ofOrder.values()].flatMap((loads) =>
    gapsOf(loads[0].order, loads).flatMap(({ counted }, index) => {
      const slack = loads[0].order.greatestGap + loads[0].order.gapSlack - counted;
      const pair = [loads[index], loads[index + 1]];
      return slack < 60 * gapMinutes ? [{ indicator: 'tight-gap' as const, loads: pair, slack }] : [];
    }),
  );
}

function trucks({ days }: LaidOut, { utilisation, endMinutes }: Limits): Point[] {
  return [...days.values()].flatMap(({ truck, loads, busy, busyBack, back }) => {
    const used = (busy.reduce((sum, seconds) => sum + seconds, 0) + busyBack) / Math.max(1, truck.to - truck.from);
    const slack = truck.latest - back;
    const isOverloaded = used >= utilisation || slack < 60 * endMinutes;
    return isOverloaded ? [{ indicator: 'overloaded-truck' as const, loads, slack }] : [];
  });
}

function longHauls({ loads }: LaidOut, { longHaulMinutes, lifetimeMinutes }: Limits): Point[] {
  return loads.flatMap((load) => {
    const slack = load.order.lifetime - (load.unloadEnd - load.loadStart);
    const isRisky = load.toSite.seconds >= 60 * longHaulMinutes && slack < 60 * lifetimeMinutes;
    return isRisky ? [{ indicator: 'risky-combination' as const, loads: [load], slack }] : [];
  });
}

function pours(back: readonly { loads: readonly [Laid, Laid]; slack: number }[]): Point[] {
  const ofOrder = new Map<string, { loads: Laid[]; slack: number }>();
  for (const {
    loads: [, load],
    slack,
  } of back) {
    const { id, continuous } = load.order.order;
    if (!continuous) continue;
    const known = ofOrder.get(id) ?? { loads: [], slack: Infinity };
    ofOrder.set(id, { loads: [...known.loads, load], slack: Math.min(known.slack, slack) });
  }
  return [...ofOrder.values()]
    .filter(({ loads }) => loads.length > 1)
    .map((pour) => ({ indicator: 'risky-combination' as const, ...pour }));
}

function docks({ loads }: LaidOut, { dockMinutes, dockLoads }: Limits): Point[] {
  const queued = loads.filter(({ plant }) => plant.plant.docks !== null && plant.spacing !== 0);
  const ofDocks = groups(
    queued,
    ({ plant, dock }) => `${plant.plant.id}\n${dock}`,
    ({ loadStart }) => loadStart,
  );
  return ofDocks.flatMap((ofDock) => {
    const points: Point[] = [];
    let row: Laid[] = [];
    let least = Infinity;
    const close = () => {
      if (row.length >= dockLoads) points.push({ indicator: 'risky-combination', loads: row, slack: least });
      row = [];
      least = Infinity;
    };
    ofDock.forEach((load, place) => {
      const before = ofDock[place - 1];
      const spacing = before?.plant.spacing;
      const free = before && (spacing === undefined ? before.loadEnd : before.loadStart + spacing);
      const slack = free === undefined ? Infinity : load.loadStart - free;
      if (slack >= 60 * dockMinutes) close();
      else least = Math.min(least, slack);
      row.push(load);
    });
    close();
    return points;
  });
}

function sites({ loads }: LaidOut, { siteTrucks }: Limits): Point[] {
  const ofPlaces = groups(
    loads,
    ({ order }) => order.order.place,
    ({ siteArrival }) => siteArrival,
  );
  return ofPlaces.flatMap((here) => {
    const crowd = new Set<Laid>();
    for (const { siteArrival } of here) {
      const present = here.filter((other) => other.siteArrival <= siteArrival && siteArrival < other.unloadEnd);
      if (present.length >= siteTrucks) for (const load of present) crowd.add(load);
    }
    return crowd.size > 0 ? [{ indicator: 'geographic-conflict' as const, loads: [...crowd], slack: 0 }] : [];
  });
}
