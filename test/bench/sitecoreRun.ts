/**
 * Runs in a process of its own, so that nothing is warm: takes what to do from the command line, prints figures as JSON.
 *
 *     cold FOLDER | cold-synthetic FILES | edits FOLDER | edits-synthetic FILES | one-element PATCHES
 */
import { type FileAccess, fileAccess } from '../../server/src/config/sitecore/access';
import { createSitecoreMerger } from '../../server/src/config/sitecore/effective';
import type { SitecoreInput } from '../../server/src/config/sitecore/input';
import { locateSitecore, optionsFor, readInputs } from '../../server/src/config/sitecore/locate';
import { rulesFrom } from '../../server/src/config/sitecore/rules';
import { memoryFiles } from '../../server/src/files/memory';
import { nodeFiles } from '../../server/src/files/node';
import { parseXml } from '../../server/src/syntax/xml/parse';
import { syntheticSite } from './sitecoreTree';

type Figures = Record<string, number>;

const [task, argument = ''] = process.argv.slice(2);
run().then((figures) => process.stdout.write(JSON.stringify(figures)));

async function run(): Promise<Figures> {
  switch (task) {
    case 'cold':
      return cold(fileAccess(nodeFiles([argument])), argument);
    case 'cold-synthetic':
      return cold(synthetic(Number(argument)), '/site');
    case 'edits':
      return edits(fileAccess(nodeFiles([argument])), argument);
    case 'edits-synthetic':
      return edits(synthetic(Number(argument)), '/site');
    default:
      return oneElement(Number(argument));
  }
}

function synthetic(files: number): FileAccess {
  return fileAccess(memoryFiles(syntheticSite('/site', files)));
}

/** Locating, reading, parsing and merging, the first time in this process. */
async function cold(access: FileAccess, root: string): Promise<Figures> {
  const started = performance.now();
  const sources = await locateSitecore(access, root);
  if (!sources) throw new Error(`no Sitecore below ${root}`);
  const inputs = await readInputs(sources, access);
  const read = performance.now();
  createSitecoreMerger().build(inputs, optionsFor(sources));
  const ended = performance.now();
  return { ms: ended - started, mergeMs: ended - read, files: inputs.length, characters: sizeOf(inputs) };
}

/** An edit is a new text, parsed and merged. */
async function edits(access: FileAccess, root: string): Promise<Figures> {
  const sources = await locateSitecore(access, root);
  if (!sources) throw new Error(`no Sitecore below ${root}`);
  const inputs = await readInputs(sources, access);
  const options = optionsFor(sources);
  const merger = createSitecoreMerger();
  let configuration = merger.build(inputs, options);

  const editOf = (place: number) => () => {
    const started = performance.now();
    const tree = parseXml(inputs[place]!.tree.text);
    const edited = inputs.map((input, at) => (at === place ? { ...input, tree } : input));
    configuration = merger.build(edited, options);
    return performance.now() - started;
  };
  const last = percentiles(repeat(100, editOf(inputs.length - 1)));
  const base = percentiles(repeat(30, editOf(0)));
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    lastP50: last.p50,
    lastP95: last.p95,
    baseP50: base.p50,
    baseP95: base.p95,
    heapMB: heapUsed / 1e6,
    rssMB: rss / 1e6,
    files: configuration.files.length,
  };
}

/** That many patches of one setting, in one file after the other: the time of the whole build. */
function oneElement(patches: number): Figures {
  const options = { generation: 'new', rules: rulesFrom([]) } as const;
  const setting = '<sitecore><settings><setting name="A" value="0" /></settings></sitecore>';
  const change = (i: number) => `<settings><setting name="A" value="${i}"><child>${i}</child></setting></settings>`;
  const all = Array.from({ length: patches }, (_, i) => change(i)).join('');
  const inputs: SitecoreInput[] = [
    { file: '/base', tree: parseXml(setting) },
    { file: '/patch', tree: parseXml(`<configuration><sitecore>${all}</sitecore></configuration>`) },
  ];
  const build = () => {
    const started = performance.now();
    const tree = parseXml(inputs[1]!.tree.text);
    createSitecoreMerger().build([inputs[0]!, { ...inputs[1]!, tree }], options);
    return performance.now() - started;
  };
  return { ms: percentiles(repeat(9, build)).p50 };
}

function repeat(times: number, measure: () => number): number[] {
  return Array.from({ length: times }, measure);
}

function percentiles(times: number[]): { p50: number; p95: number } {
  const sorted = [...times].sort((a, b) => a - b);
  return { p50: sorted[Math.floor(sorted.length * 0.5)]!, p95: sorted[Math.floor(sorted.length * 0.95)]! };
}

function sizeOf(inputs: readonly SitecoreInput[]): number {
  return inputs.reduce((sum, { tree }) => sum + tree.text.length, 0);
}
