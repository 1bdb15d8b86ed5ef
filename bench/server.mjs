// The program under measurement, in a folder of its own below build: the first argument of the script names it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { join, resolve } from "node:path";

const program = resolve(process.argv[2]);
const children = new Set();
export const work = mkdtempSync(resolve("build", "bench-"));
process.on("exit", () => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(work, { recursive: true, force: true });
});

let data = join(work, "data");
// From here on, servers have a store of their own, in which nothing is.
export const freshData = () => (data = mkdtempSync(join(work, "data-")));
export const storeFile = () => join(data, "groundwork.db");

export const show = (what, figure, beside = "") => console.log(`${what.padEnd(46)}${figure.padStart(14)}   ${beside}`);
export const whole = (number) => Math.round(number).toLocaleString("en");
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
export const sqlite = (file, sql) => execFileSync("sqlite3", [file], { input: sql, encoding: "utf8", maxBuffer: 1 << 26 });

// A process that ends with this one.
export const start = (command, words, options) => {
    const child = spawn(command, words, options);
    children.add(child);
    child.on("exit", () => children.delete(child));
    return child;
};

export const get = (port, path) =>
    new Promise((done) => {
        http.get({ port, host: "127.0.0.1", path, agent: false }, (reply) => {
            let text = "";
            reply.on("data", (piece) => (text += piece)).on("end", () => done({ status: reply.statusCode, text }));
        }).on("error", () => done(undefined));
    });

const freePort = async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    await once(server, "close");
    return port;
};

// Starts the server; `started` is how long it took from exec to the first 200.
export const serve = async (settings = {}) => {
    const port = await freePort();
    const begun = performance.now();
    const environment = { GROUNDWORK_DATA_DIR: data, GROUNDWORK_LISTEN: `127.0.0.1:${port}`, LOG_LEVEL: "error" };
    const child = start(program, ["serve"], {
        env: { ...process.env, ...environment, ...settings },
        stdio: ["ignore", "ignore", "inherit"],
    });
    while ((await get(port, "/"))?.status !== 200)
        if (child.exitCode !== null || child.signalCode !== null)
            throw new Error(`${program} serve ended with ${child.exitCode ?? child.signalCode}`);
    return { port, child, started: performance.now() - begun };
};

export const stop = async ({ child }) => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
};

// VmRSS: now; VmHWM: at most so far.
export const residentMegabytes = ({ child }, line = "VmRSS") =>
    Number(new RegExp(`${line}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
