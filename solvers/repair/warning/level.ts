/** One figure and one word for the whole plan. */

/** The tenth of the loads that has the highest index, rounded up. */
const riskiestShare = 0.1;
/**
 * From here on the level is medium, and high: where the riskiest tenth breaks in one shift of ten, one watches it; where it does
 * in three of ten, a day of a hundred loads breaks in three places more often than not, and the plan should be changed.
 */
const mediumFrom = 0.1;
const highFrom = 0.3;

/** Mean index of the riskiest tenth. */
export function overallIndex(index: Float64Array): number {
  const riskiest = index
    .toSorted()
    .reverse()
    .slice(0, Math.ceil(riskiestShare * index.length));
  // A sum of floats may come out a trifle above what it adds up.
  return Math.min(1, riskiest.reduce((sum, one) => sum + one, 0) / Math.max(1, riskiest.length));
}

export function levelOf(index: number): 'low' | 'medium' | 'high' {
  return index >= highFrom ? 'high' : index >= mediumFrom ? 'medium' : 'low';
}
