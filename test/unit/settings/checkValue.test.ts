import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { settingAt, settings } from '../../../server/src/settings/catalogue';
import { checkValue } from '../../../server/src/settings/checkValue';
import { elementsOfSections, sites } from './realSites';

const SESSION = 'system.web/sessionState/@timeout';
const MODE = 'system.web/sessionState/@mode';
const FORMS = 'system.web/authentication/forms/@timeout';
const SLIDING = 'system.web/authentication/forms/@slidingExpiration';
const POOL_IDLE = 'system.applicationHost/applicationPools/add/processModel/@idleTimeout';
const RECYCLE = 'system.applicationHost/applicationPools/add/recycling/periodicRestart/@time';
const LIFETIME =
  'system.identityModel/identityConfiguration/securityTokenHandlers/add/sessionTokenRequirement/@lifetime';
const PERSISTENT = 'system.identityModel.services/federationConfiguration/cookieHandler/@persistentSessionLifetime';
const ANONYMOUS = 'system.web/anonymousIdentification/@cookieTimeout';
const RETRY = 'system.web/sessionState/@sqlConnectionRetryInterval';

function problem(at: string, text: string, others: Readonly<Record<string, string>> = {}) {
  const found = checkValue(settingAt(at)!, text, (other) => others[other]);
  assert.equal(found.length, 1, `${at}="${text}": ${JSON.stringify(found)}`);
  return found[0]!;
}

/** kind, then the texts offered */
function verdict(at: string, text: string, others?: Readonly<Record<string, string>>): readonly string[] {
  const { kind, replacements } = problem(at, text, others);
  return [kind, ...replacements.map((replacement) => replacement.text)];
}

function accepts(at: string, ...texts: readonly string[]): void {
  for (const text of texts) assert.deepEqual(checkValue(settingAt(at)!, text), [], `${at}="${text}"`);
}

