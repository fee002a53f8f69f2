import type { ConfigProblem, ConfigProblemCode } from '../../../config/aspnet/problem';
import { type Report, type Rule, rule, type Severity } from '../../rule';
import { problemsOf } from './configProblems';

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

/** A code of the configuration system with its facts, as the rule of the same name. */
export function configRule(code: ConfigProblemCode, facts: ConfigRuleFacts): Rule {
  const { bad, good, system = 'aspnet', ...said } = facts;
  return rule({
    id: code,
    system,
    ...said,
    examples: { bad, good },
    check(input, report) {
      for (const problem of problemsOf(input).get(code) ?? []) report(reportOf(problem));
    },
  });
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
