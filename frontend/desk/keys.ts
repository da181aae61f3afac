import { closeBoxes, openBox } from "./boxes";
import { chooseBand, toggleEducational, toggleTopic } from "./labels";
import { searchOpenPicker } from "./rules";
import type { Screen } from "./screen";

const HOLD = "tahan";
const SEND_BACK = "kirim-balik";
const REMOVE = "hapus";
const PASS_UP = "teruskan";
const DIFFER = "beda";

function press(selector: string): void {
  document.querySelector<HTMLButtonElement>(selector)?.click();
}

/** The letters of the desk; they are also written on the buttons and listed by "?". */
export function listenToKeys(screen: Screen | null): void {
  const sheet = document.querySelector<HTMLDialogElement>("[data-keys]");
  const keys: Record<string, () => void> = {
    j: () => walk(1),
    k: () => walk(-1),
    b: () => screen?.veil(),
    " ": () => screen?.turn(),
    g: () => screen?.jumpOn(),
    a: () => press("[data-agree], [data-approve]"),
    "[": () => chooseBand(-1),
    "]": () => chooseBand(1),
    e: toggleEducational,
    h: () => openBox(HOLD),
    s: () => openBox(SEND_BACK),
    r: () => openBox(REMOVE),
    t: () => openBox(PASS_UP),
    d: () => openBox(DIFFER),
    u: () => press("[data-undo-last]"),
    "/": () => searchOpenPicker() || openBox(SEND_BACK),
    "?": () => sheet?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || sheet?.open) return;
    const at = event.target as HTMLElement;
    if (event.key === "Escape") {
      closeBoxes();
      at.blur();
      return;
    }
    if (at.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    if (event.key === " " && at.closest("button, a, summary, input, video")) return;
    const act = /^[1-9]$/.test(event.key) ? () => toggleTopic(event.key) : keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => openBox(button.dataset.open ?? ""));
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => sheet?.showModal());
  }
}

function walk(by: 1 | -1): void {
  const cases = [...document.querySelectorAll<HTMLAnchorElement>("[data-case], [data-second]")];
  const now = cases.findIndex((link) => link.hasAttribute("aria-current"));
  const next = cases[now === -1 ? 0 : now + by];
  if (next) location.href = next.href;
}
