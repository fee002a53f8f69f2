import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CORPUS, ROOT } from '../../scripts/place';

/** Real sites that are looked at too, where they are at hand. */
const SITES = ['blogengine', 'smartstore', 'sitecore-9.0-clean', 'sitecore-10-custom'];

/** What no site should have and some do. */
const ODDITIES: Readonly<Record<string, string | Buffer>> = {
  'names/WEB.CONFIG': '<configuration>\n  <system.web />\n</configuration>\n',
  'names/maven.config': '-T 4\n--batch-mode\n',
  'bad/empty/Web.config': '',
  'bad/binary/Web.config': Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0xd8, 0, 0]),
  'bad/halfTyped/Web.config': '<configuration>\n  <system.web>\n    <sessionState timeout="2',
};

/** A folder of its own to open and change: the samples, real sites where they are at hand, odd files. */
export function freshWorkspace(): string {
  const folder = sampleWorkspace();
  for (const site of SITES) {
    const source = realSite(site);
    if (source) cpSync(source, path.join(folder, site), { recursive: true });
  }
  for (const [name, content] of Object.entries(ODDITIES)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** The samples alone. */
export function sampleWorkspace(): string {
  return copyOf(path.join(ROOT, 'samples'));
}

/** A copy of a real site, or undefined where it is not at hand. */
export function siteWorkspace(site: string): string | undefined {
  const source = realSite(site);
  return source && copyOf(source);
}

function realSite(site: string): string | undefined {
  const source = path.join(CORPUS, 'sites', site);
  return existsSync(source) ? source : undefined;
}

function copyOf(source: string): string {
  // The folder's name is seen: in titles, and as the name of a site that lies in it.
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'session-timeline-workspace-')), path.basename(source));
  cpSync(source, folder, { recursive: true });
  return folder;
}
