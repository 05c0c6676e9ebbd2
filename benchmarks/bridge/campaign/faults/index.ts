/** The faults of a campaign. */
import { TaktError } from '../../../../models/errors.ts';
import { bridgeFaults } from './bridges.ts';
import type { CampaignFault } from './kind.ts';
import { linkFaults } from './links.ts';
import { messageFaults } from './messages.ts';
import { ovenFaults } from './ovens.ts';

export const campaignFaults: readonly CampaignFault[] = [
  ...messageFaults,
  ...linkFaults,
  ...ovenFaults,
  ...bridgeFaults,
];

/**
 * @param names - absent: all; `none` alone: none.
 * @throws TaktError `invalid-parameter` for one that does not exist.
 */
export function chosenFaults(names: readonly string[] | undefined): readonly CampaignFault[] {
  if (names?.length === 1 && names[0] === 'none') return [];
  return (
    names?.map((name) => {
      const fault = campaignFaults.find((one) => one.name === name);
      if (fault) return fault;
      const known = campaignFaults.map((one) => one.name).join(', ');
      throw new TaktError('invalid-parameter', `there is no fault "${name}"; there are ${known}`);
    }) ?? campaignFaults
  );
}
