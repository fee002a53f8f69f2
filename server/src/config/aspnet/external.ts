import type { FilePath } from '../../files/files';
import { keyOf } from '../../files/paths';
import type { Speaker } from './draft';
import type { ExternalFile, ExternalFiles } from './layer';
import type { ConfigProblem, Place } from './problem';
import { isIisSection } from './sections';
import type { ConfigAttribute, ConfigElement, ConfigSource } from './source';
import { isDeclaration, placeOf, tagOf, valuePlaceOf } from './source';

/** A file that a configuration names. */
export interface ExternalReference extends Place {
  readonly section: string;
  readonly attribute: 'configSource' | 'file';
  /** As written; the key of `Layer.external`. */
  readonly value: string;
}

/**
 * The files that a document names, wherever a section may stand: below groups and in `<location>`. For an external file
 * itself (its root is the section) the `file` attribute of its root counts. A name that appears twice is listed twice.
 */
export function externalReferences(source: ConfigSource): ExternalReference[] {
  const { root } = source;
  if (!root) return [];
  const found: ExternalReference[] = [];
  const work: { element: ConfigElement; section: string }[] =
    root.name === 'configuration' || root.name === 'location'
      ? root.children.map((element) => ({ element, section: element.name })).reverse()
      : [{ element: root, section: root.name }];
  for (let job = work.pop(); job; job = work.pop()) {
    const { element, section } = job;
    if (section === 'configSections') continue;
    for (const name of ['configSource', 'file'] as const) {
      if (name === 'file' && element.name !== 'appSettings') continue;
      const attribute = element.attribute(name);
      if (attribute) found.push({ section, attribute: name, value: attribute.value, ...valuePlaceOf(attribute) });
    }
    const inner = element.name === 'location' ? '' : `${section}/`;
    for (let i = element.children.length - 1; i >= 0; i--)
      work.push({ element: element.children[i]!, section: inner + element.children[i]!.name });
  }
  return found;
}

/** What a section element stands for: itself, or the root of the file it names; or nothing that can be read. */
export type Resolved =
  | { readonly element: ConfigElement; readonly speaker: Speaker; readonly external?: ExternalFiles }
  | { readonly opaque: string };

