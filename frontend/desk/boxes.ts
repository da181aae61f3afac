const BOXES = "[data-picker], [data-box]";

/** Open one box of the decision, close the others, and put the cursor where one begins; a second time closes it. */
export function openBox(id: string): void {
  for (const box of document.querySelectorAll<HTMLDetailsElement>(BOXES)) {
    box.open = box.id === id && !box.open;
    if (box.open) begin(box);
  }
}

/** A page that came back with what was typed goes on where one was. */
export function goOn(): void {
  const box = [...document.querySelectorAll<HTMLDetailsElement>(BOXES)].find((one) => one.open);
  if (box) begin(box);
}

function begin(box: HTMLElement): void {
  box.scrollIntoView({ block: "nearest" });
  box.querySelector<HTMLElement>("[data-search], [data-reply], textarea")?.focus({ preventScroll: true });
}

export function closeBoxes(): void {
  for (const box of document.querySelectorAll<HTMLDetailsElement>(BOXES)) box.open = false;
}

/** The buttons of the bar open the boxes; the folds' own lines are for pages without script. */
export function hideFolds(): void {
  for (const line of document.querySelectorAll<HTMLElement>("[data-box] > summary")) line.hidden = true;
}
