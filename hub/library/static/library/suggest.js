/** Titles that hold what is being typed, below the field of the search. The page works without. */
import { get } from "../hub/js/api.js";

const PAUSE = 250;

function follow(field) {
  const list = document.getElementById(field.getAttribute("list"));
  let waiting = 0;
  let asked = null;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    asked?.abort();
    if (field.value.trim().length < 2) return;
    waiting = setTimeout(async () => {
      asked = new AbortController();
      const path = `library/suggest/?q=${encodeURIComponent(field.value)}`;
      const found = await get(path, { signal: asked.signal }).catch(() => ({ suggestions: [] }));
      list.replaceChildren(...found.suggestions.map(({ title }) => Object.assign(document.createElement("option"), { value: title.text ?? title })));
    }, PAUSE);
  });
}

for (const field of document.querySelectorAll("[data-suggest]")) follow(field);
