// Writes the documents of a file (one JSON document a line) into a database of its own, pushes them
// to a server and pulls them into another. Prints seconds and bytes of push and pull as JSON.
"use strict";

const fs = require("fs");
const path = require("path");
const PouchDB = require("pouchdb");

const [origin, file, folder] = process.argv.slice(2);
const TOGETHER = 1000;
const OPTIONS = { batch_size: TOGETHER };

async function bytes() {
  return Number(await (await fetch(origin + "/bytes", { headers: { connection: "close" } })).text());
}

async function measured(act, expected) {
  const before = await bytes();
  const started = process.hrtime.bigint();
  const result = await act();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (result.docs_written !== expected) throw new Error(JSON.stringify(result));
  return { seconds, bytes: (await bytes()) - before };
}

async function main() {
  const documents = fs.readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const name = "documents" + Date.now();
  const here = new PouchDB(path.join(folder, name + "-here"));
  const there = new PouchDB(path.join(folder, name + "-there"));
  const hub = new PouchDB(origin + "/" + name);
  for (let start = 0; start < documents.length; start += TOGETHER) {
    await here.bulkDocs(documents.slice(start, start + TOGETHER));
  }
  const push = await measured(() => here.replicate.to(hub, OPTIONS), documents.length);
  const pull = await measured(() => there.replicate.from(hub, OPTIONS), documents.length);
  console.log(JSON.stringify({ push, pull }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
