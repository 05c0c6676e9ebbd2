/** What is wrong of an answer is found, whatever it is: what is changed of an answer by hand, and what is said of it. */
import { describe, expect, test } from 'vitest';
import { at, five } from '../../dispatch/check/hand-made.ts';
import { checkRepair } from '../check.ts';
import { change, planOf, type Repair } from './hand-made.ts';
import { cases } from './hand-made-cases.ts';

interface Fault {
  readonly what: string;
  readonly of: keyof typeof cases;
  /** Changes the copy that it gets. */
  readonly change: (repair: Repair) => void;
  readonly rule: string;
  readonly says: RegExp;
}

const option = ({ plan }: Repair) => plan.options[0];
const rescue = ({ plan }: Repair) => plan.rescues[0];
const order = ({ problem }: Repair, index = 0) => problem.shift.orders[index];

const ofLoads: Fault[] = [
  {
    ...{ what: 'a load of no state', of: 'truckOut', rule: 'loads', says: /o\/2 is not listed, it is open/ },
    change: ({ plan }) => void plan.loads.open.pop(),
  },
  {
    ...{ what: 'a load of the wrong state', of: 'transfer', rule: 'loads', says: /o\/1 is stated as open, it is gone/ },
    change: ({ plan }) => void plan.loads.open.push(...plan.loads.gone.splice(0)),
  },
  {
    ...{ what: 'a load twice', of: 'truckOut', rule: 'loads', says: /o\/2 is listed twice/ },
    change: ({ plan }) => void plan.loads.open.push('o/2'),
  },
  {
    ...{ what: 'an event of no cluster', of: 'delay', rule: 'clusters', says: /event 1 is in 0 clusters/ },
    change: ({ plan }) => void plan.clusters.pop(),
  },
  {
    ...{ what: 'an event of two clusters', of: 'delay', rule: 'clusters', says: /event 1 is in 2 clusters/ },
    change: ({ plan }) => void plan.clusters[0].events.push(1),
  },
  {
    ...{ what: 'a rank that is left out', of: 'delay', rule: 'affected', says: /ranks are 2/ },
    change: ({ plan }) => void plan.affected.shift(),
  },
  {
    ...{ what: 'a load that is done is affected', of: 'delay', rule: 'affected', says: /o\/1 is done/ },
    change: ({ problem }) => void problem.facts.loads.push({ load: 'o/1', unloadEnd: 6300 }),
  },
];

const ofShift: Fault[] = [
  {
    ...{ what: 'a truck left out', of: 'truckOut', rule: 'shift', says: /shift\.trucks has 4 entries/ },
    change: ({ plan }) => void plan.shift.trucks.pop(),
  },
  {
    ...{ what: 'a standing left out', of: 'truckOut', rule: 'shift', says: /\[t2\]\.standing is stated as absent/ },
    change: ({ plan }) => void delete plan.shift.trucks[1].standing,
  },
  {
    ...{ what: 'a fixed load left out', of: 'delay', rule: 'shift', says: /fixed lacks a load: 5 m3 of order o on t1/ },
    change: ({ plan }) => void plan.shift.fixed.pop(),
  },
  {
    ...{ what: 'a load fixed that is open', of: 'truckOut', rule: 'shift', says: /fixed has what is not fixed.*5 m3/ },
    change: ({ plan }) => void plan.shift.fixed.push(five),
  },
  {
    ...{ what: 'traffic left out', of: 'delay', rule: 'shift', says: /traffic has 0 entries, \[\]; it has 1/ },
    change: ({ plan }) => void plan.shift.travel.traffic.pop(),
  },
  {
    ...{ what: 'hours left as they were', of: 'delay', rule: 'shift', says: /plants\[p\]\.hours is stated as absent/ },
    change: ({ plan }) => void delete plan.shift.plants[0].hours,
  },
  {
    ...{
      what: 'a stop of the plant not seen',
      of: 'delay',
      rule: 'shift',
      says: /hours\.from is stated as 6300, it is 7000/,
    },
    change: ({ problem }) => void problem.events.push({ type: 'plant-stop', plant: 'p', until: 7000 }),
  },
  {
    ...{
      what: 'a stop without an end',
      of: 'delay',
      rule: 'shift',
      says: /hours\.to is stated as 400000000, it is 400000001/,
    },
    change: ({ problem }) => void problem.events.push({ type: 'plant-stop', plant: 'p' }),
  },
  {
    ...{ what: 'an order added and left out', of: 'moreWanted', rule: 'shift', says: /shift\.orders has 1 entries/ },
    change: ({ plan }) => void plan.shift.orders.pop(),
  },
];

