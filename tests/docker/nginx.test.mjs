import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "groundwork-nginx-"));
const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
let answer; // what the server behind nginx does with a request; each test sets its own
let nginx, port;
const behind = http.createServer((request, response) => answer(request, response));

const listening = async (server) => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server.address().port;
};

const freePort = async () => {
    const server = net.createServer();
    const number = await listening(server);
    server.close();
    await once(server, "close");
    return number;
};

const answers = (number) =>
    new Promise((resolve) => {
        const socket = net.connect(number, "127.0.0.1", () => resolve(socket.end() && true));
        socket.on("error", () => resolve(false));
    });

before(async () => {
    const upstream = await listening(behind);
    port = await freePort();
    const configuration = readFileSync("docker/nginx.conf", "utf8")
        .replace("groundwork:8000", `127.0.0.1:${upstream}`)
        .replace("listen 8080", `listen 127.0.0.1:${port}`)
        .replaceAll("/tmp/", `${folder}/`);
    writeFileSync(join(folder, "nginx.conf"), configuration);
    const check = spawnSync("nginx", ["-t", "-p", folder, "-c", join(folder, "nginx.conf")], { env: environment });
    assert.equal(check.status, 0, String(check.stderr));
    nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"], {
        env: environment,
        stdio: ["ignore", "inherit", "inherit"],
    });
    while (!(await answers(port))) assert.equal(nginx.exitCode, null, "nginx ended");
});

after(async () => {
    nginx.kill("SIGQUIT");
    await once(nginx, "exit");
    behind.closeAllConnections();
    behind.close();
    rmSync(folder, { recursive: true });
});

test("an event reaches the client before the next one is made", async () => {
    let makeSecond;
    answer = (request, response) => {
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        response.write("data: first\n\n");
        makeSecond = () => response.end("data: second\n\n");
    };
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/requests/req-000000000000/events`);
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await reader.read()).value, "data: first\n\n");
    makeSecond();
    assert.equal((await reader.read()).value, "data: second\n\n");
});

test("the server sees the Host that the client named", async () => {
    answer = (request, response) => response.end(request.headers.host);
    const reply = await fetch(`http://127.0.0.1:${port}/`);
    assert.equal(await reply.text(), `127.0.0.1:${port}`);
});

test("a client that is slow with its body holds no connection of the server", async () => {
    const seen = [];
    answer = (request, response) => {
        seen.push(request.url);
        request.resume();
        response.end("done");
    };
    const slow = net.connect(port, "127.0.0.1");
    slow.write("POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345");
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/quick`)).text(), "done");
    assert.deepEqual(seen, ["/quick"]);
    slow.write("67890");
    await once(slow, "data");
    assert.deepEqual(seen, ["/quick", "/slow"]);
    slow.destroy();
});

test("a body over one mebibyte is refused before it reaches the server", async () => {
    answer = () => assert.fail("the server was asked");
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/provision`, {
        method: "POST",
        body: "x".repeat((1 << 20) + 1),
    });
    assert.equal(reply.status, 413);
    assert.equal((await reply.json()).error.code, "invalid");
});

test("a server that does not answer is told in the shape of our errors", async () => {
    answer = (request, response) => response.destroy();
    const reply = await fetch(`http://127.0.0.1:${port}/`);
    assert.equal(reply.status, 503);
    assert.equal(reply.headers.get("content-type"), "application/json");
    assert.equal((await reply.json()).error.code, "unavailable");
});

test("an error of the server itself passes as it is", async () => {
    answer = (request, response) => response.writeHead(502).end('{"error":{"code":"upstream"}}');
    const reply = await fetch(`http://127.0.0.1:${port}/`);
    assert.equal(reply.status, 502);
    assert.equal((await reply.json()).error.code, "upstream");
});

test("one address cannot hold more than 64 connections", async () => {
    const held = [];
    answer = (request, response) => held.push(response);
    const waiting = Array.from({ length: 64 }, () => fetch(`http://127.0.0.1:${port}/wait`));
    while (held.length < 64) await new Promise(setImmediate);
    assert.equal((await fetch(`http://127.0.0.1:${port}/more`)).status, 429);
    held.forEach((response) => response.end());
    await Promise.all(waiting);
});
