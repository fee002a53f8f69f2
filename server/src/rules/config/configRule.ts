import type { ConfigProblem, ConfigProblemCode } from '../../config/aspnet/problem';
import { type Report, type Rule, type RuleInput, rule, type Severity } from '../rule';
import { problemsOf } from './problems';

/** What the documentation says of a broken rule of the configuration system; the check finds all of them. */
export interface ConfigRuleFacts {
  readonly severity: Severity;
  readonly title: string;
  readonly explains: string;
  readonly source: string;
  readonly fixable: boolean;
  readonly bad: string;
  readonly good: string;
  readonly system?: Rule['system'];
}

/** Codes with their facts, as rules of the same names. */
export function configRules(facts: Readonly<Record<ConfigProblemCode, ConfigRuleFacts>>): readonly Rule[] {
  return Object.entries(facts).map(([id, { bad, good, system = 'aspnet', ...said }]) =>
    rule({ id, system, ...said, examples: { bad, good }, check: (input, report) => check(id, input, report) }),
  );
}

function check(code: string, input: RuleInput, report: (report: Report) => void): void {
  for (const problem of problemsOf(input).get(code as ConfigProblemCode) ?? []) report(reportOf(problem));
}

function reportOf({ file, span, message, severity, related, fixes }: ConfigProblem): Report {
  return {
    at: { file, span },
    message,
    severity,
    related: (related ?? []).map((other) => ({ file: other.file, span: other.span, message: other.message })),
    fixes: fixes ?? [],
  };
}
