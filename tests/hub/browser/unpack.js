// Unpacks the browser beside where npm laid it, itself last: where it is, it is whole.
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

const packed = join(dirname(fileURLToPath(import.meta.url)), "node_modules/@sparticuz/chromium/bin");

function unpack(name) {
  const whole = join(packed, name);
  writeFileSync(`${whole}.part`, brotliDecompressSync(readFileSync(`${whole}.br`)), { mode: 0o755 });
  renameSync(`${whole}.part`, whole);
}

unpack("al2023.tar");
execFileSync("tar", ["-xf", "al2023.tar"], { cwd: packed });
unpack("chromium");
