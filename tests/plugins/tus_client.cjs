// Uploads one file with the real tus-js-client and prints a JSON line for each thing that happens.
// node tus_client.cjs NODE_MODULES '{"endpoint", "file", "headers", "metadata", …options of tus-js-client, "then"}'
// then: "abort-resume" or "terminate" once the first chunk is safe.
const fs = require("node:fs");
const path = require("node:path");
const { PassThrough } = require("node:stream");
const tus = require(path.join(process.argv[2], "tus-js-client"));

const { file, then, stream, ...options } = JSON.parse(process.argv[3]);
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);
let done = !then;

// A file's own stream would tell the client its size.
const source = stream ? fs.createReadStream(file).pipe(new PassThrough()) : fs.readFileSync(file);

const upload = new tus.Upload(source, {
  retryDelays: [100, 200, 500, 1000, 2000, 3000],
  ...options,
  onUploadUrlAvailable: () => say({ what: "begun", url: upload.url }),
  onSuccess: () => say({ what: "success", url: upload.url }),
  onError: (error) => say({ what: "error", words: String(error), status: error.originalResponse?.getStatus() }),
  onChunkComplete: async (_size, offset) => {
    say({ what: "chunk", offset });
    if (done) return;
    done = true;
    await upload.abort(then === "terminate");
    say({ what: then, url: upload.url });
    if (then === "abort-resume") setTimeout(() => upload.start(), 100);
  },
});
upload.start();
