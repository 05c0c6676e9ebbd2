/** Which levels to look at for a problem. */
import { candidateGrid } from './candidate-grid.ts';
import { commonUnit, evenGrid, type LevelGrid } from './grid.ts';
import { type LevelLine, type LevelProblem, levelLine } from './line.ts';
import { mergedGrid } from './merged-grid.ts';
import { greatestLevel } from './reach.ts';
import { type LevelModel, levelModel } from './tables.ts';

/** Most entries of a table: 64 megabytes. */
const MOST_ENTRIES = 8_000_000;

/** Multiples of the unit that are looked at without a look for fewer candidates: finding those takes about as long. */
const FEW_LEVELS = 2000;

/** Most candidate levels: some ten milliseconds for a plan of four weeks. */
const MOST_CANDIDATES = 12_000;

export interface ChosenModel {
  readonly model: LevelModel;
  /** True: some optimal decision keeps to the levels of the model. */
  readonly complete: boolean;
}

/**
 * All multiples of the unit where they are few, else candidate levels, whichever are fewer.
 * @param forced - the levels have to do for decisions that must place one order more (for alternatives).
 * @returns undefined where it is no problem for levels (`levelLine`).
 */
export function chooseModel(problem: LevelProblem, forced: boolean): ChosenModel | undefined {
  const line = levelLine(problem);
  if (!line) return undefined;
  const reach = greatestLevel(problem, line, forced);
  const unit = commonUnit(problem, reach);
  const most = MOST_ENTRIES / (problem.options.length + problem.days + 1);
  const model = (grid: LevelGrid, complete: boolean) => ({ model: levelModel(problem, line, grid), complete });
  if (reach / unit < FEW_LEVELS) {
    const grid = evenGrid(problem, line, reach, most);
    if (grid) return model(grid, true);
  }
  const candidates = candidateGrid(problem, line, unit, reach, Math.min(most, MOST_CANDIDATES));
  // An even level takes about half the time of a candidate.
  const grid = evenGrid(
    problem,
    line,
    reach,
    candidates.complete ? Math.min(most, 2 * candidates.grid.levels.length) : most,
  );
  return grid ? model(grid, true) : model(candidates.grid, candidates.complete);
}

/** With lost sales: a small model whose best decision is optimal if it costs the same in truth, and a bound if not. */
export function mergedModel(problem: LevelProblem): LevelModel | undefined {
  if (problem.shortage !== 'lost') return undefined;
  const line = levelLine(problem);
  if (!line) return undefined;
  const reach = greatestLevel(problem, line, false);
  const unit = commonUnit(problem, reach);
  const most = MOST_ENTRIES / (problem.options.length + problem.days + 1);
  const grid = unit > 1 ? mergedGrid(problem, line, unit, reach, most) : undefined;
  return grid && levelModel(problem, line, grid);
}

/**
 * A problem whose decisions cost no more than those of `problem`, with few candidate levels: each option's cost curve is
 * replaced by one line below it, from one unit on without an upper limit, and nothing must be ordered.
 * @returns undefined where even that has too many levels.
 */
export function boundModel(problem: LevelProblem, line: LevelLine): LevelModel | undefined {
  const reach = greatestLevel(problem, line, false);
  const unit = commonUnit(problem, reach);
  const options = problem.options.map((option) => {
    const price = option.segments.reduce((least, one) => Math.min(least, one.price), Infinity);
    const fixed = option.segments.reduce(
      (least, one) => Math.min(least, one.fixed + (one.price - price) * one.from),
      Infinity,
    );
    const segments = [{ from: unit, to: Infinity, fixed, price }];
    return { ...option, pack: unit, least: unit, greatest: Infinity, segments, must: false };
  });
  const relaxed = { ...problem, options };
  const most = Math.min(MOST_ENTRIES / (options.length + problem.days + 1), MOST_CANDIDATES);
  const { grid, complete } = candidateGrid(relaxed, line, unit, reach, most);
  return complete ? levelModel(relaxed, line, grid) : undefined;
}
