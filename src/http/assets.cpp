#include "http/pages.h"

namespace http {
namespace {

constexpr const char* icon =
    R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f766e"/><path d="M7 21h18M10 16h12M13 11h6" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>
)svg";

constexpr const char* style = R"css(:root {
  color-scheme: light dark;
  --ground: #f7f8fa; --card: #fff; --ink: #1b2430; --quiet: #566172; --line: #dfe3ea; --accent: #0f766e; --on-accent: #fff;
  --good: #15713a; --good-ground: #e3f5e9; --bad: #b3261e; --bad-ground: #fdeceb; --wait: #8a5300; --wait-ground: #fdf1dc;
  --merged: #6b3fa0; --merged-ground: #f0e8fa; --code: #eef1f5; --plus: #e6f6ea; --minus: #fdecea; --hunk: #eaf1fb;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151c; --card: #171e27; --ink: #e3e8ef; --quiet: #98a4b5; --line: #2a3441; --accent: #4fd1c1; --on-accent: #06211e;
    --good: #6fd993; --good-ground: #14301f; --bad: #ff9d95; --bad-ground: #3a1917; --wait: #f2c27a; --wait-ground: #352611;
    --merged: #cdb0f5; --merged-ground: #2a1d3d; --code: #202935; --plus: #12301d; --minus: #3a1b1a; --hunk: #1a2738;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
header { position: sticky; top: 0; z-index: 1; background: var(--card); border-bottom: 1px solid var(--line); }
header nav { max-width: 72rem; margin: 0 auto; padding: .75rem 1.25rem; display: flex; flex-wrap: wrap; gap: .25rem 1.35rem; align-items: baseline; }
header a { color: var(--quiet); font-weight: 500; }
header a[aria-current] { color: var(--ink); border-bottom: 2px solid var(--accent); }
header .brand { color: var(--accent); font-weight: 750; letter-spacing: -.02em; font-size: 1.1rem; margin-right: .6rem; }
header .end { margin-left: auto; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 5rem; }
h1, h2, h3, p, dd { overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; letter-spacing: -.01em; }
h3 { font-size: 1.05rem; margin: 0 0 .25rem; }
.operation h4 { font-size: .78rem; text-transform: uppercase; letter-spacing: .06em; color: var(--quiet); margin: 1.4rem 0 .4rem; }
h1 .quiet { font-weight: 400; }
.quiet, small { color: var(--quiet); font-size: .9rem; }
p { margin: .4rem 0 .8rem; }
/* Not inside the API viewer, which has its own style. */
:is(code, pre):where(:not(#swagger *)) { font-family: var(--mono); font-size: .86em; }
code:where(:not(#swagger *)) { background: var(--code); padding: .1em .35em; border-radius: 5px; overflow-wrap: anywhere; }
pre:where(:not(#swagger *)) { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1rem; overflow-x: auto; line-height: 1.5; }
pre code { background: none; padding: 0; font-size: 1em; overflow-wrap: normal; }
.card, .notice, .rows, .file, .files { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.card { padding: 1.25rem 1.5rem; margin: 1rem 0; }
.card > :first-child { margin-top: 0; }
.narrow { max-width: 26rem; margin: 3rem auto; }
.notice { padding: .75rem 1.1rem; margin: 0 0 1.25rem; border-left: 4px solid var(--accent); }
.notice.error { border-left-color: var(--bad); background: var(--bad-ground); }
.notice h1, .notice h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
.notice p { margin: 0; white-space: pre-line; }
.empty { padding: 3rem; text-align: center; color: var(--quiet); border: 1px dashed var(--line); border-radius: 10px; }
.badge { display: inline-block; padding: .1rem .6rem; border-radius: 99px; font-size: .8rem; font-weight: 600; background: var(--wait-ground); color: var(--wait); white-space: nowrap; }
.badge.open, .badge.completed, .badge.added { background: var(--good-ground); color: var(--good); }
.badge.merged, .badge.modified { background: var(--merged-ground); color: var(--merged); }
.badge.closed, .badge.failed, .badge.deleted { background: var(--bad-ground); color: var(--bad); }
.label { display: inline-block; padding: 0 .55rem; border: 1px solid var(--line); border-radius: 99px; font-size: .78rem; color: var(--quiet); white-space: nowrap; }
.tabs { display: flex; gap: 1.25rem; border-bottom: 1px solid var(--line); margin: 1rem 0 1.25rem; }
.tabs a { padding: .4rem .1rem; color: var(--quiet); text-transform: capitalize; }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; border-bottom: 2px solid var(--accent); margin-bottom: -1px; }
.rows { list-style: none; margin: 0; padding: 0; overflow: hidden; }
.rows:empty { display: none; }
.rows li { display: flex; gap: 1rem; align-items: flex-start; padding: .9rem 1.1rem; border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; }
.rows .badge { flex: 0 0 auto; min-width: 5.4rem; text-align: center; margin-top: .15rem; }
.rows p { margin: .15rem 0 0; }
.rows .label { margin-top: .25rem; }
.rows .title { display: block; font-weight: 600; color: var(--ink); margin-right: .35rem; }
.pager { text-align: right; margin-top: 1rem; }
.meta { color: var(--quiet); }
.meta strong { color: var(--ink); }
.words { margin: 0 0 1rem; padding: 0 0 0 1rem; border-left: 4px solid var(--accent); font-size: 1.35rem; line-height: 1.35; white-space: pre-line; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
form { margin: 0; }
.card label { display: block; font-weight: 600; margin: .8rem 0 .3rem; }
.card :is(input[type=password], input[type=text], select) { width: 100%; font: inherit; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: var(--ink); }
.card .problem { color: var(--bad); margin: 0 0 .3rem; }
.card [aria-invalid=true] { border-color: var(--bad); }
:is(.card, .actions) button { font: inherit; font-weight: 600; padding: .5rem 1.1rem; border-radius: 8px; border: 1px solid var(--line); background: var(--card); color: var(--ink); cursor: pointer; }
:is(.card, .actions) button:hover { border-color: var(--quiet); }
:is(.card, .actions) button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:is(.card, .actions) button.primary:hover { filter: brightness(1.08); }
.markdown > :first-child { margin-top: 0; }
.markdown > :last-child { margin-bottom: 0; }
.markdown h1, .markdown h2, .markdown h3 { font-size: 1.08rem; margin: 1.5rem 0 .5rem; }
.markdown ul, .markdown ol { padding-left: 1.4rem; }
.markdown li:has(> input) { list-style: none; margin-left: -1.3rem; }
.markdown blockquote { margin: .8rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
table { border-collapse: collapse; }
.markdown table, .values { font-size: .93rem; width: 100%; }
.markdown table { display: block; overflow-x: auto; width: max-content; max-width: 100%; }
:is(.markdown, .values) td code { overflow-wrap: normal; white-space: pre-wrap; }
.markdown th, .markdown td, .values th, .values td { text-align: left; padding: .4rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.markdown th, .values th { color: var(--quiet); font-weight: 600; font-size: .85rem; }
.scroll { overflow-x: auto; }
.files { list-style: none; margin: 0 0 1rem; padding: .4rem 0; }
.files li { padding: .3rem 1rem; display: flex; flex-wrap: wrap; gap: .7rem; align-items: center; }
.files code { background: none; padding: 0; }
.counts { margin-left: auto; font: 600 .82rem var(--mono); white-space: nowrap; }
.counts .plus { color: var(--good); }
.counts .minus { color: var(--bad); }
.file { margin: 0 0 1rem; overflow: hidden; }
.file > summary { display: flex; align-items: center; padding: .6rem 1rem; cursor: pointer; background: var(--code); }
.file > summary::before { content: "▸"; margin-right: .6rem; color: var(--quiet); }
.file[open] > summary::before { content: "▾"; }
.file[open] > summary { border-bottom: 1px solid var(--line); }
.file > summary code { background: none; font-weight: 600; }
.diff { width: 100%; font: .82rem/1.5 var(--mono); }
.diff td { padding: 0 .6rem; white-space: pre; tab-size: 4; }
.diff .number { width: 1%; min-width: 3rem; text-align: right; color: var(--quiet); user-select: none; border-right: 1px solid var(--line); opacity: .8; }
.diff .code { padding-left: .8rem; }
.diff .added td { background: var(--plus); }
.diff .removed td { background: var(--minus); }
.diff .hunk td, .diff .aside td { background: var(--hunk); color: var(--quiet); padding-top: .2rem; padding-bottom: .2rem; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin: 1.25rem 0; }
.facts dt { font-size: .78rem; color: var(--quiet); text-transform: capitalize; }
.facts dd { margin: 0; }
.timeline { list-style: none; margin: 0; padding: 0 0 0 1.1rem; border-left: 2px solid var(--line); }
.timeline li { position: relative; padding: .3rem 0 .6rem; }
.timeline li::before { content: ""; position: absolute; left: -1.46rem; top: .8rem; width: .6rem; height: .6rem; border-radius: 50%; background: var(--accent); }
.timeline summary { font-size: .85rem; color: var(--quiet); cursor: pointer; }
.hero { padding: 2.5rem 0 1rem; }
.hero h1 { font-size: clamp(2rem, 5vw, 3.1rem); }
.hero p { font-size: 1.2rem; color: var(--quiet); }
.cards { list-style: none; padding: 0; margin: 2rem 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); }
.cards a { display: block; height: 100%; padding: 1.1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; color: var(--ink); }
.cards a:hover { border-color: var(--accent); text-decoration: none; }
.cards span { display: block; color: var(--quiet); font-size: .92rem; }
.reference { display: grid; grid-template-columns: minmax(14rem, 20rem) minmax(0, 1fr); gap: 2.5rem; }
.contents { position: sticky; top: 4.5rem; align-self: start; max-height: calc(100vh - 6rem); overflow-y: auto; font-size: .84rem; }
.contents h2 { font-size: .78rem; text-transform: uppercase; letter-spacing: .06em; color: var(--quiet); margin: 1.1rem 0 .3rem; }
.contents h2:first-child { margin-top: 0; }
.contents ul { list-style: none; margin: 0; padding: 0; }
.contents a { display: flex; gap: .5rem; align-items: baseline; padding: .14rem 0; color: var(--ink); }
.contents span { overflow-wrap: anywhere; }
.method { flex: 0 0 auto; font: 700 .68rem var(--mono); text-transform: uppercase; padding: .12rem .4rem; border-radius: 5px; background: var(--hunk); color: var(--quiet); min-width: 3.4rem; text-align: center; }
.method.get { background: var(--good-ground); color: var(--good); }
.method.post, .method.put, .method.patch { background: var(--merged-ground); color: var(--merged); }
.method.delete { background: var(--bad-ground); color: var(--bad); }
.tag { text-transform: capitalize; border-bottom: 1px solid var(--line); padding-bottom: .4rem; }
.operation { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.4rem 1.3rem; margin: 0 0 1.25rem; }
.operation h3 { display: flex; gap: .7rem; align-items: center; }
.operation h3 code { background: none; font-size: 1rem; padding: 0; }
.schema { margin: 0; font-size: .93rem; }
.schema dt { margin-top: .5rem; }
.schema dt i { color: var(--quiet); font-style: normal; font-size: .86rem; }
.schema dt em { color: var(--bad); font-style: normal; font-size: .78rem; font-weight: 600; }
.schema dd { margin: .1rem 0 0; color: var(--quiet); }
.schema .schema { border-left: 2px solid var(--line); padding-left: 1rem; color: var(--ink); }
.answer { border-top: 1px solid var(--line); padding: .35rem 0; font-size: .93rem; }
.answer summary { cursor: pointer; }
.status.s2, .status.s3 { color: var(--good); }
.status.s4, .status.s5 { color: var(--bad); }
#swagger { background: #fff; color: #3b4151; border-radius: 10px; padding: 0 0 2rem; color-scheme: light; }
@media (max-width: 50rem) {
  .reference { grid-template-columns: minmax(0, 1fr); }
  .operation { padding: .9rem 1rem; }
  .operation h3 { flex-wrap: wrap; }
  .contents { position: static; max-height: none; }
  .rows li { flex-direction: column; gap: .3rem; }
  main { padding-top: 1.25rem; }
}
@media print { header, .actions { display: none; } }
)css";

}  // namespace

std::vector<Route> asset_routes()
{
    const auto served = [](const char* type, const char* text) {
        return [type, text](const Request&, const Captures&) {
            return Response{
                .content_type = type, .body = text, .headers = {{"Cache-Control", "public, max-age=300"}}};
        };
    };
    return {
        {"GET", "/assets/style.css", served("text/css; charset=utf-8", style)},
        {"GET", "/assets/icon.svg", served("image/svg+xml", icon)},
        {"GET", "/favicon.ico", served("image/svg+xml", icon)},
    };
}

}  // namespace http
