import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const SERVER = path.join(ROOT, 'server/src');

/** The house from the ground up (ARCHITECTURE.md): a floor may use what is below it, never what is above. */
const FLOORS = [
  'session',
  'files',
  'syntax',
  'config',
  'site',
  'settings',
  'clocks',
  'rules',
  'features',
  'lsp',
  'cli',
] as const;

/** Floors that are pure functions of their inputs. `files` and the edges talk to the platform. */
const PURE: ReadonlySet<string> = new Set(FLOORS.filter((floor) => !['files', 'lsp', 'cli'].includes(floor)));

interface Import {
  /** The importing file, from the root of the repository. */
  readonly from: string;
  readonly floor: string;
  readonly specifier: string;
  /** The file it means, as far as it is one of ours. */
  readonly target: string | undefined;
}

function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(full) : /\.tsx?$/.test(entry.name) ? [full] : [];
  });
}

/** Imports of every form, of types too: `import`, `export … from`, `import(…)` in values and in types. */
function importsOf(file: string): Import[] {
  const text = fs.readFileSync(file, 'utf8');
  const floor = path.relative(SERVER, file).split(path.sep)[0]!;
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => {
    const specifier = (match[1] ?? match[2] ?? match[3])!;
    return { from: path.relative(ROOT, file), floor, specifier, target: targetOf(file, specifier) };
  });
}

function targetOf(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const bare = path.resolve(path.dirname(file), specifier);
  const found = ['', '.ts', '.tsx', '.d.ts', '/index.ts'].map((end) => bare + end).find((full) => isFile(full));
  return found && path.relative(ROOT, found);
}

