/** What every chart is made of. */

/** Apart for the colour-blind too: Okabe and Ito (2008), Color Universal Design. */
export const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#999999'];

/** @param about - for who hears a chart instead of seeing it: what it is, and what it shows. */
export function svgDocument(
  width: number,
  height: number,
  parts: readonly string[],
  about?: { readonly title: string; readonly description: string },
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif"${about ? ' role="img"' : ''}>`,
    ...(about ? [`<title>${escapeXml(about.title)}</title><desc>${escapeXml(about.description)}</desc>`] : []),
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

export function text(x: number, y: number, content: string, anchor: string, size: number, fill = '#222'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-size="${size}" fill="${fill}">${escapeXml(content)}</text>`;
}

export function escapeXml(content: string): string {
  return content.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
