import type { FileKind } from './kind';

/** Code that is searched and never parsed. */
export const TEXT: FileKind<string> = {
  name: 'text',
  names: /\.(?:as[acp]x|as[ap]|master|cs|vb)$/i,
  parse: (text) => text,
};