const ofRescues: Fault[] = [
  {
    ...{ what: 'no rescue', of: 'transfer', rule: 'rescue', says: /o\/1 is on board and cannot go on/ },
    change: ({ plan }) => void plan.rescues.pop(),
  },
  {
    ...{ what: 'a rescue of what is open', of: 'transfer', rule: 'rescue', says: /o\/2 .* is no case of rescue/ },
    change: ({ plan }) => void plan.rescues.push({ ...plan.rescues[0], load: 'o/2' }),
  },
  {
    ...{ what: 'lost, and said to be brought', of: 'transfer', rule: 'rescue', says: /is lost, and said to go to/ },
    change: (repair) => {
      rescue(repair).action = 'loss';
    },
  },
  {
    ...{ what: 'begun before now', of: 'transfer', rule: 'rescue', says: /begins 1\.67 min before now/ },
    change: (repair) => {
      rescue(repair).loadStart = at(6200);
    },
  },
  // Loaded from 4600 to 6400.
  {
    ...{ what: 'begun under the dock', of: 'transfer', rule: 'rescue', says: /1\.67 min before truck t5 has left the/ },
    change: ({ problem }) => void problem.facts.loads.push({ load: 'o/1', loadStart: at(4600) }),
  },
  {
    ...{ what: 'a truck that is not there', of: 'transfer', rule: 'rescue', says: /truck t2 is there 15 min later/ },
    change: (repair) => {
      rescue(repair).truck = 't2';
    },
  },
  {
    ...{ what: 'a truck too small', of: 'transfer', rule: 'rescue', says: /t2 holds 5 m3, the load is 10/ },
    change: (repair) => {
      rescue(repair).truck = 't2';
    },
  },
  {
    ...{ what: 'a truck that is elsewhere by facts', of: 'transfer', rule: 'rescue', says: /t6 is there 15 min later/ },
    change: ({ problem }) => void problem.facts.trucks.push({ truck: 't6', place: 'base' }),
  },
  {
    ...{ what: 'a truck free later by facts', of: 'transfer', rule: 'rescue', says: /t6 is there 10 min later/ },
    change: ({ problem }) => void problem.facts.trucks.push({ truck: 't6', place: 'plant', from: 6900 }),
  },
  {
    ...{ what: 'into itself', of: 'transfer', rule: 'rescue', says: /t5 is the one that it comes from/ },
    change: (repair) => {
      rescue(repair).truck = 't5';
    },
  },
  {
    ...{ what: 'into a truck that is out', of: 'transfer', rule: 'rescue', says: /t6 does not work/ },
    change: ({ problem }) => void problem.events.push({ type: 'truck-out', truck: 't6', onBoard: 'auto' }),
  },
  {
    ...{
      what: 'unloaded before it arrives',
      of: 'transfer',
      rule: 'rescue',
      says: /1\.67 min before truck t6 is there/,
    },
    change: (repair) => {
      rescue(repair).unloadStart = at(7700);
    },
  },
  {
    ...{ what: 'too old', of: 'transfer', rule: 'rescue', says: /91\.58 min old when it is unloaded, at most 90/ },
    change: (repair) => {
      rescue(repair).unloadStart = at(8300);
    },
  },
  {
    ...{ what: 'older than it seems', of: 'transfer', rule: 'rescue', says: /93\.25 min old when it is unloaded/ },
    change: ({ problem }) => void problem.facts.loads.push({ load: 'o/1', mixedAt: 3705 }),
  },
  {
    ...{ what: 'before the window', of: 'transfer', rule: 'rescue', says: /3\.33 min before the window of order o/ },
    change: (repair) => {
      order(repair).window!.from = 8000;
    },
  },
  {
    ...{
      what: 'from no plant',
      of: 'transfer',
      rule: 'rescue',
      says: /from plant undefined, it is from transfer:o\/1/,
    },
    change: (repair) => void delete rescue(repair).plant,
  },
  {
    ...{ what: 'to an order that is cancelled', of: 'divert', rule: 'rescue', says: /order o, truck t5 .* not known/ },
    change: (repair) => {
      rescue(repair).order = 'o';
    },
  },
  {
    ...{
      what: 'to an order of another grade',
      of: 'divert',
      rule: 'rescue',
      says: /n is of grade b, the load of none/,
    },
    change: (repair) => {
      order(repair, 1).grade = 'b';
    },
  },
  {
    ...{ what: 'more than the order takes', of: 'divert', rule: 'rescue', says: /n takes 8 m3 more, not 10/ },
    change: (repair) => {
      order(repair, 1).volumeM3 = 8;
    },
  },
  {
    ...{
      what: 'on a truck not wanted there',
      of: 'divert',
      rule: 'rescue',
      says: /t5 is not among the trucks of order n/,
    },
    change: (repair) => {
      order(repair, 1).trucks = ['t6'];
    },
  },
  {
    ...{ what: 'on a truck without the pump', of: 'divert', rule: 'rescue', says: /t5 lacks pump for order n/ },
    change: (repair) => {
      order(repair, 1).equipment = ['pump'];
    },
  },
  {
    ...{ what: 'on a truck that is down', of: 'divert', rule: 'rescue', says: /truck t5 is out or down/ },
    change: ({ problem }) => void problem.events.push({ type: 'accident', truck: 't5', onBoard: 'delivered' }),
  },
  {
    ...{
      what: 'sooner than the truck can be there',
      of: 'divert',
      rule: 'rescue',
      says: /1\.67 min before truck t5 is/,
    },
    change: (repair) => {
      rescue(repair).unloadStart = at(8000);
    },
  },
  {
    ...{
      what: 'diverted though it is only stuck',
      of: 'transfer',
      rule: 'rescue',
      says: /neither unwanted nor too old/,
    },
    change: (repair) => {
      rescue(repair).action = 'divert';
    },
  },
  {
    ...{ what: 'while another is unloaded', of: 'divert', rule: 'rescue', says: /unloaded while load n\/1 is/ },
    change: ({ problem }) => void problem.facts.loads.push({ load: 'n/1', started: true, unloadStart: 9000 }),
  },
];

