/** The style of the page that stands alone; the same four fills as in the panel: solid, hatched, pale, dotted. */
export const htmlStyle = `:root { color-scheme: light dark; --ai: light-dark(#7a3fd1, #b58cff); --mixed: light-dark(#b7791f, #e0a83e); --soft: color-mix(in srgb, currentColor 28%, transparent) }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.6em; margin-bottom: 0 }
h2 { font-size: 1.1em; margin-top: 2em }
ul { padding: 0; list-style: none }
small { opacity: 0.75 }
code { overflow-wrap: anywhere; unicode-bidi: isolate }
details { padding: 0.4em 0; border-top: 1px solid var(--soft) }
summary { cursor: pointer }
summary small { float: right; font-size: 0.9em }
details > :not(summary) { margin-left: 1.2em }
.bar { display: flex; gap: 2px; height: 0.5em; margin: 0.3em 0; border-radius: 3px; overflow: hidden; clear: both }
body > .bar { height: 1.6em }
.bar > i { flex: 0 1 0; min-width: 3px }
li > i { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.4em; border-radius: 3px }
.ai { background: var(--ai) }
.mixed { background: repeating-linear-gradient(-45deg, var(--mixed) 0 3px, color-mix(in srgb, var(--mixed) 25%, transparent) 3px 6px) }
.human { background: var(--soft) }
.unknown { background: radial-gradient(currentColor 0.9px, transparent 1.3px) center / 5px 5px; box-shadow: inset 0 0 0 1px var(--soft) }
`
