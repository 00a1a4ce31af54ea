"""How a report page looks, and what it may do: one style, and a policy that allows nothing but this style."""

import base64
import hashlib
import re
from collections.abc import Iterable

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --card: #fff; --ink: #1b2126; --soft: #566069; --line: #dfe3e0; --band: #f3f6f4;
  --link: #0b5f8a; --proved: #176639; --disputed: #a3260f; --alone: #5a636b;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181b; --card: #1b2024; --ink: #e5e9ea; --soft: #a4afb6; --line: #343c42; --band: #20272b;
    --link: #7cc4ee; --proved: #7dd3a0; --disputed: #ff9d86; --alone: #a9b4bb;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
.page { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 5vw, 2.5rem); margin: .2rem 0 .6rem; letter-spacing: -.02em; }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-top: 1rem; border-top: 3px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
h3::first-letter, .says::first-letter { text-transform: uppercase; }
.kicker {
  margin: 0; color: var(--soft); font-size: .8rem; letter-spacing: .12em; text-transform: uppercase;
}
.soft { color: var(--soft); }
.asked { list-style: none; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
.asked li { border: 1px solid var(--line); border-radius: 2rem; padding: .1rem .7rem; font-size: .85rem; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; }
.counts div {
  flex: 1 1 5rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .7rem .9rem;
}
.counts dt { color: var(--soft); font-size: .8rem; }
.counts dd { margin: 0; font-size: 1.5rem; font-weight: 650; line-height: 1.2; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
.told { margin: 0; padding: 0; list-style: none; }
.told li { margin: .55rem 0; font-size: 1.08rem; max-width: 46rem; }
.told li:first-child { font-size: 1.25rem; line-height: 1.4; }
figure {
  margin: 1rem 0; padding: .75rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem;
}
.says { margin: 0 0 .5rem; max-width: 46rem; }
figure svg { display: block; width: 100%; height: auto; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; color: var(--soft); font-size: .85rem; padding: 0 0 .4rem; }
th, td {
  text-align: start; vertical-align: top; padding: .38rem .6rem;
  border-bottom: 1px solid var(--line);
}
thead th {
  color: var(--soft); font-size: .78rem; font-weight: 600; line-height: 1.3; vertical-align: bottom;
}
tbody th { font-weight: 500; white-space: nowrap; }
.points caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.line th { background: var(--band); font-weight: 650; white-space: normal; }
.whole { white-space: nowrap; }
.number { text-align: end; white-space: nowrap; }
thead .number { white-space: normal; }
td.amount { font-weight: 650; }
q { quotes: "“" "”"; }
.others { display: block; color: var(--soft); font-size: .82rem; }
.refs { white-space: normal; font-size: .85rem; }
.refs a { text-decoration: none; padding: 0 .1em; }
.verdict { white-space: nowrap; }
.proved { color: var(--proved); }
.disputed { color: var(--disputed); font-weight: 600; }
.alone { color: var(--alone); }
.suspect td, .suspect th { background: var(--band); }
.sources { padding-inline-start: 2.2rem; }
.sources > li { margin: 0 0 1.1rem; padding-inline-start: .3rem; }
.sources > li::marker { color: var(--soft); font-size: .85rem; }
.sources > li:target { background: var(--band); outline: .5rem solid var(--band); }
.sources .headline { font-weight: 600; }
.proofs {
  margin: .25rem 0 0; padding: 0 0 0 .8rem; border-inline-start: 2px solid var(--line);
  list-style: none;
}
.proofs li { color: var(--soft); font-size: .9rem; margin: .25rem 0; }
footer {
  margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .85rem;
  color: var(--soft);
}
@media print, (min-width: 44rem) {
  .slim { display: none; }
  table { table-layout: fixed; }
  .points th:nth-child(1) { width: 13%; }
  .points th:nth-child(n+2) { width: 14%; }
  .points th:nth-child(5) { width: auto; }
  .points th:nth-child(6) { width: 11%; }
  .points th:nth-child(7) { width: 18%; }
  .dispute th:nth-child(1) { width: 16%; }
  .dispute th:nth-child(3) { width: 14%; }
}
@media screen and (max-width: 43.99rem) {
  .wide { display: none; }
  .page { padding-top: 1.5rem; }
  table, thead, tbody, tr, th, td, caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table { position: relative; }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  th, td, .number { border: 0; padding: .1rem .6rem; text-align: start; white-space: normal; }
  td[data-name] { position: relative; padding-inline-start: 8.7rem; }
  td[data-name]::before {
    content: attr(data-name); position: absolute; inset-inline-start: .6rem; padding-top: .15em;
    color: var(--soft); font-size: .8rem; font-weight: 400;
  }
  tbody th { font-weight: 650; }
  figure { padding: 0 0 .75rem; }
  td:empty { display: none; }
  .line { padding: 0; }
  .line th { padding: .4rem .6rem; }
}
@media print {
  :root { color-scheme: light; }
  html { font-size: 10pt; }
  body { background: #fff; }
  .page { max-width: none; padding: 0; }
  nav { display: none; }
  h2, h3, caption, thead, .line { break-after: avoid; }
  figure, tr, .sources > li { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  .sources .headline a::after { content: " <" attr(href) ">"; font-weight: 400; font-size: .85em; }
  @page { margin: 16mm 14mm; }
}
"""

_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def policy(charts: Iterable[str]) -> str:
    """The Content-Security-Policy of a page: nothing is loaded, nothing runs; its styles are known by hash.

    A chart that brings a style of its own has that allowed too.
    """
    styles = dict.fromkeys((STYLE, *(found for chart in charts for found in _STYLES.findall(chart))))
    hashes = " ".join(f"'sha256-{_digest(style)}'" for style in styles)
    return f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
