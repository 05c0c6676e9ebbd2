/**
 * When each layer of a time budget acts. One alone leaks: a search may be deep in a library call, a flag may go unread, a
 * thread may not die. The answer must be out by `timeMs + max(150 ms, 5 %)`, whichever layer gives it.
 */
export interface Layers {
  /** Layers 2 and 3: the solver's own limit and the stop flag. */
  readonly stopAfterMs: number;
  /** Layer 4: the thread is aborted. */
  readonly abortAfterMs: number;
  /** Layer 5: the API process answers with the last incumbent that it holds, whatever the child does. */
  readonly answerAfterMs: number;
  /**
   * The same two where there is no incumbent yet: a first plan is worth all the time that is left, and the thread is aborted
   * only a while after the answer.
   */
  readonly emptyHanded: { readonly answerAfterMs: number; readonly abortAfterMs: number };
}

/**
 * A thread without a first plan is mostly a slow one, on a busy machine or fresh from its start, that will come back by
 * itself. To abort it costs half a second of loading another, which is fresh and so slow again.
 */
const emptyHandedPatienceMs = 1000;

/**
 * @param timeMs - the budget, counted from the start of solving.
 * @param graceMs - least time between the budget's end and the abort; held to half of what a result may be late.
 */
export function layersOf(timeMs: number, graceMs: number): Layers {
  const allowanceMs = Math.max(150, 0.05 * timeMs);
  // Long solves make long library calls, so their margin and grace grow with them.
  const marginMs = Math.min(100, Math.max(5, 0.05 * timeMs));
  const abortAfterMs = timeMs + Math.min(Math.max(graceMs, 0.02 * timeMs), allowanceMs / 2);
  const emptyHandedAnswerAfterMs = timeMs + 0.85 * allowanceMs;
  return {
    stopAfterMs: Math.max(1, timeMs - marginMs),
    abortAfterMs,
    answerAfterMs: abortAfterMs + allowanceMs / 5,
    emptyHanded: {
      answerAfterMs: emptyHandedAnswerAfterMs,
      abortAfterMs: emptyHandedAnswerAfterMs + emptyHandedPatienceMs,
    },
  };
}
