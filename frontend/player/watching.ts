import { sendKept, tell } from "./events";
import { uuid7 } from "./uuid7";

/** Views are counted once a session, video and half hour (see /arti-angka/). */
const AGAIN_AFTER_MS = 30 * 60_000;
/** A step of the clock without a step of the picture (or the other way round) is no watching. */
const SLACK_MS = 400;

/**
 * Time that somebody really watched: it grows while picture and clock run together. Seeking, loops, pauses, hidden
 * pages and sleeping devices move only one of the two and add nothing.
 */
export class Watched {
  private last: { clockMs: number; mediaMs: number } | undefined;
  private sum = 0;
  private toldAt: number | undefined;

  /** `needMs`: how much makes a view; `tell` gets the watched time once it does. */
  constructor(
    private readonly needMs: number,
    private readonly tell: (watchedMs: number) => void,
  ) {}

  /** The picture stands at `mediaMs` when the clock says `clockMs`, and it is running at `rate`. */
  step(clockMs: number, mediaMs: number, rate = 1): void {
    const last = this.last;
    this.last = { clockMs, mediaMs };
    if (!last) return;
    const clock = clockMs - last.clockMs;
    const media = (mediaMs - last.mediaMs) / rate;
    if (media <= 0 || Math.abs(media - clock) > SLACK_MS) return;
    if (this.toldAt !== undefined) {
      if (clockMs - this.toldAt < AGAIN_AFTER_MS) return;
      this.toldAt = undefined;
      this.sum = 0;
    }
    this.sum += Math.min(media, clock);
    if (this.sum < this.needMs) return;
    this.toldAt = clockMs;
    this.tell(Math.round(this.sum));
  }

  /** It no longer runs, or jumped: what comes next doesn't join on. */
  halt(): void {
    this.last = undefined;
  }
}

export interface Watch {
  video: string;
  session: string;
  seconds: number;
  viewMs: number;
  /** The time of the server, ms since 1970. */
  now: () => number;
}

/** Follow a video element and tell of one view when enough was watched. */
export function countWatching(video: HTMLVideoElement, watch: Watch): void {
  const needMs = Math.min(watch.viewMs, (watch.seconds * 1000) / 2);
  const watched = new Watched(needMs, (watchedMs) => {
    const at = watch.now();
    tell({
      id: uuid7(at),
      video: watch.video,
      at: new Date(at).toISOString(),
      watched_ms: watchedMs,
      session: watch.session,
    });
  });
  const step = () => {
    const runs = !video.paused && !video.seeking && !document.hidden;
    if (runs) watched.step(performance.now(), video.currentTime * 1000, video.playbackRate);
    else watched.halt();
  };
  video.addEventListener("timeupdate", step);
  for (const event of ["pause", "ended"]) {
    // The last stretch counts too: at its end the element already says that it is paused.
    video.addEventListener(event, () => {
      if (!video.seeking && !document.hidden) {
        watched.step(performance.now(), video.currentTime * 1000, video.playbackRate);
      }
      watched.halt();
    });
  }
  for (const event of ["waiting", "seeking", "ratechange"]) {
    video.addEventListener(event, () => watched.halt());
  }
  document.addEventListener("visibilitychange", () => watched.halt());
  addEventListener("pagehide", sendKept);
  addEventListener("online", sendKept);
  sendKept();
}
