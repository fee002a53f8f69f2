import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { composedDocument, documentsKnown } from '../features/documents';
import type { Site } from '../site/site';
import { type Arguments, UsageError } from './arguments';
import { openPath, shown, variantsOf } from './open';
import type { Streams } from './output';

/**
 * `effective PATH --variant V`: the web.config of a variant with its origins; `--section NAME`: what the files of a part
 * come to.
 */
export async function effective(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const [operand, ...rest] = args.operands;
  if (operand === undefined || rest.length > 0) throw new UsageError('effective needs one PATH: the folder of a site.');
  const section = args.text('section');
  const documents = documentsKnown();
  const wanted = section === undefined ? documents[0] : documents.find((document) => document.section === section);
  if (!wanted) {
    const known = documents.map((document) => document.section);
    throw new UsageError(`--section takes ${known.join(' or ')}, not "${section}".`);
  }
  const opened = await openPath(operand, args, cwd, streams);
  // The first document is web.config's own; a part's may be there without one.
  const isThere = (site: Site) => site.webConfig !== undefined || wanted !== documents[0];
  const chosen = variantsOf(opened, args).filter(({ site }) => isThere(site));
  const [first] = chosen;
  if (!first) {
    if (args.given('allow-empty')) return 0;
    throw new UsageError(`There is no ${wanted === documents[0] ? 'web.config' : wanted.label} in ${operand}.`);
  }
  if (chosen.length > 1)
    throw new UsageError(
      `${operand} holds ${chosen.length} sites: name the folder of one, ${chosen.map(({ site }) => shown(opened, site.root)).join(', ')}.`,
    );
  if (first.variants.length > 1) throw new UsageError('effective prints one variant at a time: name it.');
  const view = first.site.view(first.variants[0] ?? null);
  const text = composedDocument(view, wanted.section)?.text;
  if (text === undefined) throw new UsageError(`The site in ${operand} has no ${wanted.label}.`);
  const output = args.text('output');
  if (output === undefined) streams.out(text.endsWith('\n') ? text : `${text}\n`);
  else await fs.writeFile(path.resolve(cwd, output), text);
  return 0;
}
