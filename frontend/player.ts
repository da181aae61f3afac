import "./css/pages/player.css";
import "./css/pages/watch.css";
import { Controls } from "./player/controls";
import { attach } from "./player/hls";
import { likes } from "./player/likes";
import { goNext } from "./player/next";
import { savesData } from "./player/saver";
import { share } from "./player/share";
import { countWatching } from "./player/watching";
import { serverClock } from "./site/clock";
import { find } from "./site/find";

const root = document.querySelector<HTMLElement>("[data-player]");
if (root) {
  const video = find<HTMLVideoElement>(root, "video");
  const stream = attach(video, root.dataset.master ?? "", savesData());
  const controls = new Controls(root, video, stream);
  likes(root, controls.say);
  share(root, controls.say);
  goNext(root);
  countWatching(video, {
    video: root.dataset.video ?? "",
    session: root.dataset.session ?? "",
    seconds: Number(root.dataset.seconds),
    viewMs: Number(root.dataset.viewMs),
    now: serverClock(Number(root.dataset.now)),
  });
}
