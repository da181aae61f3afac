import type { Upload } from "tus-js-client";
import { fill, find } from "../site/find";
import { type Draft, dropDraft } from "./draft";
import { Pace } from "./pace";
import { hasArrived, launch, prepare, type Trouble } from "./sending";

const LONG_S = 90;

/** The screen of a video on its way: percent, seconds left, pause, and words for whatever gets in between. */
export class Flight {
  private readonly pace = new Pace();
  private upload: Upload | null = null;
  private paused = false;
  private sure = false;

  constructor(
    private readonly screen: HTMLElement,
    private readonly endpoint: string,
    private readonly ended: { sent(): void; dropped(): void },
  ) {
    find(screen, "[data-pause]").addEventListener("click", () => (this.paused ? this.go() : this.pause()));
    find(screen, "[data-cancel]").addEventListener("click", () => void this.cancel());
    addEventListener("offline", () => this.notice(this.screen.dataset.offline));
    addEventListener("online", () => {
      if (this.upload && !this.paused) this.go();
    });
  }

  /** Two tabs never send the same draft: the second one says so and waits for its turn. */
  begin(file: File, draft: Draft): void {
    find(this.screen, "[data-sending-name]").textContent = draft.title || file.name;
    this.says(this.screen.dataset.starting);
    const fly = () =>
      new Promise<void>((landed) => {
        this.upload = prepare(file, draft, this.endpoint, {
          progress: (sent, total) => this.progress(sent, total),
          retrying: () => this.notice(this.screen.dataset.retrying),
          sent: () => {
            landed();
            this.ended.sent();
          },
          trouble: (kind, words) => this.trouble(kind, words),
        });
        this.go();
      });
    if (!("locks" in navigator)) {
      void fly();
      return;
    }
    const name = `panggung-${draft.id}`;
    void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) return fly();
      this.notice(this.screen.dataset.otherTab);
      return navigator.locks.request(name, fly);
    });
  }

  private go(): void {
    this.paused = false;
    this.label();
    this.notice("");
    find(this.screen, "[data-log-in]").hidden = true;
    if (!navigator.onLine) this.notice(this.screen.dataset.offline);
    else if (this.upload) void this.upload.abort().then(() => this.upload && launch(this.upload));
  }

  private pause(): void {
    this.paused = true;
    this.label();
    this.pace.forget();
    void this.upload?.abort();
    this.says("");
    this.notice(this.screen.dataset.paused);
  }

  private async cancel(): Promise<void> {
    const button = find(this.screen, "[data-cancel]");
    if (!this.sure) {
      this.sure = true;
      button.textContent = button.dataset.sure ?? "";
      return;
    }
    const arrived = await this.upload?.abort(true).then(() => false, hasArrived);
    dropDraft();
    this.upload = null;
    if (arrived) this.ended.sent();
    else this.ended.dropped();
  }

  private progress(sent: number, total: number): void {
    const percent = total ? Math.floor((100 * sent) / total) : 100;
    find(this.screen, "[data-percent]").textContent = String(percent);
    find<HTMLProgressElement>(this.screen, "[data-progress]").value = percent;
    this.notice("");
    this.pace.mark(performance.now(), sent);
    const left = this.pace.secondsLeft(total);
    if (left === null) return;
    const long = left > LONG_S;
    const words = long ? this.screen.dataset.leftMinutes : this.screen.dataset.left;
    this.says(fill(words, { n: long ? Math.round(left / 60) : left }));
  }

  private trouble(kind: Trouble, words: string): void {
    this.pace.forget();
    this.paused = true;
    this.says("");
    this.label();
    find(this.screen, "[data-log-in]").hidden = kind !== "signedOut";
    this.notice(kind === "failed" && words ? words : this.screen.dataset[kind]);
    // The line's return resumes it without a tap.
    if (kind === "offline") this.paused = false;
  }

  private label(): void {
    const button = find(this.screen, "[data-pause]");
    button.textContent = (this.paused ? button.dataset.resume : button.dataset.hold) ?? "";
  }

  private says(words: string | undefined): void {
    find(this.screen, "[data-left-says]").textContent = words ?? "";
  }

  private notice(words: string | undefined): void {
    const box = find(this.screen, "[data-notice]");
    const text = find(box, "[data-notice-says]");
    if (text.textContent === words) return;
    text.textContent = words ?? "";
    box.hidden = !words;
  }
}
