import type { FileKind } from '../kind';
import { type JsonTree, parseJson } from './parse';

export const JSON_FILE: FileKind<JsonTree> = {
  name: 'json',
  names: /\.json$/i,
  parse: parseJson,
};
