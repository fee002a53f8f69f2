import { sitecoreSite } from './examples';

export const SHOP = '<settings><setting name="Shop" value="1" /></settings>';

export function shopWith(inside: string): string {
  return sitecoreSite({
    base: SHOP,
    patch: `
      <settings>
        <setting name="Shop">
          ${inside}
        </setting>
      </settings>`,
  });
}

export const GOOD = shopWith('<patch:attribute name="value">2</patch:attribute>');
