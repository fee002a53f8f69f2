import assert from 'node:assert/strict';
import { buildSitecore } from '../../../../server/src/config/sitecore/effective';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { engine, inOneLine, input, patchFile } from './merging';

function withIncludes(base: string, files: Record<string, string>, ...patches: string[]) {
  const trees = new Map(
    Object.entries(files).map(([path, text]) => [path, { file: `/site${path}`, tree: parseXml(text) }]),
  );
  const inputs = [
    input('/site/App_Config/Sitecore.config', `<sitecore>${base}</sitecore>`),
    ...patches.map((patch, i) => input(`/site/App_Config/Include/${i + 1}.config`, patchFile(patch))),
  ];
  return buildSitecore(inputs, { ...engine('new'), findInclude: (path) => trees.get(path) });
}

describe('sc.include', () => {
  it('is replaced by the children of the file, at the end of the parent', () => {
    const site = withIncludes('<a><sc.include file="/App_Config/X.config"/><z/></a>', {
      '/app_config/x.config': '<any><b/><!--c--></any>',
    });
    assert.equal(inOneLine(site), '<sitecore><a><z/><b/><!--c--></a></sitecore>');
  });
  it('hands the attributes of its root to the parent', () => {
    const site = withIncludes('<a v="1"><sc.include file="x.config"/></a>', { '/x.config': '<any v="2" w="3"/>' });
    assert.equal(inOneLine(site), '<sitecore><a v="2" w="3"/></sitecore>');
    const [, added] = site.document.documentElement.children[0]!.attributes;
    assert.equal(added!.origins[0]!.file, '/site/x.config');
  });
  it('may name its file by attributes of the elements around it', () => {
    const site = withIncludes('<db id="core"><sc.include file="/$(name)/$(id).config"/></db>', {
      '/db/core.config': '<x><y/></x>',
    });
    assert.equal(inOneLine(site), '<sitecore><db id="core"><y/></db></sitecore>');
  });
  it('may include others; a cycle is a problem at its place', () => {
    const site = withIncludes('<a><sc.include file="one.config"/></a>', {
      '/one.config': '<x><b/><sc.include file="two.config"/></x>',
      '/two.config': '<x><c/><sc.include file="one.config"/></x>',
    });
    assert.equal(inOneLine(site), '<sitecore><a><b/><c/><sc.include file="one.config"/></a></sitecore>');
    assert.deepEqual(
      site.problems.map(({ code, file }) => [code, file]),
      [['include-cycle', '/site/two.config']],
    );
  });
  it('is a problem when the file is missing or broken, and the rest goes on', () => {
    const site = withIncludes('<a><sc.include file="no.config"/><sc.include file="bad.config"/><b/></a>', {
      '/bad.config': '<x>',
    });
    assert.deepEqual(
      site.problems.map(({ code }) => code),
      ['missing-file', 'broken-file'],
    );
    assert.match(inOneLine(site), /<b\/>/);
  });
  it('comes before patches, so patches change what was included, and includes in patches stay as they are', () => {
    const site = withIncludes(
      '<a><sc.include file="x.config"/></a>',
      { '/x.config': '<any><b name="1"/></any>' },
      '<a><b name="1" set:v="2"/><sc.include file="x.config"/></a>',
    );
    assert.equal(inOneLine(site), '<sitecore><a><b name="1" v="2"/><sc.include file="x.config"/></a></sitecore>');
  });
});
