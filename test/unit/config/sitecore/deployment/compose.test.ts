import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeServices, isComposeName } from '../../../../../server/src/config/sitecore/deployment/compose';
import { environmentLines, substituted } from '../../../../../server/src/config/sitecore/deployment/variables';

const TEXT = `x-env: &env
  SITECORE_APPSETTINGS_ENV:DEFINE: uat
  SITECORE_APPSETTINGS_ROLE:DEFINE: Standalone
services:
  cm:
    image: \${REGISTRY}sitecore-xp0-cm:\${VERSION:-10.2}
    build:
      context: ./docker/build/cm
      args: { BASE_IMAGE: "\${REGISTRY}sitecore-xp1-cm:10.3" }
    environment:
      <<: *env
      SITECORE_APPSETTINGS_ROLE:DEFINE: ContentManagement
    volumes:
      - .\\docker\\deploy:C:\\deploy
      - C:\\base\\cm:c:\\inetpub\\wwwroot:ro
      - { type: bind, source: ./data, target: 'c:\\data' }
  cd:
    build: ./docker/build/cd
    environment:
      - SITECORE_APPSETTINGS_ROLE:DEFINE=ContentDelivery
      - FROM_THE_MACHINE
`;

describe('compose files', () => {
  it('say what a service runs with: anchors and merge keys followed, the own value before the merged one', () => {
    const [cm, cd] = composeServices(TEXT);
    assert.deepEqual(
      [...cm!.environment].map(([name, { text }]) => [name, text]),
      [
        ['SITECORE_APPSETTINGS_ENV:DEFINE', 'uat'],
        ['SITECORE_APPSETTINGS_ROLE:DEFINE', 'ContentManagement'],
      ],
    );
    assert.equal(cm!.context!.text, './docker/build/cm');
    assert.equal(cm!.args.get('BASE_IMAGE')!.text, `\${REGISTRY}sitecore-xp1-cm:10.3`);
    assert.deepEqual(
      cm!.volumes.map(({ source, target }) => [source.text, target]),
      [
        ['.\\docker\\deploy', 'C:\\deploy'],
        ['C:\\base\\cm', 'c:\\inetpub\\wwwroot'],
        ['./data', 'c:\\data'],
      ],
    );
    assert.equal(cd!.context!.text, './docker/build/cd');
    assert.deepEqual([...cd!.environment.keys()], ['SITECORE_APPSETTINGS_ROLE:DEFINE']);
  });

  it('say where: the span of a value is its text in the file', () => {
    const [cm] = composeServices(TEXT);
    const { span } = cm!.environment.get('SITECORE_APPSETTINGS_ENV:DEFINE')!;
    assert.equal(TEXT.slice(span.start, span.end), 'uat');
  });

  it('may be anything: no text makes it fail', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length), fc.nat(TEXT.length), fc.string({ maxLength: 6 }), (from, to, put) => {
        composeServices(TEXT.slice(0, from) + put + TEXT.slice(to));
      }),
      { numRuns: 300 },
    );
    for (const text of ['', 'services: 5', 'services: [a]', 'a: &a [*a]', 'services:\n  cm: &x\n    <<: *x\n', '- {'])
      composeServices(text);
  });

  it('are known by their names', () => {
    for (const name of ['docker-compose.yml', 'docker-compose.override.yml', 'compose.yaml', 'Docker-Compose.cm.yaml'])
      assert.ok(isComposeName(name), name);
    for (const name of ['composer.json', 'docker-compose.yml.bak', 'my-compose.yml'])
      assert.ok(!isComposeName(name), name);
  });
});

describe('variables of containers', () => {
  const values = new Map([
    ['A', 'one'],
    ['EMPTY', ''],
  ]);
  const cases: readonly [string, string | { missing: string }][] = [
    ['$A-${A}', 'one-one'],
    ['${B:-two}', 'two'],
    ['${B-two}', 'two'],
    ['${EMPTY:-two}', 'two'],
    ['${EMPTY-two}', ''],
    ['${A:+yes}${B:+no}', 'yes'],
    ['${B:-${A}}', 'one'],
    ['$$A', '$A'],
    ['x${B}', { missing: 'B' }],
    ['${B:?needed}', { missing: 'B' }],
  ];
  for (const [text, expected] of cases)
    it(`fill in ${text}`, () => {
      assert.deepEqual(substituted(text, values), typeof expected === 'string' ? { text: expected } : expected);
    });

  it('come from lines; comments, quotes and blanks do not count', () => {
    const lines = environmentLines('# no\nA=1\n export B = "x # y" \nC=2 # two\r\nnothing\nD=\n');
    assert.deepEqual(
      lines.map(({ name, value }) => [name, value]),
      [
        ['A', '1'],
        ['B', 'x # y'],
        ['C', '2'],
        ['D', ''],
      ],
    );
  });
});
