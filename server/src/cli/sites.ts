import { keyOf } from '../files/paths';
import type { Site } from '../site/site';
import { type Arguments, oneOf, UsageError } from './arguments';
import { leftOutOf, type Opened, openPath, shown, sitesOf } from './open';
import { json, placeIn, type Streams } from './output';

export async function listSites(args: Arguments, cwd: string, streams: Streams): Promise<number> {
  const format = oneOf(args, 'format', ['text', 'json'], 'text');
  if (args.operands.length === 0) throw new UsageError('sites needs a PATH: a folder or a file.');
  const sites = [];
  const leftOut: { file: string; reason: string }[] = [];
  for (const operand of args.operands) {
    const opened = await openPath(operand, args, cwd, streams);
    for (const { file, reason } of leftOutOf(opened)) leftOut.push({ file: shown(opened, file), reason });
    for (const site of sitesOf(opened))
      sites.push({
        root: shown(opened, site.root),
        stack: site.stack,
        version: site.version ?? null,
        versionFrom: versionFrom(opened, site),
        variants: site.variants.map((variant) => variant.name),
        files: site.files.map(({ file, layer, role, active, reason, order }) => ({
          file: shown(opened, file),
          layer,
          ...(order !== undefined && { order }),
          role: role ?? null,
          active,
          reason: reason ?? null,
        })),
      });
  }
  if (format === 'json') streams.out(json({ schema: 1, sites, leftOut }));
  else {
    for (const site of sites) {
      streams.out(
        `${site.root}  ${site.stack}${site.version ? ` ${site.version}` : ''}${site.variants.length > 0 ? `  variants: ${site.variants.join(', ')}` : ''}\n`,
      );
      for (const file of site.files)
        streams.out(
          `    ${file.active ? ' ' : '-'} ${file.file}  (${file.layer}${file.role ? `; ${file.role}` : ''})${file.reason ? `  ${file.reason}` : ''}\n`,
        );
    }
    for (const { file, reason } of leftOut) streams.out(`- ${file}  ${reason}\n`);
  }
  return 0;
}

/** Where the version is stated; null when it was worked out from what is there, assumed, or said by the caller. */
function versionFrom(opened: Opened, { versionFrom: from, sources }: Site): { file: string; line: number } | null {
  const source = from && sources.get(keyOf(from.file));
  return source ? { file: shown(opened, source.path), line: placeIn(source, from.span).line } : null;
}
