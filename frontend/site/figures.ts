interface Figures {
  entries: number;
  views: number;
  likes: number;
  counted_at: string | null;
}

const EVERY_MS = 15_000;
const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language);

/** Asks for the campaign's figures again while the page is looked at; the server's own words stay if that fails. */
export function refreshFigures(): void {
  const box = document.querySelector<HTMLElement>("[data-figures]");
  const address = box?.dataset.figures;
  if (!box || !address) return;
  setInterval(async () => {
    if (document.hidden || !navigator.onLine) return;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) show(box, (await answer.json()) as Figures);
  }, EVERY_MS);
}

function show(box: HTMLElement, figures: Figures): void {
  for (const name of ["entries", "views", "likes"] as const) {
    const place = box.querySelector(`[data-figure="${name}"]`);
    const text = numbers.format(figures[name]);
    if (!place || place.textContent === text) continue;
    place.textContent = text;
    place.classList.remove("fresh");
    requestAnimationFrame(() => place.classList.add("fresh"));
  }
  const time = box.querySelector<HTMLTimeElement>("[data-counted]");
  if (!time || !figures.counted_at) return;
  time.dateTime = figures.counted_at;
  time.textContent = clockTime(new Date(figures.counted_at), time.dataset.zone ?? "Asia/Jakarta");
}

/** As the server writes it: 23 Juli 2018, 16.04 WIB */
export function clockTime(at: Date, timeZone: string): string {
  const place = language === "id" ? "id-ID" : "en-GB";
  const day = at.toLocaleDateString(place, { day: "numeric", month: "long", year: "numeric", timeZone });
  const clock = at.toLocaleTimeString(place, { hour: "2-digit", minute: "2-digit", timeZone });
  const zone = new Intl.DateTimeFormat("id-ID", { timeZone, timeZoneName: "short" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName");
  return `${day}, ${clock} ${zone?.value ?? ""}`.trim();
}
