import { fill, find } from "../site/find";
import { minutes } from "../site/song";
import type { Stream } from "./hls";
import { rememberSaver, savesData } from "./saver";

const SPINNER_MS = 300;
const TOAST_MS = 3500;
const STEP_S = 5;

/** Buttons, keys and the line of time of one player. The video itself tells what is going on; this only shows it. */
export class Controls {
  private readonly seek: HTMLInputElement;
  private waiting: number | undefined;
  private toast: number | undefined;
  private gone = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly video: HTMLVideoElement,
    private readonly stream: Stream,
  ) {
    this.seek = find<HTMLInputElement>(root, "[data-seek]");
    video.controls = false;
    find(root, "[data-bar]").hidden = false;
    find(root, "[data-big]").hidden = false;
    find(root, ".saver").hidden = false;
    this.press("saver", savesData());
    this.listen();
    stream.failed = (gone) => this.fail(gone);
  }

  /** A short line at the foot of the picture, read out too. */
  say = (words: string): void => {
    const place = find(this.root, "[data-toast]");
    place.textContent = words;
    place.hidden = !words;
    clearTimeout(this.toast);
    this.toast = setTimeout(() => {
      place.hidden = true;
    }, TOAST_MS);
  };

  private listen(): void {
    const acts: Record<string, () => void> = {
      play: () => this.turn(),
      again: () => this.again(),
      retry: () => this.retry(),
      mute: () => this.mute(),
      saver: () => this.save(),
      captions: () => this.captions(),
      full: () => this.full(),
    };
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-act]")) {
      button.addEventListener("click", () => acts[button.dataset.act ?? ""]?.());
    }
    this.video.addEventListener("click", () => this.turn());
    for (const event of ["play", "pause", "ended"]) this.video.addEventListener(event, () => this.show());
    for (const event of ["waiting", "seeking"]) this.video.addEventListener(event, () => this.wait());
    for (const event of ["playing", "seeked", "pause", "ended", "canplay"]) {
      this.video.addEventListener(event, () => this.arrive());
    }
    this.video.addEventListener("timeupdate", () => this.time());
    this.video.addEventListener("volumechange", () => this.press("mute", this.video.muted));
    this.seek.addEventListener("input", () => this.go(Number(this.seek.value)));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  private key(event: KeyboardEvent): void {
    const at = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || at.closest("textarea, select, dialog")) return;
    const onButton = at.closest("button, a, summary") !== null;
    const keys: Record<string, () => void> = {
      k: () => this.turn(),
      m: () => this.mute(),
      f: () => this.full(),
      c: () => this.captions(),
      ArrowLeft: () => this.go(this.video.currentTime - STEP_S),
      ArrowRight: () => this.go(this.video.currentTime + STEP_S),
    };
    if (!onButton) keys[" "] = () => this.turn();
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private turn(): void {
    if (this.video.ended) this.again();
    else if (!this.video.paused) this.video.pause();
    else {
      this.wait();
      this.stream.play().catch((error: unknown) => this.refused(error));
    }
  }

  private again(): void {
    this.video.currentTime = 0;
    this.wait();
    this.stream.play().catch((error: unknown) => this.refused(error));
  }

  private retry(): void {
    if (this.gone) {
      location.reload();
      return;
    }
    find(this.root, "[data-trouble]").hidden = true;
    this.wait();
    this.stream.retry().catch((error: unknown) => this.refused(error));
  }

  /** A pause that came before the picture, or a browser that wants another tap, is no trouble. */
  private refused(error: unknown): void {
    this.arrive();
    const name = error instanceof DOMException ? error.name : "";
    if (name !== "AbortError" && name !== "NotAllowedError") this.fail();
  }

  /** `gone`: the address has run out, so only a new page helps; asked for by the viewer, never in a loop. */
  private fail(gone = false): void {
    this.gone = gone;
    this.arrive();
    this.video.pause();
    find(this.root, "[data-trouble]").hidden = false;
    find(this.root, "[data-act=retry]").focus();
  }

  private mute(): void {
    this.video.muted = !this.video.muted;
  }

  private save(): void {
    const on = !savesData();
    rememberSaver(on);
    this.press("saver", on);
    this.stream.save(on);
  }

  private captions(): void {
    const track = this.video.textTracks[0];
    if (!track) return;
    track.mode = track.mode === "showing" ? "hidden" : "showing";
    this.press("captions", track.mode === "showing");
  }

  private full(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void find(this.root, "[data-stage]").requestFullscreen?.();
  }

  private go(to: number): void {
    this.video.currentTime = Math.min(Math.max(to, 0), this.whole());
    this.time();
  }

  private whole(): number {
    return Number.isFinite(this.video.duration) ? this.video.duration : Number(this.root.dataset.seconds);
  }

  private show(): void {
    const { paused, ended } = this.video;
    find(this.root, "[data-big]").hidden = !paused || ended;
    find(this.root, "[data-end]").hidden = !ended;
    const toggle = find(this.root, "[data-toggle]");
    toggle.setAttribute("aria-pressed", String(!paused));
    toggle.setAttribute("aria-label", (paused ? toggle.dataset.play : toggle.dataset.pause) ?? "");
    if (ended) find(this.root, "[data-act=again]").focus();
  }

  private time(): void {
    const at = this.video.currentTime;
    const all = this.whole();
    this.seek.max = String(all);
    this.seek.value = String(at);
    this.seek.style.setProperty("--done", `${(100 * at) / all}%`);
    this.seek.setAttribute(
      "aria-valuetext",
      fill(this.seek.dataset.at, { at: Math.round(at), all: Math.round(all) }),
    );
    find(this.root, "[data-clock]").textContent = `${minutes(at)} / ${minutes(all)}`;
  }

  private wait(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      find(this.root, "[data-wait]").hidden = false;
      find(this.root, "[data-big]").hidden = true;
    }, SPINNER_MS);
  }

  private arrive(): void {
    clearTimeout(this.waiting);
    find(this.root, "[data-wait]").hidden = true;
    this.show();
  }

  private press(act: string, on: boolean): void {
    this.root.querySelector(`[data-act=${act}]`)?.setAttribute("aria-pressed", String(on));
  }
}
