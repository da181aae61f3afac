import { find } from "../site/find";

const NO_MATCH = 3;

/** 0 when the rule's id holds all words, 1 with its title, 2 with the child's words too. */
function rankOf(item: HTMLElement, wanted: string[]): number {
  const text = (selector: string) => item.querySelector(selector)?.textContent?.toLowerCase() ?? "";
  const child = text(".child-words");
  const title = text("label > span").replace(child, "");
  const steps = [text("b"), `${text("b")} ${title}`, `${text("b")} ${title} ${child}`];
  const at = steps.findIndex((step) => wanted.every((word) => step.includes(word)));
  return at === -1 ? NO_MATCH : at;
}

/** Search among the rules by typing; the nearest stand first. Enter takes the first that is left. */
export function searchRules(box: HTMLDetailsElement): void {
  // The buttons of the bar open it; the fold's own line is for pages without script.
  find(box, "summary").hidden = true;
  const search = find<HTMLInputElement>(box, "[data-search]");
  const list = find(box, "[data-rules]");
  const items = [...list.querySelectorAll<HTMLLIElement>("li")];
  find(box, "[data-search-field]").hidden = false;
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase().split(/\s+/);
    const rank = new Map(items.map((item) => [item, rankOf(item, wanted)]));
    for (const item of items) item.hidden = rank.get(item) === NO_MATCH;
    list.replaceChildren(...[...items].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = list.querySelector<HTMLInputElement>("li:not([hidden]) input");
    if (!first) return;
    first.checked = true;
    first.dispatchEvent(new Event("change", { bubbles: true }));
    find<HTMLButtonElement>(box, "[name=outcome]").focus();
  });
}

/** Back to the search of the picker that is open; false when none is. */
export function searchOpenPicker(): boolean {
  const search = document.querySelector<HTMLInputElement>("[data-picker][open] [data-search]");
  search?.focus();
  return search !== null;
}
