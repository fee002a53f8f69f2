import { type Declaration, declarationsIn, factsOf } from './declared';
import type { Layer } from './layer';
import type { ConfigEdit, ConfigProblem } from './problem';
import { BUILT_IN, BUILT_IN_GROUPS, groupsOf, isIisSection, type SectionFacts } from './sections';
import { type ConfigElement, placeOf, tagOf, valuePlaceOf } from './source';

/** `<configSections>`: one, first, without reserved names, and nothing declared again in another way. */
export function declarationProblems(layer: Layer): ConfigProblem[] {
  const root = layer.source.root!;
  const all = root.children.filter((child) => child.name === 'configSections');
  const [first] = all;
  if (!first) return [];
  const problems: ConfigProblem[] = [];
  if (root.children[0] !== first) problems.push(notFirst(layer, root, first));
  for (const second of all.slice(1))
    problems.push({
      code: 'configsections-repeated',
      severity: 'error',
      ...tagOf(second),
      message:
        'There may be only one `<configSections>`: with a second one the site does not start. Move its sections to the first.',
      related: [{ ...tagOf(first), message: 'The first one' }],
    });
  if (layer.kind !== 'machine.config') problems.push(...nameProblems(declarationsIn(first)));
  return problems;
}

function notFirst(layer: Layer, root: ConfigElement, element: ConfigElement): ConfigProblem {
  const before = root.children[0]!;
  const { file, start, end } = element.origins[0]!;
  const { text } = layer.source;
  const edits: ConfigEdit[] | undefined =
    text === undefined
      ? undefined
      : [
          {
            file,
            span: { start: before.origins[0]!.start, end: before.origins[0]!.start },
            text: `${text.slice(start, end)}${/\r\n/.test(text) ? '\r\n' : '\n'}${indentation(text, before.origins[0]!.start)}`,
          },
          { file, span: { start: lineStart(text, start), end }, text: '' },
        ];
  return {
    code: 'configsections-not-first',
    severity: 'error',
    ...tagOf(element),
    message: `\`<configSections>\` must be the first element of \`<configuration>\`: after \`<${before.name}>\` it stops the site from starting. Move it to the top.`,
    ...(edits && { fixes: [{ title: 'Move <configSections> to the top', edits, safe: true }] }),
  };
}

/** Blanks between the start of the line and `offset`. */
function indentation(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset).replace(/^[\r\n]+/, '');
}

/** Where the blanks before `offset` begin, the line break included. */
function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  if (text[start - 1] === '\n') start--;
  if (text[start - 1] === '\r') start--;
  return start;
}

function nameProblems(declarations: readonly Declaration[]): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const seen = new Map<string, Declaration>();
  const refusedGroups = new Set<string>();
  for (const declaration of declarations) {
    const { path, kind, element } = declaration;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const place = valuePlaceOf(element.attribute('name')!);
    if (kind === 'section' && (name === 'location' || (name.startsWith('config') && name !== 'configBuilders'))) {
      const why = name === 'location' ? 'is not "location"' : 'does not begin with "config"';
      const message = `"${name}" is a reserved name: the site does not start. Choose one that ${why}.`;
      problems.push({ code: 'section-name-reserved', severity: 'error', ...place, message });
      continue;
    }
    const first = seen.get(path);
    if (first && !(first.kind === 'group' && kind === 'group')) {
      problems.push({
        code: 'section-redeclared',
        severity: 'error',
        ...place,
        message: `"${path}" is declared here a second time: the site does not start. Remove one of the two.`,
        related: [{ ...valuePlaceOf(first.element.attribute('name')!), message: 'Declared here first' }],
        fixes: removalOf(element),
      });
      continue;
    }
    if (!first) seen.set(path, declaration);
    if (groupsOf(path).some((group) => refusedGroups.has(group))) continue;
    const problem = builtInProblem(declaration);
    if (!problem) continue;
    if (kind === 'group') refusedGroups.add(path);
    problems.push({ ...problem, ...place, fixes: removalOf(element) });
  }
  return problems;
}

/**
 * A section of machine.config may be declared again only as it is there (FactoryRecord.IsEquivalentSectionFactory). The
 * usual mistake is a file of .NET 3.5, whose `system.web.extensions` .NET 4 declares itself.
 */
function builtInProblem({ path, kind, element }: Declaration): Omit<ConfigProblem, 'file' | 'span'> | undefined {
  const known = kind === 'group' ? BUILT_IN_GROUPS.has(path) : BUILT_IN.has(path);
  if (!known || isIisSection(path)) return undefined;
  const version = /Version=(\d+\.\d+)/.exec(element.value('type') ?? '')?.[1];
  const other = version !== undefined && version !== '4.0' ? `Version ${version}` : undefined;
  const differs = other ?? (kind === 'section' ? differenceOf(factsOf(element, path), BUILT_IN.get(path)!) : undefined);
  if (differs === undefined) return undefined;
  return {
    code: 'section-redeclared',
    severity: 'warning',
    message: `machine.config of .NET 4 declares "${path}" already, and this declaration differs (${differs}): in a .NET 4 pool the site does not start. Remove it.`,
  };
}

function differenceOf(declared: SectionFacts, known: SectionFacts): string | undefined {
  const names = ['allowDefinition', 'allowLocation', 'restartOnExternalChanges'] as const;
  const name = names.find((key) => declared[key] !== known[key]);
  return name && `${name} is ${declared[name]}, not ${known[name]}`;
}

function removalOf(element: ConfigElement): ConfigProblem['fixes'] {
  if (element.origins.length > 1) return undefined;
  return [{ title: `Remove the declaration`, edits: [{ ...placeOf(element.origins[0]!), text: '' }] }];
}
