import assert from 'node:assert/strict';
import { lookup } from '../../../../server/src/config/aspnet/effective';
import { effective } from '../../../../server/src/config/aspnet/merge';
import { domSource } from '../../../../server/src/config/aspnet/source';
import { domFromXml } from '../../../../server/src/config/dom/fromXml';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { chain } from './chain';

describe('a transformed document', () => {
  it('shows the transform in the history', () => {
    const document = domFromXml(
      parseXml('<configuration><system.web><sessionState timeout="20" /></system.web></configuration>'),
      '/site/Web.config',
    );
    const sessionState = document.documentElement!.children[0]!.children[0]!;
    const span = { file: '/site/Web.Release.config', start: 5, end: 7 };
    sessionState.setAttribute('timeout', '60', { ...span, action: 'SetAttributes(timeout)', value: '60' });
    const source = domSource(document, '/site/Web.config');
    const found = lookup(
      effective([{ kind: 'web.config', name: 'Web.config', folder: '', source }]),
      'system.web/sessionState/@timeout',
    );
    assert.equal(found?.literal, '60');
    assert.deepEqual(
      found?.history.map(({ layer, kind, literal, note }) => ({ layer, kind, literal, note })),
      [
        { layer: 'Web.config', kind: 'file', literal: '20', note: undefined },
        { layer: 'Web.Release.config', kind: 'transform', literal: '60', note: 'SetAttributes(timeout)' },
      ],
    );
  });

  it('says the same as the file when nothing was transformed', () => {
    const text = `
      <configuration>
        <appSettings file="user.config"><add key="a" value="1" /></appSettings>
        <system.web>stray<pages configSource="x/y" buffer="true" /></system.web>
        <location path="/a"><system.web><pages /></system.web></location>
      </configuration>
    `;
    const seen = (asDom: boolean) =>
      chain(text, { asDom })
        .at()
        .problems.map(({ code, span, message }) => `${code} ${span.start}-${span.end} ${message}`);
    assert.equal(seen(true).length, 6);
    assert.deepEqual(
      seen(true).map((line) => line.replace(/(section-text \d+)-\d+/, '$1')),
      seen(false).map((line) => line.replace(/(section-text \d+)-\d+/, '$1')),
    );
  });
});
