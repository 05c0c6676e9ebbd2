/** Entry: why a melt plan is as it is, and what would help. A pure function of request, plan and budget. */
import type { MeltPlan, MeltRequest } from '../../../models/melt.ts';
import type { MeltExplanation } from '../../../models/melt-explanation.ts';
import type { Budget } from '../../solver.ts';
import { planValue, Resolver, type Valued, warmStartFrom } from './resolver.ts';
import { findWays } from './ways.ts';
import { findWorths } from './worths.ts';

/** Share of the budget that goes to the request as it is: all else is measured against it. */
const presentShare = 0.2;

/**
 * @param plan - of the request; passes the check. What it says of proofs is not believed, the request is solved anew.
 * @param budget - shared among all solves; at its end what is known comes back, with what was not looked at.
 * @returns ways to make room where period 0 cannot be poured in full, else what single limits are worth.
 */
export function explainMelt({ problem }: MeltRequest, plan: MeltPlan, budget: Budget): MeltExplanation {
  const resolver = new Resolver(budget);
  const given: Valued = { plan, value: { ...planValue(plan), lowerBound: undefined, proved: false } };
  if (problem.givenHeats)
    return explanation(resolver, given, {
      worths: [],
      notLookedAt: ['anything: the request hands in its heats and only asks for their places in time'],
    });
  const verdict = plan.outcome === 'complete' ? { plan } : resolver.canPourAll(problem, presentShare);
  const known = verdict.plan ?? plan;
  const present = resolver.value(problem, warmStartFrom(known), presentShare) ?? given;
  if (present.value.outcome === 'complete') return explainComplete(problem, resolver, present);
  const proved = 'proved' in verdict && verdict.proved;
  const { ways, notLookedAt, complete } = findWays(problem, present.plan, resolver, proved);
  const better = complete && resolver.valueOfKnown(problem, complete, presentShare);
  if (better?.value.outcome === 'complete') return explainComplete(problem, resolver, better);
  return explanation(resolver, present, { impossible: { proved, ways }, worths: [], notLookedAt });
}

function explainComplete(problem: MeltRequest['problem'], resolver: Resolver, present: Valued): MeltExplanation {
  if (problem.objective === 'most-mass')
    return explanation(resolver, present, {
      worths: [],
      notLookedAt: ['what limits are worth: the aim is the most mass of period 0, and all of it is poured'],
    });
  return explanation(resolver, present, findWorths(problem, present, resolver));
}

function explanation(
  resolver: Resolver,
  { value }: Valued,
  parts: Pick<MeltExplanation, 'impossible' | 'worths' | 'notLookedAt'>,
): MeltExplanation {
  const { solves, iterations } = resolver;
  return { present: value, ...parts, endedBy: resolver.endedBy() ?? 'done', statistics: { solves, iterations } };
}
