import type Hls from "hls.js";

/** What plays the video, whoever does the work: hls.js where there is MediaSource, else the browser itself. */
export interface Stream {
  /** Begin to load and play. Rejects when the browser refuses to play. */
  play(): Promise<void>;
  /** Load again from where it stopped. */
  retry(): Promise<void>;
  /** Smallest rendition only, or what fits line and screen. */
  save(on: boolean): void;
  /** Called when nothing more can be done; `gone`: the address is no longer valid. */
  failed: (gone: boolean) => void;
}

const TRIES = 3;
/** A piece that doesn't come is asked for again a few times, then the viewer is told; hls.js would try for minutes. */
const LOADING = {
  maxTimeToFirstByteMs: 9000,
  maxLoadTimeMs: 25_000,
  timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
  errorRetry: { maxNumRetry: 3, retryDelayMs: 500, maxRetryDelayMs: 4000 },
};

export function attach(video: HTMLVideoElement, master: string, saver: boolean): Stream {
  const hasMediaSource = "MediaSource" in window || "ManagedMediaSource" in window;
  return hasMediaSource ? byScript(video, master, saver) : byBrowser(video, master, saver);
}

function byBrowser(video: HTMLVideoElement, master: string, saver: boolean): Stream {
  const small = video.querySelector("source")?.src ?? master;
  const playsHls = video.canPlayType("application/vnd.apple.mpegurl") !== "";
  const load = (address: string) => {
    const at = video.currentTime;
    video.src = address;
    video.load();
    if (at > 0) video.currentTime = at;
  };
  const choose = (on: boolean) => (on || !playsHls ? small : master);
  const stream: Stream = {
    play: () => video.play(),
    retry: () => {
      load(video.src);
      return video.play();
    },
    save: (on) => {
      const playing = !video.paused;
      load(choose(on));
      if (playing) void video.play();
    },
    failed: () => {},
  };
  load(choose(saver));
  video.addEventListener("error", () => stream.failed(false));
  return stream;
}

function byScript(video: HTMLVideoElement, master: string, saver: boolean): Stream {
  let saving = saver;
  let tries = 0;
  let hls: Hls | undefined;

  const ready = (async () => {
    const { default: Player } = await import("hls.js/light");
    hls = new Player({
      autoStartLoad: false,
      enableWorker: false,
      capLevelToPlayerSize: true,
      maxBufferLength: 15,
      fragLoadPolicy: { default: LOADING },
      startLevel: saving ? 0 : -1,
    });
    hls.on(Player.Events.MANIFEST_PARSED, () => cap());
    hls.on(Player.Events.FRAG_BUFFERED, () => {
      tries = 0;
    });
    hls.on(Player.Events.ERROR, (_, error) => {
      if (!error.fatal || !hls) return;
      const status = error.response?.code ?? 0;
      const gone = status === 401 || status === 403 || status === 404 || status === 410;
      tries += 1;
      if (gone || tries > TRIES) stream.failed(gone);
      else if (error.type === Player.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
      else setTimeout(() => again(), 500 * 2 ** tries);
    });
    hls.loadSource(master);
    hls.attachMedia(video);
    return hls;
  })();
  // A script that never came is asked for again only by a new page.
  ready.catch(() => stream.failed(true));

  /** Without a playlist yet there is nothing to go on with: startLoad alone would wait for ever. */
  const again = () => {
    if (hls?.levels.length === 0) hls.loadSource(master);
    hls?.startLoad(video.currentTime);
  };
  const cap = () => {
    if (hls) hls.autoLevelCapping = saving ? 0 : -1;
  };
  const stream: Stream = {
    play: async () => {
      // Safari and phones let a video begin only within the tap itself, so ask before anything is awaited.
      const begun = video.play();
      begun.catch(() => {});
      (await ready).startLoad(video.currentTime);
      // The stream came after the tap: attaching it has stopped what the tap began.
      await (video.paused ? video.play() : begun);
    },
    retry: async () => {
      tries = 0;
      const player = await ready;
      player.loadSource(master);
      player.startLoad(video.currentTime);
      await video.play();
    },
    save: (on) => {
      saving = on;
      cap();
    },
    failed: () => {},
  };
  return stream;
}
