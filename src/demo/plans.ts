/** What the demo plans, and the simulated ovens that follow. */
import { DispatchShiftPlan } from '../../models/dispatch.ts';
import { foundryWeek } from '../../models/examples/foundry-week.ts';
import { heatTreatmentWeek } from '../../models/examples/heat-treatment-week.ts';
import { kitchenEvening } from '../../models/examples/kitchen-evening.ts';
import { pizzaFortnight } from '../../models/examples/pizza-fortnight.ts';
import { EquipmentOven, type EquipmentRequest, type PlanRequestInput } from '../../models/plan-request.ts';
import { dayBreakdown, dayWarning } from './concrete-breakdown.ts';
import { concreteDay } from './concrete-day.ts';

export const site = 'demo';
/** An hour of the plan in a second on the wall: the first shift is over in ten. */
export const speed = 3600;
/** Of the clock at all works of the demo. */
export const utcOffset = '+03:00';

const melting = { unit: 'degC', min: 20, max: 1750, rampPerMin: 40, tolerance: 8, idle: 700 };
const equipmentOf: Record<'foundry' | 'heatTreatment' | 'kitchen', Omit<EquipmentRequest, 'latestStartMinutes'>> = {
  foundry: {
    site,
    ovens: [
      { oven: 'eaf-6', furnace: 'EAF-6', tag: 'temperature', approval: false, ...melting },
      { oven: 'eaf-3', furnace: 'EAF-3', tag: 'temperature', approval: false, ...melting },
      { oven: 'ind-1', furnace: 'IND-1', tag: 'temperature', approval: false, ...melting },
    ],
    setpoints: [
      { grade: '20GL', value: 1600, dwellMinutes: 10 },
      { grade: '25L', value: 1590, dwellMinutes: 10 },
      { grade: '35L', value: 1575, dwellMinutes: 10 },
      { grade: '12H18N9TL', value: 1640, dwellMinutes: 10 },
    ],
    horizonMinutes: 480,
    rehearsal: { speed },
  },
  heatTreatment: {
    site,
    ovens: [
      {
        oven: 'ht-1',
        furnace: 'HT-1',
        tag: 'temperature',
        unit: 'degC',
        min: 20,
        max: 1000,
        rampPerMin: 12,
        tolerance: 6,
        idle: 200,
        approval: false,
      },
    ],
    setpoints: [
      { grade: 'normalise-920', value: 920, dwellMinutes: 60 },
      { grade: 'normalise-880', value: 880, dwellMinutes: 60 },
      { grade: 'temper-620', value: 620, dwellMinutes: 60 },
    ],
    horizonMinutes: 480,
    rehearsal: { speed },
  },
  kitchen: {
    site,
    ovens: kitchenEvening.equipment!.ovens.map((oven) => EquipmentOven.parse(oven)),
    setpoints: kitchenEvening.equipment!.setpoints.map(({ dwellMinutes = 5, ...setpoint }) => ({
      dwellMinutes,
      ...setpoint,
    })),
    horizonMinutes: 480,
    rehearsal: { speed },
  },
};

export interface OvenChartFile {
  readonly title: string;
  readonly file: string;
}

const foundryOvens: OvenChartFile = {
  title: 'Ovens of the foundry: heats and heat-treatment batches of the first shift, told and measured',
  file: 'foundry-ovens.svg',
};
const kitchenOvens: OvenChartFile = {
  title: 'Ovens of the pizzeria: the evening, told and measured',
  file: 'kitchen-ovens.svg',
};

export interface DemoPlan {
  readonly title: string;
  /** Of the chart. */
  readonly file: string;
  readonly request: PlanRequestInput;
  /** Where its ovens are drawn once they have followed; plans of one factory share a chart. */
  readonly ovens?: OvenChartFile;
  /** Which parts of its report are said; absent: all. */
  readonly brief?: (parts: readonly string[]) => readonly string[];
  /** What is asked about the plan when it is there. */
  readonly next?: (plan: unknown) => readonly DemoPlan[];
}

export const demoPlans: readonly DemoPlan[] = [
  {
    title: 'Foundry week',
    file: 'foundry-week.svg',
    ovens: foundryOvens,
    request: { ...foundryWeek, equipment: equipmentOf.foundry },
  },
  {
    title: 'Heat treatment of the same week',
    file: 'heat-treatment-week.svg',
    ovens: foundryOvens,
    request: { ...heatTreatmentWeek, equipment: equipmentOf.heatTreatment },
  },
  {
    title: 'Friday evening of a pizzeria',
    file: 'kitchen-evening.svg',
    ovens: kitchenOvens,
    request: { ...kitchenEvening, equipment: equipmentOf.kitchen, budget: { timeMs: 3000 } },
  },
  {
    title: 'Two weeks of ingredients for the pizzeria',
    file: 'pizza-fortnight.svg',
    request: { ...pizzaFortnight, budget: { timeMs: 3000 } },
  },
  {
    title: 'A day of concrete: 100 orders, 30 trucks, 12 hours',
    file: 'concrete-day.svg',
    request: { ...concreteDay, budget: { timeMs: 5000 } },
    next: (plan) => afterConcreteDay(DispatchShiftPlan.parse(plan)),
  },
];

export function afterConcreteDay(plan: Pick<DispatchShiftPlan, 'loads'>): readonly DemoPlan[] {
  return [
    {
      title: 'Early warning: where that day may break',
      file: 'concrete-day-warning.svg',
      request: dayWarning(plan),
      // What it comes to, points of stress by indicator, advice.
      brief: (parts) => [...parts.slice(0, 2), ...parts.slice(-1)],
    },
    {
      title: 'A truck breaks down at 10:20',
      file: 'concrete-day-repair.svg',
      request: dayBreakdown(plan),
    },
  ];
}

export const demoOvens = Object.values(equipmentOf).flatMap(({ ovens }) => ovens);
