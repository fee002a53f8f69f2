/** Width in pixels of one line of text. */
export type Measure = (text: string, size: number, weight: 400 | 500 | 600) => number;

/** Measures with the page's own font, remembering every answer until the font changes. */
export function measureWith(context: CanvasRenderingContext2D, family: string): Measure {
  const known = new Map<string, number>();
  return (text, size, weight) => {
    const key = `${weight} ${size} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = `${weight} ${size}px ${family}`;
      width = context.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}
