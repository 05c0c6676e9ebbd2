/** What the search may be set to; the values were found on drawn and published shifts of 5 to 300 orders. */
export interface SearchParameters {
  /** Temperature of a cycle's start, as a share of a typical worsening. */
  readonly temperature: number;
  /** The same where deviations from ideal times have a price: nearly every step moves some times. */
  readonly temperatureOfDelays: number;
  /** Which worsening is typical: this share of them is smaller. Whole orders lost make the rest look small, so a low one. */
  readonly quantile: number;
  /** Factors on the temperature, one per cycle, in turn: some cycles look near the best plan, some leave it. */
  readonly heats: readonly number[];
  /** Iterations of the first cycle; each next one takes half as many more. */
  readonly cycle: number;
  /** Temperature of a cycle's end, as a share of that of its start. */
  readonly cool: number;
  /** Greatest number of loads tried per load needed; drawn from 1 to this, evenly in its logarithm. */
  readonly nodesPerLoad: number;
  /** Greatest number of orders not served that a step tries besides those it took out; drawn likewise. */
  readonly others: number;
  /** Greatest number of orders taken out, and as a share of those served. */
  readonly removed: number;
  readonly removedShare: number;
  /** Greatest number of places tried per load. */
  readonly breadth: number;
  /** Greatest part of chance in the ranking of places, in typical costs of a load. */
  readonly noise: number;
  /** Greatest time by which an order starts before its ideal, in seconds. */
  readonly early: number;
}

export const searchParameters: SearchParameters = {
  temperature: 0.3,
  temperatureOfDelays: 0.1,
  quantile: 0.25,
  heats: [1, 0.5, 2, 1, 4],
  cycle: 3000,
  cool: 0.05,
  nodesPerLoad: 20,
  others: 5,
  removed: 6,
  removedShare: 0.3,
  breadth: 4,
  noise: 4,
  early: 2400,
};
