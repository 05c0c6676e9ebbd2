/** What one limit more or less is worth to a week that can be poured: each changed request is solved anew. */
import type { MeltProblem } from '../../../models/melt.ts';
import { type MeltRelaxation, type MeltValue, type MeltWorth, relaxed } from '../../../models/melt-explanation.ts';
import { gramsPer, pouredGrams } from '../../../models/melt-units.ts';
import {
  furnaceHeats,
  furnaceHours,
  gradeHeats,
  greatestMass,
  type Limit,
  leastMass,
  linePieces,
  tidy,
} from './limits.ts';
import { type Resolver, type Valued, warmStartFrom } from './resolver.ts';

/** A furnace is looked at up to so many times its greatest mass: beyond that it is another furnace. */
const mostTimes = 1.25;
/** Lines that are tried, the most promising first. */
const mostLines = 20;
/** Grams of the kilogram that is asked for. */
const kilogram = 1000;

/** One thing to ask; each gets the same share of what is left of the budget. */
interface Question {
  readonly name: string;
  ask(share: number): MeltWorth | undefined;
}

/** @param present - the plan of the request as it is; pours all of period 0. */
export function findWorths(
  problem: MeltProblem,
  present: Valued,
  resolver: Resolver,
): { worths: MeltWorth[]; notLookedAt: string[] } {
  const asker = new Asker(problem, present, resolver);
  const { questions, notLookedAt } = questionsOf(problem, asker);
  const worths: MeltWorth[] = [];
  const unanswered: string[] = [];
  questions.forEach((question, at) => {
    // The last share goes to what a least step takes beside its first solve.
    const worth = resolver.endedBy() ? undefined : question.ask(1 / (questions.length - at + 1));
    if (worth) worths.push(worth);
    else unanswered.push(question.name);
  });
  const more = unanswered.length > 8 ? ` and ${unanswered.length - 8} more` : '';
  if (unanswered.length > 0) notLookedAt.push(`${unanswered.slice(0, 8).join(', ')}${more}`);
  return { worths, notLookedAt };
}

function questionsOf(problem: MeltProblem, asker: Asker): { questions: Question[]; notLookedAt: string[] } {
  const once = (question: MeltWorth['question'], name: string, relaxation: MeltRelaxation): Question => ({
    name,
    ask: (share) => asker.once(question, relaxation, share),
  });
  const step = (name: string, limit: Limit): Question => ({ name, ask: (share) => asker.leastStep(limit, share) });
  const heats = [
    ...problem.furnaces.flatMap((furnace) =>
      furnaceHeats(problem, furnace).map((limit) =>
        once('one-more-heat', `a heat more of furnace ${furnace.id}`, limit.relaxation(1)),
      ),
    ),
    ...problem.furnaces.flatMap((furnace) =>
      furnaceHours(problem, furnace).map((limit) =>
        once(
          'one-more-heat',
          `overtime for a heat of furnace ${furnace.id}`,
          limit.relaxation(Math.min(limit.levels, Math.ceil(furnace.heatMinutes!))),
        ),
      ),
    ),
    ...problem.grades.flatMap((grade) =>
      gradeHeats(problem, grade).map((limit) =>
        once('one-more-heat', `a heat more of grade ${grade.id}`, limit.relaxation(1)),
      ),
    ),
  ];
  const kilograms = problem.furnaces.map((furnace) =>
    once('one-more-kilogram', `a kilogram more of furnace ${furnace.id}`, oneKilogram(problem, furnace)),
  );
  const steps = problem.furnaces.flatMap((furnace) => [
    ...greatestMass(problem, furnace, mostTimes).map((limit) => step(`a larger furnace ${furnace.id}`, limit)),
    ...leastMass(problem, furnace).map((limit) => step(`a lower least mass of furnace ${furnace.id}`, limit)),
  ]);
  const notLookedAt: string[] = [];
  // Where the aim is mass, a line that waits is itself what is counted.
  const byHeats = problem.objective !== 'most-mass' && problem.fill !== 'all-heats';
  const ranked = byHeats ? promisingLines(problem) : [];
  if (ranked.length > mostLines)
    notLookedAt.push(`${ranked.length - mostLines} further lines that could wait, less promising by mass`);
  const lines = ranked.slice(0, mostLines).map((line) => {
    const limit = linePieces(problem, line);
    return once('line-waits', `line ${line.id} left to wait`, limit.relaxation(limit.levels));
  });
  return { questions: [...heats, ...kilograms, ...lines, ...steps], notLookedAt };
}

