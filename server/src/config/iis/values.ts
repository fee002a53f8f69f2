import type { Contribution, EffectiveValue } from '../aspnet/effective';
import type { ConfigElement } from '../aspnet/source';

/** One element of a defaults chain, with the name people know it by: `applicationPoolDefaults`, `add name="Shop"`. */
export interface Link {
  readonly element: ConfigElement;
  readonly note: string;
}

/**
 * A value by path below elements that stand for each other, weakest first: `processModel/@idleTimeout`. Undefined when
 * none of them says it, which means the schema's default.
 */
export function chainedValue(layer: string, chain: readonly Link[], path: string): EffectiveValue | undefined {
  const cut = path.lastIndexOf('@');
  if (cut < 0) return undefined;
  const names = path.slice(0, cut).split('/').filter(Boolean);
  const history: Contribution[] = [];
  let literal: string | undefined;
  for (const { element, note } of chain) {
    const found = descend(element, names);
    const attribute = found?.attribute(path.slice(cut + 1));
    if (!attribute) continue;
    literal = attribute.value;
    history.push(...contributions(layer, attribute.origins, note));
  }
  return literal === undefined ? undefined : { literal, history };
}

export function descend(from: ConfigElement, names: readonly string[]): ConfigElement | undefined {
  let element: ConfigElement | undefined = from;
  for (const name of names) element = element?.children.find((child) => child.name === name);
  return element;
}

/** The say of applicationHost.config about one node. */
export function contributions(layer: string, origins: ConfigElement['origins'], note: string): Contribution[] {
  return origins.map(({ file, start, end, value, action }) => ({
    layer,
    kind: action === undefined ? 'iis' : 'transform',
    file,
    span: { start, end },
    ...(value !== undefined && { literal: value }),
    note: action ?? note,
  }));
}
