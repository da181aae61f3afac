import { fill, find } from "../site/find";
import { type Limits, type Look, lookAt, megabytes } from "./check";
import { type Draft, dropDraft, isSame, loadDraft, markOf, newDraft, saveDraft } from "./draft";
import { Flight } from "./flight";
import { type Name, Screens } from "./screens";

const SAFE: Name[] = ["done", "campaign", "maker"];

/** The way from "which campaign" to "sent", over the form of pages/make.html. */
export class Maker {
  private draft: Draft;
  private file: File | null = null;
  private look: Look | null = null;
  private readonly screens: Screens;
  private readonly flight: Flight;

  constructor(private readonly form: HTMLFormElement) {
    this.draft = loadDraft(form.dataset.me ?? "");
    const one = (name: string) => form.querySelectorAll(`[name=${name}]`).length === 1;
    const skip: Name[] = [];
    if (form.querySelector("[name=campaign]:checked")) skip.push("campaign");
    if (one("maker")) skip.push("maker");
    this.screens = new Screens(form, skip, (name) => this.arrive(name));
    this.flight = new Flight(this.screens.screen("sending"), form.dataset.url ?? "", {
      sent: () => this.sent(),
      dropped: () => location.reload(),
    });
  }

  begin(): void {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of this.form.querySelectorAll("[data-next]")) {
      button.addEventListener("click", () => this.next());
    }
    for (const input of this.form.querySelectorAll<HTMLInputElement>("[data-file]")) {
      input.addEventListener("change", () => void this.choose(input));
    }
    find(this.form, "[data-again]").addEventListener("click", () => history.back());
    find(this.form, "[data-send]").addEventListener("click", () => this.send());
    for (const name of ["title", "caption"] as const) this.keepWords(name);
    addEventListener("beforeunload", (event) => {
      if (this.file && !SAFE.includes(this.screens.now)) event.preventDefault();
    });
    this.offerUnfinished();
    find(this.form, "[data-loading]").hidden = true;
    this.screens.begin();
  }

  private field(name: "title" | "caption"): HTMLInputElement {
    return find<HTMLInputElement>(this.form, `[name=${name}]`);
  }

  private chosen(name: string): string | null {
    return this.form.querySelector<HTMLInputElement>(`[name="${name}"]:checked`)?.value ?? null;
  }

  private limits(): Limits {
    const campaign = find(this.form, "[name=campaign]:checked");
    return {
      maxBytes: Number(this.form.dataset.maxBytes),
      minSeconds: Number(campaign.dataset.minSeconds),
      maxSeconds: Number(campaign.dataset.maxSeconds),
    };
  }

  private next(): void {
    const { now } = this.screens;
    const choice = now === "campaign" || now === "maker";
    if (choice) {
      const none = this.chosen(now) === null;
      find(this.screens.screen(now), "[data-choose-error]").hidden = !none;
      if (none) return;
    }
    if (now === "words") {
      const empty = this.field("title").value.trim() === "";
      find(this.form, "[data-title-error]").hidden = !empty;
      this.field("title").setAttribute("aria-invalid", String(empty));
      if (empty) {
        this.field("title").focus();
        return;
      }
    }
    this.screens.next();
  }

  private arrive(name: Name): void {
    if (name === "file") {
      const { maxBytes, minSeconds, maxSeconds } = this.limits();
      const line = find(this.form, "[data-limits]");
      line.textContent = fill(line.dataset.says, {
        min: minSeconds,
        max: maxSeconds,
        mb: megabytes(maxBytes),
      });
    }
    if (name !== "preview") this.form.querySelector<HTMLVideoElement>("[data-preview]")?.pause();
    if (name === "audience") this.offerAudiences();
  }

  private async choose(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    // The same file may be chosen again after a mistake.
    input.value = "";
    if (!file) return;
    const look = await lookAt(file, this.limits());
    const words = find(this.form, "[data-file-words]").dataset;
    const box = find(this.form, "[data-file-error]");
    box.hidden = look.problem === null;
    if (look.problem) {
      find(box, "[data-error-says]").textContent = fill(words[look.problem], look.facts);
      return;
    }
    if (this.look) URL.revokeObjectURL(this.look.address);
    this.look = look;
    this.file = file;
    if (!isSame(file, this.draft.file)) this.draft = { ...this.draft, id: newDraft("").id, started: false };
    this.draft.file = markOf(file);
    saveDraft(this.draft);
    this.preview(file, look);
    this.screens.to("preview");
  }

  private preview(file: File, look: Look): void {
    const seconds = find(this.form, "[data-fact-seconds]");
    seconds.hidden = look.seconds === null;
    seconds.textContent = fill(seconds.dataset.says, { seconds: Math.round(look.seconds ?? 0) });
    find(this.form, "[data-fact-size]").textContent = `${megabytes(file.size)} MB`;
    const note = find(this.form, "p[data-unreadable]");
    note.hidden = look.seconds !== null;
    find(note, "[data-unreadable-says]").textContent =
      find(this.form, "[data-file-words]").dataset.unreadable ?? "";
    find<HTMLVideoElement>(this.form, "[data-preview]").src = look.address;
  }

  private keepWords(name: "title" | "caption"): void {
    const field = this.field(name);
    const count = find(this.form, `[data-count=${name}]`);
    const show = () => {
      count.textContent = fill(count.dataset.says, { n: field.maxLength - field.value.length });
    };
    field.value = this.draft[name];
    field.addEventListener("input", () => {
      field.removeAttribute("aria-invalid");
      if (name === "title") find(this.form, "[data-title-error]").hidden = true;
      this.draft[name] = field.value;
      saveDraft(this.draft);
      show();
    });
    show();
  }

  /** Only what the maker's age allows; chosen by hand, unless there is but one. */
  private offerAudiences(): void {
    const maker = this.chosen("maker") ?? "";
    for (const group of this.form.querySelectorAll<HTMLElement>("[data-audiences-of]")) {
      group.hidden = group.dataset.audiencesOf !== maker;
      const only = group.querySelectorAll<HTMLInputElement>("input");
      if (!group.hidden && only.length === 1 && only[0]) only[0].checked = true;
    }
  }

  private send(): void {
    const maker = this.chosen("maker") ?? "";
    const audience = this.chosen(`audience-${maker}`);
    find(this.form, "[data-audience-error]").hidden = audience !== null;
    if (audience === null || !this.file) return;
    Object.assign(this.draft, {
      maker,
      audience,
      campaign: this.chosen("campaign") ?? "",
      title: this.field("title").value.trim(),
      caption: this.field("caption").value.trim(),
      started: true,
    });
    this.fly(this.file);
  }

  private fly(file: File): void {
    this.file = file;
    this.draft.started = true;
    saveDraft(this.draft);
    this.screens.to("sending");
    this.flight.begin(file, this.draft);
  }

  private offerUnfinished(): void {
    const box = find(this.form, "[data-unfinished]");
    if (!this.draft.started) return;
    box.hidden = false;
    find(box, "[data-unfinished-name]").textContent = [this.draft.title, this.draft.file?.name]
      .filter(Boolean)
      .join(" · ");
    const again = find<HTMLInputElement>(box, "[data-same-file]");
    again.addEventListener("change", () => {
      const file = again.files?.[0];
      again.value = "";
      if (!file) return;
      const same = isSame(file, this.draft.file);
      find(box, "[data-same-error]").hidden = same;
      if (!same) return;
      box.hidden = true;
      this.fly(file);
    });
    find(box, "[data-forget]").addEventListener("click", () => {
      dropDraft();
      location.reload();
    });
  }

  private sent(): void {
    dropDraft();
    this.file = null;
    find(this.form, "[data-unfinished]").hidden = true;
    this.screens.to("done");
  }
}
