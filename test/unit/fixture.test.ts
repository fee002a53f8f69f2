import assert from 'node:assert/strict';
import { parseFixture } from './fixture';

describe('fixture', () => {
  it('is one Web.config without its common indentation', () => {
    const { files, cursor, expectations } = parseFixture(`
      <configuration>
        <system.web/>
      </configuration>
    `);
    assert.deepEqual([...files], [['/site/Web.config', '<configuration>\n  <system.web/>\n</configuration>\n']]);
    assert.equal(cursor, undefined);
    assert.deepEqual(expectations, []);
  });

  it('splits files at headers and puts relative paths under /', () => {
    const { files } = parseFixture(`
      //- /site/Web.config
      <a/>
      //- App_Config/Sitecore.config
        <b/>`);
    assert.deepEqual(
      [...files],
      [
        ['/site/Web.config', '<a/>'],
        ['/App_Config/Sitecore.config', '<b/>'],
      ],
    );
  });

  it('finds the cursor and takes it out', () => {
    const { files, cursor } = parseFixture(`
      //- a.config
      <x/>
      //- b.config
      <y/>
      <sessionState time|out="20" />`);
    assert.deepEqual(cursor, { file: '/b.config', offset: 5 + '<sessionState time'.length });
    assert.equal(files.get('/b.config'), '<y/>\n<sessionState timeout="20" />');
  });

  it('leaves || alone', () => {
    const { files, cursor } = parseFixture('if (a || b) { }');
    assert.equal(files.get('/site/Web.config'), 'if (a || b) { }');
    assert.equal(cursor, undefined);
  });

  it('reads the ranges that tildes mark on the line above', () => {
    const { files, expectations } = parseFixture(`
      <a>
        <forms timeout="30" />
             //~~~~~~~ first-rule: Sign-in lasts 30 min
                      //~~ second-rule
      </a>
    `);
    const text = files.get('/site/Web.config')!;
    assert.equal(text, '<a>\n  <forms timeout="30" />\n</a>\n');
    assert.deepEqual(
      expectations.map((each) => [text.slice(each.start, each.end), each.rule, each.message]),
      [
        ['timeout', 'first-rule', 'Sign-in lasts 30 min'],
        ['30', 'second-rule', ''],
      ],
    );
  });

  it('marks first columns from within the indentation', () => {
    const { files, expectations } = parseFixture(`
      <a/>
    //~~~~ rule: it`);
    assert.equal(files.get('/site/Web.config'), '<a/>');
    assert.deepEqual(expectations, [{ file: '/site/Web.config', start: 0, end: 4, rule: 'rule', message: 'it' }]);
  });

  it('counts columns as written where the marked line holds the cursor', () => {
    const { files, cursor, expectations } = parseFixture(`
      <a ti|meout="30"/>
                 //~~ rule: it`);
    const text = files.get('/site/Web.config')!;
    assert.equal(cursor!.offset, 5);
    assert.equal(text.slice(expectations[0]!.start, expectations[0]!.end), '30');
  });

  it('refuses what can only be a slip of the pen', () => {
    assert.throws(() => parseFixture('a|b|c'), /more than one cursor/);
    assert.throws(() => parseFixture('a|b\n//- x\nc|d'), /more than one cursor/);
    assert.throws(() => parseFixture('  //~~ rule: nothing above'), /no line above/);
    assert.throws(() => parseFixture('<a/>\n  //~~~~~~~~ rule: too wide'), /wider than the line/);
    assert.throws(() => parseFixture('//- a\n//- a'), /twice/);
  });
});
