/** One view, as the public contract names it (docs: /api/docs, POST /api/events). */
export interface ViewEvent {
  id: string;
  video: string;
  at: string;
  watched_ms: number;
  session: string;
}

const KEY = "panggung.events";
const ADDRESS = "/api/events";
const MOST_KEPT = 50;
/** The server takes no event that is older. */
const LATE_MS = 24 * 3_600_000;

/** Send an event, or keep it until there is a line. */
export function tell(event: ViewEvent): void {
  keep([...kept(), event]);
  sendKept();
}

/** Send what waits. An event sent twice counts once, by its id. */
export function sendKept(): void {
  const waiting = kept();
  if (waiting.length === 0 || !navigator.onLine) return;
  if (navigator.sendBeacon(ADDRESS, JSON.stringify(waiting))) keep([]);
}

function kept(): ViewEvent[] {
  try {
    const events = JSON.parse(localStorage.getItem(KEY) ?? "[]") as ViewEvent[];
    return events.filter((event) => Date.now() - Date.parse(event.at) < LATE_MS);
  } catch {
    return [];
  }
}

function keep(events: ViewEvent[]): void {
  if (events.length === 0) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify(events.slice(-MOST_KEPT)));
}
