import type { FileKind } from '../kind';
import { parseXml } from './parse';
import { parseAgain } from './reparse';
import type { XmlDocument } from './tree';

export const XML: FileKind<XmlDocument> = {
  name: 'xml',
  names: /\.(?:config|xml|pubxml|xdt)$/i,
  parse: (text, before) => (before ? parseAgain(text, before) : parseXml(text)),
};
