import { fill, find } from "../site/find";

/** Search among the rules while typing, by the same words as the server does (`?cari=`). */
export function searchLaws(): void {
  const form = find<HTMLFormElement>(document, "[data-law-search]");
  const search = find<HTMLInputElement>(form, "input");
  const says = find(form, "[data-law-found]");
  const families = [...document.querySelectorAll<HTMLElement>(".law-family")];
  const laws = [...document.querySelectorAll<HTMLElement>(".law")];
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase().split(/\s+/);
    for (const law of laws) law.hidden = !wanted.every((word) => law.dataset.words?.includes(word));
    for (const family of families) family.hidden = !family.querySelector(".law:not([hidden])");
    says.textContent = fill(says.dataset.words, { count: laws.filter((law) => !law.hidden).length });
  });
  // A link to a rule that the search has hidden shows it again.
  addEventListener("hashchange", () => {
    const law = laws.find((one) => one.id === location.hash.slice(1));
    if (!law?.hidden) return;
    search.value = "";
    search.dispatchEvent(new Event("input"));
    law.scrollIntoView();
  });
}
