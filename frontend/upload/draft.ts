import { uuid7 } from "../player/uuid7";

/** What the maker has typed and chosen, kept on this device until it is sent. The file itself isn't kept. */
export interface Draft {
  id: string;
  person: string;
  campaign: string;
  maker: string;
  audience: string;
  title: string;
  caption: string;
  file: FileMark | null;
  /** The bytes are on their way: the draft is offered again after a reload. */
  started: boolean;
}

export interface FileMark {
  name: string;
  size: number;
  lastModified: number;
}

const KEY = "panggung.draft";

export function newDraft(person: string): Draft {
  return {
    id: uuid7(Date.now()),
    person,
    campaign: "",
    maker: "",
    audience: "",
    title: "",
    caption: "",
    file: null,
    started: false,
  };
}

/** The draft of this person; what another person of a shared device left behind is dropped. */
export function loadDraft(person: string): Draft {
  try {
    const draft = JSON.parse(localStorage.getItem(KEY) ?? "null") as Draft | null;
    if (draft?.person === person) return { ...newDraft(person), ...draft };
  } catch {
    // An unreadable draft is as good as none.
  }
  return newDraft(person);
}

export function saveDraft(draft: Draft): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // A full or closed store loses the draft's text, not the upload.
  }
}

export function dropDraft(): void {
  localStorage.removeItem(KEY);
}

export const markOf = (file: File): FileMark => ({
  name: file.name,
  size: file.size,
  lastModified: file.lastModified,
});

export function isSame(file: File, mark: FileMark | null): boolean {
  return file.name === mark?.name && file.size === mark.size && file.lastModified === mark.lastModified;
}