function isFile(full: string): boolean {
  return fs.statSync(full, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** One way round for every circle: the files on it, the first once more at the end. */
function circlesIn(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  for (const start of edges.keys()) {
    const way: { file: string; next: number }[] = [];
    const enter = (file: string) => {
      const at = way.findIndex((step) => step.file === file);
      if (at >= 0) circles.push([...way.slice(at).map((step) => step.file), file].join(' -> '));
      else if (!done.has(file)) way.push({ file, next: 0 });
    };
    enter(start);
    for (let step = way[way.length - 1]; step; step = way[way.length - 1]) {
      const target = edges.get(step.file)?.[step.next++];
      if (target !== undefined) enter(target);
      else done.add(way.pop()!.file);
    }
  }
  return circles;
}

function edgesOf(list: readonly Import[]): Map<string, string[]> {
  const edges = new Map<string, string[]>();
  for (const { from, target } of list) {
    if (target !== undefined) edges.set(from, [...(edges.get(from) ?? []), target]);
  }
  return edges;
}

/** Beside the floors and no edge: what everybody may use and what itself uses nothing. */
function isGround(name: string): boolean {
  return /\.ts$|^[^.]+$/.test(name) && isFile(path.join(SERVER, name.replace(/(?:\.ts)?$/, '.ts')));
}

/** Parts that stand on others; what they stand on is used by name. */
const PARTS = ['sitecore', 'identityServer'] as const;

/** One line for each part. */
const REGISTRIES: ReadonlySet<string> = new Set(
  [
    'clocks/sources.ts',
    'features/all.ts',
    'rules/all.ts',
    'session/recorded/kinds.ts',
    'settings/catalogue.ts',
    'settings/valueSources.ts',
    'site/parts.ts',
  ].map((file) => `server/src/${file}`),
);

/** The command line promises flags of two parts, and one rule on `<forms>` asks how Sitecore signs in. */
const EXCEPT: ReadonlySet<string> = new Set([
  'server/src/cli/open.ts',
  'server/src/cli/timeline.ts',
  'server/src/rules/hosting.ts',
]);

/** Is a file in a folder of the part, or called after it? */
function isOf(part: string, file: string): boolean {
  return file.split(/[\\/]/).some((step) => step.toLowerCase().startsWith(part.toLowerCase()));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

const imports = sources(SERVER).flatMap(importsOf);
const ofClient = sources(path.join(ROOT, 'client')).flatMap(importsOf);

describe('the house', () => {
  it('is read: every floor has imports', () => {
    for (const floor of FLOORS)
      assert.ok(
        imports.some((i) => i.floor === floor),
        `no import found on ${floor}`,
      );
  });

  it('has no folder that is not a floor', () => {
    const folders = fs.readdirSync(SERVER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      folders.map(({ name }) => name).filter((name) => !(FLOORS as readonly string[]).includes(name)),
      [],
    );
  });

  it('has imports that lead somewhere: every one of ours is found', () => {
    const lost = [...imports, ...ofClient].filter(({ specifier, target }) => specifier.startsWith('.') && !target);
    assert.deepEqual(
      lost.map(({ from, specifier }) => `${from} imports ${specifier}`),
      [],
    );
  });

  it('has no circle of imports, types included', () => {
    assert.deepEqual(circlesIn(edgesOf([...imports, ...ofClient])), []);
  });

  it('finds a circle where there is one', () => {
    const edges = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['d', 'b']],
      ['d', []],
      ['e', ['e']],
    ]);
    assert.deepEqual(circlesIn(edges), ['b -> c -> b', 'e -> e']);
  });

  it('knows parts by its registries alone: nobody else imports from the folders of one', () => {
    const strangers = imports.flatMap(({ from, target }) => {
      const part = target && PARTS.find((name) => isOf(name, target) && !isOf(name, from));
      return part && !REGISTRIES.has(from) && !EXCEPT.has(from) ? [`${from} imports ${target}`] : [];
    });
    assert.deepEqual(strangers, []);
    for (const file of [...REGISTRIES, ...EXCEPT]) assert.ok(isFile(path.join(ROOT, file)), `${file} is there`);
  });

  it('names no part in what serves all of them: features, protocol, extension and page', () => {
    const served = [...sources(path.join(SERVER, 'features')), ...sources(path.join(SERVER, 'lsp'))];
    const client = [...sources(path.join(ROOT, 'client/src')), ...sources(path.join(ROOT, 'client/webview'))];
    const named = [...served, ...client]
      .map((file) => path.relative(ROOT, file))
      .filter((file) => !REGISTRIES.has(file));
    const found = named.flatMap((file) => {
      // The page is told what kind of site it draws; a word in a comment is an example.
      const code = withoutComments(fs.readFileSync(path.join(ROOT, file), 'utf8')).replace(/'[a-z]+'(?=[,\]])/g, '');
      const part = PARTS.find((name) => !isOf(name, file) && new RegExp(`\\b${name}\\b|${name}[A-Z]`, 'i').test(code));
      return part ? [`${file} names ${part}`] : [];
    });
    assert.deepEqual(found, []);
  });

  it('has a session model that imports nothing but itself', () => {
    const foreign = imports.filter(
      ({ floor, target }) =>
        floor === 'session' && !target?.startsWith(path.join('server', 'src', 'session') + path.sep),
    );
    assert.deepEqual(
      foreign.map(({ from, specifier }) => `${from} imports ${specifier}`),
      [],
    );
  });

  it('has imports that only go down', () => {
    const up: string[] = [];
    for (const { from, floor, specifier } of imports) {
      if (!specifier.startsWith('.')) continue;
      const target = path.relative(SERVER, path.resolve(ROOT, path.dirname(from), specifier)).split(path.sep)[0]!;
      const here = FLOORS.indexOf(floor as (typeof FLOORS)[number]);
      const there = FLOORS.indexOf(target as (typeof FLOORS)[number]);
      if (isGround(floor) || isGround(target)) continue;
      if (there > here) up.push(`${from} imports ${specifier}`);
      if (floor === 'cli' && target === 'lsp')
        up.push(`${from} imports ${specifier}: the two edges do not know each other`);
    }
    assert.deepEqual(up, []);
  });

  it('stands on a ground that needs nothing: what is beside the floors and no edge imports nothing', () => {
    const ground = imports.filter(({ floor }) => floor.endsWith('.ts') && !/^(?:main\.\w+|cli)\.ts$/.test(floor));
    assert.deepEqual(ground, []);
  });

  it('is pure from syntax to features: no editor, no platform, no protocol', () => {
    const impure = imports.filter(
      ({ floor, specifier }) => PURE.has(floor) && /^(?:vscode|node:|fs$|path$|os$|url$|util$)/.test(specifier),
    );
    assert.deepEqual(
      impure.map(({ from, specifier }) => `${from} imports ${specifier}`),
      [],
    );
  });

  it('reads no clock, environment or console below the edges', () => {
    const forbidden =
      /\b(?:console\.|process\.(?:env|argv|cwd|std|exit|platform|memoryUsage)|Date\.now\(|new Date\(\)|Math\.random\(|performance\.)/;
    const found = sources(SERVER)
      .filter((file) => PURE.has(path.relative(SERVER, file).split(path.sep)[0]!))
      .filter((file) => forbidden.test(fs.readFileSync(file, 'utf8')));
    assert.deepEqual(
      found.map((file) => path.relative(ROOT, file)),
      [],
    );
  });

  it('gives the timeline page only itself, the session model, and Preact', () => {
    const inside = [path.join('client', 'webview'), path.join('server', 'src', 'session')];
    const foreign = ofClient
      .filter(({ from }) => from.startsWith(path.join('client', 'webview') + path.sep))
      .filter(({ specifier, target }) =>
        target ? !inside.some((folder) => target.startsWith(folder + path.sep)) : !/^preact(?:\/|$)/.test(specifier),
      );
    assert.deepEqual(
      foreign.map(({ from, specifier }) => `${from} imports ${specifier}`),
      [],
    );
  });
});
