/** A load on the chart: a shape for each stage, all in tints of the colour of its risk. */
import type { DispatchLoad, DispatchOrder, DispatchShift } from '../../models/dispatch.ts';
import { clockOf } from './clock.ts';
import { type Frame, fitting, rowHeight, withoutCommonStart } from './dispatch-chart-frame.ts';
import { loadTitle } from './dispatch-load-title.ts';
import type { Stage, StageName } from './dispatch-stages.ts';
import type { Spanned } from './lanes.ts';
import { escapeXml, round, text } from './svg.ts';

/** Green, yellow and red as dispatchers know them; a load that must stay is grey. */
export const riskColours = { low: '#2a9d5c', medium: '#e8b100', high: '#d13a2f', fixed: '#8a8f98' } as const;
export type RiskColour = keyof typeof riskColours;

export function riskOf({ fixed, risk }: DispatchLoad): RiskColour {
  return fixed ? 'fixed' : (risk?.level ?? 'low');
}

/** How a load is drawn. */
export interface Paint {
  /** `#rrggbb`; its stages are tints of it. */
  readonly colour: string;
  /** Before its name in its unloading: a mark that needs no colour. */
  readonly sign?: string;
  /** Around its unloading: a black line where it breaks a rule, a hollow bar where it is not carried out. */
  readonly edge?: 'black' | 'hollow';
  /** More lines of its title. */
  readonly notes?: readonly string[];
}

/** Colour and mark of its risk. */
export function riskPaint(load: DispatchLoad): Paint {
  const level = riskOf(load);
  return { colour: riskColours[level], ...(level === 'high' ? { sign: '!' } : {}) };
}

/** Height of a stage in px and how much white is mixed in: what matters most is tallest and fullest. */
const shapes: Record<StageName, { readonly height: number; readonly white: number }> = {
  empty: { height: 4, white: 0.45 },
  back: { height: 4, white: 0.45 },
  wait: { height: 2, white: 0.35 },
  load: { height: 14, white: 0.35 },
  loaded: { height: 9, white: 0.55 },
  buffer: { height: 9, white: 0.82 },
  unload: { height: 18, white: 0 },
  after: { height: 9, white: 0.82 },
};

/** What a bar needs to know of the plan around it. */
export interface BarContext {
  readonly problem: DispatchShift;
  readonly frame: Frame;
  readonly orders: ReadonlyMap<string, DispatchOrder>;
  /** Ids without what all of them share, for bars too short for the whole. */
  readonly shortOrder: (id: string) => string;
  readonly shortTruck: (id: string) => string;
  readonly paintOf: (load: DispatchLoad) => Paint;
}

export function barContext(
  problem: DispatchShift,
  frame: Frame,
  paintOf: (load: DispatchLoad) => Paint = riskPaint,
): BarContext {
  return {
    problem,
    frame,
    orders: new Map(problem.orders.map((order) => [order.id, order])),
    shortOrder: withoutCommonStart(problem.orders.map(({ id }) => id)),
    shortTruck: withoutCommonStart(problem.trucks.map(({ id }) => id)),
    paintOf,
  };
}

export function loadBar(
  context: BarContext,
  y: number,
  { load, stages }: { load: DispatchLoad; stages: readonly Stage[] },
): string {
  const { frame } = context;
  const paint = context.paintOf(load);
  return [
    `<g class="load"><title>${escapeXml(titleOf(context, load, paint))}</title>`,
    ...stages.map((stage) => stageBar(frame, y, stage, paint)),
    ...stages.map(({ name, from, to }) => {
      const width = frame.x(to) - frame.x(from);
      const shown = fitting(labelsOf(context, load, name, paint), width - 3, 10);
      return shown === ''
        ? ''
        : text(frame.x(from) + width / 2, y + rowHeight / 2 + 3.5, shown, 'middle', 10, ink(paint, name));
    }),
    '</g>',
  ].join('');
}

/** The order in its unloading, behind the sign of its paint; the plant in its loading. */
function labelsOf({ problem, shortOrder }: BarContext, load: DispatchLoad, stage: StageName, { sign }: Paint) {
  if (stage === 'load') return problem.plants.length > 1 ? [load.plant] : [];
  if (stage !== 'unload') return [];
  const names = [load.order, shortOrder(load.order)];
  return sign === undefined ? names : [...names.map((name) => `${sign} ${name}`), sign];
}

export function stageBar(
  frame: Pick<Frame, 'x'>,
  y: number,
  { name, from, to }: Stage,
  { colour, edge }: Paint,
): string {
  const { height, white } = shapes[name];
  const width = Math.max(name === 'unload' || name === 'load' ? 3 : 1, frame.x(to) - frame.x(from));
  const top = y + (rowHeight - height) / 2;
  const isHollow = edge === 'hollow' && name === 'unload';
  const line = isHollow
    ? ` stroke="${colour}" stroke-width="2" stroke-dasharray="5 3"`
    : edge === 'black' && name === 'unload'
      ? ' stroke="#000" stroke-width="1.6"'
      : white > 0.8
        ? ` stroke="${lighter(colour, 0.35)}" stroke-width="0.6"`
        : '';
  return `<rect x="${round(frame.x(from))}" y="${round(top)}" width="${round(width)}" height="${height}"${height > 12 ? ' rx="2"' : ''} fill="${isHollow ? '#fff' : lighter(colour, white)}"${line}/>`;
}

/** Loading on the row of a dock, with the truck that is loaded. */
export function dockBar(context: BarContext, y: number, { load, start, end }: Spanned & { load: DispatchLoad }) {
  const { frame, shortTruck } = context;
  const paint = context.paintOf(load);
  const width = Math.max(3, frame.x(end) - frame.x(start) - 1);
  const shown = fitting([load.truck, shortTruck(load.truck)], width - 2, 9);
  return [
    `<g class="dock"><title>${escapeXml(titleOf(context, load, paint))}</title>`,
    `<rect x="${round(frame.x(start))}" y="${y + 5}" width="${round(width)}" height="${rowHeight - 10}" rx="2" fill="${lighter(paint.colour, 0.35)}"/>`,
    shown === '' ? '' : text(frame.x(start) + width / 2, y + rowHeight / 2 + 3, shown, 'middle', 9, ink(paint, 'load')),
    '</g>',
  ].join('');
}

function titleOf({ problem, orders }: BarContext, load: DispatchLoad, { notes }: Paint): string {
  return loadTitle(clockOf(problem), load, orders.get(load.order), notes);
}

/** Of so much light, out of 255, dark letters are read better than white ones. */
const leastLight = 150;

function ink({ colour, edge }: Paint, name: StageName): string {
  const [red, green, blue] = channelsOf(colour);
  const isDark = 0.299 * red + 0.587 * green + 0.114 * blue < leastLight;
  return name === 'unload' && edge !== 'hollow' && isDark ? '#fff' : '#1c1c1c';
}

function lighter(colour: string, white: number): string {
  const mixed = channelsOf(colour).map((value) => Math.round(value + (255 - value) * white));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
