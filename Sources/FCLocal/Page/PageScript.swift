/// The page's script. Everything works without it; it keeps lists and running calls up to date.
enum PageScript {
    /// Every two seconds the page is fetched again, and the parts that are marked as live are exchanged, unless somebody
    /// is in them.
    static let text = """
        (() => {
          const isUsed = (part) => part.contains(document.activeElement)
            || (!getSelection().isCollapsed && getSelection().containsNode(part, true));
          const exchange = (fresh) => {
            for (const part of document.querySelectorAll("[data-live]")) {
              const next = fresh.getElementById(part.id);
              if (!next || isUsed(part)) continue;
              if (next.innerHTML !== part.innerHTML) part.innerHTML = next.innerHTML;
              if (!("live" in next.dataset)) delete part.dataset.live;
            }
          };
          const refresh = async () => {
            if (document.hidden) return;
            try {
              const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
              if (!answer.ok) throw new Error("refused");
              exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
              document.getElementById("gone").hidden = true;
            } catch {
              document.getElementById("gone").hidden = false;
            }
          };
          const rounds = setInterval(() => {
            if (document.querySelector("[data-live]")) refresh(); else clearInterval(rounds);
          }, 2000);
          addEventListener("keydown", (event) => {
            const form = event.target.form;
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) form.requestSubmit();
          });
        })();
        """
}
