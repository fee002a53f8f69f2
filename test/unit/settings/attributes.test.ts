import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { attributesOf, isReservedAttribute, nearestAttribute } from '../../../server/src/settings/attributes';
import { settings } from '../../../server/src/settings/catalogue';
import { elementsOfSections, sites } from './realSites';

describe('attributesOf', () => {
  it('names what an element may carry, whether it is a setting or not', () => {
    assert.deepEqual(attributesOf('system.web/authentication'), ['mode']);
    assert.ok(attributesOf('system.web/httpRuntime').includes('maxRequestLength'));
    assert.ok(attributesOf("system.applicationHost/applicationPools/add[name='x']/cpu").includes('numaNodeAssignment'));
    assert.deepEqual(attributesOf('system.web/sessionState/providers/add'), [], 'providers take any attribute');
    assert.deepEqual(attributesOf('no/such/element'), []);
  });

  it('has names, each once', () => {
    for (const { path: at } of settings) {
      const names = attributesOf(at.slice(0, at.lastIndexOf('/@')));
      assert.equal(new Set(names).size, names.length, at);
      for (const name of names) assert.match(name, /^[A-Za-z]\w*$/, at);
    }
  });
});

describe('nearestAttribute', () => {
  it('sees case first, then slips of the finger', () => {
    assert.equal(nearestAttribute('system.web/sessionState', 'Timeout'), 'timeout');
    assert.equal(nearestAttribute('system.web/sessionState', 'timeOut'), 'timeout');
    assert.equal(nearestAttribute('system.web/sessionState', 'timout'), 'timeout');
    assert.equal(nearestAttribute('system.web/sessionState', 'tiemout'), 'timeout');
    assert.equal(nearestAttribute('system.web/authentication/forms', 'slidingExpiraton'), 'slidingExpiration');
    assert.equal(nearestAttribute('system.web/authentication/forms', 'requireSsl'), 'requireSSL');
    assert.equal(
      nearestAttribute('system.applicationHost/applicationPools/add/processModel', 'idleTimeOut'),
      'idleTimeout',
    );
  });

  it('keeps silent about what is legal, reserved, far off or on an unknown element', () => {
    assert.equal(nearestAttribute('system.web/sessionState', 'timeout'), undefined);
    for (const name of ['lockAttributes', 'configSource', 'xmlns', 'xmlns:xdt', 'xdt:Transform', 'patch:source'])
      assert.equal(nearestAttribute('system.web/sessionState', name), undefined, name);
    assert.equal(nearestAttribute('system.web/sessionState', 'name'), undefined);
    assert.equal(nearestAttribute('system.web/sessionState', 'expires'), undefined);
    assert.equal(nearestAttribute('system.web/sessionState/providers/add', 'Timeout'), undefined);
    assert.equal(nearestAttribute('system.web/sessionState', 'x'.repeat(100_000)), undefined);
  });
});

describe('attributes of real configuration files', () => {
  if (!existsSync(sites)) {
    it('is skipped: ../shared/corpus is not here', function () {
      this.skip();
    });
    return;
  }

  it('are all known, on the elements that are', () => {
    const unknown: string[] = [];
    let seen = 0;
    for (const { element, at, file } of elementsOfSections()) {
      const known = attributesOf(at);
      if (known.length === 0) continue;
      for (const { name } of element.attributes) {
        seen++;
        if (!known.includes(name) && !isReservedAttribute(name)) unknown.push(`${file}: ${at}/@${name}`);
      }
    }
    assert.ok(seen > 100, `only ${seen} attributes were looked at`);
    assert.deepEqual(unknown, []);
  });
});
