import * as fs from 'node:fs';
import type { ShownFinding } from '../../server/src/cli/shownFinding';
import { folderOf } from './run';

export const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';

export const SHOP = `//- shop/Web.config
<configuration>
  <system.web>
    <authentication mode="Forms">
      <forms timeout="30" />
    </authentication>
    <sessionState timeout="20" />
    <compilation debug="true" />
    <httpRuntime executionTimeout="3600" />
  </system.web>
</configuration>
//- shop/Web.Release.config
<configuration ${XDT}>
  <system.web>
    <compilation debug="false" xdt:Transform="SetAttributes" />
  </system.web>
</configuration>
`;

/** The JSON of `check`. */
export interface Checked {
  readonly schema: number;
  readonly sites: { root: string; stack: string; variants: string[] }[];
  readonly findings: ShownFinding[];
}

/** A folder with the shop in it while the tests around run. */
export function inShop(): () => string {
  let folder = '';
  before(() => {
    folder = folderOf(SHOP);
  });
  after(() => fs.rmSync(folder, { recursive: true }));
  return () => folder;
}
