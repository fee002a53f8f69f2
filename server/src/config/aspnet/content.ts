import type { Declarations } from './declared';
import { type Layer, locationPathFault } from './layer';
import type { ConfigProblem } from './problem';
import { BUILT_IN, isIisSection, type SectionFacts } from './sections';
import { type ConfigElement, placeOf, tagOf } from './source';

/**
 * The sections of one file: each declared, each once per level, without text
 * (BaseConfigurationRecord.ScanSectionsRecursive).
 */
export function contentProblems(layer: Layer, declared: Declarations): ConfigProblem[] {
  const root = layer.source.root!;
  const problems: ConfigProblem[] = [];
  /** Level (a `<location>` path in lower case, '' for the file's own) and section to the first element of it. */
  const seen = new Map<string, ConfigElement>();
  scan(root, '', layer, declared, seen, problems);
  for (const location of root.children) {
    if (location.name !== 'location') continue;
    const path = location.value('path') ?? '';
    if (!locationPathFault(path)) scan(location, path === '.' ? '' : path, layer, declared, seen, problems);
  }
  return problems;
}

function scan(
  holder: ConfigElement,
  location: string,
  layer: Layer,
  declared: Declarations,
  seen: Map<string, ConfigElement>,
  problems: ConfigProblem[],
): void {
  const work: { element: ConfigElement; path: string }[] = [];
  const enter = (element: ConfigElement, path: string) => {
    reportText(element, 'between sections', problems);
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]!;
      if (path === '' && (child.name === 'location' || child.name === 'configSections')) continue;
      work.push({ element: child, path: path ? `${path}/${child.name}` : child.name });
    }
  };
  enter(holder, '');
  for (let job = work.pop(); job; job = work.pop()) {
    const { element, path } = job;
    if (declared.isGroup(path)) {
      reportGroupAttributes(element, problems);
      enter(element, path);
      continue;
    }
    const facts = declared.section(path);
    if (!facts) reportUnknown(element, path, declared, layer, problems);
    // Sections that nobody parses may stand as often as they like (FactoryRecord.IsIgnorable).
    if (facts?.read !== 'ignored') reportRepeated(element, path, location, seen, problems);
    if (facts && takesNoText(path, facts)) reportInnerText(element, problems);
  }
}

function reportRepeated(
  element: ConfigElement,
  path: string,
  location: string,
  seen: Map<string, ConfigElement>,
  problems: ConfigProblem[],
): void {
  const key = `${location.toLowerCase()} ${path}`;
  const first = seen.get(key);
  if (!first) {
    seen.set(key, element);
    return;
  }
  const where = location === '' ? 'in this file' : `for "${location}"`;
  const cost = isIisSection(path)
    ? 'IIS answers 500.19'
    : location === ''
      ? 'the section cannot be read, so the site does not start'
      : 'every request to that path fails';
  problems.push({
    code: location === '' ? 'section-repeated' : 'location-repeated',
    severity: 'error',
    ...tagOf(element),
    message: `\`<${element.name}>\` stands ${where} a second time: ${cost}. Put everything into one.`,
    related: [{ ...tagOf(first), message: 'It stands here first' }],
    ...(element.origins.length === 1 && {
      fixes: [{ title: `Remove this <${element.name}>`, edits: [{ ...placeOf(element.origins[0]!), text: '' }] }],
    }),
  });
}

