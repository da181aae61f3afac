const BOXES = "[data-picker], [data-box]";

/** Open one box of the decision, close the others, and put the cursor where one begins; a second time closes it. */
export function openBox(id: string): void {
  for (const box of document.querySelectorAll<HTMLDetailsElement>(BOXES)) {
    box.open = box.id === id && !box.open;
    if (box.open) {
      box.scrollIntoView({ block: "nearest" });
      box.querySelector<HTMLElement>("[data-search], [data-reply], textarea")?.focus();
    }
  }
}

export function closeBoxes(): void {
  for (const box of document.querySelectorAll<HTMLDetailsElement>(BOXES)) box.open = false;
}

/** The buttons of the bar open the boxes; the folds' own lines are for pages without script. */
export function hideFolds(): void {
  for (const line of document.querySelectorAll<HTMLElement>("[data-box] > summary")) line.hidden = true;
}
