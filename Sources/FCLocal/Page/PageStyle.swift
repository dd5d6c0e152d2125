/// The style sheet of the page: both colour schemes, wide and narrow windows.
enum PageStyle {
    static let sheet = """
        :root { color-scheme: light dark; --paper: #fff; --ink: #1d2129; --faint: #59616e; --line: #d9dee6;
          --panel: #f5f7fa; --good: #17733a; --bad: #bf232b; --busy: #7a5c00; --link: #1f5fc4; --press: #1f5fc4;
          --onpress: #fff; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #e4e8ee; --faint: #9aa4b2;
          --line: #343b46; --panel: #1c2129; --good: #4cc274; --bad: #ff8085; --busy: #d8b64a; --link: #7fb0ff;
          --press: #2f6fdb; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 68rem; padding: 1.25rem 1.5rem 3rem; background: var(--paper);
          color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
        header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline;
          border-bottom: 1px solid var(--line); padding-bottom: .6rem; margin-bottom: 1.2rem; color: var(--faint); }
        header strong { color: var(--ink); font-size: 1.05rem; }
        h1 { font-size: 1.4rem; margin: 0 0 .8rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; margin: 1.8rem 0 .5rem; } h2 small { color: var(--faint); font-weight: 400; }
        a { color: var(--link); } .faint { color: var(--faint); } .good { color: var(--good); }
        .bad { color: var(--bad); } .busy { color: var(--busy); }
        code, pre, textarea, .mono { font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
        pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem;
          margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 34rem; overflow: auto; }
        .scroll { overflow-x: auto; position: relative; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        .wide { width: 100%; }
        th, td { border-bottom: 1px solid var(--line); padding: .35rem 1rem .35rem 0; text-align: left;
          vertical-align: baseline; }
        .facts td, .address { overflow-wrap: anywhere; } thead th, .facts th { color: var(--faint); font-weight: 600; }
        .wide thead th, .nowrap, .result { white-space: nowrap; }
        .number { text-align: right; white-space: nowrap; }
        .tag { border: 1px solid var(--line); border-radius: 4px; padding: 0 .35em; font-size: .8em;
          color: var(--faint); white-space: nowrap; }
        form.invoke { background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
          padding: .8rem 1rem 1rem; max-width: 46rem; }
        form.invoke p { margin: 0 0 .7rem; } form.invoke label { display: block; }
        form.invoke fieldset { border: 0; padding: 0; margin: 0; min-width: 0; } legend { padding: 0; }
        form.invoke fieldset label { display: inline-block; margin-right: 1.2rem; line-height: 2.2; }
        .pair { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: flex-start; }
        textarea { width: 100%; min-height: 6rem; resize: vertical; }
        textarea, select, input[type=text] { background: var(--paper); color: var(--ink); padding: .35rem .5rem;
          border: 1px solid var(--faint); border-radius: 4px; }
        select, input[type=text], button { font: inherit; max-width: 100%; }
        button { background: var(--press); color: var(--onpress); border: 0; border-radius: 4px; padding: .4rem 1.1rem;
          cursor: pointer; }
        a:focus-visible, button:focus-visible, textarea:focus-visible, select:focus-visible, input:focus-visible,
        pre:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        .actions { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; margin: .9rem 0; }
        .alert { border-left: 3px solid var(--bad); background: var(--panel); padding: .5rem .8rem; max-width: 46rem;
          overflow-wrap: anywhere; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap; }
        .skip:focus { position: static; width: auto; height: auto; clip-path: none; }
        @media (max-width: 44rem) { body { padding: .8rem .8rem 2rem; } .minor { display: none; }
          .result { white-space: normal; overflow-wrap: anywhere; } th, td { padding-right: .7rem; } }
        """
}
