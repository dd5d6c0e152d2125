/// The style sheet of the HTML report: both colour schemes, no script, nothing loaded from elsewhere.
enum HTMLStyle {
    static let sheet = """
        :root { color-scheme: light dark; --paper: #fff; --ink: #1d2129; --faint: #5b6472; --line: #d9dee6;
          --panel: #f5f7fa; --good: #1a7f3c; --bad: #c4272f; --skip: #7a6200; --warm: #2f6fdb; --cold: #0f9aa8; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #e4e8ee; --faint: #9aa4b2;
          --line: #343b46; --panel: #1c2129; --good: #4cc274; --bad: #ff7b80; --skip: #d8b64a; --warm: #6ea2ff;
          --cold: #3fc7d4; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
        h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem;
          overflow-wrap: anywhere; }
        .faint { color: var(--faint); } .good { color: var(--good); } .bad { color: var(--bad); }
        .skip { color: var(--skip); }
        .tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
        .tiles li { background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
          padding: .4rem .9rem; min-width: 6rem; }
        .tiles b { display: block; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
        .test { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; }
        .test > summary { padding: .5rem .8rem; cursor: pointer; } .test > div { padding: 0 .8rem .8rem; }
        .word { display: inline-block; min-width: 4.5rem; font-weight: 600; }
        .time { color: var(--faint); font-variant-numeric: tabular-nums; }
        .step { margin: .4rem 0; overflow-wrap: anywhere; } .step > summary { cursor: pointer; }
        .fault { border-left: 3px solid var(--bad); padding: .3rem .8rem; margin: .5rem 0; background: var(--panel);
          overflow-wrap: anywhere; }
        code, pre, .step > summary { font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
        pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .5rem .7rem;
          margin: .25rem 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 30rem; overflow: auto; }
        h4 { margin: .5rem 0 0; font-size: .8rem; color: var(--faint); font-weight: 600; }
        table { border-collapse: collapse; margin: .4rem 0; font-variant-numeric: tabular-nums; }
        th, td { border-bottom: 1px solid var(--line); padding: .2rem .8rem .2rem 0; text-align: left;
          vertical-align: top; overflow-wrap: anywhere; }
        th { color: var(--faint); font-weight: 600; }
        figure { margin: .8rem 0; } figcaption { color: var(--faint); font-size: .85rem; }
        svg { width: 100%; max-width: 640px; height: auto; } svg text { fill: var(--faint); font-size: 11px; }
        .grid { stroke: var(--line); } .axis { stroke: var(--faint); }
        .mark { stroke: var(--ink); stroke-dasharray: 3 3; opacity: .6; }
        svg .warm { fill: var(--warm); } svg .cold { fill: var(--cold); } svg .bad { fill: var(--bad); }
        .legend span::before { content: "■ "; } .legend .warm::before { color: var(--warm); }
        .legend .cold::before { color: var(--cold); } .legend .bad { color: inherit; }
        .legend .bad::before { color: var(--bad); } .legend { font-size: .85rem; color: var(--faint); }
        .legend span { margin-right: 1rem; }
        @media print { details > * { display: block; } }
        """
}
