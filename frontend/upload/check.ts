/** What a look at the file tells before a byte is sent. The server checks again; this only saves the wait. */
export interface Look {
  problem: Problem | null;
  facts: Record<string, string | number>;
  /** Null when this browser can't play the file, although it may be a good video. */
  seconds: number | null;
  address: string;
}

export type Problem = "notVideo" | "empty" | "tooBig" | "tooLong" | "tooShort";

export interface Limits {
  maxBytes: number;
  minSeconds: number;
  maxSeconds: number;
}

const LOOK_MS = 8000;
/** The frame that stands last, and a phone's rounding, may go over the campaign's limit by a little. */
const GRACE_S = 0.5;
const VIDEO_NAME = /\.(mp4|m4v|mov|webm|mkv|3gp|3g2|avi|ts|mpe?g)$/i;

export const megabytes = (bytes: number): string =>
  (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: bytes < 1e7 ? 1 : 0 });

export async function lookAt(file: File, limits: Limits): Promise<Look> {
  const refuse = (problem: Problem, facts: Look["facts"] = {}): Look => ({
    problem,
    facts,
    seconds: null,
    address: "",
  });
  if (!file.type.startsWith("video/") && !VIDEO_NAME.test(file.name)) return refuse("notVideo");
  if (file.size === 0) return refuse("empty");
  if (file.size > limits.maxBytes) {
    return refuse("tooBig", { mb: megabytes(file.size), max: megabytes(limits.maxBytes) });
  }
  const address = URL.createObjectURL(file);
  const seconds = await lengthOf(address);
  const drop = (problem: Problem, facts: Look["facts"]): Look => {
    URL.revokeObjectURL(address);
    return refuse(problem, facts);
  };
  if (seconds !== null && seconds > limits.maxSeconds + GRACE_S) {
    return drop("tooLong", { seconds: Math.round(seconds), max: limits.maxSeconds });
  }
  if (seconds !== null && seconds < limits.minSeconds) {
    return drop("tooShort", { seconds: Math.floor(seconds), min: limits.minSeconds });
  }
  return { problem: null, facts: {}, seconds, address };
}

function lengthOf(address: string): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = document.createElement("video");
    const end = (seconds: number | null) => {
      clearTimeout(patience);
      probe.removeAttribute("src");
      resolve(seconds);
    };
    const patience = setTimeout(() => end(null), LOOK_MS);
    probe.preload = "metadata";
    // A recording straight from a browser has no length in its head; the server measures that one.
    probe.onloadedmetadata = () => end(Number.isFinite(probe.duration) ? probe.duration : null);
    probe.onerror = () => end(null);
    probe.src = address;
  });
}
