import { partKey } from '../../../server/src/part';
import type { ParsedFile } from '../../../server/src/site/parsed';
import type { SitePart } from '../../../server/src/site/sitePart';
import { LAMP_FILE } from './kind';

export interface Lamp {
  readonly file: ParsedFile;
}

/** In a variant: how bright it burns. */
export const LAMP = partKey<Lamp, { readonly bright: boolean }>('lamp');

/** A folder with a toy.lamp in it, and no web.config. */
export const lamp: SitePart<Lamp, { readonly bright: boolean }> = {
  key: LAMP,
  watches: ['**/*.lamp'],
  wakes: ['**/toy.lamp'],
  kinds: [LAMP_FILE],
  async claims({ folders, roots, load }) {
    const all = roots.flatMap((root) => [...folders.below(root)]);
    const lit = await Promise.all(
      all.map(async (folder) => {
        const path = folders.file(folder, 'toy.lamp');
        const file = path === undefined ? undefined : await load(path);
        return file && 'text' in file && file.text.includes('lit') ? [{ root: folder }] : [];
      }),
    );
    return lit.flat();
  },
  async load({ root, folders, read }) {
    const path = folders.file(root, 'toy.lamp');
    const file = path === undefined ? undefined : await read(path, 'lamp', LAMP_FILE);
    if (!file) return undefined;
    return {
      loaded: { file },
      version: '1.0',
      variants: [{ name: 'dimmed', transforms: [], values: { light: ['low'] } }],
      view: ({ variant }) => ({ bright: variant?.values?.light === undefined }),
    };
  },
};
