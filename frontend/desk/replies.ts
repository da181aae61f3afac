import { find } from "../site/find";

/** A rule brings the ready answer that fits it best, as long as nobody chose another one. */
export function fitReplies(box: HTMLElement): void {
  const reply = find<HTMLSelectElement>(box, "[data-reply]");
  let chosen = reply.dataset.typed !== undefined;
  reply.addEventListener("change", () => {
    chosen = true;
  });
  const fit = (rule: string) => {
    const best = [...reply.options].find((option) => option.dataset.rules?.split(" ").includes(rule));
    if (!chosen) reply.value = best?.value ?? "";
  };
  box.addEventListener("change", (event) => {
    const at = event.target as HTMLInputElement;
    if (at.name === "rule") fit(at.value);
  });
  const first = box.querySelector<HTMLInputElement>("[name=rule]:checked");
  if (first) fit(first.value);
}
