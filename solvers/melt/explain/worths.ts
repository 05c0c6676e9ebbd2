/** What one limit more or less is worth to a week that can be poured: each changed request is solved anew. */
import type { MeltPlan, MeltProblem } from '../../../models/melt.ts';
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
/** By so much the steps of a limit grow until one saves something. */
const stepFactor = 8;
/** Lines that are tried, the most promising first. */
const mostLines = 15;
/** Grams of the kilogram that is asked for. */
const kilogram = 1000;

/** One thing to ask; what is left of the budget is shared among those still open by their weights. */
interface Question {
  readonly name: string;
  /** Solves that the question gets a share for. */
  readonly weight: number;
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
  let answers = askAll(
    questions.map((question) => ({ question, worth: undefined })),
    resolver,
  );
  // What the first look has left open gets what is left of the budget.
  const settled = answers.filter(({ worth }) => worth && isSettled(worth));
  const again = askAll(
    answers.filter((answer) => !settled.includes(answer)),
    resolver,
  );
  answers = answers.map((answer) => again.find(({ question }) => question === answer.question) ?? answer);
  const worths = answers.flatMap(({ worth }) => worth ?? []);
  const unanswered = answers.filter(({ worth }) => !worth).map(({ question }) => question.name);
  const more = unanswered.length > 8 ? ` and ${unanswered.length - 8} more` : '';
  if (unanswered.length > 0) notLookedAt.push(`${unanswered.slice(0, 8).join(', ')}${more}`);
  return { worths, notLookedAt };
}

interface Answer {
  readonly question: Question;
  readonly worth: MeltWorth | undefined;
}

/** Asks every question with its share of what is left; an answer that says less than the one there is does not count. */
function askAll(answers: readonly Answer[], resolver: Resolver): Answer[] {
  let open = answers.reduce((sum, { question }) => sum + question.weight, 0);
  return answers.map(({ question, worth }) => {
    const found = resolver.endedBy() ? undefined : question.ask(1 / open);
    open -= question.weight;
    return { question, worth: found && (!worth || saysMore(found, worth)) ? found : worth };
  });
}

/** Whether no more time would tell anything new. */
function isSettled({ worth, leastStepProved = true }: MeltWorth): boolean {
  return leastStepProved && worth !== undefined && worth.most - worth.least < slack;
}

function saysMore(one: MeltWorth, other: MeltWorth): boolean {
  if (one.question === 'least-step' && one.saves > 0 && other.saves > 0) {
    const step = ({ relaxation: { from, to } }: MeltWorth) => Math.abs(to - from);
    return step(one) === step(other) ? one.leastStepProved === true : step(one) < step(other);
  }
  const open = ({ worth }: MeltWorth) => (worth ? worth.most - worth.least : Infinity);
  return one.saves === other.saves ? open(one) < open(other) : one.saves > other.saves;
}

function questionsOf(problem: MeltProblem, asker: Asker): { questions: Question[]; notLookedAt: string[] } {
  const once = (question: MeltWorth['question'], name: string, relaxation: MeltRelaxation): Question => ({
    name,
    weight: 1,
    ask: (share) => asker.once(question, relaxation, share),
  });
  const step = (name: string, limit: Limit): Question => ({
    name,
    weight: 1 + Math.ceil(Math.log2(limit.levels)) / 2,
    ask: (share) => asker.leastStep(limit, share),
  });
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
  return { questions: [...heats, ...kilograms, ...steps, ...lines], notLookedAt };
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
  /** Plans that save something: where a least step may begin. */
  readonly #saving: { readonly relaxation: MeltRelaxation; readonly plan: MeltPlan }[] = [];

  constructor(problem: MeltProblem, present: Valued, resolver: Resolver) {
    this.#problem = problem;
    this.#present = present.value;
    this.#warmStart = warmStartFrom(present.plan);
    this.#resolver = resolver;
  }

  once(question: MeltWorth['question'], relaxation: MeltRelaxation, share: number): MeltWorth | undefined {
    const after = this.#after(relaxation, share);
    if (after && this.#saves(after.value)) this.#saving.push({ relaxation, plan: after.plan });
    return after && { question, relaxation, ...this.#comparison(after.value) };
  }

  /**
   * The least step of the limit that saves anything; where not even the last one does, that last one. Steps are tried from
   * the small ones up: near the least one there is but one heat to save, and bounds are quick to meet it.
   */
  leastStep(limit: Limit, share: number): MeltWorth | undefined {
    const question = 'least-step';
    let short = { level: 0, proved: this.#present.proved };
    const { limit: kind, furnace } = limit.relaxation(1);
    let saving = this.#saving
      .filter(({ relaxation }) => relaxation.limit === kind && relaxation.furnace === furnace)
      .map(({ plan }) => ({ level: Math.max(1, limit.levelFor(plan)), plan }))
      .sort((a, b) => a.level - b.level)
      .at(0);
    let last: MeltWorth | undefined;
    while (short.level < limit.levels && (saving?.level ?? Infinity) - short.level > 1) {
      const level = saving
        ? Math.floor((short.level + saving.level) / 2)
        : Math.min(limit.levels, Math.max(1, short.level * stepFactor));
      const relaxation = limit.relaxation(level);
      const after = this.#after(relaxation, share, this.#present.objective);
      if (!after) break;
      if (this.#saves(after.value)) {
        const needed = Math.max(short.level + 1, Math.min(level, limit.levelFor(after.plan)));
        saving = { level: needed, plan: after.plan };
      } else {
        short = { level, proved: (after.value.lowerBound ?? -Infinity) >= this.#present.objective - slack };
        if (level === limit.levels) last = { question, relaxation, ...this.#comparison(after.value) };
      }
    }
    if (!saving) return last;
    const relaxation = limit.relaxation(saving.level);
    const known = this.#resolver.valueOfKnown(relaxed(this.#problem, [relaxation]), saving.plan, share);
    const leastStepProved = short.proved && saving.level - short.level === 1;
    return known && { question, relaxation, ...this.#comparison(known.value), leastStepProved };
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
