/** What colours and shapes of the load chart mean, drawn with them. */
import type { Frame } from './dispatch-chart-frame.ts';
import { type RiskColour, riskColours, stageBar } from './dispatch-load-bar.ts';
import type { StageName } from './dispatch-stages.ts';
import { text } from './svg.ts';

const risks: readonly (readonly [RiskColour, string])[] = [
  ['low', 'low risk'],
  ['medium', 'less than 30 min to spare'],
  ['high', '! 10 min late breaks a limit'],
  ['fixed', 'fixed'],
];

const stages: readonly (readonly [StageName, string])[] = [
  ['empty', 'empty'],
  ['load', 'loading'],
  ['loaded', 'on the way'],
  ['wait', 'waiting'],
  ['buffer', 'buffer'],
  ['unload', 'unloading'],
];

export const breakPattern =
  '<defs><pattern id="break" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#f0f0f4"/><line x1="0" x2="0" y1="0" y2="6" stroke="#7d7f8c" stroke-width="2.4"/></pattern></defs>';

/** One line, from the left edge of the chart. */
export function legend(frame: Frame, y: number): string[] {
  let at = frame.left;
  const sample: Frame = { ...frame, x: (px) => px };
  const put = (draw: (x: number) => string, name: string): string => {
    const x = at;
    at += 26 + name.length * 6 + 14;
    return `${draw(x)}${text(x + 25, y + 4, name, 'start', 11, '#444')}`;
  };
  const swatch = (fill: string) => (x: number) =>
    `<rect x="${x}" y="${y - 7}" width="20" height="14" rx="2" fill="${fill}"/>`;
  return [
    ...risks.map(([level, name]) => put(swatch(riskColours[level]), name)),
    ...stages.map(([stage, name]) =>
      put((x) => stageBar(sample, y - 13, { name: stage, from: x, to: x + 20 }, { colour: riskColours.low }), name),
    ),
    put(swatch('url(#break)'), 'break'),
    put(swatch('#fff3dc'), 'peak hours'),
  ];
}
