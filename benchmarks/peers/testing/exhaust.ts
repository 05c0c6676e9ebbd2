/**
 * Small constraint models by trying values, so that what a model says can be tested without a solver. A dead end goes back to
 * the last variable that has a part in it (conflict-directed backjumping: Prosser 1993, Computational Intelligence 9(3)).
 */
import type { CpConstraint, CpModelProto } from '../cp-model.ts';

interface Rule {
  readonly vars: readonly number[];
  holds(values: readonly number[]): boolean;
}

export interface Best {
  readonly objective: number;
  readonly values: readonly number[];
}

/** @returns the least objective and an assignment that has it; undefined where nothing satisfies the model. */
export function exhaust(model: CpModelProto): Best | undefined {
  const rules = model.constraints.flatMap((constraint) => ruleOf(model, constraint) ?? []);
  const { vars, coeffs } = model.objective ?? { vars: [], coeffs: [] };
  const worth = (values: readonly number[]) => total(vars, coeffs, values);
  let best: Best | undefined;
  for (;;) {
    const limit = best?.objective ?? Infinity;
    const better: Rule = { vars, holds: (values) => worth(values) < limit };
    const values = firstOf(model, best ? [...rules, better] : rules);
    if (values === undefined) return best;
    best = { objective: worth(values), values };
    if (vars.length === 0) return best;
  }
}

/** Choices come before times: few of them are left once they have met the rules among themselves. */
function firstOf({ variables }: CpModelProto, rules: readonly Rule[]): readonly number[] | undefined {
  const width = (variable: number) => variables[variable].domain[1] - variables[variable].domain[0];
  const sequence = variables.map((_, variable) => variable).sort((a, b) => width(a) - width(b) || a - b);
  const position = new Map(sequence.map((variable, at) => [variable, at]));
  const dueAt = (rule: Rule) => Math.max(-1, ...rule.vars.map((variable) => position.get(variable)!));
  const due = Map.groupBy(rules, dueAt);
  if (due.get(-1)?.some((rule) => !rule.holds([]))) return undefined;
  const values: number[] = [];
  /** @returns the earlier variables to blame; undefined where all is well. */
  const extend = (at: number): Set<number> | undefined => {
    if (at === sequence.length) return undefined;
    const variable = sequence[at];
    const [least, most] = variables[variable].domain;
    const blamed = new Set<number>();
    for (let value = least; value <= most; value++) {
      values[variable] = value;
      const broken = due.get(at)?.find((rule) => !rule.holds(values));
      const conflict = broken ? new Set(broken.vars) : extend(at + 1);
      if (conflict === undefined) return undefined;
      if (!conflict.has(variable)) return conflict;
      for (const one of conflict) blamed.add(one);
    }
    blamed.delete(variable);
    return blamed;
  };
  return extend(0) === undefined ? values : undefined;
}

const isTrue = (literal: number, values: readonly number[]): boolean =>
  literal >= 0 ? values[literal] === 1 : values[-literal - 1] === 0;
const variableOf = (literal: number): number => (literal >= 0 ? literal : -literal - 1);

function total(vars: readonly number[], coeffs: readonly number[], values: readonly number[]): number {
  return vars.reduce((sum, one, index) => sum + coeffs[index] * values[one], 0);
}

function ruleOf(model: CpModelProto, constraint: CpConstraint): Rule | undefined {
  const said = meaningOf(model, constraint);
  if (said === undefined) return undefined;
  const condition = constraint.enforcementLiteral ?? [];
  return {
    vars: [...said.vars, ...condition.map(variableOf)],
    holds: (values) => !condition.every((one) => isTrue(one, values)) || said.holds(values),
  };
}

/** What a constraint says where it is enforced; undefined for an interval, which says nothing by itself. */
function meaningOf(model: CpModelProto, constraint: CpConstraint): Rule | undefined {
  if ('interval' in constraint) return undefined;
  if ('linear' in constraint) {
    const { vars, coeffs, domain } = constraint.linear;
    return {
      vars,
      holds: (values) => {
        const sum = total(vars, coeffs, values);
        return domain[0] <= sum && sum <= domain[1];
      },
    };
  }
  if ('boolOr' in constraint) {
    const { literals } = constraint.boolOr;
    return { vars: literals.map(variableOf), holds: (values) => literals.some((one) => isTrue(one, values)) };
  }
  if ('exactlyOne' in constraint) {
    const { literals } = constraint.exactlyOne;
    const count = (values: readonly number[]) => literals.filter((one) => isTrue(one, values)).length;
    return { vars: literals.map(variableOf), holds: (values) => count(values) === 1 };
  }
  if ('noOverlap' in constraint) return apart(model, constraint.noOverlap.intervals);
  if ('routes' in constraint) return circuits(constraint.routes);
  throw new Error(`a constraint that is not tried: ${Object.keys(constraint)}`);
}

function apart({ constraints }: CpModelProto, indices: readonly number[]): Rule {
  const intervals = indices.flatMap((index) => {
    const one = constraints[index];
    return 'interval' in one ? [{ ...one.interval, condition: one.enforcementLiteral ?? [] }] : [];
  });
  return {
    vars: intervals.flatMap(({ start, end, condition }) => [...start.vars, ...end.vars, ...condition.map(variableOf)]),
    holds: (values) => {
      const spans = intervals
        .filter(({ condition }) => condition.every((one) => isTrue(one, values)))
        .map(({ start, end }) =>
          [start, end].map(({ vars, coeffs, offset = 0 }) => total(vars, coeffs, values) + offset),
        )
        .sort(([a], [b]) => a - b);
      return spans.every(([start], index) => index === 0 || spans[index - 1][1] <= start);
    },
  };
}

function circuits(routes: Extract<CpConstraint, { readonly routes: unknown }>['routes']): Rule {
  const { tails, heads, literals } = routes;
  const nodes = Math.max(...tails, ...heads) + 1;
  return {
    vars: literals.map(variableOf),
    holds: (values) => {
      const chosen = literals.flatMap((one, arc) => (isTrue(one, values) ? [[tails[arc], heads[arc]] as const] : []));
      const next = new Map(chosen.filter(([tail]) => tail > 0));
      const entered = chosen.filter(([, head]) => head > 0);
      if (entered.length !== nodes - 1 || new Set(entered.map(([, head]) => head)).size < nodes - 1) return false;
      if (next.size < nodes - 1 || chosen.filter(([tail]) => tail > 0).length > nodes - 1) return false;
      const reached = new Set<number>();
      for (const [tail, head] of chosen)
        if (tail === 0) for (let at = head; at > 0 && !reached.has(at); at = next.get(at)!) reached.add(at);
      return reached.size === nodes - 1;
    },
  };
}
