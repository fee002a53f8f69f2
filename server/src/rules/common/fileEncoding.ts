import { type ParsedFile, xmlFilesOf } from '../../site/parsed';
import type { Span } from '../../syntax/text';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'file-encoding',
  severity: 'warning',
  system: 'xml',
  title: 'File stored in another encoding than it says',
  explains:
    'The bytes of the file do not fit the encoding that its XML declaration or byte order mark names. ASP.NET and IIS may refuse such a file, and letters beyond ASCII in it are read as others.',
  source: 'XML 1.0, 4.3.3 and appendix F',
  fixable: true,
  looksAtBrokenFiles: true,
  check(input, report) {
    for (const file of xmlFilesOf(input.view.site)) {
      if (file.damage === undefined) continue;
      const named = encodingName(file);
      const fixes: Fix[] = [];
      if (named && file.encoding === 'utf-8' && !/^utf-?8$/i.test(file.text.slice(named.start, named.end)))
        fixes.push({ title: 'Write encoding="utf-8"', edits: [{ file: file.path, span: named, text: 'utf-8' }] });
      report({ at: { file: file.path, span: named ?? firstLine(file) }, message: file.damage, fixes });
    }
  },
  examples: {
    bad: `
      <?xml version="1.0" encoding="utf-16"?>
      <configuration>
        <system.web />
      </configuration>`,
    good: `
      <?xml version="1.0" encoding="utf-8"?>
      <configuration>
        <system.web />
      </configuration>`,
  },
});

/** Where the XML declaration names the encoding. */
function encodingName({ text }: ParsedFile): Span | undefined {
  const before = /^\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']/.exec(text.slice(0, 256))?.[0].length;
  if (before === undefined) return undefined;
  return { start: before, end: before + /^[\w.:-]*/.exec(text.slice(before))![0].length };
}

function firstLine({ text }: ParsedFile): Span {
  const end = text.search(/[\r\n]/);
  return { start: 0, end: end < 0 ? text.length : end };
}
