/** The device's own sheet where it has one; else the address is copied. */
export function share(root: HTMLElement, say: (words: string) => void): void {
  const button = root.querySelector<HTMLButtonElement>("[data-share]");
  if (!button) return;
  const url = new URL(button.dataset.share ?? "", location.href).href;
  button.addEventListener("click", async () => {
    if (navigator.share) {
      await navigator.share({ title: button.dataset.title ?? "", url }).catch(() => {});
      return;
    }
    try {
      await navigator.clipboard.writeText(url);
      say(button.dataset.copied ?? "");
    } catch {
      say(url);
    }
  });
}
