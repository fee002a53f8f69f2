import { applyTransform, encodeText } from '../../../server/src/config/xdt/apply';
import type { Pair } from './generate';

export interface Message {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What an engine made of a pair; `output` in base64, also after an error. */
export interface Verdict {
  readonly id: number;
  readonly succeeded: boolean;
  readonly output: string;
  readonly messages: readonly Message[];
}

export function ourVerdict({ id, source, transform }: Pair): Verdict {
  const bom = source.startsWith('\ufeff');
  const result = applyTransform(
    { text: bom ? source.slice(1) : source, file: 'source.config', bom },
    { text: transform, file: 'transform.config' },
  );
  const bytes = result.written ? encodeText(result.text, result.encoding) : new Uint8Array();
  return {
    id,
    succeeded: result.succeeded,
    output: Buffer.from(bytes).toString('base64'),
    messages: result.messages.map(({ kind, file, line, column, text }) => ({ kind, file, line, column, text })),
  };
}

/** Same success, same bytes, same messages. Importing is refused by us and fails over there, with words of its own. */
export function sameVerdict(a: Verdict, b: Verdict): boolean {
  return (
    a.succeeded === b.succeeded &&
    a.output === b.output &&
    JSON.stringify(a.messages.map(comparable)) === JSON.stringify(b.messages.map(comparable))
  );
}

function comparable(message: Message): Message {
  const isImport = /^xdt:Import |^Could not load file or assembly /.test(message.text);
  // Half a character does not survive the way to the judge and back.
  return { ...message, text: isImport ? 'import' : message.text.replace(/\p{Surrogate}/gu, '\ufffd') };
}
