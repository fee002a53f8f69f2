import type { Rule } from '../../server/src/rules/rule';

/** The manifest with one property per rule below `sessionTimeline.rules`; nothing else in it changes. */
export function manifestWith(text: string, rules: readonly Rule[]): string {
  const manifest = JSON.parse(text) as Manifest;
  for (const { properties } of manifest.contributes.configuration) {
    const setting = properties['sessionTimeline.rules'];
    if (setting) setting.properties = Object.fromEntries(rules.map((rule) => [rule.id, propertyOf(rule)]));
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

interface Manifest {
  readonly contributes: { readonly configuration: readonly { readonly properties: Record<string, Property> }[] };
}

interface Property {
  properties?: Readonly<Record<string, unknown>>;
}

function propertyOf({ title, severity }: Rule): object {
  return {
    type: 'string',
    enum: ['error', 'warning', 'information', 'hint', 'off'],
    default: severity,
    description: `${title}.`,
  };
}
