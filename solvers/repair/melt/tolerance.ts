/** Of sums of kilowatts, as the check of melt plans has it. */
export const relativeTolerance = 1e-9;
