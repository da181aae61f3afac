import { attach } from "../player/hls";

/** The case's video: grey, blurred and silent until asked. */
export interface Screen {
  turn(): void;
  veil(): void;
}

export function showCase(): Screen | null {
  const video = document.querySelector<HTMLVideoElement>("[data-case-video]");
  const veil = document.querySelector<HTMLInputElement>("[data-veil]");
  if (!video || !veil) return null;
  const stream = attach(video, video.dataset.master ?? "", false);
  // The browser's own play button knows nothing of the stream behind it.
  video.addEventListener("play", () => void stream.play().catch(() => {}), { once: true });
  const hush = () => {
    video.muted = veil.checked;
  };
  veil.addEventListener("change", hush);
  hush();
  return {
    turn: () => (video.paused ? void stream.play().catch(() => {}) : video.pause()),
    veil: () => veil.click(),
  };
}
