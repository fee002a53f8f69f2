import type { Draft, Speaker } from './draft';
import type { EffectiveConfiguration, EffectiveElement } from './effective';
import type { ConfigElement } from './source';
import { placeOf, valuePlaceOf } from './source';

/** Sections whose text is not their content: encrypted ones, and those that configuration builders work on. */

/** Why an element cannot be read because it is encrypted; reports what stands beside the ciphertext. */
export function encryptedBecause(element: ConfigElement, speaker: Speaker): string | undefined {
  const provider = element.attribute('configProtectionProvider');
  if (!provider && !element.children.some((child) => child.name === 'EncryptedData')) return undefined;
  const other = provider && element.attributes.find((attribute) => attribute.name !== provider.name);
  if (other)
    speaker.problems.push({
      code: 'encryption-not-alone',
      severity: 'error',
      ...placeOf(other.origins[0]!),
      message: `\`configProtectionProvider\` must stand alone: ASP.NET refuses the section because of \`${other.name}\`. Remove it.`,
      ...(other.whole && {
        fixes: [
          {
            title: `Remove ${other.name}`,
            edits: [{ file: other.origins[0]!.file, span: other.whole, text: '' }],
          },
        ],
      }),
    });
  return `The section is encrypted${provider ? ` with ${provider.value}` : ''}.`;
}

/** What one configuration builder does to a section (MicrosoftConfigurationBuilders, v1 to v3). */
type BuilderMode = 'Strict' | 'Greedy' | 'Token' | 'Expand';

interface Builder {
  readonly name: string;
  readonly mode: BuilderMode | undefined;
  /** A pattern of the user's own: which values have a token is then unknown. */
  readonly ownPattern: boolean;
}

/** Builders whose code we know: they replace values of key/value sections, or tokens, and nothing else. */
const KNOWN_BUILDERS =
  /\.(?:Environment|UserSecrets|AzureKeyVault|AzureAppConfiguration|KeyPerFile|SimpleJson)(?:Config|Configuration)?Builder\s*(?:,|$)/;

/** KeyValueConfigBuilder.TokenPattern. */
const TOKEN = /\$\{\w[\w\-_$@#+,.:~]*\}/;

/** The only sections that key/value builders have a handler for, and the attribute they set. */
const KEY_VALUE_SECTIONS: ReadonlyMap<string, string> = new Map([
  ['appSettings', 'value'],
  ['connectionStrings', 'connectionString'],
]);

/**
 * Marks what builders may change. `input` is the element with the `configBuilders` attribute: Expand works on its text,
 * the other modes on the whole section with everything inherited. What no builder touches stays certain.
 */
export function applyBuilders(
  section: Draft,
  input: ConfigElement,
  speaker: Speaker,
  sectionAt: EffectiveConfiguration['section'],
): void {
  const attribute = input.attribute('configBuilders');
  if (!attribute || section.path === 'configBuilders') return;
  for (const name of attribute.value.split(',').map((part) => part.trim())) {
    if (name === '') continue;
    const definition = sectionAt('configBuilders')
      ?.children.find((child) => child.name === 'builders')
      ?.children.find((child) => child.key?.toLowerCase() === name.toLowerCase());
    if (!definition) {
      speaker.problems.push({
        code: 'configbuilder-undefined',
        severity: 'warning',
        ...valuePlaceOf(attribute),
        message: `No file here defines the configuration builder "${name}": unless machine.config does, the section cannot be read and the site does not start. Add it to \`<configBuilders><builders>\`.`,
      });
      hideAll(section, `The configuration builder "${name}" is not defined in these files.`);
      continue;
    }
    const builder = builderFrom(name, definition);
    if (typeof builder === 'string') hideAll(section, builder);
    else applyBuilder(section, builder);
  }
}

function builderFrom(name: string, definition: EffectiveElement): Builder | string {
  const of = (attribute: string) => definition.attributes.get(attribute)?.literal;
  const type = of('type');
  if (typeof type !== 'string' || !KNOWN_BUILDERS.test(type))
    return `The configuration builder "${name}" is code of its own and may change anything here.`;
  const mode = of('mode') ?? 'Strict';
  const known = ['Strict', 'Greedy', 'Token', 'Expand'].find((m) => m.toLowerCase() === String(mode).toLowerCase());
  return { name, mode: known as BuilderMode | undefined, ownPattern: of('tokenPattern') !== undefined };
}

function applyBuilder(section: Draft, { name, mode, ownPattern }: Builder): void {
  const target = KEY_VALUE_SECTIONS.get(section.path);
  if (mode === undefined) {
    hideAll(section, `The mode of the configuration builder "${name}" cannot be read.`);
    return;
  }
  if (mode === 'Expand' || (mode === 'Token' && target)) {
    const reason = `The configuration builder "${name}" (${mode}) replaces the \`\${…}\` in it at run time.`;
    const ownReason = `The configuration builder "${name}" replaces whatever matches its own tokenPattern.`;
    hide(section, (_, literal) => (ownPattern ? ownReason : TOKEN.test(literal) ? reason : undefined));
    return;
  }
  // Strict and Greedy, and Token in v3, know only key/value sections: everything else stays as written.
  if (!target) return;
  hide(section, (attribute) =>
    attribute === target ? `The configuration builder "${name}" (${mode}) may replace it at run time.` : undefined,
  );
  if (mode === 'Greedy') section.open = `The configuration builder "${name}" (Greedy) adds entries of its own.`;
}

/** Turns the values for which there is a reason into unknown ones; their history stays. */
function hide(section: Draft, reasonFor: (attribute: string, literal: string) => string | undefined): void {
  const work: Draft[] = [section];
  for (let draft = work.pop(); draft; draft = work.pop()) {
    for (const [name, value] of draft.attributes) {
      const reason = typeof value.literal === 'string' ? reasonFor(name, value.literal) : undefined;
      if (reason !== undefined) draft.attributes.set(name, { ...value, literal: { unknown: reason } });
    }
    work.push(...draft.children);
  }
}

/** Hides all that is known so far: an input that cannot be read may override any of it. */
export function hideAll(section: Draft, reason: string): void {
  section.opaque = reason;
  const work: Draft[] = [section];
  for (let draft = work.pop(); draft; draft = work.pop()) {
    for (const [name, value] of draft.attributes)
      draft.attributes.set(name, { ...value, literal: { unknown: reason } });
    draft.opaque = reason;
    work.push(...draft.children);
  }
}
