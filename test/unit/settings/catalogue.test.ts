import assert from 'node:assert/strict';
import { attributesOf } from '../../../server/src/settings/attributes';
import { attributeOf, elementOf, settingAt, settings, settingsOfElement } from '../../../server/src/settings/catalogue';
import { checkValue } from '../../../server/src/settings/checkValue';
import { readLiteral } from '../../../server/src/settings/literal';
import type { Level } from '../../../server/src/settings/setting';

describe('the catalogue', () => {
  it('has each path once', () => {
    assert.equal(new Set(settings.map(({ path }) => path)).size, settings.length);
    assert.ok(settings.length > 150);
  });

  it('writes paths as elements from the section root and an attribute with @', () => {
    const grammars: Partial<Record<Level, RegExp>> = {
      code: /^[A-Z]\w+(\.\w+)+(\(\w+\))?$/,
      own: /^(sitecore(\/[\w.]+(\[(name|type|desc)='[\w. ]+'\])?)+(\/@\w+)?|Sitecore(\/\w+)+)$/,
    };
    const web = /^(system\.[\w.]+(\/\w+)*|appSettings\/add\[key='[\w:]+'\])\/@\w+$/;
    for (const { path, level } of settings) assert.match(path, grammars[level] ?? web, path);
  });

  it('has defaults that its own grammar reads, inside their own range', () => {
    for (const setting of settings) {
      if (setting.default === undefined) continue;
      const read = readLiteral(setting, setting.default);
      assert.ok(read.ok, `${setting.path}: ${setting.default}`);
      if (setting.level !== 'code') assert.deepEqual(checkValue(setting, setting.default), [], setting.path);
      if (setting.literal.kind !== 'nativeTimeSpan') assert.equal(read.normalised, setting.default, setting.path);
    }
  });

  it('says each effect in one plain sentence', () => {
    for (const { path, effect } of settings) {
      assert.match(effect, /^[A-Z].*\.$/, path);
      assert.doesNotMatch(effect, /\. [A-Z]|\n| {2}|`/, path);
      assert.ok(effect.length <= 140, `${path}: ${effect.length} characters`);
    }
  });

  it('words every consequence so that it follows the literal', () => {
    for (const { path, onBadLiteral, onInfinite } of settings)
      for (const predicate of [onBadLiteral, onInfinite ?? onBadLiteral])
        assert.match(predicate, /^[a-z].*[^.]$/, `${path}: ${predicate}`);
  });

  it('says what is not verified in sentences', () => {
    for (const { path, unverified } of settings)
      if (unverified !== undefined) assert.match(unverified, /^[A-Z].*\.$/, path);
  });

  it('points at https pages in lower case, without a language', () => {
    for (const { path, docs } of settings) {
      const url = new URL(docs);
      assert.equal(url.protocol, 'https:', path);
      if (url.hostname === 'learn.microsoft.com') {
        assert.equal(docs, docs.toLowerCase(), path);
        assert.doesNotMatch(url.pathname, /^\/[a-z]{2}-[a-z]{2}\/|\/\//, path);
      }
    }
  });

  it('has ranges that are ranges, and conditions on settings it knows', () => {
    for (const { path, range, rangeWhen, clamp } of settings) {
      for (const { min = 0, max = Number.POSITIVE_INFINITY } of [range ?? {}, clamp ?? {}]) assert.ok(min < max, path);
      if (!rangeWhen) continue;
      const other = settingAt(rangeWhen.path);
      assert.ok(other, path);
      for (const word of rangeWhen.is) assert.ok(readLiteral(other, word).ok, `${path}: ${word}`);
    }
  });

  it('keeps keys and connection strings secret', () => {
    const secrets = settings.filter(({ secret }) => secret).map(({ path }) => attributeOf(path));
    assert.deepEqual(secrets, ['stateConnectionString', 'sqlConnectionString', 'validationKey', 'decryptionKey']);
    for (const setting of settings)
      if (setting.secret) assert.deepEqual(checkValue(setting, 'data source=db;password=hunter2'), [], setting.path);
  });

  it('says the same of a pool and of the defaults of all pools', () => {
    const pools = settings.filter(({ path }) => path.includes('/applicationPools/add/'));
    assert.ok(pools.length > 25);
    for (const setting of pools) {
      const twin = settingAt(setting.path.replace('/add/', '/applicationPoolDefaults/'));
      assert.deepEqual({ ...twin, path: '' }, { ...setting, path: '' });
    }
  });

  it('is found by path, keys of collections or not', () => {
    const path = "system.applicationHost/applicationPools/add[name='Shop / [old]']/processModel/@idleTimeout";
    assert.equal(settingAt(path)?.default, '00:20:00');
    assert.equal(settingAt('system.web/sessionState/@Timeout'), undefined);
    assert.deepEqual(
      settingsOfElement("system.applicationHost/applicationPools/add[name='x']/recycling").map(({ path }) =>
        attributeOf(path),
      ),
      ['disallowOverlappingRotation', 'disallowRotationOnConfigChange'],
    );
    assert.deepEqual(settingsOfElement('system.web/nothing'), []);
  });

  it('knows every attribute that has a setting among the names of its element', () => {
    for (const { path } of settings) {
      const names = attributesOf(elementOf(path));
      if (names.length > 0) assert.ok(names.includes(attributeOf(path)), path);
    }
  });
});
