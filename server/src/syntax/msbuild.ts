import type { FileKind } from './kind';
import { parseXml } from './xml/parse';
import type { XmlDocument } from './xml/tree';

/** Projects and what they import: XML that only MSBuild reads, and nobody's configuration. */
export const MSBUILD: FileKind<XmlDocument> = {
  name: 'msbuild',
  names: /\.(?:csproj|vbproj|fsproj|props|targets)$/i,
  parse: (text) => parseXml(text),
};
