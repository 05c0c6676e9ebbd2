/** `quality reorder --set golden`: named methods, asked through the solver, against answers from elsewhere. */
import { ReorderProblem } from '../../models/reorder.ts';
import type { MethodAnswer } from '../../models/reorder-questions/answer.ts';
import { hasPlan } from '../../models/result.ts';
import { registry } from '../../solvers/registry.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import {
  compareGolden,
  type Deviation,
  type GoldenCase,
  goldenFolder,
  readGolden,
} from '../instances/reorder/golden.ts';
import { cpuMs, type MachineMeta, machineMeta, writeJson } from '../meta.ts';
import { type Column, figure, textTable } from '../text-table.ts';

export interface GoldenOptions {
  /** `golden` or `golden/<group>`. */
  readonly set: string;
  readonly data?: string;
  readonly json?: string;
}

/** How one case went. */
export interface GoldenRow {
  readonly group: string;
  readonly id: string;
  readonly model: string;
  readonly passed: boolean;
  /** Greatest deviation over the fields, in tolerances; null where there is no answer or a field is not there. */
  readonly worst: number | null;
  readonly cpuMs: number;
  readonly method?: string;
  /** Fields that disagree, rules that the answer breaks, or why there is none. */
  readonly failures: readonly string[];
}

/** The JSON report. */
export interface GoldenReport {
  readonly meta: MachineMeta & { readonly set: string };
  readonly rows: readonly GoldenRow[];
}

const root = 'golden';

export function isGolden(set: string): boolean {
  return set === root || set.startsWith(`${root}/`);
}

/**
 * @param print - gets whole lines.
 * @throws TaktError `invalid-parameter` where there is no such folder or group.
 */
export async function measureGolden(
  { set, data, json }: GoldenOptions,
  print: (lines: string) => void,
): Promise<GoldenReport> {
  const group = set === root ? undefined : set.slice(root.length + 1);
  const cases = readGolden(goldenFolder(data), group || undefined);
  const meta = { ...machineMeta(), set };
  await registry.reorder.prepare();
  const rows = cases.map(askGolden);
  print(groupTable(cases, rows));
  for (const row of rows.filter(({ passed }) => !passed))
    print(`\n${row.group} ${row.id} (${row.model})\n${row.failures.map((failure) => `  ${failure}`).join('\n')}`);
  const passed = rows.filter((row) => row.passed).length;
  print(`\n${passed} of ${rows.length} cases agree`);
  const report = { meta, rows };
  if (json !== undefined) writeJson(json, report);
  return report;
}

/** Asks the solver, as the service would, and looks at the answer twice: by the case, and by the checker. */
export function askGolden(one: GoldenCase): GoldenRow {
  const { group, id, model } = one;
  const from = cpuMs();
  const { answer, failures } = answerTo(one);
  const spent = cpuMs() - from;
  const deviations = answer ? compareGolden(one, answer.values) : [];
  const worst = answer ? Math.max(0, ...deviations.map((deviation) => deviation.worst)) : Infinity;
  return {
    ...{ group, id, model },
    passed: failures.length === 0 && worst <= 1,
    worst: Number.isFinite(worst) ? worst : null,
    cpuMs: Math.round(spent * 10) / 10,
    method: answer?.method,
    failures: [...failures, ...deviations.filter((deviation) => !(deviation.worst <= 1)).map(sentence)],
  };
}

interface Asked {
  readonly answer?: MethodAnswer;
  readonly failures: readonly string[];
}

function answerTo({ id, model, inputs }: GoldenCase): Asked {
  const parsed = ReorderProblem.safeParse({ mode: 'calculate', questions: [{ id, model, ...inputs }] });
  if (!parsed.success)
    return {
      failures: parsed.error.issues.map(({ path, message }) => `refused: ${path.join('.')}: ${message.slice(0, 200)}`),
    };
  const request = { problem: parsed.data };
  try {
    const result = registry.reorder.solve(request, iterationBudget(Infinity));
    if (!hasPlan(result)) return { failures: [`no answer: ${result.found}`] };
    const { violations } = registry.reorder.check(request, result.plan);
    return {
      answer: result.plan.answers[0],
      failures: violations.map(({ rule, message }) => `checker: ${rule}: ${message}`),
    };
  } catch (error) {
    return { failures: [`thrown: ${error instanceof Error ? error.message : error}`] };
  }
}

const sentence = ({ field, worst, got, expected }: Deviation): string =>
  `${field}: got ${shown(got)}, expected ${shown(expected)}${Number.isFinite(worst) ? `, ${figure(worst, 2)} tolerances away` : ''}`;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

interface GroupRow {
  readonly group: string;
  readonly rows: readonly GoldenRow[];
  readonly cases: readonly GoldenCase[];
}

function groupTable(cases: readonly GoldenCase[], rows: readonly GoldenRow[]): string {
  const names = [...new Set(rows.map(({ group }) => group))];
  const groups = names.map((group): GroupRow => {
    return {
      group,
      rows: rows.filter((row) => row.group === group),
      cases: cases.filter((one) => one.group === group),
    };
  });
  const worst = ({ rows }: GroupRow) => {
    const all = rows.map((row) => row.worst ?? Infinity);
    const most = Math.max(...all);
    return Number.isFinite(most) ? most.toPrecision(2) : 'none';
  };
  const columns: Column<GroupRow>[] = [
    { name: 'group', width: 22, left: true, cell: ({ group }) => group },
    { name: 'cases', width: 5, cell: ({ rows }) => String(rows.length) },
    { name: 'agree', width: 5, cell: ({ rows }) => String(rows.filter(({ passed }) => passed).length) },
    { name: 'worst', width: 8, cell: worst },
    { name: 'cpu ms', width: 8, cell: ({ rows }) => figure(Math.max(...rows.map((row) => row.cpuMs))) },
    { name: 'sources', width: 7, left: true, cell: sourcesOf },
  ];
  const total: GroupRow = { group: 'all', rows, cases };
  return `${textTable(columns, [...groups, total])}
worst: greatest deviation in tolerances; cpu ms: of the slowest case, its check included`;
}

/** How many are published and how many computed, and from where most of them are. */
function sourcesOf({ cases }: GroupRow): string {
  const published = cases.filter(({ origin }) => origin === 'textbook').length;
  return `${published} published, ${cases.length - published} computed; ${new Set(cases.map(({ source }) => source)).size} sources`;
}
