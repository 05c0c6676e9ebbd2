/** Draws the ovens of the demo once they have followed their plans. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transitionsOfPlan } from '../bridge/outbox.ts';
import { ovenHeats } from '../bridge/oven-heats.ts';
import { ovenChart } from '../cli/oven-chart.ts';
import type { OvenTrend } from '../cli/oven-chart-panel.ts';
import type { Database } from '../db/database.ts';
import type { Historian } from './historian.ts';
import { ovenTrends } from './oven-trends.ts';
import { type DemoPlan, speed, utcOffset } from './plans.ts';
import { programsOf } from './setpoints.ts';

/** An oven reports at least every 1.5 s; a longer silence is a gap. */
const mostSilenceMs = 1500;

/** A plan whose ovens follow it. */
export interface FollowedPlan {
  readonly id: string;
  readonly plan: unknown;
  readonly demo: DemoPlan;
}

export interface OvenChartParts {
  readonly url: string;
  readonly database: Database;
  readonly historian: Historian;
}

/** One file for the plans that share a chart. @returns the files, in the order of the plans. */
export async function drawOvens(
  parts: OvenChartParts,
  plans: readonly FollowedPlan[],
  outFolder: string,
): Promise<string[]> {
  const files: string[] = [];
  for (const [chart, sharing] of Map.groupBy(plans, ({ demo }) => demo.ovens)) {
    if (!chart) continue;
    const trends: OvenTrend[] = [];
    for (const one of sharing) trends.push(...(await trendsOf(parts, one)));
    const file = join(outFolder, chart.file);
    await writeFile(file, ovenChart(trends, { title: chart.title, utcOffset, mostGapMs: mostSilenceMs * speed }));
    files.push(file);
  }
  return files;
}

async function trendsOf({ url, database, historian }: OvenChartParts, { id, plan, demo }: FollowedPlan) {
  const heats = ovenHeats(demo.request.kind, plan);
  const programs = await programsOf(url, id);
  const transitions = await transitionsOfPlan(database, id);
  return ovenTrends({ heats, programs, transitions, speed }, historian.states);
}
