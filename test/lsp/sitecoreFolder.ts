import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { sitecoreFiles } from '../unit/sitecoreFixture';

/** A Sitecore site on disk, for a server of its own; whoever made it removes it. */
export interface SitecoreFolder {
  readonly folder: string;
  /** By path below the folder. */
  readonly texts: ReadonlyMap<string, string>;
}

export function sitecoreFolder(site: Parameters<typeof sitecoreFiles>[0]): SitecoreFolder {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-lsp-sitecore-'));
  const texts = new Map<string, string>();
  for (const [name, text] of sitecoreFiles(site)) {
    const relative = name.replace('/site/', '');
    const file = path.join(folder, relative);
    texts.set(relative, text);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return { folder, texts };
}
