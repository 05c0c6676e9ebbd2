/** The command `peers` for melts: takt's solver beside general solvers that get the direct model, at equal budget. */
import type { MeltRequest } from '../../models/melt.ts';
import { meltBenchmark } from '../quality/kinds/melt.ts';
import { type Comparison, compareSolvers, type PeersOptions, type PeersReport } from './comparison.ts';
import { buildDirectModel, type DirectModel, type Question, questionOf } from './direct-model.ts';
import { judge, type Row } from './judge.ts';
import { type PackedModel, packModel } from './packed-model.ts';
import { columnsFor, summaryText } from './report.ts';
import { type Solver, solvers } from './run-solver.ts';
import { type SolverSummary, summarize } from './summary.ts';

interface MeltQuestion {
  readonly question: Question;
  readonly direct: DirectModel;
  readonly packed: PackedModel;
}

const melts: Comparison<MeltRequest, MeltQuestion, Row, SolverSummary> = {
  questionOf: ({ problem }) => {
    const question = questionOf(problem);
    const direct = buildDirectModel(question);
    return { question, direct, packed: packModel(direct.model) };
  },
  asked: ({ takes }, { question, packed }) => (takes === 'problem' ? { problem: question.problem } : { model: packed }),
  judge: (instance, { question, direct }, runs, inTime) => judge(instance, question, direct, runs, inTime),
  columnsFor,
  summarize,
  summaryText,
};

/**
 * @param print - gets whole lines.
 * @param available - every solver that may run; for tests.
 * @throws TaktError as of `compareSolvers`.
 */
export function measurePeers(
  options: PeersOptions,
  print: (lines: string) => void,
  available: readonly Solver[] = solvers,
): Promise<PeersReport<Row, SolverSummary>> {
  return compareSolvers(melts, meltBenchmark, options, print, available);
}