function reportUnknown(
  element: ConfigElement,
  path: string,
  declared: Declarations,
  layer: Layer,
  problems: ConfigProblem[],
): void {
  const known = declared.otherCase(path);
  if (known !== undefined) {
    const name = known.slice(known.lastIndexOf('/') + 1);
    const { file, span } = tagOf(element);
    problems.push({
      code: 'section-name-case',
      severity: 'error',
      file,
      span,
      message: `Names are case-sensitive: ASP.NET knows \`<${name}>\`, not \`<${element.name}>\`, and the site does not start. Write \`<${name}>\`.`,
      fixes: renaming(layer, element, name),
    });
    return;
  }
  const home = homeOf(element.name, path);
  if (home !== undefined) {
    problems.push({
      code: 'section-unknown',
      severity: 'error',
      ...tagOf(element),
      message: `\`<${element.name}>\` belongs into \`<${home}>\`: here nobody reads it, and the site does not start. Move it there.`,
    });
    return;
  }
  // IIS takes its sections from its own schema, which modules extend: a name we do not know says nothing.
  if (isIisSection(path)) return;
  problems.push({
    code: 'section-unknown',
    severity: 'warning',
    ...tagOf(element),
    message: `Nobody declares \`<${path}>\`: unless machine.config does, the site does not start. Declare it in \`<configSections>\`, or remove it.`,
  });
}

/** Elements inside a section that are taken for sections of their own. */
const INSIDE: ReadonlyMap<string, string> = new Map([['forms', 'authentication']]);

/** Where an element is known that is not known here: `system.web` for a sessionState below the root. */
function homeOf(name: string, path: string): string | undefined {
  const inside = INSIDE.get(name);
  if (inside !== undefined) return inside;
  const homes = [...BUILT_IN.keys()].filter((known) => known.endsWith(`/${name}`) && known !== path);
  // A name that several groups have says nothing.
  return homes.length === 1 ? homes[0]!.slice(0, -name.length - 1) : undefined;
}

function renaming(layer: Layer, element: ConfigElement, name: string): ConfigProblem['fixes'] {
  const { file, span } = tagOf(element);
  const { text } = layer.source;
  const { end } = element.origins[0]!;
  if (text === undefined) return undefined;
  const edits = [{ file, span, text: name }];
  const closing = `</${element.name}`;
  const close = text.lastIndexOf(closing, end);
  if (close > span.end && text.slice(close + closing.length, end).trim() === '>')
    edits.push({ file, span: { start: close + 2, end: close + closing.length }, text: name });
  // With the section there already the two would stand twice, and somebody has to say which one is meant.
  const isThere = new RegExp(`<${name}(?![\\w.:-])`).test(text);
  return [{ title: `Write <${name}>`, edits, ...(!isThere && { safe: true }) }];
}

/** BaseConfigurationRecord.IsReservedAttributeName: a group may carry anything but these. */
function reportGroupAttributes(element: ConfigElement, problems: ConfigProblem[]): void {
  for (const attribute of element.attributes) {
    if (!/^(?:config|lock)/.test(attribute.name)) continue;
    const { file } = attribute.origins[0]!;
    problems.push({
      code: 'group-reserved-attribute',
      severity: 'error',
      ...placeOf(attribute.origins[0]!),
      message: `\`<${element.name}>\` is a group, and \`${attribute.name}\` works only on a section: the site does not start. Put it on a section inside.`,
      ...(attribute.whole && {
        fixes: [{ title: `Remove ${attribute.name}`, edits: [{ file, span: attribute.whole, text: '' }] }],
      }),
    });
  }
}

/** Typed sections whose elements take no text; handlers and WCF's raw headers may have some. */
function takesNoText(path: string, facts: SectionFacts): boolean {
  return facts.read === 'section' && /^(?:appSettings|connectionStrings|system\.web\/.*)$/.test(path);
}

function reportInnerText(section: ConfigElement, problems: ConfigProblem[]): void {
  const encrypted = section.children.some((child) => child.name === 'EncryptedData');
  if (encrypted || section.attribute('configSource')) return;
  const work: ConfigElement[] = [section];
  for (let element = work.pop(); element; element = work.pop()) {
    reportText(element, `in \`<${element.name}>\``, problems);
    work.push(...element.children);
  }
}

function reportText(element: ConfigElement, where: string, problems: ConfigProblem[]): void {
  const place = element.text;
  if (!place) return;
  problems.push({
    code: 'section-text',
    severity: 'error',
    ...place,
    message: `There may be no text ${where}: the site does not start. Remove it, or make it a comment.`,
    fixes: [{ title: 'Remove the text', edits: [{ ...place, text: '' }] }],
  });
}
