import type { FeatureInput } from '../../../server/src/features/input';
import { keyOf } from '../../../server/src/files/paths';
import type { Place } from '../../../server/src/rules/rule';
import { parseFixture } from '../fixture';
import { workspaceOf } from '../sites';

/** What a feature is given for a text with a cursor, and the cursor's offset. */
export async function at(
  text: string,
  variant: string | null = null,
): Promise<{ input: FeatureInput; offset: number }> {
  const { files, cursor } = parseFixture(text);
  if (!cursor) throw new Error('the text has no cursor');
  const workspace = await workspaceOf(files);
  const site = workspace.siteOf(cursor.file);
  const file = site?.sources.get(keyOf(cursor.file));
  if (!site || !file) throw new Error(`${cursor.file} takes part in no site`);
  const link: FeatureInput['link'] = (place, label) => `[${label}](${place.file})`;
  return { input: { site, file, variant, link, failed }, offset: cursor.offset };
}

/** In a test nothing may break down. */
export function failed(what: string, error: unknown): never {
  throw new Error(`${what} failed`, { cause: error });
}

/** The text a place covers, with its file: `/site/Web.config: timeout="20"`. */
export function textAt(input: FeatureInput, { file, span }: Place): string {
  return `${file}: ${input.site.sources.get(keyOf(file))!.text.slice(span.start, span.end)}`;
}

export const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';

/** A web.config and its Release transform, both without their outer elements. */
export function site(system: string, release?: string): string {
  const transform =
    release === undefined
      ? ''
      : `\n//- /site/Web.Release.config\n<configuration ${XDT}><system.web>${release}</system.web></configuration>`;
  return `//- /site/Web.config\n<configuration><system.web>${system}</system.web></configuration>${transform}`;
}
