import type { FileKind } from '../../../server/src/syntax/kind';
import type { Written } from '../../../server/src/syntax/written';

/** `burns: 30` a line, with a mark of its own for the end. */
export interface LampFile {
  readonly burns: Written | undefined;
}

let grammarLoaded = false;

export const LAMP_FILE: FileKind<LampFile> = {
  name: 'lamp',
  names: /\.lamp$/i,
  async ready() {
    await Promise.resolve();
    grammarLoaded = true;
  },
  parse(text) {
    if (!grammarLoaded) throw new Error('parsed before its grammar was there');
    const found = /burns: *(\d+)/.exec(text);
    if (!found) return { burns: undefined };
    const span = { start: found.index, end: found.index + found[0].length };
    const valueSpan = { start: span.end - found[1]!.length, end: span.end };
    return { burns: { span, valueSpan, value: found[1]!, replace: (value) => ({ span: valueSpan, text: value }) } };
  },
};