function oneKilogram(
  { massUnit }: MeltProblem,
  { id, greatestMass: from }: MeltProblem['furnaces'][number],
): MeltRelaxation {
  const to = tidy(from + kilogram / gramsPer[massUnit]);
  return {
    limit: 'greatest-mass',
    furnace: id,
    from,
    to,
    unit: massUnit,
    message: `furnace ${id}: 1 kg more (${to} ${massUnit} in place of ${from})`,
  };
}

class Asker {
  readonly #problem: MeltProblem;
  readonly #present: MeltValue;
  readonly #warmStart: ReturnType<typeof warmStartFrom>;
  readonly #resolver: Resolver;

  constructor(problem: MeltProblem, present: Valued, resolver: Resolver) {
    this.#problem = problem;
    this.#present = present.value;
    this.#warmStart = warmStartFrom(present.plan);
    this.#resolver = resolver;
  }

  once(question: MeltWorth['question'], relaxation: MeltRelaxation, share: number): MeltWorth | undefined {
    const after = this.#after(relaxation, share);
    return after && { question, relaxation, ...this.#comparison(after.value) };
  }

  /** The least step of the limit that saves anything; where not even the last one does, that last one. */
  leastStep(limit: Limit, share: number): MeltWorth | undefined {
    const last = limit.relaxation(limit.levels);
    let best = this.#after(last, share, this.#present.objective);
    if (!best) return undefined;
    const question = 'least-step';
    if (!this.#saves(best.value)) return { question, relaxation: last, ...this.#comparison(best.value) };
    let enough = Math.max(1, Math.min(limit.levels, limit.levelFor(best.plan)));
    let short = { level: 0, proved: this.#present.proved };
    while (enough - short.level > 1 && !this.#resolver.endedBy()) {
      const level = Math.floor((short.level + enough) / 2);
      const after = this.#after(limit.relaxation(level), share / 4, this.#present.objective);
      if (!after) break;
      if (this.#saves(after.value)) {
        best = after;
        enough = Math.max(short.level + 1, Math.min(level, limit.levelFor(after.plan)));
      } else short = { level, proved: (after.value.lowerBound ?? -Infinity) >= this.#present.objective - slack };
    }
    const relaxation = limit.relaxation(enough);
    const known = this.#resolver.valueOfKnown(relaxed(this.#problem, [relaxation]), best.plan, share / 4);
    if (!known) return undefined;
    const leastStepProved = short.proved && enough - short.level === 1;
    return { question, relaxation, ...this.#comparison(known.value), leastStepProved };
  }

  #after(relaxation: MeltRelaxation, share: number, enough?: number): Valued | undefined {
    return this.#resolver.value(relaxed(this.#problem, [relaxation]), this.#warmStart, share, enough);
  }

  #saves(after: MeltValue): boolean {
    return after.outcome === 'complete' && after.objective < this.#present.objective - slack;
  }

  #comparison(value: MeltValue): Pick<MeltWorth, 'value' | 'saves' | 'worth'> {
    const { objective, lowerBound } = this.#present;
    if (value.outcome !== 'complete') return { value, saves: 0 };
    const saves = tidy(objective - value.objective);
    if (lowerBound === undefined || value.lowerBound === undefined) return { value, saves };
    const worth = {
      least: tidy(Math.max(0, lowerBound - value.objective)),
      most: tidy(Math.max(0, objective - value.lowerBound)),
    };
    return { value, saves, worth };
  }
}

/** Objectives are sums of costs with up to six decimals. */
const slack = 1e-7;

/**
 * Lines whose mass alone would take their grade below a whole number of heats of its best furnace, lightest first; then the
 * others, heaviest first.
 */
function promisingLines(problem: MeltProblem): MeltProblem['lines'] {
  const unit = gramsPer[problem.massUnit];
  const mass = (line: MeltProblem['lines'][number]) => line.quantity * pouredGrams(problem, line);
  const mustPour = problem.lines.filter((line) => line.period === 0);
  const surplus = new Map(
    problem.grades.map(({ id }) => {
      const ofGrade = mustPour.filter((line) => line.grade === id);
      const furnaces = problem.furnaces.filter((furnace) => furnace.grades?.includes(id) ?? true);
      const largest = Math.max(...furnaces.map((furnace) => furnace.greatestMass * unit), 0);
      const total = ofGrade.reduce((sum, line) => sum + mass(line), 0);
      return [id, largest > 0 ? total - (Math.ceil(total / largest) - 1) * largest : Infinity];
    }),
  );
  const promises = (line: MeltProblem['lines'][number]) => mass(line) >= surplus.get(line.grade)!;
  return [...mustPour].sort(
    (a, b) => Number(promises(b)) - Number(promises(a)) || (promises(a) ? mass(a) - mass(b) : mass(b) - mass(a)),
  );
}
