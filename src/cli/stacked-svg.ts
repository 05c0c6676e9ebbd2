/** Charts below each other in one document. */
import { svgDocument, text } from './svg.ts';

const gap = 24;
const top = 34;

/** @param charts - standalone documents as `svgDocument` makes them; empty ones are left out. */
export function stacked(title: string, charts: readonly string[]): string {
  const sized = charts.flatMap((svg) => {
    const size = /^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(svg);
    return size ? [{ svg, width: Number(size[1]), height: Number(size[2]) }] : [];
  });
  if (sized.length === 0) return '';
  let y = top;
  const parts = sized.map(({ svg, height }) => {
    const placed = svg.trimEnd().replace('<svg ', `<svg y="${y}" `);
    y += height + gap;
    return placed;
  });
  const width = Math.max(...sized.map((one) => one.width));
  return svgDocument(width, y - gap + 8, [text(12, 22, title, 'start', 15), ...parts]);
}
