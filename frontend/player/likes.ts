import { csrf } from "../site/find";

interface Liked {
  liked: boolean;
  likes: number | null;
}

/** The heart: shown at once, taken back when the server doesn't follow. */
export function likes(root: HTMLElement, say: (words: string) => void): void {
  const button = root.querySelector<HTMLButtonElement>("[data-like]");
  if (!button?.dataset.like) return;
  const address = button.dataset.like;
  const show = (on: boolean) => button.setAttribute("aria-pressed", String(on));
  button.addEventListener("click", async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    show(on);
    const answer = await fetch(address, {
      method: on ? "POST" : "DELETE",
      headers: { "X-CSRFToken": csrf() },
    }).catch(() => null);
    if (!answer?.ok) {
      show(!on);
      say(button.dataset.failed ?? "");
      return;
    }
    const now = (await answer.json()) as Liked;
    show(now.liked);
    const count = button.querySelector("[data-likes]");
    if (count && now.likes !== null)
      count.textContent = now.likes.toLocaleString(document.documentElement.lang);
    say((now.liked ? button.dataset.liked : button.dataset.undone) ?? "");
  });
}
