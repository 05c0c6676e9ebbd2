/** What a single field's schema cannot see of a request for a warning: references, order of times, limits of the model. */
import type { z } from 'zod';
import { addProblem } from './common.ts';
import { secondsOf } from './moments.ts';
import type { RepairWarningProblem } from './repair-warning.ts';

/** As in the rules of shifts: times are counted in 32 bits, and some are left for what follows. */
const farthest = 500_000_000;

export function checkWarningRequest(problem: RepairWarningProblem, context: z.RefinementCtx): void {
  const { shift, loads, history, simulation } = problem;
  const orders = new Set(shift.orders.map(({ id }) => id));
  const trucks = new Set(shift.trucks.map(({ id }) => id));
  const places = new Set(shift.places.map(({ id }) => id));
  const plants = new Map(shift.plants.map((plant) => [plant.id, plant]));
  const refer = (what: string, known: { has(id: string): boolean }, id: string, path: readonly (string | number)[]) => {
    if (known.has(id)) return;
    addProblem(context, path, {
      rule: `known-${what}`,
      message: `there is no ${what} "${id}"`,
      remedy: `name a ${what} of the shift`,
      received: id,
    });
  };
  loads.forEach((load, index) => {
    const at = ['loads', index];
    refer('order', orders, load.order, [...at, 'order']);
    refer('truck', trucks, load.truck, [...at, 'truck']);
    refer('plant', plants, load.plant, [...at, 'plant']);
    const docks = plants.get(load.plant)?.docks;
    if (docks != null && load.dock >= docks)
      addProblem(context, [...at, 'dock'], {
        rule: 'known-dock',
        message: `plant "${load.plant}" has docks 0 to ${docks - 1}`,
        remedy: 'name one of them',
        received: load.dock,
      });
    const [from, to] = [secondsOf(shift, load.loadStart), secondsOf(shift, load.unloadStart)];
    if (Math.max(Math.abs(from), Math.abs(to)) > farthest)
      addProblem(context, [...at, 'loadStart'], {
        rule: 'near-the-start',
        message: `its times are ${from} s and ${to} s from \`start\``,
        remedy: 'set `start` of the shift to its beginning',
        received: load.loadStart,
      });
    if (to < from)
      addProblem(context, [...at, 'unloadStart'], {
        rule: 'loaded-before-unloaded',
        message: `load ${index} of order "${load.order}" is unloaded before it is loaded`,
        remedy: 'give both times as in a plan',
        received: load.unloadStart,
      });
  });
  history.trucks.forEach(({ truck }, index) => {
    refer('truck', trucks, truck, ['history', 'trucks', index, 'truck']);
  });
  history.places.forEach(({ place }, index) => {
    refer('place', places, place, ['history', 'places', index, 'place']);
  });
  history.plants.forEach(({ plant }, index) => {
    refer('plant', plants, plant, ['history', 'plants', index, 'plant']);
  });
  problem.hired?.forEach((truck, index) => {
    refer('place', places, truck.home, ['hired', index, 'home']);
    if (truck.end != null) refer('place', places, truck.end, ['hired', index, 'end']);
    if (trucks.has(truck.id))
      addProblem(context, ['hired', index, 'id'], {
        rule: 'unique-id',
        message: `truck "${truck.id}" is in the shift already`,
        remedy: 'give it an id of its own',
        received: truck.id,
      });
    trucks.add(truck.id);
  });
  if (simulation.downGreatestMinutes < simulation.downLeastMinutes)
    addProblem(context, ['simulation', 'downGreatestMinutes'], {
      rule: 'from-before-to',
      message: `a truck is down for ${simulation.downLeastMinutes} min at least and ${simulation.downGreatestMinutes} at most`,
      remedy: 'raise downGreatestMinutes or lower downLeastMinutes',
      received: simulation.downGreatestMinutes,
    });
}
