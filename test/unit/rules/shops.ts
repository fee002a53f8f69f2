import fc from 'fast-check';
import type { Texts } from './fixing';

export interface Shop {
  readonly mode?: string | undefined;
  readonly session?: string | undefined;
  readonly auth?: string | undefined;
  readonly forms?: string | undefined;
  readonly sliding?: string | undefined;
  readonly sameSite?: string | undefined;
  readonly applicationIdle?: string | undefined;
  readonly debug?: string | undefined;
  readonly execution?: string | undefined;
  readonly idle?: string | undefined;
  readonly recycle?: string | undefined;
  readonly schedule?: string | undefined;
  readonly release?: { readonly forms?: string | undefined; readonly session?: string | undefined } | undefined;
}

/** A site in a pool, with what is given and nothing else. */
export function shop(given: Shop): Texts {
  const { auth = 'Forms', release } = given;
  const texts = new Map([
    [
      '/repo/shop/Web.config',
      `<configuration>
  <system.web>
    ${tag('compilation', { debug: given.debug })}
    ${tag('httpRuntime', { executionTimeout: given.execution })}
    ${tag('hostingEnvironment', { idleTimeout: given.applicationIdle })}
    <authentication mode="${auth}">
      ${tag('forms', { timeout: given.forms, slidingExpiration: given.sliding, cookieSameSite: given.sameSite })}
    </authentication>
    ${tag('sessionState', { mode: given.mode, timeout: given.session })}
  </system.web>
</configuration>
`,
    ],
    [
      '/repo/iis/applicationHost.config',
      `<configuration>
  <system.applicationHost>
    <applicationPools>
      <add name="Shop">
        ${tag('processModel', { idleTimeout: given.idle })}
        ${given.recycle || given.schedule ? `<recycling><periodicRestart${given.recycle ? ` time="${given.recycle}"` : ''}>${given.schedule ? `<schedule><add value="${given.schedule}" /></schedule>` : ''}</periodicRestart></recycling>` : ''}
      </add>
    </applicationPools>
    <sites>
      <site name="Shop" id="1">
        <application path="/" applicationPool="Shop">
          <virtualDirectory path="/" physicalPath="C:\\sites\\shop" />
        </application>
      </site>
    </sites>
  </system.applicationHost>
</configuration>
`,
    ],
  ]);
  if (release)
    texts.set(
      '/repo/shop/Web.Release.config',
      `<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
  <system.web>
    <authentication>
      ${release.forms ? `<forms timeout="${release.forms}" xdt:Transform="SetAttributes(timeout)" />` : ''}
    </authentication>
    ${release.session ? `<sessionState timeout="${release.session}" xdt:Transform="SetAttributes(timeout)" />` : ''}
  </system.web>
</configuration>
`,
    );
  return texts;
}

/** The element with the attributes that are given; nothing when none is. */
function tag(name: string, attributes: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given.length > 0 ? `<${name}${given.map(([key, value]) => ` ${key}="${value}"`).join('')} />` : '';
}

const minutes = fc.oneof(
  fc.constantFrom('1', '15', '20', '30', '39', '40', '41', '60', '480', '1440', '1441', '2880', '129600', '525600'),
  fc.constantFrom('0', '-5', '525601', '00:20:00', 'Infinite', '20 ', '1800', 'x'),
  fc.nat({ max: 5000 }).map(String),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const flag = fc.constantFrom('true', 'false', 'True');

const facts = {
  mode: maybe(fc.constantFrom('InProc', 'StateServer', 'SQLServer', 'Off', 'Custom', 'inproc')),
  session: maybe(minutes),
  auth: fc.constantFrom('Forms', 'Forms', 'Forms', 'None', 'Windows', 'forms'),
  forms: maybe(minutes),
  sliding: maybe(flag),
  sameSite: maybe(fc.constantFrom('None', 'Lax', 'Strict', 'none')),
  applicationIdle: maybe(minutes),
  debug: maybe(flag),
  execution: maybe(fc.constantFrom('60', '0', '00:05:00')),
  idle: maybe(fc.constantFrom('00:00:00', '00:05:00', '00:20:00', '01:00:00', '20', '31.00:00:00')),
  recycle: maybe(fc.constantFrom('00:00:00', '29:00:00', '1.00:00:00')),
  schedule: maybe(fc.constantFrom('03:00:00', '25:00:00')),
};

/** A site of one variant: what a transform makes of a choice is not what the choice makes. */
export const siteAsWritten: fc.Arbitrary<Texts> = fc.record(facts).map(shop);

export const site: fc.Arbitrary<Texts> = fc
  .record({ ...facts, release: maybe(fc.record({ forms: maybe(minutes), session: maybe(minutes) })) })
  .map(shop);
