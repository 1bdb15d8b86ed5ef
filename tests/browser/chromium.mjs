// Debian's chromium, without what it would otherwise ask the network for by itself, and without /dev/shm, which is too
// small for it in many containers.
import { chromium } from "playwright-core";

export const launch = () =>
    chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    });
