import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeText } from '../../../server/src/files/encoding';

const REPOSITORY = path.resolve(__dirname, '../../..');

export interface SampleFile {
  readonly name: string;
  readonly text: string;
}

/** Own fixtures and samples that are XML by their name. */
export function ownXmlFiles(): SampleFile[] {
  return ['test/fixtures', 'samples'].flatMap((folder) => xmlFilesUnder(path.join(REPOSITORY, folder)));
}

/** The corpus beside the repository, undefined where it is absent. */
export function corpusXmlFiles(): SampleFile[] | undefined {
  const corpus = path.resolve(REPOSITORY, '../shared/corpus');
  return existsSync(corpus) ? xmlFilesUnder(corpus) : undefined;
}

function xmlFilesUnder(folder: string): SampleFile[] {
  if (!existsSync(folder)) return [];
  const files: SampleFile[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(config|xml)$/i.test(entry.name)) continue;
    const full = path.join(entry.parentPath, entry.name);
    const decoded = decodeText(readFileSync(full));
    if (decoded.kind === 'text') files.push({ name: path.relative(REPOSITORY, full), text: decoded.text });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
