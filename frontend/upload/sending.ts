import { DetailedError, type HttpResponse, type PreviousUpload, Upload } from "tus-js-client";
import { csrf } from "../site/find";
import type { Draft } from "./draft";

const CHUNK_BYTES = 8_000_000;
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

export type Trouble = "signedOut" | "offline" | "failed";

export interface Told {
  progress(sent: number, total: number): void;
  retrying(): void;
  sent(): void;
  /** `words`: what the server said, in the reader's language. */
  trouble(kind: Trouble, words: string): void;
}

/** One tus upload (tus.io 1.0.0) that continues where the server has it, also after a reload. */
export function prepare(file: File, draft: Draft, endpoint: string, told: Told): Upload {
  const metadata: Record<string, string> = {
    filename: file.name,
    filetype: file.type,
    title: draft.title,
    caption: draft.caption,
    campaign: draft.campaign,
    audience: draft.audience,
    draft: draft.id,
  };
  if (draft.maker) metadata.maker = draft.maker;
  return new Upload(file, {
    endpoint,
    metadata,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    // At each request: who logged in again meanwhile has a new token.
    onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrf()),
    fingerprint: async () => `panggung-${draft.id}-${file.size}-${file.lastModified}`,
    removeFingerprintOnSuccess: true,
    onProgress: told.progress,
    onShouldRetry: (error) => {
      const again = worthRetrying(error.originalResponse);
      if (again) told.retrying();
      return again;
    },
    onSuccess: told.sent,
    onError: (error) => {
      const response = error instanceof DetailedError ? error.originalResponse : null;
      told.trouble(kindOf(response), response ? wordsOf(response) : "");
    },
  });
}

/** Begin, or go on from the offset that the server knows. */
export async function launch(upload: Upload): Promise<void> {
  const earlier: PreviousUpload | undefined = (await upload.findPreviousUploads())[0];
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  upload.start();
}

/** Conflicts (409) that asking again doesn't end. */
const FINAL = ["already-a-video", "draft-differs", "lost-bytes"];

/** A busy upload (423), a moved offset (409) and a server in trouble pass; a "no" doesn't. */
function worthRetrying(response: HttpResponse | null): boolean {
  if (!navigator.onLine || (response && FINAL.includes(codeOf(response)))) return false;
  const status = response?.getStatus() ?? 0;
  return status === 0 || status === 409 || status === 423 || status === 460 || status >= 500;
}

function kindOf(response: HttpResponse | null): Trouble {
  if (!response) return navigator.onLine ? "failed" : "offline";
  // A page without its cookie isn't trusted either; the log-in page mends both.
  return ["signed-out", "form-expired"].includes(codeOf(response)) ? "signedOut" : "failed";
}

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
}

function problemOf(response: HttpResponse): Problem {
  try {
    return JSON.parse(response.getBody()) as Problem;
  } catch {
    return {};
  }
}

/** Whether the server says that this upload is a video already: its last byte was faster than the cancelling. */
export function hasArrived(error: unknown): boolean {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  return response !== null && codeOf(response) === "already-a-video";
}

const codeOf = (response: HttpResponse): string => problemOf(response).code ?? "";

function wordsOf(response: HttpResponse): string {
  const { title, detail } = problemOf(response);
  return [title, detail].filter(Boolean).join(" ");
}
