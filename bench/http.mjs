// Measures the program as its users meet it: node bench/http.mjs PROGRAM SECONDS
// Every figure stands beside one of the same run that says what the machine could give at that moment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshData, get, pause, residentMegabytes, serve, show, sqlite, stop, storeFile, whole, work } from "./server.mjs";

const seconds = Number(process.argv[3]);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// wrk says "12.3ms", or "-nan" where nothing was answered.
const toMilliseconds = (text) => {
    const [, number, unit] = /([\d.]+)(us|ms|s|m)/.exec(text) ?? [, NaN, "ms"];
    return Number(number) * { us: 0.001, ms: 1, s: 1000, m: 60000 }[unit];
};

// One load by wrk: 8 connections from one thread. `body` makes the n-th body in Lua; none: GET.
const load = async ({ port }, path, body) => {
    const script = join(work, "load.lua");
    writeFileSync(
        script,
        body
            ? `local n = 0
               request = function()
                   n = n + 1
                   return wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, ${body})
               end`
            : "",
    );
    const wrk = spawn("wrk", ["-t1", "-c8", `-d${seconds}s`, "--latency", "-s", script, `http://127.0.0.1:${port}${path}`]);
    let text = "";
    wrk.stdout.on("data", (piece) => (text += piece));
    await once(wrk, "close");
    const failed = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
    const all = Number(/(\d+) requests in/.exec(text)[1]);
    return {
        rate: all === 0 ? 0 : (Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1]) * (all - failed)) / all,
        failed,
        median: toMilliseconds(/50%\s+(\S+)/.exec(text)[1]),
        p99: toMilliseconds(/99%\s+(\S+)/.exec(text)[1]),
    };
};

// One request, followed until it is completed.
const provisionOne = async ({ port }) => {
    const base = `http://127.0.0.1:${port}/api/v1`;
    const body = JSON.stringify({ request: "staging S3 bucket for logs", requester: "bench" });
    const headers = { "Content-Type": "application/json" };
    const { request_id: id } = await (await fetch(`${base}/provision`, { method: "POST", headers, body })).json();
    for (let status; status !== "completed"; ) {
        ({ status } = await (await fetch(`${base}/requests/${id}/status?wait=50`)).json());
        if (status === "failed") throw new Error(`request ${id} failed`);
    }
};

// What this disk gives: one row a commit, synchronous=FULL, nothing in between.
const commitsPerSecond = () => {
    const file = join(work, "commits.db");
    sqlite(file, "PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS lines (id INTEGER PRIMARY KEY, text TEXT);");
    const rows = 3000;
    const begun = performance.now();
    sqlite(file, "PRAGMA synchronous=FULL;\n" + "INSERT INTO lines (text) VALUES ('what happened');\n".repeat(rows));
    return (rows / (performance.now() - begun)) * 1000;
};

const starts = async (times) => {
    const taken = [];
    for (let i = 0; i < times; ++i) {
        const server = await serve();
        taken.push(server.started);
        await stop(server);
    }
    return `${median(taken).toFixed(0)} ms`;
};

// Copies a finished request with all its rows until there are `count`: whatever tables name it.
const fill = (count) => {
    const id = sqlite(storeFile(), "SELECT id FROM requests WHERE status = 'completed' LIMIT 1;").trim();
    const present = Number(sqlite(storeFile(), "SELECT count(*) FROM requests;"));
    const tables = sqlite(storeFile(), "SELECT name FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL;").trim().split("\n");
    const copies = [];
    for (const table of tables) {
        const columns = sqlite(storeFile(), `SELECT name || ' ' || type FROM pragma_table_info('${table}');`).trim().split("\n");
        const names = columns.map((column) => column.split(" ")[0]);
        const keys = names.filter((name, i) => columns[i].endsWith("TEXT"));
        const key = keys.find((name) => sqlite(storeFile(), `SELECT 1 FROM ${table} WHERE ${name} = '${id}' LIMIT 1;`).trim());
        if (!key || table === "claimed_paths") continue;
        const values = names.map((name) => (keys.includes(name) ? `replace(${name}, '${id}', printf('req-%012x', i))` : name));
        copies.push(
            `WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${count - present})
             INSERT INTO ${table} (${names.join()}) SELECT ${values.join()} FROM numbers, ${table} WHERE ${key} = '${id}';`,
        );
    }
    sqlite(storeFile(), `BEGIN; ${copies.join("\n")} COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
    return Number(sqlite(storeFile(), "SELECT count(*) FROM requests;"));
};

show("start on an empty directory, exec to first 200", await starts(1));
show("start again, median of 5", await starts(5));

let server = await serve();
await pause(1000);
show("resident, idle, empty store", `${residentMegabytes(server).toFixed(1)} MB`);

const rounds = { root: [], dryRun: [] };
for (let round = 0; round < 3; ++round) {
    rounds.root.push(await load(server, "/"));
    rounds.dryRun.push(await load(server, "/api/v1/dry-run", `'{"request":"staging S3 bucket for logs"}'`));
}
const of = (list, figure) => median(list.map((each) => each[figure]));
for (const [name, list] of [["GET /", rounds.root], ["POST /api/v1/dry-run", rounds.dryRun]]) {
    const failed = list.reduce((sum, each) => sum + each.failed, 0);
    show(
        name,
        `${whole(of(list, "rate"))}/s`,
        `median ${of(list, "median").toFixed(2)} ms, p99 ${of(list, "p99").toFixed(2)} ms${failed ? `, ${failed} FAILED` : ""}`,
    );
}
show("dry-run against GET /", `${((100 * of(rounds.dryRun, "rate")) / of(rounds.root, "rate")).toFixed(1)} %`);

const before = commitsPerSecond();
const provisions = await load(
    server,
    "/api/v1/provision",
    `'{"request":"staging S3 bucket named bench-' .. n .. '","requester":"bench"}'`,
);
const commits = (before + commitsPerSecond()) / 2;
show(
    "POST /api/v1/provision, accepted",
    `${whole(provisions.rate)}/s`,
    `median ${provisions.median.toFixed(2)} ms, p99 ${provisions.p99.toFixed(2)} ms${provisions.failed ? `, ${provisions.failed} FAILED` : ""}`,
);
show("one-row commits of this disk, the same minute", `${whole(commits)}/s`, `provisions are ${((100 * provisions.rate) / commits).toFixed(0)} % of it`);

const begun = performance.now();
const unfinished = () =>
    Number(sqlite(storeFile(), "PRAGMA query_only=1; SELECT count(*) FROM requests WHERE completed_at IS NULL;").trim());
const atFirst = unfinished();
let left = atFirst;
while (left > 0 && performance.now() - begun < 60_000) {
    await pause(250);
    left = unfinished();
}
show("requests finished", `${whole(((atFirst - left) / (performance.now() - begun)) * 1000)}/s`, left ? `${whole(left)} left after a minute` : "");
console.log(
    "  ends: " + sqlite(storeFile(), "SELECT group_concat(n || ' ' || status, ', ') FROM (SELECT count(*) n, status FROM requests GROUP BY status);").trim(),
);
await stop(server);

// A store of its own, in which nothing is unfinished.
freshData();
server = await serve();
await provisionOne(server);
await stop(server);
const filled = fill(100_000);
show(`start with ${whole(filled)} requests`, await starts(3));
server = await serve();
await get(server.port, "/api/v1/requests?limit=100");
await pause(1000);
show(`resident, idle, ${whole(filled)} requests`, `${residentMegabytes(server).toFixed(1)} MB`);
show("list of the newest 20", `${whole((await load(server, "/api/v1/requests")).rate)}/s`);
await stop(server);
