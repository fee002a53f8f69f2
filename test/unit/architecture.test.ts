import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const SERVER = path.join(ROOT, 'server/src');

/** The house from the ground up (architecture): a floor may use what is below it, never what is above. */
const FLOORS = ['files', 'syntax', 'config', 'site', 'settings', 'session', 'rules', 'features', 'lsp', 'cli'] as const;

/** Floors that are pure functions of their inputs. `files` and the edges talk to the platform. */
const PURE: ReadonlySet<string> = new Set(['syntax', 'config', 'site', 'settings', 'session', 'rules', 'features']);

interface Import {
  readonly from: string;
  readonly floor: string;
  readonly specifier: string;
}

function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(full) : /\.tsx?$/.test(entry.name) ? [full] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = fs.readFileSync(file, 'utf8');
  const floor = path.relative(SERVER, file).split(path.sep)[0]!;
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\n\s*import\s+['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => ({
    from: path.relative(ROOT, file),
    floor,
    specifier: (match[1] ?? match[2] ?? match[3])!,
  }));
}

const imports = sources(SERVER).flatMap(importsOf);

describe('the house', () => {
  it('is read: every floor has imports', () => {
    for (const floor of FLOORS)
      assert.ok(
        imports.some((i) => i.floor === floor),
        `no import found on ${floor}`,
      );
  });

  it('has imports that only go down', () => {
    const up: string[] = [];
    for (const { from, floor, specifier } of imports) {
      if (!specifier.startsWith('.')) continue;
      const target = path.relative(SERVER, path.resolve(ROOT, path.dirname(from), specifier)).split(path.sep)[0]!;
      const here = FLOORS.indexOf(floor as (typeof FLOORS)[number]);
      const there = FLOORS.indexOf(target as (typeof FLOORS)[number]);
      if (here < 0 || there < 0) continue;
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

  it('gives the timeline page only the session model', () => {
    const page = sources(path.join(ROOT, 'client/webview')).flatMap((file) =>
      [...fs.readFileSync(file, 'utf8').matchAll(/from '((?:\.\.\/)+server\/src\/[^']+)'/g)].map((match) => ({
        file,
        target: match[1]!,
      })),
    );
    const foreign = page.filter(({ target }) => !/server\/src\/session\//.test(target));
    assert.deepEqual(
      foreign.map(({ file, target }) => `${path.relative(ROOT, file)} imports ${target}`),
      [],
    );
  });
});
