/** One key sets what a video is about, whether it teaches kindly, and from which age it fits. */
function toggle(box: HTMLInputElement | null): void {
  if (box) box.checked = !box.checked;
}

export function toggleTopic(key: string): void {
  toggle(document.querySelector(`[data-topic="${key}"]`));
}

export function toggleEducational(): void {
  toggle(document.querySelector("[data-educational]"));
}

export function chooseBand(by: 1 | -1): void {
  const band = document.querySelector<HTMLSelectElement>("[data-band]");
  if (!band) return;
  const last = band.options.length - 1;
  band.selectedIndex = Math.min(last, Math.max(0, band.selectedIndex + by));
}