describe('checkValue', () => {
  it('says what is wrong, what it costs and what to write', () => {
    assert.deepEqual(problem(FORMS, '00:20:00'), {
      kind: 'illegal-literal',
      message: '`timeout` takes whole minutes: "00:20:00" stops the site from starting. Write 20.',
      replacements: [{ title: 'Write 20 (20 min)', text: '20', sameMeaning: true }],
    });
    assert.equal(
      problem(SESSION, '0').message,
      '`timeout` must be at least 1 (1 min): "0" stops the site from starting. It does not mean never here: write how long it shall be; 525600 (365 days) is as good as without end.',
    );
    assert.equal(
      problem(MODE, 'inproc').message,
      '`mode` tells upper from lower case: "inproc" stops the site from starting. Write InProc.',
    );
    assert.equal(
      problem(LIFETIME, '24:00:00').message,
      '`lifetime` has no hours beyond 23, so "24:00:00" is read as days:hours:minutes, which is 24 days. Write 1.00:00:00 for 1 day.',
    );
    assert.equal(
      problem(POOL_IDLE, '31.00:00:00').message,
      '`idleTimeout` must be at most 30.00:00:00 (30 days): "31.00:00:00" makes IIS refuse its configuration. Write 30.00:00:00.',
    );
  });

  it('accepts what is usual', () => {
    accepts(
      SESSION,
      '20',
      ' 20 ',
      '1',
      '60',
      '480',
      '600',
      '720',
      '1440',
      '2880',
      '10080',
      '43200',
      '129600',
      '525600',
    );
    accepts(FORMS, '30', '2880', '7200', '129600', '5256000', '2147483647');
    accepts(POOL_IDLE, '00:00:00', '00:20:00', '1.00:00:00', '30.00:00:00');
    accepts(RECYCLE, '29:00:00', '1.05:00:00', '00:00:00');
    accepts(LIFETIME, '10:00:00', '10:00', '1.00:00:00', '0.12:00:00');
    accepts(MODE, 'InProc', 'SQLServer');
    accepts(SLIDING, 'true', 'False', ' TRUE ');
    accepts('system.webServer/aspNetCore/@hostingModel', 'inprocess', 'InProcess', 'OutOfProcess');
    accepts('system.web/hostingEnvironment/@idleTimeout', 'Infinite', '20', '2147483648');
  });

  it('turns other spellings of a duration into the one that is read', () => {
    for (const text of ['00:20:00', '0:20:00', '20m', '20 min', '20 minutes', 'PT20M', '20;', '"20"', '20 mins.'])
      assert.deepEqual(verdict(FORMS, text), ['illegal-literal', '20'], text);
    assert.deepEqual(verdict(FORMS, '1h 30m'), ['illegal-literal', '90']);
    assert.deepEqual(verdict(FORMS, '1.12:00:00'), ['illegal-literal', '2160']);
    assert.deepEqual(verdict(FORMS, '1,440'), ['illegal-literal', '1440']);
    assert.deepEqual(verdict(FORMS, '0.5'), ['illegal-literal', '1', '30']);
    assert.deepEqual(verdict(FORMS, '5 fortnights'), ['illegal-literal']);
    assert.deepEqual(verdict('system.web/httpRuntime/@executionTimeout', '00:01:50'), ['illegal-literal', '110']);
    assert.deepEqual(verdict(POOL_IDLE, 'PT20M'), ['illegal-literal', '00:20:00']);
    assert.deepEqual(verdict(POOL_IDLE, '00:90:00'), ['illegal-literal', '01:30:00']);
    assert.deepEqual(verdict(LIFETIME, '24:00'), ['illegal-literal', '1.00:00:00']);
  });

  it('offers both readings of two parts, unless one would be questioned again', () => {
    assert.deepEqual(verdict(FORMS, '08:00'), ['illegal-literal', '480', '8']);
    assert.deepEqual(verdict(FORMS, '20:00'), ['illegal-literal', '20']);
  });

  it('says that nobody knows how IIS reads a bare number', () => {
    assert.deepEqual(verdict(POOL_IDLE, '20'), ['suspicious', '00:20:00', '00:01:00']);
    assert.match(problem(POOL_IDLE, '20').message, /not documented/);
  });

  it('knows where Infinite is legal, spelt so, and where it backfires', () => {
    assert.deepEqual(verdict('system.web/hostingEnvironment/@idleTimeout', 'infinite'), [
      'illegal-literal',
      'Infinite',
    ]);
    assert.deepEqual(verdict(FORMS, 'Infinite'), ['illegal-literal', '525600']);
    assert.deepEqual(verdict(POOL_IDLE, 'Infinite'), ['illegal-literal', '00:00:00']);
    assert.deepEqual(verdict(SESSION, 'Infinite'), ['out-of-range', '525600'], 'InProc, the default');
    assert.deepEqual(verdict(SESSION, 'Infinite', { [MODE]: 'StateServer' }), ['out-of-range', '525600']);
    assert.deepEqual(verdict(SESSION, 'Infinite', { [MODE]: 'SQLServer' }), ['suspicious', '525600']);
    assert.match(problem(ANONYMOUS, 'Infinite').message, /cut down to 1 minute/);
  });

  it('bounds a year only where sessions are kept in a cache', () => {
    assert.deepEqual(verdict(SESSION, '525601'), ['out-of-range', '525600']);
    assert.deepEqual(
      checkValue(settingAt(SESSION)!, '525601', () => 'Custom'),
      [],
    );
    assert.deepEqual(
      checkValue(settingAt(SESSION)!, '525601', () => '${MODE}'),
      [],
      'mode is not known',
    );
  });

  it('moves values into their range and onto their grain', () => {
    assert.deepEqual(verdict(FORMS, '-5'), ['out-of-range', '525600'], 'never was meant, and is not to be had');
    assert.deepEqual(verdict(SESSION, '1200000'), ['out-of-range', '20'], 'milliseconds');
    assert.deepEqual(verdict(FORMS, '1200000'), ['suspicious', '20'], 'milliseconds where no range forbids them');
    accepts(FORMS, '129600', '525600');
    assert.deepEqual(verdict(FORMS, '2147483648'), ['out-of-range', '525600']);
    assert.deepEqual(verdict(POOL_IDLE, '00:20:30'), ['out-of-range', '00:21:00']);
    assert.deepEqual(verdict('system.webServer/aspNetCore/@startupTimeLimit', '4000'), ['out-of-range', '3600']);
    assert.deepEqual(verdict('system.applicationHost/applicationPools/add/@queueLength', '5'), ['out-of-range', '10']);
    assert.deepEqual(verdict(ANONYMOUS, '2147483648'), ['out-of-range', '525600']);
    assert.deepEqual(verdict(ANONYMOUS, '2000000'), ['suspicious', '1051200']);
  });

  it('knows a length that can be read in one way only from one that has to be asked about', () => {
    const same = (at: string, text: string) => problem(at, text).replacements.map(({ sameMeaning }) => sameMeaning);
    assert.deepEqual(same(FORMS, '00:20:00'), [true]);
    assert.deepEqual(same(FORMS, '20 min'), [true]);
    assert.deepEqual(same(FORMS, 'PT1H'), [true]);
    assert.deepEqual(same(MODE, 'inproc'), [true]);
    for (const text of ['00:20', '1,000', '0', '-1', 'Infinite', '00:20:30'])
      assert.ok(!same(FORMS, text).includes(true), text);
  });

  it('sees days where minutes or hours were meant', () => {
    assert.deepEqual(verdict(LIFETIME, '10'), ['unit-mix-up', '00:10:00', '10:00:00', '10.00:00:00']);
    assert.deepEqual(verdict(LIFETIME, '30:00:00'), ['unit-mix-up', '1.06:00:00', '30.00:00:00']);
    accepts(LIFETIME, '0');
  });

  it('sees seconds where minutes are counted', () => {
    assert.deepEqual(verdict(SESSION, '1200'), ['suspicious', '20']);
    assert.deepEqual(verdict(FORMS, '3600'), ['suspicious', '60']);
    accepts('system.web/roleManager/@cookieTimeout', '3600');
  });

  it('sees the retry that never happens, and the persistence that is documented otherwise', () => {
    assert.deepEqual(verdict(RETRY, '60'), ['suspicious', '59']);
    accepts(RETRY, '0', '59', '90');
    assert.deepEqual(verdict(PERSISTENT, '0:30:0'), ['suspicious', '0.00:30:00']);
    accepts(PERSISTENT, '0:0:0', '0.00:30:00', '30.00:00:00');
  });

  it('repairs words and flags', () => {
    assert.deepEqual(verdict(MODE, 'sqlserver'), ['enum-case', 'SQLServer']);
    assert.deepEqual(verdict(MODE, ' InProc'), ['illegal-literal', 'InProc']);
    assert.deepEqual(verdict(MODE, 'InPorc'), ['illegal-literal', 'InProc']);
    assert.deepEqual(verdict(MODE, 'Redis'), ['illegal-literal']);
    assert.deepEqual(verdict(SLIDING, 'ture'), ['illegal-literal', 'true']);
    assert.deepEqual(verdict(SLIDING, '0'), ['illegal-literal', 'false']);
    assert.deepEqual(verdict(SLIDING, ''), ['illegal-literal', 'true']);
    assert.deepEqual(verdict('system.web/sessionState/@cookieless', 'True'), ['enum-case', 'true']);
  });

  it('leaves alone what is filled in later and what stands in code', () => {
    accepts(SESSION, '${SESSION_MINUTES}', '#{SessionMinutes}', '__SESSION__');
    accepts('CookieAuthenticationOptions.ExpireTimeSpan', 'anything');
  });

  it('offers only texts that are legal and in range', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.integer({ min: 0, max: 100_000 }).map(String),
      fc.stringMatching(/^-?[0-9]{1,3}([:.][0-9]{1,2}){0,4}$/),
      fc.stringMatching(/^[0-9]{1,4}(\.[0-9])? ?(ms|s|m|min|h|hours|d)$/),
      fc.stringMatching(/^PT?[0-9]{1,3}[HMSD]$/),
      fc.constantFrom('Infinite', 'infinite', 'inproc', 'yes', 'ture', '', ' '),
    );
    fc.assert(
      fc.property(fc.constantFrom(...settings), texts, (setting, text) => {
        for (const { message, replacements } of checkValue(setting, text)) {
          assert.match(message, /^`[\w.: ]+` .*\.$/s);
          for (const replacement of replacements) {
            assert.notEqual(replacement.text, text, `${setting.path}: ${message}`);
            const after = checkValue(setting, replacement.text).filter(({ kind }) => kind !== 'suspicious');
            assert.deepEqual(after, [], `${setting.path}="${text}" → "${replacement.text}"`);
          }
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('values of real configuration files', () => {
  if (!existsSync(sites)) {
    it('is skipped: ../shared/corpus is not here', function () {
      this.skip();
    });
    return;
  }

  it('raise no complaint', () => {
    const complaints: string[] = [];
    let seen = 0;
    for (const { element, at, file } of elementsOfSections())
      for (const { name, value } of element.attributes) {
        const setting = settingAt(`${at}/@${name}`);
        if (!setting) continue;
        seen++;
        for (const { message } of checkValue(setting, value)) complaints.push(`${file}: ${message}`);
      }
    assert.ok(seen > 50, `only ${seen} values were looked at`);
    assert.deepEqual(complaints, []);
  });
});
