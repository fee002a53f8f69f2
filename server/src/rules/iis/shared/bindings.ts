import type { EffectiveElement } from '../../../config/aspnet/effective';
import { isUnknown } from '../../../session/lifetime';
import type { Place, RuleInput } from '../../rule';

/** A site that IIS binds to plain HTTP and to nothing else. */
export interface HttpOnly {
  readonly site: string;
  /** Its first binding. */
  readonly at: Place | undefined;
}

/** Undefined where a binding or a proxy speaks TLS, and where nothing is known of any. */
export function httpOnly(input: Pick<RuleInput, 'view' | 'settings'>): HttpOnly | undefined {
  const { pool } = input.view;
  if (isUnknown(pool)) return undefined;
  const all = pool.site.element.children.find(({ name }) => name === 'bindings')?.children ?? [];
  const bindings = all.filter(({ name }) => name === 'binding');
  const protocols = bindings.map((binding) => binding.value('protocol')?.toLowerCase());
  if (!protocols.includes('http') || protocols.includes('https') || isHttpsSaid(input)) return undefined;
  const origin = bindings[0]?.origins[0];
  const at = origin && { file: origin.file, span: { start: origin.start, end: origin.end } };
  return { site: pool.site.name, at };
}

/** Does a rewrite rule set the server variable HTTPS, from what a proxy says? ASP.NET then takes a request for secure. */
function isHttpsSaid({ settings }: Pick<RuleInput, 'settings'>): boolean {
  const rules = ['rules', 'globalRules'].flatMap((name) => settings.element(`system.webServer/rewrite/${name}`) ?? []);
  const sets = (element: EffectiveElement): boolean =>
    (element.name === 'set' &&
      /^(?:HTTPS|SERVER_PORT_SECURE)$/i.test(literalOf(element, 'name')) &&
      !/^(?:off|0|)$/i.test(literalOf(element, 'value'))) ||
    element.children.some(sets);
  return rules.some(sets);
}

function literalOf(element: EffectiveElement, name: string): string {
  return String(element.attributes.get(name)?.literal ?? '');
}
