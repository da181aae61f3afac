import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const root = resolve(import.meta.dirname, "frontend");

/** Every `frontend/NAME.ts` is an entry that a template may load as `{% vite_asset 'NAME.ts' %}`; its parts lie in folders. */
const entries = readdirSync(root)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .map((name) => resolve(root, name));

export default defineConfig({
  root,
  base: "/static/built/",
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, "panggung/web/static/built"),
    emptyOutDir: true,
    manifest: "manifest.json",
    license: { fileName: "licenses.md" },
    target: "es2020",
    sourcemap: false,
    // The content security policy allows no data: URL for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // htmx holds one direct eval, which main.ts turns off and the policy forbids anyway.
    rolldownOptions: { input: entries, checks: { eval: false } },
  },
});
