/** An early warning for people: where the plan would break, how often it does when played through, and what helps. */
import type {
  RepairAdvice,
  RepairCascade,
  RepairLoadRisk,
  RepairStressPoint,
  RepairViolationKind,
  RepairWarningPlan,
} from '../../models/repair-warning.ts';
import { repairStressIndicators, repairViolationKinds } from '../../models/repair-warning.ts';
import { type Column, counted, number, percent, shortTable, someOf, table } from './table.ts';

const mostPoints = 10;
const mostLoads = 10;
const mostCascades = 6;
const mostHits = 3;

/** What a violation of each kind is, in the words of a dispatcher. */
const kindNames: Record<RepairViolationKind, string> = {
  window: 'window missed',
  gap: 'pour broken off',
  lifetime: 'concrete too old',
  shift: 'truck back too late',
  hours: 'loaded after hours',
  lost: 'truck broken down',
};

export function warningSummary({ level, index, simulation, loads }: RepairWarningPlan): string {
  const { runs, violations, kinds, breakdowns, quietShare } = simulation;
  return [
    `Early warning: ${level}; cascade-risk index ${indexText(index)}, the mean of the tenth of the ${counted(loads.length, 'load')} at greatest risk.`,
    `  played through ${counted(runs, 'time')}: ${number(violations.mean, 2)} limits broken each on average, ${number(violations.p95)} on a bad day of twenty, none in ${percent(quietShare)}`,
    `  of these ${kindsText(kinds)}; ${number(breakdowns, 2)} breakdowns`,
  ].join('\n');
}

function kindsText(kinds: Readonly<Record<RepairViolationKind, number>>): string {
  const named = repairViolationKinds.filter((kind) => kinds[kind] > 0).sort((a, b) => kinds[b] - kinds[a]);
  return named.length === 0 ? 'none' : named.map((kind) => `${kindNames[kind]} ${number(kinds[kind], 3)}`).join(', ');
}

/** A row an indicator: how many points, and the worst of them. */
export function indicatorTable({ stressPoints }: RepairWarningPlan): string {
  if (stressPoints.length === 0) return 'No stress points.';
  const byIndicator = Map.groupBy(stressPoints, ({ indicator }) => indicator);
  const rows = repairStressIndicators.flatMap((indicator) => {
    const points = byIndicator.get(indicator);
    return points ? [{ indicator, points }] : [];
  });
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { title: 'indicator', cell: ({ indicator }) => indicator },
    { title: 'points', cell: ({ points }) => String(points.length), right: true },
    { title: 'highest', cell: ({ points }) => indexText(greatest(points.map(({ index }) => index))), right: true },
    { title: 'least slack', cell: ({ points }) => slackText(least(points.map((p) => p.slackMinutes))), right: true },
  ];
  return table(columns, rows);
}

export function stressTable({ stressPoints }: RepairWarningPlan): string {
  if (stressPoints.length === 0) return '';
  const columns: Column<RepairStressPoint>[] = [
    { title: 'index', cell: ({ index }) => indexText(index), right: true },
    { title: 'stress point', cell: ({ indicator }) => indicator },
    { title: 'slack', cell: ({ slackMinutes }) => slackText(slackMinutes), right: true },
    { title: 'what', cell: ({ message }) => message },
  ];
  return shortTable(columns, stressPoints, mostPoints);
}

export function riskiestTable({ loads }: RepairWarningPlan): string {
  const rows = loads.filter(({ started, index }) => !started && index > 0);
  if (rows.length === 0) return 'No load is at risk.';
  const columns: Column<RepairLoadRisk>[] = [
    { title: 'index', cell: ({ index }) => indexText(index), right: true },
    { title: 'load', cell: ({ load }) => load },
    { title: 'truck', cell: ({ truck }) => truck },
    { title: 'breaks', cell: ({ violations }) => number(violations, 3), right: true },
    { title: 'most often', cell: ({ chances }) => kindText(chances) },
    { title: 'late: mean', cell: ({ delayMinutes }) => `${number(delayMinutes.mean, 0)} min`, right: true },
    { title: '1 in 20', cell: ({ delayMinutes }) => `${number(delayMinutes.p95, 0)} min`, right: true },
    { title: 'can reach', cell: ({ downstream }) => counted(downstream, 'load'), right: true },
  ];
  return shortTable(columns, rows, mostLoads);
}

function kindText(chances: RepairLoadRisk['chances']): string {
  const worst = repairViolationKinds.reduce((a, b) => (chances[b] > chances[a] ? b : a));
  return chances[worst] > 0 ? `${kindNames[worst]} ${percent(chances[worst])}` : '';
}

export function cascadeTable({ cascades }: RepairWarningPlan): string {
  if (cascades.length === 0) return '';
  const columns: Column<RepairCascade>[] = [
    { title: 'cascade from', cell: ({ load }) => load },
    { title: 'chance', cell: ({ chance }) => percent(chance), right: true },
    { title: 'others hit', cell: ({ others, worst }) => `${number(others)}, at worst ${worst}`, right: true },
    {
      title: 'most often',
      cell: ({ hits }) =>
        someOf(
          hits.map(({ load }) => load),
          mostHits,
        ),
    },
  ];
  return shortTable(columns, cascades, mostCascades);
}

/** Each piece of advice stands for itself; what saves most comes first. */
export function adviceTable({ advice }: RepairWarningPlan): string {
  if (advice.length === 0) return 'No advice: nothing that was tried saves enough for what it costs.';
  const columns: Column<RepairAdvice>[] = [
    { title: 'saves', cell: ({ saves }) => number(saves, 2), right: true },
    { title: 'costs', cell: ({ cost }) => number(cost, 2), right: true },
    { title: 'loads', cell: ({ changes }) => String(changes.length), right: true },
    { title: 'advice, each for itself', cell: ({ message }) => message.replace(/; saves .*$/s, '') },
  ];
  return table(columns, advice);
}

export function indexText(index: number): string {
  return index.toFixed(3);
}

function slackText(minutes: number): string {
  return `${number(minutes, 1)} min`;
}

const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
