import { find } from "../site/find";

/** Search among the rules by typing: id, title or the child's words. Enter takes the first that is left. */
export function searchRules(box: HTMLDetailsElement): void {
  // The buttons of the bar open it; the fold's own line is for pages without script.
  find(box, "summary").hidden = true;
  const search = find<HTMLInputElement>(box, "[data-search]");
  const items = [...box.querySelectorAll<HTMLLIElement>("[data-rules] li")];
  find(box, "[data-search-field]").hidden = false;
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase().split(/\s+/);
    for (const item of items) {
      const text = item.textContent?.toLowerCase() ?? "";
      item.hidden = !wanted.every((word) => text.includes(word));
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = items.find((item) => !item.hidden)?.querySelector("input");
    if (!first) return;
    first.checked = true;
    find<HTMLButtonElement>(box, "[name=outcome]").focus();
  });
}

/** Open one picker, close the others, and begin to search; a second time closes it. */
export function openPicker(id: string): void {
  for (const box of document.querySelectorAll<HTMLDetailsElement>("[data-picker]")) {
    box.open = box.id === id && !box.open;
    if (box.open) {
      box.scrollIntoView({ block: "nearest" });
      find<HTMLInputElement>(box, "[data-search]").focus();
    }
  }
}

export function closePickers(): void {
  for (const box of document.querySelectorAll<HTMLDetailsElement>("[data-picker][open]")) box.open = false;
}

/** Back to the search of the picker that is open; false when none is. */
export function searchOpenPicker(): boolean {
  const search = document.querySelector<HTMLInputElement>("[data-picker][open] [data-search]");
  search?.focus();
  return search !== null;
}