const ofChanges: Fault[] = [
  {
    ...{
      what: 'a change left out',
      of: 'truckOut',
      rule: 'changes',
      says: /o\/2 becomes o\/2 is not listed, .*: truck/,
    },
    change: (repair) => void option(repair).changes.pop(),
  },
  {
    ...{ what: 'a load more left out', of: 'moreWanted', rule: 'changes', says: /n\/1 of the option is a load more/ },
    change: (repair) => void option(repair).changes.pop(),
  },
  {
    ...{ what: 'a load less left out', of: 'divert', rule: 'matching', says: /n\/1 has no partner/ },
    change: (repair) => void option(repair).changes.pop(),
  },
  {
    ...{ what: 'a change twice', of: 'truckOut', rule: 'changes', says: /listed twice/ },
    change: (repair) => void option(repair).changes.push(option(repair).changes[0]),
  },
  {
    ...{ what: 'a change of what is fixed', of: 'delay', rule: 'changes', says: /load o\/2 .* not open/ },
    change: (repair) => void option(repair).changes.push(change(['truck'], 1, ['o/2', five], ['o/2', five])),
  },
  {
    ...{ what: 'a change that is none', of: 'truckOut', rule: 'changes', says: /stated as later, it is no change/ },
    change: (repair) => {
      const [{ was }] = option(repair).changes;
      const same = { ...option(repair).changes[0], load: 'o/1', becomes: 'o/1', was, is: was };
      option(repair).changes.push({ ...same, what: ['later'], points: 0 });
    },
  },
  {
    ...{ what: 'what it was left out', of: 'truckOut', rule: 'changes', says: /was is not stated, there is one/ },
    change: (repair) => void delete option(repair).changes[0].was,
  },
  {
    ...{ what: 'dropped and added again', of: 'truckOut', rule: 'matching', says: /for 5\.5 points, 1 are enough/ },
    change: (repair) => {
      const [{ was, is, ...one }] = option(repair).changes;
      option(repair).changes = [
        { ...one, becomes: undefined, was, what: ['dropped'], points: 5, minutes: 0 },
        { ...one, load: undefined, is, what: ['added'], points: 0.5, minutes: 0 },
      ];
    },
  },
  {
    ...{ what: 'pairs that cross', of: 'moreWanted', rule: 'matching', says: /pairs cross/ },
    change: (repair) => {
      const [one, other] = option(repair).changes;
      [one.becomes, other.becomes] = [other.becomes, one.becomes];
    },
  },
  {
    ...{ what: 'smaller changes first', of: 'moreWanted', rule: 'changes', says: /more points than the one before/ },
    change: (repair) => void option(repair).changes.reverse(),
  },
  {
    ...{ what: 'an event that is not there', of: 'truckOut', rule: 'changes', says: /there is no event 1/ },
    change: (repair) => {
      option(repair).changes[0].reason.event = 1;
    },
  },
  {
    ...{ what: 'a depth that follows none', of: 'moreWanted', rule: 'depth', says: /at depth 3, none at 2/ },
    change: (repair) => {
      option(repair).changes[1].depth = 3;
    },
  },
  {
    ...{ what: 'a depth that is not the greatest', of: 'moreWanted', rule: 'depth', says: /stated as 2, it is 1/ },
    change: (repair) => {
      option(repair).changes[1].depth = 1;
    },
  },
];

