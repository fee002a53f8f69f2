import assert from 'node:assert/strict';
import type { ChainOptions } from '../../../../server/src/config/aspnet/chain';
import { type EffectiveConfiguration, lookup } from '../../../../server/src/config/aspnet/effective';
import { externalReferences } from '../../../../server/src/config/aspnet/external';
import type { ExternalFile, ExternalFiles, Layer } from '../../../../server/src/config/aspnet/layer';
import { effective } from '../../../../server/src/config/aspnet/merge';
import type { ConfigProblem } from '../../../../server/src/config/aspnet/problem';
import { type ConfigSource, domSource, xmlSource } from '../../../../server/src/config/aspnet/source';
import { domFromXml } from '../../../../server/src/config/dom/fromXml';
import { folderOf, isInside, join, relativeTo } from '../../../../server/src/files/paths';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { parseFixture } from '../../fixture';

export interface TestChain {
  readonly files: ReadonlyMap<string, string>;
  readonly layers: readonly Layer[];
  at(location?: string, options?: ChainOptions): EffectiveConfiguration;
}

/**
 * Layers from a text with `//- path` headers: `machine.config`, `root.web.config` (the server's), `applicationHost.config`,
 * `/site/Web.config` and `/site/<folder>/Web.config`. Files outside `/site` are refused, as the door to files does.
 */
export function chain(
  text: string | ReadonlyMap<string, string>,
  more: { applications?: readonly string[]; asDom?: boolean } = {},
): TestChain {
  const files = typeof text === 'string' ? parseFixture(text).files : text;
  const sourceOf = (file: string): ConfigSource => {
    const document = parseXml(files.get(file)!);
    return more.asDom ? domSource(domFromXml(document, file), file) : xmlSource(document, file);
  };
  // A configSource file may name one more file (`appSettings file`), and that one none.
  const externalOf = (source: ConfigSource, depth = 0): ExternalFiles =>
    new Map(
      externalReferences(source).map(({ value }): [string, ExternalFile] => {
        const file = join(folderOf(source.file), value);
        if (!isInside('/site', file)) return [value, { kind: 'refused', reason: 'it lies outside the workspace.' }];
        if (!files.has(file) || file === source.file) return [value, { kind: 'missing', file }];
        const inner = sourceOf(file);
        return [value, { kind: 'file', file, source: inner, ...(depth === 0 && { external: externalOf(inner, 1) }) }];
      }),
    );
  const layers = [...files.keys()].flatMap((file): Layer[] => {
    const source = sourceOf(file);
    const external = externalOf(source);
    const name = relativeTo('/site', file).replace(/^\//, '');
    if (file === '/machine.config') return [{ kind: 'machine.config', name, source, folder: '', external }];
    if (file === '/root.web.config') return [{ kind: 'root web.config', name, source, folder: '', external }];
    if (file === '/applicationHost.config')
      return [{ kind: 'applicationHost.config', name, source, folder: '', external }];
    if (!/\/web\.config$/i.test(file)) return [];
    const folder = relativeTo('/site', folderOf(file)).replace(/^\.$/, '');
    const isApplication = more.applications ? folder === '' || more.applications.includes(folder) : undefined;
    const kind = folder === '' ? 'web.config' : 'folder web.config';
    return [{ kind, name, source, folder, external, ...(isApplication !== undefined && { isApplication }) }];
  });
  return { files, layers, at: (location, options = {}) => effective(layers, { ...options, location }) };
}

/** The literal at a setting path: text, `{ unknown }`, or undefined. */
export function literal(configuration: EffectiveConfiguration, path: string) {
  return lookup(configuration, path)?.literal;
}

/** `Web.config=20 < admin/Web.config=30`: the history of a value, weakest first. */
export function historyOf(configuration: EffectiveConfiguration, path: string): string {
  const history = lookup(configuration, path)?.history ?? [];
  return history.map(({ layer, literal: value, note }) => `${layer}${note ? ` (${note})` : ''}=${value}`).join(' < ');
}

/** Keys of the entries of a collection, in order. */
export function keysOf(configuration: EffectiveConfiguration, section: string, ...names: string[]): string[] {
  let element = configuration.section(section);
  for (const name of names) element = element?.children.find((child) => child.name === name);
  return (element?.children ?? []).map((child) => child.key ?? `<${child.name}>`);
}

/** Checks the problems of a marked text, and that the first fix of each makes it go away without making another. */
export function problemsIn(text: string, location?: string, options?: ChainOptions): ConfigProblem[] {
  const { files, expectations } = parseFixture(text);
  const problems = [...chain(files).at(location, options).problems];
  const found = problems.map((problem) => `${problem.file} ${problem.span.start}-${problem.span.end} ${problem.code}`);
  const wanted = expectations.map(({ file, start, end, rule }) => `${file} ${start}-${end} ${rule}`);
  assert.deepEqual([...found].sort(), [...wanted].sort(), problems.map((p) => `${p.code}: ${p.message}`).join('\n'));
  for (const { file, start, rule, message } of expectations) {
    const problem = problems.find((p) => p.file === file && p.span.start === start && p.code === rule)!;
    assert.ok(problem.message.startsWith(message), `expected "${message}", got "${problem.message}"`);
  }
  for (const problem of problems) {
    assert.match(problem.message, /[.]$/, problem.message);
    const fix = problem.fixes?.[0];
    if (!fix) continue;
    const after = [...chain(applied(files, fix.edits)).at(location, options).problems];
    const codes = problems.map((p) => p.code).sort();
    for (const code of after.map((p) => p.code)) {
      assert.ok(codes.includes(code), `"${fix.title}" makes ${code}`);
      codes.splice(codes.indexOf(code), 1);
    }
    assert.ok(codes.includes(problem.code), `"${fix.title}" does not mend ${problem.code}`);
  }
  return problems;
}

/** The files after edits; edits of one file must not overlap. */
export function applied(
  files: ReadonlyMap<string, string>,
  edits: readonly { file: string; span: { start: number; end: number }; text: string }[],
): Map<string, string> {
  const result = new Map(files);
  for (const { file, span, text } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const before = result.get(file)!;
    result.set(file, before.slice(0, span.start) + text + before.slice(span.end));
  }
  return result;
}
