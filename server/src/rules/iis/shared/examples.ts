/** An example for rules on pools: a shop with `systemWeb` in its web.config, in a pool with `inside`. */
export function shopInPool(inside: string, systemWeb: string, pool = '', server = ''): string {
  return shopOnServer(inside, `<system.web>\n          ${systemWeb}\n        </system.web>`, pool, '', server);
}

/** The same with the whole content of the web.config, attributes of the application, and more for the server. */
export function shopOnServer(inside: string, webConfig: string, pool = '', application = '', server = ''): string {
  const entry = inside
    ? `<add name="Shop"${pool}>
              ${inside}
            </add>`
    : `<add name="Shop"${pool} />`;
  return `
      //- /repo/shop/Web.config
      <configuration>
        ${webConfig}
      </configuration>
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            ${entry}
          </applicationPools>
          <sites>
            <site name="Shop" id="1">
              <application path="/" applicationPool="Shop"${application}>
                <virtualDirectory path="/" physicalPath="C:\\sites\\shop" />
              </application>
            </site>
          </sites>${server && `\n          ${server}`}
        </system.applicationHost>
      </configuration>`;
}

/** The same site with one binding. */
export function boundTo(protocol: 'http' | 'https', shop: string): string {
  return shop.replace(
    '</application>',
    `</application>
              <bindings>
                <binding protocol="${protocol}" bindingInformation="*:${protocol === 'http' ? 80 : 443}:" />
              </bindings>`,
  );
}
