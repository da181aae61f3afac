import { fill, find } from "../site/find";

export type Name = "campaign" | "maker" | "file" | "preview" | "words" | "audience" | "sending" | "done";

/** Screens that the maker walks through; what comes after them has no way back. */
const WALK: Name[] = ["campaign", "maker", "file", "preview", "words", "audience"];

/** One idea a screen. The browser's own "back" goes one screen back. */
export class Screens {
  now: Name = "campaign";
  private readonly walk: Name[];

  constructor(
    private readonly form: HTMLElement,
    skip: Name[],
    private readonly arrived: (name: Name) => void,
  ) {
    this.walk = WALK.filter((name) => !skip.includes(name));
    find(form, "[data-back]").addEventListener("click", () => history.back());
    addEventListener("popstate", (event: PopStateEvent) => {
      const name = (event.state as { screen?: Name } | null)?.screen;
      if (name && this.walk.includes(name) && this.walk.includes(this.now)) this.show(name);
    });
  }

  begin(): void {
    this.show(this.walk[0] ?? "file");
    history.replaceState({ screen: this.now }, "");
  }

  next(): void {
    const at = this.walk.indexOf(this.now);
    this.to(this.walk[at + 1] ?? "sending");
  }

  to(name: Name): void {
    this.show(name);
    if (this.walk.includes(name)) history.pushState({ screen: name }, "");
    else history.replaceState({ screen: name }, "");
  }

  screen(name: Name): HTMLElement {
    return find(this.form, `[data-screen=${name}]`);
  }

  private show(name: Name): void {
    for (const screen of this.form.querySelectorAll<HTMLElement>("[data-screen]")) {
      screen.hidden = screen.dataset.screen !== name;
    }
    const first = this.now === name;
    this.now = name;
    const at = this.walk.indexOf(name);
    find(this.form, "[data-back]").hidden = at < 1;
    this.dots(at);
    if (!first) find(this.screen(name), "h1").focus({ preventScroll: true });
    scrollTo({ top: 0 });
    this.arrived(name);
  }

  private dots(at: number): void {
    const list = find(this.form, "[data-dots]");
    list.hidden = at === -1;
    list.replaceChildren(
      ...this.walk.map((_, i) => {
        const dot = document.createElement("li");
        dot.className = i < at ? "done" : i === at ? "now" : "";
        return dot;
      }),
    );
    const where = find(this.form, "[data-where]");
    where.textContent = at === -1 ? "" : fill(where.dataset.says, { at: at + 1, all: this.walk.length });
  }
}
