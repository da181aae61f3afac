const SWIPE_PX = 90;

/** One video further, by "n" or by a swipe upwards; only ever asked for, never by itself. */
export function goNext(root: HTMLElement): void {
  const link = root.querySelector<HTMLAnchorElement>("[data-next]");
  const stage = root.querySelector<HTMLElement>("[data-stage]");
  if (!link || !stage) return;
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && event.key.toLowerCase() === "n") location.href = link.href;
  });
  let start: Touch | undefined;
  stage.addEventListener(
    "touchstart",
    (event) => {
      start = event.touches.length === 1 ? event.touches[0] : undefined;
    },
    { passive: true },
  );
  stage.addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    if (!start || !end) return;
    const up = start.clientY - end.clientY;
    if (up > SWIPE_PX && up > 2 * Math.abs(start.clientX - end.clientX)) location.href = link.href;
  });
}
