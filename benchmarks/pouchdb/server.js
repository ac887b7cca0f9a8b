// CouchDB's protocol over HTTP on loopback, as PouchDB's own people serve it. Prints its port; asked
// for /bytes, it answers how many bytes its connections have carried, in both directions.
"use strict";

const express = require("express");
const http = require("http");
const path = require("path");
const PouchDB = require("pouchdb");

const folder = process.argv[2];
const Kept = PouchDB.defaults({ prefix: folder + path.sep });
const app = express();
app.use(
  require("express-pouchdb")(Kept, {
    mode: "minimumForPouchDB",
    logPath: path.join(folder, "log.txt"),
    configPath: path.join(folder, "config.json"),
  }),
);

const lines = new Set();
let ended = 0;
const carried = (line) => line.bytesRead + line.bytesWritten;
const server = http.createServer((request, response) => {
  if (request.url !== "/bytes") return app(request, response);
  const open = [...lines].filter((line) => line !== request.socket);
  response.end(String(ended + open.reduce((sum, line) => sum + carried(line), 0)));
});
server.on("connection", (line) => {
  lines.add(line);
  line.on("close", () => {
    lines.delete(line);
    ended += carried(line);
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
