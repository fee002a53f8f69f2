const XDT = 'http://schemas.microsoft.com/XML-Document-Transform';

/** A site of a web.config and its Release transform, given what stands in their `system.web`. */
export function withRelease(system: string, release: string, namespace = XDT): string {
  return `
//- /site/Web.config
<configuration>
  <system.web>
    ${system}
  </system.web>
</configuration>
//- /site/Web.Release.config
<configuration xmlns:xdt="${namespace}">
  <system.web>
    ${release}
  </system.web>
</configuration>`;
}