/** Why a configSource value cannot be used (BaseConfigurationRecord.NormalizeConfigSource); undefined when it can. */
export function configSourceFault(value: string): { message: string; mended?: string } | undefined {
  const starts = '`configSource` must name a file in the same folder or below, like `Config\\SessionState.config`';
  if (value.trim() === '') return { message: `${starts}: an empty name stops the site from starting.` };
  if (value !== value.trim())
    return { message: `${starts}, without blanks around it: ASP.NET refuses the section.`, mended: value.trim() };
  if (/^[\\/]|^[a-z]:/i.test(value))
    return { message: `${starts}: an absolute path stops the site from starting. Write it relative to this file.` };
  if (value.includes('/'))
    return {
      message: '`configSource` takes `\\` between folders: a `/` makes ASP.NET refuse the section. Write `\\`.',
      mended: value.replace(/\//g, '\\'),
    };
  if (climbsOut(value))
    return { message: `${starts}: \`..\` leaves the folder, so ASP.NET refuses the section. Move the file.` };
  return undefined;
}

function climbsOut(path: string): boolean {
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    depth += part === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

/** Follows `configSource` and checks its rules; a section without one is itself. */
export function resolveConfigSource(
  section: string,
  element: ConfigElement,
  speaker: Speaker,
  external: ExternalFiles | undefined,
): Resolved {
  const attribute = element.attribute('configSource');
  if (!attribute) return { element, speaker, external };
  const value = attribute.value;
  const fault = isIisSection(section) ? undefined : configSourceFault(value);
  if (!isIisSection(section)) {
    checkAlone(element, attribute, speaker);
    if (fault) {
      const place = valuePlaceOf(attribute);
      speaker.problems.push({
        code: 'configsource-path',
        severity: 'error',
        ...place,
        message: fault.message,
        ...(fault.mended !== undefined && {
          fixes: [{ title: `Write ${fault.mended}`, edits: [{ ...place, text: fault.mended }] }],
        }),
      });
    }
  }
  const found = external?.get(value);
  if (!found) return { opaque: `\`configSource\` names ${value}, which was not read.` };
  const trouble = unreadable(found, attribute, element.name, speaker);
  if (trouble) return { opaque: trouble };
  if (fault) return { opaque: `ASP.NET refuses the section: \`configSource\` may not name ${value}.` };
  const { file, source, external: further } = found as Extract<ExternalFile, { kind: 'file' }>;
  const root = source.root!;
  const nested = root.attribute('configSource');
  if (nested) {
    speaker.problems.push({
      code: 'configsource-nested',
      severity: 'error',
      ...valuePlaceOf(nested),
      message: `${value} is a configSource file already: ASP.NET does not follow a second \`configSource\` from it. Put the section's content here.`,
    });
    return { opaque: `${value} names another file, which ASP.NET does not follow.` };
  }
  return {
    element: root,
    speaker: { ...speaker, layer: value.replace(/\\/g, '/'), kind: 'configSource', file },
    external: further ?? external,
  };
}

function checkAlone(element: ConfigElement, configSource: ConfigAttribute, speaker: Speaker): void {
  const others = element.attributes.filter(
    (attribute) => attribute.name !== configSource.name && !isDeclaration(attribute),
  );
  const places = others.map((attribute) => `\`${attribute.name}\``).join(', ');
  const child = element.children[0];
  if (others.length === 0 && !child && !element.text) return;
  const cause = others.length > 0 ? places : child ? `\`<${child.name}>\`` : 'the text inside';
  const edits = [
    ...others.flatMap((a) => (a.whole ? [{ file: a.origins[0]!.file, span: a.whole, text: '' }] : [])),
    ...element.children.flatMap((c) => (c.origins.length === 1 ? [{ ...placeOf(c.origins[0]!), text: '' }] : [])),
    ...(element.text ? [{ ...element.text, text: '' }] : []),
  ];
  const complete = others.every((a) => a.whole) && element.children.every((c) => c.origins.length === 1);
  speaker.problems.push({
    code: 'configsource-not-alone',
    severity: 'error',
    ...valuePlaceOf(configSource),
    message: `\`configSource\` must stand alone: ASP.NET refuses the section because of ${cause}. Move it to ${configSource.value}, or remove it.`,
    ...(complete && { fixes: [{ title: `Remove ${cause.replace(/`/g, '')}`, edits }] }),
  });
}

/** Reports a file that cannot serve; returns the reason for the value's history. */
function unreadable(
  found: ExternalFile,
  attribute: ConfigAttribute,
  name: string,
  speaker: Speaker,
): string | undefined {
  const place = valuePlaceOf(attribute);
  if (found.kind === 'missing' && found.elsewhere !== undefined) {
    const message = `${attribute.value} does not exist here; it ${found.elsewhere}. Without it the site does not start, and what it says is not known.`;
    speaker.problems.push({ code: 'configsource-missing', severity: 'information', ...place, message });
    return `The file ${attribute.value} that \`configSource\` names is not here: it ${found.elsewhere}.`;
  }
  if (found.kind === 'missing') {
    const message = `${attribute.value} does not exist: the section cannot be read, so the site does not start. Create the file, or correct the name.`;
    speaker.problems.push({ code: 'configsource-missing', severity: 'error', ...place, message });
    return `The file ${attribute.value} that \`configSource\` names does not exist.`;
  }
  if (found.kind === 'refused') {
    const message = `${attribute.value} is not looked at: ${found.reason}`;
    speaker.problems.push({ code: 'configsource-refused', severity: 'warning', ...place, message });
    return `The file ${attribute.value} that \`configSource\` names is not looked at: ${found.reason}`;
  }
  const root = found.source.root;
  if (root?.name === name) return undefined;
  const actual = root ? `\`<${root.name}>\`` : 'nothing';
  speaker.problems.push({
    code: 'configsource-root',
    severity: 'error',
    ...(root ? tagOf(root) : place),
    message: `A configSource file for \`<${name}>\` must have \`<${name}>\` as its root, not ${actual}: ASP.NET refuses the section.`,
    related: [{ ...place, message: 'Named here' }],
  });
  return `The file ${attribute.value} that \`configSource\` names does not hold \`<${name}>\`.`;
}

/** A section that takes its content from a file. */
export interface UsedSource {
  readonly section: string;
  readonly file: FilePath;
  readonly attribute: ConfigAttribute;
}

/** One file can serve one section of one level (BaseConfigurationRecord.ValidateUniqueConfigSource). */
export function sharedSources(sources: readonly UsedSource[]): ConfigProblem[] {
  const first = new Map<string, UsedSource>();
  const problems: ConfigProblem[] = [];
  for (const source of sources) {
    if (isIisSection(source.section)) continue;
    const known = first.get(keyOf(source.file));
    if (!known) {
      first.set(keyOf(source.file), source);
      continue;
    }
    const where = known.section === source.section ? 'a file above' : `\`<${known.section}>\``;
    problems.push({
      code: 'configsource-shared',
      severity: 'error',
      ...valuePlaceOf(source.attribute),
      message: `${source.attribute.value} serves ${where} already: ASP.NET refuses a file that is named twice. Give this section a file of its own.`,
      related: [{ ...valuePlaceOf(known.attribute), message: 'Named here first' }],
    });
  }
  return problems;
}

/**
 * The content of `appSettings file="…"` (AppSettingsSection.DeserializeElement): applied after the inline entries; a
 * missing file counts for nothing; its root must be `appSettings` and carry no attributes.
 */
export function resolveSettingsFile(
  element: ConfigElement,
  speaker: Speaker,
  external: ExternalFiles | undefined,
): Resolved | undefined {
  const attribute = element.attribute('file');
  if (!attribute || attribute.value === '') return undefined;
  const place = valuePlaceOf(attribute);
  const { value } = attribute;
  const found = external?.get(value);
  if (!found) return { opaque: `\`file\` names ${value}, which was not read.` };
  if (found.kind === 'missing') {
    const message = `${value} does not exist here: ASP.NET goes on without it and without a word. Values that it holds on the server are unknown.`;
    speaker.problems.push({ code: 'appsettings-file-missing', severity: 'information', ...place, message });
    return undefined;
  }
  if (found.kind === 'refused') {
    const message = `${value} is not looked at: ${found.reason}`;
    speaker.problems.push({ code: 'appsettings-file-refused', severity: 'warning', ...place, message });
    return { opaque: `The file ${value} that \`file\` names is not looked at: ${found.reason}` };
  }
  const root = found.source.root;
  const extra = root?.attributes.find((a) => !isDeclaration(a));
  if (root?.name !== element.name || extra) {
    const wrong = extra ?? root?.attributes[0];
    speaker.problems.push({
      code: 'appsettings-file-root',
      severity: 'error',
      ...(extra ? placeOf(extra.origins[0]!) : root ? tagOf(root) : place),
      message: `A file named by \`appSettings file\` must have \`<${element.name}>\` without attributes as its root: ASP.NET refuses the section${extra ? ` because of \`${extra.name}\`. Remove it.` : '.'}`,
      related: [{ ...place, message: 'Named here' }],
      ...(extra &&
        wrong?.whole && {
          fixes: [{ title: `Remove ${extra.name}`, edits: [{ file: found.file, span: wrong.whole, text: '' }] }],
        }),
    });
    if (root?.name !== element.name) return { opaque: `The file ${value} does not hold \`<${element.name}>\`.` };
  }
  return {
    element: root,
    speaker: { ...speaker, layer: value.replace(/\\/g, '/'), kind: 'appSettings file', file: found.file },
  };
}
