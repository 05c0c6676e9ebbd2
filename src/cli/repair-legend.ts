/** What colours and signs of a chart mean, drawn with them: a line from the left edge. */
import { type Paint, stageBar } from './dispatch-load-bar.ts';
import { text } from './svg.ts';

export interface NamedPaint extends Paint {
  readonly means: string;
}

interface Swatch {
  readonly means: string;
  draw(x: number, y: number): string;
}

export const standsStill: Swatch = {
  means: 'truck stands still',
  draw: (x, y) => `<rect x="${x}" y="${y - 9}" width="20" height="18" fill="#fbe3e1"/>`,
};

export function paintLegend(y: number, paints: readonly NamedPaint[], more: readonly Swatch[] = []): string[] {
  const swatches = paints.map(
    (paint): Swatch => ({
      means: paint.sign === undefined ? paint.means : `${paint.sign} ${paint.means}`,
      draw: (x) => stageBar({ x: (px) => px }, y - 13, { name: 'unload', from: x, to: x + 20 }, paint),
    }),
  );
  let at = 12;
  return [...swatches, ...more].map(({ means, draw }) => {
    const x = at;
    at += 40 + means.length * 6.2;
    return `${draw(x, y)}${text(x + 25, y + 4, means, 'start', 11, '#444')}`;
  });
}
