/** What the colours and signs of a repair mean, drawn with them. */
import type { Frame } from './dispatch-chart-frame.ts';
import { stageBar } from './dispatch-load-bar.ts';
import { paints } from './repair-paint.ts';
import { text } from './svg.ts';

/** One line, from the left edge of the chart. */
export function paintLegend(frame: Frame, y: number): string[] {
  const sample: Frame = { ...frame, x: (px) => px };
  let at = 12;
  const put = (swatch: (x: number) => string, name: string) => {
    const x = at;
    at += 26 + name.length * 6.2 + 14;
    return `${swatch(x)}${text(x + 25, y + 4, name, 'start', 11, '#444')}`;
  };
  return [
    ...Object.values(paints).map((paint) =>
      put(
        (x) => stageBar(sample, y - 13, { name: 'unload', from: x, to: x + 20 }, paint),
        paint.sign === undefined ? paint.means : `${paint.sign} ${paint.means}`,
      ),
    ),
    put((x) => `<rect x="${x}" y="${y - 9}" width="20" height="18" fill="#fbe3e1"/>`, 'truck stands still'),
  ];
}
