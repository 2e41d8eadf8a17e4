/** The parts of a conversation's page: each draws itself into its own place, and fails alone. */

/**
 * Places on the page and the modules that fill them. A module exports `mount(place, context)`, and, if it adds to
 * messages, `actions(act, opened, context)` that answers a list of {label, icon, run}.
 */
const MODULES = {
  "part-members": "members",
  "part-consents": "consents",
  "part-tasks": "tasks",
  "part-polls": "polls",
  "part-ending": "ending",
  "part-templates": "templates",
  "part-translation": "translation",
  "part-forward": "forward",
};

const loaded = new Map();

const load = (name) => {
  if (!loaded.has(name)) loaded.set(name, import(`./${name}.js`));
  return loaded.get(name);
};

/** @param {import("./context.js").Context} context */
export async function mountAll(context) {
  for (const [id, name] of Object.entries(MODULES)) {
    const place = document.getElementById(id);
    if (!place) continue;
    await load(name).then(({ mount }) => mount(place, context)).catch((error) => context.fail(error));
  }
}

/** @returns {Promise<{label: string, icon: string, run: function(): void}[]>} what the parts offer for one message */
export async function actionsFor(act, opened, context) {
  const found = await Promise.all(Object.values(MODULES).map((name) => load(name).catch(() => ({}))));
  return found.flatMap(({ actions }) => actions?.(act, opened, context) ?? []);
}
