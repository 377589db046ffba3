/** Small helpers for building the page; text always becomes a text node, so no name from a file can be markup. */

type Child = Node | string | null;

/** An element with attributes and children: `h("td", { class: "number" }, "3.2")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

export function onClick<E extends HTMLElement>(element: E, act: () => void): E {
  element.addEventListener("click", act);
  return element;
}

/** A colour of the style sheet, for canvases. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Sizes a canvas to its place on the page in device pixels and gives a context in CSS pixels. */
export function context2d(canvas: HTMLCanvasElement, heightPx: number): { g: CanvasRenderingContext2D; widthPx: number } {
  const widthPx = canvas.clientWidth || 600;
  const ratio = window.devicePixelRatio || 1;
  canvas.style.height = `${heightPx}px`;
  canvas.width = Math.round(widthPx * ratio);
  canvas.height = Math.round(heightPx * ratio);
  const g = canvas.getContext("2d") as CanvasRenderingContext2D;
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  g.clearRect(0, 0, widthPx, heightPx);
  return { g, widthPx };
}
