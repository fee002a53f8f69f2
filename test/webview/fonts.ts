import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The fonts that text is measured in come with the tests, so that widths are the same on every machine: Arimo has the
 * widths of Arial and Liberation Sans, DejaVu Sans is the widest that Linux desktops use.
 */
const FONTS = {
  Arimo: { weights: [400, 500, 600, 700], file: (weight: number) => `arimo/files/arimo-latin-${weight}-normal.woff2` },
  'DejaVu Sans': {
    weights: [400, 700],
    file: (weight: number) => `dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff2`,
  },
} as const;

export type FontName = keyof typeof FONTS;

const resolve = createRequire(import.meta.url).resolve;
const scripts = new Map<FontName, string>();

/**
 * A script that adds the font to its document. Made from bytes at hand it is there at once, as a font of the system is:
 * one with an address would come after the page has measured its first text.
 */
export function fontScript(name: FontName): string {
  const known = scripts.get(name);
  if (known) return known;
  const { weights, file } = FONTS[name];
  const faces = weights.map((weight) => {
    const bytes = readFileSync(resolve(`@fontsource/${file(weight)}`)).toString('base64');
    return `document.fonts.add(new FontFace('${name}', bytesOf('${bytes}'), { weight: '${weight}' }));`;
  });
  const script = `{
    const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    ${faces.join('\n    ')}
  }`;
  scripts.set(name, script);
  return script;
}
