import assert from 'node:assert/strict';
import { compareConfigurations } from '../../../../server/src/config/sitecore/compare';
import { buildSitecore, type SitecoreConfiguration } from '../../../../server/src/config/sitecore/effective';
import { pathOf } from '../../../../server/src/config/sitecore/history';
import { engine, input, merge, patchFile } from './merging';

function told(left: SitecoreConfiguration, right: SitecoreConfiguration): string[] {
  return compareConfigurations(left, right).map((difference) => {
    if (difference.kind === 'element')
      return difference.left ? `- ${pathOf(difference.left)}` : `+ ${pathOf(difference.right)}`;
    const path = pathOf(difference.elements.left);
    if (difference.kind === 'order') return `${path}: order`;
    if (difference.kind === 'text') return `${path}: ${difference.left?.data} > ${difference.right?.data}`;
    return `${path}/@${difference.name}: ${difference.left?.value} > ${difference.right?.value}`;
  });
}

describe('Comparing two Sitecore configurations', () => {
  const base =
    '<settings><setting name="A" value="1"/><setting name="B" value="1"/></settings><t>one</t><p><a/><b/></p>';
  const patch =
    '<settings><setting name="A" role:require="CM" set:value="2"/><setting name="B" role:require="CM"><patch:delete/></setting></settings>' +
    '<settings><setting name="C" role:require="CM" value="1"/></settings><t role:require="CM">two</t><p><b role:require="CM" patch:before="a"/></p>';

  it('tells what differs between two roles', () => {
    assert.deepEqual(told(merge(engine('new', 'CD'), base, patch), merge(engine('new', 'CM'), base, patch)), [
      "- settings/setting[@name='B']",
      "+ settings/setting[@name='C']",
      "settings/setting[@name='A']/@value: 1 > 2",
      't: one > two',
      'p: order',
    ]);
  });
  it('finds nothing between equal ones', () => {
    assert.deepEqual(told(merge(engine('new', 'CM'), base, patch), merge(engine('new', 'CM'), base, patch)), []);
  });
  it('sees through variables that have other values', () => {
    const files = (value: string) => [
      input('/s', `<sitecore><sc.variable name="v" value="${value}"/></sitecore>`),
      shared,
    ];
    const shared = input('/1.config', patchFile('<x><y at="$(v)">$(v)</y></x>'));
    assert.deepEqual(told(buildSitecore(files('1'), engine('new')), buildSitecore(files('2'), engine('new'))), [
      "sc.variable[@name='v']/@value: 1 > 2",
      'x/y/@at: 1 > 2',
      'x/y: 1 > 2',
    ]);
  });
});