const ofOptions: Fault[] = [
  {
    ...{ what: 'a truck that is out', of: 'truckOut', rule: 'plan-truck-allowed', says: /t1: it is not working/ },
    change: (repair) => {
      option(repair).plan = planOf(repair.problem.shift, [{ ...five }]);
    },
  },
  {
    ...{ what: 'a fixed load moved', of: 'delay', rule: 'plan-fixed', says: /fixed load 1.* is not kept/ },
    change: (repair) => {
      const fixed = repair.plan.shift.fixed.map((one) => ({ ...one })) as (typeof five)[];
      option(repair).plan = planOf(repair.plan.shift, [fixed[0], { ...fixed[1], unloadStart: 10_700 }]);
    },
  },
  {
    ...{ what: 'an option twice', of: 'truckOut', rule: 'options', says: /fewest-changes comes twice/ },
    change: ({ plan }) => void plan.options.push(plan.options[0]),
  },
  {
    ...{ what: 'an option nobody asked for', of: 'moreWanted', rule: 'options', says: /hired-truck is not asked for/ },
    change: ({ problem }) => {
      problem.options = ['fewest-changes'];
    },
  },
  {
    ...{ what: 'more points recommended', of: 'truckOut', rule: 'recommended', says: /1\.7 points; .* fewest-changes/ },
    change: ({ plan }) => {
      plan.recommended = 'least-cost';
    },
  },
  {
    ...{
      what: 'what serves less recommended',
      of: 'moreWanted',
      rule: 'recommended',
      says: /0 points; .* fewest-changes/,
    },
    change: ({ plan }) => {
      plan.recommended = 'least-lateness';
    },
  },
  {
    ...{ what: 'a hired one recommended', of: 'moreWanted', rule: 'recommended', says: /no such option is there/ },
    change: ({ plan }) => {
      plan.recommended = 'hired-truck';
    },
  },
  {
    ...{ what: 'none of them recommended', of: 'truckOut', rule: 'recommended', says: /no such option is there/ },
    change: ({ plan }) => {
      plan.recommended = 'least-lateness';
    },
  },
  {
    ...{ what: 'hired where none may be', of: 'moreWanted', rule: 'hired', says: /only option hired-truck does that/ },
    change: (repair) => void option(repair).hired.push(...repair.plan.options[2].hired),
  },
  {
    ...{ what: 'hired and not used', of: 'moreWanted', rule: 'hired', says: /no hired truck is in use/ },
    change: ({ plan }) => {
      plan.options[2].plan = plan.options[0].plan;
    },
  },
  {
    ...{ what: 'hired though others are offered', of: 'moreWanted', rule: 'hired', says: /hired-1 is not to be hired/ },
    change: ({ problem }) => {
      problem.hired = [];
    },
  },
  {
    ...{ what: 'nobody told', of: 'divert', rule: 'notices', says: /order o: nobody is told, it is cancelled/ },
    change: (repair) => void option(repair).notices.pop(),
  },
  {
    ...{ what: 'told twice', of: 'divert', rule: 'notices', says: /order o: it is told of twice/ },
    change: (repair) => void option(repair).notices.push(option(repair).notices[0]),
  },
  {
    ...{ what: 'told of nothing', of: 'truckOut', rule: 'notices', says: /there is nothing to tell/ },
    change: (repair) => void option(repair).notices.push({ order: 'o', what: 'later', minutes: 0, message: 'no' }),
  },
  {
    ...{
      what: 'told of a move, not of what is missing',
      of: 'moreWanted',
      rule: 'notices',
      says: /later is told, it is less/,
    },
    change: (repair) => {
      option(repair).notices[0].what = 'later';
    },
  },
  {
    ...{ what: 'a loss not listed', of: 'moreWanted', rule: 'unrescued', says: /order o loses 3 m3 and is not listed/ },
    change: (repair) => void option(repair).unrescued.pop(),
  },
  {
    ...{ what: 'a loss that is none', of: 'moreWanted', rule: 'unrescued', says: /order o loses nothing/ },
    change: ({ plan }) => void plan.options[2].unrescued.push(plan.options[0].unrescued[0]),
  },
  {
    ...{ what: 'another plan where nothing happened', of: 'untouched', rule: 'as-it-was', says: /and they are not/ },
    change: (repair) => {
      option(repair).plan = planOf(repair.plan.shift, [five]);
    },
  },
];

const groups = { ofLoads, ofShift, ofRescues, ofChanges, ofOptions };

describe.each(Object.entries(groups))('%s', (_group, faults) => {
  test.each(faults)('$what', ({ of, change: spoil, rule, says }) => {
    const made = cases[of]();
    expect(checkRepair({ problem: made.problem }, made.plan).violations).toEqual([]);
    const copy = structuredClone(made);
    spoil(copy);
    const { violations } = checkRepair({ problem: copy.problem }, copy.plan);
    expect(
      violations
        .filter((one) => one.rule === rule)
        .map(({ message }) => message)
        .join('\n'),
    ).toMatch(says);
    for (const { message } of violations) expect(message).not.toMatch(/NaN|\[object/);
  });
});

test('an answer of another mode', () => {
  const { problem } = cases.untouched();
  const { violations } = checkRepair({ problem }, { mode: 'warning', objectiveUnit: 'minutes' } as never);
  expect(violations.map(({ rule }) => rule)).toEqual(['mode']);
});
