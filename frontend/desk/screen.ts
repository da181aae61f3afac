import { attach } from "../player/hls";

/** The case's video: grey, blurred and silent until asked. */
export interface Screen {
  turn(): void;
  veil(): void;
  /** To the next second at which something was found; the veil stays as it is. */
  jumpOn(): void;
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
  const turn = () => (video.paused ? void stream.play().catch(() => {}) : video.pause());
  const jump = async (to: number) => {
    if (video.readyState === 0) await stream.play().catch(() => {});
    video.pause();
    video.currentTime = to;
  };
  const jumps = [...document.querySelectorAll<HTMLButtonElement>("[data-jump]")];
  for (const button of jumps) button.addEventListener("click", () => void jump(Number(button.dataset.jump)));
  let next = 0;
  return {
    turn,
    jumpOn: () => {
      if (jumps.length > 0) jumps[next++ % jumps.length]?.click();
    },
    veil: () => veil.click(),
  };
}
