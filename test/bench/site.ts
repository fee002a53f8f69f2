import * as fs from 'node:fs';
import * as path from 'node:path';
import { memoryFiles } from '../../server/src/files/memory';
import { nodeFiles } from '../../server/src/files/node';
import { allVariants, findingsOf } from '../../server/src/rules/run';
import { openWorkspace } from '../../server/src/site/workspace';
import { type Measure, median } from './measure';
import { largeWebConfig } from './server';

const CORPUS = path.resolve(__dirname, '../../../shared/corpus/sites');
const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';

/** Sites and variants: opening them, and what an edit costs, however much lies beside it. */
export async function measures(): Promise<Measure[]> {
  return [...(await corpusSites()), ...(await edits()), await unrelatedFolders()];
}

/** From nothing to the findings of every site in every variant. */
async function corpusSites(): Promise<Measure[]> {
  if (!fs.existsSync(CORPUS)) return [];
  const found: Measure[] = [];
  for (const name of fs.readdirSync(CORPUS)) {
    const root = path.join(CORPUS, name);
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      const workspace = await openWorkspace(nodeFiles([root]), [root]);
      for (const site of workspace.sites) findingsOf(site, allVariants(site));
      times.push(performance.now() - started);
    }
    found.push({ name: `cold-index-${name}`, value: median(times), unit: 'ms', budget: null, ok: true });
  }
  return found;
}

function release(timeout: number): string {
  return `<configuration ${XDT}><system.web><sessionState timeout="${timeout}" xdt:Transform="SetAttributes" /></system.web></configuration>`;
}

/** An edit of 300 kB with one transform over it, and an edit of that transform, to all findings of both variants. */
async function edits(): Promise<Measure[]> {
  const files = memoryFiles([
    ['/w/Web.config', largeWebConfig(30)],
    ['/w/Web.Release.config', release(20)],
  ]);
  const workspace = await openWorkspace(files, ['/w']);
  const measure = async (name: string, file: string, text: (i: number) => string): Promise<Measure> => {
    const times: number[] = [];
    for (let i = 0; i < 40; i++) {
      files.write(file, text(i));
      const started = performance.now();
      await workspace.edited([file]);
      const [site] = workspace.sites;
      findingsOf(site!, allVariants(site!));
      times.push(performance.now() - started);
    }
    return { name, value: median(times.slice(10)), unit: 'ms', budget: null, ok: true };
  };
  return [
    await measure('edit-base-with-transform-300k', '/w/Web.config', (i) => largeWebConfig(31 + i)),
    await measure('edit-transform-over-300k', '/w/Web.Release.config', (i) => release(21 + i)),
  ];
}

/** One site edited among 10 and among 1,000 folders with sites of their own, in turns: the ratio is what growth there is. */
async function unrelatedFolders(): Promise<Measure> {
  const open = async (count: number) => {
    const files = memoryFiles(
      Array.from({ length: count }, (_, i) => [`/w/s${i}/Web.config`, largeWebConfig(30).slice(0, 400)]),
    );
    return { files, workspace: await openWorkspace(files, ['/w']) };
  };
  const few = await open(10);
  const many = await open(1000);
  const edit = async ({ files, workspace }: typeof few, timeout: number) => {
    files.write('/w/s0/Web.config', largeWebConfig(timeout));
    const started = performance.now();
    const [site] = await workspace.edited(['/w/s0/Web.config']);
    findingsOf(site!, [null]);
    return performance.now() - started;
  };
  const times = { few: [] as number[], many: [] as number[] };
  for (let i = 0; i < 40; i++) {
    times.few.push(await edit(few, 31 + (i % 20)));
    times.many.push(await edit(many, 31 + (i % 20)));
  }
  const value = median(times.many.slice(10)) / median(times.few.slice(10));
  return {
    name: 'edit-among-1000-folders-over-10',
    value,
    unit: 'times',
    budget: 1.25,
    ok: value <= 1.25,
    against: { ms: median(times.few.slice(10)) },
  };
}
