// Measures how many requests wait on a language model at once: node bench/model.mjs PROGRAM STAND_IN
// The stand-in takes two seconds for every call. How long the program itself takes for as many requests is measured in
// the same run, with a stand-in that takes no time: both together are the critical path.
import { once } from "node:events";
import http from "node:http";
import { resolve } from "node:path";
import { freshData, pause, residentMegabytes, serve, show, sqlite, start, stop, storeFile } from "./server.mjs";

const standIn = resolve(process.argv[3]);
const requests = 300;
const call = 2;

const post = (port, agent, body) =>
    new Promise((done, fail) => {
        const headers = { "content-type": "application/json" };
        const sent = http.request({ port, host: "127.0.0.1", path: "/api/v1/provision", method: "POST", agent, headers });
        sent.on("response", (reply) => (reply.resume(), reply.on("end", () => done(reply.statusCode)))).on("error", fail);
        sent.end(JSON.stringify(body));
    });

const counts = () =>
    Object.fromEntries(
        sqlite(storeFile(), "PRAGMA query_only=1; SELECT status, count(*) FROM requests GROUP BY status;")
            .trim().split("\n").filter(Boolean).map((line) => line.split("|")).map(([status, count]) => [status, Number(count)]),
    );

// All requests at once, until the last is finished.
const run = async (delay) => {
    const model = start(standIn, [String(delay * 1000), "0"], { stdio: ["pipe", "pipe", "inherit"] });
    let said = "";
    model.stdout.on("data", (text) => (said += text));
    while (!said.includes("\n")) await once(model.stdout, "data");
    freshData();
    const server = await serve({ LLM_PROVIDER: "claude", ANTHROPIC_API_KEY: "bench", ANTHROPIC_BASE_URL: said.trim() });
    await pause(1000);
    const idle = residentMegabytes(server);
    const agent = new http.Agent({ maxSockets: 32 });
    const begun = performance.now();
    const accepted = await Promise.all(
        Array.from({ length: requests }, (_, n) =>
            post(server.port, agent, { request: `a bucket called bench-${n}`, requester: "bench" })),
    );
    if (accepted.some((status) => status !== 202)) throw new Error(`not accepted: ${[...new Set(accepted)]}`);
    let all = {};
    while ((all.completed ?? 0) + (all.failed ?? 0) < requests) {
        await pause(50);
        all = counts();
        if (performance.now() - begun > 300_000) throw new Error(`not finished: ${JSON.stringify(all)}`);
    }
    const seconds = (performance.now() - begun) / 1000;
    if (all.completed !== requests) throw new Error(`not completed: ${JSON.stringify(all)}`);
    const most = residentMegabytes(server, "VmHWM");
    agent.destroy();
    await pause(15_000);
    const after = residentMegabytes(server);
    await stop(server);
    model.stdin.end();
    await once(model, "close");
    return { seconds, idle, most, after, together: Number(/(\d+) at once/.exec(said)[1]) };
};

const own = await run(0);
const waiting = await run(call);
const path = call + own.seconds;
show(`${requests} requests, a model that takes no time`, `${own.seconds.toFixed(1)} s`);
show(
    `${requests} requests, a model that takes ${call} s`,
    `${waiting.seconds.toFixed(1)} s`,
    `${(waiting.seconds / path).toFixed(2)} of the critical path, ${call} s and ${own.seconds.toFixed(1)} s`,
);
show("calls in flight at once", String(waiting.together), `of ${requests}`);
show("resident, idle", `${waiting.idle.toFixed(1)} MB`);
show("resident, at most", `${waiting.most.toFixed(1)} MB`);
show("resident, 15 s later", `${waiting.after.toFixed(1)} MB`);
