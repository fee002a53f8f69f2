import authOutlivesSessionData from './aspnet/authOutlivesSessionData';
import type { Rule } from './rule';

/** Every rule, in order of system and id. */
export const rules: readonly Rule[] = [authOutlivesSessionData];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
