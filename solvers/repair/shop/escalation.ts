/** What the dispatcher is told where the recommended option cannot save everything. */
import type { RepairEscalation, RepairSeverity } from '../../../models/repair-parts.ts';

const severities: readonly RepairSeverity[] = ['low', 'medium', 'high', 'critical'];
const mostTexts = 5;

export function escalationOf(
  unrescued: readonly { readonly severity: RepairSeverity; readonly text: string }[],
  actions: readonly string[],
): RepairEscalation | undefined {
  if (unrescued.length === 0) return undefined;
  const rank = ({ severity }: { severity: RepairSeverity }) => severities.indexOf(severity);
  const worst = unrescued.toSorted((a, b) => rank(b) - rank(a));
  const more = worst.length > mostTexts ? `; and ${worst.length - mostTexts} more` : '';
  return {
    severity: worst[0].severity,
    text: `${worst
      .slice(0, mostTexts)
      .map(({ text }) => text)
      .join('; ')}${more}`,
    actions: actions.slice(0, 50),
  };
}
