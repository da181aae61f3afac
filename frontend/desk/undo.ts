import { find } from "../site/find";

const SECOND = 1000;

/** Counts the seconds down in which a choice can be undone, and takes the offer away when they are over. */
export function countDown(): void {
  const strip = document.querySelector<HTMLElement>("[data-undo]");
  if (!strip) return;
  const offers = [...strip.querySelectorAll<HTMLFormElement>("[data-seconds]")];
  const ends = new Map(offers.map((offer) => [offer, Date.now() + Number(offer.dataset.seconds) * SECOND]));
  const timer = setInterval(() => {
    for (const [offer, end] of ends) {
      const left = Math.ceil((end - Date.now()) / SECOND);
      find(offer, "[data-left]").textContent = String(left);
      if (left > 0) continue;
      ends.delete(offer);
      offer.remove();
    }
    if (ends.size > 0) return;
    clearInterval(timer);
    strip.remove();
  }, SECOND);
}
