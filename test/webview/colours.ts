/** Colour arithmetic for contrast checks, run inside the page (handed to `evaluate`), so it imports nothing. */

export interface Reading {
  readonly what: string;
  readonly kind: 'text' | 'mark';
  readonly contrast: number;
}

/**
 * Contrast of everything drawn in the plot against the page's background: letters, and the marks that carry meaning.
 * Letters on patterns stand on a pill of the background's colour, letters on lines have a halo of it.
 */
export function plotContrasts(): Reading[] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const rgb = (colour: string, ground?: number[]): number[] => {
    context.clearRect(0, 0, 1, 1);
    if (ground) {
      context.fillStyle = `rgb(${ground.join(' ')})`;
      context.fillRect(0, 0, 1, 1);
    }
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (colour: number[]) => {
    const [r, g, b] = colour.map((channel) => {
      const c = channel / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: number[], b: number[]) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };
  const ground = rgb(getComputedStyle(document.body).backgroundColor);
  const readings: Reading[] = [];
  for (const text of document.querySelectorAll('.canvas text')) {
    const style = getComputedStyle(text);
    const on = text.closest('.flag') ? rgb(getComputedStyle(document.querySelector('.flag .cloth')!).fill) : ground;
    readings.push({ what: text.textContent ?? '', kind: 'text', contrast: contrast(rgb(style.fill, on), on) });
  }
  const marks =
    '.level, .end, .half, .mark, .dimension, .window .edge, .state:not(.ok, .freshSession, .signedOut), .dot, .playhead, .ghost path';
  for (const mark of document.querySelectorAll(marks)) {
    const { stroke, fill } = getComputedStyle(mark);
    const colour = mark.matches('.dot, .mark:not(.hollow)') ? fill : stroke;
    readings.push({
      what: mark.getAttribute('class') ?? '',
      kind: 'mark',
      contrast: contrast(rgb(colour, ground), ground),
    });
  }
  return readings;
}
